//! Words of a sentence with their places, for reading figures.

use std::sync::LazyLock;

use regex::Regex;

use crate::span::Span;

/// A word, number, sign or mark.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// Its bytes in the text.
    pub span: Span,
    /// In small letters.
    pub lower: String,
}

static WORD: LazyLock<Regex> = LazyLock::new(|| {
    let parts = [
        r"[A-Za-z]{1,2}\$",
        r"\p{Sc}",
        r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?",
        r"\p{L}+(?:['’]\p{L}+)?",
        r"[^\s\p{L}\d]",
    ];
    Regex::new(&parts.join("|")).unwrap_or_else(|e| unreachable!("the pattern of words: {e}"))
});

/// The words of `text` within `span`.
pub fn words(text: &str, span: Span) -> Vec<Word> {
    let at = |m: regex::Match| Word {
        span: Span::new(span.start + m.start(), span.start + m.end()),
        lower: m.as_str().to_lowercase(),
    };
    WORD.find_iter(span.of(text)).map(at).collect()
}

/// The word at an index; nothing past the end.
pub fn lower(words: &[Word], i: usize) -> &str {
    words.get(i).map_or("", |w| w.lower.as_str())
}

/// Is it a hyphen or dash that joins?
pub fn is_dash(words: &[Word], i: usize) -> bool {
    matches!(lower(words, i), "-" | "–" | "‑" | "‐")
}
