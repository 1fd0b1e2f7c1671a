//! What a document lists: the feeds of an OPML file, the stories of a feed.

use std::panic::{AssertUnwindSafe, catch_unwind};

use feed_rs::model::{Entry, Feed};
use quick_xml::events::Event;
use quick_xml::{Reader, XmlVersion};
use serde::{Deserialize, Serialize};
use url::Url;

/// More links than this are not taken from one document.
const MOST_LINKS: usize = 10_000;
/// Longer than any address that servers take, in bytes (RFC 9110 §4.1 recommends to support 8000).
const LONGEST_ADDRESS: usize = 8 << 10;

/// What a document is, as far as fetching cares.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Listing {
    /// An OPML file, with the feeds it names.
    Feeds(Vec<Url>),
    /// An RSS, Atom or JSON feed, with the addresses of its stories, the newest first.
    Stories(Vec<Url>),
    /// Anything else.
    #[default]
    None,
}

impl Listing {
    /// Does it list nothing?
    pub fn is_none(&self) -> bool {
        *self == Self::None
    }
}

/// Looks into a document. `base` is where it came from: links in it may be relative.
pub fn listing(bytes: &[u8], base: Option<&Url>) -> Listing {
    match root(bytes).as_deref() {
        Some("opml") => Listing::Feeds(opml(bytes)),
        Some("rss" | "feed" | "RDF" | "{") => stories(bytes, base).map_or(Listing::None, Listing::Stories),
        _ => Listing::None,
    }
}

/// An address that can be fetched, without its fragment, which no server sees. One with a password in
/// it cannot: it would be stored for all to read.
pub fn address(text: &str, base: Option<&Url>) -> Option<Url> {
    let text = Some(text.trim()).filter(|t| t.len() <= LONGEST_ADDRESS)?;
    let mut url = Url::options().base_url(base).parse(text).ok()?;
    url.set_fragment(None);
    let open = url.username().is_empty() && url.password().is_none();
    (matches!(url.scheme(), "http" | "https") && url.has_host() && open).then_some(url)
}

/// The local name of the root element of XML, `{` for JSON. Never looks far: a feed says early what it is.
fn root(bytes: &[u8]) -> Option<String> {
    let start = bytes.get(..4096).unwrap_or(bytes);
    let text = String::from_utf8_lossy(start);
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if text.starts_with('{') {
        return Some("{".to_owned());
    }
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event() {
            Ok(Event::Start(e) | Event::Empty(e)) => {
                return Some(e.local_name().as_ref().to_owned());
            }
            Ok(Event::Eof) | Err(_) => return None,
            Ok(_) => {}
        }
    }
}

/// The `xmlUrl` of every outline, up to the first fault in the XML.
fn opml(bytes: &[u8]) -> Vec<Url> {
    let text = String::from_utf8_lossy(bytes);
    let mut reader = Reader::from_str(&text);
    let mut feeds = Vec::new();
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(e) | Event::Empty(e) => {
                let named = e.attributes().flatten().find(|a| a.key.as_ref().eq_ignore_ascii_case("xmlurl"));
                let value = named.and_then(|a| a.normalized_value(XmlVersion::Implicit1_0).ok());
                feeds.extend(value.and_then(|v| address(&v, None)));
            }
            Event::Eof => break,
            _ => {}
        }
        if feeds.len() >= MOST_LINKS {
            break;
        }
    }
    feeds
}

fn stories(bytes: &[u8], base: Option<&Url>) -> Option<Vec<Url>> {
    let parser = feed_rs::parser::Builder::new().base_uri(base.map(Url::as_str)).build();
    // A fault of the parser in one feed must not lose the others.
    let parsed = catch_unwind(AssertUnwindSafe(|| parser.parse(bytes)));
    let Feed { mut entries, .. } = parsed.ok()?.ok()?;
    // Stable: entries without a date stay where the feed has them, after those with one.
    entries.sort_by_key(|e| std::cmp::Reverse(e.published.or(e.updated)));
    Some(entries.iter().filter_map(|e| story(e, base)).take(MOST_LINKS).collect())
}

