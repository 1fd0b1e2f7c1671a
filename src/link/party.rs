//! A participant as a party: the state it is or acts for, so that `Moscow`, `Putin` and `Russia` can be
//! told to be one side.

use std::collections::BTreeMap;
use std::sync::LazyLock;

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
}

/// States by the ids and names that actors of the record have.
struct States {
    ids: BTreeMap<String, String>,
    names: BTreeMap<String, String>,
}

static STATES: LazyLock<States> = LazyLock::new(|| {
    let mut states = States { ids: BTreeMap::new(), names: BTreeMap::new() };
    for row in Rows::new("countries.tsv", include_str!("../../gazetteer/countries.tsv")) {
        let iso = row.cell("iso3").to_owned();
        let made = stable_id("state:", &[&iso]);
        states.ids.insert(row.some("qid").unwrap_or(made), iso.clone());
        for name in row.list("aliases").into_iter().chain(row.some("name")) {
            states.names.insert(key(&name), iso.clone());
        }
    }
    states
});

/// Words for offices with their PLOVER sector.
static ROLES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let rows = Rows::new("roles.tsv", include_str!("../../gazetteer/roles.tsv"));
    rows.map(|row| (key(row.cell("term")), row.cell("sector").to_owned())).collect()
});

/// Ids of people who hold or held an office of a state.
static OFFICIALS: LazyLock<std::collections::BTreeSet<String>> = LazyLock::new(|| {
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

impl Party {
    /// The participant as a party.
    pub fn of(participant: &Participant) -> Self {
        let state = state_with_id(&participant.actor);
        let country = state.map(str::to_owned).or_else(|| participant.country.clone());
        let standing = match (state, &country) {
            (Some(_), _) => Standing::State,
            (None, Some(_)) => standing(participant),
            (None, None) => Standing::Own,
        };
        let crowd = kind(participant) == ActorKind::Group;
        let person = kind(participant) == ActorKind::Person;
        let called = called(participant, person);
        let last = participant.name.rsplit(' ').next().unwrap_or("");
        let described = last.starts_with(char::is_lowercase);
        let (actor, name) = (participant.actor.clone(), key(&participant.name));
        Self { actor, country, standing, crowd, person, called, name, described }
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
        let same = !self.called.is_empty() && self.called == other.called;
        same && !self.is_foreign(other) || !self.name.is_empty() && self.name == other.name
    }

    /// One of whom only a description is given may be the person that another report names.
    fn is_described_as(&self, other: &Self) -> bool {
        let one = self.described && !self.name.ends_with('s') && !other.described;
        one && other.person && !self.is_foreign(other)
    }

    /// `gunmen` may be the rebels that another report names, or its `armed men`.
    fn is_crowd_of(&self, other: &Self) -> bool {
        let own = |p: &Self| p.standing == Standing::Own;
        self.crowd && own(self) && own(other) && !other.person && !self.is_foreign(other)
    }

    fn is_foreign(&self, other: &Self) -> bool {
        self.country.is_some() && other.country.is_some() && self.country != other.country
    }
}

/// How one that belongs to a state stands to it.
fn standing(p: &Participant) -> Standing {
    let sector = p.sector.as_deref();
    let told = p.title.as_deref().is_some_and(is_office) || OFFICIALS.contains(&p.actor);
    let acts = sector.map_or(told, |s| OF_STATE.contains(&s) || told && s != "ELI");
    match (acts, kind(p) == ActorKind::Group) {
        (true, true) => Standing::Nameless,
        (false, true) if is_office(&p.name) => Standing::Nameless,
        (true, false) => Standing::Acts,
        (false, _) => Standing::Own,
    }
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
        assert!(!party("Ethiopian colleague", "group:1", Some("ETH"), None).is_like(&one));
    }
}
