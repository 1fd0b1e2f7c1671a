//! An event: one happening in the world, made of the accounts of it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::account::{Setting, Status};
use crate::actor::Participant;
use crate::place::Where;
use crate::when::When;

/// A status as one account gave it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct StatusAt {
    /// Publication day of the report, EDTF.
    pub as_of: Option<String>,
    /// The status.
    pub status: Status,
    /// The account's id.
    pub account: String,
}

/// A value and the accounts that give it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Given {
    /// The value in words or EDTF.
    pub value: String,
    /// Ids of the accounts.
    pub accounts: Vec<String>,
}

/// One field of an event, account by account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldComparison {
    /// Values that no account contradicts.
    pub agree: Vec<Given>,
    /// Values that exclude one another.
    pub differ: Vec<Given>,
    /// Accounts that say nothing of it.
    pub silent: Vec<String>,
}

/// One happening (`event` in docs/RECORD.md).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Made from its oldest account: stable whatever the order of reports, and while later ones come.
    pub id: String,
    /// Ids that its other accounts would have by themselves, or had before they were linked: each of them finds this event.
    #[serde(default)]
    pub merged: Vec<String>,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub kind: String,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// The latest well-founded status.
    pub status: Status,
    /// How it came to that, oldest report first.
    pub status_history: Vec<StatusAt>,
    /// Who acts.
    pub actors: Vec<Participant>,
    /// Toward whom.
    pub recipients: Vec<Participant>,
    /// When it is.
    pub when: Option<When>,
    /// Where it is.
    #[serde(rename = "where")]
    pub place: Option<Where>,
    /// The occasion that hosts it.
    pub setting: Option<Setting>,
    /// What it is about.
    pub topics: Vec<String>,
    /// PLOVER's contexts of its accounts, by code.
    #[serde(default)]
    pub contexts: Vec<String>,
    /// Ids of its accounts.
    pub accounts: Vec<String>,
    /// Reports that tell it, reprints among them.
    pub n_reports: usize,
    /// The same, reprints and relays of one agency counted once.
    pub n_independent: usize,
    /// `who`, `when`, `where`, `status`, `topics`, `figures`: where the accounts agree and differ.
    pub comparison: BTreeMap<String, FieldComparison>,
    /// 0 to 1.
    pub confidence: f64,
    /// Ids of the earlier and later events of the same parties and type, in order of time.
    pub series: Vec<String>,
}
