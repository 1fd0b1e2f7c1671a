//! A view of the ledger as an Atom feed (RFC 4287), for readers that look again by themselves.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event as Xml};
use sidelines::account::Account;
use sidelines::event::Event;
use sidelines::show::days::day;
use sidelines::show::ledger;
use sidelines::show::walk::Selection;
use sidelines::store::Store;

use crate::export::csv;
use crate::export::ics::{Feed, Told, Which};

/// Entries of a feed.
pub const MOST_ENTRIES: usize = 100;
/// Events of a calendar.
pub const MOST_DAYS: usize = 200;
/// Rows of a table; `sidelines export` writes all.
pub const MOST_ROWS: usize = 1000;
/// A feed that holds nothing has to bear some date.
const BEGINNING: &str = "1970-01-01T00:00:00Z";

/// The feed of some events. `base`: `http://localhost:7373`; `view`: the address of the view, from its path on.
///
/// # Errors
/// When the record cannot be read.
pub fn atom(store: &Store, events: &[Event], base: &str, view: &str) -> anyhow::Result<Vec<u8>> {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 1);
    xml.write_event(Xml::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let mut feed = BytesStart::new("feed");
    feed.push_attribute(("xmlns", "http://www.w3.org/2005/Atom"));
    xml.write_event(Xml::Start(feed))?;
    element(&mut xml, "title", "Sidelines: events")?;
    element(&mut xml, "id", &format!("urn:sidelines:view:{}", sidelines::report::stable_id("v", &[view])))?;
    element(&mut xml, "updated", &events.iter().map(updated).max().unwrap_or(BEGINNING.to_owned()))?;
    link(&mut xml, "self", &format!("{base}/feed.atom{}", query(view)))?;
    link(&mut xml, "alternate", &format!("{base}/{}", query(view)))?;
    for event in events {
        entry(&mut xml, event, &store.accounts_in(&event.id)?, base)?;
    }
    xml.write_event(Xml::End(BytesEnd::new("feed")))?;
    Ok(xml.into_inner())
}

/// Some events as a calendar.
///
/// # Errors
/// When the record cannot be read.
pub fn calendar(store: &Store, ids: &[String], which: Which) -> anyhow::Result<Vec<u8>> {
    let mut feed = Feed::begin(Vec::new(), "Sidelines", which)?;
    for id in ids {
        Told::of(store, id)?.iter().try_for_each(|told| feed.add(told).map(|_| ()))?;
    }
    Ok(feed.end()?)
}

/// Some events as the table `event` of `sidelines export --format csv`.
///
/// # Errors
/// When the record cannot be read.
pub fn table(store: &Store, ids: Vec<String>) -> anyhow::Result<Vec<u8>> {
    let mut out = Vec::new();
    let chosen = Selection::of(store, Vec::new(), false)?.ordered(ids);
    csv::one(store, &chosen, "event", &mut out)?;
    Ok(out)
}

fn query(view: &str) -> &str {
    view.find('?').map_or("", |at| &view[at..])
}

fn entry(xml: &mut Writer<Vec<u8>>, e: &Event, accounts: &[Account], base: &str) -> anyhow::Result<()> {
    xml.write_event(Xml::Start(BytesStart::new("entry")))?;
    element(xml, "title", &title(e))?;
    element(xml, "id", &format!("urn:sidelines:event:{}", e.id))?;
    element(xml, "updated", &updated(e))?;
    link(xml, "alternate", &format!("{base}/event/{}", e.id))?;
    xml.write_event(Xml::Start(BytesStart::new("author")))?;
    element(xml, "name", "Sidelines")?;
    xml.write_event(Xml::End(BytesEnd::new("author")))?;
    let mut category = BytesStart::new("category");
    category.push_attribute(("term", e.kind.as_str()));
    xml.write_event(Xml::Empty(category))?;
    element(xml, "content", &content(e, accounts))?;
    Ok(xml.write_event(Xml::End(BytesEnd::new("entry")))?)
}

/// `CONSULT meet, held 2016-09-05: Vladimir Putin, Barack Obama`.
fn title(e: &Event) -> String {
    let status = e.status.name().replace('_', " ");
    let when = e.when.as_ref().map_or(String::new(), |w| format!(" {}", day(Some(&w.edtf))));
    format!(
        "{}, {status}{when}: {}",
        ledger::kind(&e.kind, e.mode.as_deref()),
        ledger::who(&e.actors, &e.recipients)
    )
}

/// Place and topics, then the words of each account.
fn content(e: &Event, accounts: &[Account]) -> String {
    let place = e.place.iter().map(|p| p.name.clone());
    let topics = (!e.topics.is_empty()).then(|| format!("about {}", e.topics.join("; ")));
    let words = accounts.iter().filter_map(|a| a.evidence.first()).map(|q| format!("“{}”", q.exact.trim()));
    place.chain(topics).chain(words).collect::<Vec<_>>().join("\n")
}

/// The last day on which anybody told of it: never the clock, so that a feed changes only with the record.
fn updated(e: &Event) -> String {
    let days = e.status_history.iter().filter_map(|s| s.as_of.as_deref());
    let full = days.filter(|d| d.len() == 10 && d.is_ascii()).max();
    full.map_or(BEGINNING.to_owned(), |d| format!("{d}T00:00:00Z"))
}

fn element(xml: &mut Writer<Vec<u8>>, name: &str, text: &str) -> anyhow::Result<()> {
    xml.write_event(Xml::Start(BytesStart::new(name)))?;
    xml.write_event(Xml::Text(BytesText::new(&printable(text))))?;
    Ok(xml.write_event(Xml::End(BytesEnd::new(name)))?)
}

/// Without the control characters that XML 1.0 has no way to write.
fn printable(text: &str) -> String {
    let written =
        |c: &char| matches!(c, '\t' | '\n' | '\r') || (*c >= ' ' && !matches!(c, '\u{fffe}' | '\u{ffff}'));
    text.chars().filter(written).collect()
}

fn link(xml: &mut Writer<Vec<u8>>, rel: &str, href: &str) -> anyhow::Result<()> {
    let mut link = BytesStart::new("link");
    link.push_attribute(("rel", rel));
    link.push_attribute(("href", href));
    Ok(xml.write_event(Xml::Empty(link))?)
}
