//! Which of several days fits: `Monday`, `July`, `3 May`, `last May`, `05/09/2016`.

use super::super::expr::{Fields, Slot, Thing, YearRef};
use super::super::holiday::Holiday;
use super::super::period::Period;
use super::super::tense::Tense;
use super::super::words::{Unit, Which};
use super::{Frame, season_in};
use crate::when::WhenBasis;
use crate::when::calendar::Day;

/// Which number comes first in `05/09/2016`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// 5 September.
    DayFirst,
    /// May 9.
    MonthFirst,
}

/// A coming day up to so far ahead is meant even behind a verb in the past (`was set for Jan. 15`
/// printed on 10 January); likewise back, half as far.
const NEAR_DAYS: i32 = 30;

/// A date by its fields.
pub fn date(fields: Fields, frame: &Frame) -> Option<(Period, WhenBasis)> {
    let stated = |p| Some((p, WhenBasis::Stated));
    let relative = |p| (p, WhenBasis::Relative);
    match fields {
        Fields { year: Some(y), month: Some(m), day: Some(d), .. } => stated(Period::Day(Day::new(y, m, d)?)),
        Fields { year: Some(y), month: Some(m), .. } => stated(Period::Month(y, m)),
        Fields { year: Some(y), .. } => stated(Period::Year(y)),
        Fields { month: Some(m), day: Some(d), weekday, .. } => {
            day_of_year(m, d, weekday, frame).map(relative)
        }
        Fields { month: Some(m), .. } => month(m, frame).map(relative),
        Fields { day: Some(d), weekday: Some(w), .. } => day_of_month(d, w, frame).map(relative),
        Fields { day: Some(d), .. } => lone_day(d, frame).map(relative),
        Fields { weekday: Some(w), .. } => weekday(w, frame).map(relative),
        _ => None,
    }
}

/// `Monday`: the last one up to publication; in the future the next one after it. The weekday of
/// publication itself is that day in either tense: nobody calls a day a week away by its bare name.
fn weekday(day: i8, frame: &Frame) -> Option<Period> {
    let published = frame.published?;
    let back = i32::from(published.weekday() - day).rem_euclid(7);
    let ahead = frame.tense == Tense::Future && back > 0;
    Some(Period::Day(published.plus(if ahead { 7 - back } else { -back })))
}

/// `the weekend`: the last one begun by publication, in the future the next.
pub fn weekend(frame: &Frame) -> Option<Period> {
    let Period::Day(saturday) = weekday(6, frame)? else { return None };
    Some(Period::Weekend(saturday))
}

/// `5 September`: of the year that puts it nearest, unless tense speaks for another.
fn day_of_year(month: i8, day: i8, weekday: Option<i8>, frame: &Frame) -> Option<Period> {
    let published = frame.published?;
    let years = (-4..=4).filter_map(|n| Day::new(published.year() + n, month, day));
    let far = |d: &Day| far(published.until(*d), frame.tense);
    let right = |d: &Day| weekday.is_none_or(|w| w == d.weekday());
    // A weekday that fits within four years settles the year; one that fits none is ignored.
    years
        .clone()
        .filter(right)
        .filter(|d| weekday.is_some() && far(d) < 800)
        .min_by_key(far)
        .or_else(|| years.min_by_key(far))
        .map(Period::Day)
}

/// How ill a day so many days after publication fits the tense.
fn far(away: i32, tense: Tense) -> i32 {
    match tense {
        Tense::Past if away > NEAR_DAYS => away + 366,
        Tense::Future if away < -NEAR_DAYS / 2 => -away * 3,
        _ => away.abs(),
    }
}

/// `Christmas Day`, `Easter 2016`.
pub fn holiday(day: Holiday, year: Option<YearRef>, frame: &Frame) -> Option<(Period, WhenBasis)> {
    let step = match year {
        Some(YearRef::Number(year)) => return day.day(year).map(|d| (Period::Day(d), WhenBasis::Stated)),
        Some(YearRef::Step(n)) => n,
        None => {
            let published = frame.published?;
            let days = (-1..=1).filter_map(|n| day.day(published.year() + n));
            let nearest = days.min_by_key(|d| far(published.until(*d), frame.tense))?;
            return Some((Period::Day(nearest), WhenBasis::Relative));
        }
    };
    let year = i16::try_from(i32::from(frame.published?.year()) + step).ok()?;
    day.day(year).map(|d| (Period::Day(d), WhenBasis::Relative))
}

