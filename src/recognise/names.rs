//! Named spans: what the model names and what the gazetteer knows, brought together.

use crate::document::{Document, NameKind, Sentence};
use crate::gazetteer::{Entry, Gazetteer};
use crate::span::Span;

/// What a named span stands for. Numbers are indices into the gazetteer's lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A state, by name.
    State(usize),
    /// A state's people or adjective.
    Demonym(usize),
    /// A state's capital.
    Capital(usize),
    /// A palace or street that stands for a state's government.
    Government(usize),
    /// A person, known or not.
    Person(Option<usize>),
    /// An organisation, known or not.
    Body(Option<usize>),
    /// A news outlet.
    Outlet(usize),
    /// A city, province, river, building.
    Place,
    /// A people, faith or affiliation without a state.
    Norp,
    /// A named event, law, product.
    Other,
}

impl What {
    /// The country it belongs to, as an index into the gazetteer's countries.
    pub fn country(self) -> Option<usize> {
        match self {
            Self::State(c) | Self::Demonym(c) | Self::Capital(c) | Self::Government(c) => Some(c),
            _ => None,
        }
    }
}

/// A named span: tokens `first..=last` of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named {
    /// First token.
    pub first: usize,
    /// Last token.
    pub last: usize,
    /// What it stands for.
    pub what: What,
}

impl Named {
    /// Does it hold token `i`?
    pub fn holds(&self, i: usize) -> bool {
        (self.first..=self.last).contains(&i)
    }

    /// Its bytes.
    pub fn span(&self, sentence: &Sentence) -> Span {
        sentence.bytes(self.first, self.last)
    }

    fn len(&self) -> usize {
        self.last - self.first + 1
    }
}

/// The named spans of each sentence, in order, not overlapping: the longest wins, and between two of
/// one length the gazetteer, except against a person's name.
pub fn named(document: &Document, text: &str, gazetteer: &Gazetteer) -> Vec<Vec<Named>> {
    document.sentences.iter().map(|s| in_sentence(s, text, gazetteer)).collect()
}

fn in_sentence(sentence: &Sentence, text: &str, gazetteer: &Gazetteer) -> Vec<Named> {
    let mut all = from_tables(sentence, text, gazetteer);
    all.extend(sentence.names.iter().filter_map(|n| {
        let what = from_model(n.kind)?;
        let counted = |i: &usize| sentence.tokens[*i].span.of(text).starts_with(|c: char| c.is_ascii_digit());
        // `11th Group of 20 summit`: the number counts the meeting and is no part of the name.
        let first = if n.first < n.last && counted(&n.first) { n.first + 1 } else { n.first };
        Some(Named { first, last: n.last, what })
    }));
    // A stable sort keeps the gazetteer, which came first, before the model at equal length.
    all.sort_by_key(|n| (std::cmp::Reverse(n.len()), !known_state(n.what)));
    let mut chosen: Vec<Named> = Vec::new();
    for name in all {
        if !chosen.iter().any(|c| c.first <= name.last && name.first <= c.last) {
            chosen.push(name);
        }
    }
    chosen.sort_by_key(|n| n.first);
    chosen
}

fn known_state(what: What) -> bool {
    what.country().is_some()
}

fn from_model(kind: NameKind) -> Option<What> {
    Some(match kind {
        NameKind::Person => What::Person(None),
        NameKind::Org => What::Body(None),
        NameKind::Gpe | NameKind::Loc | NameKind::Fac => What::Place,
        NameKind::Norp => What::Norp,
        NameKind::Event | NameKind::Product | NameKind::Misc => What::Other,
        NameKind::Date => return None,
    })
}

/// Names in the tables, from each token that is written like a name, the longest first.
fn from_tables(sentence: &Sentence, text: &str, gazetteer: &Gazetteer) -> Vec<Named> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < sentence.tokens.len() {
        match longest_at(sentence, i, text, gazetteer) {
            Some(named) => {
                i = named.last + 1;
                found.push(named);
            }
            None => i += 1,
        }
    }
    found
}

fn longest_at(sentence: &Sentence, i: usize, text: &str, gazetteer: &Gazetteer) -> Option<Named> {
    let word = sentence.tokens[i].span.of(text);
    let like_a_name = word.chars().next().is_some_and(char::is_uppercase);
    if !like_a_name || !gazetteer.begins_name(word) {
        return None;
    }
    let end = sentence.tokens.len().min(i + gazetteer.longest_name());
    // `key` drops full stops, so that a sentence's own would pass for part of the name.
    let word_last = |j: &usize| sentence.tokens[*j].span.of(text).chars().any(char::is_alphanumeric);
    (i..end).rev().filter(word_last).find_map(|j| {
        let what = best(gazetteer.lookup(sentence.bytes(i, j).of(text)))?;
        Some(Named { first: i, last: j, what })
    })
}

/// States before palaces before bodies before people, outlets, capitals, demonyms.
fn best(entries: &[Entry]) -> Option<What> {
    let rank = |e: &Entry| match e {
        Entry::State(_) => 0,
        Entry::Government(_) => 1,
        Entry::Body(_) => 2,
        Entry::Person(_) => 3,
        Entry::Outlet(_) => 4,
        Entry::Capital(_) => 5,
        Entry::Demonym(_) => 6,
    };
    entries.iter().min_by_key(|e| rank(e)).map(|e| match *e {
        Entry::State(i) => What::State(i),
        Entry::Government(i) => What::Government(i),
        Entry::Body(i) => What::Body(Some(i)),
        Entry::Person(i) => What::Person(Some(i)),
        Entry::Outlet(i) => What::Outlet(i),
        Entry::Capital(i) => What::Capital(i),
        Entry::Demonym(i) => What::Demonym(i),
    })
}
