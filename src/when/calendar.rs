//! Days of the (proleptic Gregorian) calendar: the one place that knows the crate `jiff`.

use jiff::civil::Date;

/// One day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Date);

impl Day {
    /// The day, if the calendar has it (30 February is none).
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        (year >= 0).then(|| Date::new(year, month, day).ok().map(Self)).flatten()
    }

    /// `YYYY-MM-DD`, the whole string.
    pub fn parse(iso: &str) -> Option<Self> {
        let bytes = iso.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        let number = |r: std::ops::Range<usize>| {
            let part = iso.get(r)?;
            part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse::<i16>().ok()).flatten()
        };
        Self::new(number(0..4)?, number(5..7)? as i8, number(8..10)? as i8)
    }

    /// Its year.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// Its month, 1 to 12.
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// Its day of the month.
    pub fn day(self) -> i8 {
        self.0.day()
    }

    /// 1 (Monday) to 7 (Sunday), as ISO 8601 counts.
    pub fn weekday(self) -> i8 {
        self.0.weekday().to_monday_one_offset()
    }

    /// ISO 8601 year and week.
    pub fn iso_week(self) -> (i16, i8) {
        let week = self.0.iso_week_date();
        (week.year(), week.week())
    }

    /// So many days later (earlier if negative); stops at the ends of the calendar.
    pub fn plus(self, days: i32) -> Self {
        let span = jiff::Span::new().try_days(days).ok();
        let moved = span.and_then(|s| self.0.checked_add(s).ok()).filter(|d| d.year() >= 0);
        Self(moved.unwrap_or(if days < 0 { Date::constant(0, 1, 1) } else { Date::MAX }))
    }

    /// Days from this one to `other`; negative when it lies before.
    pub fn until(self, other: Self) -> i32 {
        self.0.until(other.0).map_or(0, |span| span.get_days())
    }

    /// Days since 1 January 1970; negative before it.
    pub fn since_1970(self) -> i32 {
        Self(Date::constant(1970, 1, 1)).until(self)
    }

    /// The last day of a month; `None` for a month that does not exist.
    pub fn last_of_month(year: i16, month: i8) -> Option<Self> {
        Self::new(year, month, 1).map(|d| Self(d.0.last_of_month()))
    }

    /// The Monday of its week.
    pub fn monday(self) -> Self {
        self.plus(1 - i32::from(self.weekday()))
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_and_months() {
        let day = Day::parse("2016-09-05").unwrap();
        assert_eq!(day.weekday(), 1);
        assert_eq!(day.iso_week(), (2016, 36));
        assert_eq!(Day::last_of_month(2016, 2).unwrap().to_string(), "2016-02-29");
        assert_eq!(day.plus(-5).to_string(), "2016-08-31");
        assert_eq!(day.plus(-5).until(day), 5);
        assert_eq!(day.plus(2).monday(), day);
    }

    #[test]
    fn days_that_are_none() {
        assert_eq!(Day::new(2015, 2, 29), None);
        assert_eq!(Day::parse("2015-2-9"), None);
        assert_eq!(Day::parse("2015-é9-1"), None);
        assert_eq!(Day::new(9999, 12, 31).unwrap().plus(i32::MAX).year(), 9999);
        assert_eq!(Day::new(0, 1, 1).unwrap().plus(i32::MIN).year(), 0);
    }
}
