//! How far a word reaches: which signs between letters and digits hold it together.

use std::sync::LazyLock;

use super::chars::{all_digits, first, is_apostrophe, is_hyphen, is_word, last};
use super::web::is_domain;
use crate::parse::tables::{Words, word_set};

static PREFIXES: LazyLock<Words<()>> = LazyLock::new(|| word_set(include_str!("../data/prefixes.txt")));
static HYPHENED: LazyLock<Words<()>> = LazyLock::new(|| word_set(include_str!("../data/hyphened.txt")));

/// Endings of files: `report.pdf` is one word.
const FILES: [&str; 10] = ["doc", "docx", "xls", "xlsx", "pdf", "htm", "html", "txt", "jpg", "png"];

/// Length of the word that `rest` begins with.
pub fn run_end(rest: &str) -> usize {
    let mut end = fixed_number(rest);
    while let Some(c) = first(&rest[end..]) {
        let held = is_word(c) || holds(&rest[..end], c, &rest[end + c.len_utf8()..]);
        if !held {
            break;
        }
        end += c.len_utf8();
    }
    end
}

/// Does the sign between `before` and `after` belong to the word?
fn holds(before: &str, sign: char, after: &str) -> bool {
    let (Some(left), Some(right)) = (last(before), first(after)) else { return false };
    if !is_word(left) || !is_word(right) {
        return false;
    }
    let digits = left.is_ascii_digit() && right.is_ascii_digit();
    match sign {
        '.' => digits || dot_holds(before, after),
        ',' => digits && thousands(after),
        ':' => digits,
        '/' => digits && !before.contains('-') || slash_holds(before, after),
        '&' => ampersand_holds(before, after),
        '@' => true,
        c if is_apostrophe(c) => true,
        c if is_hyphen(c) => hyphen_holds(before, after),
        _ => false,
    }
}

/// The letters and digits that `after` begins with.
fn next_word(after: &str) -> &str {
    &after[..after.find(|c| !is_word(c)).unwrap_or(after.len())]
}

/// Groups of two (India) or three digits follow a comma within a number.
fn thousands(after: &str) -> bool {
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    digits == 3 || digits == 2 && after.as_bytes().get(2) == Some(&b',')
}

/// `example.com`, `report.pdf`, `A.B`; not `ended.Then`.
fn dot_holds(before: &str, after: &str) -> bool {
    let piece = before.rsplit(['.', '-', '@']).next().unwrap_or("");
    let next = next_word(after);
    if is_domain(next) || FILES.iter().any(|f| f.eq_ignore_ascii_case(next)) {
        return true;
    }
    let lower = |s: &str| s.chars().all(|c| c.is_lowercase() || c.is_ascii_digit());
    let dotted = after[next.len()..].starts_with('.') && after.len() > next.len() + 1;
    piece.chars().count() == 1 && next.chars().count() == 1
        || lower(piece) && lower(next) && dotted && !all_digits(piece)
        || before.eq_ignore_ascii_case("ph") && next == "D"
}

/// Single letters (`w/o`, `A/C`) and what is always written so.
fn slash_holds(before: &str, after: &str) -> bool {
    let letter = |s: &str| s.len() == 1 && s.as_bytes()[0].is_ascii_alphabetic();
    letter(before) && letter(next_word(after)) && !after[1..].starts_with('/')
}

/// `AT&T`, `P&L`: capitals on both sides.
fn ampersand_holds(before: &str, after: &str) -> bool {
    let capitals = |s: &str| s.len() <= 3 && s.bytes().all(|b| b.is_ascii_uppercase());
    capitals(before) && capitals(next_word(after))
}

/// Is `word` one of the prefixes that keep their hyphen?
pub fn is_prefix(word: &str) -> bool {
    PREFIXES.get(word).is_some()
}

/// Prefixes and a list of words keep their hyphen; the treebanks split all others.
fn hyphen_holds(before: &str, after: &str) -> bool {
    let piece = before.rsplit(is_hyphen).next().unwrap_or(before);
    let next = next_word(after);
    is_prefix(piece) && next.chars().any(char::is_alphabetic) || is_hyphened(piece, next)
}

/// Is `first-second` in the list of hyphened words?
fn is_hyphened(first: &str, second: &str) -> bool {
    let mut word = String::with_capacity(first.len() + second.len() + 1);
    word.extend([first, "-", second]);
    HYPHENED.get(&word).is_some()
}

/// Length of a telephone number or ISO date at the start of `rest`, else 0: digits in groups
/// joined by hyphens. Any other such pair is a range or a score, which the treebanks split.
fn fixed_number(rest: &str) -> usize {
    if !rest.as_bytes().first().is_some_and(u8::is_ascii_digit) {
        return 0;
    }
    let end = rest.bytes().take_while(|b| b.is_ascii_digit() || *b == b'-').count();
    let number = rest[..end].trim_end_matches('-');
    let mut sizes = [0usize; 4];
    let groups = number.split('-').count();
    number.split('-').zip(&mut sizes).for_each(|(group, size)| *size = group.len());
    let known = matches!(
        (groups, sizes),
        (2, [3, 4, ..])
            | (3, [3, 3 | 4, 4, _] | [4, 1 | 2, 1 | 2, _] | [1 | 2, 1 | 2, 2 | 4, _])
            | (4, [1, 3, 3, 4])
    );
    if known { number.len() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_hold_a_word_together_only_where_they_belong_to_it() {
        let cases = [
            ("1,000.50 more", "1,000.50"),
            ("2001,2002", "2001"),
            ("1,00,000", "1,00,000"),
            ("9/11 attacks", "9/11"),
            ("and/or", "and"),
            ("AT&T's", "AT&T's"),
            ("all-girl", "all"),
            ("non-proliferation", "non-proliferation"),
            ("e-mail", "e-mail"),
            ("713-853-3989", "713-853-3989"),
            ("1969-1970", "1969"),
            ("2016-09-05T", "2016-09-05T"),
            ("ended.Then", "ended"),
            ("report.pdf", "report.pdf"),
            ("O'Connell", "O'Connell"),
        ];
        for (text, word) in cases {
            assert_eq!(&text[..run_end(text)], word);
        }
    }
}
