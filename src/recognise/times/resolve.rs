//! From what an expression says to the days it means.

use super::expr::{Anchor, Expr, Fields, Part, Reading, Side, Slot, Thing, YearRef};
use super::grammar::{length, lengths};
use super::holiday::Holiday;
use super::period::Period;
use super::tense::Tense;
use super::words::{Edge, Season, Unit};
use crate::when::calendar::Day;
use crate::when::{Timex, WhenBasis};

mod amounts;
mod choose;

use amounts::{amount, shifted, vague};
pub use choose::{Order, last_month_is_a_year_back, nth_weekday};

/// What an expression is resolved against.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    /// Day of publication.
    pub published: Option<Day>,
    /// The time spoken of before; at first the day of publication.
    pub reference: Option<Period>,
    /// Tense where the expression stands.
    pub tense: Tense,
    /// Does `last MONTH` mean that of last year here? See [`last_month_is_a_year_back`].
    pub year_back: bool,
    /// Day or month first in `05/09/2016`.
    pub order: Option<Order>,
    /// Does it stand before a noun that it describes (`a June agreement`)?
    pub modifies: bool,
    /// Is the word before the expression `in` or `within`?
    pub inside: bool,
}

/// What an expression means.
#[derive(Clone, Debug, PartialEq)]
pub struct Meaning {
    /// TimeML class.
    pub timex: Timex,
    /// TIMEX3 value.
    pub value: String,
    /// EDTF, where it lies on the calendar.
    pub edtf: Option<String>,
    /// What `edtf` stands on.
    pub basis: Option<WhenBasis>,
    /// The stretch of the calendar, for what follows to count from.
    pub period: Option<Period>,
}

/// What a reading means in its frame; `None` for dates that the calendar lacks (30 February).
pub fn resolve(reading: &Reading, frame: &Frame) -> Option<Meaning> {
    let bare = match &reading.expr {
        Expr::Ref(value) => unplaced(Timex::Date, (*value).to_owned()),
        Expr::Set(value) => unplaced(Timex::Set, value.clone()),
        Expr::Length(unit, count, toward) => amount(*unit, *count, *toward, frame),
        Expr::Compound(parts, None) => unplaced(Timex::Duration, lengths(parts)),
        Expr::Vague(unit, back, anchor) => vague(*unit, *back, *anchor),
        Expr::Clock => clock_only(frame),
        Expr::Fiscal(year) => {
            // TIMEX3 allows FY1989, but TimeBank writes the plain year.
            placed(Period::Year(*year), WhenBasis::Stated)
        }
        expr => match period(expr, frame) {
            Some((period, basis)) => counted(expr, placed(period, basis), frame),
            None => unplaced(Timex::Date, unresolved(expr)?),
        },
    };
    Some(with_clock(reading, with_side(reading, with_edge(reading, bare), frame)))
}

/// `the first nine months of 2015` is a length in TIMEX3, though it lies on the calendar.
/// `2014-2018` is an interval of years, not of days.
fn counted(expr: &Expr, meaning: Meaning, frame: &Frame) -> Meaning {
    match expr {
        Expr::Between(a, b) => {
            let join = || {
                let (last, _) = choose::date(*b, frame)?;
                let year = Some(meaning.period?.first().year());
                let (first, _) = choose::date(Fields { year, ..*a }, frame)?;
                Some(format!("{}/{}", first.edtf(), last.edtf())).filter(|_| first.first() < last.first())
            };
            Meaning { edtf: join().or_else(|| meaning.edtf.clone()), ..meaning }
        }
        Expr::Nth(_, n @ 2.., Slot::Unit(unit), _) => {
            let count = u32::try_from(*n).ok().map(|n| n * 2);
            Meaning { timex: Timex::Duration, value: length(*unit, count), ..meaning }
        }
        _ => meaning,
    }
}

