//! Roles: from the places a rule names in the tree to participants.

use super::codebook::Rule;
use super::scene::{Party, Scene};
use super::status::{StatusRules, phrase};
use super::syntax;
use crate::actor::ActorKind;
use crate::document::Upos;

/// The participants that a rule finds around a trigger.
pub struct Roles {
    /// Who acts.
    pub actors: Vec<Party>,
    /// Toward whom.
    pub recipients: Vec<Party>,
}

/// Fills a rule's roles at `trigger` of sentence `s`.
pub fn fill(scene: &Scene, status: &StatusRules, rule: &Rule, s: usize, trigger: usize) -> Roles {
    let at = |paths: &[String], all: bool| gather(scene, status, paths, s, trigger, all);
    let actors = at(&rule.actors, rule.mutual);
    let actors = if rule.mutual { without_bare_plurals(scene, actors) } else { actors };
    let mut recipients = if rule.mutual { Vec::new() } else { at(&rule.recipients, false) };
    // `the branch of the movement said that it`: the whole within the name of a part is nobody else.
    let part = |a: &Party, r: &Party| {
        let (whole, of) = (scene.actor(r), scene.actor(a));
        of.kind == ActorKind::Group && whole.kind == ActorKind::Body && of.name.contains(&whole.name)
    };
    recipients.retain(|r| !actors.iter().any(|a| a.actor == r.actor || part(a, r)));
    Roles { actors, recipients }
}

/// `Vorn and Elm met for the first summit between sitting leaders`: where two are named, a plural of no
/// country is what they are, not a third party.
fn without_bare_plurals(scene: &Scene, mut parties: Vec<Party>) -> Vec<Party> {
    let bare = |p: &Party| {
        let actor = scene.actor(p);
        let last = actor.name.rsplit(' ').next().unwrap_or("");
        actor.kind == ActorKind::Group
            && actor.country.is_none()
            && matches!(last, "leaders" | "presidents" | "ministers" | "officials" | "sides" | "parties")
    };
    if parties.iter().filter(|p| !bare(p)).count() >= 2 {
        parties.retain(|p| !bare(p));
    }
    parties
}

/// The parties at the first of `paths` that holds any, or at all of them.
fn gather(
    scene: &Scene,
    status: &StatusRules,
    paths: &[String],
    s: usize,
    trigger: usize,
    all: bool,
) -> Vec<Party> {
    let mut found: Vec<Party> = Vec::new();
    for path in paths {
        // `Vorn and Elm met for Syria talks`: where both parties are found, a name before the noun is
        // the topic.
        if all && path == "owner" && found.len() >= 2 {
            continue;
        }
        for token in tokens(scene, status, path, s, trigger) {
            for party in spoken(scene, s, token) {
                if !found.iter().any(|f| f.actor == party.actor) {
                    found.push(party);
                }
            }
        }
        if !all && !found.is_empty() {
            break;
        }
    }
    found
}

/// The parties at a token; those whose statement it is, where it speaks for them (`a Benin statement`).
fn spoken(scene: &Scene, s: usize, token: usize) -> Vec<Party> {
    let view = &scene.views[s];
    let parties = scene.parties(s, token);
    let speech =
        matches!(view.lemma(token).as_str(), "statement" | "letter" | "communique" | "resolution" | "report");
    if !parties.is_empty() || !speech {
        return parties;
    }
    let by = |p: &str| syntax::under_preposition(view, token, p);
    let owners = syntax::owners(view, token).into_iter().chain(by("by")).chain(by("from"));
    owners.flat_map(|o| scene.parties(s, o)).collect()
}

