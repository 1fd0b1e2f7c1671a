//! Descriptions that refer to actors: `the Russian president`, `the Syrian government`,
//! `the two leaders`, `protesters`.

mod described;
mod several;
mod states;

use super::mentions::Pass;
use super::names::{Named, What};
use super::pronouns;
use super::titles::View;
use crate::actor::{Mention, MentionForm};
use crate::document::Upos;
use crate::gazetteer::RoleKind;
pub use described::{describe, described};
pub use several::is_definite;
use several::{is_plural, names_pair, one_of_several, points_at_pair, wanted};
use states::{is_state_noun, owner_country, serves, state};

/// Singular nouns that point back at a person through a country rather than a title.
const COUNTERPARTS: [&str; 4] = ["counterpart", "leader", "president", "head"];

/// `his Turkish counterpart`: who holds the same office elsewhere.
pub fn is_peer(lemma: &str) -> bool {
    matches!(lemma, "counterpart" | "colleague" | "homologue" | "opposite")
}

/// A description in one sentence.
#[derive(Clone, Debug)]
pub struct Nominal {
    /// First token, modifiers included, determiner excluded.
    pub from: usize,
    /// The noun.
    pub head: usize,
}

/// Could the noun at `i` denote an actor?
pub fn is_actor_noun(view: &View, i: usize) -> bool {
    let noun = matches!(view.sentence.tokens[i].upos, Upos::Noun | Upos::Propn);
    noun && (view.is_role(i)
        || view.lemma(i) == "counterpart"
        || is_state_noun(&view.lemma(i))
        || names_pair(view, i))
}

/// The descriptions of a sentence; `taken` tells tokens that belong to a person's name or title.
pub fn find(view: &View, taken: &dyn Fn(usize) -> bool) -> Vec<Nominal> {
    let free = |i: &usize| {
        let named = view.named_at(*i).is_some_and(|n| !matches!(n.what, What::Place | What::Other));
        !taken(*i) && !named && is_actor_noun(view, *i)
    };
    let nouns = (0..view.sentence.tokens.len()).filter(free);
    // `police officers`: only the head of a compound is the mention.
    let heads = nouns.filter(|&i| {
        let above = view.sentence.tokens[i].head;
        !(view.relation(i) == "compound" && above.is_some_and(|h| is_actor_noun(view, h)))
    });
    heads.map(|head| Nominal { from: first_modifier(view, head), head }).collect()
}

/// The first of the adjacent modifiers before a noun, numbers and determiners left out.
fn first_modifier(view: &View, head: usize) -> usize {
    let mut from = head;
    while from > 0 {
        let i = from - 1;
        let word = matches!(view.sentence.tokens[i].upos, Upos::Adj | Upos::Noun | Upos::Propn | Upos::Part)
            || view.form(i) == "-"
            || (view.sentence.tokens[i].upos == Upos::Verb && view.relation(i) == "amod");
        if !word || !view.sentence.is_under(i, head) {
            break;
        }
        from = i;
    }
    from
}

/// The mention a description makes, if it can be resolved or names people by kind.
pub fn resolve(pass: &mut Pass, s: usize, nominal: &Nominal) -> Option<Mention> {
    let actors = referents(pass, s, nominal);
    let form = MentionForm::Nominal;
    let title = None;
    Some(pass.mention(s, (nominal.from, nominal.from, nominal.head), form, actors, title))
}

fn referents(pass: &mut Pass, s: usize, nominal: &Nominal) -> Vec<usize> {
    let view = pass.views[s];
    if let Some(person) = apposed_person(pass, s, nominal) {
        return vec![person];
    }
    let form = view.form(nominal.head).to_lowercase();
    if points_at_pair(&view, nominal.head) {
        return pronouns::last_pair(pass, s, wanted(&form));
    }
    let countries = view.modifier_countries(nominal.head);
    let each: Vec<usize> = countries.iter().filter_map(|c| one_of_several(pass, s, nominal, *c)).collect();
    if each.len() > 1 && is_plural(&view, nominal.head) {
        return each;
    }
    let country = view.modifier_country(nominal.head).or_else(|| owner_country(pass, s, nominal.head));
    let servants = serves(&form) && country.is_some();
    if servants || is_state_noun(&view.lemma(nominal.head)) {
        return state(pass, s, nominal, country);
    }
    if let Some(person) = known_person(pass, s, nominal, country) {
        return vec![person];
    }
    group(pass, s, nominal, country).into_iter().collect()
}

/// `his US counterpart, Donald Trump`: the name stands beside the description.
fn apposed_person(pass: &Pass, s: usize, nominal: &Nominal) -> Option<usize> {
    let view = pass.views[s];
    let beside = |i: usize| {
        let bare = view.relation(i) == "nmod"
            && view.case_of(i).is_none()
            && view.sentence.tokens[i].deprel != "nmod:poss";
        let under = view.relation(i) == "appos" || view.relation(i) == "flat" || bare;
        under && view.sentence.tokens[i].head == Some(nominal.head)
            || view.relation(nominal.head) == "appos" && view.sentence.tokens[nominal.head].head == Some(i)
    };
    let behind =
        |n: &Named| is_peer(&view.lemma(nominal.head)) && after_comma(&view, nominal.head) == Some(n.first);
    let named = view.named.iter().find(|n| {
        matches!(n.what, What::Person(_)) && (beside(view.head_of(n.first, n.last)) || behind(n))
    })?;
    let written = named.span(view.sentence).of(view.text);
    let last = written.rsplit(' ').next()?;
    let fits = |p: &super::people::PersonInfo| p.name == written || p.name.rsplit(' ').next() == Some(last);
    pass.people.iter().position(fits).map(|i| pass.person_actor[i])
}

