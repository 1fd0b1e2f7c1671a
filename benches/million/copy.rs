//! One copy of a case: who and where it is about, when it was, and its rows.

use rusqlite::types::Value as Cell;
use sidelines::when::calendar::Day;

use super::case::{Case, Hole, Text};
use super::chance::Chance;
use super::known::{Party, moved};
use super::pool::{Actor, Spot, State};
use super::template::Slot;

/// The last day that a copy may begin on.
const LAST: (i16, i8, i8) = (2026, 10, 31);
/// Days from 1990 to it.
const SPAN: f64 = 13_450.0;
/// Times of which many reports tell; so many of a hundred copies fall into one.
const CRISES: usize = 60;
const IN_CRISES: usize = 20;

pub struct Copy<'a> {
    ids: Vec<String>,
    days: Vec<String>,
    states: Vec<&'a State>,
    actors: Vec<&'a Actor>,
    spots: Vec<&'a Spot>,
    texts: Vec<Written>,
}

/// A text with other names, and the ends of names in the old and the new one.
struct Written {
    words: String,
    names: Vec<[usize; 4]>,
}

impl<'a> Copy<'a> {
    pub fn of(case: &Case, states: &'a [State], chance: &mut Chance) -> Self {
        let known = &case.known;
        let by = day(chance) - case.day.since_1970();
        let own = different(known.countries(), |c| c.zipf(states.len()), chance);
        let own: Vec<&State> = own.into_iter().map(|i| &states[i]).collect();
        let spots = known.places.iter().map(|p| match own[p.country] {
            state if p.state || state.cities.is_empty() => &state.spot,
            state => &state.cities[chance.zipf(state.cities.len())],
        });
        let spots = spots.collect();
        let mut copy = Self {
            ids: known.letters.iter().map(|letter| format!("{letter}{:016x}", chance.next())).collect(),
            days: known.days.iter().map(|d| moved(d, by).unwrap_or_else(|| d.clone())).collect(),
            actors: parties(&known.parties, &own, states, chance),
            states: own,
            spots,
            texts: Vec::new(),
        };
        copy.texts = case.texts.iter().map(|t| copy.written(t)).collect();
        copy
    }

    fn written(&self, text: &Text) -> Written {
        let (mut words, mut names, mut done) = (String::new(), Vec::new(), 0);
        for &(start, end, slot) in &text.names {
            words.push_str(&text.words[done..start]);
            let begin = words.len();
            self.put(slot, &mut words);
            names.push([start, end, begin, words.len()]);
            done = end;
        }
        words.push_str(&text.words[done..]);
        Written { words, names }
    }

    /// Writes what stands in a hole.
    pub fn put(&self, slot: Slot, out: &mut String) {
        match slot {
            Slot::Id(i) => out.push_str(&self.ids[i]),
            Slot::Day(i) => out.push_str(&self.days[i]),
            Slot::Actor(i) => out.push_str(&self.actors[i].id),
            Slot::Name(i) => out.push_str(&self.actors[i].name),
            Slot::Surname(i) => out.push_str(&self.actors[i].surname),
            Slot::Country(i) => out.push_str(&self.states[i].code),
            Slot::Spot(i) => out.push_str(&self.spots[i].name),
            Slot::Geonames(i) => out.push_str(&self.spots[i].geonames),
            Slot::Lat(i) => out.push_str(&self.spots[i].lat),
            Slot::Lon(i) => out.push_str(&self.spots[i].lon),
            Slot::Text(i) => out.push_str(&self.texts[i].words),
            Slot::Start(i, at) => out.push_str(&self.texts[i].start(at).to_string()),
            Slot::End(i, at) => out.push_str(&self.texts[i].end(at).to_string()),
            Slot::Words(i, start, end) => out.push_str(self.texts[i].words(start, end)),
            Slot::Json(i, start, end) => {
                out.push_str(&serde_json::json!(self.texts[i].words(start, end)).to_string());
            }
        }
    }

    pub fn row(&self, row: &[Hole]) -> Vec<Cell> {
        let cell = |hole: &Hole| match hole {
            Hole::Kept(cell) => cell.clone(),
            Hole::Filled(template) => Cell::Text(template.filled(&|slot, out| self.put(slot, out))),
        };
        row.iter().map(cell).collect()
    }
}

impl Written {
    /// Where a span that began there begins now: within a name, where that begins.
    fn start(&self, at: usize) -> usize {
        self.moved(at, 2)
    }

    /// Where a span that ended there ends now.
    fn end(&self, at: usize) -> usize {
        self.moved(at, 3)
    }

    fn moved(&self, at: usize, edge: usize) -> usize {
        match self.names[..self.names.partition_point(|n| n[0] < at)].last() {
            None => at,
            Some(name) if at < name[1] => name[edge],
            Some(name) => at - name[1] + name[3],
        }
    }

    fn words(&self, start: usize, end: usize) -> &str {
        &self.words[self.start(start)..self.end(end)]
    }
}

/// The first day of a copy: the nearer to our time the more likely, and more in some months than in others.
fn day(chance: &mut Chance) -> i32 {
    let last = Day::new(LAST.0, LAST.1, LAST.2).expect("a day").since_1970();
    let early = |c: &mut Chance| (SPAN * (1.0 - c.unit().sqrt())) as i32;
    if chance.below(100) >= IN_CRISES {
        return last - early(chance);
    }
    let crisis = early(&mut Chance(chance.zipf(CRISES) as u64 + 77));
    (last - crisis + chance.below(30) as i32).min(last)
}

/// So many numbers, each another if that can be had.
fn different(n: usize, draw: impl Fn(&mut Chance) -> usize, chance: &mut Chance) -> Vec<usize> {
    let mut all: Vec<usize> = Vec::with_capacity(n);
    for _ in 0..n {
        let tries: Vec<usize> = (0..12).map(|_| draw(chance)).collect();
        all.extend(tries.iter().find(|t| !all.contains(t)).or(tries.first()));
    }
    all
}

fn parties<'a>(
    parties: &[Party],
    own: &[&'a State],
    states: &'a [State],
    chance: &mut Chance,
) -> Vec<&'a Actor> {
    let mut all: Vec<&Actor> = Vec::with_capacity(parties.len());
    for party in parties {
        let state = party.country.map_or_else(|| &states[chance.zipf(states.len())], |c| own[c]);
        let Some(of) = state.actors.get(party.kind.as_str()) else {
            all.push(&state.actor);
            continue;
        };
        let tries: Vec<&Actor> = (0..12).map(|_| &of[chance.zipf(of.len())]).collect();
        let new = tries.iter().find(|t| all.iter().all(|a| a.id != t.id));
        all.push(new.unwrap_or(&tries[0]));
    }
    all
}
