//! `sidelines export`: the record, or the part that meets some conditions, in the formats of other programs.

use std::path::Path;

use sidelines::show::walk::Selection;
use sidelines::show::{jsonld, objects, schema};
use sidelines::store::Store;

use super::open;
use crate::args::{Export, Format};
use crate::export::ics::Which;
use crate::export::{csv, ics, legacy, parquet, sqlite, target};
use crate::message::{Outcome, Usage};
use crate::terminal;

/// Runs the command.
pub fn run(args: &Export, record: &str) -> anyhow::Result<Outcome> {
    if args.schema {
        return terminal::out(&(serde_json::to_string_pretty(&schema::document())? + "\n"));
    }
    let format = args.format();
    check(args, format)?;
    let output = args.output.as_deref().filter(|o| *o != "-");
    if let Some(file) = output {
        target::not_the_record(file, record)?;
    }
    let store = open(record)?;
    match format {
        Format::Jsonl => {
            let mut selection = selection(&store, args)?;
            selection.events.sort();
            target::to(output, |out| Ok(objects::write(&store, &selection, out)?))?;
        }
        Format::Jsonld => {
            let selection = selection(&store, args)?;
            target::to(output, |out| Ok(jsonld::write(&store, &selection, out)?))?;
        }
        Format::Csv => tables(&store, args, output, "csv", csv::write, csv::one)?,
        Format::Parquet => tables(&store, args, output, "parquet", parquet::write, parquet::one)?,
        Format::Sqlite => sqlite::write(&store, &selection(&store, args)?, output)?,
        Format::Ics => {
            let which = if args.all_types || args.filters.kind.is_some() { Which::All } else { Which::Talks };
            let events = events(&store, args)?;
            target::to(output, |out| ics::write(&store, &events, which, out))?;
        }
        Format::Polecat | Format::Gdelt | Format::Icews => {
            let events = events(&store, args)?;
            legacy::write(&store, &events, args, output)?;
        }
    }
    Ok(Outcome::Done)
}

/// What cannot be asked for together.
fn check(args: &Export, format: Format) -> Result<(), Usage> {
    let tables = matches!(format, Format::Csv | Format::Parquet | Format::Gdelt);
    let old = matches!(format, Format::Polecat | Format::Gdelt | Format::Icews);
    let wrong = [
        (args.table.is_some() && !tables, "--table is for --format csv, parquet and gdelt"),
        (args.all_types && format != Format::Ics, "--all-types is for --format ics"),
        (args.all_statuses && !old, "--all-statuses is for --format polecat, gdelt and icews"),
        (
            args.all && (old || matches!(format, Format::Ics | Format::Jsonld)),
            "this format has no names, times and places: leave out --all",
        ),
    ];
    wrong.into_iter().find(|(wrong, _)| *wrong).map_or(Ok(()), |(_, why)| Err(Usage(why.to_owned())))
}

/// A folder of tables, or one of them.
fn tables(
    store: &Store,
    args: &Export,
    output: Option<&str>,
    ending: &str,
    all: impl Fn(&Store, &Selection, &str) -> anyhow::Result<()>,
    one: impl Fn(&Store, &Selection, &str, &mut target::Out) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let mut selection = selection(store, args)?;
    match output {
        Some(folder) if args.table.is_none() && is_folder(folder, ending) => all(store, &selection, folder),
        _ => {
            let table = args.table.as_deref().unwrap_or("event");
            selection.marks = true;
            target::to(output, |out| one(store, &selection, table, out))
        }
    }
}

/// `tables/`, a folder that is there, or a name that does not end as a file of the format would.
fn is_folder(name: &str, ending: &str) -> bool {
    let file = Path::new(name).extension().is_some_and(|e| e.eq_ignore_ascii_case(ending));
    name.ends_with(['/', '\\']) || Path::new(name).is_dir() || !file
}

/// Ids of the events asked for, by time.
fn events(store: &Store, args: &Export) -> anyhow::Result<Vec<String>> {
    Ok(store.select(&args.filters.query(store)?)?)
}

fn selection(store: &Store, args: &Export) -> anyhow::Result<Selection> {
    let events = events(store, args)?;
    if args.filters.is_empty() {
        return Ok(Selection::whole(store, args.all)?.ordered(events));
    }
    Ok(Selection::of(store, events, args.all)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_told_from_a_file() {
        for (name, folder) in
            [("x/", true), ("tables", true), ("x.csv", false), ("X.CSV", false), ("/tmp", true)]
        {
            assert_eq!(is_folder(name, "csv"), folder, "{name}");
        }
    }
}
