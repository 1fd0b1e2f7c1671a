//! A stand-in. // replaced on merge

use std::sync::LazyLock;

use regex::Regex;

static BLOCK: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)</?(p|div|br|li|ul|ol|h[1-6]|blockquote|tr|table)\b[^>]*>"));
static TAG: LazyLock<Regex> = LazyLock::new(|| pattern(r"<[^>]*>"));
static HIDDEN: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?is)<(script|style)\b.*?</(script|style)>"));

fn pattern(text: &str) -> Regex {
    Regex::new(text).unwrap_or_else(|error| panic!("{error}"))
}

/// The words of a piece of HTML in paragraphs separated by blank lines. // replaced on merge
pub fn fragment_text(html: &str) -> String {
    let html = HIDDEN.replace_all(html, "");
    let html = BLOCK.replace_all(&html, "\u{1}");
    let text = TAG.replace_all(&html, "");
    let text = quick_xml::escape::unescape_with(&text, quick_xml::escape::resolve_html5_entity)
        .map_or_else(|_| text.clone().into_owned(), |t| t.into_owned());
    let line = |p: &str| p.split_whitespace().collect::<Vec<_>>().join(" ");
    text.split(['\u{1}']).map(line).filter(|p| !p.is_empty()).collect::<Vec<_>>().join("\n\n")
}
