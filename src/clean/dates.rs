//! Dates as they are written: found in a line, not yet decided.

use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::{Date, Weekday};
use regex::{Captures, Regex};

use super::table::insensitive;

/// A day as words give it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stated {
    /// One day of the calendar.
    Day(Date),
    /// `05/09/2016`: two readings, day first and month first, both days of the calendar.
    Either(Date, Date),
    /// `Sept. 5`: month and day, no year.
    NoYear(i8, i8),
}

/// A date found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where, in bytes.
    pub range: Range<usize>,
    /// What it says.
    pub stated: Stated,
    /// The weekday written beside it.
    pub weekday: Option<Weekday>,
    /// Is it marked as the day of a later change (`Updated ...`)?
    pub updated: bool,
}

/// The ways of writing a date. Named groups: `y` year, `m` month as number, `mon` as name, `d` day,
/// `a` and `b` the two numbers of a date whose order is open.
static WAYS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let mon = r"(?P<mon>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?";
    let (y, d) = (r"(?P<y>(?:19|20)\d\d)", r"(?P<d>\d{1,2})(?:st|nd|rd|th)?");
    [
        format!(r"\b{y}[-/.](?P<m>\d{{1,2}})[-/.](?P<d>\d{{1,2}})(?:\b|T)"),
        format!(r"\b{y}(?P<m>[01]\d)(?P<d>[0-3]\d)(?:T?\d{{6}}Z?)?\b"),
        format!(r"\b{mon}\s*{d}(?:,?\s+{y})?\b"),
        format!(r"\b{d}(?:\s+of)?[\s\-/.]+{mon}(?:,?[\s\-/.]*{y})?\b"),
        format!(r"\b{y}[\s\-/,]+{mon}[\s\-/]+{d}\b"),
        format!(r"\b(?P<a>\d{{1,2}})[-/.](?P<b>\d{{1,2}})[-/.]{y}\b"),
    ]
    .iter()
    .map(|way| insensitive(way))
    .collect()
});

/// Names of months by their first three letters, in order.
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Every date in `text`, in order, none overlapping; of two at one place the longer.
pub fn find_all(text: &str) -> Vec<Found> {
    let mut all: Vec<Found> =
        WAYS.iter().flat_map(|way| way.captures_iter(text)).filter_map(|caps| found(text, &caps)).collect();
    all.sort_by_key(|f| (f.range.start, usize::MAX - f.range.end));
    let mut end = 0;
    all.retain(|f| {
        let free = f.range.start >= end;
        end = if free { f.range.end } else { end };
        free
    });
    all
}

/// One match as a date, if the calendar has it.
fn found(text: &str, caps: &Captures) -> Option<Found> {
    let range = caps.get(0)?.range();
    let stated = stated(caps)?;
    let weekday = weekday_beside(text, &range);
    Some(Found { updated: is_update(&text[..range.start]), range, stated, weekday })
}

/// What the groups of a match say.
fn stated(caps: &Captures) -> Option<Stated> {
    let number = |name: &str| caps.name(name).and_then(|m| m.as_str().parse::<i16>().ok());
    let year = number("y");
    if let (Some(a), Some(b), Some(y)) = (number("a"), number("b"), year) {
        return either(y, a, b);
    }
    let day = i8::try_from(number("d")?).ok()?;
    let month = match number("m") {
        Some(m) => i8::try_from(m).ok()?,
        None => month_named(caps.name("mon")?.as_str())?,
    };
    match year {
        Some(y) => Date::new(y, month, day).ok().map(Stated::Day),
        // 2000 had a 29 February.
        None => Date::new(2000, month, day).ok().map(|_| Stated::NoYear(month, day)),
    }
}

/// Two numbers and a year: one reading where the calendar allows only one.
fn either(year: i16, a: i16, b: i16) -> Option<Stated> {
    let date = |m: i16, d: i16| Date::new(year, i8::try_from(m).ok()?, i8::try_from(d).ok()?).ok();
    match (date(b, a), date(a, b)) {
        (Some(first), Some(second)) if first != second => Some(Stated::Either(first, second)),
        (first, second) => first.or(second).map(Stated::Day),
    }
}

