//! A reading as rows of the tables in `schema.sql`.

use rusqlite::{OptionalExtension, Transaction, params};
use serde::Serialize;
use serde_json::Value;

use super::{MarkRow, Marks};
use crate::account::Account;
use crate::actor::{Actor, Participant};
use crate::reader::Reading;
use crate::report::Report;
use crate::statement::Statement;

type Result<T = ()> = rusqlite::Result<T>;

/// Inserts a report with all that was read in it. The report must not be there.
pub(super) fn insert(tx: &Transaction, key: &str, reader: &str, reading: &Reading, marks: &Marks) -> Result {
    report(tx, &reading.report, key, reader)?;
    let sketch = "INSERT OR REPLACE INTO _sketch VALUES (?1, ?2)";
    let bytes = reading.report.sketch().to_bytes();
    tx.prepare_cached(sketch)?.execute(params![reading.report.id, bytes])?;
    findings(tx, reading, marks)
}

/// Inserts what was read in a report that is there.
pub(super) fn findings(tx: &Transaction, reading: &Reading, marks: &Marks) -> Result {
    for a in reading.actors() {
        actor(tx, a)?;
        let sql = "INSERT OR IGNORE INTO report_actor VALUES (?1, ?2)";
        tx.prepare_cached(sql)?.execute([&reading.report.id, &a.id])?;
        let part = "INSERT OR REPLACE INTO _actor_part VALUES (?1, ?2, ?3)";
        tx.prepare_cached(part)?.execute([&reading.report.id, &a.id, &json(a)?.to_string()])?;
    }
    for (i, s) in reading.statements().iter().enumerate() {
        statement(tx, s, i)?;
    }
    for (i, a) in reading.accounts.iter().enumerate() {
        account(tx, a, i)?;
    }
    let id = &reading.report.id;
    marks.mentions.iter().try_for_each(|m| mention(tx, id, m))?;
    marks.times.iter().try_for_each(|m| time(tx, id, m))?;
    marks.places.iter().try_for_each(|m| place(tx, id, m))
}

fn report(tx: &Transaction, r: &Report, key: &str, reader: &str) -> Result {
    let object = without_text(r)?;
    let sql = "INSERT INTO report (id, published, outlet, title, byline, dateline, language, url, source,
        published_basis, sha256, text, input, reader, object)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)";
    let basis = word(&r.published_basis);
    tx.prepare_cached(sql)?.execute(params![
        r.id,
        r.published,
        r.outlet,
        r.title,
        r.byline,
        r.dateline,
        r.language,
        r.url,
        r.source,
        basis,
        r.sha256,
        r.text,
        key,
        reader,
        object.to_string()
    ])?;
    Ok(())
}

/// All fields of a report but its text, which has a column of its own; twice would double the file.
pub(super) fn without_text(r: &Report) -> Result<Value> {
    let mut object = json(r)?;
    if let Value::Object(fields) = &mut object {
        fields.shift_remove("text");
    }
    Ok(object)
}

/// Inserts an actor, or adds what this report knows of it to what the record has.
fn actor(tx: &Transaction, new: &Actor) -> Result {
    let known = "SELECT object FROM actor WHERE id = ?1";
    let known: Option<String> = tx.prepare_cached(known)?.query_row([&new.id], |r| r.get(0)).optional()?;
    let known = known.and_then(|k| serde_json::from_str::<Actor>(&k).ok());
    let merged = known.as_ref().map_or_else(|| united(new, new), |k| united(k, new));
    if known.as_ref() == Some(&merged) { Ok(()) } else { set_actor(tx, &merged) }
}

/// Writes an actor as it is, over what was there.
pub(super) fn set_actor(tx: &Transaction, actor: &Actor) -> Result {
    let sql = "INSERT INTO actor (id, name, kind, country, sector, object) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT (id) DO UPDATE SET name = ?2, kind = ?3, country = ?4, sector = ?5, object = ?6";
    let (kind, object) = (word(&actor.kind), json(actor)?.to_string());
    let row = params![actor.id, actor.name, kind, actor.country, actor.sector, object];
    tx.prepare_cached(sql)?.execute(row).map(|_| ())
}

/// What two reports know of one actor, whichever came first: the longest name, all other names.
pub(super) fn united(a: &Actor, b: &Actor) -> Actor {
    let longer = |x: &&Actor, y: &&Actor| (x.name.len(), &y.name).cmp(&(y.name.len(), &x.name));
    let first = if longer(&a, &b).is_ge() { a } else { b };
    let mut aliases: Vec<String> =
        a.aliases.iter().chain(&b.aliases).chain([&a.name, &b.name]).cloned().collect();
    aliases.retain(|n| *n != first.name);
    aliases.sort();
    aliases.dedup();
    let mut offices: Vec<_> = a.offices.iter().chain(&b.offices).cloned().collect();
    offices.sort();
    offices.dedup();
    Actor {
        id: a.id.clone(),
        name: first.name.clone(),
        kind: a.kind.min(b.kind),
        country: either(&a.country, &b.country),
        sector: either(&a.sector, &b.sector),
        aliases,
        offices,
    }
}

