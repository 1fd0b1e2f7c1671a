//! Bytes to raw reports: text, Markdown, JSON and its lines, tables, feeds and wire formats, told apart
//! by name and content.
//!
//! Pure: the caller walks folders and opens files. A broken item becomes an [`Issue`] that says
//! where it is and what to do; the rest go on.

mod csv;
mod decode;
mod feed;
mod fields;
pub mod html;
mod json;
mod mapper;
mod markdown;
mod text;
mod utf16;
mod wire;
mod xml;

use crate::issue::Issue;
use crate::report::RawReport;

pub use mapper::{FIELDS, Mapper, field_of_map};

/// How an input is to be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Field of a report and the name that records have for it, as `--map FIELD=NAME` gives them.
    /// Fields are those of [`FIELDS`].
    pub map: Vec<(String, String)>,
}

/// One thing found in an input: a raw report, or what was wrong with it.
pub type Item = Result<RawReport, Issue>;

/// Takes what is found, in the order of the input.
pub type Sink<'a> = dyn FnMut(Item) + 'a;

/// The largest single report that is read, in bytes. The longest news reports are under 200 kB;
/// what is larger is a whole archive saved as one file, or damage.
pub const MAX_ITEM: usize = 8 << 20;

/// File name endings that are read, in lower case and without the dot.
const ENDINGS: [&str; 17] = [
    "txt", "text", "md", "markdown", "jsonl", "ndjson", "json", "xml", "rss", "atom", "rdf", "nitf",
    "newsml", "csv", "tsv", "tab", "parquet",
];

/// What a file holds, as far as its name and first bytes tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Text,
    Markdown,
    Json,
    JsonLines,
    Feed,
    Xml,
    Table,
}

/// Is `path` named like something [`read_bytes`] reads (`.txt .text .md .markdown .jsonl .ndjson
/// .json`, or no ending at all)? Hidden files are not.
pub fn is_readable_name(path: &str) -> bool {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    !name.is_empty() && !name.starts_with('.') && ending(name).is_none_or(|e| ENDINGS.contains(&e.as_str()))
}

/// Reads every report in `bytes` and gives each to `sink`, in the order of the file.
/// `source` names the input (a path, or `-`); of one record among many it becomes `source:line`.
pub fn read_bytes(source: &str, bytes: &[u8], sink: &mut Sink) {
    read_bytes_with(source, bytes, &Options::default(), sink);
}

/// [`read_bytes`] with options.
pub fn read_bytes_with(source: &str, bytes: &[u8], options: &Options, sink: &mut Sink) {
    if let Some(what) = decode::not_text(bytes) {
        return sink(Err(Issue::new(source, what)));
    }
    match format_of(source, bytes) {
        Format::JsonLines => json::read_lines(source, bytes, options, sink),
        Format::Json => json::read_document(source, bytes, options, sink),
        Format::Feed => feed::read(source, bytes, options, sink),
        Format::Xml => xml::read(source, bytes, options, sink),
        Format::Table => csv::read(source, bytes, options, sink),
        format => read_one(source, bytes, format, sink),
    }
}

/// Reads a file that is one report.
fn read_one(source: &str, bytes: &[u8], format: Format, sink: &mut Sink) {
    if bytes.len() > MAX_ITEM {
        return sink(Err(Issue::new(source, too_large(bytes.len()))));
    }
    let decoded = decode::decode(bytes);
    if let Some(what) = decoded.doubt {
        sink(Err(Issue::new(source, what)));
    }
    if decoded.text.trim().is_empty() {
        return sink(Err(Issue::new(source, "is empty: nothing to read")));
    }
    let raw = match format {
        Format::Markdown => markdown::read(source, &decoded.text),
        _ => text::read(source, &decoded.text),
    };
    sink(Ok(raw));
}

/// What is said of an item over [`MAX_ITEM`].
fn too_large(bytes: usize) -> String {
    format!(
        "holds {} MB in one item, more than the {} MB read at once: split it into one report a file or a line",
        bytes >> 20,
        MAX_ITEM >> 20
    )
}

