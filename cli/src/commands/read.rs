//! `sidelines read`: inputs into the record, then the ledger of what they tell.

mod desk;
mod intake;
mod tally;

use std::io::{self, BufWriter, Write};

use sidelines::event::Event;
use sidelines::show::objects::write_line;
use sidelines::show::{days, ledger};
use sidelines::store::Store;

use crate::args::{Read, Rows};
use crate::inputs::{self, Input};
use crate::message::{Outcome, Usage, complain, say, timed};
use crate::{ledger as table, terminal};
use intake::Intake;
use tally::Tally;

/// Runs the command.
pub fn run(args: &Read, record: &str) -> anyhow::Result<Outcome> {
    let (files, missing) = inputs::gather(&args.paths);
    refuse(args, record, &files)?;
    let mut tally = Tally::new(args.strict);
    missing.iter().filter_map(|issue| tally.failed(issue)).for_each(complain);
    if files.is_empty() || (args.strict && tally.any_failed()) {
        return Ok(Outcome::SomeFailed);
    }
    let versions = super::codebook::versions(args.codebook.as_deref())?;
    let store = timed(&format!("opening {record}"), || Store::open(record, &versions))?;
    let mut intake = Intake::new(args, store, tally, files.iter().map(|f| f.bytes).sum())?;
    files.iter().try_for_each(|file| intake.take(file))?;
    let (mut store, tally) = intake.finish()?;
    finish(args, &mut store, &tally)
}

fn refuse(args: &Read, record: &str, files: &[Input]) -> anyhow::Result<()> {
    if args.published.is_some() && files.len() > 1 {
        let what = "--published gives the day of one report, and several files were named";
        return Err(Usage(format!("{what}\nnext: read that report alone")).into());
    }
    if args.all && args.rows() == Rows::Table {
        return Err(Usage("--all adds objects to --json, which was not given".to_owned()).into());
    }
    if let Some(file) = files.iter().find(|f| f.source == record) {
        return Err(Usage(format!(
            "{} is the record itself\nnext: name reports, or another --record",
            file.source
        ))
        .into());
    }
    Ok(())
}

/// Prints what the reports tell, and on stderr what was done.
fn finish(args: &Read, store: &mut Store, tally: &Tally) -> anyhow::Result<Outcome> {
    let told = store.events_told_by(&tally.reports)?;
    let ids = store.with_next_ids(&told)?;
    let told: Vec<Event> = match args.rows() {
        Rows::Table => store.events_of(&told)?,
        Rows::Jsonl => told.iter().filter_map(|id| store.event(id).transpose()).collect::<Result<_, _>>()?,
    };
    match args.rows() {
        Rows::Jsonl => print_ends(store, &tally.reports, &told)?,
        Rows::Table if told.is_empty() => {}
        Rows::Table => {
            let rows = ledger::rows(&told, &ids);
            terminal::out(&table::table(&rows, terminal::width(), terminal::coloured()))?;
        }
    }
    // Most worth a look: what most reports tell, of those the newest.
    let next = told.iter().max_by_key(|e| (e.n_reports, days::order(e))).map(|e| ledger::short(&e.id, &ids));
    let reprints = store.reprints_among(&tally.reports)?;
    say(tally.summary(store.path(), reprints, told.len(), next));
    Ok(if tally.any_failed() { Outcome::SomeFailed } else { Outcome::Done })
}

/// The objects that many reports share come last, when no report can change them any more.
fn print_ends(store: &Store, reports: &[String], events: &[Event]) -> anyhow::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    let mut actors = std::collections::BTreeMap::new();
    for report in reports {
        actors.extend(store.actors_of(report)?.into_iter().map(|a| (a.id.clone(), a)));
    }
    actors.values().try_for_each(|a| write_line(&mut out, "actor", a))?;
    events.iter().try_for_each(|e| write_line(&mut out, "event", e))?;
    Ok(out.flush()?)
}
