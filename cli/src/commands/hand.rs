//! `sidelines merge`, `split`, `undo` and `decisions`: linking put right by hand, logged.

use std::io::{self, BufWriter, Write};

use sidelines::show::objects::write_line;
use sidelines::store::{Decision, Store, Versions};

use super::show::the_one;
use crate::args::Rows;
use crate::args::hand::{Decisions, Merge, Split, Undo};
use crate::message::{Outcome, say};
use crate::terminal;

/// Runs `merge`.
pub fn merge(args: &Merge, record: &str) -> anyhow::Result<Outcome> {
    let mut store = open(record)?;
    let (a, b) = (id(&store, &args.event, "event")?, id(&store, &args.other, "event")?);
    let event = store.merge(&a, &b, &today(), args.note.as_deref())?;
    say(format!(
        "{a} and {b} are one event now: {event}\nnext: sidelines show {event}   (sidelines undo takes it back)"
    ));
    Ok(Outcome::Done)
}

/// Runs `split`.
pub fn split(args: &Split, record: &str) -> anyhow::Result<Outcome> {
    let mut store = open(record)?;
    let event = id(&store, &args.event, "event")?;
    let out: Vec<String> = args
        .out
        .iter()
        .map(|o| id(&store, o, if o.starts_with('r') { "report" } else { "account" }))
        .collect::<anyhow::Result<_>>()?;
    let events = store.split(&event, &out, &today(), args.note.as_deref())?;
    say(format!(
        "{event} is split into {}\nnext: sidelines show {}   (sidelines undo takes it back)",
        events.join(" and "),
        events[0]
    ));
    Ok(Outcome::Done)
}

/// Runs `undo`.
pub fn undo(args: &Undo, record: &str) -> anyhow::Result<Outcome> {
    let decision = open(record)?.undo(args.decision, &today())?;
    say(format!("taken back: {}", line(&decision)));
    Ok(Outcome::Done)
}

/// Runs `decisions`.
pub fn decisions(args: &Decisions, record: &str) -> anyhow::Result<Outcome> {
    let decisions = super::open(record)?.decisions()?;
    if args.rows() == Rows::Jsonl {
        let mut out = BufWriter::new(io::stdout().lock());
        decisions.iter().try_for_each(|d| write_line(&mut out, "decision", d))?;
        out.flush()?;
        return Ok(Outcome::Done);
    }
    if decisions.is_empty() {
        say("nothing was decided by hand; next: sidelines merge EVENT EVENT, sidelines split EVENT REPORT");
    }
    terminal::out(&decisions.iter().map(|d| line(d) + "\n").collect::<String>())
}

/// `2  2026-11-22  merge e1a2b3c4 with e5d6f7a8 - both are the Geneva round (taken back 2026-11-23)`.
fn line(d: &Decision) -> String {
    let what = match d.act.as_str() {
        "merge" => format!("merge {} with {}", d.event, d.other),
        _ => format!("split {} out of {}", d.other, d.event),
    };
    let note = d.note.as_ref().map_or(String::new(), |n| format!(" - {n}"));
    let undone = d.undone.as_ref().map_or(String::new(), |day| format!(" (taken back {day})"));
    format!("{}  {}  {what}{note}{undone}", d.n, d.day)
}

/// Opens a record that is there for writing.
fn open(record: &str) -> anyhow::Result<Store> {
    drop(Store::open_existing(record, &Versions::embedded())?);
    let mut store = Store::open(record, &Versions::embedded())?;
    if store.is_stale()? {
        store.link()?;
    }
    Ok(store)
}

fn id(store: &Store, given: &str, kind: &str) -> anyhow::Result<String> {
    let found = the_one(store, given)?;
    anyhow::ensure!(found.kind == kind, "{} is the id of a {}, not of an {kind}", found.id, found.kind);
    Ok(found.id)
}

/// The day of a decision, in UTC.
fn today() -> String {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date().to_string()
}
