//! Places in a report's text as the tables count them: characters and sentences, not bytes.

use crate::parse::sentences::{self, Stretch};
use crate::parse::tokenise::{self, Word};
use crate::report::Report;

/// A text cut into sentences, by rules alone.
pub struct Text<'r> {
    text: &'r str,
    words: Vec<Word>,
    sentences: Vec<Stretch>,
}

impl<'r> Text<'r> {
    /// The text of a report.
    pub fn of(report: &'r Report) -> Self {
        let words = tokenise::words(&report.text);
        let sentences = sentences::sentences(&report.text, &words);
        Self { text: &report.text, words, sentences }
    }

    /// Characters before byte `start`.
    pub fn offset(&self, start: usize) -> Option<usize> {
        self.text.get(..start).map(|before| before.chars().count())
    }

    /// The number, from 1, of the sentence that holds byte `start`.
    pub fn sentence(&self, start: usize) -> Option<usize> {
        let holds = |s: &Stretch| s.end > s.first && self.words[s.end - 1].span.end > start;
        self.sentences.iter().position(holds).map(|i| i + 1)
    }
}

/// Does byte `start` lie in the first paragraph?
pub fn in_lead(report: &Report, start: usize) -> bool {
    report.text.get(..start).is_some_and(|before| !before.trim_start().contains("\n\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_and_sentences_are_counted() {
        let report =
            Report::of_text("-", "L’Élysée spoke. Mr. Brask “listened” in Åbo.\n\nNothing followed.");
        let text = Text::of(&report);
        let at = |words: &str| report.text.find(words).unwrap();
        assert_eq!((text.offset(at("spoke")), text.sentence(at("spoke"))), (Some(9), Some(1)));
        assert_eq!((text.offset(at("Åbo")), text.sentence(at("Åbo"))), (Some(40), Some(2)));
        assert_eq!(text.sentence(at("Nothing")), Some(3));
        assert_eq!((text.offset(9_999), text.sentence(9_999)), (None, None));
        assert_eq!(text.offset(2), None, "within a character");
        assert!(in_lead(&report, at("Åbo")) && !in_lead(&report, at("Nothing")));
    }
}
