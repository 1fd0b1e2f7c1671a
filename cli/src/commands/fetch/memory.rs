//! What an earlier run saw of each address, in a file beside the WARC file: one JSON object a line, the
//! last one on an address counts. It can be deleted: then everything is fetched anew.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, Write};

use serde::{Deserialize, Serialize};
use url::Url;

use super::client::{Answer, Condition};
use super::listing::Listing;
use super::warc::{self, Repeated};

/// What is remembered of an address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    url: String,
    /// When it was stored, as its record says.
    date: String,
    /// The digest of its body.
    digest: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    etag: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    modified: Option<String>,
    /// What it listed: a feed that has not changed since is not sent again, and its stories may still
    /// have to be fetched.
    #[serde(default, skip_serializing_if = "Listing::is_none")]
    pub listing: Listing,
}

impl Seen {
    /// What there is to remember of an answer.
    pub fn new(url: &Url, answer: &Answer, listing: Listing) -> Self {
        let header = |name| answer.header(name).map(str::to_owned);
        Self {
            url: url.to_string(),
            date: warc::date(answer.at),
            digest: warc::digest(&answer.body),
            etag: header("etag"),
            modified: header("last-modified"),
            listing,
        }
    }

    /// The condition for asking again.
    pub fn condition(&self) -> Condition {
        Condition { etag: self.etag.clone(), modified: self.modified.clone() }
    }

    /// As the record that a new answer repeats, if it does.
    pub fn repeated_by(&self, answer: &Answer) -> Option<Repeated> {
        let same = answer.status == 304
            || (answer.status == 200 && !answer.cut && warc::digest(&answer.body) == self.digest);
        same.then(|| Repeated { date: self.date.clone(), digest: self.digest.clone() })
    }
}

/// What is remembered of all addresses.
pub struct Memory {
    file: File,
    seen: BTreeMap<String, Seen>,
}

impl Memory {
    /// Is there a WARC file for a memory to be of? Of one that was deleted, nothing is stored any more.
    pub fn is_of(warc: &str) -> bool {
        fs::metadata(warc).is_ok_and(|m| m.len() > 0)
    }

    /// The memory that belongs to a WARC file, or a new one.
    pub fn open(warc: &str, kept: bool) -> io::Result<Self> {
        let path = format!("{warc}.seen.jsonl");
        let mut file = OpenOptions::new().read(true).append(true).create(true).open(&path)?;
        if !kept {
            file.set_len(0)?;
        }
        let mut seen = BTreeMap::new();
        let mut whole = true;
        for line in BufReader::new(&file).split(b'\n') {
            let line = line?;
            let read = serde_json::from_slice::<Seen>(&line);
            whole = line.is_empty() || read.is_ok();
            seen.extend(read.ok().map(|s| (s.url.clone(), s)));
        }
        if !whole {
            // The last line was cut off when the program was stopped: it must not spoil the next.
            file.write_all(b"\n")?;
        }
        Ok(Self { file, seen })
    }

    /// What is remembered of an address.
    pub fn of(&self, url: &Url) -> Option<&Seen> {
        self.seen.get(url.as_str())
    }

    /// Remembers.
    pub fn keep(&mut self, seen: Seen) -> io::Result<()> {
        let mut line = serde_json::to_vec(&seen)?;
        line.push(b'\n');
        self.file.write_all(&line)?;
        self.seen.insert(seen.url.clone(), seen);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(url: &str, etag: &str) -> Seen {
        Seen { url: url.to_owned(), etag: Some(etag.to_owned()), ..Seen::default() }
    }

    #[test]
    fn the_last_line_counts_and_a_cut_one_does_no_harm() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.warc").to_string_lossy().into_owned();
        let append = |path: &str, text: &str| {
            let file = OpenOptions::new().append(true).create(true).open(path);
            file.unwrap().write_all(text.as_bytes()).unwrap();
        };
        append(&path, "not empty");
        let url = Url::parse("https://courier.example/a").unwrap();
        let mut memory = Memory::open(&path, Memory::is_of(&path)).unwrap();
        memory.keep(seen(url.as_str(), "1")).unwrap();
        memory.keep(seen(url.as_str(), "2")).unwrap();
        append(&format!("{path}.seen.jsonl"), "{\"url\": \"https://cou");
        let mut memory = Memory::open(&path, Memory::is_of(&path)).unwrap();
        assert_eq!(memory.of(&url), Some(&seen(url.as_str(), "2")));
        memory.keep(seen("https://courier.example/b", "3")).unwrap();
        let memory = Memory::open(&path, Memory::is_of(&path)).unwrap();
        assert_eq!(memory.seen.len(), 2);
        fs::remove_file(&path).unwrap();
        assert!(Memory::open(&path, Memory::is_of(&path)).unwrap().seen.is_empty());
    }
}
