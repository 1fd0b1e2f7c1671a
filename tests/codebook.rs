//! Every codebook file is held to its own examples: what must be coded, and what must not.

use sidelines::code::examples;
use sidelines::reader::Reader;

#[test]
fn examples_match_and_counter_examples_do_not() {
    let reader = Reader::embedded().expect("embedded data is sound");
    let outcome = examples::check(&reader);
    assert!(outcome.run > 0, "the codebook has no examples");
    let failures = &outcome.failures;
    assert!(
        failures.is_empty(),
        "{} of {} examples fail:\n{}",
        failures.len(),
        outcome.run,
        failures.join("\n")
    );
}

#[test]
fn every_rule_has_examples_and_every_file_counter_examples() {
    let reader = Reader::embedded().expect("embedded data is sound");
    for file in &reader.codebook.types {
        for rule in &file.rules {
            assert!(rule.matches.len() >= 2, "{}/{} has fewer than two examples", file.kind, rule.id);
        }
        let counter: usize = file.rules.iter().map(|r| r.no_match.len()).sum();
        assert!(counter >= 4, "{} has only {counter} counter-examples", file.kind);
    }
}
