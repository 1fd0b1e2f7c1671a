//! Places: names told apart and resolved to country, division, coordinates.

mod holders;
mod lookup;
mod nominals;
mod resolve;

use std::collections::BTreeMap;

use super::names::{Named, What};
use super::titles::View;
use crate::gazetteer::atlas::Kind;
use crate::gazetteer::places::Candidate;
use crate::gazetteer::table::key;
use crate::place::{Place, PlaceBasis, PlaceMention};
use crate::report::Report;
use crate::span::Span;
use lookup::readings;
pub use resolve::kilometres;
use resolve::{Ask, settle};

/// A place's words, before it is known which place they mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spoken {
    /// The words.
    pub span: Span,
    /// Index of the sentence.
    pub sentence: usize,
    /// First token in the sentence.
    pub first: usize,
    /// Last token in the sentence.
    pub last: usize,
}

/// The places that a report names, in order.
pub fn places(views: &[View], report: &Report) -> Vec<PlaceMention> {
    resolve(views, report, &spoken(views))
}

/// The peoples and adjectives of states, in order: `the Kazakh minister` names Kazakhstan by the way.
pub fn peoples(views: &[View]) -> Vec<PlaceMention> {
    let mut all = Vec::new();
    for (sentence, view) in views.iter().enumerate() {
        for named in view.named {
            let What::Demonym(country) = named.what else { continue };
            let places = &view.gazetteer.places;
            let Some(state) = places.state(country) else { continue };
            all.push(PlaceMention {
                span: named.span(view.sentence),
                sentence,
                first: named.first,
                last: named.last,
                place: places.place(&state),
                basis: PlaceBasis::People,
            });
        }
    }
    all
}

/// `here`, `this eastern city`, `the Kazakh capital`: places that are pointed at, in order.
pub fn pointed(views: &[View], report: &Report, named: &[PlaceMention]) -> Vec<PlaceMention> {
    nominals::pointed(views, report, named)
}

/// The place that each of the given words means; words that no table knows get the whereabouts of their
/// neighbours.
pub fn resolve(views: &[View], report: &Report, spoken: &[Spoken]) -> Vec<PlaceMention> {
    let Some(view) = views.first() else { return Vec::new() };
    let (mut asks, ask_of) = asks(view, spoken);
    let named = asks.len();
    asks.extend(background(views, report, &asks));
    let senses = settle(&asks, home(view, report));
    let sense = |i: usize| senses.get(ask_of[i]).copied().flatten();
    debug_assert!(ask_of.iter().all(|a| *a < named));
    let known: Vec<Option<Candidate>> = (0..spoken.len()).map(sense).collect();
    let place = |i: usize| match known[i] {
        Some(candidate) => view.gazetteer.places.place(&candidate),
        None => beside(view, spoken, &known, i),
    };
    let mention = |(i, s): (usize, &Spoken)| PlaceMention {
        span: s.span,
        sentence: s.sentence,
        first: s.first,
        last: s.last,
        place: place(i),
        basis: PlaceBasis::Name,
    };
    spoken.iter().enumerate().map(mention).collect()
}

fn spoken(views: &[View]) -> Vec<Spoken> {
    let mut all = Vec::new();
    for (sentence, view) in views.iter().enumerate() {
        let is_place = |n: &&Named| matches!(n.what, What::Place | What::State(_) | What::Capital(_));
        for n in view.named.iter().filter(is_place) {
            all.push(Spoken { span: n.span(view.sentence), sentence, first: n.first, last: n.last });
        }
    }
    all
}

/// The names of a report, each once for what is written beside it, and which of them each mention is.
fn asks(view: &View, spoken: &[Spoken]) -> (Vec<Ask>, Vec<usize>) {
    let mut asks: Vec<Ask> = Vec::new();
    let mut at: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut ask_of = Vec::new();
    for s in spoken {
        let words = s.span.of(view.text);
        let name = key(words);
        let holders = holders::holders(view.gazetteer, view.text, s.span);
        let beside = format!("{:?}", holders.first().map(|h| (h.country, h.first, h.second)));
        let i = *at.entry((name.clone(), beside)).or_insert_with(|| {
            let head = words.split_once(", ").map_or(words, |(head, _)| head);
            let readings = readings(view.gazetteer, head);
            let holders = not_listed(&readings, holders);
            asks.push(Ask { name, readings, holders, weight: 0.75 });
            asks.len() - 1
        });
        asks[i].weight = (asks[i].weight + 0.25).min(2.0);
        ask_of.push(i);
    }
    one_sense(&mut asks);
    (asks, ask_of)
}

