//! What coding considered, and what became of it: noted only for somebody who asks (`sidelines explain`).

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::account::Account;

/// A word that might tell an event, one who considered it, and the verdict.
#[derive(Clone, Debug)]
pub struct Note {
    /// Index of the sentence.
    pub sentence: usize,
    /// The word, an index into the sentence's tokens.
    pub token: usize,
    /// Who considered it: a rule (`accuse/blame`), or whatever else proposes events.
    pub by: String,
    /// What came of it.
    pub verdict: Verdict,
}

/// What came of a word that was considered.
#[derive(Clone, Debug)]
pub enum Verdict {
    /// It tells an event: the account as it was before mentions of one event were brought together.
    Told(Box<Account>),
    /// It speaks again of an event that was told before: the id of that account.
    Again(String),
    /// It would need other words with it: which.
    Lacks(String),
    /// The words of a rule fit, but not the participants that it finds, for this reason.
    Unmet(String),
    /// It tells nothing of its own, for this reason.
    Not(String),
}

/// The notes of one report.
#[derive(Debug, Default)]
pub struct Trace {
    // Coding looks at a report through shared references; notes are taken on the way.
    notes: RefCell<Vec<Note>>,
    merged: RefCell<BTreeMap<String, String>>,
}

impl Trace {
    /// Notes a verdict on the word at `token` of `sentence`.
    pub fn note(&self, sentence: usize, token: usize, by: impl Into<String>, verdict: Verdict) {
        self.notes.borrow_mut().push(Note { sentence, token, by: by.into(), verdict });
    }

    /// Notes that account `one` went into account `into`, which tells the same event.
    pub fn merged(&self, one: &str, into: &str) {
        if one != into {
            self.merged.borrow_mut().insert(one.to_owned(), into.to_owned());
        }
    }

    /// The id of the account that `id` went into, if it did.
    pub fn merged_into(&self, id: &str) -> Option<String> {
        self.merged.borrow().get(id).cloned()
    }

    /// All notes, by sentence and word; those on one word in the order in which they were taken.
    pub fn notes(&self) -> Vec<Note> {
        let mut notes = self.notes.borrow().clone();
        notes.sort_by_key(|n| (n.sentence, n.token));
        notes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::Reader;
    use crate::report::Report;

    /// The verdicts of `text` as `word by: why`.
    fn verdicts(text: &str) -> Vec<String> {
        let reader = Reader::embedded().unwrap();
        let (reading, trace) = reader.explain(Report::of_text("t", text));
        let plain = reader.read_report(Report::of_text("t", text));
        assert_eq!(reading.accounts, plain.accounts, "looking changes nothing");
        let line = |n: &Note| {
            let token = &reading.document.sentences[n.sentence].tokens[n.token];
            let verdict = match &n.verdict {
                Verdict::Told(a) => match trace.merged_into(&a.id) {
                    Some(_) => "merged".to_owned(),
                    None => format!("{} {}", a.kind, a.status.name()),
                },
                Verdict::Again(_) => "again".to_owned(),
                Verdict::Lacks(word) => format!("lacks {word}"),
                Verdict::Unmet(why) | Verdict::Not(why) => why.clone(),
            };
            format!("{} {}: {verdict}", token.span.of(text), n.by)
        };
        trace.notes().iter().map(line).collect()
    }

    fn has(all: &[String], wanted: &str) {
        assert!(all.iter().any(|v| v.contains(wanted)), "no {wanted:?} in {all:#?}");
    }

    #[test]
    fn what_fired_and_what_did_not_is_noted_with_the_reason() {
        let all = verdicts("Kenya accused Uganda on Monday. Farmers in Kenya blamed the drought.");
        has(&all, "accused accuse/accuse: ACCUSE held");
        has(&all, "blamed accuse/blame: needs a recipient");
        let all = verdicts("Officials in Nepal blamed the flood on rain.");
        has(&all, "blamed accuse/blame-on: not with \"rain\"");
    }

    #[test]
    fn contents_and_repetitions_are_noted() {
        let all = verdicts("Kenya urged Uganda to withdraw its troops from Sudan.");
        has(&all, "withdraw retreat/");
        has(&all, "is only what \"urged\" is about");
        let all = verdicts("Kenya condemned Uganda on Monday. Kenya condemned Uganda.");
        has(&all, "condemned accuse/condemn: merged");
    }
}
