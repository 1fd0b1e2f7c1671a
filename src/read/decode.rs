//! Bytes to text: UTF-8, UTF-16 and the encodings of old web pages; and what is no text at all.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Text, and what was doubtful about reading it.
pub struct Decoded {
    /// The characters.
    pub text: String,
    /// What was wrong and what was done about it.
    pub doubt: Option<String>,
}

/// First bytes of what is not a report, with what to do instead.
const SIGNATURES: [(&[u8], &str); 17] = [
    (b"%PDF", "is a PDF: turn it into text first, for example with pdftotext"),
    (b"PK\x03\x04", "is a zip archive or office document: unpack it, or save it as text"),
    (b"\x1f\x8b", "is gzip-compressed: unpack it first, for example with gunzip"),
    (b"BZh", "is bzip2-compressed: unpack it first"),
    (b"\xFD7zXZ", "is xz-compressed: unpack it first"),
    (b"\x28\xB5\x2F\xFD", "is zstd-compressed: unpack it first"),
    (b"7z\xBC\xAF", "is a 7z archive: unpack it first"),
    (b"\x89PNG", "is a picture, not text"),
    (b"\xFF\xD8\xFF", "is a picture, not text"),
    (b"GIF8", "is a picture, not text"),
    (b"SQLite format 3", "is a database: export its reports as JSON Lines"),
    (b"PAR1", "is a Parquet file, which is read only from a file of its own: unpack it and name it"),
    (b"{\\rtf", "is rich text: save it as plain text"),
    (b"\x7FELF", "is a program, not text"),
    (b"WARC/1", "is a web archive, which is not read yet: extract its pages as text"),
    (b"\xD0\xCF\x11\xE0", "is an old office document: save it as text"),
    (b"ARROW1", "is an Arrow file: export its reports as JSON Lines"),
];

/// Why `bytes` are no text, or `None` when they may be.
pub fn not_text(bytes: &[u8]) -> Option<String> {
    let known = SIGNATURES.iter().find(|(magic, _)| bytes.starts_with(magic));
    if let Some((_, what)) = known {
        return Some((*what).to_owned());
    }
    if let Some(what) = markup(bytes) {
        return Some(what);
    }
    let sample = &bytes[..bytes.len().min(4096)];
    (utf16(bytes).is_none() && controls(sample) * 20 > sample.len())
        .then(|| "looks like binary data, not text: give it as text, Markdown or JSON Lines".to_owned())
}

/// Web pages are another reader's work.
fn markup(bytes: &[u8]) -> Option<String> {
    let head: String = String::from_utf8_lossy(&bytes[..bytes.len().min(256)]).to_lowercase();
    let head = head.trim_start_matches('\u{feff}').trim_start();
    let is = |openings: &[&str]| openings.iter().any(|o| head.starts_with(o));
    is(&["<!doctype html", "<html"])
        .then(|| "is a web page, which is not read yet: save the article as text".to_owned())
}

/// How many bytes of `sample` are control characters that no text holds.
fn controls(sample: &[u8]) -> usize {
    sample.iter().filter(|b| matches!(b, 0..=8 | 14..=26 | 28..=31)).count()
}

/// UTF-16 by its mark, or without one by the zero bytes of Western letters.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0xFF, 0xFE, ..] => return Some(UTF_16LE),
        [0xFE, 0xFF, ..] => return Some(UTF_16BE),
        _ => {}
    }
    let pairs = bytes[..bytes.len().min(512)].chunks_exact(2);
    let n = pairs.len();
    let zero = |i: usize| pairs.clone().filter(|p| p[i] == 0 && p[1 - i] != 0).count();
    match (zero(0), zero(1)) {
        (high, low) if n >= 4 && high * 10 > n * 7 && low == 0 => Some(UTF_16BE),
        (high, low) if n >= 4 && low * 10 > n * 7 && high == 0 => Some(UTF_16LE),
        _ => None,
    }
}

/// Decodes `bytes`: UTF-8 where they are that, UTF-16 where they look it, else Windows-1252
/// (what the web calls Latin-1). NUL characters are dropped. Never fails: doubt is told.
pub fn decode(bytes: &[u8]) -> Decoded {
    if let Some(encoding) = utf16(bytes) {
        let (text, _, broken) = encoding.decode(bytes);
        let doubt = broken.then(|| "holds broken UTF-16; the broken characters were replaced".to_owned());
        return without_nuls(text.into_owned(), doubt);
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => without_nuls(text.to_owned(), None),
        Err(error) => not_utf8(bytes, error.valid_up_to()),
    }
}

/// Damaged UTF-8 keeps its good characters; text with no UTF-8 in it is read as Windows-1252.
fn not_utf8(bytes: &[u8], at: usize) -> Decoded {
    let (lossy, _) = UTF_8.decode_without_bom_handling(bytes);
    let broken = lossy.matches('\u{fffd}').count();
    let good = lossy.chars().filter(|c| !c.is_ascii() && *c != '\u{fffd}').count();
    if good >= broken {
        let doubt = format!("is not valid UTF-8 (byte {at}); {broken} broken characters were replaced");
        return without_nuls(lossy.into_owned(), Some(doubt));
    }
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    let doubt = format!(
        "is not UTF-8 (byte {at}) and was read as Windows-1252: save it as UTF-8 if words look wrong"
    );
    without_nuls(text.into_owned(), Some(doubt))
}

/// Drops NUL characters, which no text means, and says so.
fn without_nuls(text: String, doubt: Option<String>) -> Decoded {
    if !text.contains('\0') {
        return Decoded { text, doubt };
    }
    let note = "holds NUL bytes, which were dropped".to_owned();
    let doubt = Some(doubt.map_or(note.clone(), |d| format!("{d}; {note}")));
    Decoded { text: text.replace('\0', ""), doubt }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clean_utf8_with_and_without_a_mark() {
        assert_eq!(decode("\u{feff}Çavuşoğlu".as_bytes()).text, "Çavuşoğlu");
        assert!(decode("Çavuşoğlu".as_bytes()).doubt.is_none());
    }

    #[test]
    fn utf16_with_and_without_a_mark() {
        let le: Vec<u8> = "The envoys met.".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&le).text, "The envoys met.");
        assert!(not_text(&le).is_none());
        let be: Vec<u8> = "\u{feff}The envoys met.".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode(&be).text, "The envoys met.");
    }

    #[test]
    fn old_encodings_and_damage_are_told_apart() {
        let latin = decode(b"The \xC9lys\xE9e said it \x93regrets\x94 this.");
        assert_eq!(latin.text, "The Élysée said it “regrets” this.");
        assert!(latin.doubt.unwrap().contains("Windows-1252"));
        let mut bytes = "Erdoğan met Çavuşoğlu ".as_bytes().to_vec();
        bytes.push(0xFF);
        let damaged = decode(&bytes);
        assert!(damaged.text.starts_with("Erdoğan met Çavuşoğlu"));
        assert!(damaged.doubt.unwrap().contains("byte 26"));
    }

    #[test]
    fn nuls_go_and_are_told() {
        let decoded = decode(b"They met\0 in Oslo and talked for three hours about the border.");
        assert!(!decoded.text.contains('\0'));
        assert!(decoded.doubt.is_some());
    }
}
