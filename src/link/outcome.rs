//! Outcome: what came of talks, as the accounts tell it: an agreement, none, a next meeting.
//!
//! Two things show it: words beside the evidence (`ended without`, `agreed to`), and other accounts of
//! the same report that tell an agreement or a refusal of the same parties at the same time. What other acts came to
//! is told by the accounts beside them that answer them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::{Regex, RegexBuilder, RegexSet, RegexSetBuilder};
use serde::Deserialize;

use super::Told;
use super::around::Around;
use super::compare::{Claim, Verdict, exclude};
use super::consequence;
use super::party::Party;
use super::sentences;
use crate::account::{Account, Status};
use crate::actor::Participant;
use crate::span::Span;
use crate::when::edtf::Edtf;

/// No agreement was reached.
const NONE: &str = "no agreement";
/// Outcomes of which only one of two can be.
const EXCLUDE: [(&str, &str); 2] = [("agreement", NONE), ("next meeting", "no next meeting")];
/// Sentences after the evidence in which words for an outcome are looked for.
const AFTER: usize = 3;

#[derive(Deserialize)]
struct Table {
    deal: String,
    talks: String,
    outcomes: BTreeMap<String, Vec<String>>,
    not: BTreeMap<String, String>,
}

/// The patterns of `data/outcomes.toml`.
struct Patterns {
    /// All of them: most sentences match none, which one pass tells.
    any: RegexSet,
    none: Vec<Regex>,
    denied: Regex,
    others: Vec<(String, Regex)>,
    not: Regex,
}

static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| {
    let table: Table = toml::from_str(include_str!("data/outcomes.toml"))
        .unwrap_or_else(|e| unreachable!("data/outcomes.toml: {e}"));
    let full = |p: &str| pattern(&p.replace("DEAL", &table.deal).replace("TALKS", &table.talks));
    let (mut none, mut others) = (Vec::new(), Vec::new());
    for (name, patterns) in &table.outcomes {
        match name.as_str() {
            "no agreement" => none.extend(patterns.iter().map(|p| full(p))),
            _ => others.extend(patterns.iter().map(|p| (name.clone(), full(p)))),
        }
    }
    let not = table.not.get("before").map_or("$^", String::as_str);
    let denied = table.not.get("denied").map_or("$^", String::as_str);
    let denied = full(denied);
    let all = none.iter().chain(others.iter().map(|(_, p)| p)).chain([&denied]).map(Regex::as_str);
    let any = RegexSetBuilder::new(all).case_insensitive(true).build();
    let any = any.unwrap_or_else(|e| unreachable!("data/outcomes.toml: {e}"));
    Patterns { any, none, denied, others, not: pattern(not) }
});

fn pattern(text: &str) -> Regex {
    let built = RegexBuilder::new(text).case_insensitive(true).build();
    built.unwrap_or_else(|e| unreachable!("data/outcomes.toml: {e}"))
}

/// The outcomes that the accounts give.
pub fn claims(told: &[Told], around: &Around) -> Vec<Claim> {
    let mut claims = Vec::new();
    for (i, t) in told.iter().enumerate() {
        let took_place = matches!(t.account.status, Status::Held | Status::Ongoing);
        let all = match t.account.kind.as_str() {
            "CONSULT" if took_place => of_account(t, around),
            "CONSULT" if t.account.status == Status::CalledOff => put_off(t, around),
            "CONSULT" => Vec::new(),
            _ => answers(t, around),
        };
        let claim = |(value, span): (String, Span)| {
            Claim::new(value, i, t.report.map(|r| span.quote(&r.text)).as_ref())
        };
        claims.extend(all.into_iter().map(claim));
    }
    let gives = |by: usize, value: &str| claims.iter().any(|c: &Claim| c.by == by && c.value == value);
    let clash = |c: &Claim| {
        let opposite = opposite(&c.value)?;
        let mut others = (0..told.len()).filter(|j| *j != c.by && !gives(c.by, opposite));
        others.find(|j| gives(*j, opposite) && !gives(*j, &c.value))
    };
    let differ: Vec<bool> = claims.iter().map(|c| clash(c).is_some()).collect();
    for (claim, differs) in claims.iter_mut().zip(differ) {
        claim.verdict = if differs { Verdict::Differs } else { Verdict::Agrees };
    }
    claims
}

/// Of talks that were called off only a new date comes.
fn put_off(told: &Told, around: &Around) -> Vec<(String, Span)> {
    let mut all = in_words(told, around);
    all.retain(|(value, _)| value.ends_with("next meeting"));
    all.sort();
    all.dedup_by(|a, b| a.0 == b.0);
    all
}

/// The outcome that this one excludes.
fn opposite(value: &str) -> Option<&'static str> {
    let pair = EXCLUDE.iter().find(|(a, b)| *a == value || *b == value)?;
    Some(if pair.0 == value { pair.1 } else { pair.0 })
}

