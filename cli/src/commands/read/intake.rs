//! Inputs through the reader into the store: read in parallel, written in order.
//!
//! A batch of reports is cleaned and read by all threads, then written in one transaction (see
//! [`Desk`]): memory stays bounded, and the record fills in the order of the inputs.

use std::io;

use rayon::prelude::*;
use sidelines::issue::Issue;
use sidelines::read::{Item, Options};
use sidelines::report::{RawReport, Report};
use sidelines::show::objects::{ExportError, write_report};
use sidelines::store::{Store, Written};

use super::Tally;
use super::desk::{Became, Desk, Sheet};
use crate::args::{Read, Rows};
use crate::inputs::{Input, Meter, stream};
use crate::message::{Usage, Voice, complain, count, timed, voice};
use crate::progress::Progress;

/// Reports in a batch, for each thread.
const BATCH_PER_JOB: usize = 8;
/// A batch is read before it holds more text than this, in bytes.
const BATCH_BYTES: usize = 4 << 20;

/// The state of one run.
pub struct Intake {
    store: Store,
    tally: Tally,
    progress: Progress,
    pool: rayon::ThreadPool,
    /// Made when the first report has to be read: a record that has everything needs no model.
    desk: Option<Desk>,
    published: Option<String>,
    codebook: Option<String>,
    options: Options,
    /// Print objects as they are finished, and if so with names, times and places?
    stream: Option<bool>,
    batch: Vec<RawReport>,
    batch_bytes: usize,
    raw_seen: usize,
}

