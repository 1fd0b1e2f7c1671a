//! Formats that agencies send news in: NewsML-G2, NewsML 1, NITF, ninjs.

mod newsml1;
mod newsml_g2;
pub mod ninjs;
mod nitf;

use super::Sink;
use super::xml::{Element, Part, Shape, paragraphs, walk};
use crate::issue::Issue;
use crate::report::RawReport;

/// How messages are built: envelopes around items.
const SHAPE: Shape =
    Shape { into: &["newsMessage", "itemSet", "NewsML", "nitfs"], records: &["newsItem", "nitf"] };

/// Is `name`, in lower case, the root element of such a format?
pub fn is_root(name: &str) -> bool {
    ["newsmessage", "newsitem", "newsml", "nitf", "nitfs", "packageitem"].contains(&name)
}

/// What became of the items of a message.
#[derive(Default)]
struct Items {
    all: usize,
    read: usize,
    damaged: bool,
}

/// Reads every item of a message. One of several is called `source:N`.
pub fn read_text(source: &str, text: &str, sink: &mut Sink) {
    let mut items = Items::default();
    let mut several = false;
    walk(text, SHAPE, &mut |part| match part {
        Part::Into => several = true,
        Part::Tree(tree) if is_item(&tree) => {
            items.all += 1;
            let source = if several { format!("{source}:{}", items.all) } else { source.to_owned() };
            if let Some(raw) = item(&tree).filter(|raw| !raw.text.trim().is_empty()) {
                items.read += 1;
                sink(Ok(RawReport { source, ..raw }));
            }
        }
        Part::Tree(_) => {}
        Part::Damage(at, what) => {
            items.damaged = true;
            sink(Err(Issue::new(source, format!("byte {at}: {what}; get the message again"))));
        }
    });
    // Pictures and packages among articles are in order; a message of nothing else is not.
    if items.read == 0 && !items.damaged {
        let what = match items.all {
            0 => "is a news message without items: nothing to read".to_owned(),
            n => format!(
                "holds no text in its {n} items (pictures, packages or references): give the text items"
            ),
        };
        sink(Err(Issue::new(source, what)));
    }
}

fn is_item(tree: &Element) -> bool {
    ["newsItem", "packageItem", "nitf"].iter().any(|name| tree.is(name))
}

/// The report of one item of any of the formats; without its source.
fn item(tree: &Element) -> Option<RawReport> {
    if tree.is("nitf") {
        return Some(nitf::report(tree));
    }
    if tree.at_path(&["Identification"]).is_some() || tree.at_path(&["NewsManagement"]).is_some() {
        return newsml1::report(tree);
    }
    newsml_g2::report(tree)
}

/// The report that inline content carries: NITF, XHTML, or paragraphs of any kind.
fn content(element: &Element) -> RawReport {
    let find = |name: &str| if element.is(name) { Some(element) } else { element.find(name) };
    if let Some(nitf) = find("nitf") {
        return nitf::report(nitf);
    }
    let html = find("html");
    let text = match html.map_or(element.find("body.content"), |html| html.find("body")) {
        Some(body) => paragraphs(body),
        None => paragraphs(element),
    };
    let title = html.and_then(|html| html.words_at(&["head", "title"]));
    let marked = element.elements().next().is_none() && text.contains("</");
    let text = if marked { super::html::fragment_text(&text) } else { text };
    RawReport { text, title, ..RawReport::default() }
}

/// `text` with its dateline on top, in the form that the cleaning step knows, unless it bears one.
fn with_dateline(text: String, dateline: Option<String>) -> String {
    let Some(line) = dateline else { return text };
    let line = line.trim_end_matches([' ', '-', '—', '–', ':']).to_owned();
    let place = line.split([',', '(']).next().unwrap_or(&line).trim();
    let head: String = text.chars().take(200).collect::<String>().to_lowercase();
    if place.is_empty() || text.is_empty() || head.starts_with(&place.to_lowercase()) {
        return text;
    }
    format!("{}{} - {text}", place.to_uppercase(), line.strip_prefix(place).unwrap_or_default())
}

/// A byline without the `By` that opens it.
fn without_by(line: String) -> String {
    let rest = line.strip_prefix("By ").or_else(|| line.strip_prefix("BY "));
    rest.map_or(line.clone(), |rest| rest.trim_start_matches(':').trim().to_owned())
}

/// An address, if it is one: agencies also give names such as `urn:newsml:..` and `tag:..`.
fn address(id: Option<&str>) -> Option<String> {
    id.filter(|id| id.starts_with("http://") || id.starts_with("https://")).map(str::to_owned)
}

#[cfg(test)]
mod tests;
