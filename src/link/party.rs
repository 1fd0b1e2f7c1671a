//! A participant as a party: the state it is or acts for, so that `Moscow`, `Putin` and `Russia` can be
//! told to be one side.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::profile::is_described;
use crate::actor::{ActorKind, Participant};
use crate::gazetteer::table::{Rows, key};
use crate::report::stable_id;

/// PLOVER sectors whose holders act for their state.
const OF_STATE: [&str; 5] = ["GOV", "MIL", "SPY", "COP", "JUD"];

/// How a participant stands to its state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It is the state itself.
    State,
    /// Somebody or something nameless that acts for it: `officials`, `troops`.
    Nameless,
    /// A person or body that acts for it under a name of its own.
    Acts,
    /// It acts for nobody but itself.
    Own,
}

/// One participant, reduced.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Party {
    /// The actor's id.
    pub actor: String,
    /// ISO alpha-3 of its state.
    pub country: Option<String>,
    /// How it stands to that state.
    pub standing: Standing,
    /// People known by a kind only (`gunmen`).
    pub crowd: bool,
    /// A human being with a name.
    pub person: bool,
    /// The name by which accounts of other reports may know it: a surname, or the whole name of what is
    /// no person, in the form that names are looked up in.
    pub called: String,
    /// The whole name, in that form.
    pub name: String,
    /// A description of somebody, not a name: `the labour minister`, `her Japanese colleague`.
    pub described: bool,
    /// The words of its name that are proper to it: neither states and peoples nor roles.
    proper: BTreeSet<String>,
}

/// States by the ids and names that actors of the record have.
struct States {
    ids: BTreeMap<String, String>,
    names: BTreeMap<String, String>,
    peoples: BTreeMap<String, String>,
    capitals: BTreeMap<String, String>,
}

static STATES: LazyLock<States> = LazyLock::new(|| {
    let mut states = States {
        ids: BTreeMap::new(),
        names: BTreeMap::new(),
        peoples: BTreeMap::new(),
        capitals: BTreeMap::new(),
    };
    for row in Rows::new("countries.tsv", include_str!("../../gazetteer/countries.tsv")) {
        let iso = row.cell("iso3").to_owned();
        let made = stable_id("state:", &[&iso]);
        states.ids.insert(row.some("qid").unwrap_or(made), iso.clone());
        for name in row.list("aliases").into_iter().chain(row.some("name")) {
            states.names.insert(key(&name), iso.clone());
        }
        states.peoples.extend(row.list("demonyms").iter().map(|d| (key(d), iso.clone())));
        let capitals = row.list("capital_aliases").into_iter().chain(row.some("capital"));
        states.capitals.extend(capitals.map(|c| (key(&c), iso.clone())));
    }
    states
});

/// Words for offices with their PLOVER sector.
static ROLES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let rows = Rows::new("roles.tsv", include_str!("../../gazetteer/roles.tsv"));
    rows.map(|row| (key(row.cell("term")), row.cell("sector").to_owned())).collect()
});

/// Ids of people who hold or held an office of a state.
static OFFICIALS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let rows = Rows::new("leaders.tsv", include_str!("../../gazetteer/leaders.tsv"));
    let of_state = rows.filter(|row| row.cell("iso3").len() == 3 && row.cell("sector") == "GOV");
    of_state.filter_map(|row| row.some("qid")).collect()
});

/// The ISO alpha-3 code of the state with that name.
pub fn state_named(name: &str) -> Option<&'static str> {
    STATES.names.get(&key(name)).map(String::as_str)
}

/// The ISO alpha-3 code of the state with that actor id.
pub fn state_with_id(actor: &str) -> Option<&'static str> {
    STATES.ids.get(actor).map(String::as_str)
}

/// The state that some words name, by its name, its people or its capital (`the Kenyan`, `in Nairobi`), with the
/// first and one past the last of them.
pub fn state_in(words: &[&str]) -> Option<(&'static str, usize, usize)> {
    let at = |from: usize, to: usize| {
        let name = key(&words[from..to].join(" "));
        let tables = [&STATES.names, &STATES.peoples, &STATES.capitals];
        tables.iter().find_map(|t| t.get(&name)).map(|iso| (iso.as_str(), from, to))
    };
    let capital = |from: &usize| words[*from].starts_with(char::is_uppercase);
    (0..words.len())
        .filter(capital)
        .find_map(|from| (from + 1..=words.len().min(from + 3)).rev().find_map(|to| at(from, to)))
}

