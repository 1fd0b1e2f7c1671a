//! The headers of archive records, and finding the next one after damage.

use std::io;

use super::super::input::{Place, Source, read_line};

/// More of a header's line than this is not kept. Addresses are shorter.
const MAX_LINE: usize = 16 << 10;
/// A longer header is damage.
const MAX_HEADER: u64 = 256 << 10;

/// What a record is to us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A server's answer, with its HTTP header.
    Response,
    /// A payload alone: `resource`, or the text of a page (`conversion`).
    Resource,
    /// Anything else: requests, metadata, repeats of what came before.
    Other,
}

/// What is needed of a record's header.
#[derive(Debug, PartialEq, Eq)]
pub struct Header {
    /// What the record is.
    pub kind: Kind,
    /// Bytes of its body.
    pub length: u64,
    /// The media type of its body.
    pub media: Vec<u8>,
    /// What address was asked.
    pub url: Option<String>,
    /// When it was asked.
    pub date: Option<String>,
}

/// What stands before a record's header.
pub struct Found {
    /// Where something else than a record stands, if it does and has not been told.
    pub strange: Option<Place>,
    /// Where the record begins; `None` at the end of input.
    pub record: Option<Place>,
}

/// Reads header lines; keeps the memory for them.
#[derive(Default)]
pub struct Lines {
    line: Vec<u8>,
    /// Has what stands here been told as broken?
    pub quiet: bool,
}

impl Lines {
    /// Goes on to the next line with a version of the format, and over it.
    pub fn find_version(&mut self, input: &mut dyn Source) -> io::Result<Found> {
        let mut strange = None;
        loop {
            let at_end = input.fill_buf()?.is_empty();
            let place = input.place();
            if at_end {
                return Ok(Found { strange, record: None });
            }
            read_line(input, MAX_LINE, &mut self.line)?;
            if is_version(&self.line) {
                self.quiet = false;
                return Ok(Found { strange, record: Some(place) });
            }
            if !self.quiet && strange.is_none() && !self.line.trim_ascii().is_empty() {
                strange = Some(place);
            }
        }
    }

    /// Reads a header after its first line; or says what is wrong with it.
    pub fn header(&mut self, input: &mut dyn Source) -> io::Result<Result<Header, String>> {
        let mut header = Header { kind: Kind::Other, length: 0, media: Vec::new(), url: None, date: None };
        let (mut length, mut read) = (None, 0);
        loop {
            match read_line(input, MAX_LINE, &mut self.line)? {
                0 => return Err(io::ErrorKind::UnexpectedEof.into()),
                bytes => read += bytes,
            }
            if read > MAX_HEADER {
                return Ok(Err("its header does not end".to_owned()));
            }
            let line = self.line.trim_ascii();
            if line.is_empty() {
                break;
            }
            let Some((name, value)) = field(line) else { continue };
            if name.eq_ignore_ascii_case(b"content-length") {
                length = text(value).parse().ok();
            } else {
                header.take(name, value);
            }
        }
        Ok(length
            .map(|length| Header { length, ..header })
            .ok_or_else(|| "it has no Content-Length".to_owned()))
    }
}

impl Header {
    /// Takes a field in, if it is one that counts.
    fn take(&mut self, name: &[u8], value: &[u8]) {
        let is = |wanted: &str| name.eq_ignore_ascii_case(wanted.as_bytes());
        if is("warc-type") {
            self.kind = match value.to_ascii_lowercase().as_slice() {
                b"response" => Kind::Response,
                b"resource" | b"conversion" => Kind::Resource,
                _ => Kind::Other,
            };
        } else if is("content-type") {
            self.media = value.to_owned();
        } else if is("warc-target-uri") {
            // WARC 1.0 was written with and without these brackets.
            self.url = Some(text(value).trim_matches(['<', '>']).to_owned());
        } else if is("warc-date") {
            self.date = Some(text(value));
        }
    }
}

/// Is `line` the first of a record?
pub fn is_version(line: &[u8]) -> bool {
    line.strip_prefix(b"WARC/").and_then(|rest| rest.first()).is_some_and(u8::is_ascii_digit)
}

/// A header line as name and value.
pub fn field(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let colon = memchr::memchr(b':', line)?;
    Some((line[..colon].trim_ascii(), line[colon + 1..].trim_ascii()))
}

/// Where in a payload another record begins, as it does when the length was a lie.
pub fn swallowed(payload: &[u8]) -> Option<usize> {
    const BETWEEN: &[u8] = b"\r\n\r\nWARC/1.";
    let at = memchr::memmem::find(payload, BETWEEN)?;
    let rest = payload.get(at + BETWEEN.len() + 1..)?;
    rest.starts_with(b"\r\nWARC-").then_some(at)
}

fn text(value: &[u8]) -> String {
    String::from_utf8_lossy(value).into_owned()
}
