//! A place in a report's text.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A half-open range of **byte** offsets into one report's `text`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The range `start..end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The words it covers; empty when the range does not fit `text` or cuts a character.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }

    /// Does `other` lie wholly inside?
    pub const fn covers(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Do the two share a byte?
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest range that covers both.
    pub fn join(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The range together with its words, as the record writes it.
    pub fn quote(self, text: &str) -> Quote {
        Quote { start: self.start, end: self.end, exact: self.of(text).to_owned() }
    }
}

/// Where words stand in a report's text: byte offsets and the words themselves, a Web Annotation
/// TextPositionSelector and TextQuoteSelector in one. `text[start..end] == exact` always holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Quote {
    /// First byte in the UTF-8 of the report's text, counted from 0.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The words.
    pub exact: String,
}

impl Quote {
    /// The bare range.
    pub const fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }

    /// Does it still say what `text` says there?
    pub fn holds(&self, text: &str) -> bool {
        text.get(self.start..self.end) == Some(self.exact.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_hold_only_for_their_own_text() {
        let text = "Élysée said";
        let quote = Span::new(0, 8).quote(text);
        assert_eq!(quote.exact, "Élysée");
        assert!(quote.holds(text));
        assert!(!quote.holds("Elysee said"));
    }

    #[test]
    fn a_range_that_cuts_a_character_is_empty() {
        assert_eq!(Span::new(1, 3).of("Élysée"), "");
    }
}
