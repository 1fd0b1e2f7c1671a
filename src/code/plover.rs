//! From the coding guide's types with their status to the types of PLOVER's manual, which knows no status.

use serde::Deserialize;

use crate::account::Status;

static TABLE: &str = include_str!("data/plover.toml");

/// The cross-walk of `src/code/data/plover.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CrossWalk {
    walk: Vec<Step>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    /// Why, in the manual's words.
    #[allow(dead_code)] // for who reads the table
    about: String,
    types: Vec<String>,
    /// Any, where none is given.
    #[serde(default)]
    statuses: Vec<String>,
    /// Lemmas of the trigger; any, where neither words nor modes are given.
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    modes: Vec<String>,
    to: String,
}

impl CrossWalk {
    /// The embedded table.
    ///
    /// # Errors
    /// When it is damaged.
    pub fn embedded() -> Result<Self, String> {
        toml::from_str(TABLE).map_err(|e| format!("src/code/data/plover.toml: {e}"))
    }

    /// The manual's type of an act of type `kind` told by the word with lemma `word`.
    pub fn root<'a>(&'a self, kind: &'a str, status: Status, word: &str, mode: Option<&str>) -> &'a str {
        let step = self.walk.iter().find(|s| s.fits(kind, status, word, mode));
        step.map_or(kind, |s| &s.to)
    }
}

impl Step {
    fn fits(&self, kind: &str, status: Status, word: &str, mode: Option<&str>) -> bool {
        let status = self.statuses.is_empty() || self.statuses.iter().any(|s| s == status.name());
        let any = self.words.is_empty() && self.modes.is_empty();
        let told = || {
            self.words.iter().any(|w| w == word) || mode.is_some_and(|m| self.modes.iter().any(|n| n == m))
        };
        self.types.iter().any(|t| t == kind) && status && (any || told())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::EVENT_TYPES;

    #[test]
    fn statuses_and_words_decide() {
        let walk = CrossWalk::embedded().unwrap();
        let cases = [
            ("AID", Status::Planned, "send", None, "AGREE"),
            ("AID", Status::Held, "send", None, "AID"),
            ("CONSULT", Status::NotHeld, "meet", None, "REJECT"),
            ("ASSAULT", Status::Possible, "attack", None, "THREATEN"),
            ("REQUEST", Status::Held, "probe", None, "ACCUSE"),
            ("SANCTION", Status::Held, "impose", Some("embargo"), "COERCE"),
            ("SANCTION", Status::Held, "dismiss", None, "SANCTION"),
        ];
        for (kind, status, word, mode, to) in cases {
            assert_eq!(walk.root(kind, status, word, mode), to, "{kind} {word}");
        }
    }

    #[test]
    fn only_types_and_statuses_that_there_are_stand_in_the_table() {
        for step in CrossWalk::embedded().unwrap().walk {
            assert!(step.types.iter().chain([&step.to]).all(|t| EVENT_TYPES.contains(&t.as_str())));
            assert!(step.statuses.iter().all(|s| Status::from_name(s).is_some()));
        }
    }
}
