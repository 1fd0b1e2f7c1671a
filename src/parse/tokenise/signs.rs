//! Punctuation and symbols: which make one token together.

use super::chars::{first, is_blank, is_word};

/// Faces worth knowing: they would otherwise look like brackets of a sentence.
const FACES: [&str; 10] = [":-)", ":-(", ";-)", ":)", ":(", ";)", ":D", ":P", "=)", "<3"];

/// Length of a token that begins with a sign and follows a blank: `#tag`, `@name`, `-5`, `+44`, `'90s`, a face.
pub fn lead(rest: &str) -> usize {
    let mut chars = rest.chars();
    let (sign, next) = (chars.next(), chars.next());
    let run = |stop: fn(char) -> bool| rest[1..].find(stop).map_or(rest.len(), |i| i + 1);
    match (sign, next) {
        (Some('#'), Some(c)) if c.is_alphabetic() => run(|c| !is_word(c)),
        (Some('@'), Some(c)) if is_word(c) => run(|c| !is_word(c)),
        (Some('+' | '-'), Some('0'..='9')) => run(|c| !matches!(c, '0'..='9' | '.' | ',')).min(number(rest)),
        (Some('.'), Some('0'..='9')) => number(rest),
        (Some('\'' | '’'), Some(_)) => clipped(rest),
        _ => face(rest),
    }
}

/// A sign and the number after it, without a stop or comma at its end.
fn number(rest: &str) -> usize {
    let end = rest[1..].find(|c: char| !matches!(c, '0'..='9' | '.' | ',')).map_or(rest.len(), |i| i + 1);
    rest[..end].trim_end_matches(['.', ',']).len()
}

/// `'90s`, `'em`: a word that lost its head.
fn clipped(rest: &str) -> usize {
    let mark = first(rest).map_or(0, char::len_utf8);
    let end = rest[mark..].find(|c| !is_word(c)).map_or(rest.len(), |i| i + mark);
    let word = &rest[mark..end];
    let decade = matches!(word.len(), 2 | 3) && word.as_bytes()[..2].iter().all(u8::is_ascii_digit);
    let known = ["em", "til", "cause", "tis", "twas"].iter().any(|w| w.eq_ignore_ascii_case(word));
    if decade || known { end } else { 0 }
}

fn face(rest: &str) -> usize {
    let known = FACES.iter().find(|f| rest.starts_with(**f));
    let ends = |f: &&&str| first(&rest[f.len()..]).is_none_or(|c| is_blank(c) || c == '.');
    known.filter(ends).map_or(0, |f| f.len())
}

/// Length of the run of signs that begins with `c`: `...`, `--`, `?!`; brackets and quotes stand alone.
pub fn run(rest: &str, c: char) -> usize {
    match c {
        '.' | '-' | '*' | '=' | '~' | '#' | '+' | '<' | '>' | '|' | '^' | '…' | '—' => {
            same(rest, |d| d == c)
        }
        '!' | '?' => same(rest, |d| matches!(d, '!' | '?')),
        '\'' | '`' | '’' | '‘' => same(rest, |d| d == c).min(2 * c.len_utf8()),
        '°' => 2 + usize::from(rest[2..].starts_with(['C', 'F'])),
        '\u{1f000}'..='\u{1faff}' => {
            same(rest, |d| matches!(d, '\u{1f000}'..='\u{1faff}' | '\u{fe0f}' | '\u{200d}'))
        }
        _ => c.len_utf8(),
    }
}

fn same(rest: &str, member: impl Fn(char) -> bool) -> usize {
    rest.find(|c| !member(c)).unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_signs() {
        let cases = [("...and", 3), ("--", 2), ("?!?\"", 3), ("((", 1), ("\"\"", 1), ("''", 2), ("°C", 3)];
        for (text, length) in cases {
            assert_eq!(run(text, first(text).unwrap()), length, "{text}");
        }
    }

    #[test]
    fn leading_signs() {
        let cases = [
            ("#tag,", 4),
            ("#1", 0),
            ("-5.", 2),
            ("+44 ", 3),
            ("'90s", 4),
            ("'the", 0),
            (":) ", 2),
            ("—", 0),
        ];
        for (text, length) in cases {
            assert_eq!(lead(text), length, "{text}");
        }
    }
}
