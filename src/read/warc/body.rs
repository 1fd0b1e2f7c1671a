//! The body of a record: so many bytes of the archive, or fewer when their number was a lie.

use std::io::{self, BufRead, Read};

use super::super::input::{Source, read_from};
use super::header::is_version;

/// The bytes of one body.
pub struct Body<'a> {
    input: &'a mut dyn Source,
    left: u64,
    part: u64,
    cut: bool,
}

impl<'a> Body<'a> {
    /// The next `length` bytes of `input`.
    pub fn new(input: &'a mut dyn Source, length: u64) -> Self {
        let part = input.part();
        Self { input, left: length, part, cut: false }
    }

    /// Bytes not yet read.
    pub fn left(&self) -> u64 {
        self.left
    }

    /// Did the body end before its length did?
    pub fn is_cut(&self) -> bool {
        self.cut
    }

    /// Does the input end here, or a packed part begin with the next record?
    fn ends_here(&mut self) -> io::Result<bool> {
        let available = self.input.fill_buf()?;
        if available.is_empty() {
            return Ok(true);
        }
        let next_record = is_version(available);
        let part = self.input.part();
        let new = part != self.part;
        self.part = part;
        Ok(new && next_record)
    }
}

impl Read for Body<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        read_from(self, out)
    }
}

impl BufRead for Body<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 || self.cut || self.ends_here()? {
            self.cut |= self.left > 0;
            return Ok(&[]);
        }
        let available = self.input.fill_buf()?;
        let most = usize::try_from(self.left).unwrap_or(usize::MAX);
        Ok(&available[..available.len().min(most)])
    }

    fn consume(&mut self, bytes: usize) {
        self.left = self.left.saturating_sub(bytes as u64);
        self.input.consume(bytes);
    }
}
