//! Full stops that belong to a word: abbreviations, initials, U.S.

use std::sync::LazyLock;

use super::chars::{first, is_blank, is_word};
use crate::parse::tables::{Words, rows, word_set};

/// What may follow an abbreviation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A name follows: it never ends a sentence (`Mr.`).
    Title,
    /// A month or weekday.
    Month,
    /// One only before a number (`No. 5`).
    Number,
    /// It may end a sentence (`Inc.`).
    Any,
}

/// Word in lower case -> its kind, and whether it must begin with a capital.
static ABBREVIATIONS: LazyLock<Words<(Kind, bool)>> = LazyLock::new(|| {
    let low = |word: &'static str| -> &'static str {
        if word.bytes().any(|b| b.is_ascii_uppercase()) { word.to_lowercase().leak() } else { word }
    };
    let table = rows(include_str!("../data/abbreviations.tsv"));
    Words::new(table.map(|row| (low(row[0]), (kind(row[1]), row[0] != low(row[0])))))
});

/// Words that begin a sentence far more often than they begin a name.
static STARTERS: LazyLock<Words<()>> = LazyLock::new(|| word_set(include_str!("../data/starters.txt")));

fn kind(name: &str) -> Kind {
    match name {
        "title" => Kind::Title,
        "month" => Kind::Month,
        "number" => Kind::Number,
        _ => Kind::Any,
    }
}

/// The kind of the abbreviation `word` (without its stop).
pub fn abbreviation(word: &str) -> Option<Kind> {
    let &(kind, capital) = ABBREVIATIONS.get(word)?;
    (!capital || first(word).is_some_and(char::is_uppercase)).then_some(kind)
}

/// Does a word in capitals at the start most likely begin a sentence (`The`, `He`)?
pub fn is_starter(word: &str) -> bool {
    STARTERS.get(word).is_some()
}

/// Does the stop after `word` belong to it? `after` is the text behind the stop.
pub fn keeps_stop(word: &str, after: &str) -> bool {
    if after.starts_with('.') && !after.starts_with("...") {
        return false;
    }
    match abbreviation(word) {
        Some(Kind::Number) => next_char(after).is_some_and(|c| c.is_ascii_digit()),
        Some(Kind::Month) => {
            next_char(after).is_some_and(|c| c.is_ascii_digit() || matches!(c, ',' | '-' | ')'))
        }
        Some(_) => true,
        None => is_initial(word, after),
    }
}

fn next_char(after: &str) -> Option<char> {
    after.chars().find(|c| !is_blank(*c))
}

/// A single capital before a name: `J. Smith`; not `vitamin C. The`, `and I. Then`.
fn is_initial(word: &str, after: &str) -> bool {
    let capital = word.len() == 1 && word.as_bytes()[0].is_ascii_uppercase() && word != "I";
    if !capital {
        return false;
    }
    let name = after.trim_start_matches(|c: char| is_blank(c) && c != '\n');
    let name = &name[..name.find(|c| !is_word(c)).unwrap_or(name.len())];
    first(name).is_some_and(char::is_uppercase) && (name.len() < 2 || !is_starter(name))
}

/// Length of letters with stops at the start of `rest` (`U.S.`, `a.m.`, `U.S` before a blank), else 0.
pub fn dotted_letters(rest: &str) -> usize {
    let mut end = 0;
    let mut pairs = 0;
    let mut chars = rest.char_indices();
    while let (Some((_, letter)), Some((at, '.'))) = (chars.next(), chars.next()) {
        if !letter.is_alphabetic() {
            break;
        }
        end = at + 1;
        pairs += 1;
    }
    let tail = &rest[end..];
    let lone = first(tail).filter(|c| c.is_uppercase()).map_or(0, char::len_utf8);
    let closed = lone > 0 && !first(&tail[lone..]).is_some_and(is_word);
    match pairs {
        0 => 0,
        _ if closed => end + lone,
        1 => 0,
        _ => end,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stops_stay_with_abbreviations_and_initials() {
        assert!(keeps_stop("Mr", " Smith") && keeps_stop("Sept", ". 5") == false && keeps_stop("Sept", " 5"));
        assert!(keeps_stop("J", " Smith") && !keeps_stop("C", " The") && !keeps_stop("I", " Then"));
        assert!(keeps_stop("No", " 5") && !keeps_stop("No", " Never") && !keeps_stop("sun", " It"));
        assert!(!keeps_stop("end", " It"));
    }

    #[test]
    fn letters_with_stops_are_one_word() {
        let cases = [
            ("U.S. troops", 4),
            ("U.S.", 4),
            ("U.S troops", 3),
            ("a.m. on", 4),
            ("J. Smith", 0),
            ("U.S.S.R. is", 8),
            ("U.S.Navy", 4),
        ];
        for (text, length) in cases {
            assert_eq!(dotted_letters(text), length, "{text}");
        }
    }
}
