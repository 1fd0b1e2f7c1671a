//! Writing the search tables: a row, the words and the place in its series of each event, whenever the event is made.

use rusqlite::{Connection, Transaction, params};

use super::{VERSION, course};
use crate::actor::Participant;
use crate::event::Event;
use crate::show::days::{bounds, order};
use crate::store::load;
use crate::when::calendar::Day;

/// Were the tables filled by this version?
pub fn are_ours(db: &Connection) -> rusqlite::Result<bool> {
    let kept = load::rows(db, "SELECT value FROM _meta WHERE key = 'search'", [], |r| r.get::<_, String>(0))?;
    Ok(kept.first().is_some_and(|v| v == VERSION))
}

/// Fills all tables anew, if another version filled them.
pub fn unless_ours(tx: &Transaction) -> rusqlite::Result<()> {
    if are_ours(tx)? { Ok(()) } else { all(tx) }
}

/// Fills all tables from all events.
pub fn all(tx: &Transaction) -> rusqlite::Result<()> {
    tx.execute_batch(
        "DELETE FROM _ledger; DELETE FROM _course; INSERT INTO _words (_words) VALUES ('delete-all');",
    )?;
    // In the order of the file, in which accounts and reports of one event mostly lie near each other.
    let mut events = tx.prepare("SELECT object FROM event ORDER BY rowid")?;
    let mut rows = events.query([])?;
    while let Some(row) = rows.next()? {
        insert(tx, &load::parsed(&row.get::<_, String>(0)?)?)?;
    }
    tx.execute("INSERT OR REPLACE INTO _meta VALUES ('search', ?1)", [VERSION]).map(|_| ())
}

/// Writes the row and the words of one event, whose accounts are there.
pub fn insert(tx: &Transaction, e: &Event) -> rusqlite::Result<()> {
    let edtf = e.when.as_ref().map(|w| w.edtf.as_str());
    let (first, last) = bounds(edtf);
    let number = |day: &str| Day::parse(day).map(Day::since_1970);
    let differ: Vec<&str> =
        e.comparison.iter().filter(|(_, c)| !c.differ.is_empty()).map(|(name, _)| name.as_str()).collect();
    let place = e.place.as_ref();
    let sql = "INSERT INTO _ledger (event, day, edtf, first, last, type, mode, status, reports, legs, confidence, differ,
        contexts, parties, place, country, lat, lon, setting)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)";
    tx.prepare_cached(sql)?.execute(params![
        e.id,
        number(&order(e).0),
        edtf,
        number(&first),
        number(&last),
        e.kind,
        e.mode,
        e.status.name(),
        e.n_reports as i64,
        e.n_independent as i64,
        e.confidence,
        differ.join(" "),
        e.contexts.join(" "),
        parties(e),
        place.map(|p| &p.name),
        place.and_then(|p| p.country.as_ref()),
        place.and_then(|p| p.lat),
        place.and_then(|p| p.lon),
        e.setting.as_ref().map(|s| &s.name),
    ])?;
    words(tx, e, tx.last_insert_rowid())?;
    course::insert(tx, e)
}

fn everyone(e: &Event) -> impl Iterator<Item = &Participant> {
    e.actors.iter().chain(&e.recipients)
}

fn parties(e: &Event) -> String {
    let each = everyone(e).map(|p| format!("{}={}", p.actor, p.country.as_deref().unwrap_or("")));
    each.collect::<Vec<_>>().join("\t")
}

fn words(tx: &Transaction, e: &Event, n: i64) -> rusqlite::Result<()> {
    let sql = "SELECT a.evidence, r.title, r.outlet FROM account a JOIN report r ON r.id = a.report WHERE a.id = ?1";
    let mut query = tx.prepare_cached(sql)?;
    let (mut evidence, mut headlines) = (Vec::new(), Vec::new());
    for account in &e.accounts {
        let mut rows = query.query([account])?;
        while let Some(row) = rows.next()? {
            evidence.push(row.get::<_, String>(0)?);
            headlines.extend(row.get::<_, Option<String>>(1)?);
            headlines.extend(row.get::<_, Option<String>>(2)?);
        }
    }
    headlines.sort();
    headlines.dedup();
    let who: Vec<&str> =
        everyone(e).flat_map(|p| p.title.as_deref().into_iter().chain([p.name.as_str()])).collect();
    let place = e.place.iter().map(|p| p.name.as_str());
    let place: Vec<&str> = place.chain(e.setting.iter().map(|s| s.name.as_str())).collect();
    let sql =
        "INSERT INTO _words (rowid, who, place, topics, evidence, headline) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let row = params![
        n,
        who.join("\n"),
        place.join("\n"),
        e.topics.join("\n"),
        evidence.join("\n"),
        headlines.join("\n")
    ];
    tx.prepare_cached(sql)?.execute(row).map(|_| ())
}
