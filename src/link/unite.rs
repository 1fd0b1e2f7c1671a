//! The fields of an event from those of its accounts.

use std::collections::{BTreeMap, BTreeSet};

use super::Told;
use crate::account::{Account, Setting, Status};
use crate::actor::Participant;
use crate::event::StatusAt;
use crate::place::Where;
use crate::when::When;
use crate::when::edtf::Edtf;

/// The value given most often; of several, the smallest.
pub fn most_common<T: Ord + Clone>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    values.for_each(|v| *counts.entry(v).or_default() += 1);
    let best = counts.values().copied().max()?;
    counts.into_iter().find(|(_, n)| *n == best).map(|(v, _)| v)
}

/// What was said of it, oldest report first.
pub fn history(told: &[Told]) -> Vec<StatusAt> {
    let at = |t: &Told| StatusAt {
        as_of: t.published().map(str::to_owned),
        status: t.account.status,
        account: t.account.id.clone(),
    };
    let mut all: Vec<StatusAt> = told.iter().map(at).collect();
    all.sort();
    all
}

/// The latest well-founded status: what the latest report says; but what has happened once stays so
/// when a later report merely recalls the plan.
pub fn status(told: &[Told]) -> Status {
    let history = history(told);
    let latest = history.iter().rev().find(|h| h.as_of.is_some()).or(history.last());
    let last_day = latest.and_then(|h| h.as_of.clone());
    let of_last = history.iter().filter(|h| h.as_of == last_day).map(|h| h.status);
    let best = of_last.max().unwrap_or(Status::Held);
    let open = matches!(best, Status::Possible | Status::Planned);
    if open && history.iter().any(|h| h.status == Status::Held) { Status::Held } else { best }
}

/// The participants of one side that at least half of the accounts name, in order of naming; all of the
/// first account's where none is.
pub fn parties(told: &[Told], side: impl Fn(&Account) -> &Vec<Participant>) -> Vec<Participant> {
    let mut order: Vec<&Participant> = Vec::new();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for p in told.iter().flat_map(|t| side(t.account)) {
        *counts.entry(&p.actor).or_default() += 1;
        if !order.iter().any(|o| o.actor == p.actor) {
            order.push(p);
        }
    }
    let half = order.iter().filter(|p| 2 * counts[p.actor.as_str()] >= told.len());
    half.map(|p| (*p).clone()).collect()
}

/// The narrowest time that most accounts allow.
pub fn when(told: &[Told]) -> Option<When> {
    let all: Vec<&When> = told.iter().filter_map(|t| t.account.when.as_ref()).collect();
    let length = |w: &When| {
        let e = Edtf::parse(&w.edtf)?;
        Some(e.first_day()?.until(e.last_day()?))
    };
    let support = |w: &When| {
        let one = Edtf::parse(&w.edtf);
        all.iter()
            .filter(|o| one.as_ref().zip(Edtf::parse(&o.edtf)).is_some_and(|(a, b)| a.overlaps(&b)))
            .count()
    };
    let rank = |w: &&When| (std::cmp::Reverse(support(w)), length(w).unwrap_or(i32::MAX), w.edtf.clone());
    all.iter().copied().min_by_key(rank).cloned()
}

/// The place most accounts give, one with a city before a bare country.
pub fn place(told: &[Told]) -> Option<Where> {
    let all: Vec<&Where> = told.iter().filter_map(|t| t.account.place.as_ref()).collect();
    let times = |w: &Where| all.iter().filter(|o| o.name == w.name).count();
    let rank =
        |w: &&&Where| (std::cmp::Reverse(w.geonames.is_some()), std::cmp::Reverse(times(w)), w.name.clone());
    all.iter().min_by_key(rank).map(|w| (*w).clone())
}

/// The setting most accounts give; one that the gazetteer knows before others.
pub fn setting(told: &[Told]) -> Option<Setting> {
    let all = || told.iter().filter_map(|t| t.account.setting.clone());
    most_common(all().filter(|s| s.id.is_some())).or_else(|| most_common(all()))
}

/// All topics, each once, in order of the accounts.
pub fn topics(told: &[Told]) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let all = told.iter().flat_map(|t| &t.account.topics);
    all.filter(|t| seen.insert(t.to_lowercase())).cloned().collect()
}

/// All contexts, each once, sorted.
pub fn contexts(told: &[Told]) -> Vec<String> {
    let all: BTreeSet<&String> = told.iter().flat_map(|t| &t.account.contexts).collect();
    all.into_iter().cloned().collect()
}

/// How many reports tell it. A reprint has no account of its own; it tells what its origin tells.
pub fn reports(told: &[Told]) -> usize {
    let reports: BTreeMap<&String, usize> = told.iter().map(|t| (&t.account.report, t.reprints)).collect();
    reports.values().map(|reprints| 1 + reprints).sum()
}

/// How many of them are independent: reprints, and reports of one agency's copy, count once.
pub fn independent(told: &[Told]) -> usize {
    let origin = |t: &Told| {
        let origin = t.report.and_then(|r| r.origin.as_ref());
        let of = origin.and_then(|o| o.reprint_of.clone().or_else(|| o.agency.clone()));
        of.unwrap_or_else(|| t.account.report.clone())
    };
    told.iter().map(origin).collect::<BTreeSet<_>>().len()
}

/// At least one account is right: one minus the chance that all independent ones are wrong.
pub fn confidence(told: &[Told]) -> f64 {
    let wrong: f64 = told.iter().map(|t| 1.0 - t.account.confidence).product();
    ((1.0 - wrong) * 1000.0).round() / 1000.0
}
