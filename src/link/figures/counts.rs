//! What an amount counts: the killed, the injured, those who marched.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;

use super::amounts::{Amount, Found};
use super::words::{Word, is_dash, lower};

/// Words between a number and what happened to those counted.
const REACH: usize = 9;
/// Words between a number and a noun that it counts (`12 masked Ruritanian soldiers`).
const NOUN_REACH: usize = 3;
/// Auxiliaries behind which a participle is passive.
const AUXILIARIES: [&str; 12] =
    ["was", "were", "been", "is", "are", "be", "being", "got", "has", "have", "had", "left"];
/// What a number is not counted past.
const STOPS: [&str; 13] =
    [",", ";", ":", "and", "but", "while", "when", "after", "before", "as", "by", "that", "said"];
/// Words that make the number behind them a part of one that was told.
const PARTS: [&str; 6] = ["including", "among", "them", "whom", "includes", "included"];

/// Acts of which a number in the sentence that tells them is a figure, but none of the sentence after: it
/// says more of what was said.
pub const SPEECH: [&str; 2] = ["THREATEN", "AGREE"];
/// Acts that are words alone: what they count is no figure of them, unless a table of units says so.
pub const WORDS: [&str; 4] = ["CONSULT", "REQUEST", "REJECT", "ACCUSE"];

/// What figures count (`data/figures.toml`).
#[derive(Debug, Deserialize)]
struct Unit {
    after: Vec<String>,
    finite: Vec<String>,
    before: Vec<String>,
    nouns: Vec<String>,
    types: Vec<String>,
}

static UNITS: LazyLock<BTreeMap<String, Unit>> = LazyLock::new(|| {
    let units = toml::from_str(include_str!("../data/figures.toml"));
    units.unwrap_or_else(|e| unreachable!("data/figures.toml: {e}"))
});

static UNCOUNTED: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    let lines = include_str!("../data/uncounted.txt").lines();
    lines.filter(|l| !l.starts_with('#') && !l.is_empty()).collect()
});

/// Is a figure of this unit told of an event of this type?
pub fn belongs(unit: &str, kind: &str) -> bool {
    UNITS.get(unit).is_none_or(|u| u.types.iter().any(|t| t == kind))
}

/// What an amount counts where nothing is told of those counted: the noun behind it (`two more destroyers`), in
/// the singular, and one past it. Soldiers are troops here too.
pub fn thing(words: &[Word], found: &Found, kind: &str) -> Option<(String, usize)> {
    let before = |i: usize| found.from.checked_sub(i).map_or("", |at| lower(words, at));
    let no_count = |word: &str| {
        PARTS.contains(&word)
            || UNCOUNTED.contains(word)
            || matches!(word, "aged" | "of" | "the" | "at" | "page")
    };
    if no_count(before(1)) || before(2) == "of" || is_other_unit(words, found.end) || is_year(words, found) {
        return None;
    }
    let run = (found.end..found.end + NOUN_REACH).take_while(|i| !STOPS.contains(&lower(words, *i)));
    let at = run.into_iter().find(|i| is_plural(lower(words, *i)))?;
    let noun = lower(words, at);
    let singular = singular(noun);
    if UNCOUNTED.contains(singular.as_str())
        || matches!(lower(words, at + 1), "said" | "told" | "say" | "ago")
    {
        return None;
    }
    let unit = UNITS.iter().find(|(_, u)| u.nouns.iter().any(|n| n == noun)).map(|(name, _)| name.clone());
    // `Two men attacked` counts no victims.
    if kind == "ASSAULT" && unit.as_deref() == Some("people") {
        return None;
    }
    Some((unit.unwrap_or(singular), at + 1))
}

/// A bare number such as `2018`, or one beside the name of a month.
fn is_year(words: &[Word], found: &Found) -> bool {
    let n = found.amount.low;
    let bare = found.end == found.from + 1 && lower(words, found.from).len() == 4;
    bare && (1900.0..2100.0).contains(&n) || UNCOUNTED.contains(lower(words, found.end))
}

/// Looks like a plural: the tagger is not at hand.
fn is_plural(word: &str) -> bool {
    matches!(word, "people" | "men" | "women" | "children" | "personnel" | "aircraft" | "police" | "troops")
        || word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us")
}

fn singular(noun: &str) -> String {
    let stem = noun.strip_suffix("ies").map(|s| format!("{s}y"));
    stem.unwrap_or_else(|| noun.strip_suffix('s').unwrap_or(noun).to_owned())
}

/// The unit of an amount, and one past the last word that shows it.
pub fn unit(words: &[Word], found: &Found, kind: &str) -> Option<(&'static str, usize)> {
    let before = |i: usize| found.from.checked_sub(i).map_or("", |at| lower(words, at));
    if PARTS.contains(&before(1)) || PARTS.contains(&before(2)) || is_other_unit(words, found.end) {
        return None;
    }
    let units = || UNITS.iter().filter(|(_, u)| u.types.iter().any(|t| t == kind));
    let is = |list: &[String], word: &str| list.iter().any(|w| w == word);
    let verb = if before(1) == "of" && before(2) == "lives" { "killed" } else { before(1) };
    let left = units().find(|(_, u)| is(&u.before, verb)).map(|(name, _)| (name.as_str(), found.end));
    let toll = || is_toll(words, found).then_some(("killed", found.end)).filter(|_| belongs("killed", kind));
    let happened = || units().find_map(|(name, u)| Some((name.as_str(), happened(words, found.end, u)?)));
    let noun = || {
        let nouns = (found.end..found.end + NOUN_REACH).take_while(|i| !STOPS.contains(&lower(words, *i)));
        let counted = |i: usize| units().find(|(_, u)| is(&u.nouns, lower(words, i)));
        nouns.into_iter().find_map(|i| Some((counted(i)?.0.as_str(), i + 1)))
    };
    left.or_else(toll).or_else(happened).or_else(noun)
}

