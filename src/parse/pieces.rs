//! Words into word pieces (WordPiece over a BERT vocabulary) and casing shapes.
//!
//! As BERT's uncased tokeniser does it for one word: lower case, decompose, drop accents, split off every
//! punctuation character, then take the longest piece again and again (Devlin et al. 2019; Wu et al. 2016).

use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

/// The shape of `[CLS]` and `[SEP]`.
pub(crate) const SPECIAL: u8 = 0;
/// A chunk longer than this is unknown, as in BERT.
const LONGEST_CHUNK: usize = 100;
const EMPTY: u32 = u32::MAX;

/// A vocabulary, as an open-addressed table from text to line number.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    /// Slots of (tag, piece), see [`tag`]; a power of two, at most half full.
    slots: Vec<(u32, u32)>,
    /// All pieces without `##`, one after the other.
    texts: Vec<u8>,
    /// Where piece i ends in `texts`.
    ends: Vec<u32>,
    longest: usize,
    /// `[CLS]`.
    pub(crate) start: u32,
    /// `[SEP]`.
    pub(crate) end: u32,
    unknown: u32,
}

impl Vocabulary {
    /// From the lines of a vocab.txt; a piece's number is its line.
    ///
    /// # Errors
    /// When one of `[CLS]`, `[SEP]`, `[UNK]` is missing.
    pub(crate) fn parse(lines: &str) -> Result<Self, String> {
        let lines: Vec<&str> = lines.lines().collect();
        let special = |name: &str| {
            let at = lines.iter().position(|l| *l == name);
            at.map(|i| i as u32).ok_or_else(|| format!("vocabulary: no line {name:?}"))
        };
        let mut vocabulary = Self {
            slots: vec![(0, EMPTY); (lines.len() * 2).next_power_of_two()],
            texts: Vec::new(),
            ends: Vec::new(),
            longest: 0,
            start: special("[CLS]")?,
            end: special("[SEP]")?,
            unknown: special("[UNK]")?,
        };
        for line in lines {
            vocabulary.add(line);
        }
        Ok(vocabulary)
    }

    /// Number of pieces.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    fn add(&mut self, line: &str) {
        let (inside, text) = match line.strip_prefix("##") {
            Some(text) if !text.is_empty() => (true, text),
            _ => (false, line),
        };
        let hash = text.bytes().fold(seed(inside), step);
        let mut slot = self.slot(hash);
        while self.slots[slot].1 != EMPTY {
            slot = (slot + 1) % self.slots.len();
        }
        self.slots[slot] = (tag(hash, inside), self.ends.len() as u32);
        self.texts.extend(text.bytes());
        self.ends.push(self.texts.len() as u32);
        self.longest = self.longest.max(text.len());
    }

    fn slot(&self, hash: u64) -> usize {
        (hash ^ hash >> 29) as usize % self.slots.len()
    }

    /// The piece with this text, of which `hash` is the hash.
    fn find(&self, hash: u64, inside: bool, text: &[u8]) -> Option<u32> {
        let (mut slot, wanted) = (self.slot(hash), tag(hash, inside));
        loop {
            let (tag, piece) = self.slots[slot];
            if piece == EMPTY {
                return None;
            }
            if tag == wanted && self.text(piece) == text {
                return Some(piece);
            }
            slot = (slot + 1) % self.slots.len();
        }
    }

    fn text(&self, piece: u32) -> &[u8] {
        let i = piece as usize;
        let start = if i == 0 { 0 } else { self.ends[i - 1] as usize };
        &self.texts[start..self.ends[i] as usize]
    }

    /// Appends the pieces of one word, at least one; `buffer` is scratch.
    pub(crate) fn split(&self, word: &str, buffer: &mut String, out: &mut Vec<u32>) {
        buffer.clear();
        if word.is_ascii() {
            buffer.extend(word.bytes().map(|b| char::from(b.to_ascii_lowercase())));
        } else {
            let accent = |c: &char| c.general_category() == GeneralCategory::NonspacingMark;
            buffer.extend(word.to_lowercase().nfd().filter(|c| !accent(c)));
        }
        let before = out.len();
        let mut rest = buffer.as_str();
        while let Some(next) = rest.chars().next() {
            let length = if is_punctuation(next) {
                next.len_utf8()
            } else {
                rest.find(|c: char| is_punctuation(c) || c.is_whitespace()).unwrap_or(rest.len())
            };
            let (chunk, after) = rest.split_at(length.max(next.len_utf8()));
            if length > 0 {
                self.chunk(chunk, out);
            }
            rest = after;
        }
        if out.len() == before {
            out.push(self.unknown);
        }
    }

    /// Greedy longest match; the whole chunk is unknown if a part of it is.
    fn chunk(&self, chunk: &str, out: &mut Vec<u32>) {
        let before = out.len();
        let bytes = chunk.as_bytes();
        let mut start = 0;
        let short = bytes.len() <= LONGEST_CHUNK || chunk.chars().count() <= LONGEST_CHUNK;
        while short && start < bytes.len() {
            let Some((piece, length)) = self.longest(&bytes[start..], start > 0) else { break };
            out.push(piece);
            start += length;
        }
        if start < bytes.len() {
            out.truncate(before);
            out.push(self.unknown);
        }
    }

    /// The longest piece that `rest` begins with, and its length.
    fn longest(&self, rest: &[u8], inside: bool) -> Option<(u32, usize)> {
        let mut hash = seed(inside);
        let mut best = None;
        for (i, byte) in rest.iter().enumerate().take(self.longest) {
            hash = step(hash, *byte);
            if let Some(piece) = self.find(hash, inside, &rest[..=i]) {
                best = Some((piece, i + 1));
            }
        }
        best
    }
}

