//! Archives made here, whole and damaged.

use super::super::gzip::tests::packed;
use super::super::tests::{all, read_all};
use crate::issue::Issue;
use crate::report::RawReport;

const STORY: &str = "<html><head><title>Talks</title></head><body><p>The envoys of both countries met in the \
    capital on Tuesday, and agreed to hold further talks on the border next month.</p><p>The foreign minister \
    said that the meeting had been useful, and that a joint statement would follow within days.</p>\
    <p>Officials on both sides declined to give details of the plan under discussion.</p></body></html>";

const LINKS: &str =
    "<html><body><ul><li><a href=/1>Envoys meet</a><li><a href=/2>Talks go on</a></ul></body></html>";

/// A record of `kind` with `body`.
fn record(kind: &str, media: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: <http://courier.example/a>\r\n\
         WARC-Date: 2020-05-06T07:08:09Z\r\nContent-Type: {media}\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body, b"\r\n\r\n"].concat()
}

/// A server's answer as a record.
fn response(headers: &str, body: &[u8]) -> Vec<u8> {
    let http = [format!("HTTP/1.1 200 OK\r\n{headers}\r\n\r\n").as_bytes(), body].concat();
    record("response", "application/http; msgtype=response", &http)
}

fn page(body: &str) -> Vec<u8> {
    response("Content-Type: text/html; charset=utf-8", body.as_bytes())
}

fn info() -> Vec<u8> {
    record("warcinfo", "application/warc-fields", b"software: none\r\n")
}

fn sources(reports: &[RawReport]) -> Vec<&str> {
    reports.iter().map(|r| r.source.as_str()).collect()
}

fn whole(issues: &[Issue]) -> bool {
    assert!(issues.is_empty(), "{issues:?}");
    true
}

#[test]
fn records_plain_and_packed_with_their_offsets() {
    let (info, links, story) = (info(), page(LINKS), page(STORY));
    let plain = [info.clone(), links.clone(), story.clone()].concat();
    let (reports, issues, summary) = read_all("a.warc", &plain);
    assert!(whole(&issues) && summary.passed_over == 1);
    assert_eq!(sources(&reports), [format!("a.warc:{}", info.len() + links.len())]);
    assert_eq!(reports[0].page.as_deref(), Some(STORY));
    assert_eq!(reports[0].url.as_deref(), Some("http://courier.example/a"));
    assert_eq!(reports[0].retrieved.as_deref(), Some("2020-05-06T07:08:09Z"));

    let members = [packed(&info), packed(&links), packed(&story)];
    let (reports, issues, _) = read_all("a.warc.gz", &members.concat());
    let offset = members[0].len() + members[1].len();
    assert!(whole(&issues) && sources(&reports) == [format!("a.warc.gz:{offset}")]);

    // Packed as one: the member's offset alone would not tell the records apart.
    let (reports, issues, _) = read_all("a.warc.gz", &packed(&plain));
    assert!(whole(&issues) && sources(&reports) == [format!("a.warc.gz:0+{}", info.len() + links.len())]);
}

#[test]
fn texts_of_pages_and_bare_resources_are_read() {
    let text = STORY.replace("</p>", "\n").replace("<p>", "").split("<body>").nth(1).unwrap_or("").to_owned();
    let archive = [
        record("conversion", "text/plain", text.as_bytes()),
        record("resource", "text/html", STORY.as_bytes()),
    ];
    let (reports, issues) = all("a.wet", &archive.concat());
    assert!(whole(&issues) && reports.len() == 2);
    assert!(
        reports[0].text.contains("agreed to hold") && reports[0].page.is_none() && reports[1].page.is_some()
    );
}

#[test]
fn what_holds_no_article_is_counted_and_not_told() {
    let gone = record(
        "response",
        "application/http",
        b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\nGone.",
    );
    let picture = response("Content-Type: image/png", b"\x89PNG....");
    let data = response("Content-Type: application/json", b"{\"temperature\": 12}");
    let repeat = record("revisit", "application/http", b"HTTP/1.1 200 OK\r\n\r\n");
    let (reports, issues, summary) = read_all("a.warc", &[gone, picture, data, repeat].concat());
    assert!(whole(&issues) && reports.is_empty());
    assert_eq!(summary.passed_over, 3);
}

#[test]
fn records_of_data_are_read_by_their_own_readers() {
    let data = response(
        "Content-Type: application/json",
        br#"{"title":"T","text":"They met.","url":"http://b.example/1"}"#,
    );
    let (reports, issues) = all("a.warc", &data);
    assert!(whole(&issues) && reports[0].text == "They met.");
    assert_eq!(reports[0].url.as_deref(), Some("http://b.example/1"));
    assert_eq!(reports[0].retrieved.as_deref(), Some("2020-05-06T07:08:09Z"));
}

