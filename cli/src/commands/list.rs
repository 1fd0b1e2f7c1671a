//! `sidelines list`: the events that meet some conditions.

use std::io::{self, BufWriter, Write};

use sidelines::event::Event;
use sidelines::show::ledger;
use sidelines::show::objects::write_line;
use sidelines::store::{Index, Sort, Store};

use super::open;
use crate::args::{List, Rows};
use crate::message::{Outcome, say};
use crate::{ledger as table, terminal};

/// Runs the command.
pub fn run(args: &List, record: &str) -> anyhow::Result<Outcome> {
    let store = open(record)?;
    let index = Index::load(&store)?;
    let found = index.find(&store, &args.filters.query(&store)?)?;
    let ids = found.page(Sort::Oldest, 0, found.len());
    if args.format == Rows::Jsonl {
        return lines(&store, &ids);
    }
    if ids.is_empty() {
        say(nothing(index.len()));
        return Ok(Outcome::Done);
    }
    let events: Vec<Event> = store.events_of(&ids)?;
    let rows = ledger::rows(&events, &store.with_next_ids(&ids)?);
    terminal::out(&table::table(&rows, terminal::width(), terminal::coloured()))
}

fn lines(store: &Store, ids: &[String]) -> anyhow::Result<Outcome> {
    let mut out = BufWriter::new(io::stdout().lock());
    for id in ids {
        store.event(id)?.iter().try_for_each(|e| write_line(&mut out, "event", e))?;
    }
    out.flush()?;
    Ok(Outcome::Done)
}

fn nothing(events: usize) -> String {
    match events {
        0 => "the record holds no event yet; next: sidelines read PATH...".to_owned(),
        n => format!(
            "none of the {n} events meets these conditions; next: leave one out, or try part of a name"
        ),
    }
}
