//! `sidelines export`: the whole record in a file or on stdout.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use anyhow::Context;
use sidelines::show::objects::write_record;
use sidelines::store::Store;

use super::open;
use crate::args::Export;
use crate::message::{Outcome, Usage, say};

/// Runs the command.
pub fn run(args: &Export, record: &str) -> anyhow::Result<Outcome> {
    let store = open(record)?;
    match args.output.as_deref() {
        None | Some("-") => {
            let mut out = BufWriter::new(io::stdout().lock());
            write_record(&store, args.all, &mut out)?;
            out.flush()?;
        }
        Some(file) => to_file(&store, args.all, file, record)?,
    }
    Ok(Outcome::Done)
}

/// Written beside the file and moved into place: nobody ever finds half an export.
#[allow(clippy::disallowed_methods)] // The caller's side of invariant 1: cli/ writes what the user asked for.
fn to_file(store: &Store, all: bool, file: &str, record: &str) -> anyhow::Result<()> {
    if Path::new(file).canonicalize().ok() == Path::new(record).canonicalize().ok() {
        return Err(Usage(format!("{file} is the record itself; name another file with -o")).into());
    }
    let part = format!("{file}.part");
    let told = || format!("cannot write {file}; check that the folder exists and that you may write there");
    let mut out = BufWriter::new(File::create(&part).with_context(told)?);
    let written = write_record(store, all, &mut out).map_err(anyhow::Error::from);
    let moved = written.and_then(|()| {
        out.flush().with_context(told)?;
        std::fs::rename(&part, file).with_context(told)
    });
    if moved.is_err() {
        let _ = std::fs::remove_file(&part);
    }
    moved?;
    say(format!("wrote {file}"));
    Ok(())
}
