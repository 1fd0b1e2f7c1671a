//! The events that were found: a page of them, and what they come to by month, place, party, type and status.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::columns::{Index, NONE, UNKNOWN, month};
use super::names::Names;

/// The order of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Latest first.
    #[default]
    Newest,
    /// Earliest first.
    Oldest,
    /// Told by the most reports first.
    Reports,
    /// On the most independent legs first.
    Legs,
    /// The surest first.
    Confidence,
}

const SORTS: [(&str, Sort); 5] = [
    ("newest", Sort::Newest),
    ("oldest", Sort::Oldest),
    ("reports", Sort::Reports),
    ("legs", Sort::Legs),
    ("confidence", Sort::Confidence),
];

impl Sort {
    /// Its name in addresses.
    pub fn name(self) -> &'static str {
        SORTS.iter().find(|(_, s)| *s == self).map_or("newest", |(n, _)| n)
    }

    /// The order of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        SORTS.iter().find(|(n, _)| *n == name).map(|(_, s)| *s)
    }
}

/// A place and how many events are there.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// Usual English name.
    pub name: String,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// How many of the events found.
    pub events: usize,
}

/// Events that were found, in order of time.
pub struct Hits<'a> {
    index: &'a Index,
    /// Their places in the index, ascending.
    at: Vec<u32>,
}

impl<'a> Hits<'a> {
    pub(super) fn new(index: &'a Index, kept: Vec<bool>) -> Self {
        let at = kept.iter().enumerate().filter(|(_, k)| **k).map(|(i, _)| i as u32).collect();
        Self { index, at }
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.at.len()
    }

    /// None?
    pub fn is_empty(&self) -> bool {
        self.at.is_empty()
    }

    /// `n` ids, after leaving out the first `from` of that order.
    pub fn page(&self, sort: Sort, from: usize, n: usize) -> Vec<String> {
        let index = self.index;
        let chosen = match sort {
            Sort::Oldest => self.at.iter().skip(from).take(n).copied().collect(),
            Sort::Newest => self.at.iter().rev().skip(from).take(n).copied().collect(),
            Sort::Reports => self.most(|i| index.reports[i], from, n),
            Sort::Legs => self.most(|i| index.legs[i], from, n),
            Sort::Confidence => self.most(|i| (index.confidence[i] * 1e4) as u32, from, n),
        };
        chosen.iter().map(|i| index.ids[*i as usize].to_string()).collect()
    }

    /// Those with the highest value first, of equal ones the latest.
    fn most(&self, value: impl Fn(usize) -> u32, from: usize, n: usize) -> Vec<u32> {
        let mut all: Vec<(Reverse<u32>, Reverse<u32>)> =
            self.at.iter().map(|i| (Reverse(value(*i as usize)), Reverse(*i))).collect();
        let end = from.saturating_add(n).min(all.len());
        if end < all.len() {
            all.select_nth_unstable(end);
            all.truncate(end);
        }
        all.sort_unstable();
        all.into_iter().skip(from).map(|(_, Reverse(i))| i).collect()
    }

    /// How many a month (`2016-09`), ascending; what has no time, or one longer than a month, is left out.
    pub fn months(&self) -> Vec<(String, usize)> {
        let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
        // Neighbours mostly share a month: one look into the map for a run of them.
        for run in self.at.chunk_by(|a, b| self.month(*a) == self.month(*b)) {
            *counts.entry(self.month(run[0])).or_default() += run.len();
        }
        counts.remove(&UNKNOWN);
        let name = |m: i32| format!("{:04}-{:02}", m.div_euclid(12), m.rem_euclid(12) + 1);
        counts.into_iter().map(|(m, n)| (name(m), n)).collect()
    }