/// The tokens that a path leads to.
fn tokens(scene: &Scene, status: &StatusRules, path: &str, s: usize, trigger: usize) -> Vec<usize> {
    let view = &scene.views[s];
    let noun = matches!(view.sentence.tokens[trigger].upos, Upos::Noun | Upos::Propn);
    let light = if noun { light_verb(scene, status, s, trigger) } else { None };
    match path {
        "subject" if noun => {
            let does = light.and_then(|v| syntax::subject(view, v));
            does.or_else(|| syntax::behind(view, trigger)).into_iter().collect()
        }
        "subject" => doer(scene, s, trigger).into_iter().collect(),
        "object" if noun => Vec::new(),
        "object" => {
            let direct = syntax::object(view, trigger);
            direct.into_iter().chain(syntax::indirect_object(view, trigger)).collect()
        }
        "owner" => {
            syntax::owners(view, trigger).into_iter().chain(object_owners(scene, s, trigger, noun)).collect()
        }
        "indirect" => syntax::receiver(view, trigger).into_iter().collect(),
        "clause" => syntax::clause_subject(view, trigger).into_iter().collect(),
        "main" => main(scene, s, trigger).into_iter().collect(),
        preposition => {
            // `reached a deal with Iran`: the phrase may hang on the verb or on its object.
            let near = light.or_else(|| syntax::object(view, trigger).filter(|_| !noun));
            let heads = || std::iter::once(trigger).chain(near);
            let mut found: Vec<usize> =
                heads().flat_map(|h| syntax::under_preposition(view, h, preposition)).collect();
            // `talks between Vorn and the minister`, read with the minister beside the talks.
            if preposition == "between" && noun && found.len() == 1 {
                let beside = |c: &usize| view.relation(*c) == "conj" && *c > found[0];
                found.extend(view.sentence.children(trigger).find(beside));
            }
            if found.is_empty() {
                found = heads().flat_map(|h| syntax::chained(view, h, preposition, !noun)).collect();
            }
            found
        }
    }
}

/// The subject of the main clause; a person before a state (`Vorn says Avonia may agree, following a
/// meeting with Elm`).
fn main(scene: &Scene, s: usize, trigger: usize) -> Option<usize> {
    let all = syntax::main_subjects(&scene.views[s], trigger);
    let person = |t: &usize| scene.parties(s, *t).iter().any(|p| scene.actor(p).kind == ActorKind::Person);
    all.iter().copied().find(person).or(all.first().copied())
}

/// The logical subject; for a law or decision that does something, the one whose it is
/// (`Vorn answered with a law, which banned`).
fn doer(scene: &Scene, s: usize, trigger: usize) -> Option<usize> {
    let view = &scene.views[s];
    let subject = syntax::subject(view, trigger)?;
    let instrument = matches!(
        view.lemma(subject).as_str(),
        "law"
            | "act"
            | "bill"
            | "decree"
            | "measure"
            | "order"
            | "resolution"
            | "decision"
            | "ban"
            | "move"
            | "statement"
            | "letter"
            | "legislation"
    );
    if !instrument || scene.mention_at(s, subject).is_some() {
        return Some(subject);
    }
    let owner = syntax::owners(view, subject).into_iter().find(|&o| !scene.parties(s, o).is_empty());
    owner.or_else(|| {
        let (verb, _) = syntax::governor(view, subject)?;
        syntax::subject(view, verb)
    })
}

/// For a verb, `owner` is the possessor of its object (`violated Syria's airspace`), or, where it has
/// none, of what stands under its preposition (`called for Vorn's resignation`).
fn object_owners(scene: &Scene, s: usize, trigger: usize, noun: bool) -> Vec<usize> {
    let view = &scene.views[s];
    if noun {
        return Vec::new();
    }
    let oblique = || view.sentence.children(trigger).find(|&c| view.relation(c) == "obl");
    let object = syntax::object(view, trigger).or_else(oblique);
    object.map(|o| syntax::owners(view, o)).unwrap_or_default()
}

/// The light verb that governs a noun, if its subject does what the noun names.
fn light_verb(scene: &Scene, status: &StatusRules, s: usize, noun: usize) -> Option<usize> {
    let view = &scene.views[s];
    let (verb, relation) = syntax::governor(view, noun)?;
    // `engaged in talks` does what the noun names; `reached a deal after talks` does not.
    let within =
        || matches!(view.case_of(noun).as_deref(), Some("in" | "into" | "on" | "to" | "with" | "for"));
    let as_object = matches!(relation, "obj" | "nsubj:pass") || relation == "obl" && within();
    let phrase = phrase(view, verb).is_some_and(|p| status.is_light(&p));
    (as_object && (phrase || status.is_light(&view.lemma(verb)))).then_some(verb)
}
