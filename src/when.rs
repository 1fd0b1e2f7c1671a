//! When: expressions of time in a report, resolved to EDTF.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::span::{Quote, Span};

pub mod calendar;
pub mod edtf;

/// TimeML's classes of time expressions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum Timex {
    /// A day or longer, at a place on the calendar.
    Date,
    /// A time of day.
    Time,
    /// A length.
    Duration,
    /// Something that recurs.
    Set,
}

/// On what a time stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WhenBasis {
    /// A full date in the text.
    Stated,
    /// Words resolved against the publication day (`on Monday`).
    Relative,
    /// The days of the summit or other setting.
    Setting,
    /// The day of the report itself.
    Report,
}

/// One expression of time in a text (`time` in docs/RECORD.md).
#[derive(Clone, Debug, PartialEq)]
pub struct TimeMention {
    /// The words.
    pub span: Span,
    /// Index of the sentence.
    pub sentence: usize,
    /// First token in the sentence.
    pub first: usize,
    /// Last token in the sentence.
    pub last: usize,
    /// Its TimeML class.
    pub timex: Timex,
    /// TIMEX3 value (`2016-09-05`, `P2W`, `XXXX-WXX-1`, `PRESENT_REF`).
    pub value: String,
    /// The same in EDTF level 0 or 1 where it lies on the calendar (`2016-09-05`, `2017-07`,
    /// `2017-11-05/2017-11-11`); `None` for durations, sets, and what cannot be resolved
    /// (relative words in a report without a date).
    pub edtf: Option<String>,
    /// What `edtf` stands on.
    pub basis: Option<WhenBasis>,
}

/// The time of an event.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct When {
    /// The time, EDTF level 0 or 1.
    pub edtf: String,
    /// What it stands on.
    pub basis: WhenBasis,
    /// The words; null when `basis` is `setting`.
    pub span: Option<Quote>,
}
