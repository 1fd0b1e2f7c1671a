//! The record as an SQLite file for others: tables with keys, indexes and full-text search, made anew each time. (The
//! record file itself is the program's own; it may change while one looks at it.)

use std::path::Path;

use anyhow::{Context, ensure};
use rusqlite::{Connection, params_from_iter, types};
use serde_json::Value;
use sidelines::show::tables::{Column, Table, Type, tables};
use sidelines::show::walk::{Selection, walk};
use sidelines::store::Store;

use super::metadata;
use super::target::{Files, cannot};
use crate::message::{Usage, say};

/// How words are cut for search: without accents, English words by their stems.
const TOKENIZER: &str = "porter unicode61 remove_diacritics 2";

/// Writes the file, and beside it what Datasette shows of its tables.
pub fn write(store: &Store, selection: &Selection, output: Option<&str>) -> anyhow::Result<()> {
    let Some(file) = output else {
        return Err(Usage(
            "an SQLite file cannot be written to standard output; name one with -o".to_owned(),
        )
        .into());
    };
    let tables: Vec<&Table> =
        tables().map_err(anyhow::Error::msg)?.iter().filter(|t| selection.marks || !t.marks).collect();
    let mut files = Files::default();
    let part = files.part(Path::new(file));
    let _ = std::fs::remove_file(&part);
    let db = Connection::open(&part).with_context(|| cannot(file))?;
    fill(store, selection, &tables, &db).with_context(|| format!("cannot write {file}"))?;
    db.close().map_err(|(_, e)| e).with_context(|| cannot(file))?;
    let beside = format!("{file}.metadata.json");
    let mut out = files.create(Path::new(&beside))?;
    metadata::write(file, &tables, &mut out)?;
    drop(out);
    files.keep()?;
    say(format!("wrote {file} and {beside}\nnext: datasette {file} --metadata {beside}"));
    Ok(())
}

fn fill(store: &Store, selection: &Selection, tables: &[&Table], db: &Connection) -> anyhow::Result<()> {
    // A new file that is thrown away unless it becomes whole: nothing to roll back to.
    db.execute_batch(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; BEGIN",
    )?;
    for table in tables {
        db.execute_batch(&create(table))?;
    }
    walk::<anyhow::Error>(store, selection, &mut |stop| {
        let object = stop.thing.object();
        for table in tables.iter().filter(|t| t.takes(&stop)) {
            let mut insert = db.prepare_cached(&insert(table))?;
            for row in table.rows(&stop, &object) {
                insert.execute(params_from_iter(row.iter().map(cell)))?;
            }
        }
        Ok(())
    })?;
    for table in tables {
        db.execute_batch(&(unlink(table) + &indexes(table) + &search(table)))?;
    }
    db.execute_batch("COMMIT; PRAGMA optimize")?;
    let wrong = db.prepare("PRAGMA foreign_key_check")?.query_map([], |_| Ok(()))?.count();
    ensure!(
        wrong == 0,
        "{wrong} rows name others that are not there: a fault in the program; please report it"
    );
    Ok(())
}

fn cell(value: &Value) -> types::Value {
    match value {
        Value::Null => types::Value::Null,
        Value::Bool(yes) => types::Value::Integer((*yes).into()),
        Value::String(words) => types::Value::Text(words.clone()),
        Value::Number(n) => n
            .as_i64()
            .map_or_else(|| types::Value::Real(n.as_f64().unwrap_or_default()), types::Value::Integer),
        other => types::Value::Text(other.to_string()),
    }
}

fn create(table: &Table) -> String {
    let mut parts: Vec<String> = table.columns.iter().map(column).collect();
    parts.push(format!("PRIMARY KEY ({})", quoted(&table.key)));
    let foreign = table.columns.iter().filter_map(|c| Some((c, c.refers.as_ref()?)));
    parts.extend(foreign.map(|(c, to)| format!("FOREIGN KEY (\"{}\") REFERENCES \"{to}\" (\"id\")", c.name)));
    format!("CREATE TABLE \"{}\" (\n  {}\n);\n", table.name, parts.join(",\n  "))
}

