//! What can go wrong with the file, in words that name the next step.

use rusqlite::ErrorCode;

/// Why the record could not be opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No file there.
    #[error(
        "there is no record at {path} yet\nnext: make one with `sidelines read PATH...`, or name another with --record FILE"
    )]
    Missing {
        /// The file.
        path: String,
    },
    /// Some other file has that name.
    #[error(
        "{path} is not a Sidelines record ({what})\nnext: choose another file with --record FILE; this one was not touched"
    )]
    NotARecord {
        /// The file.
        path: String,
        /// What it is instead.
        what: String,
    },
    /// A later program made it.
    #[error(
        "{path} was made by a newer Sidelines (its schema is {found}, this program knows {known})\nnext: use the newer program, or read the reports again into another file with --record FILE"
    )]
    Newer {
        /// The file.
        path: String,
        /// Its schema.
        found: i64,
        /// Ours.
        known: i64,
    },
    /// Another version filled its search tables, or none did.
    #[error(
        "the search tables of {path} are those of another version of Sidelines\nnext: `sidelines list` brings them up to date where it may write the file"
    )]
    NotIndexed {
        /// The file.
        path: String,
    },
    /// Another process writes for too long.
    #[error(
        "another program has been writing to {path} for over a minute\nnext: wait until it has finished and try again, or use another file with --record FILE"
    )]
    Busy {
        /// The file.
        path: String,
    },
    /// The folder or file cannot be written or opened.
    #[error(
        "cannot open or write {path} ({what})\nnext: check that the folder exists and that you may write there, or name another place with --record FILE"
    )]
    NotWritable {
        /// The file.
        path: String,
        /// What the system said.
        what: String,
    },
    /// No room left.
    #[error(
        "no room left on the disk that holds {path}\nnext: make room and run the same command again; the reports finished so far are kept"
    )]
    Full {
        /// The file.
        path: String,
    },
    /// A span that does not say what the text says: a fault of the program.
    #[error(
        "fault in the program: {object} of report {report} ({source_name}) points at words the text does not have there: {exact:?} at {start}..{end}\nnext: please report it with the text; the report was left out of the record"
    )]
    Span {
        /// `account a1...`, `statement s1...`.
        object: String,
        /// Id of the report.
        report: String,
        /// Where the report was read from.
        source_name: String,
        /// First byte.
        start: usize,
        /// One past the last byte.
        end: usize,
        /// The words it claims.
        exact: String,
    },
    /// Anything else that SQLite or JSON says.
    #[error(
        "{path}: {what}\nnext: if the file is damaged, read the reports again into another one with --record FILE"
    )]
    Other {
        /// The file.
        path: String,
        /// What was said.
        what: String,
    },
}

impl StoreError {
    /// Would the next report fail in the same way?
    pub fn stops_everything(&self) -> bool {
        !matches!(self, Self::Span { .. })
    }

    pub(super) fn from_sqlite(path: &str, error: rusqlite::Error) -> Self {
        let path = path.to_owned();
        let what = error.to_string();
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => {
                Self::NotARecord { path, what: "it is not an SQLite file".to_owned() }
            }
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy { path },
            Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => {
                Self::NotWritable { path, what }
            }
            Some(ErrorCode::DiskFull) => Self::Full { path },
            _ => Self::Other { path, what },
        }
    }
}
