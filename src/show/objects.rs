//! The objects of docs/RECORD.md, one a line. The field `kind` comes first and names the object; what kind of
//! actor or mention it is stands in `actor_kind` and `mention_kind`.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Map, Value};

use super::walk::{MARKS, Selection, walk};
use crate::store::{Store, StoreError};

/// Why an export stopped.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The record could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The output could not be written.
    #[error("cannot write the output: {0}")]
    Output(#[from] io::Error),
    /// A table that is built into the program is damaged.
    #[error("a table of the program is damaged: {0}; build it anew")]
    Tables(String),
}

/// An object with its `kind` in front.
pub fn object(kind: &str, thing: &impl Serialize) -> Value {
    let fields = match serde_json::to_value(thing) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    };
    let mut out = Map::from_iter([("kind".to_owned(), Value::from(kind))]);
    for (name, value) in fields {
        // An actor has a kind of its own: a person, a state.
        let name = if name == "kind" { format!("{kind}_kind") } else { name };
        out.insert(name, value);
    }
    Value::Object(out)
}

/// Writes one object and a line end.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_line(out: &mut impl Write, kind: &str, thing: &impl Serialize) -> io::Result<()> {
    writeln!(out, "{}", object(kind, thing))
}

/// Writes one report with its statements and accounts, and with `all` its mentions, times and places.
///
/// # Errors
/// When the record cannot be read or `out` not written.
pub fn write_report(store: &Store, id: &str, all: bool, out: &mut impl Write) -> Result<(), ExportError> {
    let Some(report) = store.report(id)? else { return Ok(()) };
    write_line(out, "report", &report)?;
    store.statements_of(id)?.iter().try_for_each(|s| write_line(out, "statement", s))?;
    store.accounts_of(id)?.iter().try_for_each(|a| write_line(out, "account", a))?;
    if all {
        for table in MARKS {
            store.marks_of(table, id)?.iter().try_for_each(|m| write_line(out, table, m))?;
        }
    }
    Ok(())
}

/// Writes what is selected, one object a line. The same reports give the same bytes, whatever order they came in.
///
/// # Errors
/// When the record cannot be read or `out` not written.
pub fn write(store: &Store, selection: &Selection, out: &mut impl Write) -> Result<(), ExportError> {
    walk(store, selection, &mut |stop| Ok(writeln!(out, "{}", stop.thing.object())?))
}

/// Writes the whole record: report by report (by day, then id), then actors, then events (by id).
/// The same reports give the same bytes, whatever order they came in.
///
/// # Errors
/// When the record cannot be read or `out` not written.
pub fn write_record(store: &Store, all: bool, out: &mut impl Write) -> Result<(), ExportError> {
    write(store, &Selection::whole(store, all)?, out)
}