fn column(column: &Column) -> String {
    let kind = match column.kind {
        Type::Text => "TEXT",
        Type::Integer | Type::Boolean => "INTEGER",
        Type::Real => "REAL",
    };
    format!("\"{}\" {kind}{}", column.name, if column.null { "" } else { " NOT NULL" })
}

fn insert(table: &Table) -> String {
    let marks = vec!["?"; table.columns.len()].join(", ");
    format!("INSERT OR IGNORE INTO \"{}\" VALUES ({marks})", table.name)
}

/// Rows may name what is not in the file: an event that does not meet the conditions, an actor that no report names any
/// more. A column that may be null becomes null then; a row that is nothing but the link goes.
fn unlink(table: &Table) -> String {
    let sql = |c: &Column, to: &String| {
        let (name, own) = (&c.name, &table.name);
        let gone = format!("\"{name}\" IS NOT NULL AND \"{name}\" NOT IN (SELECT \"id\" FROM \"{to}\")");
        if c.null {
            format!("UPDATE \"{own}\" SET \"{name}\" = NULL WHERE {gone};\n")
        } else {
            format!("DELETE FROM \"{own}\" WHERE {gone};\n")
        }
    };
    table.columns.iter().filter_map(|c| Some(sql(c, c.refers.as_ref()?))).collect()
}

/// An index for each column that names another table, and for the one to sort by.
fn indexes(table: &Table) -> String {
    let first = table.key.first();
    let wanted =
        |c: &&Column| (c.refers.is_some() || table.sort.as_ref() == Some(&c.name)) && first != Some(&c.name);
    let sql = |c: &Column| format!("CREATE INDEX \"{0}_{1}\" ON \"{0}\" (\"{1}\");\n", table.name, c.name);
    table.columns.iter().filter(wanted).map(sql).collect()
}

fn search(table: &Table) -> String {
    if table.search.is_empty() {
        return String::new();
    }
    let (name, columns) = (&table.name, quoted(&table.search));
    format!(
        "CREATE VIRTUAL TABLE \"{name}_fts\" USING fts5({columns}, content=\"{name}\", tokenize=\"{TOKENIZER}\");
        INSERT INTO \"{name}_fts\" (\"{name}_fts\") VALUES ('rebuild');\n"
    )
}

fn quoted(names: &[String]) -> String {
    names.iter().map(|n| format!("\"{n}\"")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_made_and_their_links_hold() {
        let db = Connection::open_in_memory().unwrap();
        for table in tables().unwrap() {
            db.execute_batch(&(create(table) + &indexes(table) + &search(table) + &unlink(table))).unwrap();
        }
        let n: i64 = db
            .query_row("SELECT count(*) FROM pragma_foreign_key_list('status_history')", [], |r| r.get(0))
            .unwrap();
        assert_eq!(n, 2);
    }

    #[test]
    fn links_to_what_is_not_there_are_taken_away() {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
        for table in tables().unwrap() {
            db.execute_batch(&create(table)).unwrap();
        }
        db.execute_batch(
            "INSERT INTO series VALUES ('e1', 'e2', 0);
            INSERT INTO account_source VALUES ('a1', 0, 'Ilda Marn', NULL, 's1');",
        )
        .unwrap();
        let all: String = tables().unwrap().iter().map(unlink).collect();
        db.execute_batch(
            "INSERT INTO account (id, title, report, position, type, status, rule, confidence)
            VALUES ('a1', 't', 'r1', 0, 'CONSULT', 'held', 'consult/meet', 0.5)",
        )
        .unwrap();
        db.execute_batch("INSERT INTO report (id, source, sha256, text) VALUES ('r1', 'x', '', '')").unwrap();
        db.execute_batch(&all).unwrap();
        let count = |sql: &str| db.query_row(sql, [], |r| r.get::<_, i64>(0)).unwrap();
        assert_eq!(count("SELECT count(*) FROM series"), 0);
        assert_eq!(count("SELECT count(*) FROM account_source WHERE statement IS NULL"), 1);
    }
}
