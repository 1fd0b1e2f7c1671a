//! What stands around an event: what it is inside of, what it answered, and the events of the same parties.

use super::{Case, clipped, status};
use crate::event::{Event, Follows};
use crate::link::series::order;
use crate::show::days::day;
use crate::show::ledger::{kind, short, who};
use crate::show::page::{Page, Tone, piece};

/// Events of one occasion that are shown before the rest is counted.
const MOST: usize = 10;

/// The sections of which there is something to say.
pub fn write(case: &Case, page: &mut Page) {
    let e = case.event;
    let find = |id: &String| case.others.iter().find(|o| o.id == *id);
    let inside: Vec<&Event> = e.within.iter().filter_map(find).collect();
    section(case, "Inside of", &inside, page);
    follows(case, page);
    section(case, "At the same occasion", &e.beside.iter().filter_map(find).collect::<Vec<_>>(), page);
    let series = || e.series.iter().filter_map(find);
    let own = order(e);
    let before: Vec<&Event> = series().filter(|o| order(o) < own).collect();
    let after: Vec<&Event> = series().filter(|o| order(o) > own).collect();
    section(case, "Before, the same parties", &before[before.len().saturating_sub(MOST)..], page);
    section(case, "After, the same parties", &after, page);
}

/// What a report says it followed or answered, with the words.
fn follows(case: &Case, page: &mut Page) {
    let find = |id: Option<&String>| case.others.iter().find(|o| Some(&o.id) == id);
    let named = case.event.follows.iter().filter_map(|f| Some((f, find(f.event.as_ref())?)));
    let all: Vec<(&Follows, &Event)> = named.collect();
    if all.is_empty() {
        return;
    }
    page.heading("What it followed");
    for (follows, other) in all {
        row(case, other, page);
        page.hang(4, 5, &[piece(Tone::Quoted, &format!("“{}”", clipped(&follows.words.exact)))]);
    }
}

fn section(case: &Case, heading: &str, events: &[&Event], page: &mut Page) {
    if events.is_empty() {
        return;
    }
    page.heading(heading);
    events.iter().take(MOST).for_each(|e| row(case, e, page));
    if events.len() > MOST {
        page.put(2, &[piece(Tone::Quiet, &format!("and {} more", events.len() - MOST))]);
    }
}

fn row(case: &Case, e: &Event, page: &mut Page) {
    let place = e.place.as_ref().map_or(String::new(), |p| format!(", {}", p.name));
    let when = day(e.when.as_ref().map(|w| w.edtf.as_str()));
    let (kind, status) = (kind(&e.kind, e.mode.as_deref()), status(e.status.name()));
    let line = format!("{when} — {kind}, {status}{place}: {} ", who(&e.actors, &e.recipients));
    page.hang(2, 4, &[piece(Tone::Plain, &line), piece(Tone::Quiet, short(&e.id, case.ids))]);
}
