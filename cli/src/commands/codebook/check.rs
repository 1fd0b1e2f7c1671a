//! `sidelines codebook check`: runs the examples that rules carry, measures marked ones.

use std::path::Path;

use rayon::prelude::*;
use serde::Serialize;
use serde_json::{Value, json};
use sidelines::code::examples::{self, Case};
use sidelines::code::measure::Measured;
use sidelines::code::{marks, measure};
use sidelines::issue::Issue;
use sidelines::reader::Reader;
use sidelines::show::objects::object;

use super::{Texts, files, nothing, own, texts};
use crate::args::Check;
use crate::message::{Outcome, complain, count, say, timed};
use crate::terminal;

/// What came of a check.
struct Checked {
    /// Examples of rules: how many were run; none is not asked for where a folder has only marked sentences.
    run: Option<usize>,
    failed: Vec<Failed>,
    /// Marked sentences: how many, and how they are told.
    marked: usize,
    measured: Measured,
    /// Lines whose marks cannot be read.
    issues: Vec<Issue>,
}

/// An example that is not told as it should be.
#[derive(Serialize)]
struct Failed {
    at: String,
    text: String,
    why: String,
}

/// Runs the command.
pub fn run(args: &Check) -> anyhow::Result<Outcome> {
    let folder = args.folder.as_deref().unwrap_or_default();
    let (rules, marked) = if folder.is_empty() { Default::default() } else { both(Path::new(folder))? };
    let mut reader = super::embedded()?;
    if !folder.is_empty() {
        reader.codebook = own(folder, &rules)?;
    }
    let (run, failed) = timed("running examples", || run_examples(args, &reader, &rules));
    let (marked, measured, issues) = timed("measuring", || measure_marks(args, &reader, &marked));
    let asked = args.folder.is_none() || !rules.is_empty();
    let checked = Checked { run: asked.then_some(run), failed, marked, measured, issues };
    terminal::out(&if args.json { format!("{}\n", checked.json()) } else { checked.text(args.show) })?;
    checked.tell();
    Ok(if checked.failed.is_empty() && checked.issues.is_empty() {
        Outcome::Done
    } else {
        Outcome::SomeFailed
    })
}

/// The files of a folder and those of its `examples/`; one of the two must be there.
fn both(folder: &Path) -> anyhow::Result<(Texts, Texts)> {
    let (rules, examples) = (files(folder)?, folder.join("examples"));
    let marked = if examples.is_dir() { texts(&examples, "txt")? } else { Vec::new() };
    if rules.is_empty() && marked.is_empty() {
        anyhow::bail!(nothing(folder));
    }
    Ok((rules, marked))
}

/// Runs the examples of rules: how many, and those that are not told as they should be.
fn run_examples(args: &Check, reader: &Reader, rules: &Texts) -> (usize, Vec<Failed>) {
    let folder = args.folder.as_deref().unwrap_or_default().trim_end_matches(['/', '\\']);
    let paths: Vec<(String, &str)> =
        rules.iter().map(|(n, t)| (format!("{folder}/{n}"), t.as_str())).collect();
    let named: Vec<(&str, &str)> = paths.iter().map(|(p, t)| (p.as_str(), *t)).collect();
    let mut cases = examples::cases(&reader.codebook, &named);
    if args.folder.is_some() && !args.all {
        cases.retain(|c| named.iter().any(|(path, _)| *path == c.file));
    }
    (cases.len(), cases.par_iter().filter_map(|c| failed(reader, c)).collect())
}

fn failed(reader: &Reader, case: &Case) -> Option<Failed> {
    let told = examples::run(reader, case)?;
    let why = told.split_once("\n    ").map_or(told.as_str(), |(_, why)| why).to_owned();
    Some(Failed { at: case.at.clone(), text: case.text.to_owned(), why })
}

/// Measures the marked examples, which are not demanded: how many, how they are told, and what cannot be read.
fn measure_marks(args: &Check, reader: &Reader, marked: &Texts) -> (usize, Measured, Vec<Issue>) {
    let kinds = reader.codebook.kinds();
    let folder = Path::new(args.folder.as_deref().unwrap_or_default()).join("examples");
    let (mut lines, mut issues) = (Vec::new(), Vec::new());
    for (name, text) in marked {
        let path = folder.join(name).display().to_string();
        let (good, bad) = marks::read_file(&path, text, &kinds);
        lines.extend(good.into_iter().map(|l| (format!("{path}:{}", l.number), l.marked)));
        issues.extend(bad);
    }
    let each: Vec<_> = lines.par_iter().map(|(at, marked)| (at, measure::sentence(reader, marked))).collect();
    let mut all = Measured::default();
    each.into_iter().for_each(|(at, one)| all.add(at, one));
    (lines.len(), all, issues)
}

impl Checked {
    /// What goes to stdout: failures, and with `show` the marked sentences that are told otherwise.
    fn text(&self, show: bool) -> String {
        let failed = self.failed.iter().map(|f| format!("{}: {}\n    {}\n", f.at, f.text, f.why));
        let differs = self.measured.differs.iter().filter(|_| show).map(|d| format!("{d}\n"));
        let table = if self.marked > 0 { self.measured.table() } else { String::new() };
        failed.chain(differs).collect::<String>() + &table
    }

    /// What goes to stderr.
    fn tell(&self) {
        self.issues.iter().for_each(|i| complain(format!("{}: {}", i.source, i.what)));
        if let Some(run) = self.run {
            say(format!("{} run, {} failed", count(run, "example"), self.failed.len()));
        }
        if self.marked > 0 {
            let broken = count(self.issues.len(), "broken line");
            say(format!("{} measured, {broken}", count(self.marked, "marked sentence")));
        }
    }

    fn json(&self) -> Value {
        let (none, told) = self.measured.without;
        let types: Vec<Value> = self.measured.types.iter().map(|(kind, c)| {
            json!({ "type": kind, "marked": c.marked, "found": c.found, "who": c.who, "status": c.status, "extra": c.extra })
        }).collect();
        let all = json!({
            "examples": self.run.unwrap_or_default(),
            "failed": self.failed,
            "marked_sentences": self.marked,
            "types": types,
            "without_event": { "sentences": none, "told_one": told },
            "differs": self.measured.differs,
            "broken": self.issues,
        });
        object("check", &all)
    }
}
