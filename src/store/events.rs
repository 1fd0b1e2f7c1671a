//! Events as rows: made of their accounts, and read back with the events before and after them.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::reprints::REPRINT_OF;
use super::rows::{joined, json, names};
use super::search::Course;
use super::{load, search};
use crate::account::Account;
use crate::event::Event;
use crate::link::{self, Around, Told, series};
use crate::report::Report;
use crate::statement::Statement;

/// Makes the event of some accounts, which stand in the order of linking, and writes it.
pub(super) fn build(tx: &Transaction, ids: &[&str]) -> rusqlite::Result<()> {
    let mut accounts: Vec<Account> = Vec::with_capacity(ids.len());
    for id in ids {
        accounts.extend(load::accounts(tx, "WHERE a.id = ?1", [id])?);
    }
    let mut reports: BTreeMap<&str, (Report, usize)> = BTreeMap::new();
    for account in &accounts {
        if !reports.contains_key(account.report.as_str())
            && let Some(report) = load::reports(tx, "WHERE id = ?1", [&account.report])?.pop()
        {
            reports.insert(&account.report, (report, reprints(tx, &account.report)?));
        }
    }
    let told: Vec<Told> = accounts.iter().map(|account| with_report(account, &reports)).collect();
    let (mut statements, mut beside) = (Vec::new(), Vec::new());
    for report in reports.keys() {
        let sql = "SELECT object FROM statement WHERE report = ?1 ORDER BY id";
        statements.extend(load::objects::<Statement>(tx, sql, [report])?);
        beside.extend(load::accounts(tx, "WHERE a.report = ?1 ORDER BY a.id", [report])?);
    }
    insert(tx, &link::event(&told, &Around::of(&statements, beside.iter())))
}

fn with_report<'a>(account: &'a Account, reports: &'a BTreeMap<&str, (Report, usize)>) -> Told<'a> {
    let of = reports.get(account.report.as_str());
    Told { account, report: of.map(|(r, _)| r), reprints: of.map_or(0, |(_, n)| *n) }
}

fn reprints(tx: &Transaction, report: &str) -> rusqlite::Result<usize> {
    let sql = format!("SELECT count(*) FROM report WHERE {REPRINT_OF} = ?1 AND {REPRINT_OF} IS NOT NULL");
    tx.prepare_cached(&sql)?.query_row([report], |r| r.get::<_, i64>(0)).map(|n| n as usize)
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
    let sql = "INSERT INTO _series (event, key, site) VALUES (?1, ?2, ?3)";
    tx.prepare_cached(sql)?.execute(params![e.id, series::key(e), series::site(e)])?;
    search::insert(tx, e)
}

/// Fills the series of an event that was read by itself, and what is around it at its occasion: its nearest
/// neighbours by the index. `hosts` remembers the host of each occasion, for the next event of it.
pub(super) fn neighbours(
    db: &Connection,
    event: &mut Event,
    hosts: &mut BTreeMap<String, Option<String>>,
) -> rusqlite::Result<()> {
    for follows in &mut event.follows {
        let sql = "SELECT event FROM account WHERE id = ?1";
        let of = db.prepare_cached(sql)?.query_row([&follows.after], |r| r.get(0)).optional()?;
        follows.event = of.flatten();
    }
    event.series = search::nearest(db, event, Course::Series)?;
    if let Some(site) = series::site(event) {
        if !hosts.contains_key(&site) {
            hosts.insert(site.clone(), host(db, &site)?);
        }
        event.within = hosts[&site].clone().filter(|id| *id != event.id);
        event.beside = search::nearest(db, event, Course::Site)?;
        event.beside.retain(|id| Some(id) != event.within.as_ref());
    }
    Ok(())
}

/// The event that is the occasion itself ([`series::host`], over the narrow rows of `_ledger`).
fn host(db: &Connection, site: &str) -> rusqlite::Result<Option<String>> {
    let sql = "SELECT event FROM (SELECT l.event, l.mode IS 'multilateral' AS many,
            length(l.parties) - length(replace(l.parties, char(9), '')) + (l.parties <> '') AS parties
            FROM _series s JOIN _ledger l ON l.event = s.event WHERE s.site = ?1 AND l.type = 'CONSULT')
        WHERE many OR parties >= ?2 ORDER BY many DESC, parties DESC, event LIMIT 1";
    db.prepare_cached(sql)?.query_row(params![site, series::MANY as i64], |r| r.get(0)).optional()
}
