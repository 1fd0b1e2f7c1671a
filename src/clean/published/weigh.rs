//! A page's dates weighed against each other: several that agree win, data before words, the day of
//! publication before that of a change.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use regex::Regex;

use super::Published;
use super::address::day_of_url;
use super::order::{Clues, apart, day_of_epoch, resolve};
use crate::clean::dates::{Found, Stated, find_all};
use crate::clean::page::{ClueKind, DateClue};
use crate::clean::{Draft, table};
use crate::report::PublishedBasis;

/// What supports a day: a place on the page, or the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Source {
    Page(ClueKind),
    Address,
}

/// One source's word for one day.
#[derive(Clone, Copy, Debug)]
struct Vote {
    source: Source,
    day: Date,
    modified: bool,
    weight: i32,
    /// The hour, where the stamp is in UTC: the outlet's own day may be the one beside it.
    utc_hour: Option<i8>,
}

/// The weight of a source for a day of publication, and for one of change. By trust: no two weak
/// ones outweigh a strong one, two strong ones that agree outweigh a third.
const fn weights(source: Source) -> (i32, i32) {
    match source {
        Source::Page(ClueKind::JsonLd) => (50, 12),
        Source::Page(ClueKind::Meta) => (45, 11),
        Source::Address => (40, 0),
        Source::Page(ClueKind::MetaWeak | ClueKind::Marked) => (35, 10),
        Source::Page(ClueKind::Labelled) => (30, 14),
        Source::Page(ClueKind::Time) => (22, 9),
        Source::Page(ClueKind::Head) => (20, 9),
        Source::Page(ClueKind::LabelledFar) => (14, 8),
        Source::Page(ClueKind::Elsewhere) => (6, 4),
        Source::Page(ClueKind::Image | ClueKind::Buried) => (5, 4),
        Source::Page(ClueKind::Prose | ClueKind::Margin | ClueKind::Linked) => (2, 1),
    }
}

/// A day whose support weighs less than this is told to be a guess.
const SURE: i32 = 8;

/// Decides between the dates of a page.
pub fn decide(page: &[DateClue], draft: &Draft, clues: &Clues, retrieved: Option<Date>) -> Published {
    let mut votes = votes(page, draft, clues);
    let late = votes.iter().map(|v| v.day).filter(|d| retrieved.is_some_and(|r| *d > r)).min();
    votes.retain(|v| retrieved.is_none_or(|r| v.day <= r));
    let Some((day, weight)) = best(&votes) else {
        let issue = late.map(|d| {
            format!(
                "its date {d} is after the day it was fetched and was passed over: give the report's date"
            )
        });
        return Published { issue, ..Published::default() };
    };
    if let Some(other) =
        votes.iter().map(|v| v.day).find(|d| *d != day && weight_of(&votes, *d) == weight && swapped(*d, day))
    {
        let issue = format!("its date may mean {day} or {other}: give the right one as the report's date");
        return Published { issue: Some(issue), ..Published::default() };
    }
    let guess = (weight < SURE).then(|| {
        format!("its date {day} is only the likeliest one on its page: check it, and give the right one as the report's date")
    });
    Published { day: Some(day), basis: Some(basis(&votes, day)), issue: guess }
}

/// All votes: of each source the first word for a day counts in full, those for further days less.
fn votes(page: &[DateClue], draft: &Draft, clues: &Clues) -> Vec<Vote> {
    let mut votes: Vec<Vote> = Vec::new();
    let mut days: BTreeMap<(Source, bool), Vec<Date>> = BTreeMap::new();
    for clue in page {
        let source = Source::Page(clue.kind);
        let readings = readings(clue, clues);
        for day in &readings {
            let seen = days.entry((source, clue.modified)).or_default();
            if seen.contains(day) {
                continue;
            }
            let (first, later) = weights(source);
            let full = if clue.modified { later } else { first };
            // Two readings of one date share its weight; what agrees with either decides.
            let share = i32::try_from((seen.len() + readings.len() - 1).min(4)).unwrap_or(4);
            let weight = full * 2 / (2 + share);
            votes.push(Vote {
                source,
                day: *day,
                modified: clue.modified,
                weight,
                utc_hour: utc_hour(&clue.value),
            });
        }
        days.entry((source, clue.modified)).or_default().extend(readings);
    }
    let stated = draft.stated.iter().filter(|f| !matches!(f.stated, Stated::NoYear(..)));
    votes.extend(stated.filter_map(|f| Some(of_head(f, resolve(f, clues).ok()?))));
    votes.extend(clues.address.map(|day| Vote {
        source: Source::Address,
        day,
        modified: false,
        weight: weights(Source::Address).0,
        utc_hour: None,
    }));
    votes
}

