//! Linking the record: what came since the last time is compared with its neighbours, and only events that are reached by it
//! are made anew. The events are those that linking the whole record would make.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

use super::near::{self, Reached};
use super::{Store, StoreError, events, search};
use crate::link::{self, cluster};

/// What linking came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Linked {
    /// Accounts that were compared.
    pub accounts: usize,
    /// Events that were made anew.
    pub events: usize,
}

/// With more than one account in so many to link, all are linked at once: that is then quicker than to walk.
const ONE_IN: usize = 4;

impl Store {
    /// Links what came since the last time, in one transaction: who reads the record meanwhile sees the old events or
    /// the new ones.
    ///
    /// # Errors
    /// When the file cannot be read or written.
    pub fn link(&mut self) -> Result<Linked, StoreError> {
        let path = self.path.clone();
        run(&mut self.db).map_err(|e| StoreError::from_sqlite(&path, e))
    }

    /// Were reports added since events were last linked?
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

fn run(db: &mut Connection) -> rusqlite::Result<Linked> {
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    forget_other_linking(&tx)?;
    let new = near::note_new(&tx)?;
    let reached = if new.len() * ONE_IN > highest_number(&tx)? {
        near::all(&tx)?
    } else {
        let mut seeds = touched(&tx)?;
        seeds.extend(new);
        near::around(&tx, &seeds)?
    };
    // Before any event is written: those of another version are filled in here, new ones as they are made.
    search::unless_ours(&tx)?;
    let events = write(&tx, &reached)?;
    // Actors of reports that were replaced may be nobody's now.
    let orphans = "DELETE FROM actor WHERE id IN (SELECT actor FROM _touched_actor)
        AND NOT EXISTS (SELECT 1 FROM report_actor r WHERE r.actor = actor.id)";
    tx.execute(orphans, [])?;
    for table in ["_touched_block", "_touched_event", "_touched_report", "_touched_actor"] {
        tx.execute(&format!("DELETE FROM {table}"), [])?;
    }
    tx.execute("INSERT OR REPLACE INTO _meta VALUES ('stale', '0')", [])?;
    tx.commit()?;
    Ok(Linked { accounts: reached.accounts.len(), events })
}

/// The number of the account that was linked last: at least as many as there are, found without counting.
fn highest_number(tx: &Transaction) -> rusqlite::Result<usize> {
    tx.query_row("SELECT ifnull(max(n), 0) FROM _linked", [], |r| r.get::<_, i64>(0)).map(|n| n as usize)
}

/// What another version of linking noted is worth nothing: all is linked anew.
fn forget_other_linking(tx: &Transaction) -> rusqlite::Result<()> {
    let sql = "SELECT value FROM _meta WHERE key = 'linking'";
    let noted: Option<String> = tx.query_row(sql, [], |r| r.get(0)).optional()?;
    let ours = link::version();
    if noted.as_deref() != Some(ours.as_str()) {
        tx.execute_batch(
            "DELETE FROM _block; DELETE FROM _linked; DELETE FROM _series; DELETE FROM _unlinked;
            INSERT INTO _unlinked SELECT id FROM account;
            DELETE FROM actor WHERE id NOT IN (SELECT actor FROM report_actor);",
        )?;
        tx.execute("INSERT OR REPLACE INTO _meta VALUES ('linking', ?1)", [ours])?;
    }
    Ok(())
}

/// Accounts that lost a neighbour, are of an event that lost an account, or whose report has other reprints now.
fn touched(tx: &Transaction) -> rusqlite::Result<Vec<i64>> {
    let sql = "SELECT n FROM _block WHERE block IN (SELECT block FROM _touched_block)
        UNION SELECT n FROM _linked JOIN account ON id = account WHERE event IN (SELECT event FROM _touched_event)
        UNION SELECT n FROM _linked JOIN account ON id = account WHERE report IN (SELECT report FROM _touched_report)";
    let mut query = tx.prepare(sql)?;
    let rows = query.query_map([], |r| r.get(0))?;
    rows.collect()
}

/// Writes the events of the accounts that were reached, where they are other than before; how many.
fn write(tx: &Transaction, reached: &Reached) -> rusqlite::Result<usize> {
    let clusters = cluster::clusters(&reached.profiles(), reached.pairs.clone(), &reached.hand);
    let mut gone: BTreeSet<String> = BTreeSet::new();
    let mut made: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for cluster in &clusters {
        let ids: Vec<&str> = cluster.iter().map(|&i| reached.accounts[i].account.as_str()).collect();
        let id = link::seed(ids[0]);
        let before = events_of(tx, &ids)?;
        if !stays(tx, &id, &before, ids.len())? {
            gone.extend(before.into_iter().flatten());
            made.insert(id, ids);
        }
    }
    let lost = "SELECT event FROM _touched_event WHERE NOT EXISTS (SELECT 1 FROM account a WHERE a.event = _touched_event.event)";
    let mut query = tx.prepare(lost)?;
    let rows = query.query_map([], |r| r.get::<_, String>(0))?;
    let lost: Vec<String> = rows.collect::<rusqlite::Result<_>>()?;
    gone.extend(lost);
    for event in gone.iter().chain(made.keys()) {
        tx.prepare_cached("DELETE FROM event WHERE id = ?1")?.execute([event])?;
    }
    for (id, ids) in &made {
        events::build(tx, ids)?;
        for account in ids {
            let sql = "UPDATE account SET event = ?2 WHERE id = ?1 AND event IS NOT ?2";
            tx.prepare_cached(sql)?.execute(params![account, id])?;
        }
    }
    Ok(made.len())
}

/// The events that accounts are in now, each once.
fn events_of(tx: &Transaction, accounts: &[&str]) -> rusqlite::Result<BTreeSet<Option<String>>> {
    let mut query = tx.prepare_cached("SELECT event FROM account WHERE id = ?1")?;
    accounts.iter().map(|a| query.query_row([a], |r| r.get(0))).collect()
}

/// Is the event of a cluster there already, with these accounts and nothing new about their reports?
fn stays(
    tx: &Transaction,
    id: &str,
    before: &BTreeSet<Option<String>>,
    size: usize,
) -> rusqlite::Result<bool> {
    if before.len() != 1 || before.first() != Some(&Some(id.to_owned())) {
        return Ok(false);
    }
    let sql = "SELECT json_array_length(object, '$.accounts') = ?2
        AND NOT EXISTS (SELECT 1 FROM account WHERE event = ?1 AND report IN (SELECT report FROM _touched_report))
        AND EXISTS (SELECT 1 FROM _series WHERE _series.event = ?1)
        FROM event WHERE id = ?1";
    let same = tx.prepare_cached(sql)?.query_row(params![id, size as i64], |r| r.get(0)).optional()?;
    Ok(same.unwrap_or(false))
}
