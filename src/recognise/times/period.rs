//! Stretches of the calendar: days, weeks, months ... centuries; their values in TIMEX3 and EDTF.

use super::words::{Season, Unit};
use crate::when::calendar::Day;

/// A stretch of the calendar. Weeks run from Monday to Sunday (ISO 8601).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// One day.
    Day(Day),
    /// The week that begins on this Monday.
    Week(Day),
    /// The weekend that begins on this Saturday.
    Weekend(Day),
    /// Year and month.
    Month(i16, i8),
    /// Year and quarter, 1 to 4.
    Quarter(i16, i8),
    /// Year and half, 1 or 2.
    Half(i16, i8),
    /// Year and season; a winter belongs to the year of its December.
    Season(i16, Season),
    /// A year.
    Year(i16),
    /// A decade by its first three digits: 199.
    Decade(i16),
    /// A century by its first two digits: 19 for the 1900s.
    Century(i16),
    /// First and last day.
    Range(Day, Day),
}

impl Period {
    /// The period of this unit that `day` lies in; `None` for units shorter than a day.
    pub fn containing(unit: Unit, day: Day) -> Option<Self> {
        let month0 = day.month() - 1;
        Some(match unit {
            Unit::Second | Unit::Minute | Unit::Hour => return None,
            Unit::Day => Self::Day(day),
            Unit::Week | Unit::Fortnight => Self::Week(day.monday()),
            Unit::Weekend => Self::Weekend(day.monday().plus(5)),
            Unit::Month => Self::Month(day.year(), day.month()),
            Unit::Quarter => Self::Quarter(day.year(), month0 / 3 + 1),
            Unit::Half => Self::Half(day.year(), month0 / 6 + 1),
            Unit::Year => Self::Year(day.year()),
            Unit::Decade => Self::Decade(day.year() / 10),
            Unit::Century | Unit::Millennium => Self::Century(day.year() / 100),
        })
    }

    /// The one so many steps after it (before, if negative); `None` beyond the calendar.
    pub fn step(self, n: i32) -> Option<Self> {
        let year = |y: i16, n: i32| {
            i16::try_from(i32::from(y).checked_add(n)?).ok().filter(|y| (0..=9999).contains(y))
        };
        let part = |y: i16, p: i8, per: i32| {
            let at = (i32::from(y) * per + i32::from(p) - 1).checked_add(n)?;
            Some((year(0, at.div_euclid(per))?, at.rem_euclid(per) as i8 + 1))
        };
        Some(match self {
            Self::Day(day) => Self::Day(day.plus(n)),
            Self::Week(day) => Self::Week(day.plus(n.checked_mul(7)?)),
            Self::Weekend(day) => Self::Weekend(day.plus(n.checked_mul(7)?)),
            Self::Month(y, m) => part(y, m, 12).map(|(y, m)| Self::Month(y, m))?,
            Self::Quarter(y, q) => part(y, q, 4).map(|(y, q)| Self::Quarter(y, q))?,
            Self::Half(y, h) => part(y, h, 2).map(|(y, h)| Self::Half(y, h))?,
            Self::Season(y, s) => Self::Season(year(y, n)?, s),
            Self::Year(y) => Self::Year(year(y, n)?),
            Self::Decade(d) => Self::Decade(year(d, n).filter(|d| *d < 1000)?),
            Self::Century(c) => Self::Century(year(c, n).filter(|c| *c < 100)?),
            Self::Range(..) => return None,
        })
    }

    /// Its first day.
    pub fn first(self) -> Day {
        match self {
            Self::Day(day) | Self::Week(day) | Self::Weekend(day) | Self::Range(day, _) => day,
            Self::Month(y, m) => start(y, m),
            Self::Quarter(y, q) => start(y, q * 3 - 2),
            Self::Half(y, h) => start(y, h * 6 - 5),
            Self::Season(y, s) => start(y, first_month(s)),
            Self::Year(y) => start(y, 1),
            Self::Decade(d) => start(d * 10, 1),
            Self::Century(c) => start(c * 100, 1),
        }
    }