/// The outcomes that one account gives, each with its words.
fn of_account(told: &Told, around: &Around) -> Vec<(String, Span)> {
    let mut all = in_words(told, around);
    all.retain(|(value, _)| value != NO_ANSWER);
    all.extend(in_accounts(told, around));
    all.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
    all.dedup_by(|a, b| a.0 == b.0);
    all
}

/// What words in the sentences that tell the event, and in those after, say of it.
fn in_words(told: &Told, around: &Around) -> Vec<(String, Span)> {
    let Some(text) = told.report.map(|r| r.text.as_str()) else { return Vec::new() };
    let mut out = Vec::new();
    for sentence in told.account.evidence.iter().flat_map(|e| beside(text, e.span())) {
        let of_other = rivals(told, around).any(|a| a.evidence.iter().any(|e| sentence.overlaps(e.span())));
        if !of_other {
            out.extend(in_sentence(text, sentence));
        }
    }
    out
}

/// The sentence that holds a span, the one before it (`They struck a deal. It was made at talks`) and those after.
fn beside(text: &str, span: Span) -> Vec<Span> {
    let own = sentences::around(text, span);
    let next = |s: &Span| sentences::after(text, *s);
    let from = std::iter::successors(Some(own), next).take(1 + AFTER);
    sentences::before(text, own).into_iter().chain(from).filter(|s| s.start < s.end).collect()
}

/// Other talks of the report, at another time or place or of others.
fn rivals<'a>(told: &Told<'a>, around: &'a Around) -> impl Iterator<Item = &'a Account> {
    let own = told.account;
    let beside = around.of_report(&own.report).iter().copied();
    beside.filter(move |a| a.id != own.id && a.kind == own.kind && (exclude(own, a) || !same_parties(own, a)))
}

/// The outcomes that a sentence tells.
fn in_sentence(text: &str, sentence: Span) -> Vec<(String, Span)> {
    let words = sentence.of(text);
    if !PATTERNS.any.is_match(words) {
        return Vec::new();
    }
    let span = |m: regex::Match| Span::new(sentence.start + m.start(), sentence.start + m.end());
    let real = |m: &regex::Match| !PATTERNS.not.is_match(&words[..m.start()]);
    let none: Vec<Span> = PATTERNS.none.iter().filter_map(|p| p.find(words)).map(span).collect();
    if let Some(first) = none.iter().min() {
        return vec![(NONE.to_owned(), *first)];
    }
    // `denied that it had made a deal`.
    if let Some(denied) = PATTERNS.denied.find(words) {
        return vec![(NONE.to_owned(), span(denied))];
    }
    let mut out: Vec<(String, Span)> = Vec::new();
    for (name, pattern) in &PATTERNS.others {
        for found in pattern.find_iter(words).filter(real) {
            out.push((name.clone(), span(found)));
        }
    }
    // `agreed to meet again` tells a next meeting, no deal.
    let again: Vec<Span> = out.iter().filter(|(n, _)| n == "next meeting").map(|(_, s)| *s).collect();
    out.retain(|(name, s)| name != "agreement" || !again.iter().any(|a| a.overlaps(*s)));
    out
}

/// Agreements and refusals of the same parties that the report tells as accounts of their own.
fn in_accounts(told: &Told, around: &Around) -> Vec<(String, Span)> {
    let own = told.account;
    let beside = around.of_report(&own.report).iter().filter(|a| a.id != own.id);
    let fits =
        |a: &&&Account| a.status == Status::Held && !exclude(own, a) && near(told, a) && same_parties(own, a);
    beside
        .filter(fits)
        .filter_map(|a| Some((outcome_of(a)?.to_owned(), a.evidence.first()?.span())))
        .collect()
}

/// What an account of another type makes of talks. That they agreed to meet again is told by the words.
fn outcome_of(account: &Account) -> Option<&'static str> {
    let says = |words: &[&str]| {
        let evidence = account.evidence.iter().map(|e| e.exact.to_lowercase());
        evidence.into_iter().any(|e| words.iter().any(|w| e.contains(w)))
    };
    match account.kind.as_str() {
        "AGREE" if !says(&["to meet", "to hold", "to talk"]) => Some("agreement"),
        "SUPPORT" if says(&["sign", "ratif", "seal"]) => Some("agreement"),
        "REJECT" => Some("refusal"),
        _ => None,
    }
}

/// Is it told in the same sentence or one after, or of one day?
fn near(told: &Told, other: &Account) -> bool {
    let Some(text) = told.report.map(|r| r.text.as_str()) else { return false };
    let reach: Vec<Span> = told.account.evidence.iter().flat_map(|e| beside(text, e.span())).collect();
    let beside = other.evidence.iter().any(|e| reach.iter().any(|s| s.overlaps(e.span())));
    let day = |a: &Account| a.when.as_ref().map(|w| w.edtf.clone());
    beside || day(told.account).is_some() && day(told.account) == day(other)
}

