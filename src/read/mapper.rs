//! One record, of JSON or a table, to a raw report.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::fields::{self, one_line};
use super::html::fragment_text;
use super::{MAX_ITEM, Options, Sink, too_large, wire};
use crate::issue::Issue;
use crate::report::RawReport;

/// The fields that `--map` can name.
pub const FIELDS: [&str; 8] = ["text", "title", "url", "date", "outlet", "byline", "page", "retrieved"];
/// How many names are listed in a message.
const MOST_LISTED: usize = 12;

/// The field of a raw report that `name` is in `--map NAME=..`; `None` for what is no field.
pub fn field_of_map(name: &str) -> Option<&'static str> {
    let name = if name == "html" { "page" } else { name };
    FIELDS.into_iter().find(|field| *field == name)
}

/// Turns the records of one input into reports, and remembers what is to be told once.
#[derive(Debug, Default)]
pub struct Mapper {
    /// The user's: field, name as given, name as compared, and whether any record had it.
    map: Vec<(String, String, String, bool)>,
    /// Names that records had, in the order they were met.
    names: Vec<String>,
    /// How many texts ended with a mark that the rest was held back.
    cut: usize,
}

impl Mapper {
    /// For one input.
    pub fn new(options: &Options) -> Self {
        let field = |name: &str| field_of_map(name).unwrap_or_default().to_owned();
        let map = options.map.iter().map(|(f, name)| (field(f), name.clone(), fields::path(name), false));
        Self { map: map.collect(), ..Self::default() }
    }

    /// Tells the names of a table's columns, so that messages can list those too that are not read.
    pub fn has_columns<'a>(&mut self, names: impl Iterator<Item = &'a str>) {
        self.names = names.take(MOST_LISTED).map(str::to_owned).collect();
    }

    /// Can a column of this name matter?
    pub fn reads(&self, name: &str) -> bool {
        fields::is_known(name) || self.map.iter().any(|(_, _, path, _)| fields::holds(name, path))
    }

    /// Can a column of this name hold the text, or what stands in for it?
    pub fn may_hold_text(&self, name: &str) -> bool {
        let mapped = self.map.iter().any(|(field, ..)| field == "text");
        let fields: &[&str] = if mapped { &["text"] } else { &["text", "page", "lead", "summary"] };
        fields.iter().any(|field| self.paths(field).iter().any(|path| fields::holds(name, path)))
    }

    /// Gives the report of `record`, or the issue that it has no text, to `sink`.
    pub fn take(&mut self, source: &str, record: &Map<String, Value>, sink: &mut Sink) {
        match self.report(source, record) {
            Some(raw) => {
                let bytes = raw.text.len().max(raw.page.as_ref().map_or(0, String::len));
                let fits = bytes <= MAX_ITEM;
                sink(if fits { Ok(raw) } else { Err(Issue::new(source, too_large(bytes as u64))) });
            }
            None => sink(Err(Issue::new(source, self.no_text(record)))),
        }
    }

    /// The report of `record`; `None` when no field of it holds any text.
    pub fn report(&mut self, source: &str, record: &Map<String, Value>) -> Option<RawReport> {
        self.meet(record);
        if self.map.is_empty() && wire::ninjs::looks_like(record) {
            return wire::ninjs::report(source, record);
        }
        let (text, page) = self.text_or_page(record)?;
        let line = |field: &str, joint: &str| self.words(record, field, joint).map(one_line);
        let (outlet, address) = self.outlet(record);
        let url = line("url", " ");
        Some(RawReport {
            source: source.to_owned(),
            title: line("title", " ")
                .map(|title| if marked(&title) { one_line(fragment_text(&title)) } else { title }),
            outlet: outlet.or_else(|| address.clone().filter(|_| url.is_some())),
            url: url.or(address),
            date: line("date", " "),
            byline: line("byline", ", "),
            retrieved: line("retrieved", " "),
            text,
            page,
        })
    }

    /// Notes which of the user's names this record has, and what names there are.
    fn meet(&mut self, record: &Map<String, Value>) {
        if self.map.is_empty() {
            return;
        }
        for (_, _, path, met) in self.map.iter_mut().filter(|entry| !entry.3) {
            *met = fields::at(record, path).is_some();
        }
        for name in record.keys() {
            if self.names.len() < MOST_LISTED && !self.names.contains(name) {
                self.names.push(name.clone());
            }
        }
    }

    /// The outlet by name, and what stands in its place where some tools put an address (`source`).
    fn outlet(&self, record: &Map<String, Value>) -> (Option<String>, Option<String>) {
        let paths = self.paths("outlet");
        let values =
            paths.iter().filter_map(|path| fields::words_at(record, std::slice::from_ref(path), " "));
        let (addresses, names): (Vec<String>, Vec<String>) =
            values.map(one_line).partition(|v| v.starts_with("http"));
        (names.into_iter().next(), addresses.into_iter().next())
    }

    /// The words of a field.
    fn words(&self, record: &Map<String, Value>, field: &str, joint: &str) -> Option<String> {
        fields::words_at(record, &self.paths(field), joint)
    }

    /// The names of a field: those the user gave for it, and only without any the table's.
    fn paths(&self, field: &str) -> Cow<'static, [String]> {
        let given = self.map.iter().filter(|(f, ..)| f == field).map(|(_, _, path, _)| path.clone());
        let given: Vec<String> = given.collect();
        if given.is_empty() { Cow::Borrowed(fields::names(field)) } else { Cow::Owned(given) }
    }

    /// The text; where there is none the page, and where there is neither a summary.
    fn text_or_page(&mut self, record: &Map<String, Value>) -> Option<(String, Option<String>)> {
        let whole = self.words(record, "text", "\n\n").map(|text| with_lead(record, text));
        let any = || whole.or_else(|| self.words(record, "page", "\n\n"));
        let text = match any() {
            Some(text) => text,
            None if self.map.iter().any(|(field, ..)| field == "text") => return None,
            None => ["lead", "summary"].iter().find_map(|field| self.words(record, field, "\n\n"))?,
        };
        if is_page(&text) {
            return Some((String::new(), Some(text)));
        }
        let text = if marked(&text) { fragment_text(&text) } else { text };
        let shown = without_cut_mark(&text);
        self.cut += usize::from(shown.len() < text.len());
        Some((shown.to_owned(), None)).filter(|(text, _)| !text.trim().is_empty())
    }

    /// Why a record is no report, and what to do.
    fn no_text(&self, record: &Map<String, Value>) -> String {
        let names = listed(record.keys());
        if self.words(record, "url", " ").is_some_and(|url| url.starts_with("http")) {
            return format!(
                "points to an article but does not hold its text (fields: {names}): get the page first, then read that"
            );
        }
        format!(
            "has no text: none of its fields ({names}) holds the article; name it with --map text=FIELD, or leave the record out"
        )
    }

    /// What is told once, when the input is over.
    pub fn end(&self, source: &str, sink: &mut Sink) {
        for (field, name, ..) in self.map.iter().filter(|(.., met)| !met) {
            let names = listed(self.names.iter());
            let what = format!("--map {field}={name}: no record has a field {name:?}; there are: {names}");
            sink(Err(Issue::new(source, what)));
        }
        if self.cut > 0 {
            let what = format!(
                "{} of its texts are only the beginning of an article (\"[+1234 chars]\"): read the pages to have the rest",
                self.cut
            );
            sink(Err(Issue::new(source, what)));
        }
    }
}

