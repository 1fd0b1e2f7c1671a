//! Wire formats, one invented message each, and hostile ones.

use super::super::tests::all;

/// The one report of a message without any issue: text, title, date, outlet, byline, address.
fn one(xml: &str) -> [String; 6] {
    let (mut reports, issues) = all("w.xml", xml.as_bytes());
    assert!(issues.is_empty(), "{issues:?}");
    assert_eq!(reports.len(), 1);
    let r = reports.remove(0);
    [Some(r.text), r.title, r.date, r.outlet, r.byline, r.url].map(Option::unwrap_or_default)
}

const NITF: &str = r#"<nitf><head><title>Old title</title><docdata><doc-id id-string="c1" regsrc="CWS"/>
    <date.issue norm="20160905T101500Z"/></docdata><pubdata name="Courier Wire" type="web"/></head>
    <body><body.head><hedline><hl1>Envoys meet</hl1><hl2>A first</hl2></hedline>
    <byline>By <person>Ann Lee</person>, <byttl>Courier Wire</byttl></byline>
    <dateline><location>Oslo</location>, <story.date norm="20160905">Sept 5</story.date></dateline></body.head>
    <body.content><media><media-caption>A photo</media-caption></media><block><p>The envoys met &mdash; at last.</p>
    <p>They <em>left</em>.</p></block></body.content></body></nitf>"#;

#[test]
fn nitf() {
    let text = "OSLO, Sept 5 - The envoys met — at last.\n\nThey left.";
    assert_eq!(one(NITF), [text, "Envoys meet", "20160905T101500Z", "Courier Wire", "Ann Lee", ""]);
    let whole = format!("<?xml version=\"1.0\"?><!DOCTYPE nitf SYSTEM \"nitf-3-2.dtd\">{NITF}");
    assert_eq!(one(&whole)[1], "Envoys meet");
}

#[test]
fn nitf_of_an_archive_gives_its_lead_once() {
    let xml = r#"<nitf><head><pubdata date.publication="19870101T000000" ex-ref="http://q.example/1" name="The Courier"/></head>
        <body><body.head><hedline><hl1>T</hl1></hedline><byline class="print_byline">By Ann Lee</byline></body.head><body.content>
        <block class="lead_paragraph"><p>One.</p></block><block class="full_text"><p>One.</p><p>Two.</p></block></body.content></body></nitf>"#;
    assert_eq!(
        one(xml),
        ["One.\n\nTwo.", "T", "19870101T000000", "The Courier", "Ann Lee", "http://q.example/1"]
    );
}

fn newsml_g2(content: &str) -> String {
    format!(
        r#"<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="tag:courier.example,2016:1" version="2" xml:lang="en">
        <catalogRef href="http://c.example/catalog.xml"/><itemMeta><itemClass qcode="ninat:text"/><provider qcode="nprov:CWS"/>
        <versionCreated>2016-09-05T10:15:00Z</versionCreated><firstCreated>2016-09-04T10:15:00Z</firstCreated></itemMeta>
        <contentMeta><urgency>3</urgency><infoSource><name>Courier Wire</name></infoSource><headline>Envoys meet</headline>
        <by>By Ann Lee</by><dateline>GENEVA, Sept 5 (CWS) -</dateline><language tag="en"/></contentMeta>
        <contentSet>{content}</contentSet></newsItem>"#
    )
}

#[test]
fn newsml_g2_with_each_kind_of_content() {
    let xhtml = r#"<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title>
        </head><body><p>They met.</p><p>They left.</p></body></html></inlineXML>"#;
    let plain = "<inlineData contenttype=\"text/plain\">They met.\n\nThey left.</inlineData>";
    let escaped =
        "<inlineData contenttype=\"text/html\"><![CDATA[<p>They met.</p><p>They left.</p>]]></inlineData>";
    for content in [xhtml, plain, escaped] {
        let text = "GENEVA, Sept 5 (CWS) - They met.\n\nThey left.";
        assert_eq!(
            one(&newsml_g2(content)),
            [text, "Envoys meet", "2016-09-05T10:15:00Z", "CWS", "Ann Lee", ""],
            "{content}"
        );
    }
    let nitf = format!("<inlineXML contenttype=\"application/nitf+xml\">{NITF}</inlineXML>");
    assert!(one(&newsml_g2(&nitf))[0].starts_with("OSLO, Sept 5 - The envoys met"));
}

#[test]
fn a_message_of_several_items() {
    let text = newsml_g2("<inlineData>They met.</inlineData>");
    let picture = newsml_g2("<remoteContent href=\"http://c.example/1.jpg\"/>");
    let message = |items: &[&str]| {
        format!(
            "<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'><header><sent>x</sent></header><itemSet>{}</itemSet></newsMessage>",
            items.concat()
        )
    };
    let (reports, issues) = all("w.xml", message(&[&picture, &text, &text]).as_bytes());
    let sources: Vec<&str> = reports.iter().map(|r| r.source.as_str()).collect();
    assert_eq!((sources, issues.len()), (vec!["w.xml:2", "w.xml:3"], 0));
    let (reports, issues) = all("w.xml", message(&[&picture]).as_bytes());
    assert!(reports.is_empty() && issues[0].what.contains("no text in its 1 items"));
    let cut = message(&[&text, &text]);
    let (reports, issues) = all("w.xml", &cut.as_bytes()[..cut.len() - 200]);
    assert_eq!((reports.len(), issues.len()), (1, 1));
    assert!(issues[0].what.starts_with("byte "), "{}", issues[0].what);
}

