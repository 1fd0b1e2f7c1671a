//! Sentences cut finer than tokens: runs of letters, numbers, single marks. Expressions of time
//! are read off these, so that it makes no difference whether a tokeniser keeps `mid-2015`,
//! `5p.m.` or `05/09/2016` whole.

use super::words::{self, Lex};
use crate::document::Sentence;

/// A run of letters, a number or a mark.
#[derive(Clone, Copy, Debug)]
pub struct Atom<'a> {
    /// The characters.
    pub text: &'a str,
    /// Their first byte in the report's text.
    pub start: usize,
    /// What the word means for time.
    pub lex: Lex,
    /// Does space come before it?
    pub spaced: bool,
    /// Its number, for up to eight digits; a number with commas or decimals is `None`.
    pub number: Option<u32>,
}

impl Atom<'_> {
    /// One past its last byte.
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Is it this word (given in lower case)?
    pub fn is(&self, word: &str) -> bool {
        self.text.eq_ignore_ascii_case(word)
    }

    /// Is it one of these words (given in lower case)?
    pub fn is_any(&self, words: &[&str]) -> bool {
        words.iter().any(|w| self.is(w))
    }

    /// Does it begin with a capital?
    pub fn capital(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }

    /// A hyphen or dash.
    pub fn dash(&self) -> bool {
        matches!(self.text, "-" | "–" | "—" | "‐" | "‑" | "−")
    }

    /// Its number, if it has this many digits.
    pub fn digits(&self, len: usize) -> Option<u32> {
        self.number.filter(|_| self.text.len() == len)
    }
}

/// Cuts a sentence up.
pub fn atoms<'a>(sentence: &Sentence, text: &'a str) -> Vec<Atom<'a>> {
    let part = sentence.span.of(text);
    let mut atoms = Vec::with_capacity(part.len() / 5);
    let (mut at, mut spaced) = (0, false);
    while let Some(c) = part[at..].chars().next() {
        if c.is_whitespace() {
            (at, spaced) = (at + c.len_utf8(), true);
            continue;
        }
        let word = &part[at..at + length(&part[at..], c)];
        atoms.push(atom(word, sentence.span.start + at, spaced));
        (at, spaced) = (at + word.len(), false);
    }
    atoms
}

fn length(rest: &str, first: char) -> usize {
    if first.is_alphabetic() {
        rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len())
    } else if first.is_ascii_digit() {
        number_length(rest.as_bytes())
    } else {
        first.len_utf8()
    }
}

/// Digits, with `,000` groups swallowed: `2,000` is one number.
fn number_length(bytes: &[u8]) -> usize {
    let run = |from: usize| bytes[from..].iter().take_while(|b| b.is_ascii_digit()).count();
    let mut len = run(0);
    while len + 1 < bytes.len() && bytes[len] == b',' && run(len + 1) == 3 {
        len += 4;
    }
    len
}

fn atom(text: &str, start: usize, spaced: bool) -> Atom<'_> {
    let digit = text.as_bytes()[0].is_ascii_digit();
    let number = (digit && text.len() <= 8).then(|| text.parse().ok()).flatten();
    let lex = if digit { Lex::None } else { words::lookup(text) };
    Atom { text, start, lex, spaced, number }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    #[test]
    fn cuts_finer_than_tokens() {
        let text = "In mid-2015, 2,000 met at 5p.m. (“Élysée”)";
        let sentence = Sentence { span: Span::new(0, text.len()), ..Sentence::default() };
        let found: Vec<&str> = atoms(&sentence, text).iter().map(|a| a.text).collect();
        let wanted = "In mid - 2015 , 2,000 met at 5 p . m . ( “ Élysée ” )";
        assert_eq!(found, wanted.split(' ').collect::<Vec<_>>());
    }
}
