//! Markdown: front matter, a title, and marks that are taken off so that only words remain.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::fields::{field_called, one_line};
use super::text::set;
use crate::report::RawReport;

/// A pattern of this file. All are written here and compiled by its tests.
fn pattern(text: &str) -> Regex {
    Regex::new(text).unwrap_or_else(|error| panic!("{error}"))
}

/// Marks inside a line with what stays of them, in the order they are taken off.
static INLINE: LazyLock<[(Regex, &str); 10]> = LazyLock::new(|| {
    [
        (pattern(r"!\[[^\]]*\](\([^)\s]*[^)]*\)|\[[^\]]*\])"), ""),
        (pattern(r"\[\^[^\]]+\]"), ""),
        (pattern(r"\[([^\]]+)\]\([^)\s]*(\s+[^)]*)?\)"), "$1"),
        (pattern(r"\[([^\]]+)\]\[[^\]]*\]"), "$1"),
        (pattern(r"<((https?|mailto):[^>\s]+)>"), "$1"),
        (pattern(r"</?[a-zA-Z][^>]{0,200}>"), ""),
        (pattern(r"\*{1,3}([^\s*](?:[^*]*[^\s*])?)\*{1,3}"), "$1"),
        (pattern(r"(^|[^\w])_{1,3}([^\s_](?:[^_]*[^\s_])?)_{1,3}($|[^\w])"), "$1$2$3"),
        (pattern(r"~~([^~]+)~~"), "$1"),
        (pattern(r"`+([^`]+)`+"), "$1"),
    ]
});

/// Marks at the start of a line: headings, quotations, list items.
static LEADING: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s{0,3}(?:#{1,6}\s+|(?:>\s?)+|[-*+]\s+)"));
/// Lines that are no words: rules, link definitions, table borders, underlines of headings.
static WORDLESS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\s*(?:[-*_=|: ]{3,}|\[[^\]]+\]:\s+\S+.*)\s*$"));
/// Comments, which may run over lines.
static COMMENT: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?s)<!--.*?-->"));
/// A backslash that keeps a mark from being one.
static ESCAPE: LazyLock<Regex> = LazyLock::new(|| pattern(r"\\([\\`*_{}\[\]()#+\-.!>~|])"));

/// Reads a Markdown text: fields of its front matter, its first heading as title, its words.
pub fn read(source: &str, text: &str) -> RawReport {
    let text = text.replace("\r\n", "\n");
    let mut raw = RawReport { source: source.to_owned(), ..RawReport::default() };
    let body = match front_matter(&text) {
        Some((matter, body)) => {
            take_fields(matter, &mut raw);
            body
        }
        None => &text,
    };
    let (title, body) = first_heading(body);
    if let Some(title) = title {
        raw.title.get_or_insert(inline(title));
    }
    raw.text = words(&body);
    raw
}

/// The block between `---` lines on top, and what follows it.
fn front_matter(text: &str) -> Option<(&str, &str)> {
    let rest = text.trim_start().strip_prefix("---\n")?;
    let end = rest.find("\n---\n").or_else(|| rest.ends_with("\n---").then(|| rest.len() - 4))?;
    Some((&rest[..end], rest.get(end + 5..).unwrap_or("")))
}

/// Front matter as far as reports need it: `name: value`, quoted or not, and lists of values.
fn take_fields(matter: &str, raw: &mut RawReport) {
    let mut open: Option<(&'static str, Vec<String>)> = None;
    for line in matter.lines() {
        if let (Some(item), Some((_, values))) = (line.trim_start().strip_prefix("- "), open.as_mut()) {
            values.push(scalar(item));
            continue;
        }
        close(&mut open, raw);
        let Some((name, value)) = line.split_once(':') else { continue };
        let Some(field) = field_called(name.trim()) else { continue };
        let listed = value.trim().strip_prefix('[').and_then(|v| v.strip_suffix(']'));
        let values = listed.unwrap_or(value).split(if listed.is_some() { ',' } else { '\n' });
        open = Some((field, values.map(scalar).filter(|v| !v.is_empty()).collect()));
    }
    close(&mut open, raw);
}

/// Writes a finished field into the report.
fn close(open: &mut Option<(&'static str, Vec<String>)>, raw: &mut RawReport) {
    if let Some((field, values)) = open.take() {
        set(raw, field, values.join(", "));
    }
}

/// A YAML scalar without its quotes.
fn scalar(text: &str) -> String {
    let text = text.trim();
    let unquoted = ['"', '\''].iter().find_map(|q| text.strip_prefix(*q)?.strip_suffix(*q));
    one_line(unquoted.unwrap_or(text).to_owned())
}

/// A level-one heading that opens the text, and the text without it.
fn first_heading(body: &str) -> (Option<&str>, String) {
    let body = body.trim_start();
    let (line, rest) = body.split_once('\n').unwrap_or((body, ""));
    match line.strip_prefix("# ") {
        Some(title) => (Some(title.trim_end_matches([' ', '#'])), rest.to_owned()),
        None => (None, body.to_owned()),
    }
}

/// The words of a body: marks off, lines of one paragraph joined as Markdown means them.
fn words(body: &str) -> String {
    let body = COMMENT.replace_all(body, "");
    let mut paragraphs: Vec<String> = vec![String::new()];
    let mut fenced = false;
    for line in body.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
            continue;
        }
        if fenced {
            continue;
        }
        add_line(line, &mut paragraphs);
    }
    paragraphs.retain(|p| !p.trim().is_empty());
    paragraphs.join("\n\n")
}

