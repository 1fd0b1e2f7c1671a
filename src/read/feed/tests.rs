//! Feeds of every kind, whole and damaged.

use super::*;

fn all(feed: &[u8]) -> (Vec<RawReport>, Vec<Issue>) {
    let (mut reports, mut issues) = (Vec::new(), Vec::new());
    read("f.xml", feed, &Options::default(), &mut |item| match item {
        Ok(raw) => reports.push(raw),
        Err(issue) => issues.push(issue),
    });
    (reports, issues)
}

/// The reports of a feed without any issue.
fn sound(feed: &str) -> Vec<RawReport> {
    let (reports, issues) = all(feed.as_bytes());
    assert!(issues.is_empty(), "{issues:?}");
    reports
}

/// Source, text, title, address, date, outlet, byline.
fn fields(raw: &RawReport) -> [&str; 7] {
    let text = |field: &'_ Option<String>| field.as_deref().unwrap_or("").to_owned().leak() as &str;
    let owned: &str = raw.text.clone().leak();
    let source: &str = raw.source.clone().leak();
    [source, owned, text(&raw.title), text(&raw.url), text(&raw.date), text(&raw.outlet), text(&raw.byline)]
}

#[test]
fn rss_two() {
    let feed = r#"<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>The Courier</title><atom:link rel="self" href="https://courier.example/rss"/><link>https://courier.example/</link>
<image><title>Logo</title></image><description>News of the day</description>
<item><title>Talks &amp;amp; more</title><link> https://courier.example/1 </link><media:title>Photo</media:title>
 <description>Envoys met.</description><dc:creator><![CDATA[Ann Lee]]></dc:creator><dc:creator>Bo Ray</dc:creator>
 <content:encoded><![CDATA[<p>The envoys met in <b>Oslo</b>.</p><p>&ldquo;No,&rdquo; one said.</p>]]></content:encoded>
 <pubDate>Mon, 05 Sep 2016 23:30:00 -0700</pubDate></item>
<item><title>Second</title><guid isPermaLink="true">https://courier.example/2</guid><author>desk@courier.example (Cy Dow)</author>
 <description>A &lt;i&gt;short&lt;/i&gt; teaser.</description><source url="https://post.example/rss">The Post</source></item>
</channel></rss>"#;
    let reports = sound(feed);
    let first = [
        "f.xml:1",
        "The envoys met in Oslo.\n\n“No,” one said.",
        "Talks & more",
        "https://courier.example/1",
        "Mon, 05 Sep 2016 23:30:00 -0700",
        "The Courier",
        "Ann Lee, Bo Ray",
    ];
    assert_eq!(fields(&reports[0]), first);
    let second =
        ["f.xml:2", "A short teaser.", "Second", "https://courier.example/2", "", "The Post", "Cy Dow"];
    assert_eq!(fields(&reports[1]), second);
}

#[test]
fn older_rss() {
    let plain = "<rss version='0.91'><channel><title>C</title><item><title>T</title><link>http://c.example/1</link>\
        <description>They met.</description></item></channel></rss>";
    assert_eq!(fields(&sound(plain)[0])[..4], ["f.xml:1", "They met.", "T", "http://c.example/1"]);
    let rdf = r#"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
        xmlns:d="http://purl.org/dc/elements/1.1/"><channel rdf:about="http://c.example/"><title>C</title><items/></channel>
        <item rdf:about="http://c.example/1"><title>T</title><description>They met.</description><d:date>2016-09-05</d:date></item></rdf:RDF>"#;
    assert_eq!(
        fields(&sound(rdf)[0]),
        ["f.xml:1", "They met.", "T", "http://c.example/1", "2016-09-05", "C", ""]
    );
}

#[test]
fn atom() {
    let feed = r#"<a:feed xmlns:a="http://www.w3.org/2005/Atom" xmlns:h="http://www.w3.org/1999/xhtml"><a:title type="text">C</a:title>
        <a:entry><a:title type="html">&lt;b&gt;T&lt;/b&gt;</a:title><a:link rel="enclosure" href="http://c.example/a.mp3"/>
        <a:link rel="alternate" href="http://c.example/1"/><a:id>tag:c.example,2016:1</a:id><a:author><a:name>Ann Lee</a:name></a:author>
        <a:published>2016-09-05T08:00:00+05:00</a:published><a:updated>2016-09-06T08:00:00Z</a:updated><a:summary>Short.</a:summary>
        <a:content type="xhtml"><h:div><h:p>They met.</h:p><h:p>They <h:em>left</h:em>.</h:p></h:div></a:content></a:entry>
        <a:entry><a:title>U</a:title><a:content type="text">3 &lt; 4</a:content><a:source><a:title>D</a:title></a:source></a:entry></a:feed>"#;
    let reports = sound(feed);
    let first = [
        "f.xml:1",
        "They met.\n\nThey left.",
        "T",
        "http://c.example/1",
        "2016-09-05T08:00:00+05:00",
        "C",
        "Ann Lee",
    ];
    assert_eq!(fields(&reports[0]), first);
    assert_eq!(fields(&reports[1]), ["f.xml:2", "3 < 4", "U", "", "", "D", ""]);
}

