//! The one who speaks, as the record names him: an actor, or the words alone.

use super::clauses::is_mark;
use super::draft::Scene;
use super::subjects;
use crate::actor::{ActorKind, Mention, MentionForm};
use crate::recognise::titles::View;
use crate::span::Span;
use crate::statement::Speaker;

/// The speaker at a token: by the mention there, else by its words. A relative pronoun stands for its
/// noun, by the words of the pronoun.
pub fn speaker(scene: &Scene, s: usize, token: usize) -> Speaker {
    let view = &scene.views[s];
    let noun = subjects::antecedent(view, token);
    let mut speaker = of_noun(scene, s, noun);
    if noun != token {
        speaker.span = view.sentence.tokens[token].span.quote(view.text);
    }
    speaker
}

fn of_noun(scene: &Scene, s: usize, token: usize) -> Speaker {
    let known = scene.mention_at(s, token).map(|m| &scene.mentions[m]);
    let words = || of_words(&scene.views[s], token);
    match known.and_then(|m| Some((m.form, of_mention(scene, m)?, scene.actors.get(*m.actors.first()?)?))) {
        // A kind of people is known by all that is said of it, and is nobody that other reports know.
        Some((MentionForm::Nominal, known, actor)) if actor.kind == ActorKind::Group => Speaker {
            actor: known.actor.filter(|_| actor.country.is_some()),
            country: known.country,
            ..words()
        },
        Some((_, known, _)) => known,
        None => words(),
    }
}

/// A person by name; a body as the report names it, though as an actor it may be the state.
fn of_mention(scene: &Scene, mention: &Mention) -> Option<Speaker> {
    let text = scene.views[mention.sentence].text;
    let actor = &scene.actors[*mention.actors.first()?];
    let by_name = actor.kind == ActorKind::Person || mention.form == MentionForm::Pronoun;
    let name = if by_name { actor.name.clone() } else { mention.span.of(text).to_owned() };
    Some(Speaker {
        name,
        actor: Some(actor.id.clone()),
        country: actor.country.clone(),
        title: mention.title.clone(),
        span: mention.span.quote(text),
    })
}

/// `two people familiar with the talks`: a source without a name, by its words.
fn of_words(view: &View, token: usize) -> Speaker {
    let span = phrase(view, token);
    let name = span.of(view.text).to_owned();
    Speaker { name, actor: None, country: None, title: None, span: span.quote(view.text) }
}

/// The noun phrase of a token, without its article and without what is only added to it.
fn phrase(view: &View, token: usize) -> Span {
    let added = |i: usize| {
        let deprel = view.sentence.tokens[i].deprel;
        matches!(deprel, "acl:relcl" | "appos" | "parataxis" | "punct" | "cc") || is_article(view, i)
    };
    let inside = |i: usize| view.sentence.is_under(i, token) && !below_added(view, i, token, &added);
    let first = (0..token).rev().take_while(|&i| inside(i)).last().unwrap_or(token);
    let n = view.sentence.tokens.len();
    let last = (token + 1..n).take_while(|&i| inside(i)).last().unwrap_or(token);
    let last = (token..=last).rev().find(|&i| !is_mark(view, i)).unwrap_or(token);
    view.sentence.bytes(first, last)
}

fn is_article(view: &View, i: usize) -> bool {
    matches!(view.form(i).to_lowercase().as_str(), "a" | "an" | "the")
}

/// Does `i` stand in a part below `top` that is only added?
fn below_added(view: &View, i: usize, top: usize, added: &dyn Fn(usize) -> bool) -> bool {
    let mut at = i;
    for _ in 0..view.sentence.tokens.len() {
        if at == top {
            return false;
        }
        // Articles of inner nouns belong to the words.
        if added(at) && (!is_article(view, at) || view.sentence.tokens[at].head == Some(top)) {
            return true;
        }
        let Some(head) = view.sentence.tokens[at].head else { return false };
        at = head;
    }
    false
}