/// The token behind a comma that follows this one.
pub fn after_comma(view: &View, i: usize) -> Option<usize> {
    let comma = view.sentence.tokens.get(i + 1).filter(|_| view.form(i + 1) == ",");
    comma.and_then(|_| view.sentence.tokens.get(i + 2)).map(|_| i + 2)
}

/// `the Russian president`, `the spokesman`: a person of the report who bears the title.
fn known_person(pass: &mut Pass, s: usize, nominal: &Nominal, country: Option<usize>) -> Option<usize> {
    let view = pass.views[s];
    let token = &view.sentence.tokens[nominal.head];
    let role = view.role(nominal.head)?;
    let singular = token.xpos != "NNS" && token.xpos != "NNPS" && role.kind == RoleKind::Person;
    let definite = country.is_some() || is_definite(&view, nominal.head) || has_owner(&view, nominal.head);
    if !singular || !definite {
        return None;
    }
    let term = role.term.clone();
    let office = role.office.clone().unwrap_or_else(|| term.clone());
    let body = body_of(&view, nominal).filter(|_| country.is_none());
    let body = body.map(|b| view.gazetteer.bodies[b].name.as_str());
    let next = term.ends_with("-elect");
    let first = if body.is_some() || next { holder(pass, &office, country, body, next) } else { None };
    let first = first.or_else(|| named_bearer(pass, &term, &office, country));
    first.or_else(|| holder(pass, &office, country, None, next))
}

fn has_owner(view: &View, head: usize) -> bool {
    view.sentence.children(head).any(|c| view.sentence.tokens[c].deprel == "nmod:poss")
}

/// The person last mentioned whose title, or office on the day, is this one.
fn named_bearer(pass: &Pass, term: &str, office: &str, country: Option<usize>) -> Option<usize> {
    let gazetteer = pass.views[0].gazetteer;
    let bears = |i: usize| {
        let p = &pass.people[i];
        let of_country = country.is_none_or(|c| p.country == Some(c));
        let titled = p.titles.iter().any(|t| bears_title(t, term));
        let day = pass.published.as_deref();
        let in_office = p.known.is_some_and(|k| {
            let fits = |s: &crate::gazetteer::Spell| s.is(office) && day.is_none_or(|d| s.covers(d));
            gazetteer.people[k].spells.iter().any(fits)
        });
        let by_country = country.is_some() && COUNTERPARTS.contains(&term);
        of_country && (titled || in_office || by_country)
    };
    let mut order = pass.mentions.iter().rev().flat_map(|m| m.actors.iter().copied());
    let person = |actor: usize| pass.person_actor.iter().position(|a| *a == actor);
    order.find(|a| person(*a).is_some_and(bears))
}

/// Is `term` the office in a title, whole and not that of a deputy (`vice president`)?
fn bears_title(title: &str, term: &str) -> bool {
    let lesser = ["vice", "deputy", "former", "ex", "acting", "then"];
    let begins = |at: usize| at == 0 || title[..at].ends_with([' ', '-']);
    let before = |at: usize| title[..at].trim_end_matches([' ', '-']).rsplit([' ', '-']).next().unwrap_or("");
    let whole = |at: usize| begins(at) && !lesser.contains(&before(at));
    title.match_indices(term).any(|(at, _)| whole(at))
}

/// `the UN secretary-general`: the body that the office is of.
fn body_of(view: &View, nominal: &Nominal) -> Option<usize> {
    let within = view.named.iter().filter(|n| (nominal.from..=nominal.head).contains(&n.first));
    let hung = view.sentence.children(nominal.head).filter(|&c| view.relation(c) == "nmod");
    let behind = hung.filter_map(|c| view.named_at(c));
    within.chain(behind).find_map(|n| if let What::Body(body) = n.what { body } else { None })
}

/// The holder of the office in that country or body on the day, or the next one, from the gazetteer.
fn holder(
    pass: &mut Pass,
    office: &str,
    country: Option<usize>,
    body: Option<&str>,
    next: bool,
) -> Option<usize> {
    let gazetteer = pass.views[0].gazetteer;
    let iso = country.map(|c| gazetteer.countries[c].iso3.clone());
    let of = iso.as_deref().or(body)?;
    let day = pass.published.clone()?;
    let person =
        if next { gazetteer.next_holder(office, of, &day) } else { gazetteer.holder(office, of, &day) }?;
    let sector = person.sector_at(Some(&day)).map(str::to_owned);
    Some(pass.registry.person(&person.name, iso, sector, Some(person)))
}

/// People or a body known by the words only.
fn group(pass: &mut Pass, s: usize, nominal: &Nominal, country: Option<usize>) -> Option<usize> {
    let view = pass.views[s];
    let role = view.role(nominal.head)?;
    let words = view.sentence.bytes(nominal.from, nominal.head).of(view.text);
    let iso = country.map(|c| view.gazetteer.countries[c].iso3.clone());
    Some(pass.registry.group(words, iso, role.sector.clone()))
}
