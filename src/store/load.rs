//! Reading the record back: always in an order that does not depend on how it was filled.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, Params, Row};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::reprints::REPRINT_OF;
use super::{Store, StoreError};
use crate::account::Account;
use crate::actor::Actor;
use crate::event::Event;
use crate::link::series;
use crate::link::terms::Terms;
use crate::report::Report;
use crate::statement::Statement;

/// An object whose id was asked for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// `event`, `report`, `account`, `statement` or `actor`.
    pub kind: &'static str,
    /// Its whole id.
    pub id: String,
}

/// The order of reports everywhere: by day of publication (undated first), then id.
const REPORT_ORDER: &str = "ORDER BY coalesce(published, ''), id";

impl Store {
    /// Ids of all reports, oldest first.
    ///
    /// # Errors
    /// When the file cannot be read; so for all methods below.
    pub fn report_ids(&self) -> Result<Vec<String>, StoreError> {
        self.strings(&format!("SELECT id FROM report {REPORT_ORDER}"), [])
    }

    /// One report.
    ///
    /// # Errors
    /// As [`Store::report_ids`].
    pub fn report(&self, id: &str) -> Result<Option<Report>, StoreError> {
        Ok(reports(&self.db, "WHERE id = ?1", [id]).map_err(|e| self.error(e))?.pop())
    }

    /// The accounts of one report, in order of its text.
    ///
    /// # Errors
    /// As [`Store::report_ids`].
    pub fn accounts_of(&self, report: &str) -> Result<Vec<Account>, StoreError> {
        accounts(&self.db, "WHERE a.report = ?1 ORDER BY a.position", [report]).map_err(|e| self.error(e))
    }

    /// The accounts of one event, oldest report first.
    ///
    /// # Errors
    /// As [`Store::report_ids`].
    pub fn accounts_in(&self, event: &str) -> Result<Vec<Account>, StoreError> {
        let order = "JOIN report r ON r.id = a.report WHERE a.event = ?1
            ORDER BY coalesce(r.published, ''), r.id, a.position";
        accounts(&self.db, order, [event]).map_err(|e| self.error(e))
    }