/// FNV-1a's start, another one for pieces inside a word.
fn seed(inside: bool) -> u64 {
    if inside { 0x6c62_272e_07bb_0142 } else { 0xcbf2_9ce4_8422_2325 }
}

/// What a slot is recognised by before its text is compared: upper bits of the hash, and whether the piece
/// stands inside a word.
fn tag(hash: u64, inside: bool) -> u32 {
    (hash >> 32) as u32 & !1 | u32::from(inside)
}

/// One step of FNV-1a.
fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
}

/// BERT's rule: ASCII that is neither letter, digit, space nor control, and Unicode punctuation.
fn is_punctuation(c: char) -> bool {
    match c.is_ascii() {
        true => c.is_ascii_punctuation(),
        false => c.general_category_group() == GeneralCategoryGroup::Punctuation,
    }
}

/// The casing class of a word: 1 lower, 2 Title, 3 one capital, 4 CAPS up to four, 5 longer CAPS, 6 mixed,
/// 7 digits, 8 digits with anything else, 9 neither letter nor digit.
pub(crate) fn shape(word: &str) -> u8 {
    if word.chars().any(is_digit) {
        return if word.chars().all(is_digit) { 7 } else { 8 };
    }
    let letters = || word.chars().filter(|c| c.is_alphabetic());
    let (count, capitals) = (letters().count(), letters().filter(|c| c.is_uppercase()).count());
    let first = letters().next().is_some_and(char::is_uppercase);
    match (count, capitals) {
        (0, _) => 9,
        (_, 0) => 1,
        (1, _) => 3,
        (2..=4, _) if capitals == count => 4,
        _ if capitals == count => 5,
        (_, 1) if first => 2,
        _ => 6,
    }
}

fn is_digit(c: char) -> bool {
    // Superscripts and subscripts count as digits where the model was trained.
    c.is_ascii_digit()
        || !c.is_ascii()
            && (c.general_category() == GeneralCategory::DecimalNumber
                || matches!(c, '²' | '³' | '¹' | '⁰' | '⁴'..='⁹' | '₀'..='₉'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LINES: &str = "[PAD]\n[UNK]\n[CLS]\n[SEP]\nu\n.\ns\nunder\n##stand\n##ing\n##s\nstand\nunderstand\ncafe\n\u{2014}\n'\n##u";

    fn split(word: &str) -> Vec<String> {
        let vocabulary = Vocabulary::parse(LINES).unwrap();
        let mut out = Vec::new();
        vocabulary.split(word, &mut String::new(), &mut out);
        let lines: Vec<&str> = LINES.lines().collect();
        out.into_iter().map(|i| lines[i as usize].to_owned()).collect()
    }

    #[test]
    fn pieces() {
        for (word, pieces) in [
            ("Understanding", "understand ##ing"),
            ("standus", "stand ##u ##s"),
            ("U.S.", "u . s ."),
            ("Caf\u{e9}", "cafe"),
            ("U\u{2014}s", "u \u{2014} s"),
            ("xylo", "[UNK]"),
            ("xylo.u", "[UNK] . u"),
            ("", "[UNK]"),
            (" \u{301}", "[UNK]"),
            ("u s", "u s"),
            (&"u".repeat(101), "[UNK]"),
        ] {
            assert_eq!(split(word).join(" "), pieces, "{word:?}");
        }
        assert_eq!(split(&"u".repeat(100)).len(), 100);
    }

    #[test]
    fn shapes() {
        let words = [
            "[the]", "said", "Paris", "O'Neil", "I", "U.S.", "NATO", "UNICEF", "iPhone", "2016", "3rd", "--",
            "",
        ];
        assert_eq!(words.map(shape), [1, 1, 2, 6, 3, 4, 4, 5, 6, 7, 8, 9, 9]);
    }

    #[test]
    fn a_missing_special_is_named() {
        assert!(Vocabulary::parse("[CLS]\n[SEP]").unwrap_err().contains("[UNK]"));
    }

    proptest! {
        #[test]
        fn any_word_has_a_piece(word in "\\PC{0,12}") {
            prop_assert!(!split(&word).is_empty());
            prop_assert!((1..=9).contains(&shape(&word)));
        }
    }
}
