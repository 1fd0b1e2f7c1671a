//! The tables that scripts of the field already read: POLECAT, GDELT 2.0 (events and mentions) and ICEWS, with
//! exactly their columns. `docs/FROM_OTHERS.md` tells column by column where a value comes from.
//!
//! These tables know neither status nor meetings of many: events become dyads here, and only here, and only what
//! happened is written unless asked. What the record does not know stays empty.

pub mod cameo;
mod case;
pub mod columns;
mod dates;
mod dyads;
mod gdelt;
mod icews;
mod mentions;
mod parties;
mod places;
mod polecat;
mod tables;
#[cfg(test)]
mod tests;
mod text;

use std::io::Write;

use crate::account::Status;
use crate::event::Event;
use crate::show::objects::ExportError;
use crate::store::Store;
use case::Case;
use columns::Columns;
use dyads::Dyad;
use tables::Tables;

/// What a legacy table holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Events of every status, not only `held` and `ongoing`. The formats have no column for it: what is planned
    /// or possible is coded as intent (`036`, or as a threat), what was called off as a rejection.
    pub all_statuses: bool,
}

/// What was written, and which of the events asked for are not in the table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Rows.
    pub rows: usize,
    /// Events that have at least one row.
    pub events: usize,
    /// Left out: of a status that was not asked for.
    pub other_status: usize,
    /// Left out: not known to the day. An event of several days stands at the first.
    pub no_day: usize,
    /// Left out: nobody is named on either side.
    pub no_party: usize,
    /// Left out: the code book of the table has no code for it (a denied attack; a type of one's own codebook).
    pub no_code: usize,
}

/// Writes POLECAT's table: 40 columns with a header, lists joined by `; `.
///
/// # Errors
/// When the record cannot be read or `out` not written; so for all functions below.
pub fn polecat(
    store: &Store,
    ids: &[String],
    options: &Options,
    out: &mut dyn Write,
) -> Result<Written, ExportError> {
    Export::new(store, options, Columns::POLECAT)?.write(ids, out, polecat::rows)
}

/// Writes GDELT 2.0's table of events: 61 columns, no header.
///
/// # Errors
/// As [`polecat`].
pub fn gdelt_events(
    store: &Store,
    ids: &[String],
    options: &Options,
    out: &mut dyn Write,
) -> Result<Written, ExportError> {
    Export::new(store, options, Columns::GDELT_EVENTS)?.write(ids, out, gdelt::rows)
}

/// Writes GDELT 2.0's table of mentions: 16 columns, no header. Its ids are those of [`gdelt_events`] for the same
/// `ids` and options.
///
/// # Errors
/// As [`polecat`].
pub fn gdelt_mentions(
    store: &Store,
    ids: &[String],
    options: &Options,
    out: &mut dyn Write,
) -> Result<Written, ExportError> {
    Export::new(store, options, Columns::GDELT_MENTIONS)?.write(ids, out, mentions::rows)
}

/// Writes the table of ICEWS: 20 columns with a header.
///
/// # Errors
/// As [`polecat`].
pub fn icews(
    store: &Store,
    ids: &[String],
    options: &Options,
    out: &mut dyn Write,
) -> Result<Written, ExportError> {
    Export::new(store, options, Columns::ICEWS)?.write(ids, out, icews::rows)
}

/// The rows of one event: cells in the order of the columns.
type Rows = Vec<Vec<String>>;

/// Makes the rows of an event's dyads.
type Maker = fn(&Tables, &Case, &[Dyad], Columns) -> Rows;

/// One table on its way out.
struct Export<'s> {
    store: &'s Store,
    options: Options,
    tables: Tables,
    columns: Columns,
    written: Written,
}

impl<'s> Export<'s> {
    fn new(store: &'s Store, options: &Options, columns: Columns) -> Result<Self, ExportError> {
        let tables = Tables::embedded().map_err(ExportError::Tables)?;
        Ok(Self { store, options: *options, tables, columns, written: Written::default() })
    }

    /// Event by event, so that memory does not grow with the record.
    fn write(mut self, ids: &[String], out: &mut dyn Write, make: Maker) -> Result<Written, ExportError> {
        if self.columns.header {
            columns::write_line(out, self.columns.names())?;
        }
        for id in ids {
            if let Some(event) = self.store.event(id)? {
                self.event(event, out, make)?;
            }
        }
        Ok(self.written)
    }

    fn event(&mut self, event: Event, out: &mut dyn Write, make: Maker) -> Result<(), ExportError> {
        if !self.options.all_statuses && !matches!(event.status, Status::Held | Status::Ongoing) {
            self.written.other_status += 1;
            return Ok(());
        }
        let Some(day) = dates::day(&event) else {
            self.written.no_day += 1;
            return Ok(());
        };
        let case = Case::load(self.store, event, day, &self.columns)?;
        let parties = dyads::of(&case.event, &self.tables);
        let coded = dyads::coded(&parties, &case, &self.tables);
        if coded.is_empty() {
            let left =
                if parties.is_empty() { &mut self.written.no_party } else { &mut self.written.no_code };
            *left += 1;
            return Ok(());
        }
        let rows = make(&self.tables, &case, &coded, self.columns);
        self.written.events += usize::from(!rows.is_empty());
        self.written.rows += rows.len();
        Ok(rows.iter().try_for_each(|row| columns::write_line(out, row.iter().map(String::as_str)))?)
    }
}
