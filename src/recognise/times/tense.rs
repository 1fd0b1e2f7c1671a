//! Which way a bare `Monday` or `July` points: the tense of the verb nearest to it.

use super::words;
use crate::document::{Sentence, Token, Upos};

/// The tense around a place in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tense {
    /// `met on Monday`.
    Past,
    /// `meets on Monday`.
    Present,
    /// `will meet`, `could meet`, `to meet`, `due on Monday`.
    Future,
    /// No verb in reach.
    Unknown,
}

/// How far a verb may stand from the expression, in tokens.
const REACH: usize = 25;
/// How far `scheduled`, `due` may stand before it.
const CUE_REACH: usize = 6;

/// Words between a verb and its time (`met late on Monday`).
const BETWEEN: [&str; 9] = ["on", "in", "the", "by", "over", "late", "early", "here", "again"];

/// The tense at the expression of tokens `first..=last`, by the first of these that there is:
/// a verb right before it (`met on Monday`), right after it (`the two on Monday signed`), for
/// a possessive the word before (`ahead of Monday's vote`), the verb above it in the tree, the
/// nearest verb to the left, the nearest to the right. Behind `that` or an opening quotation mark the right side comes before the
/// left (`said that on Monday they will meet`). Tags decide where there are any, else forms.
pub fn tense_at(sentence: &Sentence, text: &str, first: usize, last: usize) -> Tense {
    let form = |i: usize| lower(&sentence.tokens[i], text);
    let before = (0..first.min(sentence.tokens.len())).rev().find(|i| !BETWEEN.contains(&form(*i).as_str()));
    if let Some(tense) = before.and_then(|i| bordered(sentence, text, i)) {
        return tense;
    }
    if let Some(tense) = before.and_then(|i| verb(sentence, text, i, &form(i))) {
        return tense;
    }
    if last + 1 < sentence.tokens.len() {
        let after = form(last + 1);
        if matches!(after.as_str(), "'s" | "’s" | "'" | "’") {
            let ahead = before.is_some_and(|i| matches!(form(i).as_str(), "of" | "before" | "for" | "until"));
            return if ahead { Tense::Future } else { Tense::Past };
        }
        if let Some(tense) = verb(sentence, text, last + 1, &after) {
            return tense;
        }
    }
    if let Some(tense) = governed(sentence, text, first) {
        return tense;
    }
    let fronted =
        before.is_some_and(|i| matches!(form(i).as_str(), "that" | "“" | "\"" | "``" | "if" | "when"));
    let left = || leftward(sentence, text, first);
    let right = || rightward(sentence, text, last);
    let found = if fronted { right().or_else(left) } else { left().or_else(right) };
    found.unwrap_or(Tense::Unknown)
}

/// What the word before the time settles: `since Monday` is past, `scheduled for Monday` ahead,
/// `postponed until Monday` too.
fn bordered(sentence: &Sentence, text: &str, before: usize) -> Option<Tense> {
    let form = |i: usize| lower(&sentence.tokens[i], text);
    let near = |sense: &str| {
        let reach = before.saturating_sub(CUE_REACH * 2)..before;
        reach.rev().any(|i| words::tense(&form(i)) == Some(sense) || form(i) == "deadline")
    };
    let word = form(before);
    match word.as_str() {
        "since" => Some(Tense::Past),
        "until" | "till" | "through" | "by" if near("deferred") => Some(Tense::Future),
        "for" if before > 0 => ahead(sentence, text, before - 1),
        _ => ahead(sentence, text, before),
    }
}

/// Is token `i` a word like `scheduled`? After `had been` it speaks of what was to come before.
fn ahead(sentence: &Sentence, text: &str, i: usize) -> Option<Tense> {
    let form = |i: usize| lower(&sentence.tokens[i], text);
    (words::tense(&form(i)) == Some("ahead")).then(|| {
        let had = i > 1 && form(i - 1) == "been" && form(i - 2) == "had";
        if had { Tense::Past } else { Tense::Future }
    })
}

fn lower(token: &Token, text: &str) -> String {
    token.span.of(text).to_ascii_lowercase()
}

/// Does the expression that ends with token `last` describe a noun right behind it?
pub fn modifies(sentence: &Sentence, last: usize) -> bool {
    let noun = |t: &Token| matches!(t.upos, Upos::Noun | Upos::Propn);
    sentence.tokens.get(last + 1).is_some_and(noun)
        && sentence.tokens.get(last).and_then(|t| t.head).is_some_and(|head| head > last)
}

