//! What an event came after or answered, where a report says so: `following a meeting`, `in retaliation for`.
//!
//! The tie is found within one report, between two of its accounts; which event the earlier one belongs to is looked
//! up when the event is read, so that an event stays a function of its own accounts.

use std::sync::LazyLock;

use regex::{Regex, RegexBuilder};
use serde::Deserialize;

use super::Told;
use super::around::Around;
use super::sentences;
use crate::account::Account;
use crate::event::Follows;
use crate::span::Span;

#[derive(Deserialize)]
struct Table {
    toward: String,
    back: String,
    between: String,
}

/// The patterns of `data/consequences.toml`.
struct Patterns {
    toward: Regex,
    back: Regex,
}

static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| {
    let table: Table = toml::from_str(include_str!("data/consequences.toml"))
        .unwrap_or_else(|e| unreachable!("data/consequences.toml: {e}"));
    let pattern = |text: &str| {
        let built = RegexBuilder::new(text).case_insensitive(true).build();
        built.unwrap_or_else(|e| unreachable!("data/consequences.toml: {e}"))
    };
    let toward = pattern(&format!(r"\b{}{}", table.toward, table.between));
    Patterns { toward, back: pattern(&table.back) }
});

/// What the accounts of an event say it followed; `event` is left empty.
pub fn follows(told: &[Told], around: &Around) -> Vec<Follows> {
    let mut all: Vec<Follows> = told.iter().flat_map(|t| of_account(t, around)).collect();
    all.sort();
    all.dedup();
    all
}

fn of_account(told: &Told, around: &Around) -> Vec<Follows> {
    let own = told.account;
    let Some(text) = told.report.map(|r| r.text.as_str()) else { return Vec::new() };
    let others = around.of_report(&own.report).iter().filter(|a| a.id != own.id);
    let tied = others.filter_map(|a| {
        let words = tie(text, own, a)?;
        let (account, after) = (own.id.clone(), a.id.clone());
        Some(Follows { event: None, account, after, words: words.quote(text) })
    });
    tied.collect()
}

/// The words of a report that tie a later act to an earlier one.
pub fn tie(text: &str, later: &Account, earlier: &Account) -> Option<Span> {
    toward(text, later, earlier).or_else(|| back(text, later, earlier))
}

/// The words from the tie to the earlier act, where that is told behind the later one in the same sentence.
fn toward(text: &str, later: &Account, earlier: &Account) -> Option<Span> {
    let own = later.evidence.iter().map(|e| e.span());
    let pairs = own.flat_map(|o| earlier.evidence.iter().map(move |e| (o, e.span())));
    let tie = |(own, other): (Span, Span)| {
        let sentence = sentences::around(text, own);
        let inside = own.start < other.start && sentence.covers(other);
        let between = text.get(own.start..other.start).filter(|_| inside)?;
        let tie = PATTERNS.toward.find_iter(between).last()?;
        Some(Span::new(own.start + tie.start(), other.end))
    };
    pairs.filter_map(tie).min()
}

/// The words that point back, where the earlier act is the last that the sentence before tells.
fn back(text: &str, later: &Account, earlier: &Account) -> Option<Span> {
    let tie = |e: &crate::span::Quote| {
        let sentence = sentences::around(text, e.span());
        let found = PATTERNS.back.find(sentence.of(text))?;
        // `in response to` tells itself what it answers.
        let rest = sentence.of(text).get(found.end()..)?.trim_start();
        let alone = !rest.starts_with("to ") && !rest.starts_with("for ");
        let before = sentences::before(text, sentence)?;
        let told = earlier.evidence.iter().any(|q| before.overlaps(q.span()));
        let span = Span::new(sentence.start + found.start(), sentence.start + found.end());
        (alone && told).then_some(span)
    };
    later.evidence.iter().filter_map(tie).min()
}

#[cfg(test)]
mod tests {
    use super::super::compare::tests::{Sample, accounts};
    use super::*;

    /// The tie from the act told by `later` to that told by `earlier`, in words.
    fn tie(text: &'static str, later: &str, earlier: &str) -> Option<String> {
        let act = |words: &str| {
            let start = text.find(words).unwrap();
            let mut account = accounts(&[Sample { text, ..Sample::default() }]).remove(0);
            account.evidence = vec![Span::new(start, start + words.len()).quote(text)];
            account
        };
        let (later, earlier) = (act(later), act(earlier));
        super::tie(text, &later, &earlier).map(|s| s.of(text).to_owned())
    }

    #[test]
    fn words_tie_an_act_to_an_earlier_one() {
        let text = "Ruritania expelled ten envoys on Friday in retaliation for the sanctions of Norland.";
        assert_eq!(
            tie(text, "expelled ten envoys", "sanctions").as_deref(),
            Some("in retaliation for the sanctions")
        );
        assert_eq!(tie(text, "sanctions", "expelled ten envoys"), None);
        let text = "Norland banned its grain. In return, Ruritania shut the border. Traders met.";
        assert_eq!(tie(text, "shut the border", "banned its grain").as_deref(), Some("In return"));
        assert_eq!(tie(text, "met", "shut the border"), None);
        let text = "They signed the pact two days after Marn met Brask in Selm.";
        assert_eq!(tie(text, "signed the pact", "met Brask").as_deref(), Some("after Marn met Brask"));
    }
}
