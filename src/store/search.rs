//! Which events of the record meet some conditions, among a million as among a hundred.
//!
//! Each event has a narrow row in `_ledger` and its words in `_words` (FTS5), written with it ([`fill`]). An [`Index`]
//! holds the rows in memory, a column a field: a condition is then one pass over one column, and any set of them takes
//! milliseconds, where SQLite would need an index for each combination. Words are asked of FTS5.

mod columns;
mod course;
mod fill;
mod find;
mod hits;
mod names;
mod order;
mod text;

pub use columns::Index;
pub use hits::{Hits, Sort, Spot};

pub(super) use course::{Course, nearest};
pub(super) use fill::{insert, unless_ours};

use super::{Store, StoreError};
use crate::show::query::Query;

/// What `_ledger`, `_words` and `_course` hold; another number means that they are filled anew.
const VERSION: &str = "2";

impl Store {
    /// Ids of the events that meet a query, in order of time ([`crate::show::days::order`]).
    ///
    /// # Errors
    /// When the file cannot be read, or its search tables were made by another version.
    pub fn select(&self, query: &Query) -> Result<Vec<String>, StoreError> {
        let index = Index::load(self)?;
        let found = index.find(self, query)?;
        Ok(found.page(Sort::Oldest, 0, found.len()))
    }

    /// Some ids of events with those next to them in the order of ids, sorted: among these a short id is as unique as
    /// among all ([`crate::show::ledger::short`]).
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn with_next_ids(&self, ids: &[String]) -> Result<Vec<String>, StoreError> {
        let mut all = ids.to_vec();
        for id in ids {
            all.extend(self.strings("SELECT id FROM event WHERE id < ?1 ORDER BY id DESC LIMIT 1", [id])?);
            all.extend(self.strings("SELECT id FROM event WHERE id > ?1 ORDER BY id LIMIT 1", [id])?);
        }
        all.sort();
        all.dedup();
        Ok(all)
    }

    /// Fills the search tables from all events, where another version made them or they were never filled.
    ///
    /// # Errors
    /// When the file cannot be read or written.
    pub fn reindex(&mut self) -> Result<(), StoreError> {
        let path = self.path.clone();
        let run = |db: &mut rusqlite::Connection| -> rusqlite::Result<()> {
            // Accounts and reports are met in the order of no index: with SQLite's 2 MB each is fetched anew.
            db.pragma_update(None, "cache_size", -262_144)?;
            let tx = db.transaction()?;
            fill::all(&tx)?;
            tx.commit()
        };
        run(&mut self.db).map_err(|e| StoreError::from_sqlite(&path, e))
    }

    /// Were the search tables filled by this version?
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn is_indexed(&self) -> Result<bool, StoreError> {
        fill::are_ours(&self.db).map_err(|e| self.error(e))
    }
}

#[cfg(test)]
mod tests;
