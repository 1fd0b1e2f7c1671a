//! Where an event is: the place named with it, `this city`, or where the report is filed from.

use super::fields::{Clause, is_event_noun};
use super::scene::Scene;
use crate::document::Upos;
use crate::place::{PlaceMention, Where, WhereBasis};
use crate::recognise::names::What;
use crate::recognise::titles::View;

/// The place of the event: named in its clause under `in`, `at`, `near` and the like.
pub fn place<'a>(scene: &Scene<'a>, s: usize, clause: &Clause, motion: bool) -> Option<&'a PlaceMention> {
    let view = &scene.views[s];
    // `in the Iraqi capital` says where, too.
    let noun =
        |p: &&PlaceMention| view.sentence.tokens[p.last].upos == Upos::Noun && names_kind(view, p.last);
    let pointed = scene.found.by_the_way.iter().filter(|p| p.sentence == s).filter(noun);
    let here = scene.found.places.iter().filter(|p| p.sentence == s).chain(pointed);
    let ranked = here.filter_map(|p| {
        let head = view.head_of(p.first, p.last);
        let goal = view.relation(head) == "obj"
            || matches!(view.case_of(head).as_deref(), Some("to" | "into" | "for"));
        let located =
            locative(view, head) || motion && goal && view.sentence.tokens[head].head == Some(clause.trigger);
        let d = clause.distance(view, head).filter(|_| located && hosts(scene, s, clause, head))?;
        Some(((d, head.abs_diff(clause.trigger)), p))
    });
    ranked.min_by_key(|(rank, _)| *rank).map(|(_, p)| p).or_else(|| this_city(scene, s, clause))
}

/// Does the place belong to the event itself? `a cease-fire in Syria` and `attacks in Syria` within a
/// phrase of what is talked about do not tell where the talks are.
fn hosts(scene: &Scene, s: usize, clause: &Clause, head: usize) -> bool {
    let view = &scene.views[s];
    let mut at = view.sentence.tokens[head].head;
    while let Some(i) = at {
        if i == clause.trigger || i == clause.top {
            return true;
        }
        let lemma = view.lemma(i);
        let verb = matches!(view.sentence.tokens[i].upos, Upos::Verb | Upos::Aux);
        let host = names_place(view, Some(i))
            || is_event_noun(view, i)
            || matches!(
                lemma.as_str(),
                "sideline" | "forum" | "conference" | "margin" | "round" | "ceremony" | "briefing"
            )
            || scene.found.settings.iter().any(|m| m.sentence == s && m.head == i)
            || scene.mention_at(s, i).is_some();
        if !host && !verb {
            return false;
        }
        at = view.sentence.tokens[i].head;
    }
    false
}

/// `in this eastern Chinese city`: the city that the report named last, else where it is filed from.
fn this_city<'a>(scene: &Scene<'a>, s: usize, clause: &Clause) -> Option<&'a PlaceMention> {
    let view = &scene.views[s];
    let pointed = |i: usize| view.sentence.children(i).any(|c| matches!(view.form(c), "this" | "the"));
    let city = (0..view.sentence.tokens.len()).find(|&i| {
        matches!(view.lemma(i).as_str(), "city" | "capital" | "town")
            && pointed(i)
            && locative(view, i)
            && clause.distance(view, i).is_some()
    })?;
    let country = view.modifier_country(city).map(|c| view.gazetteer.countries[c].iso3.as_str());
    let fits = |p: &&PlaceMention| {
        let own = p.place.country.as_deref();
        !p.place.is_state && p.place.geonames.is_some() && (country.is_none() || own == country)
    };
    scene.found.places.iter().filter(|p| p.sentence < s).rfind(fits)
}

/// Does the phrase at `head` say where: itself or the noun it belongs to under a preposition of place?
fn locative(view: &View, head: usize) -> bool {
    let mut at = head;
    for _ in 0..4 {
        if let Some(case) = view.case_of(at) {
            return matches!(
                case.as_str(),
                "in" | "at" | "near" | "outside" | "inside" | "across" | "around" | "throughout" | "off"
            );
        }
        // `in the Kazakh capital Astana`: the name stands beside the noun, whatever the tree makes of it.
        if let Some(before) = first_word(view, at).checked_sub(1).filter(|&b| names_kind(view, b)) {
            at = before;
            continue;
        }
        // `US polls` and `Syria talks` are not held there; `China's Zhejiang province` is a place.
        let part = view.relation(at) == "compound" && names_place(view, view.sentence.tokens[at].head);
        let up = matches!(view.relation(at), "appos" | "flat" | "conj")
            || part
            || view.sentence.tokens[at].deprel == "nmod:poss"
                && names_place(view, view.sentence.tokens[at].head);
        match view.sentence.tokens[at].head.filter(|_| up) {
            Some(h) => at = h,
            None => return false,
        }
    }
    false
}

/// The first token of the name that holds `token`.
fn first_word(view: &View, token: usize) -> usize {
    view.named_at(token).map_or(token, |n| n.first)
}

/// Is it a noun for a kind of place?
fn names_kind(view: &View, i: usize) -> bool {
    matches!(
        view.lemma(i).as_str(),
        "city"
            | "capital"
            | "province"
            | "state"
            | "region"
            | "district"
            | "town"
            | "village"
            | "port"
            | "resort"
            | "island"
            | "county"
    )
}

/// Is the noun a kind of place (`the Kazakh capital Astana`), or a place by name?
pub fn names_place(view: &View, noun: Option<usize>) -> bool {
    let Some(i) = noun else { return false };
    let named = |n: &crate::recognise::names::Named| {
        matches!(n.what, What::Place | What::State(_) | What::Capital(_))
    };
    names_kind(view, i) || view.named_at(i).is_some_and(named)
}

/// A place as the record writes it. Where a name that no table knows lies is only guessed from its neighbours:
/// an account says nothing of it.
pub fn located(place: crate::place::Place, basis: WhereBasis, span: Option<crate::span::Quote>) -> Where {
    Where {
        name: place.name,
        country: place.country.filter(|_| !place.approximate),
        admin1: place.admin1.filter(|_| !place.approximate),
        geonames: place.geonames,
        lat: place.lat.filter(|_| !place.approximate),
        lon: place.lon.filter(|_| !place.approximate),
        is_state: place.is_state,
        basis,
        span,
    }
}

/// `here`, `in this eastern Chinese city`: the place the report is filed from.
pub fn dateline_place(scene: &Scene, s: usize, clause: &Clause) -> Option<Where> {
    let view = &scene.views[s];
    let this_city = |i: usize| {
        view.lemma(i) == "city"
            && view.sentence.children(i).any(|c| view.form(c).eq_ignore_ascii_case("this"))
    };
    let here =
        (0..view.sentence.tokens.len()).find(|&i| view.form(i).eq_ignore_ascii_case("here") || this_city(i));
    here.filter(|&i| clause.distance(view, i).is_some())?;
    let dateline = scene.report.dateline.as_deref()?;
    let (city, country) = dateline.split_once(',').unwrap_or((dateline, ""));
    let near = view.gazetteer.lookup(country.trim()).iter().find_map(|e| match e {
        crate::gazetteer::Entry::State(c) => Some(view.gazetteer.countries[*c].iso3.clone()),
        _ => None,
    });
    let found = view.gazetteer.place(city.trim(), &near.into_iter().collect::<Vec<_>>())?;
    Some(located(found, WhereBasis::Dateline, None))
}
