//! What stands around an event: the series it belongs to, its occasion, and what it answered.

use std::collections::BTreeMap;

use sidelines::event::Event;
use sidelines::link::series::order;
use sidelines::show::days::day;
use sidelines::show::ledger::kind;
use sidelines::store::Store;

use super::base::{Parties, StatusMark, event_href};
use super::text::{Name, Told, clipped, name};

/// Events shown of one list.
const MOST: usize = 10;

/// Another event in one line.
#[derive(Clone, Debug, PartialEq)]
pub struct Neighbour {
    /// Address of its page; empty for the event itself.
    pub href: String,
    /// Its day.
    pub day: String,
    /// Type and mode.
    pub kind: String,
    /// Its status.
    pub status: StatusMark,
    /// Who.
    pub parties: Parties,
    /// Where.
    pub place: Option<Name>,
    /// The words by which a report ties the two.
    pub words: Option<Told>,
}

/// The lists.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Around {
    /// Before, the event itself, after: the same parties and type.
    pub series: Vec<Neighbour>,
    /// What hosts it.
    pub within: Vec<Neighbour>,
    /// What it followed or answered.
    pub follows: Vec<Neighbour>,
    /// Others of the same occasion.
    pub beside: Vec<Neighbour>,
}

impl Around {
    /// The lists beside the series that have something, with their headings.
    pub fn lists(&self) -> Vec<(&'static str, &[Neighbour])> {
        let all: [(&str, &[Neighbour]); 3] = [
            ("Inside of", &self.within),
            ("What it followed", &self.follows),
            ("At the same occasion", &self.beside),
        ];
        all.into_iter().filter(|(_, list)| !list.is_empty()).collect()
    }
}

/// What stands around `event`.
pub fn around(store: &Store, event: &Event) -> anyhow::Result<Around> {
    let mut ids: Vec<String> = event.others().cloned().collect();
    ids.sort();
    ids.dedup();
    let others: BTreeMap<String, Event> =
        store.events_of(&ids)?.into_iter().map(|e| (e.id.clone(), e)).collect();
    let find = |id: &String| others.get(id);
    let line = |id: &String| find(id).map(|e| neighbour(e, None));
    let follows = event.follows.iter().filter_map(|f| {
        let other = find(f.event.as_ref()?)?;
        Some(neighbour(other, Some(Told(clipped(&f.words.exact, 140)))))
    });
    Ok(Around {
        series: series(event, &others),
        within: event.within.iter().filter_map(line).collect(),
        follows: follows.take(MOST).collect(),
        beside: event.beside.iter().filter_map(line).take(MOST).collect(),
    })
}

fn series(event: &Event, others: &BTreeMap<String, Event>) -> Vec<Neighbour> {
    let own = order(event);
    let (before, after): (Vec<&Event>, Vec<&Event>) =
        event.series.iter().filter_map(|id| others.get(id)).partition(|e| order(e) < own);
    if before.is_empty() && after.is_empty() {
        return Vec::new();
    }
    let mut all: Vec<Neighbour> =
        before[before.len().saturating_sub(MOST)..].iter().map(|e| neighbour(e, None)).collect();
    all.push(Neighbour { href: String::new(), ..neighbour(event, None) });
    all.extend(after.iter().take(MOST).map(|e| neighbour(e, None)));
    all
}

fn neighbour(e: &Event, words: Option<Told>) -> Neighbour {
    Neighbour {
        href: event_href(&e.id),
        day: day(e.when.as_ref().map(|w| w.edtf.as_str())),
        kind: kind(&e.kind, e.mode.as_deref()),
        status: StatusMark(e.status),
        parties: Parties::of(&e.actors, &e.recipients),
        place: e.place.as_ref().map(|p| name(&p.name)),
        words,
    }
}
