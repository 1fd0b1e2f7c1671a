//! Who said what.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::span::{Quote, Span};

/// How a speaker stands to what is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
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
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Speaker {
    /// A person's name; a body or a source without a name in the words of the report (`Kremlin`, `two officials`).
    pub name: String,
    /// Id of the actor (for `Kremlin` the state); null for a source that is no actor of the report.
    pub actor: Option<String>,
    /// The actor's country, ISO 3166-1 alpha-3; null when `actor` is.
    pub country: Option<String>,
    /// Title as written; null when none stands with the name.
    pub title: Option<String>,
    /// The words that name the speaker.
    pub span: Quote,
}

/// One thing that a report says somebody said, thought, wanted or judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Statement {
    /// `s` and a hash of report, cue and content.
    pub id: String,
    /// Id of the report.
    pub report: String,
    /// Who speaks; null when the report does not say.
    pub speaker: Option<Speaker>,
    /// Outlets or agencies it is relayed through, the nearest to the report last.
    pub via: Vec<String>,
    /// The word of saying (`said`, `according`).
    pub cue: Quote,
    /// What is said; where it stands in pieces, the longest of them.
    pub content: Quote,
    /// All pieces in order of the text where there are two or more (`"We," he said, "go."`); else empty.
    #[serde(default)]
    pub parts: Vec<Quote>,
    /// Is at least half of it in quotation marks?
    pub direct: bool,
    /// How the speaker stands to it.
    pub stance: Stance,
    /// What the speaker does: only `speech` and `thought` vouch for what the content tells.
    pub act: Act,
    /// The day it was said, EDTF; null when the cue's own clause gives none.
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
