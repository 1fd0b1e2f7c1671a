//! Who said what.

use serde::{Deserialize, Serialize};

use crate::span::Quote;

/// How a speaker stands to what is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stance {
    /// Says it is so.
    Asserts,
    /// Says it is not so.
    Denies,
    /// Is unsure.
    Doubts,
    /// Declines to say.
    Declines,
}

/// The one who speaks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Speaker {
    /// The actor's name.
    pub name: String,
    /// The actor's id.
    pub actor: String,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Title as written.
    pub title: Option<String>,
    /// The words that name the speaker.
    pub span: Quote,
}

/// One thing that a report says somebody said (`statement` in record.md).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Hash of report and place.
    pub id: String,
    /// The report's id.
    pub report: String,
    /// Who speaks; null when nobody is named.
    pub speaker: Option<Speaker>,
    /// The outlets or agencies it is relayed from, nearest last.
    pub via: Vec<String>,
    /// The word of saying.
    pub cue: Quote,
    /// What is said.
    pub content: Quote,
    /// In quotation marks?
    pub direct: bool,
    /// How the speaker stands to it.
    pub stance: Stance,
    /// The day it was said, EDTF.
    pub when: Option<String>,
    /// Ids of the accounts it vouches for.
    pub accounts: Vec<String>,
}
