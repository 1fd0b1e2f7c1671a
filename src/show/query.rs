//! Which events a reader asks for.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::account::Status;
use crate::event::Event;

/// Conditions that an event must meet; those that are `None` are met by all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Part of a participant's name or alias, or its country's code.
    pub who: Option<String>,
    /// Type or mode (`CONSULT`, `meet`).
    pub kind: Option<String>,
    /// Status.
    pub status: Option<Status>,
    /// EDTF: nothing that ended before it.
    pub since: Option<String>,
    /// EDTF: nothing that began after it.
    pub until: Option<String>,
    /// Part of the place's name or setting, or the country's code.
    pub place: Option<String>,
    /// ISO 3166-1 alpha-3 code of `place`, where that is the name of a state.
    pub place_code: Option<String>,
    /// Words that must all stand in topics, setting or evidence.
    pub about: Option<String>,
    /// One of PLOVER's contexts (`military`).
    pub context: Option<String>,
    /// A field of the comparison on which its accounts differ (`when`), or `any`.
    pub differ: Option<String>,
    /// It stands on at least so many independent legs.
    pub legs: Option<usize>,
    /// The key of its series ([`crate::link::series::key`]).
    pub series: Option<String>,
    /// Id of an actor who takes part.
    pub actor: Option<String>,
    /// Words that must all stand somewhere in it: parties, place, topics, evidence, headlines, outlets.
    pub words: Option<String>,
}

/// Lower case without accents: `Erdogan` finds `Erdoğan`.
pub fn folded(words: &str) -> String {
    words.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

/// Does `part` begin a word of `name`?
pub fn has_word(name: &str, part: &str) -> bool {
    name.match_indices(part).any(|(i, _)| !name[..i].ends_with(char::is_alphanumeric))
}

/// Do the accounts of an event differ on a field of the comparison, or on `any`? Topics only complete one another.
pub fn differs(event: &Event, field: &str) -> bool {
    let asked = |name: &str| if field == "any" { name != "topics" } else { name == field };
    event.comparison.iter().any(|(name, c)| asked(name) && !c.differ.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_and_case_do_not_matter() {
        assert_eq!(folded("Erdoğan ÉLYSÉE"), "erdogan elysee");
        assert!(has_word("recep tayyip erdogan", "erdo"));
        assert!(!has_word("oman", "man"));
    }
}
