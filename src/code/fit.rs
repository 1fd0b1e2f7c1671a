//! Does a rule fit a trigger, and if not, why not?

use super::codebook::{Need, Rule, TypeFile};
use super::roles::Roles;
use super::scene::{Party, Scene};
use super::trace::Verdict;
use super::{needs, patterns, status};
use crate::account::Status;
use crate::recognise::titles::View;

/// Why a rule does not tell an event at a word. Made cheap: its words are written only for who asks.
pub enum Misfit<'r> {
    /// The pattern's second word does not stand with it.
    Second(&'r str),
    /// It has a complement.
    Complement,
    /// It is not negated.
    Affirmed,
    /// It hangs on this word.
    Under(&'r str),
    /// This word hangs on it.
    With(&'r str),
    /// None of these is its object.
    Object(&'r [String]),
    /// A participle without a doer describes, it tells nothing.
    Describes,
    /// The participants are not what is asked for.
    Needs(Need, Roles),
    /// None of the participants is a political actor.
    Nobody(Roles),
}

/// Do the words around the trigger allow the rule?
pub fn words<'r>(
    view: &View,
    trigger: usize,
    rule: &'r Rule,
    second: Option<&'r str>,
) -> Result<(), Misfit<'r>> {
    let beside = |w: &str| patterns::has_word(view, trigger, w);
    let missing = second.filter(|w| !beside(w) && !patterns::on_object(view, trigger, w));
    if let Some(word) = missing {
        return Err(Misfit::Second(word));
    }
    if rule.plain && !patterns::plain(view, trigger) {
        return Err(Misfit::Complement);
    }
    if rule.negated && status::verb_status(view, trigger) != Status::NotHeld {
        return Err(Misfit::Affirmed);
    }
    if let Some(word) = rule.not_under.iter().find(|w| patterns::is_under(view, trigger, w)) {
        return Err(Misfit::Under(word));
    }
    if let Some(word) = rule.not_with.iter().find(|w| beside(w)) {
        return Err(Misfit::With(word));
    }
    let objects = &rule.object_words;
    if !objects.is_empty() && !objects.iter().any(|w| patterns::has_object(view, trigger, w)) {
        return Err(Misfit::Object(objects));
    }
    Ok(())
}

/// Types in which people without an office count where they act toward a political actor.
const AIMED: [&str; 4] = ["ACCUSE", "REQUEST", "REJECT", "THREATEN"];

/// Are the participants what the rule asks for?
pub fn participants<'r>(
    scene: &Scene,
    s: usize,
    trigger: usize,
    (file, rule): (&TypeFile, &'r Rule),
    roles: Roles,
) -> Result<Roles, Misfit<'r>> {
    // `officials suspected of`
    let token = &scene.views[s].sentence.tokens[trigger];
    if roles.actors.is_empty() && token.xpos == "VBN" && matches!(token.deprel, "acl" | "amod") {
        return Err(Misfit::Describes);
    }
    let asked = if rule.needs.is_empty() { &[Need::Actor][..] } else { &rule.needs };
    let aimed = AIMED.contains(&file.kind.as_str()) && needs::aims(scene, &roles);
    let met = |n: &Need| *n == Need::PoliticalActor && aimed || needs::met(scene, *n, &roles, s, trigger);
    match asked.iter().find(|n| !met(n)) {
        Some(need) => Err(Misfit::Needs(*need, roles)),
        None if !asked.contains(&Need::Street) && !needs::political(scene, &roles) => {
            Err(Misfit::Nobody(roles))
        }
        None => Ok(roles),
    }
}

impl Misfit<'_> {
    /// Takes a note of it, if somebody asked for notes.
    pub fn note(&self, scene: &Scene, s: usize, token: usize, file: &TypeFile, rule: &Rule) {
        if let Some(trace) = scene.trace {
            let verdict = match self {
                Self::Second(word) => Verdict::Lacks(format!("\"{word}\"")),
                Self::Object(words) => Verdict::Lacks(format!("an object such as {}", some(words))),
                Self::Describes | Self::Needs(..) | Self::Nobody(_) => Verdict::Unmet(self.words(scene)),
                _ => Verdict::Not(self.words(scene)),
            };
            trace.note(s, token, rule.name(&file.kind), verdict);
        }
    }

    /// In words.
    fn words(&self, scene: &Scene) -> String {
        match self {
            Self::Second(word) => format!("needs \"{word}\""),
            Self::Complement => "only where it has no complement".to_owned(),
            Self::Affirmed => "only where it is negated".to_owned(),
            Self::Under(word) => format!("not under \"{word}\""),
            Self::With(word) => format!("not with \"{word}\""),
            Self::Object(words) => format!("needs an object such as {}", some(words)),
            Self::Describes => "a participle without a doer describes, it tells nothing".to_owned(),
            Self::Needs(need, roles) => format!("needs {}{}", need.words(), found(scene, roles)),
            Self::Nobody(roles) => format!("needs somebody political{}", found(scene, roles)),
        }
    }
}

/// The first of many words.
fn some(words: &[String]) -> String {
    let first: Vec<String> = words.iter().take(4).map(|w| format!("\"{w}\"")).collect();
    let more = if words.len() > 4 { format!(" ({} in all)", words.len()) } else { String::new() };
    first.join(", ") + &more
}

/// Whom the rule did find.
fn found(scene: &Scene, roles: &Roles) -> String {
    let names =
        |list: &[Party]| list.iter().map(|p| scene.actor(p).name.clone()).collect::<Vec<_>>().join(", ");
    let (who, whom) = (names(&roles.actors), names(&roles.recipients));
    match (who.is_empty(), whom.is_empty()) {
        (true, true) => "; found nobody".to_owned(),
        (false, true) => format!("; found actor {who}"),
        (true, false) => format!("; found recipient {whom}"),
        (false, false) => format!("; found actor {who}, recipient {whom}"),
    }
}

impl Need {
    /// What is needed, in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Actor => "an actor",
            Self::Recipient => "a recipient",
            Self::Two => "two participants",
            Self::Persons => "actors that are all persons",
            Self::PoliticalRecipient => "a recipient that is a political actor",
            Self::PoliticalActor => "an actor that is a political actor",
            Self::Place => "a place",
            Self::Bodies => "actors that are all bodies",
            Self::Force => "actors none of whom is a single person",
            Self::OwnAct => "an act of its own that the clause tells",
            Self::Protesters => "actors that are called protesters",
            Self::Street => "actors that are people known by their kind",
        }
    }
}