#[test]
fn newsml_one() {
    let xml = r#"<NewsML><NewsEnvelope><DateAndTime>20160905T000000Z</DateAndTime></NewsEnvelope><NewsItem><Identification><NewsIdentifier>
        <ProviderId>courier.example</ProviderId><DateId>20160905</DateId></NewsIdentifier></Identification>
        <NewsManagement><FirstCreated>20160904T101500Z</FirstCreated><ThisRevisionCreated>20160905T101500Z</ThisRevisionCreated></NewsManagement>
        <NewsComponent><NewsLines><HeadLine>Envoys meet</HeadLine><ByLine>By Ann Lee</ByLine><DateLine>OSLO</DateLine></NewsLines>
        <AdministrativeMetadata><Provider><Party FormalName="Courier Wire"/></Provider></AdministrativeMetadata>
        <NewsComponent><ContentItem><DataContent><p>They met.</p><p>They left.</p></DataContent></ContentItem></NewsComponent>
        </NewsComponent></NewsItem></NewsML>"#;
    assert_eq!(
        one(xml),
        ["OSLO - They met.\n\nThey left.", "Envoys meet", "20160905T101500Z", "Courier Wire", "Ann Lee", ""]
    );
}

/// The report of a ninjs record: text, title, date, outlet, byline, address.
fn ninjs(json: &str) -> [String; 6] {
    let (mut reports, issues) = all("w.json", json.as_bytes());
    assert!(issues.is_empty(), "{issues:?}");
    let r = reports.remove(0);
    [Some(r.text), r.title, r.date, r.outlet, r.byline, r.url].map(Option::unwrap_or_default)
}

#[test]
fn ninjs_of_all_versions() {
    let one = r#"{"uri":"https://c.example/1","type":"text","versioncreated":"2016-09-05T10:15:00Z","headline":"Envoys meet","byline":"Ann Lee",
        "provider":"CWS","copyrightholder":"Courier","language":"en","body_xhtml":"<div><p>They met.</p><p>They left.</p></div>",
        "associations":{"main":{"uri":"u2","type":"picture","headline":"Photo","body_text":"A photo"}}}"#;
    let expected = [
        "They met.\n\nThey left.",
        "Envoys meet",
        "2016-09-05T10:15:00Z",
        "CWS",
        "Ann Lee",
        "https://c.example/1",
    ];
    assert_eq!(ninjs(one), expected);
    let three = r#"{"uri":"urn:newsml:c.example:1","type":"text","versionCreated":"2016-09-05T10:15:00Z",
        "headlines":[{"role":"main","value":"Envoys meet","contentType":"text/plain"}],"by":"By Ann Lee","infoSources":[{"name":"CWS"}],
        "bodies":[{"role":"main","contentType":"text/html","value":"<p>They met.</p><p>They left.</p>"}]}"#;
    assert_eq!(ninjs(three)[..5], expected[..5]);
    let text = three
        .replace("text/html", "text/plain")
        .replace("<p>They met.</p><p>They left.</p>", "They met.\\n\\nThey left.");
    assert_eq!(ninjs(&text)[..5], expected[..5]);
}

#[test]
fn unknown_xml_names_what_is_read() {
    let (reports, issues) = all("w.xml", b"<?xml version='1.0'?><invoice><p>They met.</p></invoice>");
    assert!(reports.is_empty());
    assert!(issues[0].what.contains("<invoice>") && issues[0].what.contains("NITF"), "{}", issues[0].what);
    assert_eq!(all("w.xml", b"<?xml version='1.0'?>").1.len(), 1);
    let (reports, _) =
        all("w.xml", b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body/></html>");
    assert!(reports[0].page.is_some());
}

#[test]
fn hostile_messages_are_bounded() {
    let laughs: String =
        (1..10).map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10))).collect();
    let xml = format!(
        "<!DOCTYPE nitf [<!ENTITY l0 \"ha\">{laughs}]><nitf><body><body.content><p>&l9; They met.</p></body.content></body></nitf>"
    );
    assert_eq!(one(&xml)[0], "&l9; They met.");
    let content = |inside: &str| format!("<nitf><body><body.content>{inside}</body.content></body></nitf>");
    let deep = content(&("<p>".repeat(100_000) + "They met." + &"</p>".repeat(100_000)));
    assert_eq!(one(&deep)[0], "They met.");
    let wide = content(&format!("<p {}>They met.</p>", "a='b' ".repeat(1_000_000)));
    assert_eq!(one(&wide)[0], "They met.");
    let (reports, issues) = all("w.xml", content("<p><![CDATA[They met.</p>").as_bytes());
    assert_eq!((reports.len(), issues.len()), (0, 1));
    let (reports, issues) = all("w.xml", content("<p>They\0 met.</p>").as_bytes());
    assert_eq!((reports[0].text.as_str(), issues.len()), ("They met.", 1));
}
