//! Where an export goes. Files are written beside their place and moved into it when they are whole: nobody ever
//! finds half an export.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;

use crate::message::{Usage, say};

/// What an export writes to: a file, or standard output.
pub type Out = Box<dyn Write + Send>;

/// Refuses to write over the record itself.
pub fn not_the_record(file: &str, record: &str) -> anyhow::Result<()> {
    let same = Path::new(file).canonicalize().ok() == Path::new(record).canonicalize().ok();
    if same && Path::new(file).exists() {
        return Err(Usage(format!("{file} is the record itself; name another file with -o")).into());
    }
    Ok(())
}

/// Writes to a file, or to standard output.
pub fn to(output: Option<&str>, write: impl FnOnce(&mut Out) -> anyhow::Result<()>) -> anyhow::Result<()> {
    let Some(file) = output else {
        let mut out: Out = Box::new(BufWriter::new(io::stdout()));
        write(&mut out)?;
        return Ok(out.flush()?);
    };
    let mut files = Files::default();
    let mut out = files.create(Path::new(file))?;
    write(&mut out)?;
    out.flush().with_context(|| cannot(file))?;
    drop(out);
    files.keep()?;
    say(format!("wrote {file}"));
    Ok(())
}

/// Files that are being written. They are taken away again unless they are kept.
#[derive(Default)]
pub struct Files(Vec<(PathBuf, PathBuf)>);

impl Files {
    /// Begins a file.
    #[allow(clippy::disallowed_methods)] // The caller's side of invariant 1: cli/ writes what the user asked for.
    pub fn create(&mut self, file: &Path) -> anyhow::Result<Out> {
        let part = self.part(file);
        let out = File::create(&part).with_context(|| cannot(&file.display().to_string()))?;
        Ok(Box::new(BufWriter::new(out)))
    }

    /// The name under which a file is written by somebody else.
    pub fn part(&mut self, file: &Path) -> PathBuf {
        let mut name = file.as_os_str().to_owned();
        name.push(".part");
        let part = PathBuf::from(name);
        self.0.push((part.clone(), file.to_owned()));
        part
    }

    /// Moves all into place.
    pub fn keep(mut self) -> anyhow::Result<()> {
        for (part, file) in std::mem::take(&mut self.0) {
            std::fs::rename(&part, &file).with_context(|| cannot(&file.display().to_string()))?;
        }
        Ok(())
    }
}

impl Drop for Files {
    fn drop(&mut self) {
        for (part, _) in &self.0 {
            let _ = std::fs::remove_file(part);
        }
    }
}

/// Makes a folder, where there is none yet.
pub fn folder(path: &str) -> anyhow::Result<()> {
    std::fs::create_dir_all(path).with_context(|| cannot(path))
}

/// What to say of a file that cannot be written.
pub fn cannot(file: &str) -> String {
    format!("cannot write {file}; check that the folder exists and that you may write there")
}
