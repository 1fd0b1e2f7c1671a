//! Kinds of characters, as the tokeniser tells them apart.

/// White space and invisible characters: never part of a token.
pub fn is_blank(c: char) -> bool {
    match c {
        '\x00'..='\x20' | '\x7f' => true,
        '!'..='~' => false,
        _ => c.is_whitespace() || c.is_control() || is_invisible(c),
    }
}

/// Zero-width and direction marks, which web pages scatter between words.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

/// Letters, digits, marks, underscore: what a word is made of.
pub fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '_';
    }
    c.is_alphanumeric() || !(is_sign(c) || is_blank(c))
}

/// Punctuation and symbols beyond ASCII, by Unicode block.
fn is_sign(c: char) -> bool {
    matches!(c, '\u{a1}'..='\u{bf}' | '×' | '÷'
        | '\u{2010}'..='\u{2bff}' | '\u{2e00}'..='\u{2e7f}' | '\u{3000}'..='\u{303f}'
        | '\u{fe10}'..='\u{fe1f}' | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ff65}' | '\u{ffe0}'..='\u{ffff}' | '\u{1f000}'..='\u{1faff}')
}

/// Apostrophes inside a word; the backtick stands for one in careless text.
pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '`' | 'ʼ')
}

/// Hyphens inside a word (not dashes).
pub fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// Marks that can close a quotation.
pub fn is_closing_quote(c: char) -> bool {
    matches!(c, '"' | '”' | '’' | '\'' | '»')
}

/// Marks that can open a quotation or a bracket, or stand before a new sentence.
pub fn is_opener(c: char) -> bool {
    matches!(c, '"' | '“' | '‘' | '\'' | '«' | '(' | '[' | '{' | '„')
}

/// The first character of `text`.
pub fn first(text: &str) -> Option<char> {
    text.chars().next()
}

/// The last character of `text`.
pub fn last(text: &str) -> Option<char> {
    text.chars().next_back()
}

/// Are there only digits (and at least one)?
pub fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_is_of_one_kind() {
        for c in (0..0x11_0000).filter_map(char::from_u32) {
            assert!(!(is_blank(c) && is_word(c)), "{c:?} is both");
        }
        assert!(is_word('é') && is_word('\u{301}') && is_word('中') && !is_word('—') && !is_word('€'));
    }
}
