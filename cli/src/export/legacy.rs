//! The tables of earlier event data sets: POLECAT, GDELT, ICEWS. What stands in them is made by the library.

use std::io::Write;
use std::path::Path;

use sidelines::show::legacy::{self, Options, Written};
use sidelines::show::objects::ExportError;
use sidelines::store::Store;

use super::target::{self, Files};
use crate::args::{Export, Format};
use crate::message::{Usage, count, say};

/// Writes one table.
type Maker = fn(&Store, &[String], &Options, &mut dyn Write) -> Result<Written, ExportError>;

/// The tables of a format: the first is the one that is written where none is named.
fn tables(format: Format) -> &'static [(&'static str, Maker)] {
    match format {
        Format::Gdelt => &[("events", legacy::gdelt_events), ("mentions", legacy::gdelt_mentions)],
        Format::Icews => &[("icews", legacy::icews)],
        _ => &[("polecat", legacy::polecat)],
    }
}

/// Writes the table that `args` asks for; into a folder all tables of the format.
pub fn write(store: &Store, events: &[String], args: &Export, output: Option<&str>) -> anyhow::Result<()> {
    let options = Options { all_statuses: args.all_statuses };
    let tables = tables(args.format());
    let folder =
        output.filter(|o| args.table.is_none() && (o.ends_with(['/', '\\']) || Path::new(o).is_dir()));
    if let Some(folder) = folder {
        return into_folder(store, events, &options, tables, folder);
    }
    let wanted = args.table.as_deref().unwrap_or(tables[0].0);
    let Some((_, make)) = tables.iter().find(|(name, _)| *name == wanted) else {
        let names: Vec<&str> = tables.iter().map(|(name, _)| *name).collect();
        return Err(Usage(format!("there is no table {wanted}; the tables are: {}", names.join(", "))).into());
    };
    target::to(output, |out| {
        told(&make(store, events, &options, out)?, &options);
        Ok(())
    })
}

fn into_folder(
    store: &Store,
    events: &[String],
    options: &Options,
    tables: &[(&str, Maker)],
    folder: &str,
) -> anyhow::Result<()> {
    target::folder(folder)?;
    let mut files = Files::default();
    let mut written = Written::default();
    for (n, (name, make)) in tables.iter().enumerate() {
        let name = if tables.len() > 1 { format!("gdelt.{name}.tsv") } else { format!("{name}.tsv") };
        let mut out = files.create(&Path::new(folder).join(name))?;
        let made = make(store, events, options, &mut out)?;
        out.flush()?;
        written = if n == 0 { made } else { written };
    }
    files.keep()?;
    told(&written, options);
    say(format!("wrote {} into {folder}", count(tables.len(), "table")));
    Ok(())
}

/// Says what was left out, and why.
fn told(written: &Written, options: &Options) {
    let status =
        if options.all_statuses { "of another status" } else { "neither held nor ongoing (--all-statuses)" };
    let left = [
        (written.other_status, status),
        (written.no_day, "not known to the day"),
        (written.no_party, "with nobody named"),
        (written.no_code, "without a code in this table"),
    ];
    let left: Vec<String> =
        left.iter().filter(|(n, _)| *n > 0).map(|(n, why)| format!("{n} {why}")).collect();
    let left = if left.is_empty() { String::new() } else { format!("; left out: {}", left.join(", ")) };
    say(format!("{} of {}{left}", count(written.rows, "row"), count(written.events, "event")));
}
