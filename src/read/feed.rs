//! Feeds: RSS 0.9 to 2.0, RDF, Atom and JSON Feed; one report an entry.
//!
//! Read with our own few lines over [`super::xml`] and not with a feed library: entries come one by one,
//! so damage loses one of them and not the feed; a date stays as the outlet wrote it, in its own time
//! zone; and nothing is added to the dependencies.

use serde_json::{Map, Value};

use super::fields::{self, one_line};
use super::html::fragment_text;
use super::mapper::Mapper;
use super::xml::{Element, Part, Shape, paragraphs, root_name, walk};
use super::{MAX_ITEM, Options, Sink};
use crate::issue::Issue;
use crate::report::RawReport;

/// How feeds are built. A lone `entry` may be the root.
const SHAPE: Shape = Shape { into: &["rss", "rdf", "feed", "channel"], records: &["item", "entry"] };
/// Where an entry's text may be; the longest counts: some feeds put a picture alone into the first.
const TEXTS: [&str; 8] = [
    "content:encoded",
    "content",
    "body",
    "fulltext",
    "description",
    "summary",
    "itunes:summary",
    "media:description",
];
/// Where an entry's day of publication may be, best first.
const DATES: [&str; 9] = [
    "pubDate",
    "published",
    "dc:date",
    "dcterms:issued",
    "issued",
    "dcterms:created",
    "created",
    "updated",
    "modified",
];

/// Does a file that begins so hold a feed?
pub fn looks_like_feed(head: &[u8]) -> bool {
    let text = super::xml::text_of(head).text;
    is_root(&root_name(&text).to_lowercase()) || looks_like_json_feed(&text)
}

/// Is `name`, in lower case, the root element of a feed?
pub fn is_root(name: &str) -> bool {
    ["rss", "rdf", "feed", "entry", "channel"].contains(&name)
}