/// A month's number by its name.
pub fn month_named(name: &str) -> Option<i8> {
    let start = name.get(..3)?.to_lowercase();
    let index = MONTHS.iter().position(|m| *m == start)?;
    i8::try_from(index + 1).ok()
}

/// A weekday just before or just after a date.
fn weekday_beside(text: &str, range: &Range<usize>) -> Option<Weekday> {
    static BEFORE: LazyLock<Regex> =
        LazyLock::new(|| insensitive(r"\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*[.,]?\s*$"));
    static AFTER: LazyLock<Regex> =
        LazyLock::new(|| insensitive(r"^[\s,(]*(mon|tues|wednes|thurs|fri|satur|sun)day\b"));
    let name = BEFORE.captures(&text[..range.start]).or_else(|| AFTER.captures(&text[range.end..]))?;
    weekday_named(name.get(1)?.as_str())
}

/// A weekday by its name's first three letters.
fn weekday_named(name: &str) -> Option<Weekday> {
    use Weekday::{Friday, Monday, Saturday, Sunday, Thursday, Tuesday, Wednesday};
    let days = [
        ("mon", Monday),
        ("tue", Tuesday),
        ("wed", Wednesday),
        ("thu", Thursday),
        ("fri", Friday),
        ("sat", Saturday),
        ("sun", Sunday),
    ];
    let start = name.get(..3)?.to_lowercase();
    days.iter().find(|(short, _)| *short == start).map(|(_, day)| *day)
}

/// Do the words before a date say that it is a later change's? The nearest label counts.
fn is_update(before: &str) -> bool {
    static LABEL: LazyLock<Regex> = LazyLock::new(|| {
        insensitive(
            r"\b(published|posted|created|first|issued|(?:last )?(?:updated?|modified|edited|changed|revised))\b",
        )
    });
    let label = LABEL.captures_iter(before).last().and_then(|c| c.get(1));
    label.is_some_and(|l| {
        let l = l.as_str().to_lowercase();
        ["updat", "modif", "edit", "chang", "revis"].iter().any(|u| l.contains(u))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> Stated {
        let found = find_all(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        found[0].stated
    }

    fn day(y: i16, m: i8, d: i8) -> Date {
        Date::new(y, m, d).unwrap()
    }

    #[test]
    fn ways_of_writing_a_day() {
        for text in [
            "2014-05-03",
            "2014/5/3",
            "2014-05-03T10:12:00Z",
            "20140503",
            "20140503101200",
            "May 3, 2014",
            "May 3rd 2014",
            "3 May 2014",
            "3rd of May, 2014",
            "Sat, 03 May 2014 10:12:00 GMT",
            "03-May-2014",
            "Saturday, May 3, 2014",
            "2014 May 3",
            "MAY 3, 2014",
            "3.May.2014",
        ] {
            assert_eq!(one(text), Stated::Day(day(2014, 5, 3)), "{text}");
        }
        assert_eq!(one("Sept. 5, 2016 6:00 pm"), Stated::Day(day(2016, 9, 5)));
    }

    #[test]
    fn days_that_are_open() {
        assert_eq!(one("03/05/2014"), Stated::Either(day(2014, 5, 3), day(2014, 3, 5)));
        assert_eq!(one("23/05/2014"), Stated::Day(day(2014, 5, 23)));
        assert_eq!(one("5/23/2014"), Stated::Day(day(2014, 5, 23)));
        assert_eq!(one("4/4/2014"), Stated::Day(day(2014, 4, 4)));
        assert_eq!(one("Sept. 5"), Stated::NoYear(9, 5));
    }

    #[test]
    fn what_is_no_day() {
        for text in [
            "99/99/2014",
            "February 30, 2014",
            "in May 2014",
            "1234567890123",
            "Maybe 7",
            "the 1990s",
            "call 20149999",
        ] {
            assert!(find_all(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn weekdays_and_updates_are_noticed() {
        assert_eq!(find_all("Monday, 05/05/2014")[0].weekday, Some(Weekday::Monday));
        let both = find_all("Published: 3 May 2014 | Updated: 4 May 2014");
        assert_eq!((both[0].updated, both[1].updated), (false, true));
    }
}
