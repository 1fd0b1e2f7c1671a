//! Which events stand before and after one: of the same parties and type, or at the same occasion.

use rusqlite::{Connection, Transaction, params};

use crate::event::Event;
use crate::link::series;
use crate::store::load;

/// What the events next to one have in common with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// Parties and type.
    Series,
    /// The occasion that hosts them.
    Site,
}

impl Course {
    fn key(self, event: &Event) -> Option<String> {
        match self {
            Self::Series => series::key(event).map(|k| format!("series {k}")),
            Self::Site => series::site(event).map(|s| format!("site {s}")),
        }
    }
}

/// [`series::order`] as text that sorts alike.
fn moment(event: &Event) -> String {
    event.when.as_ref().map_or("1".to_owned(), |w| format!("0{}", w.edtf))
}

/// Writes where an event stands.
pub fn insert(tx: &Transaction, event: &Event) -> rusqlite::Result<()> {
    let sql = "INSERT INTO _course (key, moment, event) VALUES (?1, ?2, ?3)";
    for key in [Course::Series, Course::Site].into_iter().filter_map(|c| c.key(event)) {
        tx.prepare_cached(sql)?.execute(params![key, moment(event), event.id])?;
    }
    Ok(())
}

/// Ids of the nearest events before and after one, [`series::NEAREST`] on either side, in order of time.
pub fn nearest(db: &Connection, event: &Event, course: Course) -> rusqlite::Result<Vec<String>> {
    let Some(key) = course.key(event) else { return Ok(Vec::new()) };
    let side = |sql: &str| -> rusqlite::Result<Vec<String>> {
        let sql = format!("SELECT event FROM _course WHERE key = ?1 AND (moment, event) {sql} LIMIT ?4");
        load::rows(db, &sql, params![key, moment(event), event.id, series::NEAREST as i64], |r| r.get(0))
    };
    let mut all = side("< (?2, ?3) ORDER BY moment DESC, event DESC")?;
    all.reverse();
    all.extend(side("> (?2, ?3) ORDER BY moment, event")?);
    Ok(all)
}