/// The first names, in one line.
fn listed<'a>(names: impl Iterator<Item = &'a String>) -> String {
    names.take(MOST_LISTED).map(String::as_str).collect::<Vec<_>>().join(", ")
}

/// Archives give the first paragraph in a field of its own, some of them without repeating it.
fn with_lead(record: &Map<String, Value>, text: String) -> String {
    let lead = fields::words_at(record, fields::names("lead"), "\n\n").map(one_line);
    let head: String = lead.iter().flat_map(|lead| lead.chars()).take(40).collect();
    match lead {
        Some(lead) if !one_line(text.clone()).contains(&head) => format!("{lead}\n\n{text}"),
        _ => text,
    }
}

/// Is it a whole web page rather than a piece of one?
fn is_page(text: &str) -> bool {
    let head: String = text.trim_start().chars().take(2000).collect::<String>().to_lowercase();
    head.starts_with('<')
        && ["<html", "<!doctype html", "<body", "<head"].iter().any(|tag| head.contains(tag))
}

/// Does it hold tags that part paragraphs, or characters written as references?
fn marked(text: &str) -> bool {
    ["</p>", "<p>", "<p ", "<br", "</div>", "</a>", "&amp;", "&nbsp;", "&#", "&quot;"]
        .iter()
        .any(|tag| text.contains(tag))
}

/// A text without NewsAPI's mark that its rest was held back (`... [+1234 chars]`).
fn without_cut_mark(text: &str) -> &str {
    let open = text.trim_end().strip_suffix(" chars]").and_then(|head| head.rsplit_once("[+"));
    match open {
        Some((head, number)) if number.bytes().all(|b| b.is_ascii_digit()) => head.trim_end(),
        _ => text,
    }
}

#[cfg(test)]
mod tests;
