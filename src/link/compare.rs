//! Where the accounts of one event agree, differ, and say nothing, field by field, with the words.
//!
//! What is only more precise contradicts nothing: the coarser value stands under `agree` with the finer.

mod places;
mod statuses;
mod times;
mod topics;
mod who;

use std::collections::{BTreeMap, BTreeSet};

use super::Told;
use super::around::Around;
use super::{figures, outcome};
use crate::account::{Account, Status};
use crate::event::{FieldComparison, Given, Words};
use crate::span::Quote;
use crate::when::When;
use crate::when::calendar::Day;

/// How a value stands beside those of the other accounts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It was replaced later.
    Superseded,
    /// Nothing contradicts it.
    #[default]
    Agrees,
    /// Another account excludes it.
    Differs,
}

/// A value that one account gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// The value as the record writes it.
    pub value: String,
    /// The account, an index into the cluster.
    pub by: usize,
    /// The words.
    pub words: Option<Quote>,
    /// How it stands beside the others.
    pub verdict: Verdict,
}

impl Claim {
    /// A claim that nothing contradicts so far.
    pub fn new(value: impl Into<String>, by: usize, words: Option<&Quote>) -> Self {
        let words = words.filter(|q| !q.exact.is_empty()).cloned();
        Self { value: value.into(), by, words, verdict: Verdict::Agrees }
    }
}

/// The comparison of an event's accounts, field by field.
pub fn comparison(told: &[Told], around: &Around) -> BTreeMap<String, FieldComparison> {
    let fields = [
        ("who", who::claims(told)),
        ("when", times::claims(told)),
        ("where", places::claims(told)),
        ("status", statuses::claims(told)),
        ("topics", topics::claims(told)),
        ("outcome", outcome::claims(told, around)),
        ("figures", figures::claims(told, around)),
    ];
    fields.into_iter().map(|(name, claims)| (name.to_owned(), gathered(told, claims))).collect()
}

/// The claims of one field by value. A value that one account contradicts is contradicted.
fn gathered(told: &[Told], claims: Vec<Claim>) -> FieldComparison {
    let speaking: BTreeSet<usize> = claims.iter().map(|c| c.by).collect();
    let silent = (0..told.len()).filter(|i| !speaking.contains(i)).map(|i| told[i].account.id.clone());
    let mut out = FieldComparison { silent: silent.collect(), ..FieldComparison::default() };
    let mut by_value: BTreeMap<String, Vec<Claim>> = BTreeMap::new();
    claims.into_iter().for_each(|c| by_value.entry(c.value.clone()).or_default().push(c));
    for (value, claims) in by_value {
        let verdict = claims.iter().map(|c| c.verdict).max().unwrap_or_default();
        let side = match verdict {
            Verdict::Agrees => &mut out.agree,
            Verdict::Differs => &mut out.differ,
            Verdict::Superseded => &mut out.superseded,
        };
        side.push(given(told, value, &claims));
    }
    out.silent.sort();
    out
}

fn given(told: &[Told], value: String, claims: &[Claim]) -> Given {
    let id = |c: &Claim| told[c.by].account.id.clone();
    let accounts: BTreeSet<String> = claims.iter().map(id).collect();
    let said = claims.iter().filter_map(|c| Some(Words { account: id(c), quote: c.words.clone()? }));
    let words: BTreeSet<Words> = said.collect();
    Given { value, accounts: accounts.into_iter().collect(), words: words.into_iter().collect() }
}

/// Marks the claims of two accounts that exclude one another; `excludes` tells it of two claims, given in
/// this order, and who of them was replaced is told by [`replaced`].
fn mark(told: &[Told], claims: &mut [Claim], excludes: impl Fn(&Claim, &Claim) -> bool) {
    let pairs = (0..claims.len()).flat_map(|i| (i + 1..claims.len()).map(move |j| (i, j)));
    for (i, j) in pairs.collect::<Vec<_>>() {
        if !excludes(&claims[i], &claims[j]) {
            continue;
        }
        let (a, b) = (&told[claims[i].by], &told[claims[j].by]);
        if replaced(a, b) {
            claims[i].verdict = claims[i].verdict.min(Verdict::Superseded);
        } else if replaced(b, a) {
            claims[j].verdict = claims[j].verdict.min(Verdict::Superseded);
        } else {
            settle(claims, i, j);
        }
    }
}

/// Two claims differ; what was replaced before stays so.
fn settle(claims: &mut [Claim], i: usize, j: usize) {
    for k in [i, j] {
        if claims[k].verdict == Verdict::Agrees {
            claims[k].verdict = Verdict::Differs;
        }
    }
}

/// Was what the first account tells replaced by what the second tells? A plan gives way to what a later
/// report tells of the holding, or tells anew two days later or in the same outlet.
pub fn replaced(old: &Told, new: &Told) -> bool {
    let open = |t: &Told| matches!(t.account.status, Status::Possible | Status::Planned);
    let held = |t: &Told| matches!(t.account.status, Status::Held | Status::Ongoing);
    let Some(days) = days_between(old, new) else { return open(old) && held(new) };
    let same_outlet = outlet(old).is_some() && outlet(old) == outlet(new);
    open(old) && (held(new) && days >= 0 || open(new) && (days >= 2 || days == 1 && same_outlet))
}

/// Do two accounts give times or places that exclude one another?
pub fn exclude(a: &Account, b: &Account) -> bool {
    exclude_times(a, b) || a.place.as_ref().zip(b.place.as_ref()).is_some_and(|(x, y)| places::exclude(x, y))
}

/// Do two accounts give times that exclude one another?
pub fn exclude_times(a: &Account, b: &Account) -> bool {
    let apart = |x: &When, y: &When| times::exclude(&x.edtf, &y.edtf);
    a.when.as_ref().zip(b.when.as_ref()).is_some_and(|(x, y)| apart(x, y))
}

/// Days from the publication of one to that of the other.
pub fn days_between(a: &Told, b: &Told) -> Option<i32> {
    let day = |t: &Told| t.published().and_then(Day::parse);
    Some(day(a)?.until(day(b)?))
}

/// The outlet of an account's report.
pub fn outlet<'a>(told: &Told<'a>) -> Option<&'a str> {
    told.report.and_then(|r| r.outlet.as_deref())
}

#[cfg(test)]
pub mod tests;
