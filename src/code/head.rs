//! What the event head and the rules make of a sentence together.
//!
//! The rules say which word tells of which act and who stands where in the tree; the head
//! ([`crate::document::Hints`]) gives each word a probability for each type, and links from triggers to words. Acts
//! that the rules tell and acts that only the head sees are weighed alike ([`super::weigh`]); the latter are told where
//! that makes them sure enough.

use super::roles::Roles;
use super::scene::{Party, Scene};
use super::weigh::{self, Evidence};
use super::write::{self, Act};
use super::{Codebook, Draft, fields, needs, syntax};
use crate::account::{Account, Status};
use crate::document::{EVENT_TYPES, Hint, Hints, Part};
use crate::place::PlaceMention;
use crate::when::TimeMention;

/// What tells the names of [`rule_name`] from those of rules.
const ALONE: &str = "/head:";
/// Acts that only the head sees are not considered below this probability.
const CONSIDERED: f32 = 0.2;
/// From this probability on the head's status stands against a plain past.
const SURE: f32 = 0.8;
/// A word has a part in an event from this probability on.
const LINKED: f32 = 0.5;

/// The name of what decided, where only the head sees an act: `accuse/head:slam`.
pub fn rule_name(kind: &str, lemma: &str) -> String {
    format!("{}{ALONE}{lemma}", kind.to_lowercase())
}

/// Did the head alone decide?
pub fn is_alone(rule: &str) -> bool {
    rule.contains(ALONE)
}

/// Weighs the acts that rules told of sentence `s`, and adds those that only the head sees.
pub fn weigh(codebook: &Codebook, scene: &Scene, s: usize, rules: &mut Vec<Draft>) {
    let Some(hints) = scene.hints.get(s).filter(|h| !h.kinds.is_empty()) else { return };
    let mut heard: Vec<usize> = Vec::new();
    for draft in rules.iter_mut() {
        let Some(kind) = EVENT_TYPES.iter().position(|t| *t == draft.account.kind) else { continue };
        let word = likeliest(scene, s, hints, draft.trigger, kind);
        let p = hints.kinds[word][kind + 1];
        if p >= CONSIDERED {
            heard.push(word);
        }
        let account = &mut draft.account;
        account.traits = weigh::traits(
            scene,
            s,
            draft.trigger,
            &draft.roles,
            &Evidence {
                kind: &account.kind,
                status: account.status,
                rule: Some(account.confidence),
                content: draft.content,
                any: hints.event(word),
                this: p,
                hint: hints.at(word),
            },
        );
        account.confidence = codebook.weights.confidence(&account.traits);
    }
    let unheard = hints.triggers.iter().filter(|h| !heard.contains(&h.word));
    rules.extend(unheard.filter_map(|hint| alone(codebook, scene, s, hints, hint)));
    rules.sort_by_key(|d| d.trigger);
}

/// The word in which the head sees the act of a rule's trigger: itself, its object or complement, or what it hangs on.
fn likeliest(scene: &Scene, s: usize, hints: &Hints, trigger: usize, kind: usize) -> usize {
    let view = &scene.views[s];
    let close = |c: &usize| matches!(view.relation(*c), "obj" | "xcomp" | "obl" | "compound" | "nsubj");
    let below = view.sentence.children(trigger).filter(close);
    let above = view.sentence.tokens[trigger].head.filter(|_| close(&trigger));
    let p = |w: usize| hints.kinds[w][kind + 1];
    below.chain(above).fold(trigger, |best, w| if p(w) > p(best) { w } else { best })
}

/// The act that only the head sees at a word, where it is sure enough.
fn alone(codebook: &Codebook, scene: &Scene, s: usize, hints: &Hints, hint: &Hint) -> Option<Draft> {
    let (kind, p) = hints.likeliest(hint.word);
    let file = codebook.types.iter().find(|t| t.kind == EVENT_TYPES[kind])?;
    if p < CONSIDERED {
        return None;
    }
    let roles = linked(scene, s, hint);
    if !needs::political(scene, &roles) {
        return None;
    }
    let status = status(codebook, scene, s, hint);
    let evidence = Evidence {
        kind: &file.kind,
        status,
        rule: None,
        content: false,
        any: hints.event(hint.word),
        this: p,
        hint: Some(hint),
    };
    let traits = weigh::traits(scene, s, hint.word, &roles, &evidence);
    let confidence = codebook.weights.confidence(&traits);
    let by = rule_name(&file.kind, &scene.views[s].lemma(hint.word));
    // Weighed before it is written: most are dropped here.
    if confidence < codebook.weights.threshold {
        let why = || format!("the event head alone is not sure enough ({confidence:.2})");
        scene.not(s, hint.word, &by, why);
        return None;
    }
    let (mode, speech) = (hint.modes[kind], file.speech);
    let act = Act { kind: &file.kind, mode, speech, status, by, confidence, hint: Some(hint) };
    let account = Account { traits, ..write::account(scene, s, hint.word, &act, &roles) };
    Some(Draft { trigger: hint.word, account, roles, content: false, stands: true })
}

