//! Opening a record, or refusing with a reason.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, OptionalExtension, TransactionBehavior};

use super::{Store, StoreError, Versions};

/// The number of the schema in `schema.sql`, kept in SQLite's `user_version`.
const SCHEMA: i64 = 1;
/// `SDLN`: marks the file as ours (SQLite's `application_id`).
const APPLICATION: i64 = 0x5344_4C4E;
/// How long a writer waits for another process.
const PATIENCE: Duration = Duration::from_secs(60);

impl Store {
    /// Opens the record at `path` for writing, and makes it if there is none.
    ///
    /// # Errors
    /// When the file is something else, newer than this program, busy, or cannot be written.
    pub fn open(path: &str, versions: &Versions) -> Result<Self, StoreError> {
        refuse_other_files(path)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = Connection::open_with_flags(path, flags).map_err(|e| StoreError::from_sqlite(path, e))?;
        let mut store = Self { db, path: path.to_owned(), versions: versions.clone() };
        store.prepare()?;
        Ok(store)
    }

    /// Opens an existing record to look at it.
    ///
    /// # Errors
    /// As [`Store::open`], and when there is none.
    pub fn open_existing(path: &str, versions: &Versions) -> Result<Self, StoreError> {
        if !Path::new(path).exists() {
            return Err(StoreError::Missing { path: path.to_owned() });
        }
        refuse_other_files(path)?;
        let db = open_to_read(path).map_err(|e| StoreError::from_sqlite(path, e))?;
        let store = Self { db, path: path.to_owned(), versions: versions.clone() };
        match store.state()? {
            State::Ready => Ok(store),
            State::Empty => Err(StoreError::Missing { path: path.to_owned() }),
        }
    }

    /// Sets the connection up and makes the tables in a new file.
    fn prepare(&mut self) -> Result<(), StoreError> {
        self.db.busy_timeout(PATIENCE).map_err(|e| self.error(e))?;
        // Looked at before anything is changed: a file that is not ours is not touched.
        let state = self.state()?;
        self.write_ahead()?;
        // The usual 2 MB of pages are too few to link or index a large record: rows that belong together lie apart.
        let settings = "PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -131072;";
        self.db.execute_batch(settings).map_err(|e| self.error(e))?;
        if state == State::Empty {
            self.create()?;
        }
        self.db.execute_batch(include_str!("private.sql")).map_err(|e| self.error(e))
    }

    /// Write-ahead logging: readers are never blocked, and a killed writer leaves a whole file.
    /// Turning it on does not honour the busy timeout, so two programs that make one file at the same
    /// moment need another try.
    fn write_ahead(&self) -> Result<(), StoreError> {
        let turn_on = || self.db.query_row("PRAGMA journal_mode = WAL", [], |r| r.get::<_, String>(0));
        for _ in 0..200 {
            match turn_on().map_err(|e| self.error(e)) {
                Err(StoreError::Busy { .. }) => std::thread::sleep(Duration::from_millis(10)),
                other => return other.map(|_| ()),
            }
        }
        turn_on().map(|_| ()).map_err(|e| self.error(e))
    }

    /// Is it ours, of our schema, or still empty?
    fn state(&self) -> Result<State, StoreError> {
        let pragma = |name: &str| {
            self.db
                .query_row(&format!("PRAGMA {name}"), [], |r| r.get::<_, i64>(0))
                .map_err(|e| self.error(e))
        };
        let tables = "SELECT count(*) FROM sqlite_master";
        let tables: i64 = self.db.query_row(tables, [], |r| r.get(0)).map_err(|e| self.error(e))?;
        let (application, schema) = (pragma("application_id")?, pragma("user_version")?);
        if application == APPLICATION && schema > SCHEMA {
            return Err(StoreError::Newer { path: self.path.clone(), found: schema, known: SCHEMA });
        }
        if application == APPLICATION && schema == SCHEMA {
            return Ok(State::Ready);
        }
        if tables == 0 && application == 0 {
            return Ok(State::Empty);
        }
        let what = "it is an SQLite file of another program".to_owned();
        Err(StoreError::NotARecord { path: self.path.clone(), what })
    }

