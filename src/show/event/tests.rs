//! Pages of samples.

use super::*;
use crate::account::Status;
use crate::event::Follows;
use crate::link::link;
use crate::store::samples::told;

/// The page of what three outlets tell; the second says it was only planned, and the last is of another topic
/// and day where `apart`.
fn three(width: usize, apart: bool) -> Page {
    let mut pairs = [
        told("Xinhua", "2016-09-05", Status::Held),
        told("AFP", "2016-09-03", Status::Planned),
        told("Kyodo", "2016-09-06", Status::Held),
    ]
    .map(|(_, reading)| reading);
    if apart {
        pairs[2].accounts[0].topics = vec!["trade".to_owned()];
    }
    let reports: Vec<Report> = pairs.iter().map(|r| r.report.clone()).collect();
    let mut accounts: Vec<Account> = pairs.iter().flat_map(|r| r.accounts.clone()).collect();
    let statements: Vec<Statement> = pairs.iter().flat_map(|r| r.found.statements.clone()).collect();
    let mut events = link(&mut accounts, &reports, &statements);
    let mut host = events[0].clone();
    host.id = "e0000host".to_owned();
    let mut later = events[0].clone();
    (later.id, later.when) = ("e0000later".to_owned(), None);
    events[0].within = Some(host.id.clone());
    events[0].series = vec![later.id.clone()];
    let words = accounts[0].evidence[0].clone();
    let (account, after) = (accounts[0].id.clone(), "a-other".to_owned());
    events[0].follows = vec![Follows { event: Some(later.id.clone()), account, after, words }];
    let case = Case {
        event: &events[0],
        accounts: &accounts,
        reports: &reports.into_iter().map(|r| (r.id.clone(), r)).collect(),
        statements: &statements.into_iter().map(|s| (s.id.clone(), s)).collect(),
        others: &[host, later],
        ids: &[],
    };
    page(&case, width)
}

#[test]
fn the_first_line_tells_what_is_agreed() {
    let text = three(200, true).plain();
    let line = text.lines().next().unwrap();
    // All three rest on one speaker.
    let want = "CONSULT meet · held · 2016-09-05 · Xi Jinping, Barack Obama · Hangzhou (CHN) · 3 reports on 1 independent leg";
    assert_eq!(line, want);
}

#[test]
fn each_account_stands_with_its_words() {
    let text = three(100, true).plain();
    for words in
        ["[1] Xinhua, 2016-09-05", "[2] AFP, 2016-09-03", "[3] Kyodo", "“Xi Jinping met Barack Obama”"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(text.contains("2016-09-05 (“Monday”)") && text.contains("Hangzhou (CHN)"), "{text}");
    assert!(text.contains("says Lu Kang: the talks went well"), "{text}");
}

#[test]
fn what_differs_is_told_with_the_outlets_and_history_with_the_days() {
    let text = three(100, true).plain();
    let (head, rest) = text.split_once("Where they differ").unwrap();
    assert!(!head.contains("trade —") && rest.contains("trade — Kyodo [3]"), "{text}");
    let (_, history) = rest.split_once("How it came about").unwrap();
    let want = "2016-09-03 — planned for 2016-09-05 · AFP [2] “Xi Jinping met Barack Obama”";
    assert!(history.contains(want), "{text}");
    assert!(history.contains("2016-09-05 — held · Xinhua [1]"), "{text}");
}

#[test]
fn where_nothing_differs_the_page_says_so() {
    let text = three(100, false).plain();
    assert!(text.contains("contradict one another nowhere") && !text.contains("Where they differ"), "{text}");
}

#[test]
fn what_stands_around_it_is_named() {
    let text = three(100, true).plain();
    let (_, inside) = text.split_once("Inside of").unwrap();
    assert!(inside.contains("e0000hos"), "{text}");
    let (_, followed) = text.split_once("What it followed").unwrap();
    assert!(followed.contains("“Xi Jinping met Barack Obama”"), "{text}");
    let (_, after) = text.split_once("After, the same parties").unwrap();
    assert!(after.contains("— — CONSULT meet, held, Hangzhou: Xi Jinping, Barack Obama e0000lat"), "{text}");
}

#[test]
fn the_page_keeps_its_width() {
    let wide = |l: &str| unicode_width::UnicodeWidthStr::width(l);
    for width in [40, 50, 80, 200] {
        let text = three(width, true).plain();
        assert!(text.lines().all(|l| wide(l) <= width), "{width}: {text}");
    }
}
