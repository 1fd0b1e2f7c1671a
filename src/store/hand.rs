//! What somebody decided by hand, kept as pairs of accounts so that it outlives every new linking: this is one event,
//! those are two. Every decision is logged, and can be taken back.

use std::collections::BTreeMap;

use rusqlite::{Connection, Transaction, TransactionBehavior, params};
use serde::Serialize;

use super::{Store, StoreError, load};
use crate::link::hand::Hand;

/// A decision by hand, as the log holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Decision {
    /// Its number.
    pub n: i64,
    /// `merge` or `split`.
    pub act: String,
    /// The event it is about, as it was called then.
    pub event: String,
    /// The event that was merged with it; the accounts that were taken out of it.
    pub other: String,
    /// The day it was made.
    pub day: String,
    /// Why.
    pub note: Option<String>,
    /// The day it was taken back.
    pub undone: Option<String>,
}

/// Why a decision is not possible.
#[derive(Debug, thiserror::Error)]
pub enum HandError {
    /// The record could not be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no such event.
    #[error("there is no event {0} in the record\nnext: `sidelines list` prints the ids of events")]
    NoEvent(String),
    /// The two are one already.
    #[error("{0} and {1} are one event already")]
    OneAlready(String, String),
    /// Nothing of the event was named, or all of it.
    #[error(
        "a split takes some accounts out of event {0}, not none or all of its {1}\nnext: name accounts (a...) or reports (r...) that `sidelines show {0}` prints"
    )]
    NothingToSplit(String, usize),
    /// There is no decision to take back.
    #[error("there is no decision to take back\nnext: `sidelines decisions` prints them")]
    NothingToUndo,
}

impl Store {
    /// Makes two events one, whatever linking says. Returns the id of the event that both are now. `day` is
    /// the day of the decision (EDTF), `note` the reason for the log.
    ///
    /// # Errors
    /// When there is no such event, both are one already, or the file cannot be written.
    pub fn merge(&mut self, a: &str, b: &str, day: &str, note: Option<&str>) -> Result<String, HandError> {
        let (first, second) = (self.members(a)?, self.members(b)?);
        if a == b {
            return Err(HandError::OneAlready(a.to_owned(), b.to_owned()));
        }
        let (x, y) = (first[0].clone(), second[0].clone());
        self.decide(|tx| {
            let n = log(tx, "merge", [a, b], day, note)?;
            decided(tx, n, &x, &y, true)?;
            // Whoever merges what was split before means all of it.
            let before = effective(tx)?;
            for pair in first.iter().flat_map(|p| second.iter().map(move |q| sorted(p, q))) {
                if before.get(&pair) == Some(&false) {
                    decided(tx, n, &pair.0, &pair.1, true)?;
                }
            }
            Ok(())
        })?;
        self.link()?;
        Ok(self.event_of(&x)?.unwrap_or_default())
    }

    /// Takes accounts (ids of accounts, or of reports for all their accounts in it) out of an event. Returns the ids
    /// of the event that is left and of those that the others are in now.
    ///
    /// # Errors
    /// When there is no such event, none or all of its accounts are named, or the file cannot be written.
    pub fn split(
        &mut self,
        event: &str,
        out: &[String],
        day: &str,
        note: Option<&str>,
    ) -> Result<Vec<String>, HandError> {
        self.members(event)?;
        let accounts = self.accounts_in(event)?;
        let (taken, left): (Vec<_>, Vec<_>) =
            accounts.iter().partition(|a| out.contains(&a.id) || out.contains(&a.report));
        if taken.is_empty() || left.is_empty() {
            return Err(HandError::NothingToSplit(event.to_owned(), accounts.len()));
        }
        let names: Vec<&str> = taken.iter().map(|a| a.id.as_str()).collect();
        self.decide(|tx| {
            let n = log(tx, "split", [event, &names.join(" ")], day, note)?;
            for (p, q) in taken.iter().flat_map(|p| left.iter().map(move |q| (p, q))) {
                decided(tx, n, &p.id, &q.id, false)?;
            }
            // Those that are taken out stay one.
            taken.windows(2).try_for_each(|w| decided(tx, n, &w[0].id, &w[1].id, true))
        })?;
        self.link()?;
        let mut events = Vec::new();
        for account in [left[0], taken[0]] {
            events.extend(self.event_of(&account.id)?);
        }
        Ok(events)
    }

    /// Takes back a decision: the one with number `n`, else the last that stands.
    ///
    /// # Errors
    /// When there is none, or the file cannot be written.
    pub fn undo(&mut self, n: Option<i64>, day: &str) -> Result<Decision, HandError> {
        let standing = |d: &&Decision| d.undone.is_none() && n.is_none_or(|n| n == d.n);
        let Some(decision) = self.decisions()?.iter().rfind(standing).cloned() else {
            return Err(HandError::NothingToUndo);
        };
        self.decide(|tx| {
            tx.execute("UPDATE _decision SET undone = ?2 WHERE n = ?1", params![decision.n, day])?;
            let touched = "INSERT OR IGNORE INTO _touched_report SELECT report FROM account WHERE id IN
                (SELECT a FROM _decided WHERE decision = ?1 UNION SELECT b FROM _decided WHERE decision = ?1)";
            tx.execute(touched, [decision.n]).map(|_| ())
        })?;
        self.link()?;
        Ok(Decision { undone: Some(day.to_owned()), ..decision })
    }

