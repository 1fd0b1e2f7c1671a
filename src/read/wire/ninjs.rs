//! ninjs, the IPTC's news in JSON (versions 1.0 to 3.0): one record.

use serde_json::{Map, Value};

use super::super::fields::one_line;
use super::super::html::fragment_text;
use super::{address, with_dateline, without_by};
use crate::report::RawReport;

/// Is it a record of ninjs? All versions have an address-like id and the day of their making.
pub fn looks_like(record: &Map<String, Value>) -> bool {
    let has = |names: &[&str]| names.iter().any(|name| record.contains_key(*name));
    has(&["uri", "altids"])
        && has(&[
            "versioncreated",
            "versionCreated",
            "firstcreated",
            "firstCreated",
            "contentcreated",
            "contentCreated",
        ])
        && (has(&["bodies", "headlines", "representationtype", "representationType"])
            || record.keys().any(|key| key.starts_with("body_") || key == "type"))
}

/// The report of a record; `None` when its body is elsewhere (pictures, packages). What is nested as
/// an association is another item and not looked at.
pub fn report(source: &str, record: &Map<String, Value>) -> Option<RawReport> {
    let word = |names: &[&str]| names.iter().find_map(|name| text_of(record.get(*name)?));
    Some(RawReport {
        source: source.to_owned(),
        text: with_dateline(body(record)?, word(&["dateline"])),
        title: word(&["headline", "headlines", "title"]).map(plain),
        byline: word(&["byline", "bylines", "by"]).map(without_by),
        date: word(&[
            "versioncreated",
            "versionCreated",
            "contentcreated",
            "contentCreated",
            "firstcreated",
            "firstCreated",
        ]),
        outlet: word(&[
            "provider",
            "source",
            "infosources",
            "infoSources",
            "copyrightholder",
            "copyrightHolder",
        ]),
        url: word(&["url", "canonicalurl", "uri"]).and_then(|id| address(Some(&id))),
        ..RawReport::default()
    })
}

/// The article: as plain text where the record has it, else out of its markup.
fn body(record: &Map<String, Value>) -> Option<String> {
    let bodies = record.get("bodies").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let kind = |body: &Value| {
        let kind =
            body.get("contenttype").or_else(|| body.get("contentType")).or_else(|| body.get("content_type"));
        kind.and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    let listed = |html: bool| {
        let found = bodies.iter().find(|b| kind(b).contains("html") == html)?;
        found.get("value").and_then(Value::as_str).map(str::to_owned)
    };
    let field = |name: &str| record.get(name).and_then(Value::as_str).map(str::to_owned);
    let markup = || field("body_xhtml").or_else(|| field("body_html")).or_else(|| listed(true));
    let text = field("body_text").or_else(|| listed(false)).filter(|t| !t.trim().is_empty());
    let text = text.or_else(|| markup().map(|html| fragment_text(&html)));
    text.filter(|t| !t.trim().is_empty())
}

/// A value in words: itself, the first of a list, or what an object calls its value or name.
fn text_of(value: &Value) -> Option<String> {
    let words = match value {
        Value::String(text) => one_line(text.clone()),
        Value::Array(list) => text_of(list.first()?)?,
        Value::Object(map) => {
            text_of(map.get("value").or_else(|| map.get("name")).or_else(|| map.get("literal"))?)?
        }
        _ => return None,
    };
    Some(words).filter(|w| !w.is_empty())
}

/// A headline, which some send as markup.
fn plain(title: String) -> String {
    if title.contains(['<', '&']) { one_line(fragment_text(&title)) } else { title }
}
