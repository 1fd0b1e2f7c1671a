//! People whom only the event head takes for a party, by their description: `two miners`.

use super::Nominal;
use crate::actor::{Mention, MentionForm};
use crate::document::Upos;
use crate::recognise::mentions::Pass;
use crate::recognise::names::What;
use crate::recognise::titles::View;

/// Nouns that only the event head takes for somebody (`hinted`): those that are neither named nor found otherwise.
pub fn described(
    view: &View,
    hinted: &[usize],
    found: &[Nominal],
    taken: &dyn Fn(usize) -> bool,
) -> Vec<Nominal> {
    let free = |i: &usize| {
        let token = &view.sentence.tokens[*i];
        token.upos == Upos::Noun
            && view.form(*i).chars().count() > 2
            && !counts(view, *i)
            && !is_thing(&view.lemma(*i))
            && !holds_name(view, *i)
            && !taken(*i)
            && view.named_at(*i).is_none()
            && !found.iter().any(|n| (n.from..=n.head).contains(i))
    };
    let nouns = hinted.iter().copied().filter(free);
    nouns.map(|head| Nominal { from: first_word(view, head), head }).collect()
}

static THINGS: &str = include_str!("../data/things.txt");

/// Words that a description of people takes in behind its noun, at most.
const LONGEST_PHRASE: usize = 7;

/// The first word of a description: `legal and religious groups`, `fifteen Democrats`.
fn first_word(view: &View, head: usize) -> usize {
    let own = |i: &usize| {
        view.sentence.is_under(*i, head)
            && !matches!(view.sentence.tokens[*i].upos, Upos::Det | Upos::Punct | Upos::Pron | Upos::Adp)
    };
    let first = (0..head).rev().take_while(own).last().unwrap_or(head);
    let word = |i: &usize| view.sentence.tokens[*i].upos != Upos::Cconj;
    (first..head).find(word).unwrap_or(head)
}

/// The last word of a description: a phrase with `of`, `from` or `in` behind it belongs to it.
fn last_word(view: &View, head: usize) -> usize {
    let behind = view.sentence.children(head).find(|&c| {
        c > head
            && view.relation(c) == "nmod"
            && matches!(view.case_of(c).as_deref(), Some("of" | "from" | "in" | "across"))
    });
    let last = behind.map_or(head, |c| view.sentence.extent(c).1);
    if last <= head + LONGEST_PHRASE { last } else { head }
}

/// Is it a noun for a place or a thing?
fn is_thing(lemma: &str) -> bool {
    THINGS.lines().any(|l| l == lemma)
}

/// `a convoy of United Nations peacekeepers`: somebody is named in the phrase behind the noun.
fn holds_name(view: &View, i: usize) -> bool {
    of_phrases(view, i).any(|c| {
        let (first, last) = view.sentence.extent(c);
        (first..=last).any(|w| view.named_at(w).is_some_and(|n| n.what != What::Other))
    })
}

/// The heads of the phrases with `of` that hang on a noun.
fn of_phrases<'v>(view: &'v View<'_>, noun: usize) -> impl Iterator<Item = usize> + 'v {
    let of = |c: &usize| view.relation(*c) == "nmod" && view.case_of(*c).as_deref() == Some("of");
    view.sentence.children(noun).filter(of)
}

/// `thousands of protesters`: who it is stands behind.
fn counts(view: &View, i: usize) -> bool {
    let number = matches!(
        view.lemma(i).as_str(),
        "hundred" | "thousand" | "dozen" | "score" | "million" | "number" | "group" | "crowd"
    );
    number && of_phrases(view, i).next().is_some()
}

/// The mention of people known by their description alone.
pub fn describe(pass: &mut Pass, s: usize, nominal: &Nominal) -> Mention {
    let view = pass.views[s];
    let words = view.sentence.bytes(nominal.from, last_word(&view, nominal.head)).of(view.text);
    let country = view.modifier_country(nominal.head).map(|c| view.gazetteer.countries[c].iso3.clone());
    let sector = role_within(&view, nominal);
    let actor = pass.registry.group(words, country, sector);
    pass.mention(s, (nominal.from, nominal.from, nominal.head), MentionForm::Nominal, vec![actor], None)
}

/// `army trucks`, `police vans`: the sector of the people whose things they are.
fn role_within(view: &View, nominal: &Nominal) -> Option<String> {
    let whose = |i: &usize| matches!(view.relation(*i), "compound" | "amod" | "nmod");
    let within = (nominal.from..nominal.head).filter(whose);
    within.filter_map(|i| view.role(i)).find_map(|role| role.sector.clone())
}
