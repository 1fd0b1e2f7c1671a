//! The encoding of a web page: by its mark, the server's word, its own word, its letters.

use encoding_rs::{Encoding, UTF_8};

use super::decode::{Decoded, as_utf16, damaged_utf8, guess, without_nuls};

/// How far into a page its own word on its encoding is looked for. Browsers read 1024 bytes; pages
/// with comments and scripts on top need more.
const HEAD: usize = 4096;

/// Fewer letters beyond ASCII than this tell nothing against a declaration.
const ENOUGH: usize = 64;

/// Decodes a page. `declared` is the charset of the HTTP header, where there was one. A wrong
/// declaration is corrected where the bytes show it, and told.
pub fn decode_page(bytes: &[u8], declared: Option<&str>) -> Decoded {
    if let Some(decoded) = as_utf16(bytes) {
        return decoded;
    }
    let (bytes, marked) = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
        Some(rest) => (rest, true),
        None => (bytes, false),
    };
    let named = declared.and_then(by_label).or_else(|| own_word(bytes));
    let declared = if marked { Some(UTF_8) } else { named };
    let (text, doubt) = decode_declared(bytes, declared);
    without_nuls(text, doubt)
}

/// Decodes by the declaration, or against it.
fn decode_declared(bytes: &[u8], declared: Option<&'static Encoding>) -> (String, Option<String>) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return utf8_against(text, declared);
    }
    if declared.is_none_or(|e| e == UTF_8)
        && let Some((text, broken)) = damaged_utf8(bytes)
    {
        let doubt = format!("is not wholly valid UTF-8; {broken} broken characters were replaced");
        return (text, Some(doubt));
    }
    let guessed = guess(bytes);
    let encoding = declared.filter(|e| *e != UTF_8 && holds(e, bytes, guessed)).unwrap_or(guessed);
    let text = encoding.decode_without_bom_handling(bytes).0.into_owned();
    let doubt = match declared {
        Some(declared) if declared != encoding => Some(format!(
            "says that it is {} but is not, and was read as {}",
            declared.name(),
            encoding.name()
        )),
        _ => None,
    };
    (text, doubt)
}

/// Valid UTF-8: what was declared instead is wrong unless the bytes may be either.
fn utf8_against(text: &str, declared: Option<&'static Encoding>) -> (String, Option<String>) {
    let Some(other) = declared.filter(|e| *e != UTF_8) else { return (text.to_owned(), None) };
    if text.is_ascii() {
        // ISO-2022-JP writes with ASCII bytes; in all others ASCII is ASCII.
        return (other.decode_without_bom_handling(text.as_bytes()).0.into_owned(), None);
    }
    let letters = text.chars().filter(|c| !c.is_ascii()).count();
    // Two letters of GBK or Shift_JIS are valid UTF-8 by chance; many are not.
    if letters < 4 && !other.is_single_byte() {
        return (other.decode_without_bom_handling(text.as_bytes()).0.into_owned(), None);
    }
    let doubt = format!("says that it is {} but is UTF-8, and was read as that", other.name());
    (text.to_owned(), Some(doubt))
}

/// Does a declaration hold against what the letters speak for? It does not if the bytes are invalid
/// in it, or if it is a Western one and letters beyond ASCII stand as thick as in other scripts.
fn holds(declared: &'static Encoding, bytes: &[u8], guessed: &'static Encoding) -> bool {
    let invalid = declared.decode_without_bom_handling_and_without_replacement(bytes).is_none();
    if invalid && !declared.is_single_byte() {
        return false;
    }
    let western = ["windows-1252", "ISO-8859-15", "macintosh"];
    guessed == declared || !western.contains(&declared.name()) || !foreign(bytes, guessed)
}

/// Do letters beyond ASCII mostly follow each other, as in no Western language, and are enough of
/// them there?
fn foreign(bytes: &[u8], guessed: &'static Encoding) -> bool {
    let high = bytes.iter().filter(|b| **b >= 0x80).count();
    let pairs = bytes.windows(2).filter(|w| w[0] >= 0x80 && w[1] >= 0x80).count();
    // The second byte of Shift_JIS and GBK may be ASCII; their first bytes still stand close.
    let thick = if guessed.is_single_byte() { pairs * 2 > high } else { pairs * 4 > high };
    high >= ENOUGH && thick
}

/// What the page itself says: `<?xml encoding=..>`, `<meta charset=..>`, or the content type.
fn own_word(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(HEAD)];
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let xml = head.trim_start().strip_prefix("<?xml").and_then(|rest| rest.split_once("?>"));
    let xml = xml.and_then(|(inside, _)| value_after(inside, "encoding"));
    let metas = head.split("<meta").skip(1).filter_map(|rest| rest.split('>').next());
    let label = metas.filter_map(|tag| value_after(tag, "charset")).next().or(xml)?;
    // A page that was readable as ASCII up to here is not UTF-16, whatever it says (HTML, 13.2.3.2).
    by_label(label).map(|e| if e.is_ascii_compatible() { e } else { UTF_8 })
}

