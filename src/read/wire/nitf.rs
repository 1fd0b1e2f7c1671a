//! NITF, the News Industry Text Format (IPTC, versions 3.0 to 3.6).

use super::super::xml::{Element, paragraphs};
use super::{address, with_dateline, without_by};
use crate::report::RawReport;

/// The report of a `<nitf>`; its source is left empty.
pub fn report(nitf: &Element) -> RawReport {
    let find = |name: &str| nitf.find(name);
    let words = |name: &str| find(name).map(Element::words).filter(|w| !w.is_empty());
    let value = |name: &str, key: &str| find(name).and_then(|e| e.attribute(key)).map(str::to_owned);
    let hedline = find("hedline");
    let title =
        hedline.and_then(|h| h.words_at(&["hl1"]).or_else(|| Some(h.words()).filter(|w| !w.is_empty())));
    RawReport {
        title: title.or_else(|| nitf.words_at(&["head", "title"])),
        byline: byline(nitf),
        date: value("date.issue", "norm")
            .or_else(|| value("pubdata", "date.publication"))
            .or_else(|| value("story.date", "norm"))
            .or_else(|| value("date.release", "norm")),
        outlet: value("pubdata", "name")
            .or_else(|| words("distributor"))
            .or_else(|| value("doc.copyright", "holder"))
            .or_else(|| value("doc-id", "regsrc")),
        url: address(find("pubdata").and_then(|p| p.attribute("ex-ref"))),
        text: with_dateline(body(nitf), words("dateline")),
        ..RawReport::default()
    }
}

/// The article. Archives that give its opening and its full text as two blocks mean the second.
fn body(nitf: &Element) -> String {
    let Some(content) = nitf.find("body.content") else {
        return nitf.find("body").map(paragraphs).unwrap_or_default();
    };
    let full = content.all("block").find(|block| block.attribute("class") == Some("full_text"));
    paragraphs(full.unwrap_or(content))
}

/// Who wrote it: persons if they are marked, else the line without titles of office.
fn byline(nitf: &Element) -> Option<String> {
    let line = nitf.find("byline")?;
    let persons: Vec<String> = line.all("person").map(Element::words).collect();
    let words = if persons.is_empty() { without_title(line) } else { persons.join(", ") };
    Some(without_by(words)).filter(|w| !w.is_empty())
}

/// A byline without `<byttl>` (the author's post and paper).
fn without_title(line: &Element) -> String {
    let title = line.find("byttl").map(Element::words).unwrap_or_default();
    line.words().replace(&title, "").trim().to_owned()
}
