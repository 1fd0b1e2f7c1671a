//! The day of publication: from the input's field, the page, the head of the text, or the address.

mod address;
mod order;
mod weigh;

use jiff::civil::Date;

use super::Draft;
use super::page::{DateClue, buried};
use crate::report::PublishedBasis;
use order::{Clues, day_of_field, stated_day};

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

/// What a report's day is decided by, besides its text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Evidence<'a> {
    /// The input's own field, or what the user said.
    pub field: Option<&'a str>,
    /// The dates of its web page.
    pub page: &'a [DateClue],
    /// The whole page, for dates that only its scripts and links hold; looked at when it has no other.
    pub html: Option<&'a str>,
    /// When it was fetched, in any form.
    pub retrieved: Option<&'a str>,
    /// The outlet's country, ISO 3166-1 alpha-3, for dates whose order is open.
    pub country: Option<&'a str>,
    /// The page's language as it declares it (`en-GB`): its region stands in for the country.
    pub language: Option<&'a str>,
}

/// Decides the day: the input's field, then the page's dates weighed against each other, then head
/// and dateline, then the address. A day after retrieval is passed over, and one long before the
/// days that the text speaks of is doubted; both are told.
pub fn decide(evidence: &Evidence, draft: &Draft) -> Published {
    let clues = Clues::of(draft, evidence.country, evidence.language);
    // Stamps of retrieval are in UTC: where the day begins first, the next one may have come.
    let retrieved = evidence.retrieved.and_then(|r| day_of_field(r, &clues).ok()?.tomorrow().ok());
    let mut found = of_field(evidence.field, &clues);
    if found.day.is_none() && !evidence.page.is_empty() {
        found = or(found, weigh::decide(evidence.page, draft, &clues, retrieved));
    }
    if found.day.is_none() {
        found = or(found, of_text(draft, &clues));
    }
    if let Some(html) = evidence.html.filter(|_| found.day.is_none()) {
        found = or(found, weigh::decide(&buried(html), draft, &clues, retrieved));
    }
    doubted(found, draft, retrieved)
}

/// The second decision where the first found no day; what was said of the first is kept.
fn or(first: Published, second: Published) -> Published {
    Published { issue: first.issue.or(second.issue), ..second }
}

/// The day that the input's field gives.
fn of_field(field: Option<&str>, clues: &Clues) -> Published {
    let Some(field) = field.map(str::trim).filter(|f| !f.is_empty()) else { return Published::default() };
    match day_of_field(field, clues) {
        Ok(day) => Published { day: Some(day), basis: Some(PublishedBasis::Metadata), issue: None },
        Err(why) => Published { issue: Some(why), ..Published::default() },
    }
}

/// The day that head and dateline state, or else the address.
fn of_text(draft: &Draft, clues: &Clues) -> Published {
    let stated = stated_day(&draft.stated, clues);
    let (day, basis) = match (&stated, clues.address) {
        (Some(Ok(day)), _) => (Some(*day), Some(PublishedBasis::Stated)),
        (_, Some(day)) => (Some(day), Some(PublishedBasis::Url)),
        _ => (None, None),
    };
    let issue = stated.and_then(Result::err).filter(|_| day.is_none());
    Published { day, basis, issue }
}

/// Adds a doubt to a day after retrieval, or long before most of the days that the text names.
fn doubted(mut found: Published, draft: &Draft, retrieved: Option<Date>) -> Published {
    let Some(day) = found.day.filter(|_| found.issue.is_none()) else { return found };
    found.issue = match (retrieved, order::outdated(day, draft)) {
        (Some(fetched), _) if day > fetched => Some(format!(
            "its date {day} is after it was fetched (by {fetched}): give the right one as the report's date"
        )),
        (_, Some(newest)) => Some(format!(
            "its date {day} is long before {newest}, of which its text speaks: check it, and give the right one as the report's date"
        )),
        _ => None,
    };
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::dates::find_all;

    fn draft(stated: &str, url: &str, text: &str) -> Draft {
        Draft {
            stated: find_all(stated),
            url: Some(url.to_owned()),
            paragraphs: vec![text.to_owned()],
            ..Draft::default()
        }
    }

    fn at(field: Option<&str>, draft: &Draft, country: Option<&str>) -> Published {
        decide(&Evidence { field, country, ..Evidence::default() }, draft)
    }

    fn day(field: Option<&str>, draft: &Draft, country: Option<&str>) -> (String, Option<PublishedBasis>) {
        let found = at(field, draft, country);
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
        assert!(at(Some("last week"), &Draft::default(), None).issue.unwrap().contains("last week"));
    }

    #[test]
    fn the_order_of_day_and_month_is_decided_by_the_report() {
        let open = draft("03/05/2014", "", "The envoys met.");
        assert_eq!(at(None, &open, None).day, None);
        assert!(at(None, &open, None).issue.unwrap().contains("2014-05-03 or 2014-03-05"));
        assert_eq!(day(None, &open, Some("USA")).0, "2014-03-05");
        assert_eq!(day(None, &open, Some("GBR")).0, "2014-05-03");
        let page = |url| draft("03/05/2014", url, "");
        assert_eq!(day(None, &page("http://a.example/en-gb/x"), Some("USA")).0, "2014-05-03");
        assert_eq!(day(None, &page("http://a.co.uk/x"), None).0, "2014-05-03");
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
    fn days_after_retrieval_and_long_before_the_text_are_doubted() {
        let late = draft("3 May 2014", "", "The envoys met.");
        let at = |retrieved, draft: &Draft| {
            decide(&Evidence { retrieved: Some(retrieved), ..Evidence::default() }, draft).issue
        };
        assert!(at("2014-05-01T00:00:00Z", &late).unwrap().contains("fetched"));
        assert_eq!(at("2014-05-02T23:00:00Z", &late), None);
        let old = draft("3 May 2014", "", "They met on 4 June 2019 and on 5 June 2019.");
        assert!(at("2020-01-01", &old).unwrap().contains("2019-06-05"));
        let planned = draft("3 May 2014", "", "They met on 2 May 2014 and will meet on 5 June 2019.");
        assert_eq!(at("2020-01-01", &planned), None);
    }

    #[test]
    fn pages_are_weighed_and_searched_when_they_give_nothing() {
        let html = r#"<script>{"publishedDate":"2014-05-03"}</script>"#;
        let found = decide(&Evidence { html: Some(html), ..Evidence::default() }, &Draft::default());
        assert_eq!(found.day.unwrap().to_string(), "2014-05-03");
        assert!(found.issue.unwrap().contains("likeliest"));
    }

    #[test]
    fn the_first_publication_counts_before_an_update() {
        let both = draft("Updated: 4 May 2014 | Published: 3 May 2014", "", "");
        assert_eq!(day(None, &both, None).0, "2014-05-03");
    }
}