/// Do all parties of the second account take part in the first, and two of them or all of one side?
fn same_parties(talks: &Account, other: &Account) -> bool {
    let parties =
        |a: &Account| -> Vec<Party> { a.actors.iter().chain(&a.recipients).map(Party::of).collect() };
    let (own, theirs) = (parties(talks), parties(other));
    !theirs.is_empty() && theirs.iter().all(|p| own.iter().any(|o| o.is_like(p)))
}

/// Types of acts that answer another.
const ANSWERS: [&str; 9] =
    ["AGREE", "SUPPORT", "AID", "CONCEDE", "RETREAT", "REJECT", "SANCTION", "THREATEN", "COERCE"];
/// Nobody answered, which is an outcome as well.
const NO_ANSWER: &str = "no answer";

/// What another act came to, where the same report tells it beside it: who was addressed answers, or does not, a deal is
/// signed, the abducted are let go, a march is broken up; or words tie a later act to it (`in return`).
fn answers(told: &Told, around: &Around) -> Vec<(String, Span)> {
    let own = told.account;
    let Some(text) = told.report.map(|r| r.text.as_str()) else { return Vec::new() };
    let reach: Vec<Span> = own.evidence.iter().flat_map(|e| beside(text, e.span())).collect();
    let here = |a: &Account| a.evidence.iter().any(|e| reach.iter().any(|s| s.overlaps(e.span())));
    let others = around.of_report(&own.report).iter().filter(|a| a.id != own.id && a.kind != own.kind);
    let fits = |a: &&&Account| {
        let beside = ANSWERS.contains(&a.kind.as_str()) && here(a) && answered(own, a);
        !excludes_later(own, a) && (beside || consequence::tie(text, a, own).is_some())
    };
    let silence = in_words(told, around).into_iter().filter(|(value, _)| value == NO_ANSWER);
    let told =
        others.filter(fits).filter_map(|a| Some((format!("answer: {}", a.kind), a.evidence.first()?.span())));
    let mut all: Vec<(String, Span)> = told.chain(silence).collect();
    all.sort();
    all.dedup_by(|a, b| a.0 == b.0);
    all
}

/// Is the second act told to come before the first?
fn excludes_later(first: &Account, second: &Account) -> bool {
    let day = |a: &Account| a.when.as_ref().and_then(|w| Edtf::parse(&w.edtf));
    let order = day(second).zip(day(first)).and_then(|(b, a)| b.compare(&a));
    order == Some(std::cmp::Ordering::Less)
}

/// Does the second act answer the first?
fn answered(first: &Account, second: &Account) -> bool {
    let parties = |all: &[Participant]| all.iter().map(Party::of).collect::<Vec<Party>>();
    let like = |a: &[Participant], b: &[Participant]| {
        let b = parties(b);
        parties(a).iter().any(|x| b.iter().any(|y| x.is_like(y)))
    };
    let back = second.recipients.is_empty() || like(&second.recipients, &first.actors);
    let replies = like(&second.actors, &first.recipients) && back;
    let seals = first.kind == "AGREE" && second.kind == "SUPPORT" && same_parties(first, second);
    let releases = matches!(first.kind.as_str(), "ASSAULT" | "COERCE")
        && second.mode.as_deref() == Some("release")
        && like(&second.recipients, &first.recipients);
    let met = first.kind == "PROTEST"
        && matches!(second.kind.as_str(), "COERCE" | "ASSAULT")
        && like(&second.recipients, &first.actors);
    replies || seals || releases || met
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        let mut all: Vec<String> =
            in_sentence(text, Span::new(0, text.len())).into_iter().map(|(name, _)| name).collect();
        all.sort();
        all.dedup();
        all
    }

    #[test]
    fn words_tell_what_came_of_it() {
        let cases = [
            ("The talks ended without an agreement.", vec!["no agreement"]),
            ("Both sides failed to reach a deal on the river.", vec!["no agreement"]),
            ("There was no breakthrough.", vec!["no agreement"]),
            ("The ministers signed a five-year trade agreement.", vec!["agreement"]),
            ("They agreed to reopen the border.", vec!["agreement"]),
            ("The two agreed to meet again in June.", vec!["next meeting"]),
            ("Another round of talks is planned for May.", vec!["next meeting"]),
            ("They issued a joint statement.", vec!["joint statement"]),
            ("They hoped to reach an agreement by May.", vec![]),
            ("They sat down for two hours.", vec![]),
            ("They parted without a result.", vec!["no agreement"]),
            ("There was no reply from Selm.", vec!["no answer"]),
            ("The ministry did not respond.", vec!["no answer"]),
            ("The minister denied that he had made a deal.", vec!["no agreement"]),
            ("The meeting ended without any next step.", vec!["no next meeting"]),
            ("They will talk again in June.", vec!["next meeting"]),
        ];
        for (text, want) in cases {
            assert_eq!(told(text), want, "{text}");
        }
    }
}
