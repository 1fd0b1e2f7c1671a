//! The actors of one report, each once.

use std::collections::BTreeMap;

use crate::actor::{Actor, ActorKind, Office};
use crate::gazetteer::table::key;
use crate::gazetteer::{Gazetteer, Person};
use crate::report::stable_id;

/// Actors by identity, in order of first mention.
#[derive(Default)]
pub struct Registry {
    /// The actors.
    pub actors: Vec<Actor>,
    at: BTreeMap<String, usize>,
}

impl Registry {
    /// The actor with this identity, made by `make` when it is new.
    fn get(&mut self, identity: String, make: impl FnOnce() -> Actor) -> usize {
        if let Some(&i) = self.at.get(&identity) {
            return i;
        }
        self.actors.push(make());
        self.at.insert(identity, self.actors.len() - 1);
        self.actors.len() - 1
    }

    /// A state, by index into the gazetteer's countries.
    pub fn state(&mut self, country: usize, gazetteer: &Gazetteer) -> usize {
        let c = &gazetteer.countries[country];
        self.get(format!("state {}", c.iso3), || Actor {
            id: c.qid.clone().unwrap_or_else(|| stable_id("state:", &[&c.iso3])),
            name: c.name.clone(),
            kind: ActorKind::State,
            country: Some(c.iso3.clone()),
            sector: Some("GOV".into()),
            aliases: c.aliases.clone(),
            offices: Vec::new(),
        })
    }

    /// An organisation of the gazetteer.
    pub fn body(&mut self, body: usize, gazetteer: &Gazetteer) -> usize {
        let b = &gazetteer.bodies[body];
        self.get(format!("body {}", key(&b.name)), || Actor {
            id: b.qid.clone().unwrap_or_else(|| stable_id("body:", &[&key(&b.name)])),
            name: b.name.clone(),
            kind: b.kind,
            country: b.country.clone(),
            sector: b.sector.clone(),
            aliases: b.aliases.clone(),
            offices: Vec::new(),
        })
    }

    /// An outlet or an organisation that the gazetteer does not know as an actor.
    pub fn organisation(&mut self, name: &str, country: Option<String>, sector: Option<&str>) -> usize {
        self.get(format!("body {}", key(name)), || Actor {
            id: stable_id("body:", &[&key(name), country.as_deref().unwrap_or("")]),
            name: name.to_owned(),
            kind: ActorKind::Body,
            country,
            sector: sector.map(str::to_owned),
            aliases: Vec::new(),
            offices: Vec::new(),
        })
    }

    /// The organisation of this name that was met before, if any.
    pub fn named_body(&self, name: &str) -> Option<usize> {
        self.at.get(&format!("body {}", key(name))).copied()
    }

    /// People known by a kind only.
    pub fn group(&mut self, name: &str, country: Option<String>, sector: Option<String>) -> usize {
        let c = country.as_deref().unwrap_or("").to_owned();
        self.get(format!("group {} {c}", key(name)), || Actor {
            id: stable_id("group:", &[&key(name), &c]),
            name: name.to_owned(),
            kind: ActorKind::Group,
            country,
            sector,
            aliases: Vec::new(),
            offices: Vec::new(),
        })
    }

    /// A person, with the PLOVER sector on the day of the report; `known` is the gazetteer's entry.
    pub fn person(
        &mut self,
        name: &str,
        country: Option<String>,
        sector: Option<String>,
        known: Option<&Person>,
    ) -> usize {
        let identity = format!("person {}", key(known.map_or(name, |p| &p.name)));
        self.get(identity, || Actor {
            id: known
                .and_then(|p| p.qid.clone())
                .unwrap_or_else(|| stable_id("person:", &[&key(known.map_or(name, |p| &p.name))])),
            name: name.to_owned(),
            kind: ActorKind::Person,
            country,
            sector,
            aliases: known.map(|p| p.aliases.clone()).unwrap_or_default(),
            offices: known.map(offices).unwrap_or_default(),
        })
    }
}

fn offices(person: &Person) -> Vec<Office> {
    let office = |s: &crate::gazetteer::Spell| Office {
        title: s.office.clone(),
        of: s.of.clone(),
        from: s.from.clone(),
        to: s.to.clone(),
    };
    person.spells.iter().map(office).collect()
}
