//! The rules of `codebook/`: one TOML file a PLOVER type, and the verbs that govern status.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::contexts::Contexts;
use super::lines;

/// Which part of speech a rule's words are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WordClass {
    /// A verb.
    #[default]
    Verb,
    /// A noun.
    Noun,
    /// An adjective.
    Adjective,
}

/// What a rule asks of the participants it found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// At least one actor.
    Actor,
    /// At least one recipient.
    Recipient,
    /// At least two participants in all.
    Two,
    /// All actors are persons.
    Persons,
    /// The recipient is a political actor (not any person or group).
    PoliticalRecipient,
    /// An actor that is a state, a body, an office holder or an armed group.
    PoliticalActor,
    /// A place is named with it.
    Place,
    /// All actors are organisations, not states, people or groups.
    Bodies,
    /// No actor is a single person.
    Force,
    /// All actors are people known by their kind, who by taking to the street act politically.
    Street,
    /// The clause below is about what an actor does.
    OwnAct,
    /// An actor is called `protesters` or the like.
    Protesters,
}

/// A sentence that a rule must code so.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The text (one or more sentences, in our own words).
    pub text: String,
    /// Names of the actors, in any order.
    #[serde(default)]
    pub actors: Vec<String>,
    /// Names of the recipients, in any order.
    #[serde(default)]
    pub recipients: Vec<String>,
    /// The status, where it is not `held`.
    pub status: Option<String>,
}

/// One rule: words, and where its participants stand in the tree.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Name within its file.
    pub id: String,
    /// Lemmas. A second word (`call for`, `impose sanction`) must hang on the first: as particle,
    /// preposition of a dependant, object or complement.
    #[serde(default)]
    pub words: Vec<String>,
    /// Their part of speech.
    #[serde(default)]
    pub class: WordClass,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// Where actors stand, the first place that holds any wins: `subject`, `object`, `owner`
    /// (possessor or country adjective of a noun), `clause` (subject of the complement clause),
    /// `main` (subject of the verb that a noun stands under by a preposition), or a preposition.
    #[serde(default)]
    pub actors: Vec<String>,
    /// Where recipients stand.
    #[serde(default)]
    pub recipients: Vec<String>,
    /// All places of `actors` are gathered and nobody is a recipient.
    #[serde(default)]
    pub mutual: bool,
    /// What must be found.
    #[serde(default)]
    pub needs: Vec<Need>,
    /// Lemmas one of which must be the head of the object (or of the complement).
    #[serde(default)]
    pub object_words: Vec<String>,
    /// Lemmas that must not hang on the trigger as object, modifier or preposition.
    #[serde(default)]
    pub not_with: Vec<String>,
    /// Lemmas of words that the trigger must not hang on.
    #[serde(default)]
    pub not_under: Vec<String>,
    /// Only where the verb has no complement clause or predicate (`called Vorn`).
    #[serde(default)]
    pub plain: bool,
    /// Only where the verb is negated, which is the act itself (`will not approve`): it is held.
    #[serde(default)]
    pub negated: bool,
    /// A status that overrides what the grammar says for an affirmed past (`held`).
    pub status: Option<String>,
    /// Precision of the rule on gold, smoothed (train/confidence.py); 0.5 where the file gives none.
    pub confidence: Option<f64>,
    /// Sentences it must code.
    #[serde(default, rename = "match")]
    pub matches: Vec<Example>,
    /// Sentences in which this type must not be coded.
    #[serde(default)]
    pub no_match: Vec<String>,
    /// In a user's own codebook: switches the built-in rule of this name off.
    #[serde(default)]
    pub off: bool,
    /// The file it stands in, as messages name it.
    #[serde(skip)]
    pub file: String,
    /// Is it tried before all others? So are the new rules of a user's own codebook.
    #[serde(skip)]
    pub first: bool,
}

impl Rule {
    /// Its name in the record: `accuse/blame`.
    pub fn name(&self, kind: &str) -> String {
        format!("{}/{}", kind.to_lowercase(), self.id)
    }
}

/// One file of the codebook.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TypeFile {
    /// PLOVER type.
    #[serde(rename = "type")]
    pub kind: String,
    /// The act in one line.
    pub about: String,
    /// Is it an act of speech, for which the one who speaks vouches by doing it?
    #[serde(default)]
    pub speech: bool,
    /// May news outlets be parties (`banned the newspaper`), rather than those who report?
    #[serde(default)]
    pub press: bool,
    /// Modes that no rule tells; those of rules need not be named.
    #[serde(default)]
    pub modes: Vec<String>,
    /// The rules, the first that fits a word decides.
    #[serde(rename = "rule")]
    pub rules: Vec<Rule>,
}