    /// The reports of some accounts, each once, by id.
    ///
    /// # Errors
    /// As [`Store::report_ids`].
    pub fn reports_of<'a>(
        &self,
        accounts: impl IntoIterator<Item = &'a Account>,
    ) -> Result<BTreeMap<String, Report>, StoreError> {
        let mut reports = BTreeMap::new();
        for account in accounts {
            if !reports.contains_key(&account.report)
                && let Some(report) = self.report(&account.report)?
            {
                reports.insert(account.report.clone(), report);
            }
        }
        Ok(reports)
    }

    /// The reprints of one report, oldest first.
    ///
    /// # Errors
    /// As [`Store::report_ids`].
    pub fn reprints_of(&self, report: &str) -> Result<Vec<Report>, StoreError> {
        reports(&self.db, &format!("WHERE {REPRINT_OF} = ?1 {REPORT_ORDER}"), [report])
            .map_err(|e| self.error(e))
    }

    /// One account.
    ///
    /// # Errors
    /// As [`Store::report_ids`].
    pub fn account(&self, id: &str) -> Result<Option<Account>, StoreError> {
        Ok(accounts(&self.db, "WHERE a.id = ?1", [id]).map_err(|e| self.error(e))?.pop())
    }

    /// The statements of one report, in order of its text.
    ///
    /// # Errors
    /// As [`Store::report_ids`].
    pub fn statements_of(&self, report: &str) -> Result<Vec<Statement>, StoreError> {
        self.objects("SELECT object FROM statement WHERE report = ?1 ORDER BY position", [report])
    }

    /// All actors, by id.
    ///
    /// # Errors
    /// As [`Store::report_ids`].
    pub fn actors(&self) -> Result<Vec<Actor>, StoreError> {
        self.objects("SELECT object FROM actor ORDER BY id", [])
    }

    /// The actors of one report, by id.
    ///
    /// # Errors
    /// As [`Store::report_ids`].
    pub fn actors_of(&self, report: &str) -> Result<Vec<Actor>, StoreError> {
        let sql = "SELECT a.object FROM actor a JOIN report_actor x ON x.actor = a.id WHERE x.report = ?1 ORDER BY a.id";
        self.objects(sql, [report])
    }

    /// All events, by id.
    ///
    /// # Errors
    /// As [`Store::report_ids`].
    pub fn events(&self) -> Result<Vec<Event>, StoreError> {
        let mut events = self.objects("SELECT object FROM event ORDER BY id", [])?;
        series::fill(&mut events);
        Ok(events)
    }

    /// One event.
    ///
    /// # Errors
    /// As [`Store::report_ids`].
    pub fn event(&self, id: &str) -> Result<Option<Event>, StoreError> {
        let mut found = None;
        self.each_event(&[id.to_owned()], &mut |event| {
            found = Some(event);
            Ok::<_, StoreError>(())
        })?;
        Ok(found)
    }

    /// One statement.
    ///
    /// # Errors
    /// As [`Store::report_ids`].
    pub fn statement(&self, id: &str) -> Result<Option<Statement>, StoreError> {
        Ok(self.objects("SELECT object FROM statement WHERE id = ?1", [id])?.pop())
    }

    /// Some events, in the order of their ids given, without what stands around them (`series`, `within`, `beside`).
    ///
    /// # Errors
    /// As [`Store::report_ids`].
    pub fn events_of(&self, ids: &[String]) -> Result<Vec<Event>, StoreError> {
        let found = ids.iter().filter_map(|id| event(&self.db, id).transpose());
        found.collect::<rusqlite::Result<_>>().map_err(|e| self.error(e))
    }

    /// How many reports there are.
    ///
    /// # Errors
    /// As [`Store::report_ids`].
    pub fn count_reports(&self) -> Result<usize, StoreError> {
        let n = self.db.query_row("SELECT count(*) FROM report", [], |r| r.get::<_, i64>(0));
        n.map(|n| n as usize).map_err(|e| self.error(e))
    }

    /// Ids of the events that reports in `reports` tell of, each once, sorted.
    ///
    /// # Errors
    /// As [`Store::report_ids`].
    pub fn events_told_by(&self, reports: &[String]) -> Result<Vec<String>, StoreError> {
        let mut ids = Vec::new();
        for report in reports {
            // A reprint tells what its origin tells.
            let sql = format!(
                "SELECT DISTINCT event FROM account WHERE event IS NOT NULL AND report =
                (SELECT coalesce({REPRINT_OF}, id) FROM report WHERE id = ?1)"
            );
            ids.extend(self.strings(&sql, [report])?);
        }
        ids.sort();
        ids.dedup();
        Ok(ids)
    }

    /// Objects of one report in the table `mention`, `time` or `place`, in order of its text.
    ///
    /// # Errors
    /// As [`Store::report_ids`].
    pub fn marks_of(&self, table: &str, report: &str) -> Result<Vec<Value>, StoreError> {
        let sql =
            format!("SELECT object FROM \"{table}\" WHERE report = ?1 ORDER BY \"start\", \"end\", rowid");
        self.objects(&sql, [report])
    }

    /// Everything whose id begins with `prefix`; an event also by an id that it had before it was merged.
    ///
    /// # Errors
    /// As [`Store::report_ids`].
    pub fn find(&self, prefix: &str) -> Result<Vec<Found>, StoreError> {
        let mut found = Vec::new();
        // Ids are ASCII: all that begin with `prefix` lie between it and it with the last character behind it.
        let end = format!("{prefix}\u{7f}");
        for kind in ["event", "report", "account", "statement", "actor"] {
            let sql = format!("SELECT id FROM {kind} WHERE id >= ?1 AND id < ?2 ORDER BY id LIMIT 20");
            let ids = self.strings(&sql, [prefix, &end])?;
            found.extend(ids.into_iter().map(|id| Found { kind, id }));
        }
        if found.is_empty() && has_table(&self.db, "_linked").map_err(|e| self.error(e))? {
            let sql = "SELECT DISTINCT event FROM _linked JOIN account ON id = account
                WHERE seed >= ?1 AND seed < ?2 AND event IS NOT NULL ORDER BY event LIMIT 20";
            let ids = self.strings(sql, [prefix, &end])?;
            found.extend(ids.into_iter().map(|id| Found { kind: "event", id }));
        }
        Ok(found)
    }

    pub(super) fn strings(&self, sql: &str, params: impl Params) -> Result<Vec<String>, StoreError> {
        rows(&self.db, sql, params, |r| r.get(0)).map_err(|e| self.error(e))
    }

    fn objects<T: DeserializeOwned>(&self, sql: &str, params: impl Params) -> Result<Vec<T>, StoreError> {
        objects(&self.db, sql, params).map_err(|e| self.error(e))
    }
}

