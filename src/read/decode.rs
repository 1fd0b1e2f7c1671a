//! Bytes to text: UTF-8, UTF-16 and the encodings of old web pages; and what is no text at all.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Text, and what was doubtful about reading it.
pub struct Decoded {
    /// The characters.
    pub text: String,
    /// What was wrong and what was done about it.
    pub doubt: Option<String>,
}

/// First bytes of what is not a report, with what to do instead.
const SIGNATURES: [(&[u8], &str); 14] = [
    (b"%PDF", "is a PDF: turn it into text first, for example with pdftotext"),
    (b"PK\x05\x06", "is an empty zip archive"),
    (b"BZh", "is bzip2-compressed: unpack it first"),
    (b"\xFD7zXZ", "is xz-compressed: unpack it first"),
    (b"7z\xBC\xAF", "is a 7z archive: unpack it first"),
    (b"\x89PNG", "is a picture, not text"),
    (b"\xFF\xD8\xFF", "is a picture, not text"),
    (b"GIF8", "is a picture, not text"),
    (b"SQLite format 3", "is a database: export its reports as JSON Lines"),
    (b"PAR1", "is a Parquet file, which is read only from a file of its own: unpack it and name it"),
    (b"{\\rtf", "is rich text: save it as plain text"),
    (b"\x7FELF", "is a program, not text"),
    (b"\xD0\xCF\x11\xE0", "is an old office document: save it as text"),
    (b"ARROW1", "is an Arrow file: export its reports as JSON Lines"),
];

/// Why `bytes` are no text, or `None` when they may be.
pub fn not_text(bytes: &[u8]) -> Option<String> {
    let known = SIGNATURES.iter().find(|(magic, _)| bytes.starts_with(magic));
    if let Some((_, what)) = known {
        return Some((*what).to_owned());
    }
    let sample = &bytes[..bytes.len().min(4096)];
    if sample.get(257..262) == Some(b"ustar") {
        return Some("is a tar archive: unpack it first".to_owned());
    }
    (utf16(bytes).is_none() && controls(sample) * 20 > sample.len())
        .then(|| "looks like binary data, not text: give it as text, Markdown or JSON Lines".to_owned())
}

/// How many bytes of `sample` are control characters that no text holds.
fn controls(sample: &[u8]) -> usize {
    sample.iter().filter(|b| matches!(b, 0..=8 | 14..=26 | 28..=31)).count()
}

/// UTF-16 by its mark, or without one by the zero bytes of Western letters.
pub fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
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
    if let Some(decoded) = as_utf16(bytes) {
        return decoded;
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => without_nuls(text.to_owned(), None),
        Err(error) => not_utf8(bytes, error.valid_up_to()),
    }
}

/// Decodes what is UTF-16 by its mark or looks.
pub fn as_utf16(bytes: &[u8]) -> Option<Decoded> {
    let (text, _, broken) = utf16(bytes)?.decode(bytes);
    let doubt = broken.then(|| "holds broken UTF-16; the broken characters were replaced".to_owned());
    Some(without_nuls(text.into_owned(), doubt))
}

/// Damaged UTF-8 keeps its good characters; text with no UTF-8 in it is read in the encoding that
/// its letters speak for.
fn not_utf8(bytes: &[u8], at: usize) -> Decoded {
    if let Some((text, broken)) = damaged_utf8(bytes) {
        let doubt = format!("is not valid UTF-8 (byte {at}); {broken} broken characters were replaced");
        return without_nuls(text, Some(doubt));
    }
    let encoding = guess(bytes);
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let name = encoding.name();
    let doubt =
        format!("is not UTF-8 (byte {at}) and was read as {name}: save it as UTF-8 if words look wrong");
    without_nuls(text.into_owned(), Some(doubt))
}

/// UTF-8 that is whole for the most part, with replaced characters, and how many these are; `None`
/// when it is no UTF-8.
pub fn damaged_utf8(bytes: &[u8]) -> Option<(String, usize)> {
    let (lossy, _) = UTF_8.decode_without_bom_handling(bytes);
    let broken = lossy.matches('\u{fffd}').count();
    let good = lossy.chars().filter(|c| !c.is_ascii() && *c != '\u{fffd}').count();
    (good >= broken).then(|| (lossy.into_owned(), broken))
}

/// The encoding other than UTF-8 that the letters speak for.
pub fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Drops NUL characters, which no text means, and says so.
pub fn without_nuls(text: String, doubt: Option<String>) -> Decoded {
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
        assert!(latin.doubt.unwrap().contains("windows-1252"));
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
