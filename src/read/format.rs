//! What an input holds: by its content first, by its name only where the content leaves it open.

use super::decode::{self, utf16};
use super::{csv, feed, gzip, json, wire, zip, zstd};

/// The kinds of input that are read. A new one needs a line here, one in [`by_content`] or
/// [`by_name`], its ending in [`ENDINGS`], and a line in `read::dispatch`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A container: what it unpacks to is told apart again.
    Gzip,
    /// A container, as above.
    Zstd,
    /// A container of files.
    Zip,
    /// Records of a web crawl.
    Warc,
    /// A web page.
    Html,
    /// Plain text.
    Text,
    /// Text with Markdown's marks.
    Markdown,
    /// One JSON document.
    Json,
    /// One JSON record a line.
    JsonLines,
    /// A JSON Feed.
    Feed,
    /// A feed or a wire format, by its root element.
    Xml,
    /// Columns between commas, tabs or the like.
    Table,
}

/// Endings of packed files, which stand after the ending that tells the content (`.warc.gz`).
const PACKED: [&str; 4] = ["gz", "gzip", "zst", "zstd"];

/// How much of an input is searched for what may stand anywhere near its beginning.
const SAMPLE: usize = 4096;

/// File name endings that are read, in lower case and without the dot.
const ENDINGS: [&str; 24] = [
    "txt", "text", "md", "markdown", "jsonl", "ndjson", "json", "html", "htm", "xhtml", "shtml", "warc",
    "wet", "zip", "xml", "rss", "atom", "rdf", "nitf", "newsml", "csv", "tsv", "tab", "parquet",
];

/// Is `path` named like something that is read (or has it no ending at all)? Hidden files are not.
pub fn is_readable_name(path: &str) -> bool {
    let name = file_name(path);
    !name.is_empty()
        && !name.starts_with('.')
        && ending(unpacked_name(name)).is_none_or(|e| ENDINGS.contains(&e.as_str()))
}

/// The part of a path after its folders.
fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// A file name without the ending that says it is packed.
fn unpacked_name(name: &str) -> &str {
    match (ending(name), name.rsplit_once('.')) {
        (Some(end), Some((stem, _))) if PACKED.contains(&end.as_str()) => stem,
        _ => name,
    }
}

/// The ending of a file name, in lower case; `None` without one. `report.2016` has none that
/// counts: endings are letters, and short.
fn ending(name: &str) -> Option<String> {
    let (stem, end) = name.rsplit_once('.')?;
    let plausible = !stem.is_empty() && (1..=9).contains(&end.len()) && end.chars().any(char::is_alphabetic);
    plausible.then(|| end.to_lowercase())
}

/// The format of an input called `name` that begins with `head` (as much of it as is at hand);
/// or why it is not read.
pub fn format_of(name: &str, head: &[u8]) -> Result<Format, String> {
    if let Some(format) = by_magic(head) {
        return Ok(format);
    }
    if let Some(what) = decode::not_text(head) {
        return Err(what);
    }
    let wide = utf16(head).map(|encoding| encoding.decode(head).0.into_owned());
    let head = wide.as_deref().map_or(head, str::as_bytes);
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let ending = ending(unpacked_name(file_name(name)));
    Ok(by_content(head, ending.as_deref()))
}

/// Formats with a signature.
fn by_magic(head: &[u8]) -> Option<Format> {
    let known = [
        (gzip::MAGIC, Format::Gzip),
        (zstd::MAGIC, Format::Zstd),
        (zip::MAGIC, Format::Zip),
        (b"WARC/", Format::Warc),
    ];
    if zstd::is_skippable(head) {
        return Some(Format::Zstd);
    }
    known.into_iter().find(|(magic, _)| head.starts_with(magic)).map(|(_, format)| format)
}

/// Formats that are text, by how they begin.
fn by_content(head: &[u8], ending: Option<&str>) -> Format {
    let text = head.trim_ascii_start();
    let named = by_name(ending);
    match text.first() {
        Some(b'{') if feed::looks_like_feed(&text[..text.len().min(SAMPLE)]) => return Format::Feed,
        Some(b'{' | b'[') => return json::sniff(text, named).or(named).unwrap_or(Format::Text),
        Some(b'<') => return markup(text, named),
        _ => {}
    }
    if named == Some(Format::Table) || (named.is_none() && csv::looks_like_table(text)) {
        return Format::Table;
    }
    // Notices of a broken server stand before some pages.
    let page = named != Some(Format::Markdown) && holds_page(text);
    let by_mark = if page { Some(Format::Html) } else { named.or(markdown(text)) };
    by_mark.unwrap_or(Format::Text)
}

/// What the ending of the name says.
fn by_name(ending: Option<&str>) -> Option<Format> {
    match ending? {
        "md" | "markdown" => Some(Format::Markdown),
        "jsonl" | "ndjson" => Some(Format::JsonLines),
        "json" => Some(Format::Json),
        "csv" | "tsv" | "tab" => Some(Format::Table),
        "html" | "htm" | "xhtml" | "shtml" => Some(Format::Html),
        _ => None,
    }
}

/// Markdown that says so: front matter, or a heading on top.
fn markdown(text: &[u8]) -> Option<Format> {
    let marks: [&[u8]; 3] = [b"---\n", b"---\r\n", b"# "];
    marks.iter().any(|mark| text.starts_with(mark)).then_some(Format::Markdown)
}

