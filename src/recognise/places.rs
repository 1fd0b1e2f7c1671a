//! Places: names resolved to country and coordinates.

use std::collections::BTreeMap;

use super::names::{Named, What};
use super::titles::View;
use crate::place::{Place, PlaceMention};

/// The places of a report, in order.
pub fn places(views: &[View]) -> Vec<PlaceMention> {
    let near = countries_spoken_of(views);
    let mut all = Vec::new();
    for (s, view) in views.iter().enumerate() {
        for named in view.named {
            if let Some(place) = place_of(view, named, &near) {
                let span = named.span(view.sentence);
                all.push(PlaceMention { span, sentence: s, first: named.first, last: named.last, place });
            }
        }
    }
    all
}

/// The countries a report names, the most often named first.
fn countries_spoken_of(views: &[View]) -> Vec<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (view, named) in views.iter().flat_map(|v| v.named.iter().map(move |n| (v, n))) {
        if let Some(c) = named.what.country() {
            *counts.entry(view.gazetteer.countries[c].iso3.clone()).or_default() += 1;
        }
    }
    let mut order: Vec<(String, usize)> = counts.into_iter().collect();
    order.sort_by_key(|(iso, n)| (std::cmp::Reverse(*n), iso.clone()));
    order.into_iter().map(|(iso, _)| iso).collect()
}

fn place_of(view: &View, named: &Named, near: &[String]) -> Option<Place> {
    let words = named.span(view.sentence).of(view.text);
    match named.what {
        What::State(_) | What::Capital(_) => view.gazetteer.place(words, near),
        What::Place => {
            let close = country_beside(view, named);
            let known = match &close {
                Some(iso) => view.gazetteer.place(words, std::slice::from_ref(iso)),
                None => view.gazetteer.place(words, near),
            };
            let unknown = || close.map(|iso| unknown_place(words, Some(iso)));
            known.or_else(unknown).or_else(|| Some(unknown_place(words, None)))
        }
        _ => None,
    }
}

fn unknown_place(words: &str, country: Option<String>) -> Place {
    Place { name: words.to_owned(), country, geonames: None, lat: None, lon: None, is_state: false }
}

/// `Tripoli, Lebanon` · `Hangzhou in eastern China's Zhejiang province` · `the Kazakh capital Astana`:
/// the state named within the few words around.
fn country_beside(view: &View, named: &Named) -> Option<String> {
    let after = view
        .named
        .iter()
        .find(|n| n.first > named.last && n.first <= named.last + 4 && n.what.country().is_some());
    let linked = |n: &&Named| {
        let between = (named.last + 1..n.first).map(|i| view.form(i).to_lowercase());
        between.clone().all(|w| {
            matches!(
                w.as_str(),
                "," | "in" | "(" | "eastern" | "western" | "northern" | "southern" | "central"
            )
        })
    };
    let before = view
        .named
        .iter()
        .rev()
        .find(|n| n.last < named.first && n.last + 3 >= named.first && n.what.country().is_some());
    let owner = |n: &&Named| {
        let mut between = (n.last + 1..named.first).map(|i| view.form(i).to_lowercase());
        between.all(|w| {
            matches!(
                w.as_str(),
                "'s" | "’s"
                    | "capital"
                    | "city"
                    | "town"
                    | "port"
                    | "province"
                    | "eastern"
                    | "western"
                    | "northern"
                    | "southern"
            )
        })
    };
    let found = after.filter(linked).or(before.filter(owner))?;
    let country = found.what.country()?;
    Some(view.gazetteer.countries[country].iso3.clone())
}