/// The period an expression means and what that stands on.
fn period(expr: &Expr, frame: &Frame) -> Option<(Period, WhenBasis)> {
    let relative = |p: Period| (p, WhenBasis::Relative);
    match expr {
        Expr::Date(fields) => choose::date(*fields, frame),
        Expr::Slashed(a, b, year) => choose::slashed(*a, *b, *year, frame),
        Expr::Between(a, b) => between(*a, *b, frame),
        Expr::Fixed(period) => Some((*period, WhenBasis::Stated)),
        Expr::Part(part, year) => part_of_year(*part, *year, frame),
        Expr::Around(unit, inner) => {
            let (inner, _) = period(inner, frame)?;
            Period::containing(*unit, inner.first()).map(relative)
        }
        Expr::Beside(unit, n, inner) => {
            let (inner, _) = period(inner, frame)?;
            Period::containing(*unit, inner.first())?.step(*n).map(relative)
        }
        Expr::Compared(year) => Some((compared(*year, frame), WhenBasis::Stated)),
        Expr::Step(unit, n, anchor) => step(*unit, *n, *anchor, frame).map(relative),
        Expr::Which(which, thing) => choose::which(*which, *thing, frame).map(relative),
        Expr::InWeek(weekday, n) => {
            let monday = frame.published?.monday().plus(n * 7);
            Some(relative(Period::Day(monday.plus(i32::from(*weekday) - 1))))
        }
        Expr::Nth(rank, n, slot, whole) => {
            let (whole, basis) = period(whole, frame)?;
            Some((choose::run(*rank, *n, *slot, whole)?, basis))
        }
        Expr::Compound(parts, Some((back, anchor))) => {
            let from =
                if *anchor == Anchor::Reference { frame.reference?.first() } else { frame.published? };
            let sign = if *back { -1 } else { 1 };
            let add =
                |day: Day, part: &(Unit, u32)| shifted(day, part.0, sign * i32::try_from(part.1 / 2).ok()?);
            parts.iter().try_fold(from, add).map(|day| relative(Period::Day(day)))
        }
        Expr::InMonth(day, n) => {
            let month = Period::containing(Unit::Month, frame.published?)?.step(*n)?.first();
            Day::new(month.year(), month.month(), *day).map(|d| relative(Period::Day(d)))
        }
        Expr::InYear(fields, n, anchor) => {
            let from = if *anchor != Anchor::Reference { frame.published? } else { frame.reference?.first() };
            let year = Period::Year(from.year()).step(*n)?.first().year();
            choose::date(Fields { year: Some(year), ..*fields }, frame).map(|(p, _)| relative(p))
        }
        Expr::Holiday(day, year) => choose::holiday(*day, *year, frame),
        _ => None,
    }
}

/// From `last week` to a period.
fn step(unit: Unit, n: i32, anchor: Anchor, frame: &Frame) -> Option<Period> {
    let from = match anchor {
        Anchor::Published | Anchor::Ago => Period::Day(frame.published?),
        Anchor::Reference => frame.reference?,
    };
    if unit == Unit::Weekend && anchor == Anchor::Reference {
        return choose::weekend(frame);
    }
    if unit == Unit::Quarter && n == 0 && anchor == Anchor::Reference {
        return quarter_spoken_of(frame);
    }
    if unit == Unit::Year
        && n.abs() == 1
        && anchor != Anchor::Published
        && let Some(quarter @ Period::Quarter(..)) = frame.reference
    {
        // Figures of a quarter are compared with those of the same quarter a year earlier.
        return quarter.step(n * 4);
    }
    let (unit, n) = match unit {
        Unit::Fortnight => (Unit::Week, n.checked_mul(2)?),
        Unit::Decade if n.abs() > 1 || anchor == Anchor::Ago && n < 0 => (Unit::Year, n.checked_mul(10)?),
        Unit::Millennium => return None,
        _ => (unit, n),
    };
    Period::containing(unit, from.first())?.step(n)
}

/// `the 1988 period`: the same quarter as the one spoken of, if it was one.
fn compared(year: i16, frame: &Frame) -> Period {
    match frame.reference {
        Some(Period::Quarter(_, quarter)) => Period::Quarter(year, quarter),
        _ => Period::Year(year),
    }
}