/// What begins with `<`: the first element tells, past declarations and comments.
fn markup(text: &[u8], named: Option<Format>) -> Format {
    let (xml, root) = root(text);
    let root = root.to_ascii_lowercase();
    let root = root.trim_start_matches("!doctype ");
    let kind = root.rsplit(':').next().unwrap_or(root);
    if root == "html" {
        return Format::Html;
    }
    if xml || feed::is_root(kind) || wire::is_root(kind) {
        return Format::Xml;
    }
    let piece = HTML_STARTS.contains(&root) || root.is_empty();
    match named {
        _ if holds_page(text) => Format::Html,
        Some(format) => format,
        None if piece => Format::Html,
        None => Format::Text,
    }
}

/// Elements that pages and pieces of pages begin with.
const HTML_STARTS: [&str; 19] = [
    "head", "body", "title", "meta", "link", "script", "style", "article", "section", "main", "header",
    "div", "p", "h1", "h2", "table", "span", "center", "base",
];

/// Is this a page, though it does not begin as one?
fn holds_page(text: &[u8]) -> bool {
    let sample = &text[..text.len().min(SAMPLE)];
    let starts: [&[u8]; 3] = [b"<!doctype html", b"<html", b"<head>"];
    memchr::memchr_iter(b'<', sample).any(|at| {
        let here = &sample[at..];
        starts.iter().any(|s| here.get(..s.len()).is_some_and(|h| h.eq_ignore_ascii_case(s)))
    })
}

/// Whether markup has an XML declaration, and the name of its first element (`!doctype NAME` if
/// that comes first); empty if it does not come.
pub fn root(mut text: &[u8]) -> (bool, String) {
    let mut xml = false;
    loop {
        text = text.trim_ascii_start();
        let end: &[u8] = match text {
            [b'<', b'?', ..] => b"?>",
            [b'<', b'!', b'-', b'-', ..] => b"-->",
            _ => return (xml, element(text)),
        };
        xml |= text.starts_with(b"<?xml ");
        match memchr::memmem::find(text, end) {
            Some(at) => text = &text[at + end.len()..],
            None => return (xml, String::new()),
        }
    }
}

/// The name in a tag, or `!doctype` with the name after it.
fn element(tag: &[u8]) -> String {
    let Some(inside) = tag.strip_prefix(b"<") else { return String::new() };
    let inside = &inside[..inside.len().min(64)];
    let name = |text: &[u8]| {
        let end = text.iter().position(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/' | b'<' | b'['));
        String::from_utf8_lossy(&text[..end.unwrap_or(text.len())]).into_owned()
    };
    match inside.get(..8) {
        Some(word) if word.eq_ignore_ascii_case(b"!doctype") => {
            format!("!doctype {}", name(inside[8..].trim_ascii_start()))
        }
        _ => name(inside),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_read() {
        for name in
            ["a.txt", "dir/B.JSONL", "note.md", "dir.d/plain", "talks.2016", "x.markdown", "page.html"]
        {
            assert!(is_readable_name(name), "{name}");
        }
        for name in ["a.warc.gz", "a.txt.zst", "b.zip", "news.gz", "a.2016.gz"] {
            assert!(is_readable_name(name), "{name}");
        }
        for name in ["a.pdf", ".hidden", "x/.git", "photo.jpeg", "x.tar.gz", ""] {
            assert!(!is_readable_name(name), "{name}");
        }
    }

    #[test]
    fn content_tells_whatever_the_name() {
        let format = |name, bytes: &[u8]| format_of(name, bytes).unwrap();
        assert_eq!(format("f", b"{\"text\": \"a\"}\n{\"text\": \"b\"}"), Format::JsonLines);
        assert_eq!(format("f", b"[{\"text\": \"a\"}]"), Format::Json);
        assert_eq!(format("f", b"{\n \"text\": \"a\"\n}"), Format::Json);
        assert_eq!(format("f", b"---\ntitle: x\n---\n"), Format::Markdown);
        assert_eq!(format("f", b"{sic} he wrote"), Format::Text);
        assert_eq!(format("f.txt", b"The ministers met."), Format::Text);
        assert_eq!(format("f.txt", b"\x1f\x8b\x08\0"), Format::Gzip);
        assert_eq!(format("f.html", b"WARC/1.0\r\n"), Format::Warc);
        assert_eq!(format("f.json", b"<!DOCTYPE html><p>"), Format::Html);
        assert_eq!(format("f", b"title,text\na,They met."), Format::Table);
        assert_eq!(format("f.csv", b"a;b\n<html>;2"), Format::Table);
        assert_eq!(format("f", b"{\"version\":\"https://jsonfeed.org/version/1\"}"), Format::Feed);
    }

    #[test]
    fn pages_in_every_dress() {
        for page in [
            "\u{feff} <!-- saved -->\n<!DOCTYPE HTML PUBLIC \"x\"><html>",
            "<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0\"><html xmlns=\"x\">",
            "<?xml version='1.0'?><html>",
            "<HTML><BODY>",
            "<div><p>They met.</p></div>",
            "Warning: mysql_connect() failed\n<html><head>",
        ] {
            assert_eq!(format_of("page.txt", page.as_bytes()), Ok(Format::Html), "{page}");
        }
        let wide: Vec<u8> =
            "<html><head><title>Talks</title>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(format_of("page", &wide), Ok(Format::Html));
        assert_eq!(format_of("n.md", b"<div align=center>\n\n# Talks"), Ok(Format::Markdown));
        assert_eq!(format_of("n.txt", b"<sic> he wrote"), Ok(Format::Text));
        for feed in [
            "<?xml version=\"1.0\"?><rss><channel><description>&lt;html><html>",
            "<rdf:RDF>",
            "<!DOCTYPE nitf SYSTEM \"n\"><nitf>",
        ] {
            assert_eq!(format_of("x", feed.as_bytes()), Ok(Format::Xml), "{feed}");
        }
    }
}
