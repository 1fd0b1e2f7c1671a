//! Reprints in the record: what is kept to find them, and what goes when a report turns out to be one.
//!
//! A reprint is a report without findings of its own: the accounts are those of the report it names.

use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, params};

use super::{Marks, Store, StoreError, load, rows};
use crate::actor::Actor;
use crate::clean::fingerprint::Sketch;
use crate::link::reprints::Role;
use crate::reader::Reading;

/// A report of the record, as far as finding its reprints goes.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// Its id.
    pub id: String,
    /// The day it was published, where its input gave one.
    pub day: Option<String>,
    /// The report that it names as its origin.
    pub reprint_of: Option<String>,
    /// The sketch of its text.
    pub sketch: Sketch,
}

impl Store {
    /// All reports with their sketches, by id. Sketches that are missing or of another version are made
    /// from the texts and kept.
    ///
    /// # Errors
    /// When the file cannot be read or written.
    pub fn kept(&mut self) -> Result<Vec<Kept>, StoreError> {
        let path = self.path.clone();
        let mut all = || -> rusqlite::Result<Vec<Kept>> {
            let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let kept = kept(&tx)?;
            tx.commit()?;
            Ok(kept)
        };
        all().map_err(|e| StoreError::from_sqlite(&path, e))
    }

    /// How many of these reports are reprints.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn reprints_among(&self, reports: &[String]) -> Result<usize, StoreError> {
        let sql = format!("SELECT count(*) FROM report WHERE id = ?1 AND {REPRINT_OF} IS NOT NULL");
        let one = |id: &String| self.db.prepare_cached(&sql)?.query_row([id], |r| r.get::<_, i64>(0));
        let counts: rusqlite::Result<Vec<i64>> = reports.iter().map(one).collect();
        Ok(counts.map_err(|e| self.error(e))?.iter().sum::<i64>() as usize)
    }
}

/// The report that a row of `report` names as its origin.
pub(super) const REPRINT_OF: &str = "json_extract(object, '$.origin.reprint_of')";

fn kept(tx: &Transaction) -> rusqlite::Result<Vec<Kept>> {
    let sql = format!(
        "SELECT id, published, published_basis, {REPRINT_OF}, sketch FROM report
        LEFT JOIN _sketch ON _sketch.report = report.id ORDER BY id"
    );
    let mut query = tx.prepare(&sql)?;
    let mut rows = query.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let id: String = row.get(0)?;
        let inferred = row.get::<_, Option<String>>(2)?.as_deref() == Some("inferred");
        let bytes: Option<Vec<u8>> = row.get(4)?;
        let sketch = match bytes.and_then(|b| Sketch::from_bytes(&b)) {
            Some(sketch) => sketch,
            None => made(tx, &id)?,
        };
        let day = row.get::<_, Option<String>>(1)?.filter(|_| !inferred);
        all.push(Kept { id, day, reprint_of: row.get(3)?, sketch });
    }
    Ok(all)
}

fn made(tx: &Transaction, id: &str) -> rusqlite::Result<Sketch> {
    let report = load::reports(tx, "WHERE id = ?1", [id])?.pop();
    let sketch = report.map(|r| r.sketch()).unwrap_or_default();
    tx.execute("INSERT OR REPLACE INTO _sketch VALUES (?1, ?2)", params![id, sketch.to_bytes()])?;
    Ok(sketch)
}

/// Makes a report of the record a reprint: what was found in it goes.
pub(super) fn uncoded(tx: &Transaction, id: &str, role: &Role) -> rusqlite::Result<()> {
    let Some(mut report) = load::reports(tx, "WHERE id = ?1", [id])?.pop() else { return Ok(()) };
    strip(tx, id)?;
    report.set_role(role);
    set(tx, &Reading::uncoded(report), None)
}

/// Gives a report of the record the findings of its reading.
pub(super) fn coded(tx: &Transaction, reader: &str, reading: &Reading) -> rusqlite::Result<()> {
    strip(tx, &reading.report.id)?;
    set(tx, reading, Some(reader))?;
    rows::findings(tx, reading, &Marks::of(reading))
}

/// Sets the columns that change when a report is read or is not.
fn set(tx: &Transaction, reading: &Reading, reader: Option<&str>) -> rusqlite::Result<()> {
    let r = &reading.report;
    let sql =
        "UPDATE report SET published = ?2, published_basis = ?3, object = ?4, reader = coalesce(?5, reader)
        WHERE id = ?1";
    let (basis, object) = (rows::word(&r.published_basis), rows::without_text(r)?.to_string());
    tx.execute(sql, params![r.id, r.published, basis, object, reader]).map(|_| ())
}

/// Takes out of the record what was found in a report. Its actors are again what the other reports know
/// of them.
pub(super) fn strip(tx: &Transaction, id: &str) -> rusqlite::Result<()> {
    let mut query = tx.prepare_cached("SELECT actor FROM _actor_part WHERE report = ?1")?;
    let actors: Vec<String> = query.query_map([id], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?;
    for table in ["account", "statement", "mention", "time", "place", "report_actor", "_actor_part"] {
        tx.prepare_cached(&format!("DELETE FROM \"{table}\" WHERE report = ?1"))?.execute([id])?;
    }
    actors.iter().try_for_each(|actor| unite(tx, actor))
}

/// Makes an actor anew of what each report knows; one that no report knows goes.
fn unite(tx: &Transaction, id: &str) -> rusqlite::Result<()> {
    let sql = "SELECT object FROM _actor_part WHERE actor = ?1 ORDER BY report";
    let parts: Vec<Actor> = load::objects(tx, sql, [id])?;
    // A record made before parts were kept has reports whose part is not known: their actor stays.
    let sql = "SELECT 1 FROM report_actor x WHERE actor = ?1 AND NOT EXISTS
        (SELECT 1 FROM _actor_part p WHERE p.actor = x.actor AND p.report = x.report)";
    let unknown = tx.prepare_cached(sql)?.query_row([id], |_| Ok(())).optional()?.is_some();
    let Some(first) = parts.first().filter(|_| !unknown) else {
        let nobodys = "DELETE FROM actor WHERE id = ?1 AND id NOT IN (SELECT actor FROM report_actor)";
        return tx.prepare_cached(nobodys)?.execute([id]).map(|_| ());
    };
    let all = parts.iter().fold(rows::united(first, first), |all, part| rows::united(&all, part));
    rows::set_actor(tx, &all)
}