#[test]
fn wrapped_bodies_are_unwrapped() {
    let chunked: Vec<u8> = STORY
        .as_bytes()
        .chunks(100)
        .flat_map(|c| [format!("{:x};q=1\r\n", c.len()).into_bytes(), c.to_vec(), b"\r\n".to_vec()].concat())
        .chain(*b"0\r\n\r\n")
        .collect();
    let zipped = packed(STORY.as_bytes());
    for (headers, body) in [
        ("Transfer-Encoding: chunked", chunked.as_slice()),
        ("Content-Encoding: gzip", &zipped),
        ("Content-Encoding: gzip", STORY.as_bytes()),
        ("Transfer-Encoding: chunked", STORY.as_bytes()),
        ("Content-Encoding: br", STORY.as_bytes()),
    ] {
        let archive = response(&format!("Content-Type: text/html\r\n{headers}"), body);
        let (reports, issues) = all("a.warc", &archive);
        assert!(whole(&issues), "{headers}");
        assert_eq!(reports[0].page.as_deref(), Some(STORY), "{headers}");
    }
    let junk = response("Content-Type: text/html\r\nContent-Encoding: gzip", b"\x1f\x8b\x08 no");
    assert!(all("a.warc", &junk).1[0].what.contains("cannot be unpacked"));
}

#[test]
fn a_length_that_lies_costs_no_more_than_its_record() {
    let lie = |by: i64| {
        let text = String::from_utf8(page(STORY)).unwrap();
        let at = text.find("Content-Length: ").unwrap() + 16;
        let end = at + text[at..].find('\r').unwrap();
        let length: i64 = text[at..end].parse().unwrap();
        format!("{}{}{}", &text[..at], length + by, &text[end..]).into_bytes()
    };
    let story = page(STORY);
    // Too short: the rest of the page is no record.
    let (reports, issues) = all("a.warc", &[lie(-5), story.clone()].concat());
    assert_eq!((reports.len(), issues.len()), (2, 1), "{issues:?}");
    assert!(issues[0].what.contains("no archive record"));
    // Too long: the next record is swallowed, the one after it is found.
    let (reports, issues) = all("a.warc", &[lie(50), story.clone(), story.clone()].concat());
    assert_eq!(reports.len(), 2, "{issues:?}");
    assert_eq!(reports[0].page.as_deref(), Some(STORY));
    // In packed archives the next member ends it.
    let (reports, issues) = all("a.warc.gz", &[packed(&lie(5000)), packed(&story)].concat());
    assert_eq!((reports.len(), issues.len()), (2, 1), "{issues:?}");
    // And at the end of the file the end does.
    let (reports, issues) = all("a.warc", &lie(i64::from(i32::MAX)));
    assert!(reports.is_empty() && issues[0].what.contains("MB in one item"), "{issues:?}");
}

#[test]
fn damage_is_told_with_its_offset_and_the_rest_is_read() {
    let story = page(STORY);
    let (reports, issues) = all("a.warc", &[&story, &b"\0junk\njunk\n"[..], &story].concat());
    assert_eq!((reports.len(), issues.len()), (2, 1));
    assert_eq!(issues[0].source, format!("a.warc:{}", story.len()));
    let headless = b"WARC/1.0\r\nWARC-Type: response\r\n\r\nsomething\r\n\r\n".to_vec();
    let (reports, issues) = all("a.warc", &[headless, story.clone()].concat());
    assert_eq!((reports.len(), issues.len()), (1, 1), "{issues:?}");
    assert!(issues[0].what.contains("Content-Length"));
    let mut broken = packed(&story);
    let middle = broken.len() / 2;
    broken[middle] ^= 0x55;
    let (reports, issues) = all("a.warc.gz", &[packed(&info()), broken, packed(&story)].concat());
    assert_eq!(reports.len(), 1, "{issues:?}");
    assert!(issues.iter().all(|i| i.source.starts_with("a.warc.gz")) && !issues.is_empty());
}

#[test]
fn a_cut_archive_is_read_up_to_the_cut() {
    let archive = [packed(&page(STORY)), packed(&page(STORY))].concat();
    let (reports, issues) = all("a.warc.gz", &archive[..archive.len() - 30]);
    assert_eq!((reports.len(), issues.len()), (1, 1), "{issues:?}");
    assert!(issues[0].what.contains("ends too early"));
}
