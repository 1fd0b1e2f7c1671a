//! Where reports meet: which of them are reprints is asked one by one, then those that are none are read
//! by all threads, and all of them written with what follows for others.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use rayon::ThreadPool;
use rayon::prelude::*;
use sidelines::issue::Issue;
use sidelines::link::reprints::{Reprints, Role};
use sidelines::reader::{Reader, Reading};
use sidelines::report::{RawReport, Report};
use sidelines::store::{Step, Store, Written};

/// One input on its way.
pub struct Sheet<'a> {
    raw: &'a RawReport,
    /// The report that the record has of it already.
    known: Option<String>,
    report: Option<Result<Report, Issue>>,
}

impl<'a> Sheet<'a> {
    /// An input, with its report where it is not known already.
    pub fn new(raw: &'a RawReport, known: Option<String>, report: Option<Result<Report, Issue>>) -> Self {
        Self { raw, known, report }
    }

    /// What becomes of it where no report has to be read at all.
    pub fn known(self) -> Option<Became> {
        self.known.map(|id| filed(&self.raw.source, &id, Written::Known, false))
    }

    /// Id of its report.
    pub fn id(&self) -> Option<&str> {
        self.report.as_ref()?.as_ref().ok().map(|r| r.id.as_str())
    }
}

/// What became of one input.
pub enum Became {
    /// Its report is in the record.
    Filed {
        /// The input.
        source: String,
        /// Id of the report.
        id: String,
        /// Was it new?
        written: Written,
        /// Is something about it doubtful that was not told before?
        doubtful: bool,
    },
    /// It could not be read.
    Failed(Issue),
}

/// The reader, and the reprints of all reports in the record.
pub struct Desk {
    reader: Reader,
    reprints: Reprints,
    /// Roles that are others than the record has.
    changed: BTreeMap<String, Role>,
    user_dated: bool,
}

/// Findings by id of report; the issue where reading failed.
type Readings = BTreeMap<String, Result<Reading, Issue>>;

impl Desk {
    /// With the reports of a record. Where two programs filled it at once, or one before reprints were
    /// looked for, its roles are put right with the first reports that are filed.
    pub fn new(reader: Reader, store: &mut Store, user_dated: bool) -> anyhow::Result<Self> {
        let (reprints, changed) = Self::gather(store)?;
        Ok(Self { reader, reprints, changed, user_dated })
    }

    /// The roles of all reports of a record, and those that the record has otherwise.
    fn gather(store: &mut Store) -> anyhow::Result<(Reprints, BTreeMap<String, Role>)> {
        let kept = store.kept()?;
        let named: BTreeMap<String, Option<String>> =
            kept.iter().map(|k| (k.id.clone(), k.reprint_of.clone())).collect();
        let reprints = Reprints::of(kept.into_iter().map(|k| (k.id, k.day, k.sketch)).collect());
        let mut changed = BTreeMap::new();
        for (id, named) in named {
            let role = reprints.role(&id).unwrap_or(&Role::First);
            if origin(role) != named.as_deref() {
                changed.insert(id, role.clone());
            }
        }
        Ok((reprints, changed))
    }

    /// Puts roles right at the end, where another program has written into the record meanwhile.
    pub fn close(&mut self, store: &mut Store, pool: &ThreadPool) -> anyhow::Result<()> {
        if store.report_ids()?.len() != self.reprints.len() {
            (self.reprints, self.changed) = Self::gather(store)?;
            self.file(Vec::new(), store, pool)?;
        }
        Ok(())
    }

    /// The article alone.
    pub fn clean(&self, raw: &RawReport) -> Result<Report, Issue> {
        guarded(&raw.source, || self.reader.clean(raw))
    }

    /// Files some inputs, no report twice among them.
    pub fn file(
        &mut self,
        sheets: Vec<Sheet>,
        store: &mut Store,
        pool: &ThreadPool,
    ) -> anyhow::Result<Vec<Became>> {
        let mut reports: BTreeMap<String, &Report> = BTreeMap::new();
        for sheet in &sheets {
            let Some(Ok(report)) = &sheet.report else { continue };
            if !store.keeps(sheet.raw, report, self.user_dated)? {
                self.changed.extend(self.reprints.place(&report.id, report.given_day(), report.sketch()));
                reports.insert(report.id.clone(), report);
            }
        }
        let readings = self.read(&reports, store, pool)?;
        self.write(&sheets, &reports, &readings, store)
    }

