//! An act found at a word becomes an account: its time, place, setting, words and sources are looked up.

use super::fields::{self, Clause};
use super::roles::Roles;
use super::scene::{Party, Scene};
use super::{evidence, head, places, syntax, topics};
use crate::account::{Account, Status};
use crate::document::{Hint, Upos};
use crate::place::{PlaceMention, Where, WhereBasis};
use crate::report::stable_id;
use crate::when::When;

/// What was decided of the word at a trigger.
pub struct Act<'a> {
    /// PLOVER type.
    pub kind: &'a str,
    /// PLOVER mode.
    pub mode: Option<&'a str>,
    /// Is it an act of speech, for which the one who speaks vouches by doing it?
    pub speech: bool,
    /// Did it happen?
    pub status: Status,
    /// The rule or model that decided.
    pub by: String,
    /// 0 to 1.
    pub confidence: f64,
    /// What the event head says of the word.
    pub hint: Option<&'a Hint>,
}

/// The account of an act at `trigger` of sentence `s`.
pub fn account(scene: &Scene, s: usize, trigger: usize, act: &Act, roles: &Roles) -> Account {
    let view = &scene.views[s];
    let clause = Clause::of(view, trigger);
    // `met in Aville in July and discussed`: what is joined shares time and place.
    let joined = clause.joined(view);
    let mut when = time(scene, s, trigger, act, &clause, joined.as_ref());
    let mut place = place(scene, s, act, &clause, joined.as_ref());
    let setting = fields::setting(scene, s, &clause)
        .or_else(|| fields::setting(scene, s, joined.as_ref()?))
        .map(|m| fields::settle(scene, m, act.status, &mut when, &mut place));
    let span = evidence::evidence(scene, s, trigger, roles);
    let statements = evidence::vouching(scene, s, trigger);
    let participants = |list: &[Party]| list.iter().map(|p| scene.participant(p)).collect::<Vec<_>>();
    let (actors, recipients) = (participants(&roles.actors), participants(&roles.recipients));
    let actor_ids: Vec<&str> = actors.iter().map(|a| a.actor.as_str()).collect();
    let sources = evidence::sources(&statements, act.speech, &actor_ids);
    let at = format!("{}-{}", span.start, view.sentence.tokens[trigger].span.start);
    Account {
        id: stable_id("a", &[&scene.report.id, act.kind, &at]),
        report: scene.report.id.clone(),
        event: None,
        kind: act.kind.to_owned(),
        mode: act.mode.map(str::to_owned),
        status: act.status,
        actors,
        recipients,
        when,
        place,
        setting,
        topics: topics::topics(scene, s, &clause, roles),
        contexts: Vec::new(),
        sources,
        evidence: vec![span.quote(&scene.report.text)],
        rule: act.by.clone(),
        confidence: act.confidence,
        traits: Vec::new(),
    }
}

/// The time that the head links to the trigger; for an act of the rules the one in its clause.
fn time(
    scene: &Scene,
    s: usize,
    trigger: usize,
    act: &Act,
    clause: &Clause,
    joined: Option<&Clause>,
) -> Option<When> {
    if let Some(hint) = act.hint {
        return head::time(scene, s, hint, act.status).and_then(|t| fields::when(scene, t));
    }
    let view = &scene.views[s];
    let noun = view.sentence.tokens[trigger].upos == Upos::Noun;
    let only_own = act.status == Status::CalledOff;
    let event = if noun { trigger } else { syntax::object(view, trigger).unwrap_or(trigger) };
    let time =
        if only_own { fields::own_time(scene, s, event) } else { fields::time(scene, s, clause, act.status) };
    let time = time.or_else(|| fields::time(scene, s, joined.filter(|_| !only_own)?, act.status));
    time.and_then(|t| fields::when(scene, t))
}

/// The place that the head links to the trigger; for an act of the rules the one in its clause, else the report's own.
fn place(scene: &Scene, s: usize, act: &Act, clause: &Clause, joined: Option<&Clause>) -> Option<Where> {
    // Where forces go or leave, and whom one visits, stands as object or goal.
    let motion = matches!(act.mode, Some("visit" | "withdraw" | "troops")) || act.kind == "MOBILIZE";
    let stated = |p: &PlaceMention| {
        places::located(p.place.clone(), WhereBasis::Stated, Some(p.span.quote(&scene.report.text)))
    };
    if let Some(hint) = act.hint {
        return head::place(scene, s, hint).map(stated);
    }
    let named = places::place(scene, s, clause, motion).or_else(|| places::place(scene, s, joined?, false));
    named.map(stated).or_else(|| places::dateline_place(scene, s, clause))
}