/// `China, Japan and Korea` are a list: a state lies in no state.
fn not_listed(readings: &[lookup::Reading], mut holders: Vec<Candidate>) -> Vec<Candidate> {
    if readings.iter().any(|r| r.candidate.kind == Kind::Country) {
        holders.retain(|h| h.kind != Kind::Country);
    }
    holders
}

/// A name with nothing beside it is the one that has.
fn one_sense(asks: &mut [Ask]) {
    for i in 0..asks.len() {
        if asks[i].holders.is_empty() {
            let other = asks.iter().find(|a| a.name == asks[i].name && !a.holders.is_empty());
            asks[i].holders = other.map(|a| a.holders.clone()).unwrap_or_default();
        }
    }
}

/// What else tells where a report is: where it is filed from, the states and peoples it speaks of.
fn background(views: &[View], report: &Report, asks: &[Ask]) -> Vec<Ask> {
    let mut more: BTreeMap<String, Ask> = BTreeMap::new();
    let Some(view) = views.first() else { return Vec::new() };
    if let Some(dateline) = &report.dateline {
        let (city, _) = dateline.split_once(',').unwrap_or((dateline, ""));
        let end = city.len();
        let holders = holders::holders(view.gazetteer, dateline, Span::new(0, end));
        let found = readings(view.gazetteer, city.trim());
        more.insert(String::new(), Ask { name: key(city), readings: found, holders, weight: 2.0 });
    }
    for view in views {
        for country in view.named.iter().filter_map(|n| n.what.country()) {
            let Some(state) = view.gazetteer.places.state(country) else { continue };
            let name = key(&view.gazetteer.countries[country].name);
            if asks.iter().any(|a| a.name == name) {
                continue;
            }
            let ask = more.entry(name.clone()).or_insert_with(|| Ask {
                name,
                readings: vec![lookup::Reading { candidate: state, fit: 0.0 }],
                holders: Vec::new(),
                weight: 0.5,
            });
            ask.weight = (ask.weight + 0.25).min(1.5);
        }
    }
    let mut all: Vec<Ask> = more.into_values().collect();
    all.extend(divisions_written(views, asks));
    all
}

/// States and provinces in the words of other names (`Ohio State Patrol`): they tell where a report is.
fn divisions_written(views: &[View], asks: &[Ask]) -> Vec<Ask> {
    let (pairs, mut singles) = capitalised(views);
    let mut all = Vec::new();
    for (words, count) in pairs {
        if let Some(ask) = division(views, asks, words, count) {
            // `West Virginia` does not speak of Virginia.
            let last = words.rsplit(' ').next().unwrap_or("");
            singles.entry(last).and_modify(|n| *n = n.saturating_sub(count));
            all.push(ask);
        }
    }
    let singles = singles.into_iter().filter(|(_, count)| *count > 0);
    all.extend(singles.filter_map(|(word, count)| division(views, asks, word, count)));
    all
}

fn division(views: &[View], asks: &[Ask], words: &str, count: usize) -> Option<Ask> {
    let name = key(words);
    if asks.iter().any(|a| a.name == name) {
        return None;
    }
    let readings = lookup::divisions(views.first()?.gazetteer, words);
    let weight = (0.25 + 0.25 * count as f64).min(1.5);
    (!readings.is_empty()).then_some(Ask { name, readings, holders: Vec::new(), weight })
}

/// The pairs of capitalised words, the single ones, and how often each stands.
fn capitalised<'a>(views: &[View<'a>]) -> (BTreeMap<&'a str, usize>, BTreeMap<&'a str, usize>) {
    let (mut pairs, mut singles) = (BTreeMap::new(), BTreeMap::new());
    for view in views {
        let capital = |i: &usize| view.form(*i).starts_with(char::is_uppercase);
        for i in (0..view.sentence.tokens.len()).filter(capital) {
            if view.form(i).len() > 3 {
                *singles.entry(view.form(i)).or_default() += 1;
            }
            if i + 1 < view.sentence.tokens.len() && capital(&(i + 1)) {
                *pairs.entry(view.sentence.bytes(i, i + 1).of(view.text)).or_default() += 1;
            }
        }
    }
    (pairs, singles)
}

