//! An event: one happening in the world, made of the accounts of it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::account::{Setting, Status};
use crate::actor::Participant;
use crate::place::Where;
use crate::span::Quote;
use crate::when::When;

/// A step in the history of an event: the status that one account gave it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct StatusAt {
    /// The day it was said, EDTF: that of the report, or an earlier one on which its speakers spoke.
    pub as_of: Option<String>,
    /// The status.
    pub status: Status,
    /// The account's id.
    pub account: String,
    /// The day that the account gives for the event, EDTF.
    #[serde(default)]
    pub when: Option<String>,
    /// The words of the account that show it.
    #[serde(default)]
    pub words: Option<Quote>,
    /// Did it not stay so? A later step tells another status or day, or the event came out otherwise.
    #[serde(default)]
    pub superseded: bool,
}

/// Words of one account.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Words {
    /// The account's id.
    pub account: String,
    /// Where they stand in the text of its report.
    #[serde(flatten)]
    pub quote: Quote,
}

/// A value and the accounts that give it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Given {
    /// The value in words or EDTF.
    pub value: String,
    /// Ids of the accounts.
    pub accounts: Vec<String>,
    /// The words that say so, for the accounts that have any.
    #[serde(default)]
    pub words: Vec<Words>,
}

/// One field of an event, account by account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldComparison {
    /// Values that no account contradicts, coarser and finer ones side by side.
    pub agree: Vec<Given>,
    /// Values that exclude one another, or that only some give where all would.
    pub differ: Vec<Given>,
    /// Values that were true once and were then replaced: a planned day that moved, a toll that the same
    /// outlet corrected. They contradict nothing.
    #[serde(default)]
    pub superseded: Vec<Given>,
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
    /// On how many legs it stands: reprints, relays of one agency, and what rests on one speaker count once.
    pub n_independent: usize,
    /// `who`, `when`, `where`, `status`, `topics`, `outcome`, `figures`: where the accounts agree and differ.
    pub comparison: BTreeMap<String, FieldComparison>,
    /// 0 to 1.
    pub confidence: f64,
    /// Ids of the nearest earlier and later events of the same parties and type, in order of time.
    pub series: Vec<String>,
    /// Id of the event that hosts it (the summit), where the record has one.
    #[serde(default)]
    pub within: Option<String>,
    /// Ids of other events of the same setting, in order of time.
    #[serde(default)]
    pub beside: Vec<String>,
    /// What it came after or answered, where a report says so.
    #[serde(default)]
    pub follows: Vec<Follows>,
}

/// What a report says an event came after or answered (`following a meeting`, `in retaliation`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Follows {
    /// Id of the earlier event.
    pub event: Option<String>,
    /// The account that says so.
    pub account: String,
    /// The account of the same report that tells the earlier event.
    pub after: String,
    /// The words that say so.
    pub words: Quote,
}

impl Event {
    /// Ids of the other events that it names: those before and after it, around it, and what it followed.
    pub fn others(&self) -> impl Iterator<Item = &String> {
        let named = self.within.iter().chain(&self.beside).chain(&self.series);
        named.chain(self.follows.iter().filter_map(|f| f.event.as_ref()))
    }
}