/// `the quarter`: the one spoken of, else the last that was over when the report was published.
fn quarter_spoken_of(frame: &Frame) -> Option<Period> {
    match frame.reference {
        Some(quarter @ Period::Quarter(..)) => Some(quarter),
        _ => Period::containing(Unit::Quarter, frame.published?)?.step(-1),
    }
}

fn between(a: Fields, b: Fields, frame: &Frame) -> Option<(Period, WhenBasis)> {
    let (last, basis) = choose::date(b, frame)?;
    let a = Fields { year: a.year.or(Some(last.first().year())), ..a };
    let (first, _) = choose::date(a, frame)?;
    let first =
        if first.first() > last.last() { first.step(if a.day.is_some() { 0 } else { -12 })? } else { first };
    (first.first() <= last.last()).then(|| (Period::Range(first.first(), last.last()), basis))
}

/// How long after a part of a year `the third quarter` of a plan still means this year's.
const OVER_DAYS: i32 = 120;

/// The third quarter, spring: of the year given, else the one that tense points to.
fn part_of_year(part: Part, year: Option<YearRef>, frame: &Frame) -> Option<(Period, WhenBasis)> {
    let of = |year: i16| match part {
        Part::Quarter(q) => Period::Quarter(year, q),
        Part::Half(h) => Period::Half(year, h),
        Part::Season(s) => Period::Season(year, s),
    };
    match year {
        Some(YearRef::Number(year)) => Some((of(year), WhenBasis::Stated)),
        Some(YearRef::Step(n)) => {
            let year = Period::Year(frame.published?.year()).step(n)?;
            Some((of(year.first().year()), WhenBasis::Relative))
        }
        None => {
            let published = frame.published?;
            let here = of(published.year());
            let back = frame.tense != Tense::Future && here.first() > published;
            // Results of a quarter are still `expected` long after it ended: hence the slack.
            let on = frame.tense == Tense::Future && here.last().plus(OVER_DAYS) < published;
            let period = here.step(match (part, back, on) {
                (_, false, false) => 0,
                (Part::Quarter(_), ..) => {
                    if back {
                        -4
                    } else {
                        4
                    }
                }
                (Part::Half(_), ..) => {
                    if back {
                        -2
                    } else {
                        2
                    }
                }
                (Part::Season(_), ..) => {
                    if back {
                        -1
                    } else {
                        1
                    }
                }
            })?;
            Some((period, WhenBasis::Relative))
        }
    }
}

/// `at noon`: on the day spoken of, if that is one, else the day of publication.
fn clock_only(frame: &Frame) -> Meaning {
    let day = match frame.reference {
        Some(Period::Day(day)) => Some(day),
        _ => frame.published,
    };
    match day {
        Some(day) => placed(Period::Day(day), WhenBasis::Relative),
        None => unplaced(Timex::Time, "XXXX-XX-XX".to_owned()),
    }
}

fn placed(period: Period, basis: WhenBasis) -> Meaning {
    let (value, edtf) = (period.value(), Some(period.edtf()));
    Meaning { timex: Timex::Date, value, edtf, basis: Some(basis), period: Some(period) }
}

fn unplaced(timex: Timex, value: String) -> Meaning {
    Meaning { timex, value, edtf: None, basis: None, period: None }
}