/// `12 percent`, `12 km`, `12 days`, `12-year`: it counts no people.
fn is_other_unit(words: &[Word], at: usize) -> bool {
    const OTHER: [&str; 22] = [
        "%",
        "percent",
        "per",
        "km",
        "kilometres",
        "kilometers",
        "kilometre",
        "miles",
        "mile",
        "metres",
        "meters",
        "minutes",
        "hours",
        "days",
        "weeks",
        "months",
        "years",
        "year",
        "day",
        "hour",
        "times",
        "week",
    ];
    is_dash(words, at) || OTHER.contains(&lower(words, at))
}

/// `the death toll rose to 20`.
fn is_toll(words: &[Word], found: &Found) -> bool {
    let from = found.from.saturating_sub(6);
    let run = || (from..found.from).map(|i| lower(words, i));
    let last = found.from.checked_sub(1).map_or("", |i| lower(words, i));
    run().any(|w| w == "toll")
        && matches!(last, "to" | "at" | "of" | "stood" | "reached" | "passed" | "is" | "was")
}

/// Where behind the number it is told that this happened to those counted.
fn happened(words: &[Word], from: usize, unit: &Unit) -> Option<usize> {
    let mut at = from;
    while at < (from + REACH).min(words.len()) {
        let word = lower(words, at);
        if let Some(end) = unit.finite.iter().find_map(|phrase| phrase_end(words, at, phrase)) {
            return Some(end);
        }
        if unit.after.iter().any(|w| w == word) {
            return is_passive(words, from, at).then_some(at + 1);
        }
        at = if word == "," { past_insertion(words, at)? } else { at + 1 };
        if word != "," && (STOPS.contains(&word) || is_number(word)) {
            return None;
        }
    }
    None
}

/// Where a phrase (`lost their lives`) that begins at a word ends.
fn phrase_end(words: &[Word], at: usize, phrase: &str) -> Option<usize> {
    let parts: Vec<&str> = phrase.split(' ').collect();
    let fits = parts.iter().enumerate().all(|(i, part)| lower(words, at + i) == *part);
    fits.then_some(at + parts.len())
}

/// `12 were killed`, `12 people killed in the blast`; not `two men killed a guard`.
fn is_passive(words: &[Word], from: usize, at: usize) -> bool {
    let auxiliary = (at.saturating_sub(2)..at).any(|i| AUXILIARIES.contains(&lower(words, i)));
    let object = lower(words, at + 1);
    let active = is_number(object) || matches!(object, "a" | "an" | "the" | "at" | "his" | "their" | "more");
    auxiliary || at - from <= 3 && !active
}

/// Behind an insertion (`, including three children, `); nothing where the comma begins no insertion.
fn past_insertion(words: &[Word], comma: usize) -> Option<usize> {
    let begins =
        matches!(lower(words, comma + 1), "including" | "among" | "most" | "some" | "mostly" | "many");
    let rest = (comma + 1)..words.len().min(comma + 12);
    begins.then(|| rest.into_iter().find(|i| lower(words, *i) == ",")).flatten().map(|i| i + 1)
}

fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

/// Figures told without a number: `a soldier was killed`, `no casualties`.
pub fn unnumbered(words: &[Word], kind: &str) -> Vec<(&'static str, Amount, usize, usize)> {
    let mut out = Vec::new();
    for i in 0..words.len() {
        let casualty =
            || UNITS.iter().filter(|(name, _)| matches!(name.as_str(), "killed" | "injured" | "arrested"));
        let units = casualty().filter(|(_, u)| u.types.iter().any(|t| t == kind));
        let one = matches!(lower(words, i), "a" | "an") && (i == 0 || lower(words, i - 1) != "and");
        let none = matches!(lower(words, i), "nobody" | "none")
            || lower(words, i) == "no" && matches!(lower(words, i + 1), "one" | "people" | "person");
        if lower(words, i) == "no" && lower(words, i + 1) == "casualties" {
            let both = units.map(|(name, _)| name.as_str()).filter(|n| *n != "arrested");
            out.extend(both.map(|name| (name, Amount::none(), i, i + 2)));
        } else if one || none {
            let amount = if one { Amount::one() } else { Amount::none() };
            let found = units.filter_map(|(name, u)| Some((name.as_str(), soon(words, i + 1, u)?)));
            out.extend(found.map(|(name, end)| (name, amount.clone(), i, end)));
        }
    }
    out
}

/// Behind `a` or `nobody`: what happened, with its auxiliary, at most four words on.
fn soon(words: &[Word], from: usize, unit: &Unit) -> Option<usize> {
    let end = happened(words, from, unit)?;
    let near = end <= from + 6;
    let auxiliary = (from..end - 1).any(|i| AUXILIARIES.contains(&lower(words, i)));
    (near && auxiliary).then_some(end)
}