impl Party {
    /// The participant as a party.
    pub fn of(participant: &Participant) -> Self {
        let kind = kind(participant);
        let by_kind = || participant.country.as_deref().filter(|_| kind == ActorKind::State);
        let state = state_with_id(&participant.actor).or_else(by_kind);
        let country = state.map(str::to_owned).or_else(|| participant.country.clone());
        let proper = proper(&participant.name);
        let standing = match (state, &country) {
            (Some(_), _) => Standing::State,
            (None, Some(_)) => {
                let arm = kind == ActorKind::Body && is_described(&participant.name);
                standing(participant, kind, arm || proper.is_empty())
            }
            (None, None) => Standing::Own,
        };
        Self {
            actor: participant.actor.clone(),
            country,
            standing,
            crowd: kind == ActorKind::Group,
            person: kind == ActorKind::Person,
            called: called(participant, kind == ActorKind::Person),
            name: key(&participant.name),
            described: is_described(&participant.name),
            proper,
        }
    }

    /// Does it act for its state, or is it the state?
    pub fn for_state(&self) -> Option<&str> {
        self.country.as_deref().filter(|_| self.standing != Standing::Own)
    }

    /// May the two be one party, one perhaps told more coarsely?
    pub fn is_like(&self, other: &Self) -> bool {
        if self.actor == other.actor || self.is_called(other) {
            return true;
        }
        if self.is_described_as(other) || other.is_described_as(self) {
            return true;
        }
        let coarse = |p: &Self| matches!(p.standing, Standing::State | Standing::Nameless);
        let same_state = self.for_state().is_some() && self.for_state() == other.for_state();
        same_state && (coarse(self) || coarse(other)) || self.is_crowd_of(other) || other.is_crowd_of(self)
    }

    /// One name, and no state that speaks against it: a report that knows somebody by surname only.
    fn is_called(&self, other: &Self) -> bool {
        let words = |p: &Self| p.name.split([' ', '\'']).map(str::to_owned).collect::<BTreeSet<String>>();
        let (a, b) = (words(self), words(other));
        let part = !self.described && !other.described && (a.is_subset(&b) || b.is_subset(&a));
        let same = self.called == other.called || part;
        !self.name.is_empty() && (same && !self.is_foreign(other) || self.name == other.name)
    }

    /// One of whom only a description is given may be the person that another report names.
    fn is_described_as(&self, other: &Self) -> bool {
        let one = self.described && !self.name.ends_with('s') && (self.person || self.proper.is_empty());
        one && other.person && !self.is_foreign(other)
    }

    /// `gunmen` may be the rebels that another report names, or its `armed men`; `Houthi fighters` may not be
    /// those of somebody else.
    fn is_crowd_of(&self, other: &Self) -> bool {
        let own = |p: &Self| p.standing == Standing::Own;
        let words: BTreeSet<&str> = other.name.split([' ', '-', '\'']).collect();
        let generic = self.described && self.proper.iter().all(|w| words.contains(w.as_str()));
        generic && !self.person && !other.person && own(self) && own(other) && !self.is_foreign(other)
    }

    fn is_foreign(&self, other: &Self) -> bool {
        self.country.is_some() && other.country.is_some() && self.country != other.country
    }
}

/// How one that belongs to a state stands to it. A person of whom neither office nor sector is told is taken to
/// act for it: nothing tells otherwise. `plain`: its name has no words of its own (`Kenyan army`).
fn standing(p: &Participant, kind: ActorKind, plain: bool) -> Standing {
    let titled = p.title.as_deref().map(is_office);
    let official = titled == Some(true) || OFFICIALS.contains(&p.actor) || is_office(&p.name);
    let acts = match (p.sector.as_deref(), kind) {
        (Some(s), _) => OF_STATE.contains(&s) || official && s != "ELI" && kind == ActorKind::Person,
        (None, ActorKind::Person) => official || titled.is_none(),
        (None, _) => official && plain,
    };
    match (acts, kind) {
        (false, _) => Standing::Own,
        (true, ActorKind::Person) => Standing::Acts,
        (true, ActorKind::Group) => Standing::Nameless,
        (true, _) => {
            if plain {
                Standing::Nameless
            } else {
                Standing::Acts
            }
        }
    }
}

/// The words of a name that are proper to what bears it.
fn proper(name: &str) -> BTreeSet<String> {
    let words: Vec<&str> = name.split([' ', '-', '\'', '’']).filter(|w| w.len() > 1).collect();
    let keys: Vec<String> = words.iter().map(|w| key(w)).collect();
    let runs = (0..keys.len()).flat_map(|from| (from + 1..=keys.len().min(from + 3)).map(move |to| from..to));
    let known = |run: &std::ops::Range<usize>| {
        let name = keys[run.clone()].join(" ");
        STATES.names.contains_key(&name) || STATES.peoples.contains_key(&name) || ROLES.contains_key(&name)
    };
    let shared: BTreeSet<usize> = runs.filter(known).flatten().collect();
    let own = |i: &usize| words[*i].starts_with(char::is_uppercase) && !shared.contains(i);
    (0..words.len()).filter(own).map(|i| keys[i].clone()).collect()
}