/// Are they two readings of one date in numbers?
fn swapped(a: Date, b: Date) -> bool {
    a.year() == b.year() && a.day() == b.month() && a.month() == b.day()
}

/// The vote of a date in the head of the text.
fn of_head(found: &Found, day: Date) -> Vote {
    let source = Source::Page(ClueKind::Head);
    let (first, later) = weights(source);
    Vote {
        source,
        day,
        modified: found.updated,
        weight: if found.updated { later } else { first },
        utc_hour: None,
    }
}

/// The day with the greatest weight, and that weight; of two the earlier.
fn best(votes: &[Vote]) -> Option<(Date, i32)> {
    let mut sums: BTreeMap<Date, i32> = BTreeMap::new();
    for day in votes.iter().map(|v| v.day) {
        sums.entry(day).or_insert_with(|| weight_of(votes, day));
    }
    sums.into_iter().rev().max_by_key(|(_, weight)| *weight)
}

/// The weight of one day: of each source its best word, and stamps in UTC that may mean it.
fn weight_of(votes: &[Vote], day: Date) -> i32 {
    let local = votes.iter().any(|v| v.day == day && is_local(v));
    let mut by_source: BTreeMap<Source, i32> = BTreeMap::new();
    for vote in votes.iter().filter(|v| v.day == day || (local && may_mean(v, day))) {
        let weight = by_source.entry(vote.source).or_default();
        *weight = (*weight).max(vote.weight);
    }
    by_source.values().sum()
}

/// Does a vote give the outlet's own day: no stamp in UTC, and not a mere mention?
fn is_local(vote: &Vote) -> bool {
    vote.utc_hour.is_none() && !vote.modified && vote.weight >= SURE
}

/// May a stamp in UTC fall on `day` at the outlet's own place? Zones reach from -12 to +14 hours.
fn may_mean(vote: &Vote, day: Date) -> bool {
    let Some(hour) = vote.utc_hour else { return false };
    apart(vote.day, day) == 1 && if day < vote.day { hour < 12 } else { hour >= 10 }
}

/// What the chosen day stands on: the strongest of its supports.
fn basis(votes: &[Vote], day: Date) -> PublishedBasis {
    use ClueKind::{JsonLd, Marked, Meta, MetaWeak, Time};
    let support = votes.iter().filter(|v| v.day == day).max_by_key(|v| v.weight).map(|v| v.source);
    match support {
        Some(Source::Address) => PublishedBasis::Url,
        Some(Source::Page(JsonLd | Meta | MetaWeak | Marked | Time)) => PublishedBasis::Metadata,
        _ => PublishedBasis::Stated,
    }
}

/// The days that a value may mean: one, or two where the order of day and month is open.
fn readings(clue: &DateClue, clues: &Clues) -> Vec<Date> {
    let value = clue.value.trim();
    let days = match day_of_epoch(value) {
        Some(day) => vec![day],
        None if clue.kind == ClueKind::Image => day_of_url(value).into_iter().collect(),
        None => written(value, clues),
    };
    days.into_iter().filter(|day| (1990..=2100).contains(&day.year())).collect()
}

/// The first full date in a value, in its one or two readings.
fn written(value: &str, clues: &Clues) -> Vec<Date> {
    let found = find_all(value).into_iter().find(|f| !matches!(f.stated, Stated::NoYear(..)));
    let Some(found) = found else { return Vec::new() };
    match (resolve(&found, clues), found.stated) {
        (Ok(day), _) => vec![day],
        (Err(_), Stated::Either(first, second)) => vec![first, second],
        _ => Vec::new(),
    }
}