/// What stands after `name` and `=`, without its quotes.
fn value_after<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(name)?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let end = rest.find(|c: char| c.is_whitespace() || "\"';/>?".contains(c)).unwrap_or(rest.len());
    Some(&rest[..end]).filter(|v| !v.is_empty())
}

/// The encoding of a label such as `utf8`, `cp1251`, `latin1`.
fn by_label(label: &str) -> Option<&'static Encoding> {
    let label = label.trim().trim_matches(['"', '\'']);
    Encoding::for_label_no_replacement(label.as_bytes())
}

#[cfg(test)]
mod tests {
    use encoding_rs::{KOI8_R, SHIFT_JIS, WINDOWS_1251, WINDOWS_1252};

    use super::*;

    const RUSSIAN: &str = "Министры иностранных дел встретились в столице и обсудили положение на границе. \
        Стороны договорились продолжить переговоры в следующем месяце, сообщило ведомство.";
    const JAPANESE: &str =
        "両国の外務大臣は首都で会談し、国境の情勢について話し合った。来月も協議を続けることで一致した。";
    const FRENCH: &str = "Les délégués se sont réunis à Genève où ils ont évoqué la trêve déjà signée.";

    fn page(charset: &str, text: &str, encoding: &'static Encoding) -> Vec<u8> {
        let meta = if charset.is_empty() { String::new() } else { format!("<meta charset=\"{charset}\">") };
        encoding.encode(&format!("<html><head>{meta}</head><body><p>{text}</p></body></html>")).0.into_owned()
    }

    #[test]
    fn old_encodings_with_right_wrong_and_no_word() {
        for (text, encoding) in
            [(RUSSIAN, KOI8_R), (RUSSIAN, WINDOWS_1251), (JAPANESE, SHIFT_JIS), (FRENCH, WINDOWS_1252)]
        {
            let right = decode_page(&page(encoding.name(), text, encoding), None);
            assert!(right.text.contains(text) && right.doubt.is_none(), "{} right", encoding.name());
            let none = decode_page(&page("", text, encoding), None);
            assert!(none.text.contains(text), "{} undeclared: {}", encoding.name(), none.text);
            let wrong = decode_page(&page("utf-8", text, encoding), None);
            assert!(wrong.text.contains(text) && wrong.doubt.is_some(), "{} as UTF-8", encoding.name());
            let utf8 = decode_page(&page(encoding.name(), text, UTF_8), None);
            assert!(utf8.text.contains(text) && utf8.doubt.is_some(), "UTF-8 as {}", encoding.name());
        }
    }

    #[test]
    fn other_scripts_declared_as_latin() {
        for (text, encoding) in [(RUSSIAN, KOI8_R), (RUSSIAN, WINDOWS_1251), (JAPANESE, SHIFT_JIS)] {
            let decoded = decode_page(&page("iso-8859-1", text, encoding), None);
            assert!(decoded.text.contains(text) && decoded.doubt.is_some(), "{}", encoding.name());
        }
    }

    #[test]
    fn the_servers_word_goes_first_and_the_mark_before_it() {
        let bytes = page("windows-1252", RUSSIAN, KOI8_R);
        assert!(decode_page(&bytes, Some("KOI8-R")).text.contains(RUSSIAN));
        let marked = [&b"\xEF\xBB\xBF"[..], FRENCH.as_bytes()].concat();
        let decoded = decode_page(&marked, Some("iso-8859-1"));
        assert_eq!((decoded.text.as_str(), decoded.doubt), (FRENCH, None));
    }

    #[test]
    fn words_of_every_form_are_found() {
        for head in [
            "<?xml version='1.0' encoding='koi8-r'?><html>",
            "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=KOI8-R\">",
            "<META CHARSET=koi8-r>",
            "<meta name=x><meta charset = 'koi8-r' />",
        ] {
            assert_eq!(own_word(head.as_bytes()), Some(KOI8_R), "{head}");
        }
        assert_eq!(own_word(b"<meta charset=utf-16>"), Some(UTF_8));
        assert_eq!(own_word(b"<meta charset=nonsense>"), None);
    }

    #[test]
    fn a_few_broken_bytes_spoil_nothing() {
        let mut bytes = page("utf-8", RUSSIAN, UTF_8);
        bytes.splice(80..80, [0xFF, 0]);
        let decoded = decode_page(&bytes, None);
        assert!(decoded.text.contains("переговоры") && !decoded.text.contains('\0'));
        assert!(decoded.doubt.is_some());
    }
}