/// The kind of an actor; where the account does not tell, what its id and title say.
fn kind(p: &Participant) -> ActorKind {
    p.kind.unwrap_or_else(|| match p.actor.split(':').next() {
        Some("group") => ActorKind::Group,
        Some("person") => ActorKind::Person,
        _ if p.title.is_some() || OFFICIALS.contains(&p.actor) => ActorKind::Person,
        _ => ActorKind::Body,
    })
}

/// Do these words name an office of a state that is held now?
fn is_office(words: &str) -> bool {
    let words: Vec<String> = words.split([' ', '-']).map(key).collect();
    let former = words.iter().any(|w| matches!(w.as_str(), "former" | "ex" | "then" | "late"));
    let runs = (0..words.len()).flat_map(|from| (from..words.len()).map(move |to| (from, to)));
    !former && runs.clone().any(|(from, to)| role(&words[from..=to]).is_some_and(|s| OF_STATE.contains(&s)))
}

fn role(words: &[String]) -> Option<&'static str> {
    ROLES.get(&words.join(" ")).map(String::as_str)
}

fn called(p: &Participant, person: bool) -> String {
    if person { p.name.split(' ').next_back().map(key).unwrap_or_default() } else { key(&p.name) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Quote;

    fn party(name: &str, actor: &str, country: Option<&str>, title: Option<&str>) -> Party {
        let span = Quote { start: 0, end: 0, exact: String::new() };
        let p = Participant {
            name: name.into(),
            actor: actor.into(),
            kind: None,
            sector: None,
            country: country.map(str::to_owned),
            title: title.map(str::to_owned),
            span,
        };
        Party::of(&p)
    }

    #[test]
    fn a_state_is_like_who_acts_for_it() {
        let kenya = party("Kenya", "Q114", Some("KEN"), None);
        let minister = party("Amina Barasa", "person:1", Some("KEN"), Some("Kenyan Foreign Minister"));
        let officials = party("senior officials", "group:2", Some("KEN"), None);
        assert_eq!(kenya.standing, Standing::State);
        assert_eq!(minister.standing, Standing::Acts);
        assert!(kenya.is_like(&minister) && kenya.is_like(&officials) && officials.is_like(&minister));
        let putin = party("Vladimir Putin", "Q7747", Some("RUS"), None);
        assert!(putin.is_like(&party("Russia", "Q159", Some("RUS"), None)));
    }

    #[test]
    fn two_who_act_for_one_state_are_two_and_a_citizen_is_not_the_state() {
        let kenya = party("Kenya", "Q114", Some("KEN"), None);
        let one = party("Amina Barasa", "person:1", Some("KEN"), Some("Foreign Minister"));
        let two = party("Peter Oduya", "person:2", Some("KEN"), Some("Defence Minister"));
        let writer = party("Ruth Wekesa", "person:3", Some("KEN"), Some("novelist"));
        let former = party("Ann Moi", "person:4", Some("KEN"), Some("former president"));
        assert!(!one.is_like(&two));
        assert!(!kenya.is_like(&writer) && !kenya.is_like(&former));
        assert!(party("Barasa", "person:9", None, None).is_like(&one));
        assert!(party("Kenyan colleague", "group:1", Some("KEN"), None).is_like(&one));
        let rebels = party("Houthi fighters", "group:3", Some("YEM"), None);
        let gunmen = party("armed fighters", "group:4", None, None);
        let branch = party("Al-Qaeda", "body:5", None, None);
        assert!(gunmen.is_like(&branch) && gunmen.is_like(&rebels) && !rebels.is_like(&branch));
        assert!(party("Kenyan army", "body:6", Some("KEN"), None).is_like(&kenya));
        assert!(party("Kenyan Coast Guard", "body:8", Some("KEN"), None).is_like(&one));
        let chief = party("chief of the Selm gang", "person:8", Some("HTI"), None);
        assert!(chief.is_like(&party("Ti Roro", "person:9", Some("HTI"), None)));
        let (long, short) = ("Somchai Prasert", "Somchai");
        assert!(party(short, "person:5", Some("THA"), None).is_like(&party(
            long,
            "person:6",
            Some("THA"),
            None
        )));
        assert!(!party("Selm Independence Army", "body:7", Some("KEN"), None).is_like(&kenya));
        assert!(!party("Ethiopian colleague", "group:1", Some("ETH"), None).is_like(&one));
    }
}
