//! An account: one event as one report tells it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::actor::Participant;
use crate::place::Where;
use crate::span::Quote;
use crate::when::When;

/// Did it happen?
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
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
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// Name of the person or body, as in the statement.
    pub speaker: String,
    /// First of the outlets or agencies it is relayed through; null when there is none.
    pub via: Option<String>,
    /// Id of the statement.
    pub statement: Option<String>,
}

/// The occasion that hosts an event.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Setting {
    /// As the report has it (`G20 summit`).
    pub name: String,
    /// Id of a summit of the gazetteer (`G20-2016-09`); null for others.
    pub id: Option<String>,
}

/// One event as one report tells it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Account {
    /// `a` and a hash of report, type and place in the text.
    pub id: String,
    /// Id of the report.
    pub report: String,
    /// Id of the event it is an account of; null before linking.
    pub event: Option<String>,
    /// PLOVER type (`CONSULT`): what kind of act.
    #[serde(rename = "type")]
    pub kind: String,
    /// PLOVER mode (`meet`): how; null when the type has none, or none fits.
    pub mode: Option<String>,
    /// Did it happen?
    pub status: Status,
    /// Who acts; of a mutual event (a meeting, a clash) all parties.
    pub actors: Vec<Participant>,
    /// Toward whom; empty in mutual events and acts toward nobody.
    pub recipients: Vec<Participant>,
    /// Time of the event, not of the report; null when the report gives none.
    pub when: Option<When>,
    /// Place of the event; null when the report gives none.
    #[serde(rename = "where")]
    pub place: Option<Where>,
    /// The occasion that hosts it; null when there is none.
    pub setting: Option<Setting>,
    /// What it is about: short noun phrases, as written.
    pub topics: Vec<String>,
    /// PLOVER's contexts that its sentence touches, by code.
    #[serde(default)]
    pub contexts: Vec<String>,
    /// Who vouches for it, each speaker once; empty: the report in its own voice.
    pub sources: Vec<Source>,
    /// The words that show it, one span for each place in the text that tells it.
    pub evidence: Vec<Quote>,
    /// The rule of the codebook that decided, `type/rule`.
    pub rule: String,
    /// Share of this rule's accounts that are expected to be right, 0 to 1.
    pub confidence: f64,
    /// What the confidence was weighed from ([`crate::code::weigh`]); not part of the record.
    #[serde(skip)]
    pub traits: Vec<f32>,
}
