//! Status: a plan before and its holding after are history; what one report denies and another tells as
//! held is a conflict.

use super::{Claim, Verdict, days_between};
use crate::account::Status;
use crate::link::Told;

/// The statuses that the accounts give.
pub fn claims(told: &[Told]) -> Vec<Claim> {
    let given = told.iter().enumerate();
    let claim = |(i, t): (usize, &Told)| {
        let words = t.account.evidence.first();
        let differs = told.iter().any(|other| exclude(t, other) || exclude(other, t));
        let verdict = if differs { Verdict::Differs } else { Verdict::Agrees };
        Claim { verdict, ..Claim::new(t.account.status.name(), i, words) }
    };
    given.map(claim).collect()
}

/// Does the second account exclude what the first tells?
fn exclude(told: &Told, other: &Told) -> bool {
    use Status::{CalledOff, Held, NotHeld, Ongoing, Planned};
    let days = days_between(told, other);
    match (told.account.status, other.account.status) {
        (Held | Ongoing, NotHeld) => true,
        // Called off first and held later: it was taken up again.
        (Held, CalledOff) => days.is_none_or(|d| d >= 0),
        // What goes on may be broken off.
        (Ongoing, CalledOff) => days.is_none_or(|d| d == 0),
        // `There will be talks`, `no talks are planned`, on one day.
        (Planned, NotHeld) => days.is_some_and(|d| d.abs() <= 1),
        _ => false,
    }
}
