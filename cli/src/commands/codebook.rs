//! `sidelines codebook`: runs the examples that a codebook carries.

use std::fs;
use std::path::Path;

use anyhow::Context;
use sha2::{Digest, Sha256};
use sidelines::code::{Codebook, examples};
use sidelines::reader::Reader;
use sidelines::store::Versions;

use crate::args::CheckCodebook;
use crate::message::{Outcome, count, say};
use crate::terminal;

/// Runs the command.
pub fn run(args: &CheckCodebook) -> anyhow::Result<Outcome> {
    let reader = reader(args.folder.as_deref())?;
    let outcome = examples::check(&reader);
    for failure in &outcome.failures {
        terminal::out(&format!("{failure}\n"))?;
    }
    say(format!("{} run, {} failed", count(outcome.run, "example"), outcome.failures.len()));
    Ok(if outcome.failures.is_empty() { Outcome::Done } else { Outcome::SomeFailed })
}

/// The reader with the codebook in `folder`, or with the embedded one.
pub fn reader(folder: Option<&str>) -> anyhow::Result<Reader> {
    let mut reader = Reader::embedded().map_err(anyhow::Error::msg)?;
    if let Some(folder) = folder {
        let files = files(Path::new(folder))?;
        let named: Vec<(&str, &str)> = files.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect();
        reader.codebook = Codebook::from_files(&named).map_err(anyhow::Error::msg)?;
    }
    Ok(reader)
}

/// The versions of what reads, with those of the codebook in `folder`.
pub fn versions(folder: Option<&str>) -> anyhow::Result<Versions> {
    let mut versions = Versions::embedded();
    if let Some(folder) = folder {
        versions.codebook = hash(&files(Path::new(folder))?);
    }
    Ok(versions)
}

/// Name and text of the TOML files in a folder, by name.
fn files(folder: &Path) -> anyhow::Result<Vec<(String, String)>> {
    let entries = fs::read_dir(folder)
        .with_context(|| format!("cannot open the codebook folder {}", folder.display()))?;
    let mut paths: Vec<_> = entries.flatten().map(|e| e.path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "toml"));
    paths.sort();
    let read = |p: &std::path::PathBuf| {
        let text = fs::read_to_string(p).with_context(|| format!("cannot read {}", p.display()))?;
        Ok((p.file_name().unwrap_or_default().to_string_lossy().into_owned(), text))
    };
    paths.iter().map(read).collect()
}

fn hash(files: &[(String, String)]) -> String {
    let mut sum = Sha256::new();
    files.iter().for_each(|(name, text)| sum.update(format!("{name}\0{text}\0")));
    sum.finalize().iter().take(4).map(|b| format!("{b:02x}")).collect()
}
