//! The rows of `_ledger` in memory, in order of time, a column a field.

use rusqlite::Row;

use super::names::Names;
use super::order::Moments;
use crate::show::query::folded;
use crate::store::{Store, StoreError, load};
use crate::when::calendar::Day;

/// A day, where nothing is known of one.
pub const UNKNOWN: i32 = i32::MIN;
/// A number, where there is none.
pub const NONE: u32 = u32::MAX;
/// Longer than this many days, a time is too coarse to be counted in one month.
const ONE_MONTH: i32 = 31;

/// What events are found by. It is a picture of the record at one moment; [`Index::is_current`] tells whether it still
/// holds.
#[derive(Debug, Default)]
pub struct Index {
    /// Ids, in order of time.
    pub(super) ids: Vec<Box<str>>,
    /// Where the event of a number of `_ledger` stands.
    pub(super) positions: Vec<u32>,
    /// First and last day, since 1970; `last` is [`UNKNOWN`] for events without a time.
    pub(super) first: Vec<i32>,
    pub(super) last: Vec<i32>,
    /// Year times twelve and month from 0; [`UNKNOWN`] for what has no day or month.
    pub(super) month: Vec<i32>,
    pub(super) kind: Vec<u32>,
    pub(super) mode: Vec<u32>,
    pub(super) status: Vec<u32>,
    pub(super) reports: Vec<u32>,
    pub(super) legs: Vec<u32>,
    pub(super) confidence: Vec<f32>,
    /// A bit a field that differs, by its number in `fields`; the same for contexts.
    pub(super) differ: Vec<u64>,
    pub(super) contexts: Vec<u64>,
    pub(super) place: Vec<u32>,
    pub(super) country: Vec<u32>,
    pub(super) setting: Vec<u32>,
    /// Where the parties of each event begin in `party`; one more than events.
    pub(super) parties: Vec<u32>,
    /// Number of the actor, and of the country it takes part for.
    pub(super) party: Vec<(u32, u32)>,
    pub(super) kinds: Names,
    pub(super) modes: Names,
    pub(super) statuses: Names,
    pub(super) fields: Names,
    pub(super) context_codes: Names,
    pub(super) places: Names,
    pub(super) countries: Names,
    pub(super) settings: Names,
    pub(super) actors: Names,
    /// Degrees north and east of each place, by its number.
    pub(super) coordinates: Vec<Option<(f64, f64)>>,
    /// All names of each actor, folded, separated by line ends.
    pub(super) actor_names: Vec<String>,
    version: i64,
}

impl Index {
    /// Reads the record's search tables.
    ///
    /// # Errors
    /// When the file cannot be read, or its search tables were made by another version.
    pub fn load(store: &Store) -> Result<Self, StoreError> {
        if !store.is_indexed()? {
            return Err(StoreError::NotIndexed { path: store.path.clone() });
        }
        let mut index = Self { version: version(store)?, ..Self::default() };
        index.fill(store).map_err(|e| store.error(e))?;
        Ok(index)
    }

