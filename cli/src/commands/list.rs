//! `sidelines list`: the events that meet some conditions.

use std::io::{self, BufWriter, Write};

use sidelines::event::Event;
use sidelines::gazetteer::{Entry, Gazetteer};
use sidelines::link::series;
use sidelines::show::objects::write_line;
use sidelines::show::query::Query;
use sidelines::show::{days, ledger};
use sidelines::store::Store;

use super::open;
use super::show::the_one;
use crate::args::{List, Rows};
use crate::message::{Outcome, say};
use crate::{ledger as table, terminal};

/// Runs the command.
pub fn run(args: &List, record: &str) -> anyhow::Result<Outcome> {
    let store = open(record)?;
    let events = store.events()?;
    let ids: Vec<String> = events.iter().map(|e| e.id.clone()).collect();
    let mut found = select(&store, &query(&store, args)?, events)?;
    if args.format == Rows::Jsonl {
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

fn query(store: &Store, args: &List) -> anyhow::Result<Query> {
    let place_code = args.place.as_deref().map(code).transpose()?.flatten();
    Ok(Query {
        who: args.who.clone(),
        kind: args.kind.clone(),
        status: args.status,
        since: args.since.clone(),
        until: args.until.clone(),
        place: args.place.clone(),
        place_code,
        about: args.about.clone(),
        context: args.context.clone(),
        differ: args.differ.clone(),
        legs: args.legs,
        series: args.series.as_deref().map(|id| key(store, id)).transpose()?,
    })
}

/// The key of the series that an event belongs to.
fn key(store: &Store, id: &str) -> anyhow::Result<String> {
    let found = the_one(store, id)?;
    let event = store
        .event(&found.id)?
        .ok_or_else(|| anyhow::anyhow!("{} is the id of a {}, not of an event", found.id, found.kind))?;
    series::key(&event)
        .ok_or_else(|| anyhow::anyhow!("event {} has one party only: it is in no series", event.id))
}

/// The code of the state of that name: `--where China` finds what happened in Hangzhou.
fn code(name: &str) -> anyhow::Result<Option<String>> {
    let tables = Gazetteer::embedded().map_err(anyhow::Error::msg)?;
    let state = tables.lookup(name).iter().find_map(|e| match e {
        Entry::State(i) => tables.countries.get(*i).map(|c| c.iso3.clone()),
        _ => None,
    });
    Ok(state)
}
