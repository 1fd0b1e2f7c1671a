//! Events are rebuilt from all accounts, and replaced as a whole.

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

use super::load;
use super::rows::{joined, json, names};
use super::{Store, StoreError};
use crate::event::Event;
use crate::link::link;

/// What linking came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Linked {
    /// Accounts in the record.
    pub accounts: usize,
    /// Events in the record.
    pub events: usize,
}

impl Store {
    /// Links all accounts and replaces all events, in one transaction: who reads the record meanwhile
    /// sees the old events or the new ones.
    ///
    /// # Errors
    /// When the file cannot be read or written.
    pub fn link(&mut self) -> Result<Linked, StoreError> {
        let path = self.path.clone();
        rebuild(&mut self.db).map_err(|e| StoreError::from_sqlite(&path, e))
    }

    /// Were reports added since events were last rebuilt?
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn is_stale(&self) -> Result<bool, StoreError> {
        let sql = "SELECT value FROM _meta WHERE key = 'stale'";
        let value = self.db.query_row(sql, [], |r| r.get::<_, String>(0)).optional();
        Ok(value.map_err(|e| self.error(e))?.is_some_and(|v| v == "1"))
    }

    /// How many reports another version of the program read.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn read_by_others(&self) -> Result<usize, StoreError> {
        let sql = "SELECT count(*) FROM report WHERE reader <> ?1";
        let n: i64 =
            self.db.query_row(sql, [self.versions.joint()], |r| r.get(0)).map_err(|e| self.error(e))?;
        Ok(n as usize)
    }
}

fn rebuild(db: &mut Connection) -> rusqlite::Result<Linked> {
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut accounts = load::accounts(&tx, "ORDER BY a.id", [])?;
    let reports = load::reports(&tx, "ORDER BY id", [])?;
    let statements = load::objects(&tx, "SELECT object FROM statement ORDER BY id", [])?;
    let events = link(&mut accounts, &reports, &statements);
    tx.execute("DELETE FROM event", [])?;
    events.iter().try_for_each(|e| insert(&tx, e))?;
    for a in &accounts {
        let sql = "UPDATE account SET event = ?2 WHERE id = ?1 AND event IS NOT ?2";
        tx.prepare_cached(sql)?.execute(params![a.id, a.event])?;
    }
    // Actors of reports that were replaced may be nobody's now.
    tx.execute("DELETE FROM actor WHERE id NOT IN (SELECT actor FROM report_actor)", [])?;
    tx.execute("INSERT OR REPLACE INTO _meta VALUES ('stale', '0')", [])?;
    tx.commit()?;
    Ok(Linked { accounts: accounts.len(), events: events.len() })
}

fn insert(tx: &Transaction, e: &Event) -> rusqlite::Result<()> {
    let sql = "INSERT INTO event (id, day, status, type, mode, who, toward, place, country, setting, topics,
        n_reports, n_independent, confidence, object)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)";
    tx.prepare_cached(sql)?.execute(params![
        e.id,
        e.when.as_ref().map(|w| &w.edtf),
        e.status.name(),
        e.kind,
        e.mode,
        names(&e.actors),
        names(&e.recipients),
        e.place.as_ref().map(|p| &p.name),
        e.place.as_ref().and_then(|p| p.country.as_ref()),
        e.setting.as_ref().map(|s| &s.name),
        joined(e.topics.iter().map(String::as_str)),
        e.n_reports as i64,
        e.n_independent as i64,
        e.confidence,
        json(e)?.to_string()
    ])?;
    Ok(())
}