/// TIMEX3 value of what cannot be placed: `XXXX-09-05`, `XXXX-WXX-1`.
fn unresolved(expr: &Expr) -> Option<String> {
    let month_day = |month: i8, day: Option<i8>| match day {
        Some(day) => format!("XXXX-{month:02}-{day:02}"),
        None => format!("XXXX-{month:02}"),
    };
    Some(match expr {
        Expr::Date(Fields { month: Some(month), day, year: None, .. })
        | Expr::InYear(Fields { month: Some(month), day, .. }, ..) => {
            Day::new(2000, *month, day.unwrap_or(1))?;
            month_day(*month, *day)
        }
        Expr::Date(Fields { weekday: Some(day), year: None, .. }) | Expr::Which(_, Thing::Weekday(day)) => {
            format!("XXXX-WXX-{day}")
        }
        Expr::Which(_, Thing::Month(month)) => month_day(*month, None),
        Expr::Which(_, Thing::Season(season)) => format!("XXXX-{season:?}"),
        Expr::InMonth(day, _) => {
            (*day <= 31).then_some(())?;
            format!("XXXX-XX-{day:02}")
        }
        Expr::Nth(_, _, Slot::Weekday(day), _) => format!("XXXX-WXX-{day}"),
        Expr::Nth(_, _, Slot::Unit(Unit::Week), _) => "XXXX-WXX".to_owned(),
        Expr::Nth(..) | Expr::Compound(..) => "XXXX-XX-XX".to_owned(),
        Expr::Date(Fields { day: Some(day), month: None, weekday: None, .. }) => format!("XXXX-XX-{day:02}"),
        Expr::InWeek(day, _) => format!("XXXX-WXX-{day}"),
        Expr::Holiday(Holiday::Fixed(month, day), _) => month_day(*month, Some(*day)),
        Expr::Holiday(..) | Expr::Which(_, Thing::Holiday(_)) => "XXXX-XX-XX".to_owned(),
        Expr::Part(Part::Season(season), _) => format!("XXXX-{season:?}"),
        Expr::Part(Part::Quarter(q), _) => format!("XXXX-Q{q}"),
        Expr::Part(Part::Half(h), _) => format!("XXXX-H{h}"),
        Expr::Step(unit, n, _) => match unit {
            Unit::Day => "XXXX-XX-XX".to_owned(),
            Unit::Week | Unit::Fortnight => "XXXX-WXX".to_owned(),
            Unit::Weekend => "XXXX-WXX-WE".to_owned(),
            Unit::Month => "XXXX-XX".to_owned(),
            Unit::Year => "XXXX".to_owned(),
            _ if *n < 0 => "PAST_REF".to_owned(),
            _ => "FUTURE_REF".to_owned(),
        },
        _ => return None,
    })
}

/// `early February` is about February; parts of a decade, week or century become days or years.
fn with_edge(reading: &Reading, mut meaning: Meaning) -> Meaning {
    let (Some(edge), Some(period)) = (reading.edge, meaning.period) else { return meaning };
    let part = |a: i16, b: i16| format!("{a:04}/{b:04}");
    meaning.edtf = match (period, edge) {
        (Period::Month(..) | Period::Year(_), _) => Some(format!("{}~", period.edtf())),
        (Period::Decade(d), Edge::Early) => Some(part(d * 10, d * 10 + 3)),
        (Period::Decade(d), Edge::Mid) => Some(part(d * 10 + 4, d * 10 + 6)),
        (Period::Decade(d), Edge::Late) => Some(part(d * 10 + 7, d * 10 + 9)),
        _ => meaning.edtf,
    };
    meaning
}

/// `earlier this week` ends with publication, `later this week` begins with it.
fn with_side(reading: &Reading, mut meaning: Meaning, frame: &Frame) -> Meaning {
    let (Some(side), Some(period), Some(published)) = (reading.side, meaning.period, frame.published) else {
        return meaning;
    };
    let (first, last) = match side {
        Side::Earlier => (period.first(), period.last().min(published)),
        Side::Later => (period.first().max(published), period.last()),
    };
    if first <= last {
        meaning.edtf = Some(Period::Range(first, last).edtf());
    }
    meaning
}

fn with_clock(reading: &Reading, mut meaning: Meaning) -> Meaning {
    if let Some(clock) = &reading.clock {
        meaning.timex = Timex::Time;
        meaning.value = format!("{}T{clock}", meaning.value);
    }
    meaning
}

/// A season's first month, to compare it with the day of publication.
fn season_in(year: i16, season: Season) -> Period {
    Period::Season(year, season)
}
