//! Places that are pointed at: `here`, `this eastern Chinese city`, `the Kazakh capital`.

use super::{holders, lookup, resolve};
use crate::document::{Sentence, Upos};
use crate::gazetteer::atlas::Kind;
use crate::gazetteer::table::key;
use crate::place::{Place, PlaceBasis, PlaceMention};
use crate::recognise::names::What;
use crate::recognise::titles::View;
use crate::report::Report;
use crate::span::Span;

/// What a noun of place points at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Town,
    Capital,
    Division,
    State,
}

fn sort(lemma: &str) -> Option<Sort> {
    Some(match lemma {
        "city" | "town" | "village" | "port" | "resort" => Sort::Town,
        "capital" => Sort::Capital,
        "province" | "county" | "district" => Sort::Division,
        "country" | "kingdom" => Sort::State,
        _ => return None,
    })
}

/// What a pointing phrase is, at its head.
struct Phrase {
    first: usize,
    sort: Sort,
    this: bool,
    country: Option<usize>,
}

/// The places pointed at, in order.
pub fn pointed(views: &[View], report: &Report, named: &[PlaceMention]) -> Vec<PlaceMention> {
    let filed = filed_from(views, report);
    let mut all = Vec::new();
    for (s, view) in views.iter().enumerate() {
        for i in 0..view.sentence.tokens.len() {
            let found = match is_here(view, i) {
                true => filed.clone().map(|p| (i, p, PlaceBasis::Dateline)),
                false => phrase(view, i).and_then(|p| {
                    let (place, basis) = meant(view, s, &p, filed.as_ref(), named)?;
                    Some((p.first, place, basis))
                }),
            };
            all.extend(found.map(|(first, place, basis)| {
                let span = view.sentence.bytes(first, i);
                PlaceMention { span, sentence: s, first, last: i, place, basis }
            }));
        }
    }
    all
}

/// `here` as a place: an adverb of a clause, not `here's` or `here and there`.
fn is_here(view: &View, i: usize) -> bool {
    let next = view.sentence.tokens.get(i + 1).map(|_| view.form(i + 1));
    view.form(i).eq_ignore_ascii_case("here")
        && view.relation(i) == "advmod"
        && !matches!(next, Some("'s" | "’s" | "is" | "are" | "and"))
        && !quoted(view, view.sentence.tokens[i].span)
}

/// Within quotation marks `here` is where the speaker is.
fn quoted(view: &View, span: Span) -> bool {
    let before = &view.text[..span.start];
    let line = before.rfind('\n').map_or(before, |n| &before[n..]);
    let curly = line.matches('“').count() > line.matches('”').count();
    curly || line.matches('"').count() % 2 == 1
}

/// The pointing phrase whose noun is token `head`.
fn phrase(view: &View, head: usize) -> Option<Phrase> {
    let sort = sort(&view.lemma(head)).filter(|_| view.sentence.tokens[head].upos == Upos::Noun)?;
    let singular = view.form(head).eq_ignore_ascii_case(&view.lemma(head));
    // `the city of Hangzhou`, `the Kazakh capital Astana`: the name itself is there.
    let follows = |n: usize| {
        view.named_at(n).is_some_and(|m| matches!(m.what, What::Place | What::Capital(_) | What::State(_)))
    };
    let of_name =
        view.sentence.tokens.get(head + 1).is_some_and(|_| view.form(head + 1) == "of" && follows(head + 2));
    if !singular || follows(head + 1) || of_name && sort != Sort::Capital || view.named_at(head).is_some() {
        return None;
    }
    let first = first_word(view.sentence, view, head);
    let word = view.form(first).to_lowercase();
    let owner = view.named_at(first).is_some_and(|n| n.what.country().is_some());
    let country = view.modifier_country(head);
    let points = matches!(word.as_str(), "this" | "the") || owner && sort == Sort::Capital;
    (points && (sort != Sort::Capital || country.is_some() || word == "this")).then_some(Phrase {
        first,
        sort,
        this: word == "this",
        country,
    })
}

/// The first token of the phrase that ends at `head`: back over adjectives, owners and demonyms.
fn first_word(sentence: &Sentence, view: &View, head: usize) -> usize {
    let mut first = head;
    while let Some(i) = first.checked_sub(1) {
        let part = matches!(
            sentence.tokens[i].upos,
            Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num | Upos::Part | Upos::Det | Upos::Punct
        ) && sentence.is_under(i, head)
            && view.form(i) != ",";
        if !part {
            break;
        }
        first = i;
        if sentence.tokens[i].upos == Upos::Det {
            break;
        }
    }
    first
}

/// The place a phrase means, and what that stands on.
fn meant(
    view: &View,
    s: usize,
    p: &Phrase,
    filed: Option<&Place>,
    named: &[PlaceMention],
) -> Option<(Place, PlaceBasis)> {
    let iso3 = p.country.map(|c| view.gazetteer.countries[c].iso3.as_str());
    if p.sort == Sort::Capital {
        return capital(view, p.country?).map(|c| (c, PlaceBasis::Capital));
    }
    let own = |place: &Place| iso3.is_none() || place.country.as_deref() == iso3;
    if p.sort == Sort::State {
        let before =
            named.iter().rfind(|m| (m.sentence, m.first) < (s, p.first) && m.place.is_state && own(&m.place));
        return before.map(|m| (m.place.clone(), PlaceBasis::Context));
    }
    let fits = |place: &Place| {
        own(place)
            && place.geonames.is_some()
            && !place.is_state
            && is_division(place) == (p.sort == Sort::Division)
    };
    // A report is filed from a town, which may be a division as well (`Astana`).
    if let Some(filed) = filed.filter(|f| p.this && (fits(f) || p.sort == Sort::Town && own(f))) {
        return Some((filed.clone(), PlaceBasis::Dateline));
    }
    let before = named.iter().rfind(|m| (m.sentence, m.first) < (s, p.first) && fits(&m.place));
    before.map(|m| (m.place.clone(), PlaceBasis::Context)).or_else(|| {
        let filed = filed.filter(|f| fits(f))?;
        Some((filed.clone(), PlaceBasis::Dateline))
    })
}

/// A place that is its own first-level division.
fn is_division(place: &Place) -> bool {
    let words = |n: &str| ["County", "Parish", "Province", "District"].iter().any(|k| n.ends_with(k));
    words(&place.name) || place.admin1.as_ref().is_some_and(|a| a.name == place.name)
}

fn capital(view: &View, country: usize) -> Option<Place> {
    let country = view.gazetteer.countries.get(country)?;
    view.gazetteer.place(country.capital.as_deref()?, std::slice::from_ref(&country.iso3))
}

/// The place of the dateline.
pub fn filed_from(views: &[View], report: &Report) -> Option<Place> {
    let gazetteer = views.first()?.gazetteer;
    let dateline = report.dateline.as_deref()?;
    let (city, _) = dateline.split_once(',').unwrap_or((dateline, ""));
    let ask = resolve::Ask {
        name: key(city),
        readings: lookup::readings(gazetteer, city.trim()),
        holders: holders::holders(gazetteer, dateline, Span::new(0, city.len())),
        weight: 1.0,
    };
    let found = resolve::settle(&[ask], None).into_iter().next()??;
    (found.kind != Kind::Country).then(|| gazetteer.places.place(&found))
}
