//! `sidelines codebook check`: runs the examples that rules carry, measures marked ones.

use std::fs;
use std::path::Path;

use anyhow::Context;
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use sidelines::code::{Codebook, examples, marks, measure};
use sidelines::reader::Reader;
use sidelines::store::Versions;

use crate::args::{self, Check, CodebookCommand};
use crate::message::{Outcome, count, say};
use crate::terminal;

/// Runs the command.
pub fn run(args: &args::Codebook) -> anyhow::Result<Outcome> {
    match &args.command {
        CodebookCommand::Check(args) => check(args),
    }
}

fn check(args: &Check) -> anyhow::Result<Outcome> {
    let folder = args.folder.as_deref().unwrap_or_default();
    let (rules, marked) = if folder.is_empty() { Default::default() } else { both(Path::new(folder))? };
    let mut reader = Reader::embedded().map_err(anyhow::Error::msg)?;
    if !folder.is_empty() {
        reader.codebook = own(folder, &rules)?;
    }
    let sound = run_examples(args, &reader, &rules)?;
    let read = measure_marks(args, &reader, &marked)?;
    Ok(if sound && read { Outcome::Done } else { Outcome::SomeFailed })
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

fn nothing(folder: &Path) -> String {
    let what = format!("{} holds no codebook file", folder.display());
    format!("{what}\nnext: put a .toml file there; docs/CODEBOOK.md says how")
}

/// Runs the examples of rules; are they all told as they should?
fn run_examples(args: &Check, reader: &Reader, rules: &Texts) -> anyhow::Result<bool> {
    let folder = args.folder.as_deref().unwrap_or_default().trim_end_matches(['/', '\\']);
    let paths: Vec<(String, &str)> =
        rules.iter().map(|(n, t)| (format!("{folder}/{n}"), t.as_str())).collect();
    let named: Vec<(&str, &str)> = paths.iter().map(|(p, t)| (p.as_str(), *t)).collect();
    let mut cases = examples::cases(&reader.codebook, &named);
    if args.folder.is_some() && !args.all {
        cases.retain(|c| named.iter().any(|(path, _)| *path == c.file));
    }
    let failures: Vec<String> = cases.par_iter().filter_map(|c| examples::run(reader, c)).collect();
    for failure in &failures {
        terminal::out(&format!("{failure}\n"))?;
    }
    if args.folder.is_none() || !named.is_empty() {
        say(format!("{} run, {} failed", count(cases.len(), "example"), failures.len()));
    }
    Ok(failures.is_empty())
}

/// Measures the marked examples, which are not demanded; can all their marks be read?
fn measure_marks(args: &Check, reader: &Reader, marked: &Texts) -> anyhow::Result<bool> {
    let kinds = reader.codebook.kinds();
    let folder = Path::new(args.folder.as_deref().unwrap_or_default()).join("examples");
    let (mut lines, mut issues) = (Vec::new(), Vec::new());
    for (name, text) in marked {
        let path = folder.join(name).display().to_string();
        let (good, bad) = marks::read_file(&path, text, &kinds);
        lines.extend(good.into_iter().map(|l| (format!("{path}:{}", l.number), l.marked)));
        issues.extend(bad);
    }
    issues.iter().for_each(|i| say(format!("{}: {}", i.source, i.what)));
    let each: Vec<_> = lines.par_iter().map(|(at, marked)| (at, measure::sentence(reader, marked))).collect();
    let mut all = measure::Measured::default();
    each.into_iter().for_each(|(at, one)| all.add(at, one));
    if args.show {
        all.differs.iter().try_for_each(|d| terminal::out(&format!("{d}\n")).map(drop))?;
    }
    if !lines.is_empty() {
        terminal::out(&all.table())?;
        let broken = count(issues.len(), "broken line");
        say(format!("{} measured, {broken}", count(lines.len(), "marked sentence")));
    }
    Ok(issues.is_empty())
}

/// The reader with the codebook in `folder` on top of the embedded one.
pub fn reader(folder: Option<&str>) -> anyhow::Result<Reader> {
    let mut reader = Reader::embedded().map_err(anyhow::Error::msg)?;
    if let Some(folder) = folder {
        let files = files(Path::new(folder))?;
        if files.is_empty() {
            anyhow::bail!(nothing(Path::new(folder)));
        }
        reader.codebook = own(folder, &files)?;
    }
    Ok(reader)
}

fn own(folder: &str, files: &Texts) -> anyhow::Result<Codebook> {
    let named: Vec<(&str, &str)> = files.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect();
    Codebook::with_own(folder, &named).map_err(anyhow::Error::msg)
}

/// The versions of what reads, with those of the codebook in `folder`.
pub fn versions(folder: Option<&str>) -> anyhow::Result<Versions> {
    let mut versions = Versions::embedded();
    if let Some(folder) = folder {
        versions.codebook = hash(&versions.codebook, &files(Path::new(folder))?);
    }
    Ok(versions)
}

/// Names and texts of files, by name.
type Texts = Vec<(String, String)>;

/// The TOML files in a folder.
fn files(folder: &Path) -> anyhow::Result<Texts> {
    texts(folder, "toml")
}

/// The files in a folder whose names end so.
fn texts(folder: &Path, ending: &str) -> anyhow::Result<Texts> {
    let entries = fs::read_dir(folder)
        .with_context(|| format!("cannot open the codebook folder {}", folder.display()))?;
    let mut paths: Vec<_> = entries.flatten().map(|e| e.path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == ending));
    paths.sort();
    let read = |p: &std::path::PathBuf| {
        let text = fs::read_to_string(p).with_context(|| format!("cannot read {}", p.display()))?;
        Ok((p.file_name().unwrap_or_default().to_string_lossy().into_owned(), text))
    };
    paths.iter().map(read).collect()
}

/// One's own files decide together with the built-in ones, whose hash is `built_in`.
fn hash(built_in: &str, files: &Texts) -> String {
    let mut sum = Sha256::new();
    sum.update(built_in);
    files.iter().for_each(|(name, text)| sum.update(format!("{name}\0{text}\0")));
    sum.finalize().iter().take(4).map(|b| format!("{b:02x}")).collect()
}
