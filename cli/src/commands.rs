//! The commands, one a file.

pub mod code;
pub mod codebook;
pub mod completions;
pub mod explain;
pub mod export;
pub mod fetch;
pub mod hand;
pub mod list;
pub mod man;
pub mod parse;
pub mod read;
pub mod serve;
pub mod show;
pub mod stories;

use sidelines::store::{Store, Versions};

use crate::message::{count, say, timed};

/// Opens a record to look at it, and says what a reader of it should know.
fn open(record: &str) -> anyhow::Result<Store> {
    let there = || Store::open_existing(record, &Versions::embedded());
    let store = timed(&format!("opening {record}"), there)?;
    if !store.is_indexed()? {
        say(format!("note: the search tables of {record} are brought up to date"));
        Store::open(record, &Versions::embedded())?.reindex()?;
    }
    if store.is_stale()? {
        say(format!(
            "note: reports were added to {record} since its events were last linked; `sidelines read` links them"
        ));
    }
    let others = store.read_by_others()?;
    if others > 0 {
        let them = count(others, "report");
        say(format!(
            "note: {them} in {record} came from another version of Sidelines, or another codebook; `sidelines read PATH...` reads them anew"
        ));
    }
    Ok(store)
}
