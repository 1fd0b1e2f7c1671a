//! Inputs as streams: where each byte stands in the file as stored, and how much may be unpacked from it.

use std::cell::Cell;
use std::fmt;
use std::io::{self, BufRead, Read};

/// Bytes read from a file at once. Also how much of an input is looked at to tell what it is.
pub const WINDOW: usize = 128 << 10;

/// What one file may unpack to before the ratio of [`MOST_RATIO`] counts.
const FREE: u64 = 64 << 20;

/// The most bytes that one stored byte may stand for, on the whole. Deflate reaches 1032 to 1 and
/// zstd far more, but only on repeated bytes; pages and records pack 4 to 20 to 1, and the same
/// page stored a hundred times over, each copy packed alone, no better than that.
const MOST_RATIO: u64 = 200;

/// A place in a file as stored: the start of a packed part, and how far into what it unpacks to.
/// `1234` in plain files and at the start of a part, else `1234+56`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Byte offset in the file; in a packed one, of the gzip member or zstd frame.
    pub stored: u64,
    /// Byte offset inside the unpacked member or frame; 0 in plain files.
    pub within: u64,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.within {
            0 => write!(f, "{}", self.stored),
            within => write!(f, "{}+{within}", self.stored),
        }
    }
}

/// A stream that knows where it is.
pub trait Source: BufRead {
    /// Where the next byte stands. Right after a call of `fill_buf` that gave bytes.
    fn place(&self) -> Place;

    /// Which gzip member or zstd frame the next byte comes from, by its offset; the same all along
    /// in what is not packed.
    fn part(&self) -> u64 {
        0
    }

    /// After an error: goes on at the next part that may be whole. False when there is none.
    fn resync(&mut self) -> bool {
        false
    }
}

/// How much was unpacked so far from one file of the user's, against what was read of it. All
/// containers in the file share it, so that bombs inside bombs do not multiply.
#[derive(Debug, Default)]
pub struct Budget {
    stored: Cell<u64>,
    unpacked: Cell<u64>,
}

impl Budget {
    /// So many bytes more of the file itself were read, or may be.
    pub fn stored(&self, bytes: u64) {
        self.stored.set(self.stored.get().saturating_add(bytes));
    }

    /// So many bytes more were unpacked; an error when that is out of all proportion.
    pub fn unpacked(&self, bytes: u64) -> io::Result<()> {
        let sum = self.unpacked.get().saturating_add(bytes);
        self.unpacked.set(sum);
        let most = FREE.saturating_add(self.stored.get().saturating_mul(MOST_RATIO));
        if sum <= most { Ok(()) } else { Err(io::Error::new(io::ErrorKind::QuotaExceeded, Bomb(sum))) }
    }

    /// Is there nothing left to unpack into?
    pub fn is_spent(&self) -> bool {
        self.unpacked(0).is_err()
    }
}

/// The error of an input that unpacks to far more than its size.
#[derive(Debug)]
struct Bomb(u64);

impl fmt::Display for Bomb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "unpacks to over {MOST_RATIO} times its size ({} MB so far), as no reports do: leave it out, or \
             unpack it yourself if you trust it",
            self.0 >> 20
        )
    }
}

impl std::error::Error for Bomb {}

/// What is said of an input that could not be read on from `place`.
pub fn broken(error: &io::Error, place: Place) -> String {
    let rest = "what came before it was read";
    match error.kind() {
        io::ErrorKind::QuotaExceeded => format!("{error}; reading stopped at byte {place}, {rest}"),
        io::ErrorKind::UnexpectedEof => {
            format!("ends too early, at byte {place}; {rest}: get the whole file again")
        }
        io::ErrorKind::Unsupported => format!("cannot be unpacked from byte {place} on: {error}"),
        _ => format!("is damaged at byte {place} ({error}); {rest}: get the file again if you can"),
    }
}

/// A buffered stream over anything that reads; counts.
pub struct Buffered<R> {
    inner: R,
    buffer: Box<[u8]>,
    at: usize,
    end: usize,
    before: u64,
    started: bool,
}

impl<R: Read> Buffered<R> {
    /// Begins at the start of `inner`.
    pub fn new(inner: R) -> Self {
        Self { inner, buffer: vec![0; WINDOW].into(), at: 0, end: 0, before: 0, started: false }
    }

    /// Fills the empty buffer: wholly the first time, when the content is to be told apart by it.
    fn fill(&mut self) -> io::Result<()> {
        self.before += self.end as u64;
        (self.at, self.end) = (0, 0);
        loop {
            let read = match self.inner.read(&mut self.buffer[self.end..]) {
                Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
                // What was got before the error comes first; the error will come again.
                Err(_) if self.end > 0 => 0,
                read => read?,
            };
            self.end += read;
            if read == 0 || self.started || self.end == self.buffer.len() {
                self.started = true;
                return Ok(());
            }
        }
    }
}

impl<R: Read> Read for Buffered<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        read_from(self, out)
    }
}

impl<R: Read> BufRead for Buffered<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at == self.end {
            self.fill()?;
        }
        Ok(&self.buffer[self.at..self.end])
    }

    fn consume(&mut self, bytes: usize) {
        self.at = (self.at + bytes).min(self.end);
    }
}

