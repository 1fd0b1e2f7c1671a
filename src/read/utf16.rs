//! UTF-16 from a stream, as UTF-8.

use std::io::{self, Read};

use encoding_rs::{CoderResult, Decoder, UTF_8};

/// Gives the UTF-8 of the UTF-16 (by its mark) that `input` gives.
pub struct Utf8Reader<R> {
    input: R,
    decoder: Decoder,
    raw: Vec<u8>,
    /// How much of `raw` is used already.
    used: usize,
    over: bool,
    /// Has the decoder given its last?
    finished: bool,
}

impl<R: Read> Utf8Reader<R> {
    /// Over a stream that begins with the mark of UTF-16.
    pub fn new(input: R) -> Self {
        Self { input, decoder: UTF_8.new_decoder(), raw: Vec::new(), used: 0, over: false, finished: false }
    }

    /// Reads on when all is used.
    fn fill(&mut self) -> io::Result<()> {
        if self.used < self.raw.len() || self.over {
            return Ok(());
        }
        self.raw.resize(64 << 10, 0);
        let n = self.input.read(&mut self.raw)?;
        self.raw.truncate(n);
        self.used = 0;
        self.over = n == 0;
        Ok(())
    }
}

impl<R: Read> Read for Utf8Reader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.len() < 8 {
            // A character may need all of four bytes; the readers above ask for thousands.
            return Err(io::Error::from(io::ErrorKind::InvalidInput));
        }
        while !self.finished {
            self.fill()?;
            let rest = self.raw.get(self.used..).unwrap_or_default();
            let (result, read, written, _) = self.decoder.decode_to_utf8(rest, buffer, self.over);
            self.used += read;
            self.finished = self.over && result == CoderResult::InputEmpty;
            if written > 0 {
                return Ok(written);
            }
        }
        Ok(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_cut_and_empty() {
        let read = |bytes: &[u8]| {
            let mut text = String::new();
            Utf8Reader::new(io::BufReader::new(bytes)).read_to_string(&mut text).map(|_| text)
        };
        let bytes: Vec<u8> = "\u{feff}Ürümqi 𝄞".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&bytes).unwrap(), "Ürümqi 𝄞");
        assert_eq!(read(&bytes[..bytes.len() - 1]).unwrap(), "Ürümqi \u{fffd}");
        assert_eq!(read(&[]).unwrap(), "");
    }
}
