//! The WARC file and the memory of it, kept in step.

use std::io;

use url::Url;

use super::client::Answer;
use super::listing::{Listing, listing};
use super::memory::{Memory, Seen};
use super::warc::Writer;

/// Where answers are kept.
pub struct Archive {
    /// What was kept before.
    pub memory: Memory,
    writer: Writer,
}

impl Archive {
    /// Opens the WARC file at `path` with its memory, or makes both. `agent` is what we call ourselves.
    pub fn open(path: &str, agent: &str) -> io::Result<Self> {
        // The writer refuses files that are none of ours; a memory is made for no such file.
        let known = Memory::is_of(path);
        let writer = Writer::open(path, agent)?;
        Ok(Self { memory: Memory::open(path, known)?, writer })
    }

    /// Keeps an answer.
    pub fn add(&mut self, url: &Url, answer: &Answer) -> io::Result<()> {
        self.writer.add(url, answer, None)
    }

    /// Keeps a page; of one that is the same as before only that it is. Returns whether it is new, and
    /// what it lists if it `may_list` anything.
    pub fn page(&mut self, url: &Url, answer: &Answer, may_list: bool) -> io::Result<(bool, Listing)> {
        let known = self.memory.of(url);
        if let Some((repeated, seen)) = known.and_then(|s| Some((s.repeated_by(answer)?, s))) {
            self.writer.add(url, answer, Some(&repeated))?;
            return Ok((false, seen.listing.clone()));
        }
        self.writer.add(url, answer, None)?;
        let listing = if may_list { listing(&answer.body, Some(url)) } else { Listing::None };
        if answer.status == 200 && !answer.cut {
            self.memory.keep(Seen::new(url, answer, listing.clone()))?;
        }
        Ok((true, listing))
    }
}