    /// Does the file still hold what was loaded? Cheap: asks SQLite whether anybody wrote.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn is_current(&self, store: &Store) -> Result<bool, StoreError> {
        Ok(version(store)? == self.version)
    }

    /// How many events the record has.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Has it none?
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    fn fill(&mut self, store: &Store) -> rusqlite::Result<()> {
        // Sorted here and not by SQLite, which would write all of it to a file of its own and read it back.
        let sql =
            "SELECT n, event, first, last, type, mode, status, reports, legs, confidence, differ, contexts,
            place, country, lat, lon, setting, parties, day, edtf FROM _ledger";
        let mut query = store.db.prepare(sql)?;
        let mut rows = query.query([])?;
        let mut moments = Moments::default();
        while let Some(row) = rows.next()? {
            self.push(row)?;
            moments.push(row.get(18)?, text(row, 19)?);
        }
        self.parties.push(self.party.len() as u32);
        self.arrange(&moments.order(&self.ids));
        self.name_actors(store)
    }

    fn push(&mut self, row: &Row) -> rusqlite::Result<()> {
        self.number(row.get::<_, i64>(0)? as usize);
        self.ids.push(text(row, 1)?.into());
        self.time(row.get(2)?, row.get(3)?);
        self.kind.push(self.kinds.number(text(row, 4)?));
        self.mode.push(maybe(&mut self.modes, text(row, 5)?));
        self.status.push(self.statuses.number(text(row, 6)?));
        self.reports.push(row.get(7)?);
        self.legs.push(row.get(8)?);
        self.confidence.push(row.get::<_, f64>(9)? as f32);
        self.differ.push(bits(&mut self.fields, text(row, 10)?));
        self.contexts.push(bits(&mut self.context_codes, text(row, 11)?));
        let place = self.place(row)?;
        self.place.push(place);
        self.country.push(maybe(&mut self.countries, text(row, 13)?));
        self.setting.push(maybe(&mut self.settings, text(row, 16)?));
        self.parties.push(self.party.len() as u32);
        for party in text(row, 17)?.split('\t').filter(|p| !p.is_empty()) {
            let (actor, country) = party.rsplit_once('=').unwrap_or((party, ""));
            self.party.push((self.actors.number(actor), maybe(&mut self.countries, country)));
        }
        Ok(())
    }

    /// The event that comes next has this number in the tables.
    fn number(&mut self, n: usize) {
        if self.positions.len() <= n {
            self.positions.resize(n + 1, NONE);
        }
        self.positions[n] = self.ids.len() as u32;
    }

    fn time(&mut self, first: Option<i32>, last: Option<i32>) {
        // Nothing known has neither; an open side has only the other.
        let (first, last) = match (first, last) {
            (None, None) => (UNKNOWN, UNKNOWN),
            (f, l) => (f.unwrap_or(UNKNOWN), l.unwrap_or(i32::MAX)),
        };
        let short = last != UNKNOWN && first != UNKNOWN && last.saturating_sub(first) <= ONE_MONTH;
        self.month.push(if short { month(first) } else { UNKNOWN });
        self.first.push(first);
        self.last.push(last);
    }

    /// A place is one by its name, country and coordinates.
    fn place(&mut self, row: &Row) -> rusqlite::Result<u32> {
        let (name, country) = (text(row, 12)?, text(row, 13)?);
        if name.is_empty() {
            return Ok(NONE);
        }
        let at: (Option<f64>, Option<f64>) = (row.get(14)?, row.get(15)?);
        let key = format!("{name}\t{country}\t{:?}", at);
        let n = self.places.number(&key);
        if n as usize == self.coordinates.len() {
            self.coordinates.push(at.0.zip(at.1));
        }
        Ok(n)
    }

    fn name_actors(&mut self, store: &Store) -> rusqlite::Result<()> {
        self.actor_names.resize(self.actors.len(), String::new());
        let sql = "SELECT id, name, json_extract(object, '$.aliases') FROM actor";
        let mut query = store.db.prepare(sql)?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            if let Some(n) = self.actors.known(text(row, 0)?) {
                let aliases: Vec<String> = load::parsed(text(row, 2)?).unwrap_or_default();
                self.actor_names[n as usize] = folded(&format!("{}\n{}", text(row, 1)?, aliases.join("\n")));
            }
        }
        Ok(())
    }
}

fn version(store: &Store) -> Result<i64, StoreError> {
    store.db.query_row("PRAGMA data_version", [], |r| r.get(0)).map_err(|e| store.error(e))
}

/// A column of text, borrowed; null is the empty string.
fn text<'a>(row: &'a Row, column: usize) -> rusqlite::Result<&'a str> {
    Ok(row.get_ref(column)?.as_str_or_null()?.unwrap_or(""))
}

fn maybe(names: &mut Names, value: &str) -> u32 {
    if value.is_empty() { NONE } else { names.number(value) }
}

/// A bit each of some words; those beyond the 64th are not told apart.
fn bits(names: &mut Names, words: &str) -> u64 {
    words.split(' ').filter(|w| !w.is_empty()).fold(0, |all, w| all | 1 << names.number(w).min(63))
}

/// Year times twelve and month from 0 of a day; [`UNKNOWN`] outside the calendar.
pub(super) fn month(since_1970: i32) -> i32 {
    let day = Day::parse("1970-01-01").map(|d| d.plus(since_1970));
    day.map_or(UNKNOWN, |d| i32::from(d.year()) * 12 + i32::from(d.month()) - 1)
}