impl<R: Read> Source for Buffered<R> {
    fn place(&self) -> Place {
        Place { stored: self.before + self.at as u64, within: 0 }
    }
}

/// A reader that adds what it gives to the stored bytes of a [`Budget`].
pub struct Metered<'a, R> {
    inner: R,
    budget: &'a Budget,
}

impl<'a, R> Metered<'a, R> {
    /// Begins at the start of `inner`.
    pub fn new(inner: R, budget: &'a Budget) -> Self {
        Self { inner, budget }
    }
}

impl<R: Read> Read for Metered<'_, R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(out)?;
        self.budget.stored(read as u64);
        Ok(read)
    }
}

/// A reader that takes what it gives from the unpacked bytes of a [`Budget`].
pub struct Unpacked<'a, R> {
    inner: R,
    budget: &'a Budget,
}

impl<'a, R> Unpacked<'a, R> {
    /// Begins at the start of `inner`.
    pub fn new(inner: R, budget: &'a Budget) -> Self {
        Self { inner, budget }
    }
}

impl<R: Read> Read for Unpacked<'_, R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(out)?;
        self.budget.unpacked(read as u64)?;
        Ok(read)
    }
}

/// `Read::read` in terms of `BufRead`.
pub fn read_from(input: &mut (impl BufRead + ?Sized), out: &mut [u8]) -> io::Result<usize> {
    let available = input.fill_buf()?;
    let taken = available.len().min(out.len());
    out[..taken].copy_from_slice(&available[..taken]);
    input.consume(taken);
    Ok(taken)
}

/// Everything up to the end or to `most` bytes, whichever comes first, added to `out`. True when
/// the end was reached. At an error, what came before it is in `out`.
pub fn read_up_to(input: &mut (impl BufRead + ?Sized), most: usize, out: &mut Vec<u8>) -> io::Result<bool> {
    loop {
        let available = input.fill_buf()?;
        if available.is_empty() {
            return Ok(true);
        }
        let taken = available.len().min(most.saturating_sub(out.len()));
        if taken == 0 {
            return Ok(false);
        }
        out.extend_from_slice(&available[..taken]);
        input.consume(taken);
    }
}

/// Goes over everything that is left without keeping it. How many bytes that were.
pub fn skip_all(input: &mut (impl BufRead + ?Sized)) -> io::Result<u64> {
    let mut skipped = 0;
    loop {
        let available = input.fill_buf()?.len();
        if available == 0 {
            return Ok(skipped);
        }
        input.consume(available);
        skipped += available as u64;
    }
}

/// Reads a line into `line` (emptied first), without keeping more than `most` bytes of it; its
/// length with the line end, or 0 at the end of input. The end of line is kept where it fits.
pub fn read_line(input: &mut (impl BufRead + ?Sized), most: usize, line: &mut Vec<u8>) -> io::Result<u64> {
    line.clear();
    let mut length = 0;
    loop {
        let available = input.fill_buf()?;
        let end = memchr::memchr(b'\n', available).map(|at| at + 1);
        let taken = end.unwrap_or(available.len());
        let kept = taken.min(most - line.len());
        line.extend_from_slice(&available[..kept]);
        input.consume(taken);
        length += taken as u64;
        if end.is_some() || taken == 0 {
            return Ok(length);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_read_as_offsets() {
        assert_eq!(Place { stored: 7, within: 0 }.to_string(), "7");
        assert_eq!(Place { stored: 7, within: 9 }.to_string(), "7+9");
    }

    #[test]
    fn a_buffered_stream_counts_across_refills() {
        let bytes: Vec<u8> = (0..WINDOW as u32 + 10).map(|i| i as u8).collect();
        let mut input = Buffered::new(&bytes[..]);
        assert_eq!(input.fill_buf().unwrap().len(), WINDOW);
        input.consume(WINDOW - 1);
        assert_eq!(input.place().stored, WINDOW as u64 - 1);
        input.consume(1);
        assert_eq!(input.fill_buf().unwrap(), &bytes[WINDOW..]);
        assert_eq!((input.place().stored, skip_all(&mut input).unwrap()), (WINDOW as u64, 10));
    }

    #[test]
    fn long_lines_are_measured_not_kept() {
        let mut input = Buffered::new(&b"one\nlonger line\nend"[..]);
        let mut line = Vec::new();
        assert_eq!((read_line(&mut input, 6, &mut line).unwrap(), line.as_slice()), (4, &b"one\n"[..]));
        assert_eq!((read_line(&mut input, 6, &mut line).unwrap(), line.as_slice()), (12, &b"longer"[..]));
        assert_eq!((read_line(&mut input, 6, &mut line).unwrap(), line.as_slice()), (3, &b"end"[..]));
        assert_eq!(read_line(&mut input, 6, &mut line).unwrap(), 0);
    }

    #[test]
    fn a_budget_allows_what_records_need_and_no_more() {
        let budget = Budget::default();
        budget.stored(1000);
        assert!(budget.unpacked(FREE).is_ok());
        assert!(budget.unpacked(1000 * MOST_RATIO).is_ok() && !budget.is_spent());
        let error = budget.unpacked(1).unwrap_err();
        assert!(broken(&error, Place::default()).contains("200 times its size"));
        assert!(budget.is_spent());
    }
}