/// All rows of a query.
pub(super) fn rows<T>(
    db: &Connection,
    sql: &str,
    params: impl Params,
    of: impl Fn(&Row) -> rusqlite::Result<T>,
) -> rusqlite::Result<Vec<T>> {
    db.prepare_cached(sql)?.query_map(params, |r| of(r))?.collect()
}

/// One event as it stands in its row, without what stands around it.
pub(super) fn event(db: &Connection, id: &str) -> rusqlite::Result<Option<Event>> {
    Ok(objects(db, "SELECT object FROM event WHERE id = ?1", [id])?.pop())
}

/// What a report is about, where the record keeps it.
pub(super) fn terms(db: &Connection, report: &str) -> rusqlite::Result<Option<Terms>> {
    if !has_table(db, "_terms")? {
        return Ok(None);
    }
    let mut query = db.prepare_cached("SELECT terms FROM _terms WHERE report = ?1")?;
    let bytes: Option<Vec<u8>> = query.query_row([report], |r| r.get(0)).optional()?;
    Ok(bytes.and_then(|b| Terms::from_bytes(&b)))
}

/// Has the record this table? One that an earlier version made, and that was never opened for writing since, lacks some.
pub(super) fn has_table(db: &Connection, name: &str) -> rusqlite::Result<bool> {
    let sql = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?1";
    db.query_row(sql, [name], |r| r.get::<_, i64>(0)).map(|n| n > 0)
}

/// The objects that a query gives in its first column.
pub(super) fn objects<T: DeserializeOwned>(
    db: &Connection,
    sql: &str,
    params: impl Params,
) -> rusqlite::Result<Vec<T>> {
    rows(db, sql, params, |r| parsed(&r.get::<_, String>(0)?))
}

/// Accounts, with the event each is linked to.
pub(super) fn accounts(db: &Connection, which: &str, params: impl Params) -> rusqlite::Result<Vec<Account>> {
    let sql = format!("SELECT a.object, a.event FROM account a {which}");
    rows(db, &sql, params, |r| {
        let account: Account = parsed(&r.get::<_, String>(0)?)?;
        Ok(Account { event: r.get(1)?, ..account })
    })
}

/// Reports, with their text.
pub(super) fn reports(db: &Connection, which: &str, params: impl Params) -> rusqlite::Result<Vec<Report>> {
    rows(db, &format!("SELECT object, text FROM report {which}"), params, |r| {
        let mut object: Value = parsed(&r.get::<_, String>(0)?)?;
        object["text"] = Value::String(r.get(1)?);
        serde_json::from_value(object).map_err(unreadable)
    })
}

pub(super) fn parsed<T: DeserializeOwned>(object: &str) -> rusqlite::Result<T> {
    serde_json::from_str(object).map_err(unreadable)
}

fn unreadable(error: serde_json::Error) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, Box::new(error))
}
