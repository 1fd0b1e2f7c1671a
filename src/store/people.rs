//! What the record has on one actor. Each query goes through an index and takes no more than it is asked for.

use rusqlite::OptionalExtension;

use super::load::{objects, parsed, rows};
use super::{Store, StoreError};
use crate::actor::Actor;
use crate::statement::Statement;

/// Something that somebody said, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The statement.
    pub statement: Statement,
    /// The outlet of its report.
    pub outlet: Option<String>,
    /// Headline of its report.
    pub title: Option<String>,
    /// Day of its report, EDTF.
    pub published: Option<String>,
}

/// A report that names an actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Naming {
    /// The report's id.
    pub id: String,
    /// Its outlet.
    pub outlet: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// Its day, EDTF.
    pub published: Option<String>,
}

/// Rows of one actor that are looked at before they are put in order: a state may have millions.
const MOST_SORTED: usize = 2000;

impl Store {
    /// One actor.
    ///
    /// # Errors
    /// When the file cannot be read; so for all methods below.
    pub fn actor(&self, id: &str) -> Result<Option<Actor>, StoreError> {
        let found = objects(&self.db, "SELECT object FROM actor WHERE id = ?1", [id]);
        Ok(found.map_err(|e| self.error(e))?.pop())
    }

    /// The name of an actor.
    ///
    /// # Errors
    /// As [`Store::actor`].
    pub fn name_of(&self, actor: &str) -> Result<Option<String>, StoreError> {
        let sql = "SELECT name FROM actor WHERE id = ?1";
        let name =
            self.db.prepare_cached(sql).and_then(|mut q| q.query_row([actor], |r| r.get(0)).optional());
        name.map_err(|e| self.error(e))
    }

    /// What an actor said, newest report first: `n` statements, the first `from` left out. Only the 2000 that were
    /// recorded last are put in order.
    ///
    /// # Errors
    /// As [`Store::actor`].
    pub fn statements_by(&self, actor: &str, from: usize, n: usize) -> Result<Vec<Said>, StoreError> {
        // The objects are read last, of those alone that are asked for.
        let sql = "SELECT s.object, top.outlet, top.title, top.published FROM (
                SELECT few.at, r.id, r.outlet, r.title, r.published FROM (
                    SELECT rowid AS at, report FROM statement WHERE actor = ?1 ORDER BY rowid DESC LIMIT ?2) few
                JOIN report r ON r.id = few.report
                ORDER BY coalesce(r.published, '') DESC, r.id, few.at LIMIT ?3 OFFSET ?4) top
            JOIN statement s ON s.rowid = top.at
            ORDER BY coalesce(top.published, '') DESC, top.id, s.position";
        let said = |r: &rusqlite::Row| {
            let statement = parsed(&r.get::<_, String>(0)?)?;
            Ok(Said { statement, outlet: r.get(1)?, title: r.get(2)?, published: r.get(3)? })
        };
        let asked = (actor, MOST_SORTED as i64, n as i64, from as i64);
        rows(&self.db, sql, asked, said).map_err(|e| self.error(e))
    }

    /// The reports that name an actor, newest first: `n`, the first `from` left out. Only the first 2000 that the
    /// index gives are put in order.
    ///
    /// # Errors
    /// As [`Store::actor`].
    pub fn reports_naming(&self, actor: &str, from: usize, n: usize) -> Result<Vec<Naming>, StoreError> {
        let sql = "SELECT r.id, r.outlet, r.title, r.published
            FROM (SELECT report FROM report_actor WHERE actor = ?1 LIMIT ?2) few JOIN report r ON r.id = few.report
            ORDER BY coalesce(r.published, '') DESC, r.id LIMIT ?3 OFFSET ?4";
        let naming = |r: &rusqlite::Row| {
            Ok(Naming { id: r.get(0)?, outlet: r.get(1)?, title: r.get(2)?, published: r.get(3)? })
        };
        let asked = (actor, MOST_SORTED as i64, n as i64, from as i64);
        rows(&self.db, sql, asked, naming).map_err(|e| self.error(e))
    }

    /// Objects of one report in the table `mention`, `time` or `place` that begin in bytes `from..to` of its text,
    /// in order of it.
    ///
    /// # Errors
    /// As [`Store::actor`].
    pub fn marks_within(
        &self,
        table: &str,
        report: &str,
        bytes: std::ops::Range<usize>,
    ) -> Result<Vec<serde_json::Value>, StoreError> {
        let sql = format!(
            "SELECT object FROM \"{table}\" WHERE report = ?1 AND \"start\" >= ?2 AND \"start\" < ?3
            ORDER BY \"start\", \"end\", rowid"
        );
        let asked = (report, bytes.start as i64, bytes.end as i64);
        objects(&self.db, &sql, asked).map_err(|e| self.error(e))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::Status;
    use crate::reader::Reading;
    use crate::report::RawReport;
    use crate::store::Versions;
    use crate::store::samples::told;

    fn filled(pairs: &[(RawReport, Reading)]) -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("p.db");
        let mut store = Store::open(path.to_str().unwrap(), &Versions::embedded()).unwrap();
        pairs.iter().for_each(|(raw, reading)| drop(store.write(raw, reading, false).unwrap()));
        store.link().unwrap();
        (folder, store)
    }

    #[test]
    fn an_actor_is_found_with_what_it_said_newest_first() {
        let (_folder, store) =
            filled(&[told("Xinhua", "2016-09-05", Status::Held), told("AFP", "2016-09-07", Status::Held)]);
        let said = store.actors().unwrap().into_iter().find_map(|a| {
            let all = store.statements_by(&a.id, 0, 10).unwrap();
            (!all.is_empty()).then_some((a, all))
        });
        let (actor, all) = said.unwrap();
        assert_eq!(store.actor(&actor.id).unwrap().map(|a| a.id), Some(actor.id.clone()));
        assert_eq!(store.name_of(&actor.id).unwrap(), Some(actor.name));
        let outlets: Vec<&str> = all.iter().filter_map(|s| s.outlet.as_deref()).collect();
        assert_eq!(outlets, ["AFP", "Xinhua"]);
        let rest = store.statements_by(&actor.id, 1, 10).unwrap();
        assert_eq!(rest.as_slice(), &all[1..]);
        assert_eq!(store.statements_by(&actor.id, 0, 1).unwrap().as_slice(), &all[..1]);
    }

    #[test]
    fn reports_that_name_an_actor_come_newest_first() {
        let (_folder, store) =
            filled(&[told("Xinhua", "2016-09-05", Status::Held), told("AFP", "2016-09-07", Status::Held)]);
        let named = store.actors().unwrap().into_iter().map(|a| store.reports_naming(&a.id, 0, 9).unwrap());
        let most = named.max_by_key(Vec::len).unwrap();
        let days: Vec<&str> = most.iter().filter_map(|n| n.published.as_deref()).collect();
        assert_eq!(days, ["2016-09-07", "2016-09-05"]);
        assert!(store.actor("Q0").unwrap().is_none());
    }

    #[test]
    fn marks_are_given_by_the_bytes_they_begin_in() {
        let (_folder, store) = filled(&[told("Xinhua", "2016-09-05", Status::Held)]);
        let report = store.report_ids().unwrap().remove(0);
        let all = store.marks_of("mention", &report).unwrap();
        let within = store.marks_within("mention", &report, 0..usize::MAX >> 1).unwrap();
        assert_eq!(all, within);
        assert!(store.marks_within("mention", &report, 0..0).unwrap().is_empty());
    }
}
