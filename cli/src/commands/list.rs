//! `sidelines list`: the events that meet some conditions.

use std::io::{self, BufWriter, Write};

use sidelines::event::Event;
use sidelines::show::ledger;
use sidelines::show::objects::write_line;
use sidelines::show::plot;
use sidelines::store::{Hits, Index, Sort, Store};

use super::open;
use crate::args::{By, List, Rows};
use crate::message::{Outcome, say, timed};
use crate::{ledger as table, plot as bars, terminal};

/// Runs the command.
pub fn run(args: &List, record: &str) -> anyhow::Result<Outcome> {
    let store = open(record)?;
    let index = timed("loading the index", || Index::load(&store))?;
    let query = args.filters.query(&store)?;
    let found = timed("finding", || index.find(&store, &query))?;
    if let Some(by) = args.plot {
        return draw(by, args.rows(), &found);
    }
    let ids = found.page(Sort::Oldest, 0, found.len());
    if args.rows() == Rows::Jsonl {
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
    store.each_event(ids, &mut |e| Ok::<_, anyhow::Error>(write_line(&mut out, "event", &e)?))?;
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

/// How many of the events begin in each month or year, as bars or as numbers.
fn draw(by: By, rows: Rows, found: &Hits) -> anyhow::Result<Outcome> {
    let counts = plot::counts(found.begins(), by.unit());
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
