//! Pronouns and plurals that point at actors named elsewhere.

use super::mentions::Pass;
use super::titles::View;
use crate::actor::{ActorKind, Mention, MentionForm};
use crate::document::Upos;

/// How many sentences back a pronoun looks.
const REACH: usize = 3;

/// Classes of pronouns by what they can point at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    He,
    She,
    They,
    It,
}

/// A third-person pronoun.
#[derive(Clone, Debug)]
pub struct Pronoun {
    /// Its token.
    pub token: usize,
    class: Class,
}

/// The third-person pronouns of a sentence.
pub fn find(view: &View) -> Vec<Pronoun> {
    let tokens = view.sentence.tokens.iter().enumerate().filter(|(_, t)| t.upos == Upos::Pron);
    let class = |i: usize| match view.form(i).to_lowercase().as_str() {
        "he" | "him" | "his" | "himself" => Some(Class::He),
        "she" | "her" | "hers" | "herself" => Some(Class::She),
        "they" | "them" | "their" | "theirs" | "who" => Some(Class::They),
        "it" | "its" | "itself" => Some(Class::It),
        _ => None,
    };
    tokens.filter_map(|(token, _)| class(token).map(|class| Pronoun { token, class })).collect()
}

/// The mention a pronoun makes; `None` when nothing fits.
pub fn resolve(pass: &mut Pass, s: usize, pronoun: &Pronoun) -> Option<Mention> {
    let actors = match pronoun.class {
        Class::They if pass.views[s].form(pronoun.token).eq_ignore_ascii_case("who") => {
            relative(pass, s, pronoun.token)
        }
        Class::They => plural(pass, s, pronoun.token),
        _ => single(pass, s, pronoun),
    };
    let t = pronoun.token;
    (!actors.is_empty()).then(|| pass.mention(s, (t, t, t), MentionForm::Pronoun, actors, None))
}

/// `who` stands for the noun its clause hangs on.
fn relative(pass: &Pass, s: usize, token: usize) -> Vec<usize> {
    let view = pass.views[s];
    let mut at = Some(token);
    while let Some(i) = at {
        let head = view.sentence.tokens[i].head;
        if view.sentence.tokens[i].deprel == "acl:relcl" {
            return head.map(|h| noun_actors(pass, s, h)).unwrap_or_default();
        }
        at = head;
    }
    Vec::new()
}

/// The actors of the noun phrase at `head`, coordinated ones included.
fn noun_actors(pass: &Pass, s: usize, head: usize) -> Vec<usize> {
    let view = pass.views[s];
    let conjuncts = view.sentence.children(head).filter(|&c| view.relation(c) == "conj");
    let mut actors = Vec::new();
    for token in std::iter::once(head).chain(conjuncts) {
        if let Some(m) = pass.mentions.iter().rev().find(|m| m.holds(s, token)) {
            actors.extend(m.actors.iter().copied().filter(|a| !actors.contains(a)).collect::<Vec<_>>());
        }
    }
    actors
}

/// One actor: the nearest fitting subject of this sentence, else the first of an earlier one, else any.
fn single(pass: &Pass, s: usize, pronoun: &Pronoun) -> Vec<usize> {
    let fits = |m: &&Mention| m.actors.len() == 1 && fits_class(pass, m.actors[0], pronoun.class);
    let not_beside = |m: &&Mention| m.sentence != s || !coargument(&pass.views[s], m.head, pronoun.token);
    for back in 0..=REACH.min(s) {
        let here: Vec<&Mention> =
            pass.mentions.iter().filter(|m| m.sentence == s - back).filter(fits).filter(not_beside).collect();
        let subjects: Vec<&&Mention> =
            here.iter().filter(|m| is_subject(&pass.views[m.sentence], m.head)).collect();
        let best = if back == 0 {
            subjects.last().or(here.last().as_ref()).copied()
        } else {
            subjects.first().or(here.first().as_ref()).copied()
        };
        if let Some(m) = best {
            return m.actors.clone();
        }
    }
    Vec::new()
}

