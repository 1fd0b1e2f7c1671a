//! The fields of an event from those of its accounts.

use std::collections::{BTreeMap, BTreeSet};

use super::Told;
use super::around::Around;
use super::independence;
use super::party::state_named;
use crate::account::{Account, Setting, Status};
use crate::actor::Participant;
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

/// The participants of one side that at least half of the accounts that name any name, in order of naming;
/// all that are named where no one is named so often. A title that any account gives is kept.
pub fn parties(told: &[Told], side: impl Fn(&Account) -> &Vec<Participant>) -> Vec<Participant> {
    let mut order: Vec<Participant> = Vec::new();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for t in told {
        let named: BTreeMap<&str, &Participant> =
            side(t.account).iter().rev().map(|p| (p.actor.as_str(), p)).collect();
        named.keys().for_each(|id| *counts.entry(id).or_default() += 1);
        for p in side(t.account) {
            match order.iter_mut().find(|o| o.actor == p.actor) {
                Some(known) => known.title = known.title.take().or_else(|| p.title.clone()),
                None => order.push(p.clone()),
            }
        }
    }
    let naming = told.iter().filter(|t| !side(t.account).is_empty()).count();
    let often = |p: &Participant| 2 * counts[p.actor.as_str()] >= naming;
    if order.iter().any(often) {
        order.retain(often);
    }
    order
}

/// The narrowest time that most accounts allow; plans do not count where an account tells the holding, for
/// their day may have moved.
pub fn when(told: &[Told]) -> Option<When> {
    let held = |t: &&Told| matches!(t.account.status, Status::Held | Status::Ongoing);
    let of = |all: Vec<&Told>| all.iter().filter_map(|t| t.account.when.clone()).collect::<Vec<When>>();
    let after = of(told.iter().filter(held).collect());
    let all = if after.is_empty() { of(latest_plans(told)) } else { after };
    let length = |w: &When| {
        let e = Edtf::parse(&w.edtf)?;
        Some(e.first_day()?.until(e.last_day()?))
    };
    let support = |w: &When| {
        let one = Edtf::parse(&w.edtf);
        let allows = |o: &&When| one.as_ref().zip(Edtf::parse(&o.edtf)).is_some_and(|(a, b)| a.overlaps(&b));
        all.iter().filter(allows).count()
    };
    let rank = |w: &&When| (std::cmp::Reverse(support(w)), length(w).unwrap_or(i32::MAX), (*w).clone());
    all.iter().min_by_key(rank).cloned()
}

/// The accounts whose time no later account replaced.
fn latest_plans<'a>(told: &'a [Told<'a>]) -> Vec<&'a Told<'a>> {
    let apart = |a: &Told, b: &Told| super::compare::exclude_times(a.account, b.account);
    let gone = |t: &&Told| told.iter().any(|o| apart(t, o) && super::compare::replaced(t, o));
    told.iter().filter(|t| !gone(t)).collect()
}

/// The place most accounts give, one with a city before a bare country; plans count as for the time.
pub fn place(told: &[Told]) -> Option<Where> {
    let held = |t: &&Told| matches!(t.account.status, Status::Held | Status::Ongoing);
    let of = |all: Vec<&'_ Told>| all.iter().filter_map(|t| t.account.place.clone()).collect::<Vec<Where>>();
    let after = of(told.iter().filter(held).collect());
    let all = if after.is_empty() { of(told.iter().collect()) } else { after };
    let state = |w: &Where| w.is_state || state_named(&w.name).is_some();
    let times = |w: &Where| all.iter().filter(|o| o.name == w.name).count();
    let rank = |w: &&Where| {
        let known = w.geonames.is_some();
        (state(w), std::cmp::Reverse(known), std::cmp::Reverse(times(w)), w.name.clone())
    };
    all.iter().min_by_key(rank).cloned()
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

/// At least one leg is right: one minus the chance that all are wrong; of one leg the best account counts.
pub fn confidence(told: &[Told], around: &Around) -> f64 {
    let mut doubt: BTreeMap<usize, f64> = BTreeMap::new();
    for (leg, t) in independence::legs(told, around).into_iter().zip(told) {
        let own = doubt.entry(leg).or_insert(1.0);
        *own = own.min(1.0 - t.account.confidence);
    }
    let wrong: f64 = doubt.values().product();
    ((1.0 - wrong) * 1000.0).round() / 1000.0
}
