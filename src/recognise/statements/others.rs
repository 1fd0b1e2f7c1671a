//! Cues that are no verbs: `according to`, nouns, adjectives, adverbs.

use super::clauses::{around, beside, marker};
use super::cues::Cue;
use super::draft::{Draft, Scene};
use super::{speakers, subjects};
use crate::document::Upos;
use crate::recognise::titles::View;
use crate::span::Span;

/// The draft of the word at `i`, if it is a cue with content.
pub fn draft(scene: &Scene, s: usize, i: usize) -> Option<Draft> {
    let view = &scene.views[s];
    let form = view.form(i).to_lowercase();
    let token = &view.sentence.tokens[i];
    if form == "according" {
        return according(view, s, i);
    }
    if scene.quoted(s, i).is_some() {
        return None;
    }
    if let Some(cue) = scene.cues.adverb(&form) {
        return adverb(view, cue, s, i);
    }
    if let Some(cue) = scene.cues.adjective(&form).filter(|_| token.upos != Upos::Noun) {
        return adjective(scene, cue, s, i);
    }
    let cue = scene.cues.noun(&view.lemma(i)).filter(|_| token.upos == Upos::Noun)?;
    noun(scene, cue, s, i)
}

/// `according to Vorn`: the noun is the speaker, the rest of its clause the content.
fn according(view: &View, s: usize, i: usize) -> Option<Draft> {
    let noun = view.sentence.tokens[i].head.filter(|&n| n > i)?;
    let head = view.sentence.tokens[noun].head?;
    let mut draft = Draft::plain(s, i);
    draft.who = Some((s, noun));
    draft.pieces = around(view, head, noun);
    Some(draft)
}

/// `allegedly`: somebody says so, nobody is named.
fn adverb(view: &View, cue: &Cue, s: usize, i: usize) -> Option<Draft> {
    let head = view.sentence.tokens[i].head?;
    let mut draft = Draft::of(cue, s, i);
    draft.carries = false;
    draft.pieces = around(view, head, i);
    Some(draft)
}

/// `is confident that`, `was worried about`.
fn adjective(scene: &Scene, cue: &Cue, s: usize, i: usize) -> Option<Draft> {
    let view = &scene.views[s];
    let who = subjects::subject(view, i).filter(|&t| speakers::can_want(scene, s, t))?;
    let content = content(view, cue, i)?;
    let mut draft = Draft::of(cue, s, i);
    draft.who = Some((s, who));
    draft.carries = false;
    draft.pieces = vec![content];
    Some(draft)
}

/// `Vorn's claim that`: a noun with its content and the one whose it is. Without such a one only a
/// clause with `that` is the content of somebody's words.
fn noun(scene: &Scene, cue: &Cue, s: usize, i: usize) -> Option<Draft> {
    let view = &scene.views[s];
    let mut draft = Draft::of(cue, s, i);
    draft.who = subjects::of_noun(scene.cues, view, i).map(|t| (s, t));
    draft.carries = false;
    let that = |c: &usize| marker(view, *c).as_deref() == Some("that");
    let anonymous = || view.sentence.children(i).any(|c| is_clausal(view, c) && that(&c));
    if draft.who.is_none() && !anonymous() {
        return None;
    }
    draft.pieces = vec![content(view, cue, i)?];
    Some(draft)
}

fn is_clausal(view: &View, c: usize) -> bool {
    matches!(view.relation(c), "acl" | "ccomp" | "xcomp" | "advcl")
        && view.sentence.tokens[c].deprel != "acl:relcl"
}

/// What hangs behind the word by a clause or a preposition that it takes.
fn content(view: &View, cue: &Cue, i: usize) -> Option<Span> {
    let fits = |c: usize| {
        let hangs = is_clausal(view, c) || matches!(view.relation(c), "nmod" | "obl");
        let by = marker(view, c);
        let bare = by.is_none() && view.relation(c) == "ccomp" && cue.takes("that");
        let takes =
            |w: &str| if w == "to" && !is_clausal(view, c) { cue.takes("to.n") } else { cue.takes(w) };
        c > i && hangs && (bare || by.is_some_and(|w| takes(&w)))
    };
    view.sentence.children(i).filter(|&c| fits(c)).filter_map(|c| beside(view, c, i)).reduce(Span::join)
}