/// What a verb says of the noun or clause that it governs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Nothing: the status is its own (`hold talks`).
    Same,
    /// Announced as certain: `plan`, `schedule`.
    Planned,
    /// Open: `want`, `propose`, `may`.
    Possible,
    /// Going on: `continue`.
    Ongoing,
    /// Will not be: `cancel`, `postpone`.
    CalledOff,
    /// Was not: `fail`, `prevent`.
    NotHeld,
    /// No event of its own is told: `discuss the attack` tells nothing new of it, but it happened.
    Held,
}

/// Verbs (and adjectives) that govern events.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Governors {
    /// Verbs whose subject does what the governed noun names: `hold talks`, `impose sanctions`.
    #[serde(default)]
    pub light: Vec<String>,
    /// Verbs that say of their subject that it happens: `the talks begin`.
    #[serde(default)]
    pub happen: Vec<String>,
    /// Verbs whose present tense tells of a state, in headlines as well: `supports`.
    #[serde(default)]
    pub states: Vec<String>,
    /// Effects of verbs, by effect.
    #[serde(default)]
    pub verbs: BTreeMap<String, Vec<String>>,
    /// Effects that some verbs have on an infinitive with `to` only: `told them to leave`.
    #[serde(default)]
    pub infinitives: BTreeMap<String, Vec<String>>,
    /// Effects of adjectives on the noun they modify: `planned`, `possible`.
    #[serde(default)]
    pub adjectives: BTreeMap<String, Vec<String>>,
}

/// The files, embedded; ARCHITECTURE.md says how to add one.
const FILES: [(&str, &str); 16] = [
    ("accuse.toml", include_str!("../../codebook/accuse.toml")),
    ("agree.toml", include_str!("../../codebook/agree.toml")),
    ("aid.toml", include_str!("../../codebook/aid.toml")),
    ("assault.toml", include_str!("../../codebook/assault.toml")),
    ("coerce.toml", include_str!("../../codebook/coerce.toml")),
    ("concede.toml", include_str!("../../codebook/concede.toml")),
    ("consult.toml", include_str!("../../codebook/consult.toml")),
    ("cooperate.toml", include_str!("../../codebook/cooperate.toml")),
    ("mobilize.toml", include_str!("../../codebook/mobilize.toml")),
    ("protest.toml", include_str!("../../codebook/protest.toml")),
    ("reject.toml", include_str!("../../codebook/reject.toml")),
    ("request.toml", include_str!("../../codebook/request.toml")),
    ("retreat.toml", include_str!("../../codebook/retreat.toml")),
    ("sanction.toml", include_str!("../../codebook/sanction.toml")),
    ("support.toml", include_str!("../../codebook/support.toml")),
    ("threaten.toml", include_str!("../../codebook/threaten.toml")),
];

/// Name and text of one codebook file.
pub type File<'a> = (&'a str, &'a str);

/// Name of the file of governors.
pub const GOVERNORS: &str = "governors.toml";

/// Name of the file of contexts.
pub const CONTEXTS: &str = "contexts.toml";

/// The embedded files: the types in order of their names, then the governors and the contexts.
pub fn embedded() -> Vec<File<'static>> {
    let governors = (GOVERNORS, include_str!("../../codebook/governors.toml"));
    let contexts = (CONTEXTS, include_str!("../../codebook/contexts.toml"));
    FILES.iter().copied().chain([governors, contexts]).collect()
}

/// The type files among `files`, in their order.
///
/// # Errors
/// When a file does not parse, with its name and line.
pub fn type_files(files: &[File]) -> Result<Vec<TypeFile>, String> {
    let types = files.iter().filter(|(name, _)| ![GOVERNORS, CONTEXTS].contains(name));
    let read = |(name, text): &File| {
        let path = built_in(name);
        let mut file: TypeFile = toml::from_str(text).map_err(|e| lines::error(&path, text, &e))?;
        file.rules.iter_mut().for_each(|r| r.file.clone_from(&path));
        Ok(file)
    };
    types.map(read).collect()
}

/// What messages call a built-in file.
pub fn built_in(name: &str) -> String {
    format!("codebook/{name}")
}

/// The governors among `files`.
///
/// # Errors
/// When they are missing or do not parse.
pub fn governors(files: &[File]) -> Result<Governors, String> {
    let found = files.iter().find(|(name, _)| *name == GOVERNORS);
    let (_, text) = found.ok_or_else(|| format!("codebook/{GOVERNORS} is missing"))?;
    toml::from_str(text).map_err(|e| lines::error(&built_in(GOVERNORS), text, &e))
}

/// The contexts among `files`; a codebook without the file has none.
///
/// # Errors
/// When they do not parse.
pub fn contexts(files: &[File]) -> Result<Contexts, String> {
    let found = files.iter().find(|(name, _)| *name == CONTEXTS);
    let parsed = found.map_or(Ok(Contexts::default()), |(_, text)| Contexts::parse(text));
    parsed.map_err(|e| format!("codebook/{CONTEXTS}: {e}"))
}
