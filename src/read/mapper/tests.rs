//! One invented record a tool, in that tool's shape.

use super::super::Item;
use super::*;

fn all(map: &[(&str, &str)], records: &[&str]) -> (Vec<RawReport>, Vec<Issue>) {
    let map = map.iter().map(|(f, n)| ((*f).to_owned(), (*n).to_owned())).collect();
    let mut mapper = Mapper::new(&Options { map });
    let (mut reports, mut issues) = (Vec::new(), Vec::new());
    let mut sink = |item: Item| match item {
        Ok(raw) => reports.push(raw),
        Err(issue) => issues.push(issue),
    };
    for (n, json) in records.iter().enumerate() {
        let value: Value = serde_json::from_str(json).unwrap();
        mapper.take(&format!("f:{}", n + 1), value.as_object().unwrap(), &mut sink);
    }
    mapper.end("f", &mut sink);
    (reports, issues)
}

/// The one report of a record, without any issue.
fn one(json: &str) -> RawReport {
    let (mut reports, issues) = all(&[], &[json]);
    assert!(issues.is_empty(), "{issues:?}");
    reports.remove(0)
}

/// Text, title, address, date, outlet and byline.
fn fields(json: &str) -> [String; 6] {
    let r = one(json);
    [Some(r.text), r.title, r.url, r.date, r.outlet, r.byline].map(Option::unwrap_or_default)
}

#[test]
fn fundus() {
    let json = r#"{"title":"Talks","plaintext":"They met.","authors":["Ann Lee","Bo Ray"],"publisher":"The Courier",
        "publishing_date":"2016-09-05 08:00:00+00:00","topics":["x"],"free_access":true,
        "html":{"requested_url":"https://c.example/1","responded_url":"https://c.example/1-2",
                "content":"<html><body>They met.</body></html>","crawl_date":"2016-09-06 01:00:00"}}"#;
    let expected = [
        "They met.",
        "Talks",
        "https://c.example/1-2",
        "2016-09-05 08:00:00+00:00",
        "The Courier",
        "Ann Lee, Bo Ray",
    ];
    assert_eq!(fields(json), expected);
    let r = one(json);
    assert_eq!((r.page, r.retrieved.as_deref()), (None, Some("2016-09-06 01:00:00")));
    let sections =
        r#"{"title":"T","body":{"summary":["S."],"sections":[{"headline":"H","paragraphs":["A.","B."]}]}}"#;
    assert_eq!(one(sections).text, "S.\n\nH\n\nA.\n\nB.");
}

#[test]
fn news_please() {
    let json = r#"{"authors":["Ann Lee"],"date_download":"2016-09-06 01:00:00","date_modify":null,
        "date_publish":"2016-09-05 10:00:00","description":"A summary.","filename":"x.json","image_url":"http://a.example/i",
        "language":"en","localpath":null,"maintext":"They met.","source_domain":"a.example","text":null,
        "title":"Talks","title_page":null,"title_rss":null,"url":"http://a.example/1"}"#;
    let expected =
        ["They met.", "Talks", "http://a.example/1", "2016-09-05 10:00:00", "a.example", "Ann Lee"];
    assert_eq!(fields(json), expected);
    assert_eq!(one(json).retrieved.as_deref(), Some("2016-09-06 01:00:00"));
}

#[test]
fn newspaper() {
    let json = r#"{"source_url":"https://a.example","url":"https://a.example/1","title":"Talks","text":"They met.\n\nThey left.",
        "authors":["Ann Lee"],"publish_date":"2016-09-05T00:00:00","html":"<html></html>","article_html":"<p>They met.</p>",
        "meta_lang":"en","keywords":["k"],"summary":"Short.","top_image":""}"#;
    let r = one(json);
    assert_eq!((r.text.as_str(), r.url.as_deref()), ("They met.\n\nThey left.", Some("https://a.example/1")));
    assert_eq!((r.date.as_deref(), r.page), (Some("2016-09-05T00:00:00"), None));
    let page = one(
        r#"{"url":"https://a.example/1","text":"","html":"<!DOCTYPE html><html><body><p>They met.</p></body></html>"}"#,
    );
    assert!(page.text.is_empty() && page.page.unwrap().contains("They met."));
}

#[test]
fn trafilatura() {
    let json = r#"{"title":"Talks","author":"Ann Lee; Bo Ray","hostname":"a.example","date":"2016-09-05","fingerprint":"ab12",
        "id":null,"license":null,"comments":"First!","raw_text":"They met. They left.","text":"They met.\nThey left.",
        "language":"en","image":null,"pagetype":"article","source":"https://a.example/1","source-hostname":"The Courier",
        "excerpt":"A summary.","categories":"World","tags":""}"#;
    let expected = [
        "They met.\nThey left.",
        "Talks",
        "https://a.example/1",
        "2016-09-05",
        "The Courier",
        "Ann Lee; Bo Ray",
    ];
    assert_eq!(fields(json), expected);
}