impl Intake {
    /// Ready to take inputs of `bytes` in all.
    pub fn new(args: &Read, store: Store, tally: Tally, bytes: u64) -> anyhow::Result<Self> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(args.jobs.map_or(0, usize::from)).build()?;
        Ok(Self {
            store,
            tally,
            progress: Progress::begin(bytes),
            pool,
            desk: None,
            published: args.published.clone(),
            codebook: args.codebook.clone(),
            options: Options { map: args.map.clone() },
            stream: (args.rows() == Rows::Jsonl).then_some(args.all),
            batch: Vec::new(),
            batch_bytes: 0,
            raw_seen: 0,
        })
    }

    /// Takes one file.
    pub fn take(&mut self, input: &Input) -> anyhow::Result<()> {
        let (meter, mut advanced, mut stop) = (Meter::default(), 0, Ok(()));
        let options = self.options.clone();
        let read = stream(input, &meter, &options, &mut |item: Item| {
            if stop.is_ok() {
                self.advance(&meter, &mut advanced, usize::from(item.is_ok()));
                stop = self.item(item);
            }
            if stop.is_err() {
                meter.stop();
            }
        });
        stop?;
        self.advance(&meter, &mut advanced, 0);
        match read {
            Ok(summary) => self.tally.passed_over(summary.passed_over),
            Err(issue) => return self.failed(&issue),
        }
        Ok(())
    }

    /// Shows what was read of the file since the last time, with so many reports in it.
    fn advance(&mut self, meter: &Meter, advanced: &mut u64, reports: usize) {
        self.progress.advance(meter.read() - *advanced, reports);
        *advanced = meter.read();
    }

    /// Takes one item of a file.
    fn item(&mut self, item: Item) -> anyhow::Result<()> {
        let raw = match item {
            Ok(raw) => self.dated(raw)?,
            Err(issue) => return self.failed(&issue),
        };
        self.batch_bytes += raw.text.len() + raw.page.as_ref().map_or(0, String::len);
        self.batch.push(raw);
        let full = self.batch.len() >= BATCH_PER_JOB * self.pool.current_num_threads();
        if full || self.batch_bytes >= BATCH_BYTES {
            self.flush()?;
        }
        Ok(())
    }

    /// With the day that the user gave, which is meant for one report.
    fn dated(&mut self, mut raw: RawReport) -> anyhow::Result<RawReport> {
        self.raw_seen += 1;
        if let Some(day) = &self.published {
            if self.raw_seen > 1 {
                let what = "--published gives the day of one report, and the input holds several";
                return Err(
                    Usage(format!("{what}\nnext: put the days into the input, in its field `date`")).into()
                );
            }
            raw.date = Some(day.clone());
        }
        Ok(raw)
    }

    fn failed(&mut self, issue: &Issue) -> anyhow::Result<()> {
        let told = self.tally.failed(issue);
        told.iter().for_each(|words| self.progress.complain(words));
        if self.tally.strict {
            self.flush()?;
            anyhow::bail!(
                "stopped at the first input that failed, as --strict asks; what came before is recorded"
            );
        }
        Ok(())
    }

    /// Reads and writes the batch.
    fn flush(&mut self) -> anyhow::Result<()> {
        let batch = std::mem::take(&mut self.batch);
        self.batch_bytes = 0;
        let known: Vec<Option<String>> =
            batch.iter().map(|r| self.store.knows(r)).collect::<Result<_, _>>()?;
        // A day given by the user is a correction: the report is read again even if it is known.
        let known: Vec<Option<String>> =
            if self.published.is_some() { vec![None; batch.len()] } else { known };
        if self.desk.is_none() && known.iter().any(Option::is_none) {
            let reader = crate::commands::codebook::reader(self.codebook.as_deref())?;
            self.desk = Some(Desk::new(reader, &mut self.store, self.published.is_some())?);
        }
        let cleaned: Vec<Option<Result<Report, Issue>>> = self.pool.install(|| {
            let todo = batch.par_iter().zip(&known);
            let desk = self.desk.as_ref();
            todo.map(|(raw, known)| desk.filter(|_| known.is_none()).map(|d| d.clean(raw))).collect()
        });
        // One article twice in a batch: the second has to find the first written.
        let mut page: Vec<Sheet> = Vec::new();
        for ((raw, known), report) in batch.iter().zip(known).zip(cleaned) {
            if report.as_ref().is_some_and(|r| r.as_ref().is_ok_and(|r| holds_nothing(raw, r))) {
                self.without_article(raw)?;
                continue;
            }
            let id = report.as_ref().and_then(|r| r.as_ref().ok()).map(|r| r.id.as_str());
            if id.is_some_and(|id| page.iter().any(|s| s.id() == Some(id))) {
                self.file(std::mem::take(&mut page))?;
            }
            page.push(Sheet::new(raw, known, report));
        }
        self.file(page)
    }

    /// A page without an article: of a crawl most are, and are only counted; one that the user names is told.
    fn without_article(&mut self, raw: &RawReport) -> anyhow::Result<()> {
        if raw.retrieved.is_some() {
            self.tally.passed_over(1);
            return Ok(());
        }
        let what = "holds no article: if a browser shows one, save the page after it has loaded, or its text";
        self.failed(&Issue::new(&raw.source, what))
    }

    /// Has the desk read and write some reports, and counts what became of each.
    fn file(&mut self, page: Vec<Sheet>) -> anyhow::Result<()> {
        let became = match &mut self.desk {
            Some(desk) => desk.file(page, &mut self.store, &self.pool)?,
            None => page.into_iter().filter_map(Sheet::known).collect(),
        };
        for became in became {
            match became {
                Became::Failed(issue) => self.failed(&issue)?,
                Became::Filed { source, id, written, doubtful } => {
                    self.outcome(&source, &id, written)?;
                    if doubtful {
                        self.tally.doubted(&id);
                    }
                    self.done(&id, written)?;
                }
            }
        }
        Ok(())
    }

    /// With `--verbose`, what became of one input.
    fn outcome(&self, source: &str, id: &str, written: Written) -> anyhow::Result<()> {
        if voice() != Voice::Verbose {
            return Ok(());
        }
        let origin = self.store.report(id)?.and_then(|r| r.reprint_of().map(str::to_owned));
        let became = match (written, origin) {
            (Written::Known, _) => "in the record already".to_owned(),
            (_, Some(origin)) => format!("a reprint of {origin}"),
            (_, None) => count(self.store.accounts_of(id)?.len(), "account"),
        };
        complain(format!("{source}: {id}, {became}"));
        Ok(())
    }

    /// Counts a report that is in the record now, and prints it where that is asked for.
    fn done(&mut self, id: &str, written: Written) -> anyhow::Result<()> {
        let first = self.tally.met(id, written);
        let Some(all) = self.stream.filter(|_| first) else { return Ok(()) };
        match write_report(&self.store, id, all, &mut io::stdout().lock()) {
            // Whoever read our output has gone; the record is still wanted.
            Err(ExportError::Output(e)) if e.kind() == io::ErrorKind::BrokenPipe => {
                self.stream = None;
                Ok(())
            }
            other => Ok(other?),
        }
    }

    /// Reads what is left, links, and gives the store back.
    pub fn finish(mut self) -> anyhow::Result<(Store, Tally)> {
        self.flush()?;
        if let Some(desk) = &mut self.desk {
            desk.close(&mut self.store, &self.pool)?;
        }
        if self.store.is_stale()? {
            self.progress.note(&format!("linking {}", count(self.tally.total(), "report")));
            timed("linking", || self.store.link())?;
        }
        self.progress.end();
        Ok((self.store, self.tally))
    }
}

/// Is it a page of which no text is left?
fn holds_nothing(raw: &RawReport, report: &Report) -> bool {
    raw.page.is_some() && report.text.is_empty()
}