/// Where an entry's story is: its link to a page, else its id if that is an address.
fn story(entry: &Entry, base: Option<&Url>) -> Option<Url> {
    let page = |l: &&feed_rs::model::Link| l.rel.as_deref().is_none_or(|r| r == "alternate");
    let link = entry.links.iter().find(page).and_then(|l| address(&l.href, base));
    link.or_else(|| address(&entry.id, None))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn urls(list: &[&str]) -> Vec<Url> {
        list.iter().map(|u| Url::parse(u).unwrap()).collect()
    }

    #[test]
    fn feeds_of_three_kinds_give_their_stories_newest_first() {
        let base = Url::parse("https://courier.example/feeds/world.xml").unwrap();
        let rss = "<?xml version='1.0'?><!-- c --><rss version='2.0'><channel><title>Courier</title>\
            <item><title>old</title><link>https://courier.example/old</link>\
            <pubDate>Mon, 01 Jan 2024 10:00:00 GMT</pubDate></item>\
            <item><title>new</title><link>/new#top</link>\
            <pubDate>Tue, 02 Jan 2024 10:00:00 GMT</pubDate></item>\
            <item><title>undated</title><guid>https://courier.example/undated</guid></item></channel></rss>";
        let expected =
            ["https://courier.example/new", "https://courier.example/old", "https://courier.example/undated"];
        assert_eq!(listing(rss.as_bytes(), Some(&base)), Listing::Stories(urls(&expected)));
        let atom = "\u{feff}<feed xmlns='http://www.w3.org/2005/Atom'><id>x</id><title>t</title>\
            <updated>2024-01-02T00:00:00Z</updated><entry><id>tag:1</id><title>a</title>\
            <link rel='self' href='https://courier.example/a.atom'/><link href='https://courier.example/a'/>\
            <updated>2024-01-02T00:00:00Z</updated></entry></feed>";
        assert_eq!(listing(atom.as_bytes(), None), Listing::Stories(urls(&["https://courier.example/a"])));
        let json = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "t", "items":
            [{"id": "1", "url": "https://courier.example/j", "content_text": "x"}]}"#;
        assert_eq!(listing(json.as_bytes(), None), Listing::Stories(urls(&["https://courier.example/j"])));
    }

    #[test]
    fn opml_gives_its_feeds_and_other_documents_give_nothing() {
        let opml = "<?xml version='1.0'?><opml version='2.0'><head/><body><outline text='World'>\
            <outline type='rss' xmlUrl='https://courier.example/feed?a=1&amp;b=2'/>\
            <outline xmlUrl='ftp://courier.example/no'/></outline></body></opml>";
        let expected = urls(&["https://courier.example/feed?a=1&b=2"]);
        assert_eq!(listing(opml.as_bytes(), None), Listing::Feeds(expected));
        for other in ["<!DOCTYPE html><html><body><a href='x'>", "{\"a\": 1}", "plain", "", "<", "\0"] {
            assert_eq!(listing(other.as_bytes(), None), Listing::None, "{other}");
        }
    }

    #[test]
    fn a_hostile_feed_is_no_feed() {
        let deep = format!("<rss><channel><item>{}", "<a>".repeat(100_000));
        assert!(matches!(listing(deep.as_bytes(), None), Listing::None | Listing::Stories(_)));
        let deep = format!("{{\"version\": {}", "[".repeat(100_000));
        assert_eq!(listing(deep.as_bytes(), None), Listing::None);
        let deep = format!(
            "<feed xmlns='http://www.w3.org/2005/Atom'><entry><content type='xhtml'>{}",
            "<div>".repeat(100_000)
        );
        assert!(matches!(listing(deep.as_bytes(), None), Listing::None | Listing::Stories(_)));
    }
}