fn either(a: &Option<String>, b: &Option<String>) -> Option<String> {
    a.iter().chain(b).min().cloned()
}

fn statement(tx: &Transaction, s: &Statement, position: usize) -> Result {
    let speaker = s.speaker.as_ref();
    // The same id means the same report and place: the same statement, met twice.
    let sql = "INSERT OR IGNORE INTO statement (id, report, position, speaker, actor, country, via, stance,
        direct, said_on, content, object)
        VALUES (?1, ?2, ?3, ?4, (SELECT id FROM actor WHERE id = ?5), ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
    tx.prepare_cached(sql)?.execute(params![
        s.id,
        s.report,
        position as i64,
        speaker.map(|p| &p.name),
        speaker.map(|p| &p.actor),
        speaker.and_then(|p| p.country.as_ref()),
        joined(s.via.iter().map(String::as_str)),
        word(&s.stance),
        s.direct,
        s.when,
        s.content.exact,
        json(s)?.to_string()
    ])?;
    Ok(())
}

fn account(tx: &Transaction, a: &Account, position: usize) -> Result {
    // Links are made afterwards and kept in the column alone.
    let object = json(&Account { event: None, ..a.clone() })?.to_string();
    let sql =
        "INSERT OR IGNORE INTO account (id, report, position, type, mode, status, day, who, toward, place,
        country, setting, topics, evidence, rule, confidence, object)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)";
    let evidence: Vec<&str> = a.evidence.iter().map(|q| q.exact.as_str()).collect();
    tx.prepare_cached(sql)?.execute(params![
        a.id,
        a.report,
        position as i64,
        a.kind,
        a.mode,
        a.status.name(),
        a.when.as_ref().map(|w| &w.edtf),
        names(&a.actors),
        names(&a.recipients),
        a.place.as_ref().map(|p| &p.name),
        a.place.as_ref().and_then(|p| p.country.as_ref()),
        a.setting.as_ref().map(|s| &s.name),
        joined(a.topics.iter().map(String::as_str)),
        evidence.join(" … "),
        a.rule,
        a.confidence,
        object
    ])?;
    participants(tx, &a.id, "actor", &a.actors)?;
    participants(tx, &a.id, "recipient", &a.recipients)
}

fn participants(tx: &Transaction, account: &str, side: &str, people: &[Participant]) -> Result {
    let sql = "INSERT OR IGNORE INTO participant (account, side, position, actor, name, country, title)
        VALUES (?1, ?2, ?3, (SELECT id FROM actor WHERE id = ?4), ?5, ?6, ?7)";
    let mut insert = tx.prepare_cached(sql)?;
    for (i, p) in people.iter().enumerate() {
        insert.execute(params![account, side, i as i64, p.actor, p.name, p.country, p.title])?;
    }
    Ok(())
}

fn mention(tx: &Transaction, report: &str, m: &MarkRow) -> Result {
    let sql = "INSERT INTO mention (report, \"start\", \"end\", exact, kind, actor, object)
        VALUES (?1, ?2, ?3, ?4, ?5, (SELECT id FROM actor WHERE id = ?6), ?7)";
    let (start, end) = (m.span.start as i64, m.span.end as i64);
    let (kind, actor) = (m.object["mention_kind"].as_str(), m.object["actor"].as_str());
    tx.prepare_cached(sql)?
        .execute(params![report, start, end, m.span.exact, kind, actor, m.object.to_string()])
        .map(|_| ())
}

fn time(tx: &Transaction, report: &str, m: &MarkRow) -> Result {
    let sql = "INSERT INTO time (report, \"start\", \"end\", exact, timex, value, edtf, object)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    let (start, end) = (m.span.start as i64, m.span.end as i64);
    let field = |name: &str| m.object[name].as_str();
    let row = params![
        report,
        start,
        end,
        m.span.exact,
        field("timex"),
        field("value"),
        field("edtf"),
        m.object.to_string()
    ];
    tx.prepare_cached(sql)?.execute(row).map(|_| ())
}

fn place(tx: &Transaction, report: &str, m: &MarkRow) -> Result {
    let sql =
        "INSERT INTO place (report, \"start\", \"end\", exact, name, country, geonames, lat, lon, object)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
    let (start, end) = (m.span.start as i64, m.span.end as i64);
    let o = &m.object;
    let row = params![
        report,
        start,
        end,
        m.span.exact,
        o["name"].as_str(),
        o["country"].as_str(),
        o["geonames"].as_i64(),
        o["lat"].as_f64(),
        o["lon"].as_f64(),
        o.to_string()
    ];
    tx.prepare_cached(sql)?.execute(row).map(|_| ())
}

/// Names in one cell, for people who look at the tables.
pub(super) fn names(people: &[Participant]) -> String {
    joined(people.iter().map(|p| p.name.as_str()))
}

pub(super) fn joined<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.collect::<Vec<_>>().join("; ")
}

/// The word that a unit variant is written as; `None` for null.
pub(super) fn word(value: &impl Serialize) -> Option<String> {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned))
}

pub(super) fn json(value: &impl Serialize) -> Result<Value> {
    serde_json::to_value(value).map_err(|e| rusqlite::Error::ToSqlConversionFailure(Box::new(e)))
}
