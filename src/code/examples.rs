//! Codebook files are held to their own examples: what must be coded, and what must not.

use std::collections::BTreeSet;

use super::codebook::{Example, TypeFile};
use crate::account::Account;
use crate::actor::Participant;
use crate::reader::Reader;
use crate::recognise::titles::View;
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
    for context in &reader.codebook.contexts.all {
        context.examples.iter().for_each(|text| in_context(reader, &context.name, text, true, &mut outcome));
        context.counter.iter().for_each(|text| in_context(reader, &context.name, text, false, &mut outcome));
    }
    outcome
}

/// Does the sentence have the context, as it should or should not?
fn in_context(reader: &Reader, name: &str, text: &str, wanted: bool, outcome: &mut Outcome) {
    outcome.run += 1;
    let reading = reader.read(&raw(text));
    let pairs = reading.document.sentences.iter().zip(&reading.found.named);
    let text_read = &reading.report.text;
    let views = pairs.map(|(sentence, named)| View {
        sentence,
        text: text_read,
        named,
        gazetteer: &reader.gazetteer,
    });
    let found: BTreeSet<String> = views.flat_map(|v| reader.codebook.contexts.of(&v)).collect();
    if found.contains(name) != wanted {
        let should = if wanted { "must have" } else { "must not have" };
        outcome.failures.push(format!("contexts: {text}\n    {should} {name}\n    has {found:?}"));
    }
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
    reader.read(&raw(text)).accounts
}

fn raw(text: &str) -> RawReport {
    RawReport {
        source: "example".into(),
        title: Some("Example".into()),
        date: Some(PUBLISHED.into()),
        text: text.into(),
        ..RawReport::default()
    }
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