    /// All decisions, oldest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn decisions(&self) -> Result<Vec<Decision>, StoreError> {
        let row = |r: &rusqlite::Row| {
            Ok(Decision {
                n: r.get(0)?,
                act: r.get(1)?,
                event: r.get(2)?,
                other: r.get(3)?,
                day: r.get(4)?,
                note: r.get(5)?,
                undone: r.get(6)?,
            })
        };
        if !load::has_table(&self.db, "_decision").map_err(|e| self.error(e))? {
            return Ok(Vec::new());
        }
        let sql = "SELECT n, act, event, other, day, note, undone FROM _decision ORDER BY n";
        load::rows(&self.db, sql, [], row).map_err(|e| self.error(e))
    }

    /// Ids of the accounts of an event, oldest first.
    fn members(&self, event: &str) -> Result<Vec<String>, HandError> {
        let ids: Vec<String> = self.accounts_in(event)?.into_iter().map(|a| a.id).collect();
        if ids.is_empty() { Err(HandError::NoEvent(event.to_owned())) } else { Ok(ids) }
    }

    fn event_of(&self, account: &str) -> Result<Option<String>, StoreError> {
        Ok(self.account(account)?.and_then(|a| a.event))
    }

    fn decide(
        &mut self,
        change: impl FnOnce(&Transaction) -> rusqlite::Result<()>,
    ) -> Result<(), StoreError> {
        let path = self.path.clone();
        let run = |db: &mut Connection| -> rusqlite::Result<()> {
            let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            change(&tx)?;
            tx.execute("INSERT OR REPLACE INTO _meta VALUES ('stale', '1')", [])?;
            tx.commit()
        };
        run(&mut self.db).map_err(|e| StoreError::from_sqlite(&path, e))
    }
}

fn log(
    tx: &Transaction,
    act: &str,
    [event, other]: [&str; 2],
    day: &str,
    note: Option<&str>,
) -> rusqlite::Result<i64> {
    let sql = "INSERT INTO _decision (act, event, other, day, note) VALUES (?1, ?2, ?3, ?4, ?5)";
    tx.execute(sql, params![act, event, other, day, note])?;
    Ok(tx.last_insert_rowid())
}

fn decided(tx: &Transaction, n: i64, a: &str, b: &str, together: bool) -> rusqlite::Result<()> {
    let (a, b) = sorted(a, b);
    tx.prepare_cached("INSERT OR REPLACE INTO _decided VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![n, a, b, together])?;
    let touched = "INSERT OR IGNORE INTO _touched_report SELECT report FROM account WHERE id IN (?1, ?2)";
    tx.prepare_cached(touched)?.execute([a, b]).map(|_| ())
}

fn sorted(a: &str, b: &str) -> (String, String) {
    (a.min(b).to_owned(), a.max(b).to_owned())
}

/// What stands for each pair: the latest decision that was not taken back.
fn effective(tx: &Connection) -> rusqlite::Result<BTreeMap<(String, String), bool>> {
    let sql =
        "SELECT a, b, together FROM _decided JOIN _decision ON n = decision WHERE undone IS NULL ORDER BY n";
    let mut query = tx.prepare_cached(sql)?;
    let rows = query.query_map([], |r| Ok(((r.get(0)?, r.get(1)?), r.get(2)?)))?;
    rows.collect()
}

/// The decisions on some accounts, by their places in the list.
pub(super) fn of(tx: &Connection, accounts: &[&str]) -> rusqlite::Result<Hand> {
    let mut hand = Hand::default();
    let decided = effective(tx)?;
    if decided.is_empty() {
        return Ok(hand);
    }
    let place: BTreeMap<&str, u32> = accounts.iter().enumerate().map(|(i, a)| (*a, i as u32)).collect();
    for ((a, b), together) in &decided {
        if let Some((i, j)) = place.get(a.as_str()).zip(place.get(b.as_str())) {
            if *together { hand.put_together(*i, *j) } else { hand.put_apart(*i, *j) }
        }
    }
    Ok(hand)
}

/// Numbers of the accounts that were put together with one by hand.
pub(super) fn partners(tx: &Connection, account: &str) -> rusqlite::Result<Vec<i64>> {
    let sql = "SELECT l.n FROM _decided d JOIN _decision ON _decision.n = d.decision
        JOIN _linked l ON l.account = iif(d.a = ?1, d.b, d.a)
        WHERE (d.a = ?1 OR d.b = ?1) AND d.together AND undone IS NULL";
    let mut query = tx.prepare_cached(sql)?;
    let rows = query.query_map([account], |r| r.get(0))?;
    rows.collect()
}
