//! What a rule asks of the participants it found.

use super::codebook::Need;
use super::roles::Roles;
use super::scene::{self, Party, Scene};
use super::{fields, places, syntax};
use crate::actor::ActorKind;

pub fn met(scene: &Scene, need: Need, roles: &Roles, s: usize, trigger: usize) -> bool {
    match need {
        Need::Actor => !roles.actors.is_empty(),
        Need::Recipient => !roles.recipients.is_empty(),
        Need::Two => roles.actors.len() + roles.recipients.len() >= 2,
        Need::Persons => roles.actors.iter().all(|p| scene.actor(p).kind == ActorKind::Person),
        Need::PoliticalRecipient => roles.recipients.iter().any(|p| scene.is_political(p)),
        Need::PoliticalActor => roles.actors.iter().any(|p| scene.is_political(p)),
        Need::Bodies => {
            roles.actors.iter().all(|p| matches!(scene.actor(p).kind, ActorKind::Igo | ActorKind::Body))
        }
        Need::Street => {
            roles.actors.iter().all(|p| matches!(scene.actor(p).kind, ActorKind::Group | ActorKind::Body))
        }
        Need::OwnAct => {
            let clause = syntax::clause_subject(&scene.views[s], trigger);
            let doers = clause.map(|t| scene.parties(s, t)).unwrap_or_default();
            doers.iter().any(|d| roles.actors.iter().any(|a| a.actor == d.actor))
        }
        Need::Protesters => roles.actors.iter().any(|p| scene::in_the_street(&scene.actor(p).name)),
        Need::Force => roles.actors.iter().all(|p| scene.actor(p).kind != ActorKind::Person),
        Need::Place => {
            let clause = fields::Clause::of(&scene.views[s], trigger);
            places::place(scene, s, &clause, true).is_some()
        }
    }
}

/// People and firms without an office who act toward a political actor count (coding guide: what gets an account);
/// a person must be named in full.
pub fn aims(scene: &Scene, roles: &Roles) -> bool {
    let whole = |p: &Party| scene.actor(p).kind != ActorKind::Person || scene.actor(p).name.contains(' ');
    roles.actors.iter().any(whole) && roles.recipients.iter().any(|p| scene.is_political(p))
}

/// Somebody in it is one of the actors that the record is about.
pub fn political(scene: &Scene, roles: &Roles) -> bool {
    roles.actors.iter().chain(&roles.recipients).any(|p| scene.is_political(p))
}
