//! Writing one reading: all of it or nothing.

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

use super::{Marks, Store, StoreError};
use super::{checks, reprints, rows};
use crate::link::reprints::Role;
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
        let written = self.write_all(&[Step::New { raw, reading, user_dated }])?;
        Ok(written.first().copied().unwrap_or(Written::Known))
    }

    /// Writes several things in one transaction, all of them or none. Returns what each [`Step::New`] came
    /// to, in order.
    ///
    /// # Errors
    /// As [`Store::write`].
    pub fn write_all(&mut self, steps: &[Step]) -> Result<Vec<Written>, StoreError> {
        steps.iter().filter_map(Step::reading).try_for_each(checks::spans_hold)?;
        let (path, reader) = (self.path.clone(), self.versions.joint());
        write_steps(&mut self.db, &reader, steps).map_err(|e| StoreError::from_sqlite(&path, e))
    }

    /// Does every span of a reading say what the text says there? What does not is not written.
    ///
    /// # Errors
    /// [`StoreError::Span`] when one does not.
    pub fn check(reading: &Reading) -> Result<(), StoreError> {
        checks::spans_hold(reading)
    }

    /// Does the record have this report already, with a date at least as good? Then [`Store::write`] would
    /// change nothing.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn keeps(&self, raw: &RawReport, report: &Report, user_dated: bool) -> Result<bool, StoreError> {
        let input = Input { key: key(raw), reader: self.versions.joint(), user_dated };
        let there = Present::load(&self.db, &report.id).map_err(|e| self.error(e))?;
        Ok(there.is_some_and(|p| p.stays(&input, report)))
    }
}

/// One thing to write.
pub enum Step<'a> {
    /// A report that was read, with the input that it was made of.
    New {
        /// The input.
        raw: &'a RawReport,
        /// What it came to.
        reading: &'a Reading,
        /// The user gave the date of publication.
        user_dated: bool,
    },
    /// A report of the record that is no reprint any more and was therefore coded.
    Coded(&'a Reading),
    /// A report of the record that turned out to be a reprint, or the reprint of another than before:
    /// what was found in it goes.
    Reprint(&'a str, &'a Role),
}

impl Step<'_> {
    fn reading(&self) -> Option<&Reading> {
        match self {
            Self::New { reading, .. } | Self::Coded(reading) => Some(reading),
            Self::Reprint(..) => None,
        }
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
    // A day after retrieval is doubted: the same page fetched on another day may be dated otherwise.
    parts.extend(raw.retrieved.as_deref());
    stable_id("i", &parts)
}

fn write_steps(db: &mut Connection, reader: &str, steps: &[Step]) -> rusqlite::Result<Vec<Written>> {
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut written = Vec::new();
    for step in steps {
        match step {
            Step::New { raw, reading, user_dated } => {
                let input = Input { key: key(raw), reader: reader.to_owned(), user_dated: *user_dated };
                written.push(write_one(&tx, &input, reading)?);
            }
            Step::Coded(reading) => reprints::coded(&tx, reader, reading)?,
            Step::Reprint(id, role) => reprints::uncoded(&tx, id, role)?,
        }
    }
    if steps.len() > written.len() || written.iter().any(|w| *w != Written::Known) {
        tx.execute("INSERT OR REPLACE INTO _meta VALUES ('stale', '1')", [])?;
    }
    tx.commit()?;
    Ok(written)
}

fn write_one(tx: &Transaction, input: &Input, reading: &Reading) -> rusqlite::Result<Written> {
    let there = Present::load(tx, &reading.report.id)?;
    let written = match &there {
        None => Written::New,
        Some(p) if p.stays(input, &reading.report) => Written::Known,
        Some(_) => Written::Replaced,
    };
    if written == Written::Replaced {
        reprints::strip(tx, &reading.report.id)?;
        tx.execute("DELETE FROM report WHERE id = ?1", [&reading.report.id])?;
    }
    if written != Written::Known {
        rows::insert(tx, &input.key, &input.reader, reading, &Marks::of(reading))?;
    }
    if let Some(present) = there {
        let other = if written == Written::Known { &input.key } else { &present.input };
        let same_reader = present.reader == input.reader;
        let kept = if written == Written::Known { &present.input } else { &input.key };
        if same_reader && other != kept {
            remember(tx, other, &reading.report.id, &input.reader)?;
        }
    }
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
    fn load(tx: &Connection, id: &str) -> rusqlite::Result<Option<Self>> {
        let sql = "SELECT published_basis, published, input, reader FROM report WHERE id = ?1";
        let row = |r: &rusqlite::Row| {
            Ok(Self { basis: r.get(0)?, published: r.get(1)?, input: r.get(2)?, reader: r.get(3)? })
        };
        tx.query_row(sql, [id], row).optional()
    }

    /// A date that the reading inferred does not count: whether a report is read may depend on others.
    fn stays(&self, input: &Input, report: &Report) -> bool {
        let inferred = self.basis.as_deref() == Some("inferred");
        let own = if inferred { (None, None) } else { (self.basis.clone(), self.published.as_deref()) };
        let new = report.given_day();
        let new = (new.and_then(|_| rows::word(&report.published_basis)), new);
        let ours = (rank(own.0.as_deref()), own.1, &self.input);
        let theirs = (rank(new.0.as_deref()), new.1, &input.key);
        self.reader == input.reader && (own == new || !input.user_dated) && ours <= theirs
    }
}

/// How well a date of publication is founded; smaller is better.
fn rank(basis: Option<&str>) -> usize {
    let order = ["metadata", "stated", "url"];
    basis.and_then(|b| order.iter().position(|o| *o == b)).unwrap_or(order.len())
}