/// The hour of a stamp that is written in UTC.
fn utc_hour(value: &str) -> Option<i8> {
    static UTC: LazyLock<Regex> = LazyLock::new(|| {
        table::insensitive(r"\b(?:T|\s|,)?(\d{1,2}):\d\d(?::\d\d(?:\.\d+)?)?\s*(?:Z|[+-]00:?00|GMT|UTC)\s*$")
    });
    if day_of_epoch(value).is_some() {
        let whole: i64 = value.split('.').next()?.parse().ok()?;
        let seconds = if whole > 99_999_999_999 { whole / 1000 } else { whole };
        return Some(Timestamp::from_second(seconds).ok()?.to_zoned(TimeZone::UTC).hour());
    }
    let at = value
        .find('T')
        .filter(|at| value[..*at].ends_with(|c: char| c.is_ascii_digit()))
        .map_or(value, |at| &value[at + 1..]);
    UTC.captures(at)?.get(1)?.as_str().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clue(kind: ClueKind, value: &str, modified: bool) -> DateClue {
        DateClue { kind, value: value.to_owned(), modified }
    }

    fn decided(page: &[DateClue], url: &str, retrieved: Option<&str>) -> Published {
        let draft = Draft { url: Some(url.to_owned()), ..Draft::default() };
        let clues = Clues::of(&draft, None, None);
        decide(page, &draft, &clues, retrieved.map(|r| r.parse().unwrap()))
    }

    fn day(page: &[DateClue], url: &str) -> String {
        decided(page, url, None).day.unwrap().to_string()
    }

    use ClueKind::{Head, JsonLd, Labelled, Meta, Prose, Time};

    #[test]
    fn data_before_words_and_first_before_later() {
        let page = [
            clue(JsonLd, "2014-05-04", true),
            clue(JsonLd, "2014-05-03T23:30:00+03:00", false),
            clue(Head, "1 May 2014", false),
        ];
        assert_eq!(day(&page, ""), "2014-05-03");
        assert_eq!(decided(&page, "", None).basis, Some(PublishedBasis::Metadata));
        assert_eq!(day(&[clue(Meta, "2014-05-04", true)], ""), "2014-05-04");
    }

    #[test]
    fn several_that_agree_win() {
        let page = [clue(JsonLd, "2015-01-01", false), clue(Labelled, "May 3, 2014", false)];
        assert_eq!(day(&page, "http://a.example/2014/05/03/x"), "2014-05-03");
        assert_eq!(day(&page, ""), "2015-01-01");
    }

    #[test]
    fn the_outlets_own_day_before_that_in_utc() {
        let page = [
            clue(JsonLd, "2014-05-04T02:10:00Z", false),
            clue(Meta, "2014-05-04T02:10:00+00:00", false),
            clue(Labelled, "May 3, 2014", false),
        ];
        assert_eq!(day(&page, ""), "2014-05-03");
        let noon = [clue(JsonLd, "2014-05-04T16:10:00Z", false), clue(Labelled, "May 3, 2014", false)];
        assert_eq!(day(&noon, ""), "2014-05-04");
        let later = [clue(JsonLd, "2014-05-04T02:10:00Z", false), clue(Labelled, "May 3, 2014", true)];
        assert_eq!(day(&later, ""), "2014-05-04");
    }

    #[test]
    fn what_is_after_retrieval_is_passed_over() {
        let page = [clue(Meta, "2031-05-04", false), clue(Time, "2014-05-03", false)];
        assert_eq!(decided(&page, "", Some("2014-06-01")).day.unwrap().to_string(), "2014-05-03");
        let none = decided(&page[..1], "", Some("2014-06-01"));
        assert!(none.day.is_none() && none.issue.unwrap().contains("2031-05-04"));
    }

    #[test]
    fn a_guess_is_told() {
        assert!(decided(&[clue(Prose, "3 May 2014", false)], "", None).issue.unwrap().contains("likeliest"));
    }

    #[test]
    fn hours_of_stamps_in_utc() {
        assert_eq!(utc_hour("2014-05-04T02:10:00Z"), Some(2));
        assert_eq!(utc_hour("Sun, 04 May 2014 02:10:00 GMT"), Some(2));
        assert_eq!(utc_hour("1399169400"), Some(2));
        assert_eq!(utc_hour("2014-05-04T02:10:00+03:00"), None);
        assert_eq!(utc_hour("2014-05-04"), None);
    }
}
