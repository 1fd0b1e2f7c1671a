//! Do two accounts tell one happening?

use std::collections::BTreeSet;

use super::Told;
use crate::account::{Account, Status};
use crate::when::calendar::Day;
use crate::when::edtf::Edtf;

/// Reports this many days apart may still speak of one event that neither dates.
const DAYS_UNDATED: i32 = 4;
/// Below this likeness two accounts are two events.
pub const ENOUGH: f64 = 0.5;

/// How alike two accounts are, 0 to 1; 0 where they cannot be one event.
pub fn likeness(a: &Told, b: &Told) -> f64 {
    if a.account.report == b.account.report || !may_be_one(a, b) {
        return 0.0;
    }
    let parties = party_likeness(a.account, b.account);
    if parties < 0.5 {
        return 0.0;
    }
    let time = time_likeness(a, b);
    let place = place_likeness(a.account, b.account);
    let mode = if a.account.mode == b.account.mode { 1.0 } else { 0.5 };
    0.5 * parties + 0.3 * time + 0.15 * place + 0.05 * mode
}

/// Nothing in them excludes that they are one event.
pub fn may_be_one(a: &Told, b: &Told) -> bool {
    a.account.kind == b.account.kind
        && times_agree(a, b)
        && places_agree(a.account, b.account)
        && statuses_agree(a.account.status, b.account.status)
}

/// An event that is denied is not the one that is held.
fn statuses_agree(a: Status, b: Status) -> bool {
    let denied = |s| matches!(s, Status::NotHeld);
    let took_place = |s| matches!(s, Status::Held | Status::Ongoing);
    !(denied(a) && took_place(b) || denied(b) && took_place(a))
}

fn ids(a: &Account) -> BTreeSet<&str> {
    a.actors.iter().chain(&a.recipients).map(|p| p.actor.as_str()).collect()
}

/// Jaccard of the participants; an actor on the other side counts half.
fn party_likeness(a: &Account, b: &Account) -> f64 {
    let (x, y) = (ids(a), ids(b));
    let union = x.union(&y).count();
    if union == 0 {
        return 0.0;
    }
    let swapped = a.actors.iter().filter(|p| b.recipients.iter().any(|q| q.actor == p.actor)).count();
    let same = x.intersection(&y).count() as f64 - 0.5 * swapped as f64;
    same / union as f64
}

fn times_agree(a: &Told, b: &Told) -> bool {
    match (range(a.account), range(b.account)) {
        (Some(x), Some(y)) => x.overlaps(&y),
        (None, None) => near_in_print(a, b),
        // A dated and an undated account: the undated report must be of about that day.
        (Some(x), None) => near_report(&x, b),
        (None, Some(y)) => near_report(&y, a),
    }
}

fn range(a: &Account) -> Option<Edtf> {
    a.when.as_ref().and_then(|w| Edtf::parse(&w.edtf))
}

fn near_in_print(a: &Told, b: &Told) -> bool {
    let day = |t: &Told| t.published().and_then(Day::parse);
    matches!((day(a), day(b)), (Some(x), Some(y)) if x.until(y).abs() <= DAYS_UNDATED)
}

fn near_report(when: &Edtf, undated: &Told) -> bool {
    let published = undated.published().and_then(Day::parse);
    let days = when.first_day().zip(when.last_day()).zip(published);
    days.is_some_and(|((first, last), p)| {
        first.until(last) <= 31 && p.until(first) <= DAYS_UNDATED && last.until(p) <= DAYS_UNDATED
    })
}

fn time_likeness(a: &Told, b: &Told) -> f64 {
    match (&a.account.when, &b.account.when) {
        (Some(x), Some(y)) if x.edtf == y.edtf => 1.0,
        (Some(_), Some(_)) => 0.7,
        _ => 0.3,
    }
}

fn places_agree(a: &Account, b: &Account) -> bool {
    match (&a.place, &b.place) {
        (Some(x), Some(y)) => x.country.is_none() || y.country.is_none() || x.country == y.country,
        _ => true,
    }
}

fn place_likeness(a: &Account, b: &Account) -> f64 {
    match (&a.place, &b.place) {
        (Some(x), Some(y)) if x.name == y.name => 1.0,
        (Some(x), Some(y)) if x.country.is_some() && x.country == y.country => 0.7,
        _ => 0.3,
    }
}
