//! HTTP inside an archive: the header of an answer, and what its body is wrapped in.

use std::io::{self, BufRead, Read};

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use super::super::input::{Budget, Buffered, read_line};
use super::super::zstd::Zstd;
use super::super::{MAX_ITEM, gzip, too_large};
use super::header::field;

/// More of a header's line than this is not kept. Cookies and policies are long, and not needed.
const MAX_LINE: usize = 4 << 10;

/// What a body is, as far as it matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MediaKind {
    /// A web page.
    Page,
    /// Plain text.
    Plain,
    /// A feed, or records.
    Data,
    /// Nothing said.
    Unknown,
    /// Pictures, scripts, style.
    Foreign,
}

/// A media type with its charset.
#[derive(Debug, PartialEq, Eq)]
pub struct Media {
    /// What it is.
    pub kind: MediaKind,
    /// Its charset, if it is given.
    pub charset: Option<String>,
}

impl Media {
    /// The media type in a `Content-Type`.
    pub fn of(value: &[u8]) -> Self {
        let value = String::from_utf8_lossy(value).to_ascii_lowercase();
        let (name, rest) = value.split_once(';').unwrap_or((&value, ""));
        let charset = rest.split(';').find_map(|p| p.trim().strip_prefix("charset"));
        let charset = charset.and_then(|c| c.trim_start().strip_prefix('='));
        Self {
            kind: kind(name.trim()),
            charset: charset.map(|c| c.trim().trim_matches(['"', '\'']).to_owned()),
        }
    }
}

fn kind(name: &str) -> MediaKind {
    let data = ["+xml", "/xml", "+json", "/json", "/x-ndjson", "/jsonl"];
    match name {
        "text/html" | "application/xhtml+xml" => MediaKind::Page,
        "text/plain" => MediaKind::Plain,
        "image/svg+xml" => MediaKind::Foreign,
        "" | "application/octet-stream" | "unk" | "no-type" => MediaKind::Unknown,
        _ if data.iter().any(|end| name.ends_with(end)) => MediaKind::Data,
        _ => MediaKind::Foreign,
    }
}

/// What a body is wrapped in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wrapping {
    chunked: bool,
    coding: Option<Coding>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Coding {
    Gzip,
    Deflate,
    Brotli,
    Zstd,
}

/// Reads the header of an answer. `None` for what is no answer with status 200.
pub fn head(body: &mut impl BufRead) -> io::Result<Option<(Media, Wrapping)>> {
    let mut line = Vec::new();
    read_line(body, MAX_LINE, &mut line)?;
    if !is_success(&line) {
        return Ok(None);
    }
    let (mut media, mut wrapping) = (Media::of(b""), Wrapping::default());
    loop {
        let end = read_line(body, MAX_LINE, &mut line)? == 0;
        let line = line.trim_ascii();
        if end || line.is_empty() {
            return Ok(Some((media, wrapping)));
        }
        let Some((name, value)) = field(line) else { continue };
        if name.eq_ignore_ascii_case(b"content-type") {
            media = Media::of(value);
        } else if name.eq_ignore_ascii_case(b"transfer-encoding") {
            wrapping.chunked = value.to_ascii_lowercase().ends_with(b"chunked");
        } else if name.eq_ignore_ascii_case(b"content-encoding") {
            wrapping.coding = coding(value);
        }
    }
}

/// Is this the first line of an answer with status 200?
fn is_success(line: &[u8]) -> bool {
    let mut words = line.split(|b| *b == b' ');
    words.next().is_some_and(|w| w.starts_with(b"HTTP/"))
        && words.next().is_some_and(|w| w.trim_ascii() == b"200")
}

fn coding(value: &[u8]) -> Option<Coding> {
    match value.to_ascii_lowercase().as_slice() {
        b"gzip" | b"x-gzip" => Some(Coding::Gzip),
        b"deflate" => Some(Coding::Deflate),
        b"br" => Some(Coding::Brotli),
        b"zstd" => Some(Coding::Zstd),
        _ => None,
    }
}

impl Wrapping {
    /// Takes the wrapping off `payload`. Many archives hold bodies that are unwrapped already under
    /// headers that say otherwise: what does not look wrapped stays. The inner error says what is
    /// wrong with this one; the outer that the archive as a whole unpacks to too much.
    pub fn undo(self, payload: &mut Vec<u8>, budget: &Budget) -> io::Result<Result<(), String>> {
        if self.chunked {
            unchunk(payload);
        }
        let Some(coding) = self.coding.filter(|_| !looks_plain(payload)) else { return Ok(Ok(())) };
        let mut out = Vec::new();
        let failed = unpack(payload, coding, &mut out).err();
        budget.unpacked(out.len() as u64)?;
        Ok(match failed {
            _ if out.len() > MAX_ITEM => Err(too_large(0)),
            // Half a page is better than none; how much is lost nobody can tell.
            Some(error) if out.is_empty() => Err(format!("cannot be unpacked ({error}); it was passed over")),
            _ => {
                *payload = out;
                Ok(())
            }
        })
    }
}

/// Does a payload begin like text?
fn looks_plain(payload: &[u8]) -> bool {
    matches!(payload.trim_ascii_start().first(), None | Some(b'<' | b'{'))
}

fn unpack(payload: &[u8], coding: Coding, out: &mut Vec<u8>) -> io::Result<usize> {
    let most = MAX_ITEM as u64 + 1;
    match coding {
        Coding::Gzip if payload.starts_with(gzip::MAGIC) => {
            MultiGzDecoder::new(payload).take(most).read_to_end(out)
        }
        Coding::Gzip | Coding::Deflate if is_zlib(payload) => {
            ZlibDecoder::new(payload).take(most).read_to_end(out)
        }
        Coding::Gzip | Coding::Deflate => DeflateDecoder::new(payload).take(most).read_to_end(out),
        Coding::Brotli => {
            brotli_decompressor::Decompressor::new(payload, 32 << 10).take(most).read_to_end(out)
        }
        Coding::Zstd => {
            // Bounded by `most`; the caller accounts for it.
            let (budget, mut input) = (Budget::default(), Buffered::new(payload));
            Zstd::new(&mut input, &budget).take(most).read_to_end(out)
        }
    }
}

/// Does `payload` begin with a zlib header (RFC 1950)? Servers send `deflate` with and without.
fn is_zlib(payload: &[u8]) -> bool {
    matches!(payload, [a, b, ..] if a & 0x0F == 8 && (u32::from(*a) * 256 + u32::from(*b)) % 31 == 0)
}

/// Takes the marks of chunks out of a payload; leaves one alone that has none.
fn unchunk(payload: &mut Vec<u8>) {
    let (mut read, mut written) = (0, 0);
    while let Some((length, start)) = chunk(&payload[read..]) {
        let start = read + start;
        let end = start.saturating_add(length).min(payload.len());
        payload.copy_within(start..end, written);
        written += end - start;
        read = end + if payload[end..].starts_with(b"\r\n") { 2 } else { 0 };
        if length == 0 {
            break;
        }
    }
    if read > 0 {
        payload.truncate(written);
    }
}

/// The length of the chunk that begins here, and where its bytes begin.
fn chunk(bytes: &[u8]) -> Option<(usize, usize)> {
    let line = &bytes[..bytes.len().min(64)];
    let end = memchr::memchr(b'\n', line)?;
    let digits = line[..end].split(|b| *b == b';').next()?.trim_ascii();
    let length = usize::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
    Some((length, end + 1))
}