#[test]
fn json_feed() {
    let feed = r#"{"version":"https://jsonfeed.org/version/1.1","title":"C","authors":[{"name":"Desk"}],"items":[
        {"id":"1","url":"http://c.example/1","title":"T","content_html":"<p>They met.</p>","date_published":"2016-09-05T08:00:00Z","authors":[{"name":"Ann Lee"}]},
        {"id":"2","url":"http://c.example/2","summary":"They left."},{"id":"3","title":"Bare"}]}"#;
    let (reports, issues) = all(feed.as_bytes());
    let first = ["f.xml:1", "They met.", "T", "http://c.example/1", "2016-09-05T08:00:00Z", "C", "Ann Lee"];
    assert_eq!(fields(&reports[0]), first);
    assert_eq!(fields(&reports[1]), ["f.xml:2", "They left.", "", "http://c.example/2", "", "C", "Desk"]);
    assert_eq!(issues.len(), 1);
    assert!(issues[0].what.starts_with("1 of its 3 entries"), "{}", issues[0].what);
}

#[test]
fn what_comes_before_the_damage_is_kept() {
    let item = |n: usize| format!("<item><title>T{n}</title><description>Text {n}.</description></item>");
    let five: String = (1..=5).map(item).collect();
    for rest in ["<item><title>T6</ti", "<item><description><![CDATA[Text", "<item><title>T6</title>"] {
        let feed = format!("<rss version='2.0'><channel><title>C</title>{five}{rest}");
        let (reports, issues) = all(feed.as_bytes());
        assert_eq!((reports.len(), issues.len()), (5, 1), "{rest}: {issues:?}");
        let at: usize = issues[0].what[5..].split(',').next().unwrap().parse().unwrap();
        assert!(at >= feed.find("<item><title>T5").unwrap(), "{}", issues[0].what);
        assert!(issues[0].what.contains("after entry 5"), "{}", issues[0].what);
    }
}

#[test]
fn markup_that_is_not_escaped_is_read() {
    let feed = "<rss><channel><item><description><p>One<br>two & three.</p> <p>Four.</description></item></channel></rss>";
    assert_eq!(sound(feed)[0].text, "One\n\ntwo & three.\n\nFour.");
}

#[test]
fn encodings() {
    let feed =
        |label: &str| format!("<?xml version='1.0' encoding='{label}'?><rss><channel><item><description>");
    let end = b"</description></item></channel></rss>";
    let cyrillic = [feed("windows-1251").as_bytes(), b"\xCC\xEE\xF1\xEA\xE2\xE0", end].concat();
    assert_eq!(all(&cyrillic).0[0].text, "Москва");
    let wrong = [feed("iso-8859-1").as_bytes(), "Çavuşoğlu".as_bytes(), end].concat();
    assert_eq!(all(&wrong).0[0].text, "Çavuşoğlu");
    let nul = [feed("utf-8").as_bytes(), b"They\0 met.", end].concat();
    assert_eq!((all(&nul).0[0].text.as_str(), all(&nul).1.len()), ("They met.", 1));
}

#[test]
fn what_is_a_feed() {
    for head in ["<rss version='2.0'>", "<?xml version='1.0'?><!-- x --><feed>", "<rdf:RDF xmlns:rdf='x'>"] {
        assert!(looks_like_feed(head.as_bytes()), "{head}");
    }
    assert!(looks_like_feed(b"{ \"version\": \"https://jsonfeed.org/version/1\", \"items\": [] }"));
    for head in ["<html>", "<nitf>", "rss", "{\"items\":[]}"] {
        assert!(!looks_like_feed(head.as_bytes()), "{head}");
    }
    assert_eq!(all(b"<rss><channel/></rss>").1.len(), 1);
}
