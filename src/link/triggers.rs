//! Whether two words that tell an act (the triggers of two accounts) can tell the same one, and which
//! mentions of acts in many reports are one.
//!
//! Words are compared as themselves, by their root (`negotiate`, `negotiation`) and by a table of words that
//! news uses for one another (`data/acts.tsv`). That they may mean one act says nothing yet: only within one
//! story does it carry (head lemma with a filter on documents is the strong baseline of cross-document
//! coreference; Barhom et al. 2019, Cremisini and Finlayson 2020).

mod act;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::stories::groups::{Groups, Needs};
use crate::parse::tables::{Lookup, rows};
pub use act::Act;

/// How alike two words are that are the same, of one root, and in one row of the table.
const SAME: f64 = 1.0;
const DERIVED: f64 = 0.9;
const SYNONYM: f64 = 0.8;
/// Mentions of one act are at least so alike on average.
const NEEDS: Needs = Needs { alike: 0.5, coherent: 0.0 };

/// Verb or noun: `fire` ends an employment as a verb, as a noun it burns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// A verb, or an adjective in its place.
    Verb,
    /// A noun or name.
    Noun,
}

/// How likely two lemmas tell the same act where all else agrees: 1 for the same word, 0.9 for words of one
/// root, 0.8 for words that news uses for one another, else 0. Words of several parts have `_` between them
/// (`step_down`).
pub fn same_act(a: &str, b: &str) -> f64 {
    let classes = [Class::Verb, Class::Noun];
    let pairs = classes.iter().flat_map(|x| classes.iter().map(move |y| (*x, *y)));
    pairs.map(|(x, y)| same((a, x), (b, y))).fold(0.0, f64::max)
}

/// The same for words of which is known whether they are verbs.
fn same(a: (&str, Class), b: (&str, Class)) -> f64 {
    if a.0 == b.0 {
        SAME
    } else if root(a.0) == root(b.0) {
        DERIVED
    } else if TABLE.rows(a.0, a.1).iter().any(|row| TABLE.rows(b.0, b.1).contains(row)) {
        SYNONYM
    } else {
        0.0
    }
}

/// Is it a word of saying, which tells another act for every speaker?
fn is_speech(word: &str) -> bool {
    TABLE.speech.contains_key(word)
}

/// Is there such a word, or such words, in the table?
fn is_listed(words: &str) -> bool {
    TABLE.words.contains_key(words)
}

/// A word in a row: the row, and the class of words that it keeps to.
type Entry = (usize, Option<Class>);

/// The table of acts.
#[derive(Default)]
struct Table {
    words: Lookup<Vec<Entry>>,
    roots: BTreeMap<String, Vec<Entry>>,
    speech: Lookup<()>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table::default();
    for (n, row) in rows(include_str!("data/acts.tsv")).enumerate() {
        for word in row[1].split(' ') {
            let (word, class) = classed(word);
            table.words.entry(word).or_default().push((n, class));
            table.roots.entry(root(word)).or_default().push((n, class));
            if row[0] == "speech" {
                table.speech.insert(word, ());
            }
        }
    }
    table
});

fn classed(word: &'static str) -> (&'static str, Option<Class>) {
    match word.split_once('/') {
        Some((word, "v")) => (word, Some(Class::Verb)),
        Some((word, _)) => (word, Some(Class::Noun)),
        None => (word, None),
    }
}

impl Table {
    /// The rows a word stands in; where it stands in none, those of words with its root.
    fn rows(&self, word: &str, class: Class) -> Vec<usize> {
        let fits = |entries: &Vec<Entry>| {
            let fitting = entries.iter().filter(|(_, c)| c.is_none_or(|c| c == class));
            fitting.map(|(row, _)| *row).collect::<Vec<_>>()
        };
        let own = self.words.get(word).map(fits).filter(|rows| !rows.is_empty());
        own.or_else(|| self.roots.get(&root(word)).map(fits)).unwrap_or_default()
    }
}

/// Endings of nouns and forms, and what they leave. The first that fits is taken.
const ENDINGS: [(&str, &str); 15] = [
    ("ization", "iz"),
    ("isation", "is"),
    ("ation", ""),
    ("ition", ""),
    ("ment", ""),
    ("ance", ""),
    ("ence", ""),
    ("ate", ""),
    ("sion", "d"),
    ("tion", "t"),
    ("ing", ""),
    ("al", ""),
    ("ure", ""),
    ("er", ""),
    ("ed", ""),
];

/// What a word shares with its derivations, coarsely.
fn root(word: &str) -> String {
    let singular = if word.ends_with("ss") { word } else { word.strip_suffix('s').unwrap_or(word) };
    let word = if word.len() > 4 { singular } else { word };
    let ending = |(end, put): &(&str, &str)| {
        word.strip_suffix(end).filter(|bare| bare.len() >= 4).map(|bare| format!("{bare}{put}"))
    };
    let mut root = ENDINGS.iter().find_map(ending).unwrap_or_else(|| word.to_owned());
    if root.len() > 4 && root.ends_with(['e', 'y']) {
        root.pop();
    }
    if root.len() > 4 && ["bb", "dd", "gg", "mm", "nn", "pp", "rr", "tt"].iter().any(|d| root.ends_with(d)) {
        root.pop();
    }
    root
}

/// Which mentions tell one act, as indices into `mentions`: every mention with the story of its report.
/// Every mention is in exactly one cluster. Within a story all pairs are compared.
pub fn acts(mentions: &[(usize, &Act)]) -> Vec<Vec<usize>> {
    let mut by_story: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (i, (story, _)) in mentions.iter().enumerate() {
        by_story.entry(*story).or_default().push(i);
    }
    let mut groups = Groups::of_each(mentions.len(), NEEDS);
    for of_story in by_story.values() {
        for (n, &b) in of_story.iter().enumerate() {
            of_story[..n].iter().for_each(|&a| groups.relate(a, b, mentions[a].1.likeness(mentions[b].1)));
        }
    }
    groups.join_all()
}

#[cfg(test)]
mod tests;
