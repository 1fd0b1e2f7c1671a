//! The words that show an event, and who vouches for them.

use super::roles::Roles;
use super::scene::Scene;
use crate::account::{Source, Status};
use crate::recognise::titles::View;
use crate::span::Span;
use crate::statement::Statement;

/// The shortest run of words from the first to the last of trigger and participants, within a sentence; for an event
/// that did not simply happen with the verb that says so.
pub fn evidence(scene: &Scene, s: usize, trigger: usize, roles: &Roles, status: Status) -> Span {
    let view = &scene.views[s];
    let parties = roles.actors.iter().chain(&roles.recipients);
    let here = parties.map(|p| scene.mention(p)).filter(|m| m.sentence == s);
    let (mut first, mut last) = (trigger, trigger);
    for m in here {
        first = first.min(m.first);
        last = last.max(m.last);
    }
    // The verb alone says little: its object and complement belong to the evidence.
    for c in view.sentence.children(trigger) {
        if matches!(view.relation(c), "obj" | "xcomp" | "ccomp" | "obl" | "nmod") {
            let (_, end) = view.sentence.extent(c);
            last = last.max(end.min(trigger + 25));
        }
    }
    if let Some(verb) = said_of(view, trigger).filter(|v| status != Status::Held && *v <= trigger + 25) {
        last = last.max(verb);
    }
    while last > first && view.form(last).chars().all(|c| c.is_ascii_punctuation()) && view.form(last) != "\""
    {
        last -= 1;
    }
    view.sentence.bytes(first, last)
}

/// `the talks were called off`: the last word of the verb that a noun is the subject of.
fn said_of(view: &View, noun: usize) -> Option<usize> {
    let verb = view.sentence.tokens[noun].head.filter(|_| view.relation(noun) == "nsubj")?;
    let particle = view.sentence.children(verb).find(|&c| view.sentence.tokens[c].deprel == "compound:prt");
    Some(particle.unwrap_or(verb).max(verb))
}

/// The statements in whose content the trigger stands, innermost first.
pub fn vouching<'a>(scene: &Scene<'a>, s: usize, trigger: usize) -> Vec<&'a Statement> {
    let span = scene.views[s].sentence.tokens[trigger].span;
    let mut inside: Vec<&Statement> = scene
        .found
        .statements
        .iter()
        .filter(|st| st.act.vouches() && st.holds(span) && st.cue.start != span.start)
        .collect();
    inside.sort_by_key(|st| (st.size(), st.cue.start));
    inside
}

/// Who vouches for an account (coding guide, settled cases): the speakers of the statements it stands
/// in; nobody for an act of speech that the report tells of its own actor.
pub fn sources(statements: &[&Statement], speech: bool, actor_ids: &[&str]) -> Vec<Source> {
    let innermost = statements.iter().find(|st| st.speaker.is_some());
    let Some(statement) = innermost else { return Vec::new() };
    let Some(speaker) = &statement.speaker else { return Vec::new() };
    let own_act = speech && speaker.actor.as_deref().is_some_and(|a| actor_ids.contains(&a));
    if own_act && !statement.direct {
        return Vec::new();
    }
    vec![Source {
        speaker: speaker.name.clone(),
        via: statement.via.first().cloned(),
        statement: Some(statement.id.clone()),
    }]
}