fn leftward(sentence: &Sentence, text: &str, first: usize) -> Option<Tense> {
    let first = first.min(sentence.tokens.len());
    for i in (first.saturating_sub(REACH)..first).rev() {
        let form = lower(&sentence.tokens[i], text);
        if form == ";" {
            return None;
        }
        if words::tense(&form) == Some("ahead") && first - i <= CUE_REACH {
            return Some(Tense::Future);
        }
        if let Some(tense) = verb(sentence, text, i, &form) {
            return Some(tense);
        }
    }
    None
}

fn rightward(sentence: &Sentence, text: &str, last: usize) -> Option<Tense> {
    let mut reach = last + 1..sentence.tokens.len().min(last + REACH);
    reach.find_map(|i| verb(sentence, text, i, &lower(&sentence.tokens[i], text)))
}

/// The tense of token `i` if it is a finite verb or part of one.
fn verb(sentence: &Sentence, text: &str, i: usize, form: &str) -> Option<Tense> {
    let ahead = || helped(sentence, text, i);
    match sentence.tokens[i].xpos {
        "" => untagged(sentence, text, i, form),
        "MD" => Some(Tense::Future),
        "VBD" => Some(Tense::Past),
        "VBN" => Some(ahead().unwrap_or(Tense::Past)),
        "VB" => Some(ahead().unwrap_or(Tense::Future)),
        "VBG" => ahead(),
        "VBZ" | "VBP" if words::tense(form) == Some("plan") => Some(Tense::Future),
        "VBZ" | "VBP" => Some(Tense::Present),
        _ => None,
    }
}

/// The tense of the verb that the expression hangs on in the tree, where the sentence has tags.
fn governed(sentence: &Sentence, text: &str, first: usize) -> Option<Tense> {
    const STEPS: usize = 8;
    let mut at = sentence.tokens.get(first)?.head?;
    for _ in 0..STEPS {
        let token = sentence.tokens.get(at)?;
        if words::tense(&lower(token, text)) == Some("ahead") {
            return Some(Tense::Future);
        }
        if !token.xpos.is_empty()
            && let Some(tense) = verb(sentence, text, at, &lower(token, text))
        {
            return Some(tense);
        }
        at = token.head?;
    }
    None
}

/// What the helping verb before token `i` says (`will`, `to`, `was`), past adverbs and `be`.
fn helped(sentence: &Sentence, text: &str, i: usize) -> Option<Tense> {
    const PASSED: [&str; 11] =
        ["not", "n't", "also", "be", "been", "have", "never", "soon", "still", "t", "again"];
    for j in (i.saturating_sub(5)..i).rev() {
        let form = lower(&sentence.tokens[j], text);
        if PASSED.contains(&form.as_str()) || form.ends_with("ly") {
            continue;
        }
        return match words::tense(&form)? {
            "modal" => Some(Tense::Future),
            "to" if bound(sentence, text, j) => Some(Tense::Past),
            // `had been due to start` is past, any other `to start` ahead.
            "to" => Some(j.checked_sub(1).and_then(|i| ahead(sentence, text, i)).unwrap_or(Tense::Future)),
            "past" => Some(Tense::Past),
            "present" => Some(Tense::Present),
            _ => None,
        };
    }
    None
}

/// Does a verb whose infinitive shares its time stand before the `to` at `i` (`declined to`)?
fn bound(sentence: &Sentence, text: &str, i: usize) -> bool {
    i > 0 && words::tense(&lower(&sentence.tokens[i - 1], text)) == Some("bound")
}

fn untagged(sentence: &Sentence, text: &str, i: usize, form: &str) -> Option<Tense> {
    let ahead = || helped(sentence, text, i).filter(|t| *t == Tense::Future);
    match words::tense(form) {
        Some("modal") => Some(Tense::Future),
        Some("to") if bound(sentence, text, i) => Some(Tense::Past),
        Some("to") => infinitive(sentence, text, i).then_some(Tense::Future),
        Some("past" | "bound") => Some(ahead().unwrap_or(Tense::Past)),
        Some("present") => Some(Tense::Present),
        _ if form.len() > 4 && form.ends_with("ed") => Some(ahead().unwrap_or(Tense::Past)),
        _ => None,
    }
}

/// Is `to` at `i` followed by what may be a verb (no article, number or capital)?
fn infinitive(sentence: &Sentence, text: &str, i: usize) -> bool {
    const NOUNISH: [&str; 14] =
        ["the", "a", "an", "his", "her", "its", "their", "this", "that", "all", "some", "any", "one", "our"];
    let Some(next) = sentence.tokens.get(i + 1) else { return false };
    let form = next.span.of(text);
    form.starts_with(|c: char| c.is_ascii_lowercase()) && !NOUNISH.contains(&form) && !form.ends_with("ing")
}