#[test]
fn programming_interfaces() {
    let guardian = r#"{"id":"world/1","type":"article","sectionName":"World","webPublicationDate":"2016-09-05T08:00:00Z",
        "webTitle":"Talks","webUrl":"https://g.example/1","apiUrl":"https://api.g.example/1",
        "fields":{"headline":"Talks today","trailText":"Short.","byline":"Ann Lee","body":"<p>They met.</p><p>They left.</p>","publication":"G Example"}}"#;
    let expected = [
        "They met.\n\nThey left.",
        "Talks",
        "https://g.example/1",
        "2016-09-05T08:00:00Z",
        "G Example",
        "Ann Lee",
    ];
    assert_eq!(fields(guardian), expected);
    let nyt = r#"{"abstract":"Short.","web_url":"https://n.example/1","snippet":"Short.","lead_paragraph":"They met.",
        "source":"N Example","headline":{"main":"Talks","print_headline":"TALKS"},"pub_date":"2016-09-05T08:00:00+0000",
        "byline":{"original":"By Ann Lee","person":[]},"_id":"nyt://article/1"}"#;
    let expected =
        ["They met.", "Talks", "https://n.example/1", "2016-09-05T08:00:00+0000", "N Example", "By Ann Lee"];
    assert_eq!(fields(nyt), expected);
    let registry = r#"{"uri":"712345","lang":"eng","isDuplicate":false,"date":"2016-09-05","time":"08:00:00",
        "dateTime":"2016-09-05T08:05:00Z","dateTimePub":"2016-09-05T08:00:00Z","url":"https://e.example/1","title":"Talks",
        "body":"They met.","source":{"uri":"e.example","dataType":"news","title":"E Example"},"authors":[{"uri":"a@e.example","name":"Ann Lee"}]}"#;
    let expected =
        ["They met.", "Talks", "https://e.example/1", "2016-09-05T08:00:00Z", "E Example", "Ann Lee"];
    assert_eq!(fields(registry), expected);
    let webz = r#"{"thread":{"uuid":"u","url":"https://w.example/1","site_full":"www.w.example","site":"w.example","title":"Talks"},
        "uuid":"u","url":"https://w.example/1","author":"Ann Lee","published":"2016-09-05T08:00:00.000+03:00","title":"Talks",
        "text":"They met.","language":"english","crawled":"2016-09-05T09:00:00.000+03:00"}"#;
    let expected = [
        "They met.",
        "Talks",
        "https://w.example/1",
        "2016-09-05T08:00:00.000+03:00",
        "w.example",
        "Ann Lee",
    ];
    assert_eq!(fields(webz), expected);
    assert_eq!(one(webz).retrieved.as_deref(), Some("2016-09-05T09:00:00.000+03:00"));
    let wordpress = r#"{"id":7,"date":"2016-09-05T08:00:00","link":"https://p.example/1","title":{"rendered":"Talks &#8211; today"},
        "content":{"rendered":"<p>They met.</p>","protected":false},"excerpt":{"rendered":"<p>Short.</p>"}}"#;
    assert_eq!(
        fields(wordpress)[..4],
        ["They met.", "Talks – today", "https://p.example/1", "2016-09-05T08:00:00"]
    );
}

#[test]
fn newsapi_says_that_it_cuts() {
    let json = r#"{"source":{"id":null,"name":"X News"},"author":"Ann Lee","title":"Talks","description":"Short.",
        "url":"https://x.example/1","urlToImage":null,"publishedAt":"2016-09-05T08:00:00Z","content":"They met in Os… [+1234 chars]"}"#;
    let (reports, issues) = all(&[], &[json, json]);
    assert_eq!((reports[0].text.as_str(), reports[0].outlet.as_deref()), ("They met in Os…", Some("X News")));
    assert_eq!(issues.len(), 1);
    assert!(issues[0].what.starts_with("2 of its texts are only the beginning"), "{}", issues[0].what);
    assert_eq!(one(r#"{"text":"It cost [+20 chars] he said."}"#).text, "It cost [+20 chars] he said.");
}

#[test]
fn lists_of_addresses_are_no_reports() {
    let gdelt = r#"{"url":"https://a.example/1","url_mobile":"","title":"Talks","seendate":"20160905T101500Z","socialimage":"",
        "domain":"a.example","language":"English","sourcecountry":"Ruritania"}"#;
    let cloud = r#"{"id":"1","indexed_date":"2016-09-05T10:15:00","language":"en","media_name":"a.example","media_url":"a.example",
        "publish_date":"2016-09-05","title":"Talks","url":"https://a.example/1"}"#;
    let (reports, issues) = all(&[], &[gdelt, cloud]);
    assert!(reports.is_empty() && issues.len() == 2);
    assert!(issues[0].what.contains("points to an article"), "{}", issues[0].what);
    let with_text = cloud.replace("\"id\":\"1\"", "\"text\":\"They met.\"");
    assert_eq!(
        fields(&with_text)[..5],
        ["They met.", "Talks", "https://a.example/1", "2016-09-05", "a.example"]
    );
}

