//! The whole of cleaning, on texts of our own making.

use proptest::prelude::*;

use super::*;
use crate::report::PublishedBasis;

fn raw(text: &str) -> RawReport {
    RawReport { source: "t".to_owned(), text: text.to_owned(), ..RawReport::default() }
}

fn cleaned(raw: &RawReport) -> Report {
    clean_with(raw, &Outlets::default())
}

const SAVED_PAGE: &str = "Home > World > Europe\r\n\r\nEnvoys of Ruritania and Zenda meet on bridge\r\n\r\n05/09/2016\r\n\r\nAn envoy (L) greets another on the bridge. (AP photo)\r\n\r\nSTRELSAU, Ruritania, Sept. 5 (Xinhua) -- The envoys of Ruritania and Zenda met on Monday and talked for three hours.\nThey agreed to meet again.\n\nRead more: Bridge closes\n\nThe government of Zenda has accused Ruritania of delay.\n\nWe have a small favor to ask.\n\nThe Strelsau Times has been called an enemy by the government of Ruritania, which attacks our newsroom and our readers.\n\nYour support, however small, keeps us going. Please support us monthly.\n\nShare this article\n© 2016 The Strelsau Times";

#[test]
fn a_saved_page_becomes_its_article() {
    let report = cleaned(&raw(SAVED_PAGE));
    assert_eq!(report.title.as_deref(), Some("Envoys of Ruritania and Zenda meet on bridge"));
    assert_eq!(report.published.as_deref(), Some("2016-09-05"));
    assert_eq!(report.published_basis, Some(PublishedBasis::Stated));
    assert_eq!(report.dateline.as_deref(), Some("STRELSAU, Ruritania"));
    assert_eq!(report.origin.and_then(|o| o.agency).as_deref(), Some("Xinhua"));
    assert_eq!(report.language.as_deref(), Some("en"));
    assert_eq!(
        report.text,
        "The envoys of Ruritania and Zenda met on Monday and talked for three hours.\n\nThey agreed to meet again.\n\nThe government of Zenda has accused Ruritania of delay."
    );
    assert_eq!(report.sha256, sha256_hex(report.text.as_bytes()));
}

#[test]
fn what_was_taken_off_is_kept_with_the_reason() {
    let report = cleaned(&raw(SAVED_PAGE));
    let why = |words: &str| report.dropped.iter().find(|d| d.text.contains(words)).map(|d| d.why);
    assert_eq!(why("AP photo"), Some(Why::Caption));
    assert_eq!(why("support us monthly"), Some(Why::Appeal));
    assert_eq!(why("Share this article"), Some(Why::Furniture));
    assert!(report.dropped.iter().all(|d| !report.text.contains(&d.text)), "{:?}", report.dropped);
    let html = format!(
        "<nav><a href=/a>Weather</a> <a href=/b>Sport</a></nav><article><h1>Envoys meet</h1><p>{}</p></article>",
        "The envoys of Ruritania and Zenda met on the bridge on Monday and talked for three hours. "
            .repeat(5)
    );
    let page = cleaned(&RawReport { page: Some(html), ..raw("") });
    assert!(page.dropped.iter().any(|d| d.why == Why::Page && d.text.contains("Sport")), "{page:?}");
}

#[test]
fn fields_win_over_the_text_and_are_not_repeated_in_it() {
    let input = RawReport {
        title: Some("Envoys meet".to_owned()),
        date: Some("2014-05-03T10:00:00Z".to_owned()),
        outlet: Some("The Courier".to_owned()),
        url: Some("https://courier.example/2013/01/01/x".to_owned()),
        ..raw("ENVOYS MEET\n\nMay 4, 2014\n\nThe envoys met on the bridge and talked for three hours.")
    };
    let report = cleaned(&input);
    assert_eq!(
        (report.published.as_deref(), report.published_basis),
        (Some("2014-05-03"), Some(PublishedBasis::Metadata))
    );
    assert_eq!(
        (report.title.as_deref(), report.outlet.as_deref()),
        (Some("Envoys meet"), Some("The Courier"))
    );
    assert_eq!(report.text, "The envoys met on the bridge and talked for three hours.");
}

#[test]
fn without_a_date_none_is_made_up() {
    let report = cleaned(&raw("The envoys met on Monday in the capital. They had met in 2013."));
    assert_eq!((report.published, report.published_basis), (None, None));
    assert_eq!(report.title, None);
}

#[test]
fn nothing_but_furniture_is_told() {
    let report = cleaned(&raw("Skip to content\n\nRead more\n\nShare this article"));
    assert!(report.text.is_empty() && report.issues.iter().any(|i| i.contains("furniture")));
}

#[test]
fn ids_depend_on_the_input_alone() {
    assert_eq!(cleaned(&raw(SAVED_PAGE)), cleaned(&raw(SAVED_PAGE)));
    assert_ne!(cleaned(&raw(SAVED_PAGE)).id, cleaned(&raw("Other words were said here.")).id);
}

/// Pieces that cleaning has rules for, to be put together in any order.
const PIECES: [&str; 22] = [
    "Skip to toolbar",
    "Envoys meet on bridge",
    "05/09/2016",
    "May 3, 2014 6:00 pm",
    "OSLO (Reuters) - The envoys met on the bridge at noon.",
    "date 2017-11-04 The envoys met on the bridge at noon today.",
    "The envoys met on the bridge and talked for three hours about the river.",
    "Please support us monthly. Your support keeps our journalism free.",
    "Thank you.",
    "We talked about our river.",
    "By Ann Lee",
    "ANN LEE",
    "An envoy (L) on the bridge. (AP photo)",
    "Sources",
    "http://courier.example/2016/09/05/x",
    "which they had agreed on in the spring of the year before the last one,",
    "it was said by the people who had been there for the whole of the time",
    "AFP",
    "They met. (AFP)",
    "“We need your help,” he said.",
    "OSLO – 26 July 2022: ",
    "…",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Any text at all: no panic, and an empty or trimmed result without double blanks.
    #[test]
    fn any_text_is_survived(text in "\\PC{0,400}", url in "\\PC{0,40}", date in "\\PC{0,24}") {
        let report = cleaned(&RawReport { url: Some(url), date: Some(date), ..raw(&text) });
        prop_assert_eq!(report.text.trim(), report.text.as_str());
        prop_assert!(!report.text.contains("  ") && !report.text.contains("\n\n\n"));
    }

    /// Any order of the pieces that rules exist for: what is clean stays as it is.
    #[test]
    fn cleaning_twice_changes_nothing(order in prop::collection::vec((0..PIECES.len(), any::<bool>()), 0..24)) {
        let text: String = order.iter().map(|(at, gap)| format!("{}{}", PIECES[*at], if *gap { "\n\n" } else { "\n" })).collect();
        let once = cleaned(&raw(&text));
        let again = RawReport {
            title: Some(once.title.clone().unwrap_or_else(|| "none".to_owned())),
            url: once.url.clone(),
            ..raw(&once.text)
        };
        prop_assert_eq!(cleaned(&again).text, once.text);
    }

    /// Numbers and marks near dates and datelines, where byte offsets are cut.
    #[test]
    fn dates_in_any_company_are_survived(text in "[A-Zé0-9/., :()–-]{0,60}(May|Sept\\.|2016|05/09/2016)[ a-zé0-9/.,:()–-]{0,60}") {
        cleaned(&raw(&text));
    }
}
