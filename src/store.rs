//! The record in one file on disk: an SQLite database with tables that people can read.
//!
//! Reports are written in transactions, a few at a time and always with all that follows from them, so that
//! a program killed at any moment leaves a file that opens and holds every report that was finished.
//! Accounts are appended, and go only with their report or when it turns out to be a reprint; events are
//! rebuilt from all of them by [`Store::link`]. Tables whose names begin with `_` are the store's own.

mod checks;
mod error;
mod events;
mod hand;
mod linking;
mod load;
pub mod marks;
mod near;
mod open;
mod people;
mod reprints;
mod rows;
#[cfg(test)]
pub(crate) mod samples;
mod search;
mod stories;
mod stream;
#[cfg(test)]
mod tests;
mod versions;
mod write;

use rusqlite::Connection;

pub use error::StoreError;
pub use hand::{Decision, HandError};
pub use linking::Linked;
pub use load::Found as FoundById;
pub use marks::{MarkRow, Marks};
pub use people::{Naming, Said};
pub use reprints::Kept;
pub use search::{Hits, Index, Sort, Spot};
pub use stories::{Member, Story};
pub use versions::Versions;
pub use write::{Step, Written};

/// A record, open. Several may be open on one file, in one process or several: writers wait.
pub struct Store {
    db: Connection,
    path: String,
    versions: Versions,
}

impl Store {
    /// The file, as the caller named it.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Stops whatever this connection is asked as soon as `stop` says so; asked every few thousand steps of SQLite.
    /// The question then fails with SQLite's `interrupted`.
    pub fn stop_when(&mut self, stop: impl FnMut() -> bool + Send + 'static) {
        // Fails only on a connection that is closed.
        let _ = self.db.progress_handler(10_000, Some(stop));
    }

    fn error(&self, error: rusqlite::Error) -> StoreError {
        StoreError::from_sqlite(&self.path, error)
    }
}
