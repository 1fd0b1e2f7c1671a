//! Inputs through the reader into the store: read in parallel, written in order.
//!
//! A batch of reports is read by all threads, then written one by one, each in a transaction of its
//! own: memory stays bounded, and the record fills in the order of the inputs.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};

use rayon::prelude::*;
use sidelines::issue::Issue;
use sidelines::read::{Item, Options};
use sidelines::reader::{Reader, Reading};
use sidelines::report::RawReport;
use sidelines::show::objects::{ExportError, write_report};
use sidelines::store::{Store, Written};

use super::Tally;
use crate::args::{Read, Rows};
use crate::inputs::{Input, Meter, stream};
use crate::message::{Usage, count};
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
    reader: Option<Reader>,
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
            reader: None,
            published: args.published.clone(),
            codebook: args.codebook.clone(),
            options: Options { map: args.map.clone() },
            stream: (args.format == Rows::Jsonl).then_some(args.all),
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
        told.iter().for_each(|words| self.progress.say(words));
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
        if self.reader.is_none() && known.iter().any(Option::is_none) {
            self.reader = Some(crate::commands::codebook::reader(self.codebook.as_deref())?);
        }
        let (reader, pool) = (&self.reader, &self.pool);
        let readings: Vec<Option<Result<Reading, Issue>>> = pool.install(|| {
            let todo = batch.par_iter().zip(&known);
            todo.map(|(raw, known)| reader.as_ref().filter(|_| known.is_none()).map(|r| read(r, raw)))
                .collect()
        });
        for ((raw, known), reading) in batch.iter().zip(known).zip(readings) {
            match (known, reading) {
                (Some(id), _) => self.done(&id, Written::Known)?,
                (None, Some(Ok(reading))) => self.write(raw, &reading)?,
                (None, Some(Err(issue))) => self.failed(&issue)?,
                (None, None) => {}
            }
        }
        Ok(())
    }

    fn write(&mut self, raw: &RawReport, reading: &Reading) -> anyhow::Result<()> {
        match self.store.write(raw, reading, self.published.is_some()) {
            Ok(written) => {
                if written != Written::Known && !reading.report.issues.is_empty() {
                    self.tally.doubted(&reading.report.id);
                }
                self.done(&reading.report.id, written)
            }
            Err(error) if error.stops_everything() => Err(error.into()),
            Err(error) => self.failed(&Issue::new(&raw.source, error.to_string())),
        }
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
        if self.store.is_stale()? {
            self.progress.note(&format!("linking {}", count(self.tally.total(), "report")));
            self.store.link()?;
        }
        self.progress.end();
        Ok((self.store, self.tally))
    }
}

/// Reads one report. A fault of ours in one must not lose the others.
fn read(reader: &Reader, raw: &RawReport) -> Result<Reading, Issue> {
    catch_unwind(AssertUnwindSafe(|| reader.read(raw))).map_err(|_| {
        Issue::new(
            &raw.source,
            "the program failed on this report; it was left out. Please report it with the text",
        )
    })
}
