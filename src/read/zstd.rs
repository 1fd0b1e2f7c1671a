//! Zstandard, frame by frame.

use std::io::{self, BufRead, Read};

use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder, StreamingDecoder};

use super::input::{Budget, Place, Source, WINDOW, read_from};

/// First bytes of a frame.
pub const MAGIC: &[u8] = b"\x28\xB5\x2F\xFD";

/// The largest window that is unpacked. `zstd --ultra` makes up to 128 MB, `--long=31` 2 GB.
const MAX_WINDOW: u64 = 128 << 20;

/// Is `head` the start of a frame that holds no content but, say, an index?
pub fn is_skippable(head: &[u8]) -> bool {
    matches!(head, [0x50..=0x5F, 0x2A, 0x4D, 0x18, ..])
}

type Frame<'a> = StreamingDecoder<&'a mut dyn Source, FrameDecoder>;

/// The unpacked bytes of all frames of `input`.
pub struct Zstd<'a> {
    state: State<'a>,
    budget: &'a Budget,
    buffer: Box<[u8]>,
    at: usize,
    end: usize,
    frame: Place,
    /// An error that comes once what was unpacked before it has been given.
    pending: Option<io::Error>,
}

/// Where the packed input is.
enum State<'a> {
    /// Inside a frame.
    Frame(Box<Frame<'a>>),
    /// Before a frame, or at the end.
    Between(&'a mut dyn Source),
    /// After an error that cannot be got over.
    Stopped,
}

impl<'a> Zstd<'a> {
    /// Begins at the start of `input`.
    pub fn new(input: &'a mut dyn Source, budget: &'a Budget) -> Self {
        let buffer = vec![0; WINDOW].into();
        let (state, frame) = (State::Between(input), Place::default());
        Self { state, budget, buffer, at: 0, end: 0, frame, pending: None }
    }

    /// Fills the empty buffer from one frame; leaves it empty at the end of input.
    fn fill(&mut self) -> io::Result<()> {
        while self.at == self.end && self.in_frame()? {
            self.frame.within += self.end as u64;
            (self.at, self.end) = (0, 0);
            let State::Frame(frame) = &mut self.state else { return Ok(()) };
            self.end = match frame.read(&mut self.buffer) {
                Err(error) if self.pending.is_none() => {
                    self.pending = Some(as_damage(&error));
                    close(frame);
                    continue;
                }
                read => read?,
            };
            self.budget.unpacked(self.end as u64)?;
            if self.end == 0 {
                self.leave()?;
            }
        }
        Ok(())
    }

    /// Goes from a frame to the place after it, if what it unpacked to is what was packed.
    fn leave(&mut self) -> io::Result<()> {
        let State::Frame(frame) = std::mem::replace(&mut self.state, State::Stopped) else { return Ok(()) };
        let told = frame.decoder.get_checksum_from_data();
        let found = frame.decoder.get_calculated_checksum();
        if let Some(error) = self.pending.take() {
            return Err(error);
        }
        self.state = State::Between(frame.into_inner());
        match told {
            Some(_) if told != found => Err(damage("the checksum is another")),
            _ => Ok(()),
        }
    }

    /// Goes into the next frame if not in one. False at the end of input.
    fn in_frame(&mut self) -> io::Result<bool> {
        let input = match &mut self.state {
            State::Frame(_) => return Ok(true),
            State::Stopped => return Ok(false),
            State::Between(input) => input,
        };
        let mut head = [0; 18];
        let length = loop {
            let length = peek(*input, &mut head)?;
            if !is_skippable(&head[..length]) {
                break length;
            }
            skip_frame(*input)?;
        };
        if length == 0 {
            return Ok(false);
        }
        self.frame = input.place();
        (self.at, self.end) = (0, 0);
        check(&head[..length])?;
        let State::Between(input) = std::mem::replace(&mut self.state, State::Stopped) else {
            return Ok(false);
        };
        let frame = StreamingDecoder::new(input).map_err(|e| damage(&e.to_string()))?;
        self.state = State::Frame(Box::new(frame));
        Ok(true)
    }
}

/// Ends a damaged frame with an empty last block and an empty checksum: the decoder holds back the
/// last window of what it unpacked until a frame ends.
fn close(frame: &mut Frame) {
    const LAST: &[u8] = &[1, 0, 0, 0, 0, 0, 0];
    let _ = frame.decoder.decode_blocks(LAST, BlockDecodingStrategy::All);
}

/// The first bytes of what comes, as many as one buffer gives: enough wherever a frame begins in
/// the middle of it, and told as damage where it does not.
fn peek(input: &mut dyn Source, head: &mut [u8; 18]) -> io::Result<usize> {
    let available = input.fill_buf()?;
    let length = available.len().min(head.len());
    head[..length].copy_from_slice(&available[..length]);
    Ok(length)
}

/// Goes over a frame without content.
fn skip_frame(input: &mut dyn Source) -> io::Result<()> {
    let mut header = [0; 8];
    input.read_exact(&mut header)?;
    let length = u64::from(u32::from_le_bytes([header[4], header[5], header[6], header[7]]));
    io::copy(&mut input.take(length), &mut io::sink()).map(|_| ())
}

/// Refuses what is no frame, and windows that would take too much memory.
fn check(head: &[u8]) -> io::Result<()> {
    if !head.starts_with(MAGIC) {
        return Err(damage("no zstd data where it should go on"));
    }
    match window(head) {
        Some(window) if window > MAX_WINDOW => {
            let what = format!("it needs a window of {} MB; pack it again without --long", window >> 20);
            Err(io::Error::new(io::ErrorKind::Unsupported, what))
        }
        _ => Ok(()),
    }
}

/// The window size that a frame asks for (RFC 8878, 3.1.1.1); `None` if the header ends too early.
fn window(head: &[u8]) -> Option<u64> {
    let descriptor = *head.get(4)?;
    if descriptor & 0x20 == 0 {
        let byte = u64::from(*head.get(5)?);
        let base = 1u64 << (10 + (byte >> 3));
        return Some(base + (base >> 3) * (byte & 7));
    }
    // A single segment: the window is the content, whose size comes after the dictionary's id.
    let at = 5 + [0, 1, 2, 4][usize::from(descriptor & 3)];
    let width = [1, 2, 4, 8][usize::from(descriptor >> 6)];
    let mut size = [0; 8];
    size[..width].copy_from_slice(head.get(at..at + width)?);
    Some(u64::from_le_bytes(size) + if width == 2 { 256 } else { 0 })
}

fn damage(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

/// The decoder's errors as damage; an end that came too early is told as that.
fn as_damage(error: &io::Error) -> io::Error {
    let mut cause: Option<&(dyn std::error::Error + 'static)> =
        error.get_ref().map(|e| e as &(dyn std::error::Error + 'static));
    while let Some(inner) = cause {
        if let Some(io) = inner.downcast_ref::<io::Error>() {
            return io::Error::new(io.kind(), io.to_string());
        }
        cause = inner.source();
    }
    damage(&error.to_string())
}

impl Read for Zstd<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        read_from(self, out)
    }
}

impl BufRead for Zstd<'_> {
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

impl Source for Zstd<'_> {
    fn place(&self) -> Place {
        Place { stored: self.frame.stored, within: self.frame.within + self.at as u64 }
    }

    fn part(&self) -> u64 {
        self.frame.stored
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::input::Buffered;
    use super::*;

    /// `bytes` as one frame.
    pub fn packed(bytes: &[u8]) -> Vec<u8> {
        ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
    }

    fn unpacked(bytes: &[u8]) -> (Vec<u8>, io::Result<usize>) {
        let (budget, mut input) = (Budget::default(), Buffered::new(bytes));
        let mut all = Vec::new();
        let end = Zstd::new(&mut input, &budget).read_to_end(&mut all);
        (all, end)
    }

    #[test]
    fn frames_with_and_without_content() {
        let empty = b"\x50\x2A\x4D\x18\x03\0\0\0abc";
        let bytes = [packed(b"one "), empty.to_vec(), packed(b"two")].concat();
        let (all, end) = unpacked(&bytes);
        assert_eq!((all.as_slice(), end.is_ok()), (&b"one two"[..], true));
    }

    #[test]
    fn damage_is_told_after_what_came_before() {
        let one = packed(&b"many words ".repeat(30_000));
        let (all, end) = unpacked(&[one.clone(), packed(&[b'x'; 999])[..9].to_vec()].concat());
        assert_eq!(all.len(), 330_000);
        let cut = unpacked(&one[..one.len() - 20]);
        assert!(cut.0.len() > 100_000 && cut.1.is_err(), "{}", cut.0.len());
        assert_eq!(end.unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
        assert!(unpacked(&[one, b"junk".to_vec()].concat()).1.is_err());
    }

    #[test]
    fn a_huge_window_is_refused_before_it_is_made() {
        let head = [MAGIC, &[0, 0xF8]].concat();
        assert_eq!(window(&head), Some(1 << 41));
        assert_eq!(unpacked(&head).1.unwrap_err().kind(), io::ErrorKind::Unsupported);
        let single = [MAGIC, &[0xE0], &u64::MAX.to_le_bytes()].concat();
        assert_eq!(unpacked(&single).1.unwrap_err().kind(), io::ErrorKind::Unsupported);
    }
}