/// Adds one line to the open paragraph, or opens another.
fn add_line(line: &str, paragraphs: &mut Vec<String>) {
    let mark = LEADING.find(line);
    let breaks = mark.is_some_and(|m| !m.as_str().contains('>'));
    if line.trim().is_empty() || WORDLESS.is_match(line) || breaks {
        paragraphs.push(String::new());
    }
    if WORDLESS.is_match(line) {
        return;
    }
    let text = inline(&line[mark.map_or(0, |m| m.end())..]);
    let Some(open) = paragraphs.last_mut() else { return };
    if !open.is_empty() && !text.is_empty() {
        open.push(' ');
    }
    open.push_str(&text);
    let heading = mark.is_some_and(|m| m.as_str().contains('#'));
    if heading || line.ends_with("  ") || line.ends_with('\\') {
        paragraphs.push(String::new());
    }
}

/// A line without the marks inside it.
fn inline(line: &str) -> String {
    // Escaped marks wait as private characters until the real marks are off.
    let hide = |c: &Captures| {
        char::from_u32(0xE000 + c[1].chars().next().map_or(0, u32::from)).map_or(String::new(), String::from)
    };
    let mut text = ESCAPE.replace_all(line.trim().trim_end_matches('\\'), hide).into_owned();
    for (mark, stays) in INLINE.iter() {
        text = mark.replace_all(&text, *stays).into_owned();
    }
    let show = |c: char| match u32::from(c) {
        code @ 0xE000..=0xE07F => char::from_u32(code - 0xE000).unwrap_or(c),
        _ => c,
    };
    text.chars().map(show).collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_gives_the_fields() {
        let raw = read(
            "f.md",
            "---\ntitle: \"Envoys meet: a first\"\ndate: 2014-05-03\noutlet: The Courier\nauthor:\n  - Ann Lee\n  - Bo Ray\ntags: [a, b]\n---\n\nThe envoys met.\n",
        );
        assert_eq!(raw.title.as_deref(), Some("Envoys meet: a first"));
        assert_eq!((raw.date.as_deref(), raw.outlet.as_deref()), (Some("2014-05-03"), Some("The Courier")));
        assert_eq!(raw.byline.as_deref(), Some("Ann Lee, Bo Ray"));
        assert_eq!(raw.text, "The envoys met.");
    }

    #[test]
    fn marks_go_and_words_stay() {
        let raw = read(
            "f.md",
            "# Envoys **meet**\n\nThe [foreign minister](http://a.example/x \"t\") said *\"no\"* to\nthe __plan__ of snake_case_name.\n![map](m.png)\n\n- one\n- two\n\n> He said 3 \\* 4.\n\n---\n\n[1]: http://a.example\n",
        );
        assert_eq!(raw.title.as_deref(), Some("Envoys meet"));
        assert_eq!(
            raw.text,
            "The foreign minister said \"no\" to the plan of snake_case_name.\n\none\n\ntwo\n\nHe said 3 * 4."
        );
    }

    #[test]
    fn text_without_marks_is_kept() {
        assert_eq!(read("f.md", "Plain.\n\nTwo * three * four.").text, "Plain.\n\nTwo * three * four.");
        assert_eq!(read("f.md", "---\nnot closed").text, "not closed");
    }
}
