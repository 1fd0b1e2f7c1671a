//! Who stands in a row.

use crate::actor::{ActorKind, Participant};
use crate::place::Where;
use crate::report::stable_id;

use super::tables::Tables;

/// One side of a dyad.
#[derive(Clone, Debug, PartialEq)]
pub struct Party {
    /// The actor's id.
    pub id: String,
    /// The actor's name.
    pub name: String,
    /// What it is.
    pub kind: Option<ActorKind>,
    /// PLOVER sector.
    pub sector: Option<String>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Title as written.
    pub title: Option<String>,
    /// The words that name it.
    pub raw: Option<String>,
}

impl Party {
    /// A participant of an event.
    pub fn of(p: &Participant) -> Self {
        Self {
            id: p.actor.clone(),
            name: p.name.clone(),
            kind: p.kind,
            sector: p.sector.clone(),
            country: p.country.clone(),
            title: p.title.clone(),
            raw: Some(p.span.exact.clone()).filter(|words| !words.is_empty()),
        }
    }

    /// The state in which a place lies, as the one visited.
    pub fn visited(place: &Where, tables: &Tables) -> Option<Self> {
        let iso3 = place.country.clone()?;
        let country = tables.country(&iso3)?;
        Some(Self {
            id: country.qid.clone().unwrap_or_else(|| stable_id("state:", &["state", &country.name])),
            name: country.name.clone(),
            kind: Some(ActorKind::State),
            sector: None,
            country: Some(iso3),
            title: None,
            raw: None,
        })
    }

    /// Is it a state, or somebody who acts for one?
    fn is_state(&self) -> bool {
        self.kind == Some(ActorKind::State)
    }

    /// Are the two one side: a state and who belongs to it, or the same actor?
    pub fn same_side(&self, other: &Self) -> bool {
        let of_it = |a: &Self, b: &Self| a.is_state() && a.country.is_some() && a.country == b.country;
        self.id == other.id || of_it(self, other) || of_it(other, self)
    }

    /// The Wikidata id, where the record has one.
    pub fn qid(&self) -> &str {
        let digits = self.id.strip_prefix('Q').unwrap_or("");
        let is_qid = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
        if is_qid { &self.id } else { "" }
    }
}
