//! Gzip, member by member: web archives pack each record as a member of its own.

use std::io::{self, BufRead, Read};

use flate2::bufread::GzDecoder;

use super::input::{Budget, Place, Source, WINDOW, read_from};

/// First bytes of a member that is packed with deflate, the only method there is.
pub const MAGIC: &[u8] = b"\x1f\x8b\x08";

/// The unpacked bytes of all members of `input`.
pub struct Gzip<'a> {
    state: State<'a>,
    budget: &'a Budget,
    buffer: Box<[u8]>,
    at: usize,
    end: usize,
    /// Where the member begins, and how much of it was unpacked before the buffer.
    member: Place,
    start: Place,
    /// An error that comes once what was unpacked before it has been given.
    pending: Option<io::Error>,
}

/// Where the packed input is.
enum State<'a> {
    /// Inside a member.
    Member(Box<GzDecoder<&'a mut dyn Source>>),
    /// Before a member, or at the end.
    Between(&'a mut dyn Source),
    /// Only while one of the others is made.
    Moving,
}

impl<'a> Gzip<'a> {
    /// Begins at the start of `input`.
    pub fn new(input: &'a mut dyn Source, budget: &'a Budget) -> Self {
        let buffer = vec![0; WINDOW].into();
        let (state, start) = (State::Between(input), Place::default());
        Self { state, budget, buffer, at: 0, end: 0, member: start, start, pending: None }
    }

    /// Fills the empty buffer from one member; leaves it empty at the end of input.
    fn fill(&mut self) -> io::Result<()> {
        while self.at == self.end && self.in_member()? {
            self.member.within += self.end as u64;
            (self.at, self.end) = (0, 0);
            self.fill_from_member()?;
            self.budget.unpacked(self.end as u64)?;
        }
        Ok(())
    }

    /// Fills the buffer, or comes to the end of the member.
    fn fill_from_member(&mut self) -> io::Result<()> {
        if let Some(error) = self.pending.take() {
            return Err(error);
        }
        let State::Member(decoder) = &mut self.state else { return Ok(()) };
        while self.end < self.buffer.len() {
            match decoder.read(&mut self.buffer[self.end..]) {
                Ok(0) => {
                    if self.end == 0 {
                        self.leave();
                    }
                    break;
                }
                Ok(read) => self.end += read,
                Err(error) if self.end > 0 => {
                    self.pending = Some(error);
                    break;
                }
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Goes from a member to the place after it.
    fn leave(&mut self) {
        self.state = match std::mem::replace(&mut self.state, State::Moving) {
            State::Member(decoder) => State::Between(decoder.into_inner()),
            other => other,
        };
    }

    /// Goes into the next member if not in one. False at the end of input.
    fn in_member(&mut self) -> io::Result<bool> {
        let State::Between(input) = &mut self.state else { return Ok(true) };
        // Tapes and some tools fill up with zeros.
        while let Some(zeros) = zeros(input.fill_buf()?) {
            input.consume(zeros);
        }
        let head = input.fill_buf()?;
        if head.is_empty() {
            return Ok(false);
        }
        let foreign = head[0] != MAGIC[0];
        self.start = input.place();
        self.member = self.start;
        (self.at, self.end) = (0, 0);
        if foreign {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "no gzip data where it should go on"));
        }
        if let State::Between(input) = std::mem::replace(&mut self.state, State::Moving) {
            self.state = State::Member(Box::new(GzDecoder::new(input)));
        }
        Ok(true)
    }
}

/// How many zero bytes `head` begins with; none is `None`.
fn zeros(head: &[u8]) -> Option<usize> {
    Some(head.iter().take_while(|b| **b == 0).count()).filter(|n| *n > 0)
}

impl Read for Gzip<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        read_from(self, out)
    }
}

impl BufRead for Gzip<'_> {
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