    /// Reads the firsts among `reports`, and the reports of the record that are firsts now, until there are
    /// no more: one that fails has no place, and makes a first of another.
    fn read(
        &mut self,
        reports: &BTreeMap<String, &Report>,
        store: &Store,
        pool: &ThreadPool,
    ) -> anyhow::Result<Readings> {
        let mut readings = Readings::new();
        loop {
            let firsts = self.changed.iter().filter(|(_, role)| **role == Role::First).map(|(id, _)| id);
            let own = reports.keys().filter(|id| self.reprints.role(id) == Some(&Role::First));
            let mut todo: Vec<Report> = Vec::new();
            for id in firsts.chain(own).filter(|id| !readings.contains_key(*id)) {
                if todo.iter().all(|r| r.id != *id) {
                    todo.extend(match reports.get(id) {
                        Some(report) => Some((*report).clone()),
                        None => store.report(id)?,
                    });
                }
            }
            if todo.is_empty() {
                return Ok(readings);
            }
            let read: Readings = pool.install(|| todo.into_par_iter().map(|r| self.read_one(r)).collect());
            for id in read.iter().filter(|(_, r)| r.is_err()).map(|(id, _)| id) {
                self.changed.remove(id);
                self.changed.extend(self.reprints.remove(id));
            }
            readings.extend(read);
        }
    }

    fn read_one(&self, mut report: Report) -> (String, Result<Reading, Issue>) {
        let (id, source) = (report.id.clone(), report.source.clone());
        report.set_role(&Role::First);
        let reading = guarded(&source, || self.reader.read_report(report));
        let sound = |r: Reading| match Store::check(&r) {
            Ok(()) => Ok(r),
            Err(error) => Err(Issue::new(&source, error.to_string())),
        };
        (id, reading.and_then(sound))
    }

    /// Writes all of it, in the order of the inputs.
    fn write(
        &mut self,
        sheets: &[Sheet],
        reports: &BTreeMap<String, &Report>,
        readings: &Readings,
        store: &mut Store,
    ) -> anyhow::Result<Vec<Became>> {
        let made: Vec<Option<Reading>> = sheets.iter().map(|s| self.uncoded(s, reports)).collect();
        let mut steps = Vec::new();
        for (sheet, made) in sheets.iter().zip(&made) {
            let coded = sheet.id().and_then(|id| readings.get(id)).and_then(|r| r.as_ref().ok());
            let reading = made.as_ref().or(coded);
            steps.extend(reading.map(|reading| Step::New {
                raw: sheet.raw,
                reading,
                user_dated: self.user_dated,
            }));
        }
        for (id, role) in self.changed.iter().filter(|(id, _)| !reports.contains_key(*id)) {
            match (role, readings.get(id)) {
                (Role::First, Some(Ok(reading))) => steps.push(Step::Coded(reading)),
                (Role::First, _) => {}
                (Role::Reprint { .. }, _) => steps.push(Step::Reprint(id, role)),
            }
        }
        let mut written = store.write_all(&steps)?.into_iter();
        drop(steps);
        self.changed.clear();
        let became = sheets.iter().zip(made).filter_map(|(sheet, made)| {
            Some(match (&sheet.known, &sheet.report, sheet.id().and_then(|id| readings.get(id)), made) {
                (Some(id), ..) => filed(&sheet.raw.source, id, Written::Known, false),
                (None, Some(Err(issue)), ..) | (None, _, Some(Err(issue)), None) => {
                    Became::Failed(issue.clone())
                }
                (None, _, Some(Ok(reading)), None) => filed_as(sheet.raw, &reading.report, written.next()?),
                (None, _, _, Some(reading)) => filed_as(sheet.raw, &reading.report, written.next()?),
                (None, _, None, None) => return None,
            })
        });
        Ok(became.collect())
    }

    /// The reading of a report that is not coded: a reprint, or one that the record keeps as it is.
    fn uncoded(&self, sheet: &Sheet, reports: &BTreeMap<String, &Report>) -> Option<Reading> {
        let report = sheet.report.as_ref()?.as_ref().ok()?;
        if !reports.contains_key(&report.id) {
            return Some(Reading::uncoded(report.clone()));
        }
        let role = self.reprints.role(&report.id).filter(|role| **role != Role::First)?;
        let mut report = report.clone();
        report.set_role(role);
        Some(Reading::uncoded(report))
    }
}

fn origin(role: &Role) -> Option<&str> {
    match role {
        Role::First => None,
        Role::Reprint { of, .. } => Some(of),
    }
}

fn filed(source: &str, id: &str, written: Written, doubtful: bool) -> Became {
    Became::Filed { source: source.to_owned(), id: id.to_owned(), written, doubtful }
}

fn filed_as(raw: &RawReport, report: &Report, written: Written) -> Became {
    filed(&raw.source, &report.id, written, written != Written::Known && !report.issues.is_empty())
}

/// A fault of ours in one report must not lose the others.
fn guarded<T>(source: &str, work: impl FnOnce() -> T) -> Result<T, Issue> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| {
        let what = "the program failed on this report; it was left out. Please report it with the text";
        Issue::new(source, what)
    })
}
