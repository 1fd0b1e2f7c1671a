//! The day of publication: from the input's field, the head of the text, or the address.

use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use regex::Regex;

use super::dates::{Found, Stated, find_all, month_named};
use super::{Draft, table};
use crate::report::PublishedBasis;

/// Countries whose English papers write the month first in numbers. The rest of the world writes
/// the day first, or the year (CLDR, short date patterns of en-US, en-PH and their neighbours).
const MONTH_FIRST: [&str; 8] = ["USA", "PHL", "FSM", "GUM", "MHL", "PLW", "PRI", "ASM"];

/// A day, what it stands on, and what was doubtful.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// The day, when it could be decided.
    pub day: Option<Date>,
    /// What it stands on.
    pub basis: Option<PublishedBasis>,
    /// Why it could not be, or what was passed over.
    pub issue: Option<String>,
}

/// Decides the day: `field` is the input's own (or the user's), then head and dateline, then the
/// address. `country` is the outlet's, ISO 3166-1 alpha-3, for dates whose order is open.
pub fn decide(field: Option<&str>, draft: &Draft, country: Option<&str>) -> Published {
    let clues = Clues::of(draft, country);
    let field = field.map(str::trim).filter(|f| !f.is_empty());
    let mut issue = None;
    if let Some(field) = field {
        match day_of_field(field, &clues) {
            Ok(day) => return Published { day: Some(day), basis: Some(PublishedBasis::Metadata), issue },
            Err(why) => issue = Some(why),
        }
    }
    let stated = stated_day(&draft.stated, &clues);
    let (day, basis) = match (&stated, clues.address) {
        (Some(Ok(day)), _) => (Some(*day), Some(PublishedBasis::Stated)),
        (_, Some(day)) => (Some(day), Some(PublishedBasis::Url)),
        _ => (None, None),
    };
    if let (Some(Err(why)), None) = (stated, day) {
        issue = issue.or(Some(why));
    }
    Published { day, basis, issue }
}

/// What helps to decide a date whose order or year is open.
struct Clues<'a> {
    /// Months and days that the report names in words.
    named: Vec<(i8, i8)>,
    /// The day in the address.
    address: Option<Date>,
    /// The year in the address, where no day is.
    address_year: Option<i16>,
    country: Option<&'a str>,
    /// The weekday that the article names first: most reports begin with that of their own day.
    weekday: Option<Weekday>,
}

/// The first weekday named in the first paragraphs.
fn first_weekday(paragraphs: &[String]) -> Option<Weekday> {
    const NAMES: [(&str, Weekday); 7] = [
        ("Monday", Weekday::Monday),
        ("Tuesday", Weekday::Tuesday),
        ("Wednesday", Weekday::Wednesday),
        ("Thursday", Weekday::Thursday),
        ("Friday", Weekday::Friday),
        ("Saturday", Weekday::Saturday),
        ("Sunday", Weekday::Sunday),
    ];
    let head = paragraphs.iter().take(3);
    let words = head.flat_map(|p| p.split(|c: char| !c.is_alphabetic()));
    words.into_iter().find_map(|w| NAMES.iter().find(|(n, _)| *n == w).map(|(_, day)| *day))
}

impl<'a> Clues<'a> {
    fn of(draft: &Draft, country: Option<&'a str>) -> Self {
        let text = draft.paragraphs.iter().flat_map(|p| find_all(p));
        let all: Vec<Stated> = draft.stated.iter().cloned().chain(text).map(|f| f.stated).collect();
        let url = draft.url.as_deref().unwrap_or_default();
        let named = all.iter().filter_map(|stated| match stated {
            Stated::Day(date) => Some((date.month(), date.day())),
            Stated::NoYear(month, day) => Some((*month, *day)),
            Stated::Either(..) => None,
        });
        let named = named.collect();
        Self {
            named,
            address: day_of_url(url),
            address_year: year_of_url(url),
            country,
            weekday: first_weekday(&draft.paragraphs),
        }
    }

