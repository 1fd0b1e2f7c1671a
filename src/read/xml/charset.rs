//! The characters of an XML document, by its mark, its bytes and its declaration, in that order.

use std::sync::LazyLock;

use encoding_rs::{Encoding, UTF_8};
use regex::bytes::Regex;

use super::super::decode::{Decoded, decode};

static DECLARED: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r#"^\s*<\?xml[^>]{0,120}?encoding\s*=\s*["']\s*([A-Za-z0-9._:-]{1,40})"#;
    Regex::new(pattern).unwrap_or_else(|error| panic!("{error}"))
});

/// Decodes a document. What is UTF-8 is read as that whatever it declares: text of another encoding
/// is practically never valid UTF-8 by chance, and wrong declarations are common.
pub fn text_of(bytes: &[u8]) -> Decoded {
    let declared = declared(bytes).filter(|e| *e != UTF_8 && e.is_ascii_compatible());
    match declared {
        Some(encoding) if !is_unicode(bytes) => as_declared(bytes, encoding),
        _ => decode(bytes),
    }
}

/// The encoding that the declaration names, if anybody knows it.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let label = DECLARED.captures(bytes.get(..bytes.len().min(300))?)?.get(1)?;
    Encoding::for_label(label.as_bytes())
}

/// Is it marked as UTF-16, or valid UTF-8?
fn is_unicode(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") || std::str::from_utf8(bytes).is_ok()
}

/// Decodes as declared; when most of it makes no sense so, as the bytes look.
fn as_declared(bytes: &[u8], encoding: &'static Encoding) -> Decoded {
    let (text, _, broken) = encoding.decode(bytes);
    let other = decode(bytes);
    // UTF-8 with a few damaged characters shows as pairs such as `Ã©` in any one-byte encoding.
    let damaged_utf8 = other.doubt.as_deref().is_some_and(|d| d.contains("not valid UTF-8"));
    if damaged_utf8 {
        return other;
    }
    let doubt = broken.then(|| {
        format!(
            "declares {} but holds bytes that this encoding does not have; they were replaced",
            encoding.name()
        )
    });
    let text = if text.contains('\0') { text.replace('\0', "") } else { text.into_owned() };
    Decoded { text, doubt }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(declared: &str, body: &[u8]) -> Decoded {
        let mut bytes = format!("<?xml version=\"1.0\" encoding=\"{declared}\"?><a>").into_bytes();
        bytes.extend_from_slice(body);
        text_of(&bytes)
    }

    #[test]
    fn a_right_declaration_is_followed() {
        assert!(read("windows-1251", b"\xCC\xEE\xF1\xEA\xE2\xE0").text.ends_with("<a>Москва"));
        assert!(read("ISO-8859-9", b"Erdo\xF0an").text.ends_with("Erdoğan"));
        assert!(read("Shift_JIS", b"\x93\x8C\x8B\x9E").text.ends_with("東京"));
        assert!(read("windows-1251", b"\xCC").doubt.is_none());
    }

    #[test]
    fn a_wrong_declaration_is_not() {
        for wrong in ["ISO-8859-1", "utf-16", "no-such-thing", "windows-1251"] {
            assert!(read(wrong, "Çavuşoğlu".as_bytes()).text.ends_with("<a>Çavuşoğlu"), "{wrong}");
        }
        let latin = read("UTF-8", b"The \xC9lys\xE9e");
        assert!(latin.text.ends_with("The Élysée") && latin.doubt.is_some());
        let damaged = read("ISO-8859-1", "Çavuşoğlu Erdoğan \u{0}".as_bytes());
        assert!(damaged.text.ends_with("Erdoğan "));
    }

    #[test]
    fn utf16_by_its_mark() {
        let text = "\u{feff}<?xml version=\"1.0\" encoding=\"UTF-8\"?><a>Ürümqi";
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(text_of(&bytes).text.ends_with("<a>Ürümqi"));
    }
}
