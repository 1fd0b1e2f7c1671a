//! Who: people, states, bodies.

use serde::{Deserialize, Serialize};

use crate::span::{Quote, Span};

/// Kinds of actors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Office {
    /// `president`, `foreign minister`.
    pub title: String,
    /// The state or body, ISO 3166-1 alpha-3 or a name.
    pub of: String,
    /// First day, EDTF, if known.
    pub from: Option<String>,
    /// Last day, EDTF; null while it lasts.
    pub to: Option<String>,
}

/// One actor (`actor` in docs/RECORD.md).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// Wikidata QID where known, else a hash of kind, name and country.
    pub id: String,
    /// The fullest form in the report; a state by its usual English name.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// ISO 3166-1 alpha-3 of the state it belongs to or acts for; null for an IGO.
    pub country: Option<String>,
    /// PLOVER sector: GOV MIL LEG JUD PTY REB OPP BUS CVL MED ...
    pub sector: Option<String>,
    /// Other names of it met in reports or known from the gazetteer.
    pub aliases: Vec<String>,
    /// Its offices, from the gazetteer.
    pub offices: Vec<Office>,
}

/// A participant of an account: an actor as this report names it there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Participant {
    /// The actor's name.
    pub name: String,
    /// The actor's id.
    pub actor: String,
    /// What the actor is; null in records of earlier versions.
    #[serde(default)]
    pub kind: Option<ActorKind>,
    /// The actor's PLOVER sector, as in `actor`.
    #[serde(default)]
    pub sector: Option<String>,
    /// ISO 3166-1 alpha-3, null for an IGO or where unknown.
    pub country: Option<String>,
    /// Title as written (`Russian President`).
    pub title: Option<String>,
    /// The words that name it there.
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