fn fits_class(pass: &Pass, actor: usize, class: Class) -> bool {
    let gender = || {
        let i = pass.person_actor.iter().position(|a| *a == actor);
        i.and_then(|i| pass.people[i].gender)
    };
    match (class, pass.kind(actor)) {
        (Class::He, ActorKind::Person) => gender() != Some('f'),
        (Class::She, ActorKind::Person) => gender() != Some('m'),
        (Class::It, ActorKind::State | ActorKind::Igo | ActorKind::Body) => true,
        (Class::He | Class::She, ActorKind::Group) => false,
        _ => false,
    }
}

fn is_subject(view: &View, token: usize) -> bool {
    view.relation(token) == "nsubj"
}

/// Do the two depend on one verb, so that they cannot be the same (`Vorn told him`)?
fn coargument(view: &View, a: usize, b: usize) -> bool {
    let object = matches!(view.relation(b), "obj" | "iobj" | "obl");
    object && view.sentence.tokens[a].head == view.sentence.tokens[b].head
}

/// `they`: the last plural among the subjects, or the last pair.
fn plural(pass: &Pass, s: usize, token: usize) -> Vec<usize> {
    let view = pass.views[s];
    for back in 0..=REACH.min(s) {
        let of = s - back;
        let plural_here = pass.mentions.iter().rev().filter(|m| {
            m.sentence == of && m.form != MentionForm::Pronoun || m.sentence == of && m.actors.len() > 1
        });
        for m in plural_here {
            if back == 0 && coargument(&view, m.head, token) {
                continue;
            }
            let all = noun_actors(pass, of, m.head);
            let plural_noun = matches!(pass.views[of].sentence.tokens[m.head].xpos, "NNS" | "NNPS");
            if all.len() > 1 || plural_noun && !all.is_empty() {
                return all;
            }
        }
    }
    last_pair(pass, s, None)
}

/// The two actors of `kind` (or two persons, else two states) that were named last, in order of naming.
pub fn last_pair(pass: &Pass, s: usize, kind: Option<ActorKind>) -> Vec<usize> {
    let kinds = match kind {
        Some(k) => vec![k],
        None => vec![ActorKind::Person, ActorKind::State],
    };
    let recent: Vec<&Mention> = pass.mentions.iter().rev().filter(|m| m.sentence + REACH >= s).collect();
    for kind in kinds {
        let mut pair: Vec<usize> = Vec::new();
        for a in recent
            .iter()
            .filter(|m| m.form != MentionForm::Pronoun || m.actors.len() > 1)
            .flat_map(|m| m.actors.iter().rev())
        {
            if pass.kind(*a) == kind && !pair.contains(a) && pair.len() < 2 {
                pair.push(*a);
            }
        }
        if pair.len() == 2 {
            pair.reverse();
            return pair;
        }
    }
    Vec::new()
}

/// `The leaders last met in May` at the head of a report, before anybody is named: the first pair
/// that is named after.
pub fn forward_pairs(pass: &mut Pass) {
    let empty: Vec<usize> =
        (0..pass.mentions.len()).filter(|&i| pass.mentions[i].actors.is_empty()).collect();
    for i in empty {
        let s = pass.mentions[i].sentence;
        let mut pair: Vec<usize> = Vec::new();
        let after = pass.mentions.iter().filter(|m| m.sentence > s && m.sentence <= s + REACH);
        for a in after.flat_map(|m| m.actors.iter()) {
            if pass.kind(*a) == ActorKind::Person && !pair.contains(a) && pair.len() < 2 {
                pair.push(*a);
            }
        }
        let plural = matches!(pass.views[s].sentence.tokens[pass.mentions[i].head].xpos, "NNS" | "NNPS");
        if pair.len() == 2 && plural && is_pair_noun(pass, i) {
            pass.mentions[i].actors = pair;
        }
    }
    pass.mentions.retain(|m| !m.actors.is_empty());
}

fn is_pair_noun(pass: &Pass, mention: usize) -> bool {
    let m = &pass.mentions[mention];
    let word = pass.views[m.sentence].form(m.head).to_lowercase();
    matches!(word.as_str(), "leaders" | "presidents" | "men" | "ministers" | "sides")
        && super::nominals::is_definite(&pass.views[m.sentence], m.head)
}
