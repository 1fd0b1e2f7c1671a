//! Writing one reading: all of it or nothing.

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

use super::{Marks, Store, StoreError};
use super::{checks, rows};
use crate::reader::Reading;
use crate::report::{RawReport, Report, stable_id};

/// What writing a reading came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// The report is new to the record.
    New,
    /// It was there already; nothing changed.
    Known,
    /// It was there from another version of the program, or with a worse date, and was replaced.
    Replaced,
}

impl Store {
    /// The id of the report that this input became when it was read before by this same program.
    /// Recognised by content: the same article in another file is the same. The record keeps the first
    /// of its addresses in order of the alphabet, so that it does not matter which was read first.
    ///
    /// # Errors
    /// When the file cannot be read or written.
    pub fn knows(&mut self, raw: &RawReport) -> Result<Option<String>, StoreError> {
        let (key, reader) = (key(raw), self.versions.joint());
        let of_report = "SELECT id, source FROM report WHERE input = ?1 AND reader = ?2";
        let pair = |r: &rusqlite::Row| Ok((r.get::<_, String>(0)?, r.get::<_, String>(1)?));
        let found =
            self.db.prepare_cached(of_report).and_then(|mut q| q.query_row([&key, &reader], pair).optional());
        if let Some((id, source)) = found.map_err(|e| self.error(e))? {
            if raw.source < source {
                let rename =
                    "UPDATE report SET source = ?2, object = json_set(object, '$.source', ?2) WHERE id = ?1";
                self.db.execute(rename, [&id, &raw.source]).map_err(|e| self.error(e))?;
            }
            return Ok(Some(id));
        }
        let of_input = "SELECT report FROM _input WHERE key = ?1 AND reader = ?2";
        self.db.query_row(of_input, [&key, &reader], |r| r.get(0)).optional().map_err(|e| self.error(e))
    }

    /// Writes a reading in one transaction. `user_dated`: the user gave the date of publication, which
    /// beats whatever the record has.
    ///
    /// Where two inputs make the same report with different dates, the better founded date stays,
    /// then the earlier one, so that the order of reading does not matter.
    ///
    /// # Errors
    /// [`StoreError::Span`] when a span does not hold (nothing is written then), and when the file
    /// cannot be written.
    pub fn write(
        &mut self,
        raw: &RawReport,
        reading: &Reading,
        user_dated: bool,
    ) -> Result<Written, StoreError> {
        checks::spans_hold(reading)?;
        let input = Input { key: key(raw), reader: self.versions.joint(), user_dated };
        let marks = Marks::of(reading);
        let path = self.path.clone();
        write_all(&mut self.db, &input, reading, &marks).map_err(|e| StoreError::from_sqlite(&path, e))
    }
}

struct Input {
    key: String,
    reader: String,
    user_dated: bool,
}

/// A hash of what came in; where it came from is no part of it.
fn key(raw: &RawReport) -> String {
    let part = |f: &Option<String>| f.clone().unwrap_or_default();
    let parts = [part(&raw.outlet), part(&raw.url), part(&raw.title), part(&raw.byline), part(&raw.date)];
    let mut parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    parts.push(&raw.text);
    parts.extend(raw.page.as_deref());
    stable_id("i", &parts)
}

fn write_all(
    db: &mut Connection,
    input: &Input,
    reading: &Reading,
    marks: &Marks,
) -> rusqlite::Result<Written> {
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let there = Present::load(&tx, &reading.report.id)?;
    let written = match &there {
        None => Written::New,
        Some(p) if p.stays(input, &reading.report) => Written::Known,
        Some(_) => Written::Replaced,
    };
    if written == Written::Replaced {
        tx.execute("DELETE FROM report WHERE id = ?1", [&reading.report.id])?;
    }
    if written != Written::Known {
        rows::insert(&tx, &input.key, &input.reader, reading, marks)?;
        tx.execute("INSERT OR REPLACE INTO _meta VALUES ('stale', '1')", [])?;
    }
    if let Some(present) = there {
        let other = if written == Written::Known { &input.key } else { &present.input };
        let same_reader = present.reader == input.reader;
        let kept = if written == Written::Known { &present.input } else { &input.key };
        if same_reader && other != kept {
            remember(&tx, other, &reading.report.id, &input.reader)?;
        }
    }
    tx.commit()?;
    Ok(written)
}

fn remember(tx: &Transaction, key: &str, report: &str, reader: &str) -> rusqlite::Result<()> {
    tx.execute("INSERT OR REPLACE INTO _input VALUES (?1, ?2, ?3)", params![key, report, reader]).map(|_| ())
}

/// The report that the record already has under the same id.
struct Present {
    basis: Option<String>,
    published: Option<String>,
    input: String,
    reader: String,
}

impl Present {
    fn load(tx: &Transaction, id: &str) -> rusqlite::Result<Option<Self>> {
        let sql = "SELECT published_basis, published, input, reader FROM report WHERE id = ?1";
        let row = |r: &rusqlite::Row| {
            Ok(Self { basis: r.get(0)?, published: r.get(1)?, input: r.get(2)?, reader: r.get(3)? })
        };
        tx.query_row(sql, [id], row).optional()
    }

    fn stays(&self, input: &Input, report: &Report) -> bool {
        let basis = rows::word(&report.published_basis);
        let ours = (rank(self.basis.as_deref()), &self.published, &self.input);
        let theirs = (rank(basis.as_deref()), &report.published, &input.key);
        let same = self.published == report.published && self.basis == basis;
        self.reader == input.reader && (same || !input.user_dated) && ours <= theirs
    }
}

/// How well a date of publication is founded; smaller is better.
fn rank(basis: Option<&str>) -> usize {
    let order = ["metadata", "stated", "url", "inferred"];
    basis.and_then(|b| order.iter().position(|o| *o == b)).unwrap_or(order.len())
}
