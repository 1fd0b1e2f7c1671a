//! Web and mail addresses: one token each, whatever signs they hold.

use super::chars::is_blank;

/// Endings that make a dotted word an address on the web.
const DOMAINS: [&str; 10] = ["com", "org", "net", "gov", "edu", "info", "int", "mil", "co", "tv"];

/// Length of the address that `rest` begins with, if it does.
pub fn address(rest: &str) -> Option<usize> {
    let chunk = chunk(rest);
    let bytes = chunk.as_bytes();
    let hint = bytes.iter().any(|b| matches!(b, b'@' | b'/')) || bytes.len() > 4 && bytes[3] == b'.';
    if !hint {
        return None;
    }
    url(chunk).or_else(|| mail(chunk)).or_else(|| site(chunk))
}

/// Up to the next blank or a sign that no address holds.
fn chunk(rest: &str) -> &str {
    let end = rest.find(|c| is_blank(c) || matches!(c, '<' | '>' | '"' | '“' | '”' | '‘' | '’' | '«' | '»'));
    &rest[..end.unwrap_or(rest.len())]
}

fn url(chunk: &str) -> Option<usize> {
    let scheme =
        chunk.find("://").is_some_and(|i| i > 1 && chunk[..i].bytes().all(|b| b.is_ascii_alphabetic()));
    let www = chunk.get(..4).is_some_and(|s| s.eq_ignore_ascii_case("www."));
    (scheme || www && chunk.len() > 6).then(|| peeled(chunk))
}

/// Length without the punctuation of the sentence around it.
fn peeled(chunk: &str) -> usize {
    let mut kept = chunk;
    while let Some(c) = kept.chars().next_back() {
        let bracket = matches!(c, ')' | ']' | '}') && !kept.contains(['(', '[', '{']);
        if !bracket && !matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '…') {
            break;
        }
        kept = &kept[..kept.len() - c.len_utf8()];
    }
    kept.len()
}

fn is_name_byte(b: u8) -> bool {
    b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-' | b'+')
}

fn mail(chunk: &str) -> Option<usize> {
    let at = chunk.find('@')?;
    let host = chunk[at + 1..].bytes().take_while(|&b| is_name_byte(b)).count();
    let host = chunk[at + 1..at + 1 + host].trim_end_matches(['.', '-']).len();
    let named = at > 0 && chunk[..at].bytes().all(is_name_byte);
    (named && host > 0).then_some(at + 1 + host)
}

/// A bare site with a path: `example.org/page`.
fn site(chunk: &str) -> Option<usize> {
    let (host, _) = chunk.split_once('/')?;
    let (name, ending) = host.rsplit_once('.')?;
    let named = !name.is_empty() && name.bytes().all(is_name_byte);
    (named && is_domain(ending)).then(|| peeled(chunk))
}

/// Is `ending` the last part of a site's name?
pub fn is_domain(ending: &str) -> bool {
    DOMAINS.iter().any(|d| d.eq_ignore_ascii_case(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_end_before_the_sentence_goes_on() {
        assert_eq!(address("https://example.org/a(b)?c=1, and"), Some(27));
        assert_eq!(address("www.example.org. Then"), Some(15));
        assert_eq!(address("desk@example.org."), Some(16));
        assert_eq!(address("example.com/news)."), Some(16));
    }

    #[test]
    fn plain_words_are_no_addresses() {
        for text in ["and/or", "the end.Next", "@name", "9/11", "a@", "end.Co"] {
            assert_eq!(address(text), None, "{text}");
        }
    }
}
