//! Splitting one written word into its syntactic words: clitics, contractions, units.

use std::sync::LazyLock;

use super::chars::{first, is_apostrophe, last};
use crate::parse::tables::{Words, rows};

static JOINS: LazyLock<Words<Vec<usize>>> = LazyLock::new(|| {
    let cuts = |parts: &str| parts.split(' ').map(str::len).collect();
    Words::new(rows(include_str!("../data/joins.tsv")).map(|row| (row[0], cuts(row[1]))))
});

/// Units that the treebanks split from their number (EWT, GUM, and those of news about arms and trade).
static UNITS: LazyLock<Words<()>> =
    LazyLock::new(|| crate::parse::tables::word_set(include_str!("../data/units.txt")));

/// The longest word in the table of joins; longer ones need no look-up.
const LONGEST_JOIN: usize = 9;

/// Where `word` is cut: byte lengths of its first parts (the last takes the rest),
/// and whether the parts make one multiword token.
pub struct Parts {
    /// Lengths of all parts but the last.
    pub cuts: [usize; 2],
    /// How many of `cuts` count.
    pub count: usize,
    /// One multiword token (`don't`), or words that merely touch (`5kg`)?
    pub joined: bool,
}

impl Parts {
    const WHOLE: Self = Self { cuts: [0; 2], count: 0, joined: false };

    fn cut(at: usize, joined: bool) -> Self {
        Self { cuts: [at, 0], count: 1, joined }
    }
}

/// The parts of `word`.
pub fn parts(word: &str) -> Parts {
    if word.len() <= LONGEST_JOIN
        && let Some(lengths) = JOINS.get(word)
    {
        return from_table(lengths);
    }
    if word.as_bytes()[0].is_ascii_digit()
        && let Some(at) = unit(word)
    {
        return Parts::cut(at, false);
    }
    clitics(word)
}

fn from_table(lengths: &[usize]) -> Parts {
    let mut parts = Parts { cuts: [0; 2], count: lengths.len() - 1, joined: true };
    parts.cuts[..lengths.len() - 1].copy_from_slice(&lengths[..lengths.len() - 1]);
    parts
}

/// One or two clitics at the end (`would`, `n't`, `'ve`).
fn clitics(word: &str) -> Parts {
    let Some(outer) = clitic(word) else { return Parts::WHOLE };
    match clitic(&word[..outer]) {
        Some(inner) => Parts { cuts: [inner, outer - inner], count: 2, joined: true },
        None => Parts::cut(outer, true),
    }
}

/// Where the last clitic of `word` begins.
fn clitic(word: &str) -> Option<usize> {
    let (at, mark) = word.char_indices().rev().find(|(_, c)| is_apostrophe(*c))?;
    let host = &word[..at];
    let tail = &word[at + mark.len_utf8()..];
    if tail.eq_ignore_ascii_case("t") {
        let negated = host.len() > 1 && host.ends_with(['n', 'N']);
        return negated.then(|| at - 1);
    }
    let known = ["s", "re", "ve", "ll", "d", "m"].iter().any(|c| c.eq_ignore_ascii_case(tail));
    (known && !host.is_empty() && !is_decade(host, tail)).then_some(at)
}

/// `1990's` and `50's` are plurals.
fn is_decade(host: &str, tail: &str) -> bool {
    let digits = host.bytes().all(|b| b.is_ascii_digit());
    digits && host.ends_with('0') && matches!(host.len(), 2 | 4) && tail == "s"
}

/// Where the unit of a number begins: `5kg`, `170m`, `7pm`; not `1980s`, `9th`, `18T`.
fn unit(word: &str) -> Option<usize> {
    let at = word.find(|c: char| c.is_alphabetic() || c == '°')?;
    let unit = &word[at..];
    let number = last(&word[..at]).is_some_and(|c| c.is_ascii_digit()) && first(unit).is_some();
    (number && UNITS.get(unit).is_some()).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(word: &str) -> (String, bool) {
        let parts = parts(word);
        let mut at = 0;
        let mut out = String::new();
        for cut in &parts.cuts[..parts.count] {
            out += &word[at..at + cut];
            out += " ";
            at += cut;
        }
        (out + &word[at..], parts.joined)
    }

    #[test]
    fn clitics_are_cut_as_the_treebanks_cut_them() {
        let cases = [
            ("don't", "do n't"),
            ("can’t", "ca n’t"),
            ("WON'T", "WO N'T"),
            ("minister's", "minister 's"),
            ("wouldn't've", "would n't 've"),
            ("cannot", "can not"),
            ("Gonna", "Gon na"),
        ];
        for (word, expected) in cases {
            assert_eq!(split(word), (expected.to_owned(), true));
        }
        for word in ["Shi'ite", "d'etat", "O'Connell", "1990's", "9th", "1980s", "t", "Z"] {
            assert_eq!(split(word), (word.to_owned(), false));
        }
        assert_eq!(split("170m"), ("170 m".to_owned(), false));
    }
}
