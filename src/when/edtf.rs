//! Extended Date/Time Format, the part of levels 0 and 1 that the record uses:
//! `2016`, `2016-09`, `2016-09-05`, `201X`, `20XX`, each with `?`, `~` or `%` behind it, and
//! intervals `a/b` with `..` or nothing for an open or unknown end.
//! Source: <https://www.loc.gov/standards/datetime/> (specification of 2019).

use std::cmp::Ordering;
use std::fmt;

use super::calendar::Day;

/// A year, month or day, perhaps with unspecified digits and a qualifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EdtfDate {
    /// The year, its unspecified digits as zeros.
    pub year: i16,
    /// How many of the year's last digits are unspecified: 0, 1 (`201X`) or 2 (`20XX`).
    pub unspecified: u8,
    /// 1 to 12.
    pub month: Option<i8>,
    /// Day of the month; only with a month.
    pub day: Option<i8>,
    /// `?` or `%`.
    pub uncertain: bool,
    /// `~` or `%`.
    pub approximate: bool,
}

/// One end of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// A date.
    At(EdtfDate),
    /// `..`: it has no end on this side.
    Open,
    /// Nothing written: the end is not known.
    Unknown,
}

/// A date or an interval of dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edtf {
    /// One date.
    Date(EdtfDate),
    /// From one to the other, both inside.
    Interval(End, End),
}

impl Edtf {
    /// Reads it; `None` for anything outside the part of the format named above.
    pub fn parse(text: &str) -> Option<Self> {
        let Some((from, to)) = text.split_once('/') else { return EdtfDate::parse(text).map(Self::Date) };
        let interval = Self::Interval(End::parse(from)?, End::parse(to)?);
        match (interval.first_day(), interval.last_day()) {
            (None, None) => None,
            (Some(a), Some(b)) if a > b => None,
            _ => Some(interval),
        }
    }

    /// Its first day; `None` where that side is open or unknown.
    pub fn first_day(&self) -> Option<Day> {
        match self {
            Self::Date(date) | Self::Interval(End::At(date), _) => Some(date.first_day()),
            Self::Interval(..) => None,
        }
    }

    /// Its last day; `None` where that side is open or unknown.
    pub fn last_day(&self) -> Option<Day> {
        match self {
            Self::Date(date) | Self::Interval(_, End::At(date)) => Some(date.last_day()),
            Self::Interval(..) => None,
        }
    }

    /// Do the two share a day? Open and unknown ends reach without bound.
    pub fn overlaps(&self, other: &Self) -> bool {
        !self.ends_before(other) && !other.ends_before(self)
    }

    /// Does every day of `other` lie inside?
    pub fn contains(&self, other: &Self) -> bool {
        let starts = self.first_day().is_none_or(|a| other.first_day().is_some_and(|b| a <= b));
        let ends = self.last_day().is_none_or(|a| other.last_day().is_some_and(|b| b <= a));
        starts && ends
    }

    /// Before, after or the very same days; `None` when they overlap otherwise.
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        if self.ends_before(other) {
            Some(Ordering::Less)
        } else if other.ends_before(self) {
            Some(Ordering::Greater)
        } else if self.contains(other) && other.contains(self) {
            Some(Ordering::Equal)
        } else {
            None
        }
    }

    fn ends_before(&self, other: &Self) -> bool {
        matches!((self.last_day(), other.first_day()), (Some(a), Some(b)) if a < b)
    }
}

impl End {
    fn parse(text: &str) -> Option<Self> {
        match text {
            ".." => Some(Self::Open),
            "" => Some(Self::Unknown),
            date => EdtfDate::parse(date).map(Self::At),
        }
    }
}

impl EdtfDate {
    fn parse(text: &str) -> Option<Self> {
        let bare = text.trim_end_matches(['?', '~', '%']);
        let (uncertain, approximate) = match &text[bare.len()..] {
            "" => (false, false),
            "?" => (true, false),
            "~" => (false, true),
            "%" => (true, true),
            _ => return None,
        };
        let mut parts = bare.split('-');
        let (year, unspecified) = year(parts.next()?)?;
        let month = two_digits(parts.next())?;
        let day = two_digits(parts.next())?;
        let date = Self { year, unspecified, month, day, uncertain, approximate };
        (parts.next().is_none() && date.exists()).then_some(date)
    }

    fn exists(&self) -> bool {
        let whole = self.month.is_none() || self.unspecified == 0;
        whole && Day::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1)).is_some()
    }

    fn first_day(&self) -> Day {
        let day = Day::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1));
        day.unwrap_or_else(year_zero)
    }

    fn last_day(&self) -> Day {
        let year = self.year + [0, 9, 99][usize::from(self.unspecified.min(2))];
        let month = self.month.unwrap_or(12);
        let day = match self.day {
            Some(day) => Day::new(year, month, day),
            None => Day::last_of_month(year, month),
        };
        day.unwrap_or_else(year_zero)
    }
}

// Only for dates put together by hand: parsed ones always exist.
fn year_zero() -> Day {
    Day::new(0, 1, 1).expect("the calendar starts here")
}