/// `last Christmas` is the latest before publication, `next Christmas` the first after it, `this
/// Christmas` that of the year.
fn which_holiday(which: Which, day: Holiday, published: Day) -> Option<Day> {
    let mut days = (-1..=1).filter_map(|n| day.day(published.year() + n));
    match which {
        Which::Last | Which::Past | Which::Previous | Which::Recent => days.rfind(|d| *d < published),
        Which::Next | Which::Coming | Which::Following => days.find(|d| *d > published),
        Which::This | Which::Same => day.day(published.year()),
    }
}

/// `Friday the 11th`: the nearest month in which the two agree.
fn day_of_month(day: i8, weekday: i8, frame: &Frame) -> Option<Period> {
    let published = frame.published?;
    let here = Period::Month(published.year(), published.month());
    let months = (-12..=12).filter_map(|n| here.step(n));
    let days = months.filter_map(|m| Day::new(m.first().year(), m.first().month(), day));
    days.filter(|d| d.weekday() == weekday).min_by_key(|d| published.until(*d).abs()).map(Period::Day)
}

/// `the last two weeks of May`: so many in a row, counted from the first or back from the last.
pub fn run(rank: i8, n: i8, slot: Slot, whole: Period) -> Option<Period> {
    if n == 1 {
        return nth(rank, slot, whole);
    }
    let (from, to) = if rank < 0 { (-n, -1) } else { (1, n) };
    Some(Period::Range(nth(from, slot, whole)?.first(), nth(to, slot, whole)?.last()))
}

/// `the first Monday of October`, `the third month of 2021`. A week belongs to the month or year
/// that has its Thursday (ISO 8601).
pub fn nth(rank: i8, slot: Slot, whole: Period) -> Option<Period> {
    let (first, last) = (whole.first(), whole.last());
    match slot {
        Slot::Weekday(day) => nth_weekday(rank, day, first, last).map(Period::Day),
        Slot::Unit(Unit::Week) => nth_weekday(rank, 4, first, last).map(|d| Period::Week(d.monday())),
        Slot::Unit(Unit::Weekend) => nth_weekday(rank, 6, first, last).map(Period::Weekend),
        Slot::Unit(Unit::Half) if !matches!(whole, Period::Year(_)) => None,
        Slot::Unit(unit) => {
            let found = match rank {
                ..0 => Period::containing(unit, last)?.step(i32::from(rank) + 1)?,
                _ => Period::containing(unit, first)?.step(i32::from(rank) - 1)?,
            };
            (first <= found.first() && found.last() <= last && found != whole).then_some(found)
        }
    }
}

/// `the 27th`: of the month that puts it nearest to the time spoken of, or to publication, by tense.
fn lone_day(day: i8, frame: &Frame) -> Option<Period> {
    let published = frame.published?;
    let here = Period::Month(published.year(), published.month());
    let days = (-1..=1)
        .filter_map(|n| here.step(n).and_then(|m| Day::new(m.first().year(), m.first().month(), day)));
    let ill = |d: &Day| match (frame.tense, published.until(*d)) {
        (Tense::Future, away) if away < 0 => 100 - away,
        (Tense::Past, away) if away > 0 => 100 + away,
        (_, away) => away.abs(),
    };
    days.min_by_key(ill).map(Period::Day)
}

/// The weekday of this rank (-1 for the last) between two days.
pub fn nth_weekday(rank: i8, weekday: i8, first: Day, last: Day) -> Option<Day> {
    let day = if rank < 0 {
        last.plus(-i32::from(last.weekday() - weekday).rem_euclid(7) + 7 * (i32::from(rank) + 1))
    } else {
        first.plus(i32::from(weekday - first.weekday()).rem_euclid(7) + 7 * i32::from(rank - 1))
    };
    (first <= day && day <= last).then_some(day)
}

/// A month this near, without a tense to tell, is the nearest of its name.
const NEAR_MONTHS: i8 = 6;

/// `July`: the last one begun by publication; in the future the next one not yet over.
fn month(month: i8, frame: &Frame) -> Option<Period> {
    let published = frame.published?;
    let here = published.month();
    let near = (month - here).abs() < NEAR_MONTHS;
    let year = match frame.tense {
        Tense::Unknown | Tense::Present if month > here && near => published.year(),
        _ if frame.modifies && near => published.year(),
        Tense::Future if month < here => published.year() + 1,
        Tense::Future => published.year(),
        _ if month > here => published.year() - 1,
        _ => published.year(),
    };
    Some(Period::Month(year, month))
}