    /// Its last day.
    pub fn last(self) -> Day {
        match self {
            Self::Day(day) | Self::Range(_, day) => day,
            Self::Week(day) => day.plus(6),
            Self::Weekend(day) => day.plus(1),
            Self::Month(y, m) => finish(y, m),
            Self::Quarter(y, q) => finish(y, q * 3),
            Self::Half(y, h) => finish(y, h * 6),
            Self::Season(y, Season::WI) => finish(y + 1, 2),
            Self::Season(y, s) => finish(y, first_month(s) + 2),
            Self::Year(y) => finish(y, 12),
            Self::Decade(d) => finish(d * 10 + 9, 12),
            Self::Century(c) => finish(c * 100 + 99, 12),
        }
    }

    /// TIMEX3 value.
    pub fn value(self) -> String {
        match self {
            Self::Day(day) => day.to_string(),
            Self::Week(day) => week(day),
            Self::Weekend(day) => format!("{}-WE", week(day)),
            Self::Month(y, m) => format!("{y:04}-{m:02}"),
            Self::Quarter(y, q) => format!("{y:04}-Q{q}"),
            Self::Half(y, h) => format!("{y:04}-H{h}"),
            Self::Season(y, s) => format!("{y:04}-{s:?}"),
            Self::Year(y) => format!("{y:04}"),
            Self::Decade(d) => format!("{d:03}"),
            Self::Century(c) => format!("{c:02}"),
            Self::Range(a, b) => format!("{a}/{b}"),
        }
    }

    /// EDTF: parts of a year and weeks as intervals, decades and centuries with `X`.
    pub fn edtf(self) -> String {
        match self {
            Self::Day(_) | Self::Month(..) | Self::Year(_) => self.value(),
            Self::Decade(d) => format!("{d:03}X"),
            Self::Century(c) => format!("{c:02}XX"),
            Self::Range(a, b) if a == b => a.to_string(),
            Self::Week(_) | Self::Weekend(_) | Self::Range(..) => format!("{}/{}", self.first(), self.last()),
            Self::Quarter(..) | Self::Half(..) | Self::Season(..) => {
                let (a, b) = (self.first(), self.last());
                format!("{:04}-{:02}/{:04}-{:02}", a.year(), a.month(), b.year(), b.month())
            }
        }
    }
}

fn first_month(season: Season) -> i8 {
    match season {
        Season::SP => 3,
        Season::SU => 6,
        Season::FA => 9,
        Season::WI => 12,
    }
}

// Years are kept within 0..=9999 and months within 1..=12 by whoever builds a period.
fn start(year: i16, month: i8) -> Day {
    Day::new(year.clamp(0, 9999), month, 1).expect("a month of the calendar")
}

fn finish(year: i16, month: i8) -> Day {
    Day::last_of_month(year.clamp(0, 9999), month).expect("a month of the calendar")
}

fn week(day: Day) -> String {
    let (year, week) = day.iso_week();
    format!("{year:04}-W{week:02}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::when::edtf::Edtf;
    use proptest::prelude::*;

    const ALL: [Unit; 8] = [
        Unit::Day,
        Unit::Week,
        Unit::Weekend,
        Unit::Month,
        Unit::Quarter,
        Unit::Half,
        Unit::Year,
        Unit::Decade,
    ];

    #[test]
    fn values() {
        let day = Day::parse("2016-09-05").unwrap();
        let values: Vec<_> =
            ALL.iter().map(|u| Period::containing(*u, day).unwrap().step(-1).unwrap().value()).collect();
        let wanted = "2016-09-04 2016-W35 2016-W35-WE 2016-08 2016-Q2 2016-H1 2015 200";
        assert_eq!(values.join(" "), wanted);
        assert_eq!(Period::Season(2013, Season::WI).edtf(), "2013-12/2014-02");
    }

    proptest! {
        #[test]
        fn periods_tile_the_calendar(n in 0i32..40000, steps in -50i32..50) {
            let day = Day::new(1950, 1, 1).unwrap().plus(n);
            for unit in ALL {
                let period = Period::containing(unit, day).unwrap();
                let edtf = Edtf::parse(&period.edtf()).unwrap();
                prop_assert_eq!(edtf.first_day(), Some(period.first()));
                prop_assert_eq!(edtf.last_day(), Some(period.last()));
                let moved = period.step(steps).unwrap();
                prop_assert_eq!(moved.step(-steps), Some(period));
                if unit != Unit::Weekend {
                    prop_assert!(period.first() <= day && day <= period.last());
                    prop_assert_eq!(period.step(1).unwrap().first(), period.last().plus(1));
                }
            }
        }
    }
}
