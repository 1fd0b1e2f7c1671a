//! Every codebook file is held to its own examples: what must be coded, and what must not.

use std::collections::BTreeSet;

use sidelines::account::Account;
use sidelines::actor::Participant;
use sidelines::code::codebook::{Example, TypeFile};
use sidelines::reader::Reader;
use sidelines::report::RawReport;

/// Examples are read as if they had appeared on this day, a Wednesday.
const PUBLISHED: &str = "2016-09-07";

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

#[test]
fn examples_match_and_counter_examples_do_not() {
    let reader = Reader::embedded().expect("embedded data is sound");
    let (mut run, mut wrong) = (0, Vec::new());
    for file in &reader.codebook.types {
        for rule in &file.rules {
            for example in &rule.matches {
                run += 1;
                let found = accounts(&reader, &example.text);
                if !found.iter().any(|a| tells(a, file, example)) {
                    wrong.push(format!(
                        "{}/{}: {}\n    told: {}",
                        file.kind,
                        rule.id,
                        example.text,
                        told(&found)
                    ));
                }
            }
            for text in &rule.no_match {
                run += 1;
                let found = accounts(&reader, text);
                if found.iter().any(|a| a.kind == file.kind) {
                    wrong.push(format!(
                        "{}/{} must not: {text}\n    told: {}",
                        file.kind,
                        rule.id,
                        told(&found)
                    ));
                }
            }
        }
    }
    assert!(run > 0, "the codebook has no examples");
    assert!(wrong.is_empty(), "{} of {run} examples fail:\n{}", wrong.len(), wrong.join("\n"));
}
