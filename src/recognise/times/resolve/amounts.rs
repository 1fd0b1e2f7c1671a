//! Lengths of time, and where they lie when they run up to publication or from it.

use super::super::expr::Anchor;
use super::super::grammar::length;
use super::super::period::Period;
use super::super::tense::Tense;
use super::super::words::{Unit, Which};
use super::{Frame, Meaning, unplaced};
use crate::when::calendar::Day;
use crate::when::{Timex, WhenBasis};

/// `two weeks`, `the past two weeks`, `in two weeks`.
pub fn amount(unit: Unit, count: Option<u32>, toward: Option<Which>, frame: &Frame) -> Meaning {
    let recent = toward == Some(Which::Recent) && count.is_none();
    let meaning = match recent {
        true => unplaced(Timex::Date, "PAST_REF".to_owned()),
        false => unplaced(Timex::Duration, length(unit, count)),
    };
    let ahead = matches!(toward, Some(Which::Next | Which::Following))
        || (toward.is_none() && frame.inside && frame.tense == Tense::Future);
    // `The following two years` begin where the time spoken of ends.
    let from = match toward {
        None if !ahead => None,
        Some(Which::Following) => frame.reference.map(Period::last),
        Some(Which::Previous) => frame.reference.map(Period::first),
        _ => frame.published,
    };
    let Some(from) = from else { return meaning };
    // "A few" is taken as seven days, or seven of the unit's kind halved: an outer bound, not a claim.
    let n = count.map_or(if unit <= Unit::Day { 7 } else { 3 }, |halves| halves.div_ceil(2));
    let n = i32::try_from(n.min(10_000)).unwrap_or(0);
    let Some(other) = shifted(from, unit, if ahead { n } else { -n }) else { return meaning };
    let (first, last) = if ahead { (from, other) } else { (other, from) };
    let range = Period::Range(first, last);
    Meaning { edtf: Some(range.edtf()), basis: Some(WhenBasis::Relative), ..meaning }
}

/// The day so many units away.
pub fn shifted(day: Day, unit: Unit, n: i32) -> Option<Day> {
    let months = |per: i32| {
        let Period::Month(year, month) = Period::Month(day.year(), day.month()).step(n.checked_mul(per)?)?
        else {
            return None;
        };
        (0..4).find_map(|back| Day::new(year, month, day.day() - back))
    };
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour => Some(day.plus(n.signum())),
        Unit::Day => Some(day.plus(n)),
        Unit::Weekend | Unit::Week => Some(day.plus(n * 7)),
        Unit::Fortnight => Some(day.plus(n * 14)),
        Unit::Month => months(1),
        Unit::Quarter => months(3),
        Unit::Half => months(6),
        Unit::Year => months(12),
        Unit::Decade => months(120),
        Unit::Century => months(1200),
        Unit::Millennium => None,
    }
}

/// `weeks ago`: it lies before, nobody knows how far.
/// `Weeks later` counts from what is told: only its length can be said.
pub fn vague(unit: Unit, back: bool, anchor: Anchor) -> Meaning {
    if anchor == Anchor::Reference {
        return unplaced(Timex::Duration, length(unit, None));
    }
    let timex = if unit < Unit::Day { Timex::Time } else { Timex::Date };
    unplaced(timex, if back { "PAST_REF" } else { "FUTURE_REF" }.to_owned())
}
