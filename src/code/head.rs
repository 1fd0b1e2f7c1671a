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
use crate::account::Status;
use crate::document::{EVENT_TYPES, Hint, Hints, Part};
use crate::place::PlaceMention;
use crate::when::TimeMention;

/// Acts that only the head sees are not considered below this probability.
const CONSIDERED: f32 = 0.2;
/// From this probability on the head's status stands against a plain past.
const SURE: f32 = 0.8;
/// A word has a part in an event from this probability on.
const LINKED: f32 = 0.5;

/// Weighs the acts that rules told of sentence `s`, and adds those that only the head sees.
pub fn weigh(codebook: &Codebook, scene: &Scene, s: usize, rules: &mut Vec<Draft>) {
    let Some(hints) = scene.hints.get(s).filter(|h| !h.kinds.is_empty()) else { return };
    let mut heard: Vec<usize> = Vec::new();
    for draft in rules.iter_mut() {
        let Some(kind) = kind_of(&draft.account.kind) else { continue };
        let word = likeliest(scene, s, hints, draft.trigger, kind);
        if hints.kinds[word][kind + 1] >= CONSIDERED {
            heard.push(word);
        }
        let evidence = Evidence {
            rule: Some(draft.account.confidence),
            content: draft.content,
            event: 1.0 - hints.kinds[word][0],
            kind: hints.kinds[word][kind + 1],
            hint: hint_at(hints, word),
        };
        finish(codebook, scene, s, draft, &evidence);
    }
    for hint in hints.triggers.iter().filter(|h| !heard.contains(&h.word)) {
        let Some(mut draft) = alone(codebook, scene, s, hints, hint) else { continue };
        let kind = kind_of(&draft.account.kind).unwrap_or(0);
        let p = &hints.kinds[hint.word];
        let evidence =
            Evidence { rule: None, content: false, event: 1.0 - p[0], kind: p[kind + 1], hint: Some(hint) };
        finish(codebook, scene, s, &mut draft, &evidence);
        if !draft.stands {
            let why = || format!("the event head alone is not sure enough ({:.2})", draft.account.confidence);
            scene.not(s, hint.word, &draft.account.rule, why);
        }
        rules.push(draft);
    }
    rules.sort_by_key(|d| d.trigger);
}

/// Gives a draft its traits and its confidence.
fn finish(codebook: &Codebook, scene: &Scene, s: usize, draft: &mut Draft, evidence: &Evidence) {
    draft.account.traits = weigh::traits(scene, s, draft.trigger, &draft.account, &draft.roles, evidence);
    draft.account.confidence = codebook.weights.confidence(&draft.account.traits);
    // What a rule says is not taken back: who writes a rule can rely on it.
    if evidence.rule.is_none() {
        draft.stands = draft.account.confidence >= codebook.weights.threshold;
    }
}

fn kind_of(name: &str) -> Option<usize> {
    EVENT_TYPES.iter().position(|t| *t == name)
}

/// What the head says of a word, where that is worth a look.
fn hint_at(hints: &Hints, word: usize) -> Option<&Hint> {
    hints.triggers.iter().find(|h| h.word == word)
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

/// The act that only the head sees at a word.
fn alone(codebook: &Codebook, scene: &Scene, s: usize, hints: &Hints, hint: &Hint) -> Option<Draft> {
    let p = &hints.kinds[hint.word];
    let kind = (0..EVENT_TYPES.len()).max_by(|a, b| p[a + 1].total_cmp(&p[b + 1]))?;
    let file = codebook.types.iter().find(|t| t.kind == EVENT_TYPES[kind])?;
    if p[kind + 1] < CONSIDERED {
        return None;
    }
    let roles = linked(scene, s, hint);
    if !needs::political(scene, &roles) {
        return None;
    }
    let act = Act {
        kind: EVENT_TYPES[kind],
        mode: hint.modes[kind],
        speech: file.speech,
        status: status(codebook, scene, s, hint),
        by: format!("{}/head:{}", file.kind.to_lowercase(), scene.views[s].lemma(hint.word)),
        confidence: f64::from(p[kind + 1]),
        hint: Some(hint),
    };
    let account = write::account(scene, s, hint.word, &act, &roles);
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
    let all = [
        Status::Possible,
        Status::Planned,
        Status::Ongoing,
        Status::Held,
        Status::CalledOff,
        Status::NotHeld,
    ];
    let best = (0..all.len()).max_by(|a, b| hint.status[*a].total_cmp(&hint.status[*b]));
    let sure = best.filter(|&i| grammar == Status::Held && hint.status[i] >= SURE);
    sure.map_or(grammar, |i| all[i])
}

/// The time that the head links to an act most surely.
pub fn time<'a>(scene: &Scene<'a>, s: usize, hint: &Hint) -> Option<&'a TimeMention> {
    let here = scene.found.times.iter().filter(|t| t.sentence == s && t.edtf.is_some() && fields::is_day(t));
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
