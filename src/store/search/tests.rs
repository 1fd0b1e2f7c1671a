//! The search tables beside the events that they stand for.

use super::super::samples::told;
use super::super::{Index, Sort, Store, Versions};
use crate::account::Status;
use crate::show::query::Query;

/// A record of four events: two meetings held, one planned in another year and town, one without a day.
fn record() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("r.db");
    let mut store = Store::open(path.to_str().unwrap(), &Versions::embedded()).unwrap();
    let days = ["2014-11-12", "2015-09-25", "2016-09-05"];
    for (i, day) in days.iter().enumerate() {
        let (raw, mut reading) = told(&format!("Outlet{i}"), day, Status::Held);
        let account = &mut reading.accounts[0];
        account.when.as_mut().unwrap().edtf = (*day).to_owned();
        if i == 1 {
            account.status = Status::Planned;
            let place = account.place.as_mut().unwrap();
            (place.name, place.country) = ("Washington".to_owned(), Some("USA".to_owned()));
        }
        store.write(&raw, &reading, false).unwrap();
    }
    let (raw, mut reading) = told("Weekly", "1999-01-01", Status::Possible);
    let account = &mut reading.accounts[0];
    (account.when, account.kind) = (None, "ACCUSE".to_owned());
    account.actors.truncate(1);
    store.write(&raw, &reading, false).unwrap();
    store.link().unwrap();
    (folder, store)
}

fn days(store: &Store, query: &Query) -> Vec<String> {
    let ids = store.select(query).unwrap();
    let events = store.events_of(&ids).unwrap();
    events.iter().map(|e| e.when.as_ref().map_or("—".to_owned(), |w| w.edtf.clone())).collect()
}

fn some(words: &str) -> Option<String> {
    Some(words.to_owned())
}

#[test]
fn each_condition_takes_out_what_does_not_meet_it() {
    let (_folder, store) = record();
    let all = ["—", "2014-11-12", "2015-09-25", "2016-09-05"];
    let meetings = &all[1..];
    let asked: Vec<(Query, &[&str])> = vec![
        (Query::default(), &all),
        (Query { who: some("obama"), ..Query::default() }, meetings),
        (Query { who: some("usa"), ..Query::default() }, meetings),
        (Query { who: some("bama"), ..Query::default() }, &[]),
        (Query { who: some("as Outlet1"), ..Query::default() }, &all),
        (Query { actor: some("Q15031"), ..Query::default() }, &all),
        (Query { actor: some("Q1"), ..Query::default() }, &[]),
        (Query { kind: some("accuse"), ..Query::default() }, &all[..1]),
        (
            Query { kind: some("MEET"), status: Some(Status::Held), ..Query::default() },
            &["2014-11-12", "2016-09-05"],
        ),
        (Query { since: some("2015"), ..Query::default() }, &all[2..]),
        (Query { since: some("2015"), until: some("2015-09"), ..Query::default() }, &all[2..3]),
        (Query { place: some("hang"), ..Query::default() }, &["—", "2014-11-12", "2016-09-05"]),
        (Query { place: some("usa"), ..Query::default() }, &all[2..3]),
        (Query { place: some("America"), place_code: some("USA"), ..Query::default() }, &all[2..3]),
        (Query { context: some("ENVIRONMENT"), ..Query::default() }, &all),
        (Query { about: some("climate xi"), ..Query::default() }, &all),
        (Query { about: some("Weekly"), ..Query::default() }, &[]),
        (Query { words: some("Weekly"), ..Query::default() }, &all[..1]),
        (Query { words: some("washing obama"), ..Query::default() }, &all[2..3]),
        (Query { legs: Some(2), ..Query::default() }, &[]),
        (Query { differ: some("any"), ..Query::default() }, &[]),
    ];
    for (query, expected) in asked {
        assert_eq!(days(&store, &query), expected, "{query:?}");
    }
}

#[test]
fn found_events_are_counted_by_month_place_and_party() {
    let (_folder, store) = record();
    let index = Index::load(&store).unwrap();
    let hits = index.find(&store, &Query { kind: some("CONSULT"), ..Query::default() }).unwrap();
    let months = [("2014-11", 1), ("2015-09", 1), ("2016-09", 1)].map(|(m, n)| (m.to_owned(), n));
    assert_eq!(hits.months(), months);
    let spots: Vec<(String, usize)> = hits.spots(5).into_iter().map(|s| (s.name, s.events)).collect();
    assert_eq!(spots, [("Hangzhou".to_owned(), 2), ("Washington".to_owned(), 1)]);
    assert_eq!(hits.statuses(), [("held".to_owned(), 2), ("planned".to_owned(), 1)]);
    let parties = hits.parties(1);
    assert_eq!(parties, [("Q15031".to_owned(), 3)]);
    let both = [some("Q76"), some("Q15031")].map(Option::unwrap);
    assert_eq!(hits.pairs(&both), [("Q76".to_owned(), "Q15031".to_owned(), 3)]);
}

#[test]
fn pages_follow_the_order_asked_for() {
    let (_folder, store) = record();
    let index = Index::load(&store).unwrap();
    let hits = index.find(&store, &Query::default()).unwrap();
    let oldest = hits.page(Sort::Oldest, 0, 9);
    let newest = hits.page(Sort::Newest, 0, 9);
    assert_eq!(oldest.iter().rev().collect::<Vec<_>>(), newest.iter().collect::<Vec<_>>());
    assert_eq!(hits.page(Sort::Newest, 1, 2), newest[1..3]);
    // All have one report: what is equal stands in order of time, latest first.
    assert_eq!(hits.page(Sort::Reports, 1, 2), newest[1..3]);
    assert!(hits.page(Sort::Legs, 7, 2).is_empty());
}

#[test]
fn the_tables_follow_the_events() {
    let (folder, mut store) = record();
    let (raw, reading) = told("Late", "2016-09-05", Status::Held);
    store.write(&raw, &reading, false).unwrap();
    store.link().unwrap();
    let query = Query { words: some("Late"), ..Query::default() };
    assert_eq!(days(&store, &query), ["2016-09-05"]);
    let index = Index::load(&store).unwrap();
    assert_eq!(index.len(), store.events().unwrap().len());
    assert_eq!(index.find(&store, &query).unwrap().page(Sort::Reports, 0, 1).len(), 1);
    // What was written with each event is what is written from all of them.
    let before = store.select(&Query::default()).unwrap();
    store.reindex().unwrap();
    assert_eq!(store.select(&Query::default()).unwrap(), before);
    assert_eq!(days(&store, &query), ["2016-09-05"]);
    // Another program that writes is noticed.
    let other =
        Store::open_existing(folder.path().join("r.db").to_str().unwrap(), &Versions::embedded()).unwrap();
    let seen = Index::load(&other).unwrap();
    assert!(seen.is_current(&other).unwrap());
    store.reindex().unwrap();
    assert!(!seen.is_current(&other).unwrap());
}
