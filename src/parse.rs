//! Report to document: sentences, tokens, tags, trees, names (the language model).
//!
//! 1. [`tokenise`]: text into words with their bytes, as the treebanks cut them.
//! 2. [`sentences`]: words into sentences and paragraphs.
//! 3. [`model`]: tags, trees and names of all sentences in one call.
//! 4. [`lemma`]: dictionary forms by word and tag.
//!
//! [`conllu`] writes the outcome in the format of the treebanks and reads gold words from it.

pub(crate) mod tables;

pub mod tokenise;

pub mod sentences;

pub mod model;

mod pieces;

pub(crate) mod weights;

mod encoder;

mod layers;

pub mod events;

mod attention;

mod heads;

mod tree;

mod names;

pub(crate) mod math;

pub(crate) mod product;

pub mod kernel;

#[cfg(test)]
mod fixture;

pub mod lemma;

pub mod conllu;

use crate::document::{Document, Sentence, Token};
use crate::span::Span;
use model::{Analysis, Model};
use sentences::Stretch;
use tokenise::Word;

/// The language model with its tokeniser; cheap to share, pure to use.
pub struct Parser {
    model: Model,
}

impl Parser {
    /// The model embedded in the binary.
    ///
    /// # Errors
    /// When the embedded weights are damaged.
    pub fn embedded() -> Result<Self, String> {
        Model::embedded().map(Self::new)
    }

    /// A parser with a model of one's own.
    pub fn new(model: Model) -> Self {
        Self { model }
    }

    /// The parser with another event head, to measure one.
    pub fn with_events(self, events: events::EventHead) -> Self {
        Self { model: self.model.with_events(events) }
    }

    /// Parses a text. Cannot fail; an empty text gives an empty document.
    pub fn parse(&self, text: &str) -> Document {
        let words = tokenise::words(text);
        let stretches = sentences::sentences(text, &words);
        self.fill(text, &words, &stretches)
    }

    /// The model, for measurements and for training further heads.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Parses sentences whose words are given (gold tokens). Returns the text that the spans of the
    /// document point into: the words with one blank between.
    pub fn parse_tokens(&self, sentences: &[Vec<&str>]) -> (String, Document) {
        let (mut text, mut words, mut stretches) = (String::new(), Vec::new(), Vec::new());
        for sentence in sentences {
            let first = words.len();
            for word in sentence {
                let start = text.len();
                text.push_str(word);
                words.push(Word { span: Span::new(start, text.len()), joined: false });
                text.push(' ');
            }
            stretches.push(Stretch { first, end: words.len(), paragraph: 0 });
        }
        let document = self.fill(&text, &words, &stretches);
        (text, document)
    }

    /// Tags, trees, names and lemmas for words that are cut into sentences: one call of the model.
    fn fill(&self, text: &str, words: &[Word], stretches: &[Stretch]) -> Document {
        let forms: Vec<&str> = words.iter().map(|w| w.span.of(text)).collect();
        let views: Vec<&[&str]> = stretches.iter().map(|s| &forms[s.first..s.end]).collect();
        let analyses = self.model.analyse(&views);
        let build = |(stretch, mut analysis): (&Stretch, Analysis)| {
            let vectors = std::mem::take(&mut analysis.vectors);
            let hints = std::mem::take(&mut analysis.hints);
            (
                sentence(&words[stretch.first..stretch.end], text, stretch.paragraph, analysis),
                (vectors, hints),
            )
        };
        let (sentences, rest): (_, Vec<_>) = stretches.iter().zip(analyses).map(build).unzip();
        let (vectors, hints) = rest.into_iter().unzip();
        Document { sentences, vectors, hints }
    }
}

/// One sentence from its words and what the model says of them.
fn sentence(words: &[Word], text: &str, paragraph: usize, analysis: Analysis) -> Sentence {
    let token = |(i, word): (usize, &Word)| Token {
        span: word.span,
        lemma: lemma::lemma(word.span.of(text), analysis.xpos[i]),
        upos: analysis.upos[i],
        xpos: analysis.xpos[i],
        head: analysis.heads[i],
        deprel: analysis.deprels[i],
        joined: word.joined,
    };
    let tokens: Vec<Token> = words.iter().enumerate().map(token).collect();
    let edge = |w: Option<&Word>| w.map_or(Span::default(), |w| w.span);
    let span = edge(words.first()).join(edge(words.last()));
    Sentence { span, tokens, names: analysis.names, paragraph }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parser() -> Parser {
        Parser::new(Model::from_bytes(&fixture::Fixture::new(1).bytes(None), fixture::VOCABULARY).unwrap())
    }

    #[test]
    fn a_text_becomes_sentences_with_bytes_of_that_text() {
        let text = "He didn't go. She did.\n\nThe end";
        let document = parser().parse(text);
        let spans: Vec<_> = document.sentences.iter().map(|s| s.span.of(text)).collect();
        assert_eq!(spans, ["He didn't go.", "She did.", "The end"]);
        assert_eq!(document.sentences[2].paragraph, 1);
        assert!(document.sentences[0].tokens[1].joined);
    }

    #[test]
    fn nothing_gives_nothing() {
        assert_eq!(parser().parse(" \n "), Document::default());
    }

    #[test]
    fn given_words_stay_as_they_are() {
        let (text, document) = parser().parse_tokens(&[vec!["a-b", "c."], vec!["d"]]);
        let words: Vec<_> = document.sentences[0].tokens.iter().map(|t| t.span.of(&text)).collect();
        assert_eq!((words, document.sentences.len()), (vec!["a-b", "c."], 2));
    }
}
