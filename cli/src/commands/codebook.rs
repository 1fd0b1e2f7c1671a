//! `sidelines codebook`, and the codebooks of users as all commands take them.

mod check;

use std::fs;
use std::path::Path;

use anyhow::Context;
use sha2::{Digest, Sha256};
use sidelines::code::Codebook;
use sidelines::reader::Reader;
use sidelines::store::Versions;

use crate::args::{self, CodebookCommand};
use crate::message::{Outcome, timed};

/// Runs the command.
pub fn run(args: &args::Codebook) -> anyhow::Result<Outcome> {
    match &args.command {
        CodebookCommand::Check(args) => check::run(args),
    }
}

fn nothing(folder: &Path) -> String {
    let what = format!("{} holds no codebook file", folder.display());
    format!("{what}\nnext: put a .toml file there; docs/CODEBOOK.md says how")
}

/// The reader with the codebook in `folder` on top of the embedded one.
pub fn reader(folder: Option<&str>) -> anyhow::Result<Reader> {
    let mut reader = embedded()?;
    if let Some(folder) = folder {
        let files = files(Path::new(folder))?;
        if files.is_empty() {
            anyhow::bail!(nothing(Path::new(folder)));
        }
        reader.codebook = own(folder, &files)?;
    }
    Ok(reader)
}

/// The reader as it is built in.
fn embedded() -> anyhow::Result<Reader> {
    timed("loading model, tables and codebook", Reader::embedded).map_err(anyhow::Error::msg)
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
