//! The division or state that the text writes beside a place's name: `Paris, Texas`, `China's Hangzhou`.

use super::lookup::whole;
use crate::gazetteer::Gazetteer;
use crate::gazetteer::atlas::Kind;
use crate::gazetteer::places::Candidate;
use crate::span::Span;

/// Words that may stand between an owner and the name: `China's eastern city of Hangzhou`.
const BETWEEN: [&str; 27] = [
    "'s",
    "’s",
    "'",
    "’",
    "the",
    "city",
    "town",
    "village",
    "port",
    "capital",
    "province",
    "state",
    "region",
    "district",
    "of",
    "eastern",
    "western",
    "northern",
    "southern",
    "central",
    "northeastern",
    "northwestern",
    "southeastern",
    "southwestern",
    "coastal",
    "border",
    "main",
];

/// The places beside the name at `span` that may hold it.
pub fn holders(gazetteer: &Gazetteer, text: &str, span: Span) -> Vec<Candidate> {
    let after = after(gazetteer, text.get(span.end..).unwrap_or(""));
    let mut all = match after.is_empty() {
        true => owner(gazetteer, text.get(..span.start).unwrap_or("")),
        false => after,
    };
    all.extend(inner(gazetteer, span.of(text)));
    all
}

fn hold(gazetteer: &Gazetteer, words: &str) -> Vec<Candidate> {
    let holds = |c: &Candidate| match c.kind {
        Kind::Country | Kind::First => true,
        Kind::Second => words.contains(' '),
        _ => false,
    };
    let all = whole(gazetteer, words).into_iter().filter(|r| r.fit > -2.0).map(|r| r.candidate);
    all.filter(holds).collect()
}

/// `Paris, Texas` as one name.
fn inner(gazetteer: &Gazetteer, name: &str) -> Vec<Candidate> {
    name.split_once(", ").map_or(Vec::new(), |(_, holder)| hold(gazetteer, holder))
}

/// `, Texas` · `(Texas)` · ` in Texas` · ` County, Texas`.
fn after(gazetteer: &Gazetteer, rest: &str) -> Vec<Candidate> {
    const LINKS: [&str; 7] = [", in ", ", ", " (", " in ", "-area, ", " County, ", " Township, "];
    let Some(rest) = LINKS.iter().find_map(|l| rest.strip_prefix(l)) else { return Vec::new() };
    let comma = rest.find([',', ')', ';', '\n', ':', '"', '”']).unwrap_or(rest.len());
    let phrase: Vec<&str> = rest[..comma].split(' ').take(4).collect();
    let capital = |w: &&&str| w.starts_with(char::is_uppercase) || ***w == *"the" || ***w == *"of";
    let named = phrase.iter().take_while(capital).count();
    for n in (1..=named).rev() {
        let words = phrase[..n].join(" ");
        let found = hold(gazetteer, &words);
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// `Texas' ` · `China's eastern city of `: the owner before the name.
fn owner(gazetteer: &Gazetteer, before: &str) -> Vec<Candidate> {
    let tail: String = before.chars().rev().take(60).collect::<Vec<_>>().into_iter().rev().collect();
    let clause = tail.rsplit(['.', ',', ';', '\n', '(']).next().unwrap_or("");
    let mut words: Vec<&str> = clause.split(' ').filter(|w| !w.is_empty()).collect();
    let own = |w: &str| w.ends_with("'s") || w.ends_with("’s") || w.ends_with("s'") || w.ends_with("s’");
    while words.last().is_some_and(|w| BETWEEN.contains(w)) {
        words.pop();
    }
    let kind_named = clause.trim_end().len() < clause.len()
        && words.len() < clause.split(' ').filter(|w| !w.is_empty()).count();
    let Some(last) = words.last() else { return Vec::new() };
    // `Kazakh capital Astana`: without an owner's mark a word of kind must stand between.
    if !own(last) && !kind_named {
        return Vec::new();
    }
    for n in (1..=words.len().min(3)).rev() {
        let name = words[words.len() - n..].join(" ");
        if name.starts_with(char::is_uppercase) {
            let found = hold(gazetteer, &name);
            if !found.is_empty() {
                return found;
            }
        }
    }
    Vec::new()
}
