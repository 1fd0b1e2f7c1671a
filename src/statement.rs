//! Who said what.

use serde::{Deserialize, Serialize};

use crate::span::{Quote, Span};

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

/// What a speaker does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Says, writes, shows.
    Speech,
    /// Believes, expects, fears.
    Thought,
    /// Wants, plans, demands, refuses.
    Will,
    /// Is for or against: criticises, praises, backs.
    Stand,
}

impl Act {
    /// Does the speaker vouch for what the content tells? What one wants or judges need not be so.
    pub fn vouches(self) -> bool {
        matches!(self, Self::Speech | Self::Thought)
    }
}

/// The one who speaks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Speaker {
    /// The actor's name; the words of the report for a source without one (`two senior officials`).
    pub name: String,
    /// The actor's id; null for a source that is no actor of the report.
    pub actor: Option<String>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Title as written.
    pub title: Option<String>,
    /// The words that name the speaker.
    pub span: Quote,
}

/// One thing that a report says somebody said (`statement` in docs/RECORD.md).
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
    /// What is said: where it is in pieces, the longest of them.
    pub content: Quote,
    /// All pieces in order of the text where there are more than one (`"We," he said, "go."`); else empty.
    #[serde(default)]
    pub parts: Vec<Quote>,
    /// In quotation marks?
    pub direct: bool,
    /// How the speaker stands to it.
    pub stance: Stance,
    /// What the speaker does.
    pub act: Act,
    /// The day it was said, EDTF.
    pub when: Option<String>,
    /// Ids of the accounts it vouches for.
    pub accounts: Vec<String>,
}

impl Statement {
    /// The pieces of the content, in order of the text.
    pub fn spans(&self) -> impl Iterator<Item = Span> + '_ {
        let whole = std::iter::once(&self.content).filter(|_| self.parts.is_empty());
        whole.chain(&self.parts).map(Quote::span)
    }

    /// Does one piece of the content hold all of `span`?
    pub fn holds(&self, span: Span) -> bool {
        self.spans().any(|piece| piece.covers(span))
    }

    /// Bytes of the content.
    pub fn size(&self) -> usize {
        self.spans().map(|s| s.end - s.start).sum()
    }
}