    /// Decides between the two readings of a date in numbers, or says why not.
    fn choose(&self, found: &Found, day_first: Date, month_first: Date) -> Result<Date, String> {
        let one = |fits: &dyn Fn(Date) -> bool| match (fits(day_first), fits(month_first)) {
            (true, false) => Some(day_first),
            (false, true) => Some(month_first),
            _ => None,
        };
        one(&|d| self.named.contains(&(d.month(), d.day())))
            .or_else(|| found.weekday.and_then(|w| one(&|d| d.weekday() == w)))
            .or_else(|| self.address.and_then(|a| one(&|d| apart(a, d) <= 2)))
            .or_else(|| one(&|d| self.named.iter().any(|(m, day)| near(d, *m, *day))))
            .or_else(|| self.weekday.and_then(|w| one(&|d| d.weekday() == w)))
            .or_else(|| self.country.map(|c| if MONTH_FIRST.contains(&c) { month_first } else { day_first }))
            .ok_or_else(|| {
                format!(
                    "its date may mean {day_first} or {month_first}: give the right one as the report's date"
                )
            })
    }

    /// The year of a dateline that has none: of a day that the head or the address states.
    fn year_of(&self, stated: &[Found]) -> Option<i16> {
        let years = stated.iter().find_map(|f| match f.stated {
            Stated::Day(d) | Stated::Either(d, _) => Some(d.year()),
            Stated::NoYear(..) => None,
        });
        years.or_else(|| self.address.map(Date::year)).or(self.address_year)
    }
}

/// Days between two dates.
fn apart(a: Date, b: Date) -> i64 {
    (a.duration_until(b).as_hours() / 24).abs()
}

/// Does the month and day lie within three weeks of `date`, in its year?
fn near(date: Date, month: i8, day: i8) -> bool {
    Date::new(date.year(), month, day).is_ok_and(|other| apart(date, other) <= 21)
}

/// The day that head and dateline state: a full date before a dateline's, the first publication
/// before an update. `None` when they state none, `Err` when it cannot be decided.
fn stated_day(stated: &[Found], clues: &Clues) -> Option<Result<Date, String>> {
    let full = |f: &&Found| !matches!(f.stated, Stated::NoYear(..));
    let first = stated.iter().filter(full).find(|f| !f.updated).or_else(|| stated.iter().find(full));
    if let Some(found) = first {
        return Some(resolve(found, clues));
    }
    let Stated::NoYear(month, day) = stated.first()?.stated else { return None };
    Some(match clues.year_of(stated) {
        Some(year) => Date::new(year, month, day).map_err(|e| e.to_string()),
        None => Err(format!("it is dated {month:02}-{day:02} without a year: give its date")),
    })
}

/// One full date, decided.
fn resolve(found: &Found, clues: &Clues) -> Result<Date, String> {
    match found.stated {
        Stated::Day(day) => Ok(day),
        Stated::Either(first, second) => clues.choose(found, first, second),
        Stated::NoYear(..) => Err("it is dated without a year: give its date".to_owned()),
    }
}

/// The day in the input's date field: any usual form, or seconds or milliseconds since 1970.
fn day_of_field(field: &str, clues: &Clues) -> Result<Date, String> {
    if let Some(day) = day_of_epoch(field) {
        return Ok(day);
    }
    let found = find_all(field);
    match stated_day(&found, clues) {
        Some(day) => day,
        None => Err(format!(
            "its date field `{}` is no date that can be read: write it as 2016-09-05",
            clip(field)
        )),
    }
}

/// The first 40 characters.
fn clip(text: &str) -> String {
    text.chars().take(40).collect()
}

/// Seconds (9 or 10 digits) or milliseconds (12 or 13) since 1970, as a day in UTC.
fn day_of_epoch(field: &str) -> Option<Date> {
    let whole = field.split('.').next()?;
    let number: i64 = whole.parse().ok()?;
    let seconds = match whole.len() {
        9 | 10 => number,
        12 | 13 => number / 1000,
        _ => return None,
    };
    Some(Timestamp::from_second(seconds).ok()?.to_zoned(TimeZone::UTC).date())
}

