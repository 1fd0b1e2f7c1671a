//! An event: one happening in the world, made of the accounts of it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::account::{Setting, Status};
use crate::actor::Participant;
use crate::place::Where;
use crate::span::Quote;
use crate::when::When;

/// A step in the history of an event: the status that one account gave it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct StatusAt {
    /// The day it was said, EDTF: that of the report, or an earlier one on which its speakers spoke; null when neither is known.
    pub as_of: Option<String>,
    /// The status that the account gives.
    pub status: Status,
    /// Id of the account.
    pub account: String,
    /// The time that the account gives for the event, EDTF; null when it gives none.
    #[serde(default)]
    pub when: Option<String>,
    /// The words of the account, in the text of its report.
    #[serde(default)]
    pub words: Option<Quote>,
    /// Did it not stay so? A later step tells another status or day, or the event came out otherwise.
    #[serde(default)]
    pub superseded: bool,
}

/// Words of one account.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Words {
    /// Id of the account.
    pub account: String,
    /// Where they stand in the text of its report.
    #[serde(flatten)]
    pub quote: Quote,
}

/// A value and the accounts that give it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Given {
    /// The value: a name, an EDTF time, a status, a topic in small letters, an outcome, a figure with its unit.
    pub value: String,
    /// Ids of the accounts that give it.
    pub accounts: Vec<String>,
    /// The words that say so, for the accounts that have any.
    #[serde(default)]
    pub words: Vec<Words>,
}

/// One field of an event, account by account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FieldComparison {
    /// Values that no account contradicts, coarser and finer ones side by side.
    pub agree: Vec<Given>,
    /// Values that exclude another; of `who` also parties that another account, which names two or more, leaves out.
    pub differ: Vec<Given>,
    /// Values that were replaced: the day or place of a plan that moved, a figure that the same outlet or
    /// agency told anew later. They contradict nothing.
    #[serde(default)]
    pub superseded: Vec<Given>,
    /// Ids of the accounts that say nothing of it.
    pub silent: Vec<String>,
}

/// The fields on which the accounts of an event are compared: the keys of [`Event::comparison`].
#[derive(JsonSchema)]
#[schemars(description = "The fields on which the accounts of an event are compared.")]
pub struct Comparison {
    /// Who took part.
    pub who: FieldComparison,
    /// When it is.
    pub when: FieldComparison,
    /// Where it is.
    #[serde(rename = "where")]
    pub place: FieldComparison,
    /// Whether it happened.
    pub status: FieldComparison,
    /// What it is about.
    pub topics: FieldComparison,
    /// What came of it: of talks an agreement, none, a refusal; of other acts whether they were answered.
    pub outcome: FieldComparison,
    /// Numbers: killed, people, money, duration.
    pub figures: FieldComparison,
}

/// One happening in the world, made of the accounts of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Event {
    /// `e` and a hash of the id of its oldest account: the same whatever the order of reports, and while later ones come.
    pub id: String,
    /// Ids that its other accounts would have by themselves, or had before they were linked: each of them finds this event.
    #[serde(default)]
    pub merged: Vec<String>,
    /// PLOVER type (`CONSULT`).
    #[serde(rename = "type")]
    pub kind: String,
    /// The PLOVER mode (`meet`) that most accounts give; null when none has one.
    pub mode: Option<String>,
    /// The latest well-founded status.
    pub status: Status,
    /// How it came to that: a step for each account, oldest first.
    pub status_history: Vec<StatusAt>,
    /// Who acts: those that at least half of the accounts name that name any on that side.
    pub actors: Vec<Participant>,
    /// Toward whom, in the same way.
    pub recipients: Vec<Participant>,
    /// The narrowest of the times that most accounts allow; null when no account has one.
    pub when: Option<When>,
    /// The place most accounts give; null when no account has one.
    #[serde(rename = "where")]
    pub place: Option<Where>,
    /// The occasion most accounts give; null when no account has one.
    pub setting: Option<Setting>,
    /// Topics of its accounts, each once.
    pub topics: Vec<String>,
    /// PLOVER's contexts of its accounts, each once, sorted.
    #[serde(default)]
    pub contexts: Vec<String>,
    /// Ids of its accounts, oldest report first.
    pub accounts: Vec<String>,
    /// Reports that tell it, reprints included.
    pub n_reports: usize,
    /// Legs it stands on: reports of one copy, outlet or agency, and accounts that rest on the same speakers alone, count once.
    pub n_independent: usize,
    /// Where its accounts agree and differ.
    #[schemars(with = "Comparison")]
    pub comparison: BTreeMap<String, FieldComparison>,
    /// One minus the product of the doubts of its legs (1 − confidence of the best account), to three decimals.
    pub confidence: f64,
    /// Ids of the nearest earlier and later events of this type between the same parties, by time: at most 20 and 20.
    pub series: Vec<String>,
    /// Id of the event that hosts it (the summit); null when the record has none.
    #[serde(default)]
    pub within: Option<String>,
    /// Ids of the other events of the same occasion, as in `series`.
    #[serde(default)]
    pub beside: Vec<String>,
    /// Earlier events that a report says it came after or answered.
    #[serde(default)]
    pub follows: Vec<Follows>,
}

/// An earlier event that a report says this one came after or answered (`in retaliation`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Follows {
    /// Id of the earlier event; null when it is not linked.
    pub event: Option<String>,
    /// Id of the account that says so.
    pub account: String,
    /// Id of the account of the same report that tells the earlier event.
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
