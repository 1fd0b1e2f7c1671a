//! Expressions of time, found and resolved.
//!
//! Sentences are cut into atoms ([`atoms`]), a grammar finds the expressions ([`grammar`]), and each
//! is resolved ([`resolve`]) against the day of publication, the time spoken of before it, and the
//! tense around it ([`tense`]). Values follow TIMEX3 (ISO-TimeML, ISO 24617-1:2012).

use std::collections::BTreeSet;

use crate::document::{Document, Name, NameKind, Sentence};
use crate::span::Span;
use crate::when::TimeMention;
use crate::when::calendar::Day;

mod atoms;
mod expr;
mod grammar;
mod holiday;
mod period;
mod ranges;
mod resolve;
mod tense;
mod words;

pub use tense::{Tense, tense_at};

use atoms::Atom;
use expr::{Expr, Reading, Thing};
use period::Period;
use resolve::{Frame, Meaning, Order};
use words::Which;

/// The expressions of time in a document, in order, resolved against `published` (EDTF day) where
/// they are relative. Without it, relative ones keep `edtf: None`; call again once a day is known.
pub fn times(document: &Document, text: &str, published: Option<&str>) -> Vec<TimeMention> {
    let published = published.and_then(|p| Day::parse(p.get(..10)?));
    let sentences: Vec<Found> = document.sentences.iter().map(|s| Found::new(s, text)).collect();
    let order = order(&sentences);
    let year_back = year_back(&sentences, published);
    let mut reference = published.map(Period::Day);
    let mut mentions = Vec::new();
    for (index, found) in sentences.iter().enumerate() {
        let year_back = year_back.contains(&found.sentence.paragraph);
        let at = mentions.len();
        for reading in &found.readings {
            let (first, last) = found.tokens(reading);
            let tense = tense_at(found.sentence, text, first, last);
            let inside = reading.first > 0 && found.atoms[reading.first - 1].is_any(&["in", "within"]);
            let modifies = tense::modifies(found.sentence, last);
            let frame = Frame { published, reference, tense, year_back, order, modifies, inside };
            let Some(meaning) = resolve::resolve(reading, &frame) else { continue };
            reference = next_reference(reading, &meaning).or(reference);
            mentions.push(mention(index, (first, last), found.span(reading), meaning));
        }
        ranges::widen(&mut mentions[at..], text, found.sentence.span, published);
    }
    mentions
}

/// A sentence with the expressions in it.
struct Found<'a> {
    sentence: &'a Sentence,
    atoms: Vec<Atom<'a>>,
    readings: Vec<Reading>,
}

impl<'a> Found<'a> {
    fn new(sentence: &'a Sentence, text: &'a str) -> Self {
        let atoms = atoms::atoms(sentence, text);
        let readings = grammar::Grammar::new(&atoms).readings();
        let mut found = Self { sentence, atoms, readings: Vec::new() };
        found.readings = readings.into_iter().filter(|r| !found.in_name(r)).collect();
        ranges::share_year(&mut found.readings, &found.atoms);
        found
    }

    fn span(&self, reading: &Reading) -> Span {
        Span::new(self.atoms[reading.first].start, self.atoms[reading.end - 1].end())
    }

    /// First and last token that the reading touches.
    fn tokens(&self, reading: &Reading) -> (usize, usize) {
        let (span, tokens) = (self.span(reading), &self.sentence.tokens);
        let first = tokens.partition_point(|t| t.span.end <= span.start);
        let after = tokens.partition_point(|t| t.span.start < span.end);
        (
            first.min(tokens.len().saturating_sub(1)),
            after.saturating_sub(1).max(first.min(tokens.len().saturating_sub(1))),
        )
    }

    /// Does it stand inside a longer name (`Theresa May`, `The Sunday Times`)?
    fn in_name(&self, reading: &Reading) -> bool {
        let (first, last) = self.tokens(reading);
        let kind = |k| matches!(k, NameKind::Person | NameKind::Org);
        let longer = |n: &&Name| n.last - n.first > last - first;
        self.sentence
            .names
            .iter()
            .filter(|n| kind(n.kind) && n.first <= first && last <= n.last)
            .any(|n| longer(&n))
    }
}

/// What later expressions count from: days and longer periods in the text, not `last year` in passing.
fn next_reference(reading: &Reading, meaning: &Meaning) -> Option<Period> {
    // `a year earlier` compares in passing: what follows still counts from before it.
    if matches!(reading.expr, Expr::Step(words::Unit::Year, _, _)) {
        return None;
    }
    let dated = matches!(
        reading.expr,
        Expr::Date(_)
            | Expr::Slashed(..)
            | Expr::Step(..)
            | Expr::Which(..)
            | Expr::Holiday(..)
            | Expr::InYear(..)
            | Expr::InMonth(..)
            | Expr::Nth(..)
            | Expr::Part(..)
    );
    meaning.period.filter(|_| dated)
}

fn mention(sentence: usize, (first, last): (usize, usize), span: Span, meaning: Meaning) -> TimeMention {
    let Meaning { timex, value, edtf, basis, .. } = meaning;
    TimeMention { span, sentence, first, last, timex, value, edtf, basis }
}

/// The order of day and month that the report's slashed dates force, by majority.
fn order(sentences: &[Found<'_>]) -> Option<Order> {
    let readings = sentences.iter().flat_map(|f| &f.readings);
    let votes: i32 = readings
        .map(|r| match r.expr {
            Expr::Slashed(a, b, _) => i32::from(a > 12) - i32::from(b > 12),
            _ => 0,
        })
        .sum();
    match votes {
        0 => None,
        1.. => Some(Order::DayFirst),
        _ => Some(Order::MonthFirst),
    }
}

/// The paragraphs that say `last MONTH` of a month just passed, so that they speak of last year's.
fn year_back(sentences: &[Found<'_>], published: Option<Day>) -> BTreeSet<usize> {
    let Some(published) = published else { return BTreeSet::new() };
    let passed = |r: &Reading| match r.expr {
        Expr::Which(Which::Last, Thing::Month(month)) => resolve::last_month_is_a_year_back(month, published),
        _ => false,
    };
    sentences.iter().filter(|f| f.readings.iter().any(passed)).map(|f| f.sentence.paragraph).collect()
}

#[cfg(test)]
mod tests;