/// The ending of a file name, in lower case; `None` without one. `report.2016` has none that
/// counts: endings are letters, and short.
fn ending(name: &str) -> Option<String> {
    let (stem, end) = name.rsplit_once('.')?;
    let plausible = !stem.is_empty() && (1..=9).contains(&end.len()) && end.chars().any(char::is_alphabetic);
    plausible.then(|| end.to_lowercase())
}

/// The format by the name's ending, else by what the content begins with.
fn format_of(source: &str, bytes: &[u8]) -> Format {
    let name = source.rsplit(['/', '\\']).next().unwrap_or(source);
    let head = &bytes[..bytes.len().min(4096)];
    match ending(name).as_deref() {
        _ if feed::looks_like_feed(head) => Format::Feed,
        _ if xml::looks_like_xml(head) => Format::Xml,
        Some("csv" | "tsv" | "tab") => Format::Table,
        Some("md" | "markdown") => Format::Markdown,
        Some("jsonl" | "ndjson") => Format::JsonLines,
        Some("json") => Format::Json,
        _ => sniff(bytes),
    }
}

/// The format by content alone: records begin with a brace and parse; front matter means Markdown.
fn sniff(bytes: &[u8]) -> Format {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    if bytes.starts_with(b"{") || bytes.starts_with(b"[{") || bytes.starts_with(b"[\n") {
        return json::sniff(bytes);
    }
    if bytes.starts_with(b"---\n") || bytes.starts_with(b"---\r\n") || bytes.starts_with(b"# ") {
        return Format::Markdown;
    }
    if csv::looks_like_table(bytes) {
        return Format::Table;
    }
    Format::Text
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Everything in `bytes`: reports and issues apart.
    pub(crate) fn all(source: &str, bytes: &[u8]) -> (Vec<RawReport>, Vec<Issue>) {
        let (mut reports, mut issues) = (Vec::new(), Vec::new());
        read_bytes(source, bytes, &mut |item| match item {
            Ok(raw) => reports.push(raw),
            Err(issue) => issues.push(issue),
        });
        (reports, issues)
    }

    #[test]
    fn names_that_are_read() {
        for name in ["a.txt", "dir/B.JSONL", "note.md", "dir.d/plain", "talks.2016", "x.markdown"] {
            assert!(is_readable_name(name), "{name}");
        }
        for name in ["a.pdf", ".hidden", "x/.git", "photo.jpeg", "page.html", ""] {
            assert!(!is_readable_name(name), "{name}");
        }
    }

    #[test]
    fn formats_are_told_by_content_where_the_name_is_silent() {
        assert_eq!(sniff(b"{\"text\": \"a\"}\n{\"text\": \"b\"}"), Format::JsonLines);
        assert_eq!(sniff(b"[{\"text\": \"a\"}]"), Format::Json);
        assert_eq!(sniff(b"{\n \"text\": \"a\"\n}"), Format::Json);
        assert_eq!(sniff(b"---\ntitle: x\n---\n"), Format::Markdown);
        assert_eq!(sniff(b"title,text\na,They met."), Format::Table);
        assert_eq!(sniff(b"{sic} he wrote"), Format::Text);
        assert_eq!(sniff(b"The ministers met."), Format::Text);
    }

    #[test]
    fn empty_binary_and_oversized_inputs_become_issues() {
        for bytes in [&b""[..], b" \n\n", b"%PDF-1.4 x", b"\x1f\x8b\x08\0\0", &[0u8; 64]] {
            let (reports, issues) = all("f.txt", bytes);
            assert!(reports.is_empty(), "{bytes:?}");
            assert_eq!(issues.len(), 1, "{bytes:?}");
            assert_eq!(issues[0].source, "f.txt");
        }
        let (reports, issues) = all("f.txt", &vec![b'a'; MAX_ITEM + 1]);
        assert!(reports.is_empty() && issues[0].what.contains("split it"));
    }
}