/// The participants that the head links to a trigger; where it links no doer, the subject of the verb.
fn linked(scene: &Scene, s: usize, hint: &Hint) -> Roles {
    let mut actors = side(scene, s, hint, Part::Actor, Part::Recipient);
    let mut recipients = side(scene, s, hint, Part::Recipient, Part::Actor);
    recipients.retain(|r| !actors.iter().any(|a| a.actor == r.actor));
    if actors.is_empty() {
        let subject = syntax::subject(&scene.views[s], hint.word);
        actors = subject.map(|t| scene.parties(s, t)).unwrap_or_default();
        actors.retain(|a| !recipients.iter().any(|r| r.actor == a.actor));
    }
    Roles { actors, recipients }
}

/// The parties at the words that have a part in the event, where no other part is likelier.
fn side(scene: &Scene, s: usize, hint: &Hint, part: Part, other: Part) -> Vec<Party> {
    let has = |w: &usize| hint.link(part, *w) >= LINKED && hint.link(part, *w) >= hint.link(other, *w);
    let mut found: Vec<Party> = Vec::new();
    for party in (0..hint.links.len()).filter(has).flat_map(|w| scene.parties(s, w)) {
        if !found.iter().any(|f| f.actor == party.actor) {
            found.push(party);
        }
    }
    found
}

/// The status by the grammar; where that sees nothing but a plain past, the head may know better.
fn status(codebook: &Codebook, scene: &Scene, s: usize, hint: &Hint) -> Status {
    let grammar = codebook.status.status(&scene.views[s], hint.word);
    let best = (0..hint.status.len()).max_by(|a, b| hint.status[*a].total_cmp(&hint.status[*b]));
    let sure = best.filter(|&i| grammar == Status::Held && hint.status[i] >= SURE);
    sure.map_or(grammar, |i| Status::all()[i])
}

/// The time that the head links to an act most surely.
pub fn time<'a>(scene: &Scene<'a>, s: usize, hint: &Hint, status: Status) -> Option<&'a TimeMention> {
    let here = scene.found.times.iter().filter(|t| t.sentence == s && t.edtf.is_some() && fields::is_day(t));
    let here = here.filter(|t| fields::can_be(scene, t, status));
    surest(here.map(|t| (strongest(hint, Part::Time, t.first, t.last), t)))
}

/// The place that the head links to an act most surely.
pub fn place<'a>(scene: &Scene<'a>, s: usize, hint: &Hint) -> Option<&'a PlaceMention> {
    let here = scene.found.places.iter().filter(|p| p.sentence == s);
    surest(here.map(|p| (strongest(hint, Part::Place, p.first, p.last), p)))
}

fn strongest(hint: &Hint, part: Part, first: usize, last: usize) -> f32 {
    (first..=last).map(|w| hint.link(part, w)).fold(0.0, f32::max)
}

fn surest<T>(all: impl Iterator<Item = (f32, T)>) -> Option<T> {
    all.filter(|(p, _)| *p >= LINKED).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, t)| t)
}

#[cfg(test)]
mod tests {
    use crate::account::Account;
    use crate::reader::Reader;
    use crate::report::Report;

    fn told(reader: &Reader, text: &str) -> Vec<Account> {
        reader.read_report(Report::of_text("t", text)).accounts
    }

    #[test]
    fn what_rules_tell_bears_the_weighed_confidence() {
        let reader = Reader::embedded().unwrap();
        let told = told(&reader, "Kenya lambasted Uganda on Monday.");
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].confidence, reader.codebook.weights.confidence(&told[0].traits));
        assert!(!told[0].rule.contains("/head:"));
    }

    #[test]
    fn what_only_the_head_sees_is_told_where_it_is_sure_enough() {
        let mut reader = Reader::embedded().unwrap();
        let text = "Peru shut its door on Chilean diplomats.";
        reader.codebook.weights.threshold = 1.0;
        assert!(told(&reader, text).is_empty());
        reader.codebook.weights.threshold = 0.0;
        let all = told(&reader, text);
        let seen = all.iter().find(|a| a.rule.ends_with("/head:shut")).expect("the head sees the act");
        assert_eq!(seen.actors.iter().map(|p| p.name.as_str()).collect::<Vec<_>>(), ["Peru"]);
        assert!((0.0..1.0).contains(&seen.confidence));
    }
}
