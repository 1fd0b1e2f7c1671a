//! Text into words with their bytes, by the conventions of the English UD treebanks EWT and GUM.
//!
//! One pass over the bytes, no regular expressions: at each place stands a blank, an address, a word
//! or a sign. What the treebanks keep together (`e-mail`, `U.S.`, `9/11`) and what they split
//! (`all - girl`, `do n't`, `$ 5`) is told in the files below and the tables of `data/`.

pub mod chars;
mod parts;
mod runs;
mod signs;
pub mod stops;
mod web;

use chars::{first, is_apostrophe, is_blank, is_hyphen, is_opener, is_word, last};

use crate::span::Span;

/// A word before it is tagged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its bytes in the text.
    pub span: Span,
    /// Is it joined with the next word in one multiword token (`do|n't`)?
    pub joined: bool,
}

/// The words of `text` in order. They cover every character but blanks.
pub fn words(text: &str) -> Vec<Word> {
    // News has 5.6 bytes a word; a little room saves growing.
    let mut scanner = Scanner { text, words: Vec::with_capacity(text.len() / 5 + 1), quoted: false };
    let mut at = 0;
    while at < text.len() {
        at = scanner.step(at);
    }
    scanner.words
}

struct Scanner<'t> {
    text: &'t str,
    words: Vec<Word>,
    /// Is a single quotation mark open on this line?
    quoted: bool,
}

impl Scanner<'_> {
    /// Reads what stands at `at`; returns where it ends.
    fn step(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        let Some(c) = first(rest) else { return self.text.len() };
        if is_blank(c) {
            self.quoted &= c != '\n';
            return at + c.len_utf8();
        }
        if is_word(c)
            && self.starts_chunk(at)
            && let Some(length) = web::address(rest)
        {
            return self.push(at, length);
        }
        if is_word(c) { self.word(at) } else { self.sign(at, c) }
    }

    fn push(&mut self, at: usize, length: usize) -> usize {
        self.words.push(Word { span: Span::new(at, at + length), joined: false });
        at + length
    }

    /// Does no word character touch `at` from the left?
    fn starts_chunk(&self, at: usize) -> bool {
        !last(&self.text[..at]).is_some_and(is_word)
    }

    fn after_blank(&self, at: usize) -> bool {
        last(&self.text[..at]).is_none_or(is_blank)
    }

    /// A word, with the stop of an abbreviation, cut into its parts.
    fn word(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        let dotted = stops::dotted_letters(rest);
        if dotted > 0 {
            return self.push(at, dotted);
        }
        let length = runs::run_end(rest);
        let after = &rest[length..];
        if after.starts_with('.') && stops::keeps_stop(&rest[..length], &after[1..]) {
            return self.push(at, length + 1);
        }
        if let Some(more) = tail(&rest[..length], after) {
            return self.push(at, length + more);
        }
        self.split(at, length);
        self.possessive(at + length)
    }

    fn split(&mut self, at: usize, length: usize) {
        let parts = parts::parts(&self.text[at..at + length]);
        let mut start = at;
        for cut in &parts.cuts[..parts.count] {
            start = self.push(start, *cut);
            self.join_last(parts.joined);
        }
        self.push(start, at + length - start);
    }

    fn join_last(&mut self, joined: bool) {
        if let Some(word) = self.words.last_mut() {
            word.joined = joined;
        }
    }

    /// The bare apostrophe of a plural (`parents'`), joined with its word.
    fn possessive(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        let Some(c) = first(rest).filter(|c| is_apostrophe(*c) && *c != '`') else { return at };
        let after = &rest[c.len_utf8()..];
        let sibilant = last(&self.text[..at]).is_some_and(|c| matches!(c, 's' | 'S' | 'x' | 'z'));
        let goes_on = after.chars().nth(1).is_some_and(|c| is_word(c) || is_opener(c));
        if !sibilant || self.quoted || !(first(after).is_some_and(is_blank) && goes_on) {
            return at;
        }
        self.join_last(true);
        self.push(at, c.len_utf8())
    }

    /// Punctuation and symbols.
    fn sign(&mut self, at: usize, c: char) -> usize {
        let rest = &self.text[at..];
        if self.after_blank(at) {
            let length = signs::lead(rest);
            if length > 0 {
                return self.push(at, length);
            }
        }
        self.note_quote(at, c);
        self.push(at, signs::run(rest, c))
    }

    /// Keeps account of single quotation marks, which look like apostrophes.
    fn note_quote(&mut self, at: usize, c: char) {
        match c {
            '‘' => self.quoted = true,
            '\'' | '’' => self.quoted = !self.quoted && self.after_blank(at),
            _ => {}
        }
    }
}

/// Length of a sign right after a word that belongs to it: `US$`, the hyphen of `pre-`.
fn tail(word: &str, after: &str) -> Option<usize> {
    let capitals = word.len() <= 3 && word.bytes().all(|b| b.is_ascii_uppercase());
    if capitals && after.starts_with('$') {
        return Some(1);
    }
    let c = first(after).filter(|c| is_hyphen(*c))?;
    let ends = first(&after[c.len_utf8()..]).is_none_or(is_blank);
    (ends && runs::is_prefix(word)).then(|| c.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn spaced(text: &str) -> String {
        words(text).iter().map(|w| w.span.of(text)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_are_cut_as_in_the_treebanks() {
        let cases = [
            ("U.S. President J. Smith's aide didn't say.", "U.S. President J. Smith 's aide did n't say ."),
            ("an all-girl, non-profit e-mail", "an all - girl , non-profit e-mail"),
            ("$5m, US$1,000.50 and 10% (5kg)", "$ 5 m , US$ 1,000.50 and 10 % ( 5 kg )"),
            ("on 05/09/2016, at 3:29 p.m.", "on 05/09/2016 , at 3:29 p.m."),
            ("“Stop!” he said--twice…", "“ Stop ! ” he said -- twice …"),
            ("the ministers' talks, the 'new states'", "the ministers ' talks , the ' new states '"),
            ("#peace @envoy desk@example.org", "#peace @envoy desk@example.org"),
            ("the deal ended.Then war", "the deal ended . Then war"),
            ("HANGZHOU, Sept. 5 (Agency) -- U.S.-led", "HANGZHOU , Sept. 5 ( Agency ) -- U.S. - led"),
            ("pre- and post-war", "pre- and post-war"),
            ("Lt. Col. A. P. J. Kim Jong-un", "Lt. Col. A. P. J. Kim Jong - un"),
            ("Really?! No!!! [3]", "Really ?! No !!! [ 3 ]"),
        ];
        for (text, expected) in cases {
            assert_eq!(spaced(text), expected);
        }
    }

    #[test]
    fn parts_of_one_written_word_are_joined() {
        let text = "don't go to the states' 5kg";
        let joined: Vec<_> = words(text).iter().filter(|w| w.joined).map(|w| w.span.of(text)).collect();
        assert_eq!(joined, ["do", "states"]);
    }

    fn check(text: &str) {
        let mut at = 0;
        for word in words(text) {
            assert!(word.span.start >= at && word.span.end > word.span.start, "{text:?}");
            assert!(text[at..word.span.start].chars().all(is_blank), "{text:?}");
            assert!(!text[word.span.start..word.span.end].contains(is_blank), "{text:?}");
            at = word.span.end;
        }
        assert!(text[at..].chars().all(is_blank), "{text:?}");
    }

    proptest! {
        #[test]
        fn words_cover_any_text(text in "\\PC*|[a-zA-Z0-9.,'’$%@#/&:;!?()\" \\n-]*|(?s:.*)") {
            check(&text);
        }
    }
}
