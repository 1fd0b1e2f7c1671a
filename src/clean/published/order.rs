//! Dates whose order or year is open, decided by what else the report says.

use jiff::Timestamp;
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;

use super::address::{day_of_url, year_of_url};
use crate::clean::Draft;
use crate::clean::dates::{Found, Stated, find_all};

/// Countries whose English papers write the month first in numbers. The rest of the world writes
/// the day first, or the year (CLDR, short date patterns of en-US, en-PH and their neighbours).
const MONTH_FIRST: [&str; 8] = ["USA", "PHL", "FSM", "GUM", "MHL", "PLW", "PRI", "ASM"];

/// What helps to decide a date whose order or year is open.
pub struct Clues<'a> {
    /// Months and days that the report names in words.
    named: Vec<(i8, i8)>,
    /// The day in the address.
    pub address: Option<Date>,
    /// The year in the address, where no day is.
    address_year: Option<i16>,
    country: Option<&'a str>,
    /// The region of the edition, where the address holds it (`courier.example/en-gb/`).
    edition: Option<String>,
    /// The region of the address' domain or the declared language, ISO 3166-1 alpha-2.
    region: Option<String>,
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
    /// Gathers them from the report; `language` as its page declares it.
    pub fn of(draft: &Draft, country: Option<&'a str>, language: Option<&'a str>) -> Self {
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
            edition: edition(url),
            region: region(url, language),
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
            .or_else(|| self.month_comes_first().map(|first| if first { month_first } else { day_first }))
            .ok_or_else(|| {
                format!(
                    "its date may mean {day_first} or {month_first}: give the right one as the report's date"
                )
            })
    }

    /// Does the month come first where the report was written? By its edition, its outlet's country,
    /// and its region.
    fn month_comes_first(&self) -> Option<bool> {
        let by_region = |r: &String| matches!(r.as_str(), "us" | "ph");
        let country = || self.country.map(|c| MONTH_FIRST.contains(&c));
        self.edition.as_ref().map(by_region).or_else(country).or_else(|| self.region.as_ref().map(by_region))
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

/// The region of a tag of a language, `en-GB` or `en_gb`, in lower case.
fn locale(tag: &str) -> Option<String> {
    let (language, region) = tag.split_once(['-', '_'])?;
    (language.len() == 2 && region.len() == 2).then(|| region.to_lowercase())
}

/// The region that an address names as a part of its path.
fn edition(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("://")?;
    rest.split(['/', '?', '#']).skip(1).take(2).find_map(locale)
}

/// The region of a page by its country's domain or else its declared language, ISO 3166-1 alpha-2 in
/// lower case.
fn region(url: &str, language: Option<&str>) -> Option<String> {
    /// Countries' domains that anyone takes.
    const COMMON: [&str; 14] =
        ["io", "co", "tv", "me", "ai", "fm", "am", "cc", "ws", "to", "ly", "gg", "eu", "us"];
    let rest = url.split_once("://").map_or("", |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default().to_lowercase();
    let domain = host.rsplit('.').next().filter(|d| d.len() == 2 && !COMMON.contains(d)).map(str::to_owned);
    domain.or_else(|| language.and_then(locale))
}

/// Days between two dates.
pub fn apart(a: Date, b: Date) -> i64 {
    (a.duration_until(b).as_hours() / 24).abs()
}

/// Does the month and day lie within three weeks of `date`, in its year?
fn near(date: Date, month: i8, day: i8) -> bool {
    Date::new(date.year(), month, day).is_ok_and(|other| apart(date, other) <= 21)
}

/// The day that head and dateline state: a full date before a dateline's, the first publication
/// before an update. `None` when they state none, `Err` when it cannot be decided.
pub fn stated_day(stated: &[Found], clues: &Clues) -> Option<Result<Date, String>> {
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
pub fn resolve(found: &Found, clues: &Clues) -> Result<Date, String> {
    match found.stated {
        Stated::Day(day) => Ok(day),
        Stated::Either(first, second) => clues.choose(found, first, second),
        Stated::NoYear(..) => Err("it is dated without a year: give its date".to_owned()),
    }
}

/// The day in the input's date field: any usual form, or seconds or milliseconds since 1970.
pub fn day_of_field(field: &str, clues: &Clues) -> Result<Date, String> {
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
pub fn day_of_epoch(field: &str) -> Option<Date> {
    let whole = field.split('.').next()?;
    let number: i64 = whole.parse().ok()?;
    let seconds = match whole.len() {
        9 | 10 => number,
        12 | 13 => number / 1000,
        _ => return None,
    };
    Some(Timestamp::from_second(seconds).ok()?.to_zoned(TimeZone::UTC).date())
}

/// The newest day that the text names, when most of its full dates lie more than 60 days after `day`:
/// a single later one may be of what is planned.
pub fn outdated(day: Date, draft: &Draft) -> Option<Date> {
    let dates: Vec<Date> = draft
        .paragraphs
        .iter()
        .flat_map(|p| find_all(p))
        .filter_map(|f| if let Stated::Day(d) = f.stated { Some(d) } else { None })
        .collect();
    let later = dates.iter().filter(|d| **d > day && apart(day, **d) > 60).count();
    if later > 1 && later * 2 > dates.len() { dates.into_iter().max() } else { None }
}
