//! Pronouns and plurals that point at actors named elsewhere.

use std::collections::BTreeMap;

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
    /// `the two`
    Two,
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
    let pronouns = tokens.filter_map(|(token, _)| class(token).map(|class| Pronoun { token, class }));
    let two = |i: &usize| view.form(*i).eq_ignore_ascii_case("two") && is_the_two(view, *i);
    let pairs = (0..view.sentence.tokens.len()).filter(two);
    pronouns.chain(pairs.map(|token| Pronoun { token, class: Class::Two })).collect()
}

/// `the two met`: a number that stands for its noun.
fn is_the_two(view: &View, i: usize) -> bool {
    let the = |c: usize| view.form(c).eq_ignore_ascii_case("the");
    let of = |c: usize| view.relation(c) == "nmod";
    matches!(view.relation(i), "nsubj" | "obl" | "obj")
        && view.sentence.children(i).any(the)
        && !view.sentence.children(i).any(of)
}

/// The mention a pronoun makes; `None` when nothing fits.
pub fn resolve(pass: &mut Pass, s: usize, pronoun: &Pronoun) -> Option<Mention> {
    let actors = match pronoun.class {
        Class::They if pass.views[s].form(pronoun.token).eq_ignore_ascii_case("who") => {
            relative(pass, s, pronoun.token)
        }
        Class::They => plural(pass, s, pronoun.token),
        Class::Two => last_pair(pass, s, Pair::Leaders),
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
            // `Vorn and Elm, who met`: the clause hangs on the last of them.
            let first = head.map(|h| {
                if view.relation(h) == "conj" { view.sentence.tokens[h].head.unwrap_or(h) } else { h }
            });
            return first.map(|h| noun_actors(pass, s, h)).unwrap_or_default();
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
    // What one says of others within quotation marks does not name him outside of them.
    let outside = !pass.is_quoted(pass.views[s].sentence.tokens[pronoun.token].span);
    let heard = |m: &&Mention| !(outside && pass.is_quoted(m.span));
    for back in 0..=REACH.min(s) {
        let here: Vec<&Mention> = pass
            .mentions
            .iter()
            .filter(|m| m.sentence == s - back)
            .filter(fits)
            .filter(heard)
            .filter(not_beside)
            .collect();
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
fn plural(pass: &mut Pass, s: usize, token: usize) -> Vec<usize> {
    let view = pass.views[s];
    for back in 0..=REACH.min(s) {
        let of = s - back;
        let plural_here = pass
            .mentions
            .iter()
            .rev()
            .filter(|m| m.sentence == of && (m.form != MentionForm::Pronoun || m.actors.len() > 1));
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
    last_pair(pass, s, Pair::Leaders)
}

/// Whom a plural noun can point at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pair {
    /// `the two leaders`: people who lead their states, where there are such.
    Leaders,
    /// `both men`.
    People,
    /// `the two countries`.
    States,
    /// `the two sides`: people or states.
    Any,
}

/// The two that a plural points at: leaders and people by nearness, states by how much the report has
/// spoken of them so far, since every name of a place would else pass for one of the two.
pub fn last_pair(pass: &mut Pass, s: usize, pair: Pair) -> Vec<usize> {
    let mut of = |pair: Pair| match pair {
        Pair::Leaders => nearest_two(pass, s, |a| leads(pass, a)),
        Pair::People => nearest_two(pass, s, |a| pass.kind(a) == ActorKind::Person),
        Pair::States => main_states(pass),
        Pair::Any => Vec::new(),
    };
    let order = match pair {
        Pair::Leaders => [Pair::Leaders, Pair::People],
        Pair::People => [Pair::People, Pair::People],
        Pair::States => [Pair::States, Pair::States],
        Pair::Any => [Pair::Leaders, Pair::States],
    };
    order.into_iter().map(&mut of).find(|two| two.len() == 2).unwrap_or_default()
}

/// Does the person lead a state on the day of the report?
fn leads(pass: &Pass, actor: usize) -> bool {
    let info = pass.person_actor.iter().position(|a| *a == actor).map(|i| &pass.people[i]);
    let known = info.and_then(|p| p.known).map(|k| &pass.views[0].gazetteer.people[k]);
    let day = pass.published.as_deref();
    known.is_some_and(|p| p.spells.iter().any(|s| s.leads() && day.is_none_or(|d| s.covers(d))))
}

fn nearest_two(pass: &Pass, s: usize, fits: impl Fn(usize) -> bool) -> Vec<usize> {
    let near = pass.mentions.iter().rev().filter(|m| m.sentence + 2 * REACH >= s);
    let mut pair: Vec<usize> = Vec::new();
    for a in near.flat_map(|m| m.actors.iter().rev().copied()) {
        if fits(a) && !pair.contains(&a) && pair.len() < 2 {
            pair.push(a);
        }
    }
    pair.reverse();
    pair
}

/// The two states that the report has spoken of most, itself or through their people.
fn main_states(pass: &mut Pass) -> Vec<usize> {
    let gazetteer = pass.views[0].gazetteer;
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for a in pass.mentions.iter().filter(|m| m.form != MentionForm::Pronoun).flat_map(|m| &m.actors) {
        let weight = if pass.kind(*a) == ActorKind::Person { 2 } else { 1 };
        if let Some(iso) = pass.registry.actors[*a].country.as_deref() {
            *counts.entry(iso).or_default() += weight;
        }
    }
    let mut order: Vec<(&str, usize)> = counts.into_iter().collect();
    order.sort_by_key(|(iso, n)| (std::cmp::Reverse(*n), *iso));
    let most = order.into_iter().filter_map(|(iso, _)| gazetteer.country_index(iso)).take(2);
    most.collect::<Vec<usize>>().into_iter().map(|c| pass.registry.state(c, gazetteer)).collect()
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
