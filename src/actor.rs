//! Who: people, states, bodies.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::span::{Quote, Span};

/// Kinds of actors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ActorKind {
    /// A human being.
    Person,
    /// A state, or a territory with an ISO code of its own.
    State,
    /// An intergovernmental organisation.
    Igo,
    /// A ministry, parliament, court, army, party, company, outlet.
    Body,
    /// People known by a kind only: `protesters`, `rebels`, `senior officials`.
    Group,
}

/// An office an actor holds or held.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Office {
    /// `president`, `foreign minister`.
    pub title: String,
    /// The state, ISO 3166-1 alpha-3, or the body by name.
    pub of: String,
    /// First day, month or year, EDTF; null when it is not known.
    pub from: Option<String>,
    /// Last day, month or year, EDTF; null while it lasts.
    pub to: Option<String>,
}

/// A person, state, organisation or group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Actor {
    /// Wikidata QID where it is known for certain, else `person:`, `state:`, `body:` or `group:` and a hash.
    pub id: String,
    /// The fullest form in the reports; a state by its usual English name.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// The state it belongs to or acts for, ISO 3166-1 alpha-3; null for an intergovernmental organisation and where it is not known.
    pub country: Option<String>,
    /// PLOVER sector (`GOV`, `MIL`, `LEG` ...): what it is in politics; null when it is not known.
    pub sector: Option<String>,
    /// Other names of it, from reports and gazetteer, sorted.
    pub aliases: Vec<String>,
    /// Offices it holds or held, from the gazetteer, sorted.
    pub offices: Vec<Office>,
}

/// An actor as one report names it in one place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Participant {
    /// The actor's name.
    pub name: String,
    /// The actor's id.
    pub actor: String,
    /// What the actor is; null in records of earlier versions.
    #[serde(default)]
    pub kind: Option<ActorKind>,
    /// The actor's PLOVER sector; null when it is not known.
    #[serde(default)]
    pub sector: Option<String>,
    /// The actor's country, ISO 3166-1 alpha-3; null as in `actor`.
    pub country: Option<String>,
    /// Title as written (`Russian President`); null when none stands with the name.
    pub title: Option<String>,
    /// The words that name it there, which may be a pronoun.
    pub span: Quote,
}

/// How a mention is worded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MentionForm {
    /// A proper name.
    Name,
    /// A description: `the Russian president`, `protesters`.
    Nominal,
    /// `he`, `they`.
    Pronoun,
}

/// Words that refer to one actor, or to several (`the two leaders`, `they`).
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// The words that name it, without its title.
    pub span: Span,
    /// Index of the sentence.
    pub sentence: usize,
    /// First token in the sentence, title and modifiers included.
    pub from: usize,
    /// First token of the name or description itself.
    pub first: usize,
    /// Last token in the sentence.
    pub last: usize,
    /// The syntactic head of `from..=last`.
    pub head: usize,
    /// How it is worded.
    pub form: MentionForm,
    /// Indices into [`crate::recognise::Found::actors`]; empty when it could not be resolved.
    pub actors: Vec<usize>,
    /// Title as written, if one goes with the name.
    pub title: Option<String>,
}

impl Mention {
    /// Does it stand in `sentence` and hold token `token`?
    pub fn holds(&self, sentence: usize, token: usize) -> bool {
        self.sentence == sentence && (self.from..=self.last).contains(&token)
    }
}

/// Where the mentions of one sentence stand among `mentions`, which are in the order of their sentences.
pub fn of_sentence(mentions: &[Mention], sentence: usize) -> std::ops::Range<usize> {
    let end = mentions.partition_point(|m| m.sentence <= sentence);
    mentions.partition_point(|m| m.sentence < sentence)..end
}

/// The mention at a token: the one whose head it is, else one that holds it. `mentions` stand in the order of
/// their sentences.
pub fn mention_at(mentions: &[Mention], sentence: usize, token: usize) -> Option<usize> {
    let mut here = of_sentence(mentions, sentence);
    let exact = here.clone().find(|&i| mentions[i].head == token);
    exact.or_else(|| here.find(|&i| mentions[i].holds(sentence, token)))
}
