//! Outlets and agencies that pass on what others say.

use super::cues::Cue;
use super::draft::{Draft, Scene};
use super::speakers::speaks;
use super::subjects;
use crate::actor::ActorKind;
use crate::recognise::titles::View;

/// Who speaks and through whom, for a verb: of `RIA quoted Vorn` the object speaks; of `Vorn told RIA`
/// the outlet is told.
pub fn settle_verb(scene: &Scene, cue: &Cue, draft: &mut Draft, passive: bool) {
    let (s, view) = (draft.sentence, &scene.views[draft.sentence]);
    let object = view.sentence.children(draft.cue).find(|&c| matches!(view.relation(c), "obj" | "iobj"));
    if cue.relay && !passive && object.is_none_or(|t| speaks(scene, s, t)) {
        draft.via.extend(draft.who.and_then(|(s, t)| words(scene, s, t)));
        draft.who = object.map(|t| (s, t));
    } else {
        let told = object.or_else(|| oblique(view, draft.cue, &["to", "by", "with", "in", "on"]));
        draft.via.extend(told.filter(|t| is_outlet(scene, s, *t)).and_then(|t| words(scene, s, t)));
    }
}

/// An outlet as the speaker of `according to` is also the way it came.
pub fn settle_according(scene: &Scene, draft: &mut Draft) {
    let outlet = draft.who.filter(|&(s, t)| is_outlet(scene, s, t));
    draft.via.extend(outlet.and_then(|(s, t)| words(scene, s, t)));
}

fn oblique(view: &View, verb: usize, cases: &[&str]) -> Option<usize> {
    let fits = |c: &usize| {
        view.relation(*c) == "obl" && view.case_of(*c).is_some_and(|k| cases.contains(&k.as_str()))
    };
    view.sentence.children(verb).find(fits)
}

/// Is the noun phrase at `token` a news outlet?
pub fn is_outlet(scene: &Scene, s: usize, token: usize) -> bool {
    let press = |a: &usize| scene.actors[*a].sector.as_deref() == Some("JRN");
    let token = subjects::antecedent(&scene.views[s], token);
    let named = scene.mention_at(s, token).is_some_and(|m| scene.mentions[m].actors.iter().any(press));
    let view = &scene.views[s];
    let role = || view.gazetteer.role(view.form(token)).is_none_or(|r| r.sector.as_deref() == Some("JRN"));
    named || scene.cues.is("media", &view.lemma(token)) && role()
}

/// The outlet's name, or the words of the phrase (`Russian media`).
fn words(scene: &Scene, s: usize, token: usize) -> Option<String> {
    let view = &scene.views[s];
    let media = |a: &usize| {
        let actor = &scene.actors[*a];
        actor.sector.as_deref() == Some("JRN") && actor.kind == ActorKind::Body
    };
    let mut here = scene.mentions_in(s).iter();
    let inside = here.find(|m| m.actors.iter().any(media) && view.sentence.is_under(m.head, token));
    if let Some(actor) = inside.and_then(|m| m.actors.first()) {
        return Some(scene.actors[*actor].name.clone());
    }
    // `told reporters` names no outlet.
    let people = matches!(view.lemma(token).as_str(), "reporter" | "journalist" | "correspondent");
    let mention = scene.mention_at(s, token).filter(|_| !people)?;
    Some(scene.mentions[mention].span.of(view.text).to_owned())
}

/// A cue of an outlet beside another statement of the sentence is its relay:
/// `Vorn said ..., RIA reported`.
pub fn settle_beside(scene: &Scene, drafts: &mut [Draft]) {
    for i in 0..drafts.len() {
        let outlet = drafts[i].who.filter(|&(s, t)| is_outlet(scene, s, t));
        let Some((s, subject)) = outlet.filter(|_| !drafts[i].pieces.is_empty()) else { continue };
        let name = words(scene, s, subject);
        let spoken = |d: &Draft| {
            d.who.is_some_and(|(s, t)| !is_outlet(scene, s, t) && scene.mention_at(s, t).is_some())
                && d.act.vouches()
                && !d.pieces.is_empty()
        };
        let mut others: Vec<&mut Draft> = drafts
            .iter_mut()
            .enumerate()
            .filter(|(j, d)| *j != i && d.sentence == s && spoken(d))
            .map(|(_, d)| d)
            .collect();
        others.iter_mut().for_each(|d| d.via.extend(name.clone()));
        drafts[i].relay = !others.is_empty();
    }
}
