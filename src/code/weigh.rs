//! How sure an account is: a logistic model over readable traits, fitted on gold accounts read by event heads that
//! were not trained on them (`train/events/weigh.py`). Of the accounts at 0.8, four in five are right.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::evidence;
use super::roles::Roles;
use super::scene::{Party, Scene};
use crate::account::Status;
use crate::actor::ActorKind;
use crate::document::{EVENT_TYPES, Hint, Part};
use crate::recognise::statements;

/// The traits of an account, in order; after these one for each of [`EVENT_TYPES`].
pub const TRAITS: [&str; 15] = [
    "rule",
    "rule_says",
    "head_event",
    "head_type",
    "content",
    "actor",
    "recipient",
    "political_actor",
    "named",
    "quoted",
    "attributed",
    "headline",
    "not_held",
    "link",
    "alone",
];

static WEIGHTS: &str = include_str!("data/confidence.toml");

/// The fitted model.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// Acts that only the event head sees are not told below this confidence.
    pub threshold: f64,
    bias: f64,
    traits: BTreeMap<String, f64>,
    types: BTreeMap<String, f64>,
}

/// What is known of an act before it is weighed.
pub struct Evidence<'a> {
    /// Its PLOVER type.
    pub kind: &'a str,
    /// Its status.
    pub status: Status,
    /// Precision of the rule that told it, where one did.
    pub rule: Option<f64>,
    /// Is it only what another act is about, as the rules see it?
    pub content: bool,
    /// Probability of any event at the word, by the head.
    pub any: f32,
    /// Probability of this type at the word, by the head.
    pub this: f32,
    /// What the head says of the word, where that is worth a look.
    pub hint: Option<&'a Hint>,
}

impl Weights {
    /// The embedded model.
    ///
    /// # Errors
    /// When the file is damaged.
    pub fn embedded() -> Result<Self, String> {
        toml::from_str(WEIGHTS).map_err(|e| format!("src/code/data/confidence.toml: {e}"))
    }

    /// The confidence of an account with these traits, 0 to 1.
    pub fn confidence(&self, traits: &[f32]) -> f64 {
        let names = TRAITS.iter().map(|n| self.traits.get(*n));
        let types = EVENT_TYPES.iter().map(|n| self.types.get(*n));
        let weights = names.chain(types).map(|w| w.copied().unwrap_or(0.0));
        let sum: f64 = weights.zip(traits).map(|(w, t)| w * f64::from(*t)).sum();
        // Rounded, so that no machine's exponential shows in the record.
        (1e4 / (1.0 + (-self.bias - sum).exp())).round() / 1e4
    }
}

/// The traits of an act at `trigger` of sentence `s`.
pub fn traits(scene: &Scene, s: usize, trigger: usize, roles: &Roles, e: &Evidence) -> Vec<f32> {
    let flag = |b: bool| f32::from(u8::from(b));
    let parties = || roles.actors.iter().chain(&roles.recipients);
    let named = |p: &Party| scene.actor(p).kind != ActorKind::Group;
    let span = scene.views[s].sentence.tokens[trigger].span;
    let mut traits = vec![
        flag(e.rule.is_some()),
        e.rule.map_or(0.0, |p| logit(p as f32)),
        logit(e.any),
        logit(e.this),
        flag(e.content),
        flag(!roles.actors.is_empty()),
        flag(!roles.recipients.is_empty()),
        flag(roles.actors.iter().any(|p| scene.is_political(p))),
        flag(parties().any(named)),
        flag(statements::holding(&scene.found.quotes, span).is_some()),
        flag(!evidence::vouching(scene, s, trigger).is_empty()),
        flag(s == 0),
        flag(e.status != Status::Held),
        e.hint.map_or(0.0, |h| link(scene, s, h, roles)),
        flag(e.rule.is_none()),
    ];
    traits.extend(EVENT_TYPES.iter().map(|t| flag(*t == e.kind)));
    traits
}

/// How surely the head links the participants that stand in the sentence, in the mean.
fn link(scene: &Scene, s: usize, hint: &Hint, roles: &Roles) -> f32 {
    let sides = [(Part::Actor, &roles.actors), (Part::Recipient, &roles.recipients)];
    let all = sides.iter().flat_map(|(part, list)| list.iter().map(move |p| (*part, p)));
    let sure = |(part, p): (Part, &Party)| {
        let m = scene.mention(p);
        (m.sentence == s).then(|| (m.from..=m.last).map(|w| hint.link(part, w)).fold(0.0, f32::max))
    };
    let found: Vec<f32> = all.filter_map(sure).collect();
    if found.is_empty() { 0.0 } else { found.iter().sum::<f32>() / found.len() as f32 }
}

fn logit(p: f32) -> f32 {
    let p = p.clamp(0.003, 0.997);
    (p / (1.0 - p)).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_weight_is_one_of_a_trait() {
        let weights = Weights::embedded().unwrap();
        assert!(weights.traits.keys().all(|n| TRAITS.contains(&n.as_str())));
        assert!(weights.types.keys().all(|n| EVENT_TYPES.contains(&n.as_str())));
        assert!((0.0..1.0).contains(&weights.threshold));
    }

    #[test]
    fn a_head_that_is_surer_makes_an_account_surer() {
        let weights = Weights::embedded().unwrap();
        let at = |p: f32| {
            let mut traits = vec![0.0; TRAITS.len() + EVENT_TYPES.len()];
            traits[2] = logit(p);
            traits[3] = logit(p);
            weights.confidence(&traits)
        };
        assert!(at(0.9) > at(0.1));
    }
}