/// `2016` → (2016, 0); `201X` → (2010, 1).
fn year(text: &str) -> Option<(i16, u8)> {
    let digits = text.trim_end_matches('X');
    let unspecified = text.len() - digits.len();
    let plain = text.len() == 4 && unspecified <= 2 && digits.bytes().all(|b| b.is_ascii_digit());
    let year: i16 = plain.then(|| digits.parse().ok()).flatten()?;
    Some((year * [1, 10, 100][unspecified], unspecified as u8))
}

/// Nothing → `Some(None)`; two digits → their number; else `None`.
#[allow(clippy::option_option)]
fn two_digits(text: Option<&str>) -> Option<Option<i8>> {
    let Some(text) = text else { return Some(None) };
    let plain = text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok())
}

impl fmt::Display for EdtfDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.unspecified {
            1 => write!(f, "{:03}X", self.year / 10)?,
            2 => write!(f, "{:02}XX", self.year / 100)?,
            _ => write!(f, "{:04}", self.year)?,
        }
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        f.write_str(match (self.uncertain, self.approximate) {
            (true, true) => "%",
            (true, false) => "?",
            (false, true) => "~",
            (false, false) => "",
        })
    }
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::At(date) => date.fmt(f),
            Self::Open => f.write_str(".."),
            Self::Unknown => Ok(()),
        }
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Date(date) => date.fmt(f),
            Self::Interval(from, to) => write!(f, "{from}/{to}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn edtf(text: &str) -> Edtf {
        Edtf::parse(text).unwrap_or_else(|| panic!("{text} is EDTF"))
    }

    #[test]
    fn first_and_last_days() {
        let cases = [
            ("2016", "2016-01-01", "2016-12-31"),
            ("2016-02~", "2016-02-01", "2016-02-29"),
            ("199X", "1990-01-01", "1999-12-31"),
            ("19XX?", "1900-01-01", "1999-12-31"),
            ("2017-11-05/2017-11-11", "2017-11-05", "2017-11-11"),
            ("2010/2012", "2010-01-01", "2012-12-31"),
        ];
        for (text, first, last) in cases {
            assert_eq!(edtf(text).first_day().unwrap().to_string(), first, "{text}");
            assert_eq!(edtf(text).last_day().unwrap().to_string(), last, "{text}");
        }
        assert_eq!(edtf("../2012").first_day(), None);
        assert_eq!(edtf("2012/").last_day(), None);
    }

    #[test]
    fn what_is_not_edtf() {
        for text in
            ["", "16", "2016-13", "2016-02-30", "201X-02", "2XXX", "2016-9", "2012/2010", "../..", "é"]
        {
            assert_eq!(Edtf::parse(text), None, "{text}");
        }
    }

    #[test]
    fn relations() {
        assert!(edtf("2016").contains(&edtf("2016-09-05")));
        assert!(!edtf("2016-09-05").contains(&edtf("2016")));
        assert!(edtf("2017-11-05/2017-11-11").overlaps(&edtf("2017-11")));
        assert!(!edtf("2015/..").overlaps(&edtf("2014-12")));
        assert!(edtf("2015/..").contains(&edtf("2031")));
        assert_eq!(edtf("2016-09").compare(&edtf("2016-10-01")), Some(Ordering::Less));
        assert_eq!(edtf("2016").compare(&edtf("2016-01/2016-12")), Some(Ordering::Equal));
        assert_eq!(edtf("2016").compare(&edtf("2016-09")), None);
    }

    proptest! {
        #[test]
        fn writing_gives_back_what_was_read(y in 1000i16..3000, m in 1i8..13, d in 1i8..29, q in "[?~%]?",
                                            n in 0i32..4000) {
            let from = Day::new(y, m, d).unwrap();
            for text in [format!("{y}{q}"), format!("{y}-{m:02}{q}"), format!("{from}{q}"),
                         format!("{:03}X", y / 10), format!("{from}/{}", from.plus(n)), format!("../{from}")] {
                prop_assert_eq!(edtf(&text).to_string(), text);
            }
        }

        #[test]
        fn any_text_is_safe(text in "\\PC{0,14}") {
            if let Some(edtf) = Edtf::parse(&text) {
                prop_assert_eq!(edtf.to_string(), text);
                prop_assert!(edtf.overlaps(&edtf) && edtf.contains(&edtf));
            }
        }

        #[test]
        fn what_contains_overlaps(a in 0i32..900, b in 0i32..90, c in 0i32..900, e in 0i32..90) {
            let day = |n| Day::new(2015, 1, 1).unwrap().plus(n);
            let one = edtf(&format!("{}/{}", day(a), day(a + b)));
            let two = edtf(&format!("{}/{}", day(c), day(c + e)));
            prop_assert_eq!(one.overlaps(&two), two.overlaps(&one));
            prop_assert!(!one.contains(&two) || one.overlaps(&two));
            prop_assert_eq!(one.compare(&two), two.compare(&one).map(Ordering::reverse));
        }
    }
}
