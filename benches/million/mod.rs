//! A record as large as one likes that looks like a real one: what the program makes of our short reports
//! (`tests/gold/open`), copied row by row with other parties, places, days and ids.
//!
//! It is there to be read: what linking notes of accounts is left out.

mod case;
mod chance;
mod copy;
mod known;
mod pool;
mod template;

use std::error::Error;

use rusqlite::{Connection, Statement, params, params_from_iter};
use sidelines::event::Event;
use sidelines::link::series;
use sidelines::reader::Reader;
use sidelines::report::RawReport;
use sidelines::store::{Step, Store, Versions};

use case::{Case, Table};
use chance::Chance;
use copy::Copy;

/// One copy in so many has the marks of its reports.
const MARKED: usize = 32;
/// Copies written in one transaction.
const AT_ONCE: usize = 2_000;

/// Nothing is kept safe while the record is filled: it is made anew when that fails.
const SETTINGS: &str = "PRAGMA foreign_keys = OFF; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
    PRAGMA cache_size = -1000000; PRAGMA temp_store = MEMORY;";

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Fills a new record at `path` with at least so many events; how many.
///
/// # Errors
/// When the record cannot be written.
pub fn fill(path: &str, events: usize) -> Result<usize> {
    let cases = cases()?;
    drop(Store::open(path, &Versions::embedded())?);
    let mut db = Connection::open(path)?;
    db.execute_batch(SETTINGS)?;
    let laid_by = lay_by(&db)?;
    let states = pool::states();
    pool::write(&db, &states)?;
    let (mut chance, mut made) = (Chance(3), 0);
    let mut turns = cases.iter().filter(|c| c.events > 0).cycle().enumerate();
    while made < events {
        let tx = db.transaction()?;
        let mut tables: Vec<Insert> = case::TABLES.iter().map(|_| Insert::default()).collect();
        for (n, case) in turns.by_ref().take(AT_ONCE) {
            let copy = Copy::of(case, &states, &mut chance);
            for (table, insert) in case.tables.iter().zip(&mut tables) {
                if table.always || n / cases.len() % MARKED == 0 {
                    insert.write(&tx, table, &copy)?;
                }
            }
            made += case.events;
            if made >= events {
                break;
            }
        }
        drop(tables);
        tx.commit()?;
    }
    db.execute_batch(&laid_by.join(";\n"))?;
    db.execute_batch("INSERT OR REPLACE INTO _meta VALUES ('stale', '0')")?;
    drop(db);
    Store::open(path, &Versions::embedded())?.reindex()?;
    Ok(made)
}

/// What the program makes of each case, linked within itself.
fn cases() -> Result<Vec<Case>> {
    let reader = Reader::embedded()?;
    let folder = tempfile::tempdir()?;
    let cases = crate::cases::reports();
    let all = cases.iter().enumerate().map(|(i, reports)| {
        let path = folder.path().join(format!("{i}.db"));
        case_of(&reader, path.to_str().unwrap_or_default(), reports)
    });
    all.collect()
}

fn case_of(reader: &Reader, path: &str, reports: &[RawReport]) -> Result<Case> {
    let mut store = Store::open(path, &Versions::embedded())?;
    let readings: Vec<_> = reports.iter().map(|raw| (raw, reader.read(raw))).collect();
    let steps: Vec<Step> =
        readings.iter().map(|(raw, reading)| Step::New { raw, reading, user_dated: false }).collect();
    store.write_all(&steps)?;
    store.link()?;
    Ok(Case::of(&Connection::open(path)?)?)
}

/// Drops indexes and triggers, which are quicker made at the end; by what they are made.
fn lay_by(db: &Connection) -> Result<Vec<String>> {
    let sql =
        "SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL";
    let mut query = db.prepare(sql)?;
    let all = query.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
    let all: Vec<(String, String, String)> = all.collect::<rusqlite::Result<_>>()?;
    for (kind, name, _) in &all {
        db.execute_batch(&format!("DROP {kind} {name}"))?;
    }
    Ok(all.into_iter().map(|(_, _, sql)| sql).collect())
}

/// Statements by which rows of one table come in.
#[derive(Default)]
struct Insert<'a>(Option<(Statement<'a>, Option<Statement<'a>>)>);

impl<'a> Insert<'a> {
    fn write(&mut self, db: &'a Connection, table: &Table, copy: &Copy) -> Result<()> {
        if table.rows.is_empty() {
            return Ok(());
        }
        if self.0.is_none() {
            let holes = vec!["?"; table.columns].join(", ");
            let rows = db.prepare(&format!("INSERT OR IGNORE INTO {} VALUES ({holes})", table.name))?;
            let series = "INSERT INTO _series (event, key, site) VALUES (?, ?, ?)";
            let series = if table.name == "event" { Some(db.prepare(series)?) } else { None };
            self.0 = Some((rows, series));
        }
        let Some((insert, of_series)) = &mut self.0 else { return Ok(()) };
        for row in &table.rows {
            let cells = copy.row(row);
            if let (Some(insert), Some(rusqlite::types::Value::Text(object))) =
                (&mut *of_series, cells.last())
            {
                let event: Event = serde_json::from_str(object)?;
                insert.execute(params![event.id, series::key(&event), series::site(&event)])?;
            }
            insert.execute(params_from_iter(cells))?;
        }
        Ok(())
    }
}