/// The state of the outlet.
fn home(view: &View, report: &Report) -> Option<usize> {
    let outlet = report.outlet.as_deref().and_then(|o| view.gazetteer.outlets.by_name(o));
    let known = outlet.and_then(|o| view.gazetteer.country_index(&o.iso3));
    known.or_else(|| view.gazetteer.places.by_domain(report.url.as_deref()?))
}

/// A name that no table knows: in the state and division of the nearest place that is known, near it.
fn beside(view: &View, spoken: &[Spoken], known: &[Option<Candidate>], i: usize) -> Place {
    let words = spoken[i].span.of(view.text);
    let here = spoken[i].span.start;
    let narrow = |c: &Candidate| !matches!(c.kind, Kind::Country | Kind::Region);
    let near = |wide: bool| {
        let all = spoken.iter().zip(known).filter_map(|(s, k)| Some((s, (*k)?)));
        let fit = all.filter(|(_, c)| wide || narrow(c));
        fit.min_by_key(|(s, _)| s.span.start.abs_diff(here)).map(|(_, c)| c)
    };
    let Some(found) = near(false).or_else(|| near(true)) else {
        return Place { name: words.to_owned(), ..Place::default() };
    };
    let place = view.gazetteer.places.place(&found);
    Place { name: words.to_owned(), geonames: None, is_state: false, approximate: true, ..place }
}

/// Kilometres between two places, where both have coordinates.
pub fn distance(a: &Place, b: (f64, f64)) -> Option<f64> {
    Some(kilometres((a.lat?, a.lon?), b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Sentence;
    use crate::gazetteer::Gazetteer;

    /// The places of `names`, which stand in `text` in this order.
    fn resolved(text: &str, names: &[&str]) -> Vec<Place> {
        let gazetteer = Gazetteer::embedded().unwrap();
        let sentence = Sentence { span: Span::new(0, text.len()), ..Sentence::default() };
        let views = [View { sentence: &sentence, text, named: &[], gazetteer: &gazetteer }];
        let mut from = 0;
        let spoken = names.iter().map(|n| {
            let start = from + text[from..].find(n).unwrap();
            from = start + n.len();
            Spoken { span: Span::new(start, from), sentence: 0, first: 0, last: 0 }
        });
        let spoken: Vec<Spoken> = spoken.collect();
        let raw = crate::report::RawReport { text: text.to_owned(), ..Default::default() };
        let report = crate::clean::clean(&raw, &gazetteer);
        resolve(&views, &report, &spoken).into_iter().map(|m| m.place).collect()
    }

    fn division(place: &Place) -> &str {
        place.admin1.as_ref().map_or("", |a| a.code.as_str())
    }

    #[test]
    fn what_is_written_beside_a_name_decides() {
        let found = resolved("She left Paris, Texas, for Athens, Ga., on Monday.", &["Paris", "Athens"]);
        assert_eq!((division(&found[0]), division(&found[1])), ("US-TX", "US-GA"));
        let found = resolved(
            "He flew from China, Japan and Jordan to Paris.",
            &["China", "Japan", "Jordan", "Paris"],
        );
        let countries: Vec<_> = found.iter().map(|p| p.country.as_deref().unwrap_or("")).collect();
        assert_eq!(countries, ["CHN", "JPN", "JOR", "FRA"]);
    }

    #[test]
    fn neighbours_decide_and_a_state_named_by_the_way_does_not() {
        let found = resolved(
            "Paris and Cooper lie in Lamar County and Delta County.",
            &["Paris", "Cooper", "Lamar County", "Delta County"],
        );
        assert_eq!(division(&found[0]), "US-TX");
        let found = resolved("The United States will go to Hamburg.", &["United States", "Hamburg"]);
        assert_eq!(found[1].country.as_deref(), Some("DEU"));
    }

    #[test]
    fn an_unknown_name_is_near_its_neighbours() {
        let found = resolved("Zzyxqua Hollow lies by Hangzhou.", &["Zzyxqua Hollow", "Hangzhou"]);
        assert!(found[0].approximate && found[0].geonames.is_none());
        assert_eq!((found[0].country.as_deref(), found[1].geonames), (Some("CHN"), Some(1_808_926)));
    }
}
