//! Words into sentences: full stops, quotation marks after them, lines and paragraphs.
//!
//! Rules only. On news they reach what a trained splitter would (figures in the model's card); each
//! test below is a case that plain "stop, blank, capital" gets wrong.

pub mod lines;

use super::tokenise::Word;
use super::tokenise::chars::{all_digits, first, is_blank, is_closing_quote, is_opener, last};
use super::tokenise::stops::{self, Kind};
use lines::{Break, Lines};

/// A sentence as a range of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Its first word.
    pub first: usize,
    /// One past its last word.
    pub end: usize,
    /// Index of its paragraph.
    pub paragraph: usize,
}

/// Longest sentence in words. Longer ones are lists or tables without stops; the model's
/// trees cost the square of the length.
const LONGEST: usize = 200;

/// Verbs that tie a quoted question to its speaker: `“Why?” Smith asked.`
const REPORTING: [&str; 10] =
    ["said", "says", "asked", "asks", "told", "added", "wrote", "replied", "shouted", "tweeted"];

/// The sentences of `text`, in order; they hold every word once.
pub fn sentences(text: &str, words: &[Word]) -> Vec<Stretch> {
    let view = View { text, words };
    let mut lines = Lines::new(text);
    let mut out = Vec::with_capacity(words.len() / 18 + 1);
    let mut open = Stretch { first: 0, end: 0, paragraph: 0 };
    while open.end < words.len() {
        let at = open.end;
        let unit = view.stop_cluster(at);
        open.end = unit.max(at) + 1;
        let broken = (at..open.end).find_map(|i| view.line_break(i, &mut lines).map(|b| (i, b)));
        if let Some((i, _)) = broken {
            open.end = i + 1;
        }
        let ends = broken.is_some() || open.end == words.len() || view.ends_at(&open, at);
        if ends {
            push(&mut out, open, &view);
            let paragraph = open.paragraph + usize::from(broken.is_some());
            open = Stretch { first: open.end, end: open.end, paragraph };
        }
    }
    out
}

/// Adds a sentence, in pieces if it is too long.
fn push(out: &mut Vec<Stretch>, mut stretch: Stretch, view: &View) {
    while stretch.end - stretch.first > LONGEST {
        let limit = stretch.first + LONGEST;
        let cut = (stretch.first + LONGEST / 2..limit).rev().find(|&i| matches!(view.word(i), ";" | ","));
        let end = cut.map_or(limit, |i| i + 1);
        out.push(Stretch { end, ..stretch });
        stretch.first = end;
    }
    out.push(stretch);
}

/// The text with its words.
struct View<'t> {
    text: &'t str,
    words: &'t [Word],
}

impl View<'_> {
    fn word(&self, i: usize) -> &str {
        self.words.get(i).map_or("", |w| w.span.of(self.text))
    }

    /// What stands between word `i` and the next.
    fn gap(&self, i: usize) -> &str {
        let end = self.words.get(i + 1).map_or(self.text.len(), |w| w.span.start);
        &self.text[self.words[i].span.end..end]
    }

    fn line_break(&self, i: usize, lines: &mut Lines) -> Option<Break> {
        let gap = self.gap(i);
        if i + 1 == self.words.len() || !gap.contains('\n') {
            return None;
        }
        let next = self.words[i + 1].span.start;
        lines.kind(self.words[i].span.end, next).filter(|b| *b != Break::Wrap)
    }

    /// From a full stop at `i`, the last of the closing marks that touch it.
    fn stop_cluster(&self, i: usize) -> usize {
        if !self.is_stop(i) {
            return i;
        }
        let mut end = i;
        while end + 1 < self.words.len() && self.gap(end).is_empty() {
            match self.closer(end + 1) {
                0 => break,
                n => end += n,
            }
        }
        end
    }

    /// Words that close at `i`: a quotation mark, a bracket, a footnote `[3]`.
    fn closer(&self, i: usize) -> usize {
        let word = self.word(i);
        let note = word == "[" && all_digits(self.word(i + 1)) && self.word(i + 2) == "]";
        match first(word) {
            _ if note => 3,
            Some(c) if is_closing_quote(c) || matches!(c, ')' | ']' | '}') => 1,
            Some('.' | '!' | '?') => 1,
            _ => 0,
        }
    }

    fn is_stop(&self, i: usize) -> bool {
        let word = self.word(i);
        matches!(last(word), Some('.' | '!' | '?' | '…' | '。')) && !word.contains('@')
    }

    /// Does the sentence end after its stop at `at`, whose cluster ends at `open.end`?
    fn ends_at(&self, open: &Stretch, at: usize) -> bool {
        if !self.is_stop(at) {
            return false;
        }
        let Some(next) = self.next_head(open.end) else { return true };
        let touching = self.gap(open.end - 1).is_empty();
        let head = first(self.word(next)).unwrap_or(' ');
        if head.is_lowercase() || touching && !head.is_uppercase() {
            return false;
        }
        let closed = open.end > at + 1;
        let word = self.word(at);
        match word {
            "." | "。" => !self.is_list_number(open, at),
            _ if word.ends_with(['!', '?']) => !(closed && self.is_reported(next)),
            _ if word.starts_with(['.', '…']) => true,
            _ => closed || self.abbreviation_ends(&word[..word.len() - 1], next),
        }
    }

    /// The first word after opening marks and dashes from `i` on.
    fn next_head(&self, i: usize) -> Option<usize> {
        (i..self.words.len()).find(|&j| {
            let c = first(self.word(j)).unwrap_or(' ');
            !(is_opener(c) || matches!(c, '-' | '–' | '—' | '•' | '*' | '…' | '.'))
        })
    }

    /// `1.` or `a.` at the head of a line.
    fn is_list_number(&self, open: &Stretch, at: usize) -> bool {
        let word = self.word(open.first);
        at == open.first + 1 && (all_digits(word) && word.len() < 4 || word.len() == 1)
    }

    /// `“Why?” Smith asked`: a verb of speech within three words.
    fn is_reported(&self, next: usize) -> bool {
        (next..next + 4).any(|i| REPORTING.contains(&self.word(i)))
    }

    /// Does an abbreviation (`word` without its last stop) end its sentence before `next`?
    fn abbreviation_ends(&self, word: &str, next: usize) -> bool {
        let follower = self.word(next);
        let head = first(follower).unwrap_or(' ');
        match stops::abbreviation(word) {
            Some(Kind::Title | Kind::Month | Kind::Number) => false,
            Some(Kind::Any) if word == "etc" => head.is_uppercase(),
            _ if word.ends_with(".m") => head.is_uppercase() && !is_time_word(follower),
            _ if word.chars().count() == 1 => false,
            _ => stops::is_starter(follower),
        }
    }
}

