//! Where in a report an account is told: the sentences of its evidence and the one after each.

use super::Told;
use super::around::Around;
use super::compare::exclude;
use super::sentences;
use crate::account::Account;
use crate::span::Span;

/// Those sentences, in order, none twice. The one after is left out where it tells another event.
pub fn sentences(told: &Told, around: &Around) -> Vec<Span> {
    let Some(text) = told.report.map(|r| r.text.as_str()) else { return Vec::new() };
    let mut out = Vec::new();
    for evidence in &told.account.evidence {
        let sentence = sentences::around(text, evidence.span());
        let after = sentences::after(text, sentence);
        out.extend(after.filter(|s| !tells_another(told, around, *s)));
        out.push(sentence);
    }
    out.retain(|s: &Span| s.start < s.end);
    out.sort();
    out.dedup();
    out
}

/// Does a sentence hold evidence of another account of the same type, with a time or place of its own?
fn tells_another(told: &Told, around: &Around, sentence: Span) -> bool {
    rivals(told, around)
        .any(|a| exclude(told.account, a) && a.evidence.iter().any(|e| sentence.overlaps(e.span())))
}

/// Are these words nearer to the evidence of this account than to that of another of its type?
pub fn is_own(told: &Told, around: &Around, words: Span) -> bool {
    let near = |a: &Account| a.evidence.iter().map(|e| gap(e.span(), words)).min();
    let Some(own) = near(told.account) else { return true };
    rivals(told, around).filter(|a| exclude(told.account, a)).filter_map(near).all(|other| own <= other)
}

/// Do these words stand in the evidence of another account of the report, of any type, and not in this one's?
pub fn is_of_another(told: &Told, around: &Around, words: Span) -> bool {
    let own = told.account;
    let holds = |a: &Account| a.evidence.iter().any(|e| e.span().overlaps(words));
    !holds(own) && around.of_report(&own.report).iter().any(|a| a.id != own.id && holds(a))
}

/// The other accounts of the same type in the report.
fn rivals<'a>(told: &Told<'a>, around: &'a Around) -> impl Iterator<Item = &'a Account> {
    let own = told.account;
    let beside = around.of_report(&own.report).iter().copied();
    beside.filter(move |a| a.id != own.id && a.kind == own.kind)
}

/// Bytes between two spans.
fn gap(a: Span, b: Span) -> usize {
    b.start.saturating_sub(a.end).max(a.start.saturating_sub(b.end))
}