/// JSON Feed says what it is near the top.
fn looks_like_json_feed(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').trim_start().starts_with('{')
        && (text.contains("://jsonfeed.org/version/") || text.contains(":\\/\\/jsonfeed.org\\/version\\/"))
}

/// Reads every entry of the feed in `bytes`. Reports are called `source:N`, the number of the entry.
pub fn read(source: &str, bytes: &[u8], options: &Options, sink: &mut Sink) {
    let decoded = super::xml::text_of(bytes);
    if let Some(what) = decoded.doubt {
        sink(Err(Issue::new(source, what)));
    }
    read_text(source, &decoded.text, options, sink);
}

/// Reads every entry of a feed in any of its forms.
pub fn read_text(source: &str, text: &str, options: &Options, sink: &mut Sink) {
    if !looks_like_json_feed(text) {
        return read_xml(source, text, sink);
    }
    match serde_json::from_str::<Map<String, Value>>(text.trim_start_matches('\u{feff}')) {
        Ok(feed) => read_json(source, &feed, options, sink),
        Err(error) => {
            sink(Err(Issue::new(source, format!("is a broken JSON Feed ({error}): fetch it again"))))
        }
    }
}

/// What is counted on the way through a feed.
#[derive(Default)]
struct Feed {
    title: Option<String>,
    entries: usize,
    /// Entries that hold a headline and no more.
    headlines: usize,
}

fn read_xml(source: &str, text: &str, sink: &mut Sink) {
    let mut feed = Feed::default();
    walk(text, SHAPE, &mut |part| match part {
        Part::Tree(tree) if tree.is("item") || tree.is("entry") => {
            feed.entries += 1;
            match entry(format!("{source}:{}", feed.entries), &tree, feed.title.as_deref()) {
                Some(raw) => sink(Ok(raw)),
                None => feed.headlines += 1,
            }
        }
        Part::Tree(tree) if tree.is("title") && feed.title.is_none() => feed.title = plain(&tree),
        Part::Damage(at, what) => {
            let after = feed.entries;
            sink(Err(Issue::new(
                source,
                format!("byte {at}, after entry {after}: {what}; fetch the feed again"),
            )));
        }
        Part::Into | Part::Tree(_) => {}
    });
    conclude(source, &feed, sink);
}

/// What is said of a feed as a whole.
fn conclude(source: &str, feed: &Feed, sink: &mut Sink) {
    let what = match (feed.entries, feed.headlines) {
        (0, _) => "is a feed without entries: nothing to read".to_owned(),
        (_, 0) => return,
        (all, bare) => format!(
            "{bare} of its {all} entries hold a headline but no text and were left out: read the pages they point to"
        ),
    };
    sink(Err(Issue::new(source, what)));
}

/// The report of one entry; `None` without any text.
fn entry(source: String, entry: &Element, feed: Option<&str>) -> Option<RawReport> {
    let text = TEXTS.iter().flat_map(|name| entry.all(name)).map(text_of).fold(String::new(), longer);
    if text.trim().is_empty() {
        return None;
    }
    // What an aggregator (or Atom's `source`) names is the outlet; the feed is only the messenger.
    let first = entry.all("source").next();
    let origin = first.and_then(|s| s.words_at(&["title"]).or_else(|| plain(s)));
    Some(RawReport {
        source,
        outlet: origin.or_else(|| entry.words_at(&["dc:publisher"])).or(feed.map(str::to_owned)),
        url: link(entry),
        title: entry.all("title").find_map(plain),
        byline: byline(entry),
        date: DATES.iter().find_map(|name| entry.words_at(&[name])),
        text,
        ..RawReport::default()
    })
}

/// The longer of two texts; the first of equals.
fn longer(one: String, other: String) -> String {
    if other.len() > one.len() { other } else { one }
}

/// An element's words in paragraphs, whichever way it carries HTML: as elements, escaped, or not.
fn text_of(element: &Element) -> String {
    let kind = element.attribute("type").unwrap_or("html");
    if element.elements().next().is_some() {
        return paragraphs(element);
    }
    match kind {
        "text" | "text/plain" => element.text().trim().to_owned(),
        _ if kind.contains("html") || kind.contains("xml") => fragment_text(&element.text()),
        _ => String::new(),
    }
}

/// The words of a title, which may itself be escaped HTML.
fn plain(element: &Element) -> Option<String> {
    let words = element.words();
    let marked = words.contains(['<', '&']) && element.attribute("type") != Some("text");
    let words = if marked { one_line(fragment_text(&words)) } else { words };
    Some(words).filter(|w| !w.is_empty())
}

/// The address of the article: before any proxy's, and a permanent id only where no link is.
fn link(entry: &Element) -> Option<String> {
    let own = entry.words_at(&["feedburner:origLink"]);
    let stated = || entry.all("link").map(Element::words).find(|w| !w.is_empty());
    let atom = || {
        let main = |l: &&Element| matches!(l.attribute("rel"), None | Some("alternate"));
        entry.all("link").filter(main).find_map(|l| l.attribute("href")).map(str::to_owned)
    };
    let id = || {
        let guid =
            entry.all("guid").filter(|g| g.attribute("isPermaLink") != Some("false")).map(Element::words);
        let about =
            entry.attributes.iter().filter(|(name, _)| name.ends_with(":about")).map(|(_, v)| v.clone());
        guid.chain(entry.all("id").map(Element::words)).chain(about).find(|a| a.starts_with("http"))
    };
    own.or_else(stated).or_else(atom).or_else(id)
}

/// Who wrote it, all of them once.
fn byline(entry: &Element) -> Option<String> {
    let mut names: Vec<String> = Vec::new();
    let authors = entry.all("author").chain(entry.all("dc:creator"));
    for author in authors {
        let name = author.words_at(&["name"]).unwrap_or_else(|| person(&author.words()));
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    Some(names.join(", ")).filter(|n| !n.is_empty())
}

/// RSS asks for `desk@courier.example (Ann Lee)`; the name counts.
fn person(words: &str) -> String {
    let bracketed = words.split_once('(').and_then(|(mail, rest)| mail.contains('@').then_some(rest));
    bracketed.and_then(|rest| rest.split_once(')')).map_or(words, |(name, _)| name).trim().to_owned()
}

/// A JSON Feed: its items are records like any others, of the feed's outlet.
fn read_json(source: &str, feed: &Map<String, Value>, options: &Options, sink: &mut Sink) {
    let title = feed.get("title").and_then(Value::as_str);
    let items = feed.get("items").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let mut mapper = Mapper::new(options);
    let mut count = Feed { title: title.map(str::to_owned), entries: items.len(), headlines: 0 };
    for (index, item) in items.iter().enumerate() {
        let source = format!("{source}:{}", index + 1);
        match item.as_object().and_then(|record| mapper.report(&source, record)) {
            Some(mut raw) if raw.text.len() <= MAX_ITEM => {
                raw.outlet = raw.outlet.or_else(|| count.title.clone());
                raw.byline =
                    raw.byline.or_else(|| feed.get("authors").map(|names| fields::words(names, ", ")));
                sink(Ok(raw));
            }
            _ => count.headlines += 1,
        }
    }
    conclude(source, &count, sink);
}

#[cfg(test)]
mod tests;
