//! Which nouns can speak, want and judge.

use super::draft::Scene;
use super::subjects;
use crate::actor::{ActorKind, Mention, MentionForm};
use crate::document::Upos;

/// The speaker of the verb at `cue`. Where the tree gives words of the quotation for its subject, the
/// name right beside the verb; where a participle hangs on a noun that cannot speak
/// (`poked at the plan, saying`), the subject of the clause.
pub fn of_verb(scene: &Scene, s: usize, cue: usize) -> Option<usize> {
    let view = &scene.views[s];
    let Some(found) = subjects::of_verb(view, cue) else {
        let finite = matches!(view.sentence.tokens[cue].xpos, "VBD" | "VBZ" | "VBP");
        return finite.then(|| beside(scene, s, cue)).flatten();
    };
    if scene.quoted(s, cue).is_none() && scene.quoted(s, found).is_some() {
        return beside(scene, s, cue);
    }
    let described = view.relation(cue) == "acl" && view.sentence.tokens[cue].head == Some(found);
    if described && !can_want(scene, s, found) {
        let mut at = found;
        while let Some(head) = view.sentence.tokens[at].head {
            if let Some(t) = subjects::subject(view, head).filter(|&t| can_want(scene, s, t)) {
                return Some(t);
            }
            at = head;
        }
    }
    Some(found)
}

/// The noun phrase right behind or right before a verb.
fn beside(scene: &Scene, s: usize, cue: usize) -> Option<usize> {
    let view = &scene.views[s];
    let named =
        |fits: &dyn Fn(&&Mention) -> bool| scene.mentions_in(s).iter().find(|m| fits(m)).map(|m| m.head);
    let nominal = |i: usize| matches!(view.sentence.tokens[i].upos, Upos::Propn | Upos::Pron | Upos::Noun);
    let before = cue.checked_sub(1).filter(|&i| nominal(i));
    // `..., Vorn, the head of the bank, said`
    let subject = || {
        let near = (cue.saturating_sub(30)..cue).rev().filter(|&i| view.relation(i) == "nsubj");
        near.take(1).find(|&i| scene.quoted(s, i).is_none())
    };
    named(&|m| m.from == cue + 1)
        .or_else(|| named(&|m| m.last + 1 == cue))
        .or(before)
        .or_else(subject)
        .or(Some(cue + 1).filter(|&i| i < view.sentence.tokens.len() && nominal(i)))
        .filter(|&t| scene.quoted(s, t).is_none())
}

/// Can the noun at a token speak: a person or body, by name or pronoun, or a role?
pub fn speaks(scene: &Scene, s: usize, token: usize) -> bool {
    let person = |m: usize| {
        let m = &scene.mentions[m];
        m.form == MentionForm::Pronoun
            || m.actors.iter().any(|a| !matches!(scene.actors[*a].kind, ActorKind::State))
    };
    let view = &scene.views[s];
    let token = subjects::antecedent(view, token);
    scene.mention_at(s, token).is_some_and(person)
        || view.is_role(token)
        || matches!(view.form(token).to_lowercase().as_str(), "he" | "she" | "they" | "who")
}

/// Is the noun at a token a document, a poll, a film?
pub fn is_paper(scene: &Scene, s: usize, token: usize) -> bool {
    let view = &scene.views[s];
    scene.cues.is("paper", &view.lemma(subjects::antecedent(view, token)))
}

/// Can the noun at a token want or judge: one that can speak, a state, or any word for people?
pub fn can_want(scene: &Scene, s: usize, token: usize) -> bool {
    let view = &scene.views[s];
    let token = subjects::antecedent(view, token);
    let form = view.form(token).to_lowercase();
    match view.sentence.tokens[token].upos {
        Upos::Pron => !matches!(form.as_str(), "you" | "it" | "what" | "which" | "that" | "this" | "there"),
        Upos::Propn => true,
        _ => {
            scene.cues.is("people", &view.lemma(token))
                || ["ers", "ors", "ists", "ians", "ants"].iter().any(|e| form.ends_with(e))
                || scene.mention_at(s, token).is_some()
                || view.is_role(token)
        }
    }
}
