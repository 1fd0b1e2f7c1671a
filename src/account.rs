//! An account: one event as one report tells it.

use serde::{Deserialize, Serialize};

use crate::actor::Participant;
use crate::place::Where;
use crate::span::Quote;
use crate::when::When;

/// Did it happen? (`status` in the coding guide.)
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// May, could, is proposed, sought, expected.
    Possible,
    /// Announced as certain to come.
    Planned,
    /// Going on as the report is written.
    Ongoing,
    /// Happened.
    Held,
    /// Had been planned, will not be or was not held.
    CalledOff,
    /// Did not happen, or is denied to have happened.
    NotHeld,
}

const STATUSES: [(&str, Status); 6] = [
    ("possible", Status::Possible),
    ("planned", Status::Planned),
    ("ongoing", Status::Ongoing),
    ("held", Status::Held),
    ("called_off", Status::CalledOff),
    ("not_held", Status::NotHeld),
];

impl Status {
    /// All of them, from the most open to the most denied: the order of the event head's scores.
    pub fn all() -> [Self; 6] {
        STATUSES.map(|(_, status)| status)
    }

    /// Its name in the record.
    pub fn name(self) -> &'static str {
        STATUSES.iter().find(|(_, s)| *s == self).map_or("held", |(n, _)| n)
    }

    /// The status of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        STATUSES.iter().find(|(n, _)| *n == name).map(|(_, s)| *s)
    }
}

/// Who vouches for an account.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Source {
    /// Name of the person or body.
    pub speaker: String,
    /// The outlet or agency it is quoted from.
    pub via: Option<String>,
    /// Id of the statement.
    pub statement: Option<String>,
}

/// The occasion that hosts an event.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Setting {
    /// As the report names it (`G20 summit`).
    pub name: String,
    /// Id of the summit in the gazetteer (`G20-2016`), if it is one.
    pub id: Option<String>,
}

/// One event as one report tells it (`account` in docs/RECORD.md).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Account {
    /// Hash of report, type, participants and evidence.
    pub id: String,
    /// The report's id.
    pub report: String,
    /// Id of the happening it is linked to; null until linked.
    pub event: Option<String>,
    /// PLOVER type (`CONSULT`).
    #[serde(rename = "type")]
    pub kind: String,
    /// PLOVER mode (`meet`).
    pub mode: Option<String>,
    /// Did it happen?
    pub status: Status,
    /// Who acts; all parties of a mutual event.
    pub actors: Vec<Participant>,
    /// Toward whom.
    pub recipients: Vec<Participant>,
    /// The time of the event.
    pub when: Option<When>,
    /// Its place.
    #[serde(rename = "where")]
    pub place: Option<Where>,
    /// The occasion that hosts it.
    pub setting: Option<Setting>,
    /// What it is about: short noun phrases.
    pub topics: Vec<String>,
    /// PLOVER's contexts, by code.
    #[serde(default)]
    pub contexts: Vec<String>,
    /// Who vouches for it; empty: the report's own voice.
    pub sources: Vec<Source>,
    /// The words that show it.
    pub evidence: Vec<Quote>,
    /// The codebook rule that decided.
    pub rule: String,
    /// 0 to 1.
    pub confidence: f64,
    /// What the confidence was weighed from ([`crate::code::weigh`]); not part of the record.
    #[serde(skip)]
    pub traits: Vec<f32>,
}
