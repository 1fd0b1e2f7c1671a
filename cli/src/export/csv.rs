//! Tables as CSV: UTF-8, RFC 4180, a header line; a file for each table, or one.

use std::io;
use std::path::Path;

use csv::{ErrorKind, Terminator, Writer, WriterBuilder};
use serde_json::Value;
use sidelines::show::tables::{Table, tables};
use sidelines::show::walk::{Selection, walk};
use sidelines::store::Store;

use super::target::{self, Files};
use crate::message::{Usage, say};

/// Writes all tables into a folder.
pub fn write(store: &Store, selection: &Selection, folder: &str) -> anyhow::Result<()> {
    target::folder(folder)?;
    let mut files = Files::default();
    let mut sheets = Vec::new();
    for table in all()?.iter().filter(|t| selection.marks || !t.marks) {
        let out = files.create(&Path::new(folder).join(format!("{}.csv", table.name)))?;
        sheets.push(Sheet::begin(table, out)?);
    }
    fill(store, selection, &mut sheets)?;
    let n = sheets.len();
    sheets.into_iter().try_for_each(Sheet::end)?;
    files.keep()?;
    say(format!("wrote {n} tables into {folder}"));
    Ok(())
}

/// Writes one table.
pub fn one<W: io::Write>(
    store: &Store,
    selection: &Selection,
    name: &str,
    out: &mut W,
) -> anyhow::Result<()> {
    let Some(table) = all()?.iter().find(|t| t.name == name) else {
        let names: Vec<&str> = all()?.iter().map(|t| t.name.as_str()).collect();
        return Err(Usage(format!("there is no table {name}; the tables are: {}", names.join(", "))).into());
    };
    let selection = selection.only(&table.of);
    let mut sheets = [Sheet::begin(table, out)?];
    fill(store, &selection, &mut sheets)?;
    let [sheet] = sheets;
    sheet.end()
}

fn all() -> anyhow::Result<&'static [Table]> {
    tables().map_err(anyhow::Error::msg)
}

fn fill<W: io::Write>(store: &Store, selection: &Selection, sheets: &mut [Sheet<W>]) -> anyhow::Result<()> {
    walk(store, selection, &mut |stop| {
        let object = stop.thing.object();
        for sheet in sheets.iter_mut().filter(|s| s.table.takes(&stop)) {
            sheet.table.rows(&stop, &object).iter().try_for_each(|row| sheet.row(row))?;
        }
        Ok(())
    })
}

/// One table on its way into a file.
struct Sheet<W: io::Write> {
    table: &'static Table,
    out: Writer<W>,
}

impl<W: io::Write> Sheet<W> {
    fn begin(table: &'static Table, out: W) -> anyhow::Result<Self> {
        let mut out = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
        out.write_record(table.columns.iter().map(|c| c.name.as_str())).map_err(plain)?;
        Ok(Self { table, out })
    }

    fn row(&mut self, cells: &[Value]) -> anyhow::Result<()> {
        Ok(self.out.write_record(cells.iter().map(cell)).map_err(plain)?)
    }

    fn end(mut self) -> anyhow::Result<()> {
        Ok(self.out.flush()?)
    }
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(words) => words.clone(),
        other => other.to_string(),
    }
}

/// The error of the output underneath, so that a closed pipe is known for one.
fn plain(error: csv::Error) -> io::Error {
    match error.into_kind() {
        ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        let table = tables().unwrap().iter().find(|t| t.name == "account_topic").unwrap();
        let mut out = Vec::new();
        let mut sheet = Sheet::begin(table, &mut out).unwrap();
        sheet.row(&[Value::from("a1"), Value::from(0), Value::from("the \"new\" treaty,\nat last")]).unwrap();
        sheet.row(&[Value::from("a1"), Value::from(1), Value::Null]).unwrap();
        sheet.end().unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text, "account,position,topic\r\na1,0,\"the \"\"new\"\" treaty,\nat last\"\r\na1,1,\r\n");
    }
}
