//! What it is about: topics add to one another; they differ only where two accounts share none.

use std::collections::BTreeSet;

use super::{Claim, Verdict};
use crate::gazetteer::table::key;
use crate::link::Told;
use crate::link::sentences;
use crate::span::Quote;

/// Words that tell no topic apart.
const IDLE: [&str; 12] = ["the", "a", "an", "of", "and", "in", "on", "to", "for", "its", "their", "with"];

/// The topics of the accounts, in small letters.
pub fn claims(told: &[Told]) -> Vec<Claim> {
    let words: Vec<BTreeSet<String>> = told.iter().map(|t| content(&t.account.topics)).collect();
    let alone = |i: usize| {
        let spoken = || words.iter().enumerate().filter(|(j, w)| *j != i && !w.is_empty());
        spoken().next().is_some() && spoken().all(|(_, w)| w.is_disjoint(&words[i]))
    };
    let mut claims = Vec::new();
    for (i, t) in told.iter().enumerate() {
        let verdict = if alone(i) { Verdict::Differs } else { Verdict::Agrees };
        for topic in &t.account.topics {
            let claim = Claim::new(topic.to_lowercase(), i, quote(t, topic).as_ref());
            claims.push(Claim { verdict, ..claim });
        }
    }
    claims
}

/// The words of topics, as far as they tell one from another; plural and singular alike.
fn content(topics: &[String]) -> BTreeSet<String> {
    let all = topics.iter().flat_map(|t| t.split(|c: char| !c.is_alphanumeric())).map(key);
    let telling = all.filter(|w| w.len() > 1 && !IDLE.contains(&w.as_str()));
    telling.map(|w| w.strip_suffix('s').map_or(w.clone(), str::to_owned)).collect()
}

/// Where the report says the topic: in a sentence that tells the event, else where it first stands.
fn quote(told: &Told, topic: &str) -> Option<Quote> {
    let text = told.report.map(|r| r.text.as_str()).filter(|_| !topic.is_empty())?;
    let near = told.account.evidence.iter().filter_map(|e| {
        let sentence = sentences::around(text, e.span());
        Some(sentence.start + sentence.of(text).find(topic)?)
    });
    let start = near.min().or_else(|| text.find(topic))?;
    Some(crate::span::Span::new(start, start + topic.len()).quote(text))
}
