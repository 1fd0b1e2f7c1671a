//! Which events a reader asks for.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::days::bounds;
use crate::account::{Account, Status};
use crate::actor::Actor;
use crate::event::Event;
use crate::link::series;

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
}

impl Query {
    /// Does the event meet all conditions? `actors` (sorted by id) gives other names, `accounts` the words.
    pub fn matches(&self, event: &Event, actors: &[Actor], accounts: &[Account]) -> bool {
        self.who.as_ref().is_none_or(|w| is_party(&folded(w), event, actors))
            && self.kind.as_ref().is_none_or(|k| is_kind(k, event))
            && self.status.is_none_or(|s| event.status == s)
            && self.in_time(event)
            && self.place.as_ref().is_none_or(|p| self.is_at(&folded(p), event))
            && self.context.as_ref().is_none_or(|c| event.contexts.iter().any(|e| e.eq_ignore_ascii_case(c)))
            && self.differ.as_ref().is_none_or(|field| differs(event, field))
            && self.legs.is_none_or(|n| event.n_independent >= n)
            && self.series.as_ref().is_none_or(|key| series::key(event).as_ref() == Some(key))
            && self.about.as_ref().is_none_or(|a| is_about(&folded(a), event, accounts))
    }

    /// Are the words of accounts needed?
    pub fn needs_accounts(&self) -> bool {
        self.about.is_some()
    }

    fn is_at(&self, place: &str, event: &Event) -> bool {
        let code = event.place.as_ref().and_then(|p| p.country.as_ref());
        let names = event.place.iter().map(|p| &p.name).chain(event.setting.iter().map(|s| &s.name));
        (code.is_some() && code == self.place_code.as_ref())
            || code.is_some_and(|c| c.to_lowercase() == place)
            || names.into_iter().any(|n| has_word(&folded(n), place))
    }

    fn in_time(&self, event: &Event) -> bool {
        let (first, last) = bounds(event.when.as_ref().map(|w| w.edtf.as_str()));
        let after = self.since.as_ref().is_none_or(|s| !last.is_empty() && last >= bounds(Some(s)).0);
        let before = self.until.as_ref().is_none_or(|u| !last.is_empty() && first <= bounds(Some(u)).1);
        after && before
    }
}

/// Lower case without accents: `Erdogan` finds `Erdoğan`.
pub fn folded(words: &str) -> String {
    words.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

fn is_party(who: &str, event: &Event, actors: &[Actor]) -> bool {
    event.actors.iter().chain(&event.recipients).any(|p| {
        let known = actors.binary_search_by(|a| a.id.cmp(&p.actor)).ok().map(|i| &actors[i]);
        let aliases = known.into_iter().flat_map(|a| &a.aliases);
        let country = p.country.as_ref().is_some_and(|c| c.to_lowercase() == who);
        country || std::iter::once(&p.name).chain(aliases).any(|n| has_word(&folded(n), who))
    })
}

/// Does `part` begin a word of `name`?
fn has_word(name: &str, part: &str) -> bool {
    name.match_indices(part).any(|(i, _)| !name[..i].ends_with(char::is_alphanumeric))
}

fn is_kind(kind: &str, event: &Event) -> bool {
    let mode = event.mode.as_ref().is_some_and(|m| m.eq_ignore_ascii_case(kind));
    mode || event.kind.eq_ignore_ascii_case(kind)
}

/// Do the accounts of an event differ on a field of the comparison, or on `any`? Topics only complete one another.
pub fn differs(event: &Event, field: &str) -> bool {
    let asked = |name: &str| if field == "any" { name != "topics" } else { name == field };
    event.comparison.iter().any(|(name, c)| asked(name) && !c.differ.is_empty())
}

fn is_about(words: &str, event: &Event, accounts: &[Account]) -> bool {
    let evidence = accounts.iter().flat_map(|a| a.evidence.iter().map(|q| q.exact.as_str()));
    let setting = event.setting.iter().map(|s| s.name.as_str());
    let texts: Vec<String> =
        event.topics.iter().map(String::as_str).chain(setting).chain(evidence).map(folded).collect();
    words.split_whitespace().all(|w| texts.iter().any(|t| has_word(t, w)))
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
