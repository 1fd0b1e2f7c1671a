//! Paths on the command line to files, sorted, and their bytes.

mod parquet;

use std::cell::Cell;
use std::fs;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use std::rc::Rc;

use sidelines::issue::Issue;
use sidelines::read::{Options, Sink, Summary, is_readable_name, read_seekable, read_stream};

/// One file to read, or standard input (`-`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// Its path as the record names it.
    pub source: String,
    /// Its size in bytes; 0 for standard input.
    pub bytes: u64,
}

/// Files under `paths`, each once, folders walked in order of their names; and what was not there.
pub fn gather(paths: &[String]) -> (Vec<Input>, Vec<Issue>) {
    let (mut inputs, mut issues) = (Vec::new(), Vec::new());
    for path in paths {
        if path == "-" {
            inputs.push(Input { source: path.clone(), bytes: 0 });
        } else {
            named(Path::new(path), &mut inputs, &mut issues);
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    inputs.retain(|i| seen.insert(i.source.clone()));
    (inputs, issues)
}

/// A path that the user named: a file is read whatever its name.
fn named(path: &Path, inputs: &mut Vec<Input>, issues: &mut Vec<Issue>) {
    let before = inputs.len();
    match fs::metadata(path) {
        Err(e) => issues.push(Issue::new(path.to_string_lossy(), not_there(&e))),
        Ok(meta) if !meta.is_dir() => inputs.push(input(path, meta.len())),
        Ok(_) => {
            walk(path, inputs, issues);
            if inputs.len() == before && issues.is_empty() {
                let what = "no report in this folder; pages, texts, JSON, feeds, tables and archives are read, by their usual endings";
                issues.push(Issue::new(path.to_string_lossy(), what));
            }
        }
    }
}

/// All files below a folder that look like reports. Links to folders are not followed: they may go round.
fn walk(folder: &Path, inputs: &mut Vec<Input>, issues: &mut Vec<Issue>) {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(e) => return issues.push(Issue::new(folder.to_string_lossy(), not_there(&e))),
    };
    let mut entries: Vec<_> = entries.flatten().collect();
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        if entry.file_type().is_ok_and(|t| t.is_dir()) {
            if !name.starts_with('.') {
                walk(&path, inputs, issues);
            }
        } else if is_readable_name(&name) {
            inputs.extend(
                fs::metadata(&path).ok().filter(fs::Metadata::is_file).map(|m| input(&path, m.len())),
            );
        }
    }
}

fn input(path: &Path, bytes: u64) -> Input {
    Input { source: path.to_string_lossy().into_owned(), bytes }
}

fn not_there(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder; check the name".to_owned(),
        io::ErrorKind::PermissionDenied => "you may not read it; check its permissions".to_owned(),
        _ => format!("cannot be read ({error})"),
    }
}

/// The bytes of an input.
pub fn load(input: &Input) -> Result<Vec<u8>, Issue> {
    let mut bytes = Vec::new();
    let read = if input.source == "-" {
        io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        fs::read(&input.source)
    };
    read.map_err(|e| Issue::new(&input.source, not_there(&e)))
}

/// How far reading of a stream has come, shared with who reads it.
#[derive(Clone, Debug, Default)]
pub struct Meter {
    read: Rc<Cell<u64>>,
    stopped: Rc<Cell<bool>>,
}

impl Meter {
    /// Bytes read so far, of the file as stored.
    pub fn read(&self) -> u64 {
        self.read.get()
    }

    /// Lets the stream end here: what a reader of it finds from now on is not wanted.
    pub fn stop(&self) {
        self.stopped.set(true);
    }
}

/// A stream with a [`Meter`].
struct Metered<R> {
    inner: R,
    meter: Meter,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.meter.stopped.get() {
            return Ok(0);
        }
        let read = self.inner.read(out)?;
        self.meter.read.set(self.meter.read.get() + read as u64);
        Ok(read)
    }
}

impl<R: Seek> Seek for Metered<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}

/// Reads an input, whatever it holds, as a stream.
pub fn stream(input: &Input, meter: &Meter, options: &Options, sink: &mut Sink) -> Result<Summary, Issue> {
    let meter = meter.clone();
    if input.source == "-" {
        let mut stdin = Metered { inner: io::stdin().lock(), meter };
        return Ok(read_stream("-", &mut stdin, options, sink));
    }
    if parquet::is_parquet(&input.source) {
        parquet::read(&input.source, options, sink);
        return Ok(Summary::default());
    }
    let file = fs::File::open(&input.source).map_err(|e| Issue::new(&input.source, not_there(&e)))?;
    let mut file = Metered { inner: file, meter };
    Ok(read_seekable(&input.source, &mut file, input.bytes, options, sink))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[allow(clippy::disallowed_methods)]
    fn folders_are_walked_in_order_and_missing_paths_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::create_dir(path("b")).unwrap();
        for name in ["c.txt", "a.txt", "b/x.md", "picture.png", ".hidden.txt"] {
            fs::write(path(name), "x").unwrap();
        }
        let root = folder.path().to_string_lossy().into_owned();
        let (inputs, issues) =
            gather(&[root.clone(), path("a.txt").to_string_lossy().into_owned(), "no".to_owned()]);
        let names: Vec<&str> = inputs.iter().map(|i| &i.source[root.len() + 1..]).collect();
        assert_eq!(names, ["a.txt", "b/x.md", "c.txt"]);
        assert_eq!(issues.len(), 1);
        assert_eq!(issues[0].source, "no");
    }
}
