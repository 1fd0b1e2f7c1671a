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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::Status;
    use crate::report::RawReport;
    use crate::show::objects::write_record;
    use crate::store::samples::told;
    use crate::store::{Step, Versions};

    fn store(folder: &tempfile::TempDir, name: &str) -> Store {
        Store::open(folder.path().join(name).to_str().unwrap(), &Versions::embedded()).unwrap()
    }

    fn exported(store: &mut Store) -> String {
        store.link().unwrap();
        let mut out = Vec::new();
        write_record(store, true, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    /// Three tellings; the second is told to be a reprint of the first.
    fn three() -> (Vec<(RawReport, Reading)>, Role) {
        let day = |outlet, day| told(outlet, day, Status::Held);
        let all = vec![day("Xinhua", "2016-09-05"), day("Kyodo", "2016-09-06"), day("AFP", "2016-09-06")];
        let of = all[0].1.report.id.clone();
        (all, Role::Reprint { of, score: 0.9 })
    }

    #[test]
    fn a_report_that_became_a_reprint_leaves_what_it_would_have_left_as_one() {
        let folder = tempfile::tempdir().unwrap();
        let (mut late, mut early) = (store(&folder, "late.db"), store(&folder, "early.db"));
        let (all, role) = three();
        for (raw, reading) in &all {
            late.write(raw, reading, false).unwrap();
        }
        let before = exported(&mut late);
        let id = &all[1].1.report.id;
        late.write_all(&[Step::Reprint(id, &role)]).unwrap();
        assert!(late.is_stale().unwrap());

        let mut report = all[1].1.report.clone();
        report.set_role(&role);
        early.write(&all[2].0, &all[2].1, false).unwrap();
        early.write(&all[1].0, &Reading::uncoded(report), false).unwrap();
        early.write(&all[0].0, &all[0].1, false).unwrap();
        assert_eq!(exported(&mut late), exported(&mut early));
        assert_eq!(late.reprints_among(&[id.clone(), all[0].1.report.id.clone()]).unwrap(), 1);
        let event = &late.events().unwrap()[0];
        // The other two rest on one speaker.
        assert_eq!((event.n_reports, event.n_independent), (3, 1));
        assert!(late.events_told_by(std::slice::from_ref(id)).unwrap().iter().eq([&event.id]));

        // And back: it is coded, as if nothing had been.
        late.write_all(&[Step::Coded(&all[1].1)]).unwrap();
        assert_eq!(exported(&mut late), before);
    }

    #[test]
    fn an_inferred_day_goes_with_the_reading() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = store(&folder, "r.db");
        let (all, role) = three();
        let (raw, mut reading) = all[1].clone();
        reading.report.published_basis = Some(crate::report::PublishedBasis::Inferred);
        store.write(&raw, &reading, false).unwrap();
        assert_eq!(store.kept().unwrap()[0].day, None);
        store.write_all(&[Step::Reprint(&reading.report.id, &role)]).unwrap();
        assert_eq!(store.report(&reading.report.id).unwrap().unwrap().published, None);
        assert!(store.accounts_of(&reading.report.id).unwrap().is_empty());
        assert!(store.actors().unwrap().is_empty());
    }

    #[test]
    fn a_record_made_before_sketches_were_kept_gets_them() {
        let folder = tempfile::tempdir().unwrap();
        let mut old = store(&folder, "r.db");
        let (all, _) = three();
        all.iter().for_each(|(raw, reading)| {
            old.write(raw, reading, false).unwrap();
        });
        let kept = old.kept().unwrap();
        old.db.execute_batch("DROP TABLE _sketch; DROP TABLE _actor_part;").unwrap();
        drop(old);
        let mut again = store(&folder, "r.db");
        assert_eq!(again.kept().unwrap(), kept);
        again.db.execute("UPDATE _sketch SET sketch = x'00'", []).unwrap();
        assert_eq!(again.kept().unwrap(), kept);
        // Its actors stay, for what its reports know of them was not kept.
        let actors = again.actors().unwrap();
        again.write_all(&[Step::Coded(&all[1].1)]).unwrap();
        assert_eq!(again.actors().unwrap(), actors);
    }
}