impl Source for Gzip<'_> {
    fn place(&self) -> Place {
        Place { stored: self.member.stored, within: self.member.within + self.at as u64 }
    }

    fn part(&self) -> u64 {
        self.member.stored
    }

    /// Goes to the next bytes that look like the start of a member.
    fn resync(&mut self) -> bool {
        (self.at, self.end) = (0, 0);
        self.pending = None;
        self.leave();
        let State::Between(input) = &mut self.state else { return false };
        // A step at least, lest the same member is found again.
        if input.place() == self.start {
            input.consume(1);
        }
        !self.budget.is_spent() && find_member(*input).unwrap_or(false)
    }
}

/// Consumes up to the next [`MAGIC`]. One that begins with the very last byte
/// of a buffer is missed (one in a hundred thousand), and its member with it.
fn find_member(input: &mut dyn Source) -> io::Result<bool> {
    loop {
        let head = input.fill_buf()?;
        if head.is_empty() {
            return Ok(false);
        }
        let found = memchr::memmem::find(head, MAGIC);
        let cut = head.len() > 2 && head.ends_with(&MAGIC[..2]);
        let at = found.or(cut.then(|| head.len() - 2));
        let passed = at.unwrap_or(head.len());
        input.consume(passed);
        if at.is_some() {
            return Ok(true);
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::io::Write;

    use super::super::input::{Buffered, skip_all};
    use super::*;

    /// `bytes` as one member.
    pub fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    /// What unpacks, each part with its place, until an error.
    fn parts(bytes: &[u8]) -> (Vec<(String, String)>, Option<io::Error>) {
        let (budget, mut input) = (Budget::default(), Buffered::new(bytes));
        let mut gzip = Gzip::new(&mut input, &budget);
        let mut all = Vec::new();
        loop {
            let part = match gzip.fill_buf() {
                Ok([]) => return (all, None),
                Ok(part) => String::from_utf8_lossy(part).into_owned(),
                Err(error) => return (all, Some(error)),
            };
            all.push((gzip.place().to_string(), part.clone()));
            gzip.consume(part.len());
        }
    }

    #[test]
    fn members_come_one_by_one_with_their_places() {
        let (one, two) = (packed(b"one"), packed(b"two"));
        let second = one.len() + 4;
        let all = [one, vec![0; 4], packed(b""), two].concat();
        let (parts, error) = parts(&all);
        assert!(error.is_none());
        let empty = packed(b"").len();
        let expected = [("0".to_owned(), "one".to_owned()), ((second + empty).to_string(), "two".to_owned())];
        assert_eq!(parts, expected);
    }

    #[test]
    fn what_stands_before_the_damage_is_given() {
        let mut bytes = packed(&b"a line of text\n".repeat(100));
        bytes.truncate(bytes.len() - 12);
        let (all, error) = parts(&bytes);
        assert!(all[0].1.starts_with("a line of text\n"));
        assert_eq!(error.unwrap().kind(), io::ErrorKind::UnexpectedEof);
        assert!(parts(&[packed(b"one"), b"junk".to_vec()].concat()).1.is_some());
    }

    #[test]
    fn after_damage_the_next_member_is_found() {
        let (mut one, two) = (packed(&b"some words ".repeat(50)), packed(b"two"));
        let length = one.len();
        one[length - 6] ^= 0xFF;
        let (bytes, budget) = ([one, two].concat(), Budget::default());
        let mut input = Buffered::new(&bytes[..]);
        let mut gzip = Gzip::new(&mut input, &budget);
        assert!(skip_all(&mut gzip).is_err());
        assert!(gzip.resync());
        assert_eq!(gzip.fill_buf().unwrap(), b"two");
        assert_eq!(gzip.place(), Place { stored: length as u64, within: 0 });
    }

    #[test]
    fn a_bomb_stops() {
        let bytes = packed(&vec![b'\n'; 80 << 20]);
        let (budget, mut input) = (Budget::default(), Buffered::new(&bytes[..]));
        budget.stored(bytes.len() as u64 / 20);
        let mut gzip = Gzip::new(&mut input, &budget);
        assert_eq!(skip_all(&mut gzip).unwrap_err().kind(), io::ErrorKind::QuotaExceeded);
        assert!(!gzip.resync());
    }
}