    /// For each, the month in which it begins (year times twelve and month from 0) and how many days its time spans
    /// beyond the first; `None` where that side is open, or nothing is known.
    pub fn begins(&self) -> impl Iterator<Item = Option<(i32, i32)>> + '_ {
        self.at.iter().map(|i| {
            let (first, last) = (self.index.first[*i as usize], self.index.last[*i as usize]);
            (first != UNKNOWN).then(|| (month(first), last.saturating_sub(first)))
        })
    }

    fn month(&self, i: u32) -> i32 {
        self.index.month[i as usize]
    }

    /// The places of the most events that have coordinates, most first.
    pub fn spots(&self, most: usize) -> Vec<Spot> {
        let counts = self.counted(&self.index.place, self.index.places.len());
        let spot = |(n, events): (usize, usize)| {
            let (lat, lon) = self.index.coordinates.get(n).copied().flatten()?;
            let mut parts = self.index.places.value(n as u32).split('\t');
            let name = parts.next()?.to_owned();
            let country = parts.next().filter(|c| !c.is_empty()).map(str::to_owned);
            Some(Spot { name, country, lat, lon, events })
        };
        let mut spots: Vec<Spot> =
            counts.into_iter().enumerate().filter(|(_, n)| *n > 0).filter_map(spot).collect();
        spots.sort_by(|a, b| {
            (Reverse(a.events), &a.name, &a.country).cmp(&(Reverse(b.events), &b.name, &b.country))
        });
        spots.truncate(most);
        spots
    }

    /// How many events of each status, by its name.
    pub fn statuses(&self) -> Vec<(String, usize)> {
        self.named(&self.index.status, &self.index.statuses)
    }

    /// How many events of each type, most first.
    pub fn kinds(&self) -> Vec<(String, usize)> {
        self.named(&self.index.kind, &self.index.kinds)
    }

    /// Ids of the actors that take part in the most of them, most first.
    pub fn parties(&self, most: usize) -> Vec<(String, usize)> {
        let mut counts = vec![0; self.index.actors.len()];
        for i in &self.at {
            self.index.actors_of(*i as usize).into_iter().for_each(|a| counts[a as usize] += 1);
        }
        let mut all = ranked(counts, &self.index.actors);
        all.truncate(most);
        all
    }

    /// How many of the events each two of some actors both take part in; pairs in the order given, those without left out.
    pub fn pairs(&self, actors: &[String]) -> Vec<(String, String, usize)> {
        let numbers: Vec<Option<u32>> = actors.iter().map(|a| self.index.actors.known(a)).collect();
        let mut counts: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for i in &self.at {
            let there = self.index.actors_of(*i as usize);
            let present: Vec<usize> =
                (0..numbers.len()).filter(|k| numbers[*k].is_some_and(|n| there.contains(&n))).collect();
            for (k, a) in present.iter().enumerate() {
                present[k + 1..].iter().for_each(|b| *counts.entry((*a, *b)).or_default() += 1);
            }
        }
        counts.into_iter().map(|((a, b), n)| (actors[a].clone(), actors[b].clone(), n)).collect()
    }

    fn named(&self, column: &[u32], names: &Names) -> Vec<(String, usize)> {
        ranked(self.counted(column, names.len()), names)
    }

    fn counted(&self, column: &[u32], values: usize) -> Vec<usize> {
        let mut counts = vec![0; values];
        for i in &self.at {
            let value = column[*i as usize];
            if value != NONE {
                counts[value as usize] += 1;
            }
        }
        counts
    }
}

/// Values with their counts, most first, of equal ones by name; those without are left out.
fn ranked(counts: Vec<usize>, names: &Names) -> Vec<(String, usize)> {
    let counted = counts.into_iter().enumerate().filter(|(_, n)| *n > 0);
    let mut all: Vec<(String, usize)> = counted.map(|(i, n)| (names.value(i as u32).to_owned(), n)).collect();
    all.sort_by(|a, b| (Reverse(a.1), &a.0).cmp(&(Reverse(b.1), &b.0)));
    all
}

impl Index {
    /// The parties of the event at a place, with the numbers of their countries.
    pub(super) fn parties_of(&self, i: usize) -> &[(u32, u32)] {
        &self.party[self.parties[i] as usize..self.parties[i + 1] as usize]
    }

    /// The actors of the event at a place, each once.
    fn actors_of(&self, i: usize) -> Vec<u32> {
        let mut all: Vec<u32> = self.parties_of(i).iter().map(|(a, _)| *a).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}