/// What follows a clock time without ending the sentence: zones in capitals, days, months.
fn is_time_word(word: &str) -> bool {
    let zone = word.len() <= 4 && word.len() > 1 && word.bytes().all(|b| b.is_ascii_uppercase());
    let day = word.ends_with("day")
        || ["Eastern", "Pacific", "Central", "Mountain", "Greenwich", "Beijing"].contains(&word);
    let month = word.get(..3).is_some_and(|m| stops::abbreviation(m) == Some(Kind::Month))
        || ["June", "July", "May"].contains(&word);
    zone || day || month
}

/// Is the text between two places blank?
#[cfg(test)]
fn all_blank(text: &str) -> bool {
    text.chars().all(is_blank)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::tokenise::words;
    use proptest::prelude::*;

    fn split(text: &str) -> Vec<&str> {
        let words = words(text);
        let bytes = |s: &Stretch| &text[words[s.first].span.start..words[s.end - 1].span.end];
        sentences(text, &words).iter().map(bytes).collect()
    }

    #[test]
    fn stops_that_end_no_sentence() {
        for text in [
            "HANGZHOU, China, Sept. 5 (Agency) -- U.S. President J. Smith met Gen. Lee.",
            "“Why now?” he said.",
            "“Why now?” Smith asked.",
            "He left at 3 p.m. Monday for Washington D.C. and ... nothing.",
            "Acme Corp. Chairman Lee spoke.",
            "1. Talks begin.",
            "The No. 2 official, Lt. Col. Ali, died.",
            "The U.N. Security Council met at 5 p.m. GMT.",
        ] {
            assert_eq!(split(text), [text]);
        }
    }

    #[test]
    fn stops_that_end_one() {
        let cases: [(&str, &[&str]); 7] = [
            ("He left the U.S. The army stayed.", &["He left the U.S.", "The army stayed."]),
            ("“We go.” Smith left. (He did.)", &["“We go.”", "Smith left.", "(He did.)"]),
            ("It ended.Then war came.", &["It ended.", "Then war came."]),
            ("Why? Because.", &["Why?", "Because."]),
            ("It grew.[3] Then it fell.", &["It grew.[3]", "Then it fell."]),
            ("It began at 9 a.m. Police came.", &["It began at 9 a.m.", "Police came."]),
            ("Nobody knows... The end.", &["Nobody knows...", "The end."]),
        ];
        for (text, expected) in cases {
            assert_eq!(split(text), expected);
        }
    }

    #[test]
    fn lines_and_paragraphs() {
        let text = "A headline without a stop\nThe first line.\n\nNext\nparagraph";
        assert_eq!(split(text), ["A headline without a stop", "The first line.", "Next\nparagraph"]);
        let words = words(text);
        let paragraphs: Vec<_> = sentences(text, &words).iter().map(|s| s.paragraph).collect();
        assert_eq!(paragraphs, [0, 1, 2]);
    }

    #[test]
    fn long_lists_are_cut() {
        let text = "word ".repeat(1000);
        assert!(sentences(&text, &words(&text)).iter().all(|s| s.end - s.first <= LONGEST));
    }

    proptest! {
        #[test]
        fn sentences_hold_every_word_once(text in "[a-zA-Z.?!\"”’)(\\[\\]0-9 \n,-]*|(?s:.*)") {
            let words = words(&text);
            let mut at = 0;
            for s in sentences(&text, &words) {
                prop_assert!(s.first == at && s.end > at);
                at = s.end;
            }
            prop_assert_eq!(at, words.len());
            prop_assert!(words.is_empty() != (at > 0) && (at > 0 || all_blank(&text)));
        }
    }
}