/// `last Monday`, `next May`, `this summer`.
pub fn which(which: Which, thing: Thing, frame: &Frame) -> Option<Period> {
    let published = frame.published?;
    match thing {
        Thing::Weekday(day) => which_weekday(which, day, frame),
        Thing::Month(month) => Some(which_month(which, month, published, frame)),
        Thing::Holiday(day) => which_holiday(which, day, published).map(Period::Day),
        Thing::Season(season) => {
            let here = season_in(published.year(), season);
            let n = match which {
                Which::Last | Which::Past | Which::Recent | Which::Previous if here.last() >= published => -1,
                Which::Next | Which::Coming | Which::Following if here.first() <= published => 1,
                // In January and February the winter at hand began the year before.
                Which::This if here.step(-1)?.last() >= published => -1,
                _ => 0,
            };
            here.step(n)
        }
    }
}

/// `last Friday` is the nearest before publication; `next Friday` is next week's, since this
/// week's is plain `Friday`; `this Friday` is this week's.
fn which_weekday(which: Which, day: i8, frame: &Frame) -> Option<Period> {
    let published = frame.published?;
    let back = i32::from(published.weekday() - day).rem_euclid(7);
    let in_week = |n: i32| published.monday().plus(n * 7 + i32::from(day) - 1);
    Some(Period::Day(match which {
        Which::Last | Which::Past | Which::Recent => published.plus(if back == 0 { -7 } else { -back }),
        Which::This => in_week(0),
        Which::Next => in_week(1),
        Which::Coming => published.plus(7 - back),
        Which::Previous | Which::Following | Which::Same => {
            let from = frame.reference?.first();
            let back = i32::from(from.weekday() - day).rem_euclid(7);
            from.plus(match which {
                Which::Previous => {
                    if back == 0 {
                        -7
                    } else {
                        -back
                    }
                }
                Which::Following => 7 - back,
                _ => -back,
            })
        }
    }))
}

/// `last May`, `next May`, `this May`.
///
/// `last MONTH` has two candidates: the latest one before the month of publication, and that of the
/// calendar year before. They differ only when the latest lies in the year of publication. Then the
/// latest is taken, but not when it has just passed: in October nobody calls September `last
/// September` (it is `last month`, or `September`), so last year's is meant
/// ([`last_month_is_a_year_back`]), and the same way of speaking is expected of every other `last
/// MONTH` of that paragraph: the frame says so. `next MONTH` mirrors this.
fn which_month(which: Which, month: i8, published: Day, frame: &Frame) -> Period {
    let (year, here) = (published.year(), published.month());
    Period::Month(
        match which {
            Which::Last | Which::Past | Which::Previous if frame.year_back || month >= here => year - 1,
            Which::Next | Which::Coming | Which::Following if month <= here + 1 => year + 1,
            Which::Same => frame.reference.map_or(year, |r| r.first().year()),
            _ => year,
        },
        month,
    )
}

/// Has this month, in the year of publication, passed less than two months ago? See [`which_month`].
pub fn last_month_is_a_year_back(month: i8, published: Day) -> bool {
    (1..2).contains(&(published.month() - month))
}

/// `05/09/2016`: by what is possible, else by the order the report uses, else what lies nearest to
/// publication; with nothing to go by, month first.
pub fn slashed(a: u32, b: u32, year: Option<i16>, frame: &Frame) -> Option<(Period, WhenBasis)> {
    let (a, b, year) = (a as i8, b as i8, year?);
    let (day_first, month_first) = (Day::new(year, b, a), Day::new(year, a, b));
    let day = match (day_first, month_first) {
        (Some(one), Some(other)) => match (frame.order, frame.published) {
            (Some(Order::DayFirst), _) => one,
            (Some(Order::MonthFirst), _) | (None, None) => other,
            (None, Some(p)) => {
                if p.until(one).abs() < p.until(other).abs() {
                    one
                } else {
                    other
                }
            }
        },
        (one, other) => one.or(other)?,
    };
    Some((Period::Day(day), WhenBasis::Stated))
}
