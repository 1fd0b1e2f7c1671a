//! Codebook files are held to their own examples: what must be coded, and what must not.

use std::collections::BTreeSet;

use super::codebook::{Example, TypeFile};
use crate::account::Account;
use crate::actor::Participant;
use crate::reader::Reader;
use crate::report::RawReport;

/// Examples are read as if they had appeared on this day, a Wednesday.
const PUBLISHED: &str = "2016-09-07";

/// What running the examples came to.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Examples run.
    pub run: usize,
    /// What failed, each with what was told instead.
    pub failures: Vec<String>,
}

/// Runs the examples of all rules of the reader's codebook.
pub fn check(reader: &Reader) -> Outcome {
    let mut outcome = Outcome::default();
    for file in &reader.codebook.types {
        for rule in &file.rules {
            let at = format!("{}/{}", file.kind.to_lowercase(), rule.id);
            rule.matches.iter().for_each(|e| must_match(reader, file, e, &at, &mut outcome));
            rule.no_match.iter().for_each(|text| must_not(reader, file, text, &at, &mut outcome));
        }
    }
    outcome
}

fn must_match(reader: &Reader, file: &TypeFile, example: &Example, at: &str, outcome: &mut Outcome) {
    outcome.run += 1;
    let found = accounts(reader, &example.text);
    if !found.iter().any(|a| tells(a, file, example)) {
        let want = format!("{:?} -> {:?}", example.actors, example.recipients);
        outcome.failures.push(format!("{at}: {}\n    want {want}\n    told {}", example.text, told(&found)));
    }
}

fn must_not(reader: &Reader, file: &TypeFile, text: &str, at: &str, outcome: &mut Outcome) {
    outcome.run += 1;
    let found = accounts(reader, text);
    if found.iter().any(|a| a.kind == file.kind) {
        outcome.failures.push(format!("{at} must not match: {text}\n    told {}", told(&found)));
    }
}

fn accounts(reader: &Reader, text: &str) -> Vec<Account> {
    let raw = RawReport {
        source: "example".into(),
        title: Some("Example".into()),
        date: Some(PUBLISHED.into()),
        text: text.into(),
        ..RawReport::default()
    };
    reader.read(&raw).accounts
}

fn names(list: &[Participant]) -> BTreeSet<String> {
    list.iter().map(|p| p.name.clone()).collect()
}

fn tells(account: &Account, file: &TypeFile, example: &Example) -> bool {
    account.kind == file.kind
        && names(&account.actors) == example.actors.iter().cloned().collect()
        && names(&account.recipients) == example.recipients.iter().cloned().collect()
        && account.status.name() == example.status.as_deref().unwrap_or("held")
}

fn told(all: &[Account]) -> String {
    let one = |a: &Account| {
        let (who, whom) = (names(&a.actors), names(&a.recipients));
        format!("{} {} {who:?} -> {whom:?} by {}", a.kind, a.status.name(), a.rule)
    };
    if all.is_empty() { "nothing".into() } else { all.iter().map(one).collect::<Vec<_>>().join("; ") }
}
