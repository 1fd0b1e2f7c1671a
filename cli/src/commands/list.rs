//! `sidelines list`: the events that meet some conditions.

use std::io::{self, BufWriter, Write};

use sidelines::event::Event;
use sidelines::show::objects::write_line;
use sidelines::show::query::Query;
use sidelines::show::{days, ledger, plot};
use sidelines::store::Store;

use super::open;
use crate::args::{By, List, Rows};
use crate::message::{Outcome, say};
use crate::{ledger as table, plot as bars, terminal};

/// Runs the command.
pub fn run(args: &List, record: &str) -> anyhow::Result<Outcome> {
    let store = open(record)?;
    let events = store.events()?;
    let ids: Vec<String> = events.iter().map(|e| e.id.clone()).collect();
    let mut found = select(&store, &args.filters.query(&store)?, events)?;
    if let Some(by) = args.plot {
        return draw(by, args.rows(), &found);
    }
    if args.rows() == Rows::Jsonl {
        found.sort_by_cached_key(days::order);
        let mut out = BufWriter::new(io::stdout().lock());
        found.iter().try_for_each(|e| write_line(&mut out, "event", e))?;
        out.flush()?;
        return Ok(Outcome::Done);
    }
    if found.is_empty() {
        say(nothing(ids.len()));
        return Ok(Outcome::Done);
    }
    let rows = ledger::rows(&found, &ids);
    terminal::out(&table::table(&rows, terminal::width(), terminal::coloured()))
}

fn nothing(events: usize) -> String {
    match events {
        0 => "the record holds no event yet; next: sidelines read PATH...".to_owned(),
        n => format!(
            "none of the {n} events meets these conditions; next: leave one out, or try part of a name"
        ),
    }
}

fn select(store: &Store, query: &Query, events: Vec<Event>) -> anyhow::Result<Vec<Event>> {
    let actors = store.actors()?;
    let mut found = Vec::new();
    for event in events {
        let accounts = if query.needs_accounts() { store.accounts_in(&event.id)? } else { Vec::new() };
        if query.matches(&event, &actors, &accounts) {
            found.push(event);
        }
    }
    Ok(found)
}

/// How many of the events begin in each month or year, as bars or as numbers.
fn draw(by: By, rows: Rows, found: &[Event]) -> anyhow::Result<Outcome> {
    let times = found.iter().map(|e| e.when.as_ref().map(|w| w.edtf.as_str()));
    let counts = plot::counts(times, by.unit());
    if rows == Rows::Jsonl {
        let mut out = BufWriter::new(io::stdout().lock());
        counts.iter().try_for_each(|c| write_line(&mut out, "count", c))?;
        out.flush()?;
        return Ok(Outcome::Done);
    }
    if counts.is_empty() {
        say("no event meets these conditions; next: leave one out, or try part of a name");
    }
    terminal::out(&bars::drawn(&counts, terminal::width(), terminal::coloured(), terminal::blocks()))
}