#[test]
fn data_sets() {
    let realnews = r#"{"url":"https://a.example/1","url_used":"https://a.example/1?x","title":"Talks","text":"They met.","summary":"Short.",
        "authors":["Ann Lee"],"publish_date":"09-05-2016","domain":"a.example","warc_date":"2016-09-06T00:00:00Z","status":"success"}"#;
    let expected = ["They met.", "Talks", "https://a.example/1", "09-05-2016", "a.example", "Ann Lee"];
    assert_eq!(fields(realnews), expected);
    assert_eq!(one(realnews).retrieved.as_deref(), Some("2016-09-06T00:00:00Z"));
    let cc_news = r#"{"title":"Talks","text":"They met.","domain":"a.example","date":"2016-09-05 08:00:00","description":"Short.",
        "url":"https://a.example/1","image_url":null}"#;
    assert_eq!(
        fields(cc_news)[..5],
        ["They met.", "Talks", "https://a.example/1", "2016-09-05 08:00:00", "a.example"]
    );
    let crawl = r#"{"WARC-Target-URI":"https://a.example/1","WARC-Date":"2016-09-06T00:00:00Z","content":"They met."}"#;
    assert_eq!(one(crawl).url.as_deref(), Some("https://a.example/1"));
    assert_eq!(one(crawl).retrieved.as_deref(), Some("2016-09-06T00:00:00Z"));
    let mind = r#"{"id":"N1","category":"news","subcategory":"world","title":"Talks","abstract":"They met.","url":"https://a.example/1"}"#;
    assert_eq!(one(mind).text, "They met.");
    let all_the_news = r#"{"id":"1","title":"Talks","publication":"A Example","author":"Ann Lee","date":"2016-09-05","year":"2016.0",
        "month":"9.0","url":"","content":"They met."}"#;
    assert_eq!(fields(all_the_news), ["They met.", "Talks", "", "2016-09-05", "A Example", "Ann Lee"]);
}

#[test]
fn archives_with_a_lead_of_its_own() {
    let nexis = r#"{"Headline":"Talks","Source":"The Courier","Publication Date":"September 5, 2016","Byline":"Ann Lee",
        "Hlead":"They met in Oslo.","Body":"The talks took three hours."}"#;
    let expected = [
        "They met in Oslo.\n\nThe talks took three hours.",
        "Talks",
        "",
        "September 5, 2016",
        "The Courier",
        "Ann Lee",
    ];
    assert_eq!(fields(nexis), expected);
    let factiva = r#"{"HL":"Talks","SN":"The Courier","PD":"5 September 2016","LP":"They met.","TD":"They left.","BY":"Ann Lee"}"#;
    assert_eq!(
        fields(factiva),
        ["They met.\n\nThey left.", "Talks", "", "5 September 2016", "The Courier", "Ann Lee"]
    );
    let repeated = r#"{"Title":"Talks","Publication title":"The Courier","Lead Paragraph":"They met.","Full text":"They met.  They left."}"#;
    assert_eq!(fields(repeated)[..5], ["They met.  They left.", "Talks", "", "", "The Courier"]);
}

#[test]
fn html_where_there_is_no_text() {
    assert_eq!(
        one(r#"{"title":"T","content_html":"<p>They met.</p><p>They left.</p>"}"#).text,
        "They met.\n\nThey left."
    );
    assert_eq!(one(r#"{"title":"T","content":"They met.<br/>They left."}"#).text, "They met. They left.");
    assert!(all(&[], &[r#"{"title":"T","content":"<p> </p>"}"#]).0.is_empty());
}

#[test]
fn the_users_names_come_first() {
    let json = r#"{"title":"A","kop":"Talks","inhoud":{"tekst":"They met."},"text":"Not this."}"#;
    let (reports, issues) = all(&[("text", "inhoud.tekst"), ("title", "Kop")], &[json]);
    assert_eq!((reports[0].text.as_str(), reports[0].title.as_deref()), ("They met.", Some("Talks")));
    assert!(issues.is_empty());
    let (reports, issues) = all(&[("date", "datum"), ("html", "blob")], &[json, json]);
    assert_eq!(reports.len(), 2);
    assert_eq!(issues.len(), 2);
    assert!(issues[0].what.contains("there are: title, kop, inhoud, text"), "{}", issues[0].what);
}

#[test]
fn a_record_without_text_names_its_fields() {
    let (reports, issues) = all(&[], &[r#"{"title":"T","text":"  "}"#]);
    assert!(reports.is_empty());
    assert!(issues[0].what.contains("(title, text)") && issues[0].what.contains("--map text="));
}
