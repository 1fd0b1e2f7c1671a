//! What all requests share: connections to the record, the index of its events, and how much may go on at once.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::Context;
use sidelines::store::{Index, Store, Versions};
use tokio::sync::Semaphore;

use super::pages::Site;

/// What one request may cost.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Requests that are answered at the same time; others wait.
    pub at_once: usize,
    /// Time for one answer.
    pub time: Duration,
    /// Bytes of a file that is dropped on the page.
    pub upload: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { at_once: 8, time: Duration::from_secs(10), upload: 64 << 20 }
    }
}

/// What a server knows.
pub struct State {
    record: String,
    writable: bool,
    /// Names by which it may be asked for, with their ports.
    pub(super) hosts: Vec<String>,
    pub(super) limits: Limits,
    pub(super) turns: Semaphore,
    /// One file is read at a time.
    pub(super) reading: tokio::sync::Mutex<()>,
    /// Connections that nobody uses now.
    idle: Mutex<Vec<Store>>,
    watch: Mutex<Watch>,
}

/// The index, and the connection that tells whether it still holds: SQLite counts changes by connection.
struct Watch {
    store: Store,
    index: Arc<Index>,
    site: Site,
}

impl State {
    /// Opens a record. `hosts`: names with ports, as in the header `Host`.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn open(record: &str, writable: bool, hosts: Vec<String>, limits: Limits) -> anyhow::Result<Self> {
        let store = Store::open_existing(record, &Versions::embedded())?;
        let index = Arc::new(Index::load(&store)?);
        let site = site(record, writable, &store, &index)?;
        Ok(Self {
            record: record.to_owned(),
            writable,
            hosts,
            limits,
            turns: Semaphore::new(limits.at_once),
            reading: tokio::sync::Mutex::new(()),
            idle: Mutex::new(Vec::new()),
            watch: Mutex::new(Watch { store, index, site }),
        })
    }

    /// The file of the record.
    pub fn record(&self) -> &str {
        &self.record
    }

    /// May files be read into it?
    pub fn writable(&self) -> bool {
        self.writable
    }

    /// Answers with a connection of its own, the index as it is now, and what every page shows of the record.
    #[allow(clippy::disallowed_methods)] // The clock ends a request that takes too long; the record never sees it.
    pub(super) fn with<T>(
        &self,
        answer: impl FnOnce(&Store, &Index, &Site) -> anyhow::Result<T>,
    ) -> anyhow::Result<T> {
        let (index, site) = self.current()?;
        let mut store = self.take()?;
        let end = Instant::now() + self.limits.time;
        store.stop_when(move || Instant::now() > end);
        let answered = answer(&store, &index, &site);
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(store);
        answered
    }

    fn take(&self) -> anyhow::Result<Store> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let open = || Store::open_existing(&self.record, &Versions::embedded());
        idle.map_or_else(open, Ok).with_context(|| format!("cannot open {}", self.record))
    }

    /// What every page shows of the record, as it was last looked at.
    pub fn site(&self) -> Site {
        self.watch.lock().unwrap_or_else(PoisonError::into_inner).site.clone()
    }

    /// The index, loaded again when somebody wrote into the record.
    fn current(&self) -> anyhow::Result<(Arc<Index>, Site)> {
        let mut watch = self.watch.lock().unwrap_or_else(PoisonError::into_inner);
        if !watch.index.is_current(&watch.store)? {
            watch.index = Arc::new(Index::load(&watch.store)?);
            watch.site = site(&self.record, self.writable, &watch.store, &watch.index)?;
        }
        Ok((Arc::clone(&watch.index), watch.site.clone()))
    }
}

fn site(record: &str, writable: bool, store: &Store, index: &Index) -> anyhow::Result<Site> {
    let name = std::path::Path::new(record).file_name().map_or(record.into(), |n| n.to_string_lossy());
    Ok(Site { record: name.into_owned(), writable, events: index.len(), reports: store.count_reports()? })
}