/// The day in an address: `/2016/09/05/`, `/2016/sep/05/`, `2016-09-05`, `20160905`.
fn day_of_url(url: &str) -> Option<Date> {
    static SHAPES: LazyLock<[Regex; 3]> = LazyLock::new(|| {
        [
            table::pattern(r"(?:^|\D)((?:19|20)\d\d)[/_.-](\d{1,2})[/_.-](\d{1,2})(?:\D|$)"),
            table::insensitive(r"/((?:19|20)\d\d)/([a-z]{3,9})/(\d{1,2})(?:\D|$)"),
            table::pattern(r"(?:^|\D)((?:19|20)\d\d)(\d\d)(\d\d)(?:\d{0,6})(?:\D|$)"),
        ]
    });
    SHAPES.iter().flat_map(|shape| shape.captures_iter(url)).find_map(|caps| {
        let month = caps[2].parse().ok().or_else(|| month_named(&caps[2]))?;
        Date::new(caps[1].parse().ok()?, month, caps[3].parse().ok()?).ok()
    })
}

/// The year in an address that holds no day: `/2016/09/`.
fn year_of_url(url: &str) -> Option<i16> {
    static YEAR: LazyLock<Regex> = LazyLock::new(|| table::pattern(r"/((?:19|20)\d\d)(?:/|-\d\d/)"));
    YEAR.captures(url)?[1].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(stated: &str, url: &str, text: &str) -> Draft {
        Draft {
            stated: find_all(stated),
            url: Some(url.to_owned()),
            paragraphs: vec![text.to_owned()],
            ..Draft::default()
        }
    }

    fn day(field: Option<&str>, draft: &Draft, country: Option<&str>) -> (String, Option<PublishedBasis>) {
        let found = decide(field, draft, country);
        (found.day.map_or_else(|| "none".to_owned(), |d| d.to_string()), found.basis)
    }

    #[test]
    fn fields_in_any_usual_form() {
        for field in [
            "2016-09-05",
            "2016-09-05T18:00:00+03:00",
            "Mon, 05 Sep 2016 18:00:00 GMT",
            "1473091200",
            "1473091200000",
            "1473091200.0",
            "2016/09/05",
            "Sept. 5, 2016",
            "20160905180000",
            "5 September 2016",
        ] {
            let found = day(Some(field), &Draft::default(), None);
            assert_eq!(found, ("2016-09-05".to_owned(), Some(PublishedBasis::Metadata)), "{field}");
        }
        assert!(decide(Some("last week"), &Draft::default(), None).issue.unwrap().contains("last week"));
    }

    #[test]
    fn the_order_of_day_and_month_is_decided_by_the_report() {
        let open = draft("03/05/2014", "", "The envoys met.");
        assert_eq!(decide(None, &open, None).day, None);
        assert!(decide(None, &open, None).issue.unwrap().contains("2014-05-03 or 2014-03-05"));
        assert_eq!(day(None, &open, Some("USA")).0, "2014-03-05");
        assert_eq!(day(None, &open, Some("GBR")).0, "2014-05-03");
        assert_eq!(day(None, &draft("03/05/2014", "", "They met on May 3."), Some("USA")).0, "2014-05-03");
        assert_eq!(day(None, &draft("03/05/2014", "", "They met on March 1."), None).0, "2014-03-05");
        assert_eq!(day(None, &draft("Saturday 03/05/2014", "", ""), None).0, "2014-05-03");
    }

    #[test]
    fn a_dateline_takes_its_year_from_the_address() {
        let found = day(None, &draft("Jun 23", "http://a.example/2022/06/talks/", ""), None);
        assert_eq!(found, ("2022-06-23".to_owned(), Some(PublishedBasis::Stated)));
        assert_eq!(day(None, &draft("Jun 23", "", ""), None).0, "none");
    }

    #[test]
    fn addresses_with_a_day() {
        for url in [
            "http://a.example/2016/09/05/talks",
            "http://a.example/news/2016-09-05-talks",
            "http://a.example/2016/sep/05/x",
            "http://a.example/c?ud=20160905000123",
        ] {
            let found = day(None, &draft("", url, "No date."), None);
            assert_eq!(found, ("2016-09-05".to_owned(), Some(PublishedBasis::Url)), "{url}");
        }
        assert_eq!(day(None, &draft("", "http://a.example/id/00082870", ""), None).0, "none");
    }

    #[test]
    fn the_first_publication_counts_before_an_update() {
        let both = draft("Updated: 4 May 2014 | Published: 3 May 2014", "", "");
        assert_eq!(day(None, &both, None).0, "2014-05-03");
    }
}