    /// Makes the tables, unless another process just did.
    fn create(&mut self) -> Result<(), StoreError> {
        let path = self.path.clone();
        let make = |db: &mut Connection| -> rusqlite::Result<()> {
            let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let made = tx
                .query_row("SELECT 1 FROM sqlite_master WHERE name = '_meta'", [], |_| Ok(()))
                .optional()?;
            if made.is_none() {
                tx.execute_batch(include_str!("schema.sql"))?;
                tx.pragma_update(None, "application_id", APPLICATION)?;
                tx.pragma_update(None, "user_version", SCHEMA)?;
            }
            tx.commit()
        };
        make(&mut self.db).map_err(|e| StoreError::from_sqlite(&path, e))
    }
}

#[derive(PartialEq, Eq)]
enum State {
    Ready,
    Empty,
}

/// A folder, or a file that cannot be SQLite, is told apart before SQLite gets to see it.
fn refuse_other_files(path: &str) -> Result<(), StoreError> {
    let not = |what: &str| Err(StoreError::NotARecord { path: path.to_owned(), what: what.to_owned() });
    let Ok(meta) = std::fs::metadata(path) else { return Ok(()) };
    if meta.is_dir() {
        return not("it is a folder");
    }
    let mut head = [0; 16];
    let read = std::fs::File::open(path).and_then(|mut f| std::io::Read::read(&mut f, &mut head));
    match read {
        Ok(0) | Err(_) => Ok(()),
        Ok(n) if head.starts_with(b"SQLite format 3\0") && n == 16 => Ok(()),
        Ok(_) => not("it is not an SQLite file"),
    }
}

/// Opens to read. In a folder that cannot be written SQLite has no room for its shared memory; when
/// nothing waits in the write-ahead log the file alone is the whole record.
fn open_to_read(path: &str) -> rusqlite::Result<Connection> {
    let try_out = |db: Connection| -> rusqlite::Result<Connection> {
        db.busy_timeout(PATIENCE)?;
        db.execute_batch("PRAGMA cache_size = -16384")?;
        db.query_row("SELECT count(*) FROM sqlite_master", [], |r| r.get::<_, i64>(0))?;
        Ok(db)
    };
    let flags = OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let write =
        Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_READ_WRITE).and_then(try_out);
    let read = write.or_else(|_| {
        Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_READ_ONLY).and_then(try_out)
    });
    read.or_else(|error| {
        let waiting = std::fs::metadata(format!("{path}-wal")).is_ok_and(|m| m.len() > 0);
        if waiting {
            return Err(error);
        }
        let name = path.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
        let address = format!("file:{name}?immutable=1");
        let flags = flags | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_READ_ONLY;
        Connection::open_with_flags(address, flags).and_then(try_out)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn versions() -> Versions {
        Versions::embedded()
    }

    fn file(content: &[u8]) -> tempfile::NamedTempFile {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(content).unwrap();
        file
    }

    #[test]
    fn a_text_file_is_refused_and_not_touched() {
        let file = file(b"Ministers met on Monday.");
        let path = file.path().to_str().unwrap();
        assert!(matches!(Store::open(path, &versions()), Err(StoreError::NotARecord { .. })));
        assert_eq!(std::fs::read(path).unwrap(), b"Ministers met on Monday.");
    }

    #[test]
    fn another_programs_database_is_refused() {
        let file = file(b"");
        Connection::open(file.path()).unwrap().execute_batch("CREATE TABLE cake (id)").unwrap();
        let path = file.path().to_str().unwrap();
        assert!(matches!(Store::open(path, &versions()), Err(StoreError::NotARecord { .. })));
        assert!(matches!(Store::open_existing(path, &versions()), Err(StoreError::NotARecord { .. })));
    }

    #[test]
    fn a_newer_schema_is_named() {
        let file = file(b"");
        let path = file.path().to_str().unwrap();
        drop(Store::open(path, &versions()).unwrap());
        Connection::open(path).unwrap().pragma_update(None, "user_version", 7).unwrap();
        let error = Store::open(path, &versions()).err().unwrap();
        assert!(matches!(error, StoreError::Newer { found: 7, .. }), "{error}");
    }

    #[test]
    fn nothing_there_is_told_and_nothing_is_made() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("none.db");
        let error = Store::open_existing(path.to_str().unwrap(), &versions()).err().unwrap();
        assert!(error.to_string().contains("sidelines read"));
        assert!(!path.exists());
        let deep = folder.path().join("no/such/folder.db");
        let error = Store::open(deep.to_str().unwrap(), &versions()).err().unwrap();
        assert!(matches!(error, StoreError::NotWritable { .. }), "{error}");
    }
}
