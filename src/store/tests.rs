//! The store as a whole, with readings made by hand.

use super::samples::told;
use super::{Store, StoreError, Versions, Written};
use crate::account::Status;
use crate::reader::Reading;
use crate::report::RawReport;
use crate::show::objects::write_record;

type Pair = (RawReport, Reading);

fn three() -> Vec<Pair> {
    vec![
        told("Xinhua", "2016-09-05", Status::Held),
        told("AFP", "2016-09-03", Status::Planned),
        told("Kyodo", "2016-09-06", Status::Held),
    ]
}

fn store(path: &tempfile::TempDir, name: &str) -> Store {
    Store::open(path.path().join(name).to_str().unwrap(), &Versions::embedded()).unwrap()
}

fn fill(store: &mut Store, pairs: &[Pair]) -> Vec<Written> {
    let written = pairs.iter().map(|(raw, reading)| store.write(raw, reading, false).unwrap()).collect();
    store.link().unwrap();
    written
}

fn exported(store: &Store) -> String {
    let mut out = Vec::new();
    write_record(store, true, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn the_same_reports_in_any_order_give_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let (mut one, mut two) = (store(&folder, "one.db"), store(&folder, "two.db"));
    let mut pairs = three();
    fill(&mut one, &pairs);
    pairs.reverse();
    // Linked in between too: events are rebuilt, so that must not show.
    pairs.iter().for_each(|p| {
        fill(&mut two, std::slice::from_ref(p));
    });
    assert_eq!(exported(&one), exported(&two));
    assert!(exported(&one).contains("\"kind\":\"time\""));
}

#[test]
fn reading_again_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store(&folder, "r.db");
    let pairs = three();
    assert_eq!(fill(&mut store, &pairs), [Written::New; 3]);
    let before = exported(&store);
    assert!(pairs.iter().all(|(raw, _)| store.knows(raw).unwrap().is_some()));
    assert_eq!(fill(&mut store, &pairs), [Written::Known; 3]);
    assert_eq!(exported(&store), before);
    assert!(!store.is_stale().unwrap());
}

#[test]
fn what_was_written_comes_back_whole() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store(&folder, "r.db");
    let (raw, reading) = told("Xinhua", "2016-09-05", Status::Held);
    store.write(&raw, &reading, false).unwrap();
    let id = &reading.report.id;
    assert_eq!(store.report(id).unwrap().as_ref(), Some(&reading.report));
    assert_eq!(store.accounts_of(id).unwrap(), reading.accounts);
    assert_eq!(store.statements_of(id).unwrap(), reading.found.statements);
}

#[test]
fn accounts_of_one_meeting_are_linked_and_the_link_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store(&folder, "r.db");
    fill(&mut store, &three());
    let events = store.events().unwrap();
    assert_eq!(events.len(), 1, "{events:?}");
    let accounts = store.accounts_in(&events[0].id).unwrap();
    assert_eq!(accounts.len(), 3);
    let days: Vec<String> =
        accounts.iter().map(|a| store.report(&a.report).unwrap().unwrap().published.unwrap()).collect();
    assert_eq!(days, ["2016-09-03", "2016-09-05", "2016-09-06"]);
}

#[test]
fn a_span_that_does_not_hold_is_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store(&folder, "r.db");
    let (raw, mut reading) = told("Xinhua", "2016-09-05", Status::Held);
    reading.accounts[0].evidence[0].start += 1;
    let error = store.write(&raw, &reading, false).unwrap_err();
    assert!(
        matches!(&error, StoreError::Span { object, .. } if object.contains(&reading.accounts[0].id)),
        "{error}"
    );
    assert!(!error.stops_everything());
    assert!(store.report_ids().unwrap().is_empty());
}

#[test]
fn actors_gather_names_whatever_the_order() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store(&folder, "r.db");
    fill(&mut store, &three());
    let actors = store.actors().unwrap();
    let xi = actors.iter().find(|a| a.name == "Xi Jinping").unwrap();
    let names = ["Xi Jinping as AFP has it", "Xi Jinping as Kyodo has it", "Xi Jinping as Xinhua has it"];
    assert_eq!(xi.aliases, names);
}

#[test]
fn the_better_date_stays_and_a_user_may_correct_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store(&folder, "r.db");
    let dated = |day: &str| {
        let (mut raw, mut reading) = told("Xinhua", "2016-09-05", Status::Held);
        raw.date = Some(day.to_owned());
        reading.report.published = Some(day.to_owned());
        (raw, reading)
    };
    let published = |s: &Store| s.report(&s.report_ids().unwrap()[0]).unwrap().unwrap().published.unwrap();
    let (early, late) = (dated("2016-09-05"), dated("2016-09-07"));
    store.write(&late.0, &late.1, false).unwrap();
    assert_eq!(store.write(&early.0, &early.1, false).unwrap(), Written::Replaced);
    assert_eq!(store.write(&late.0, &late.1, false).unwrap(), Written::Known);
    assert_eq!(published(&store), "2016-09-05");
    assert!(store.knows(&late.0).unwrap().is_some());
    assert_eq!(store.write(&late.0, &late.1, true).unwrap(), Written::Replaced);
    assert_eq!(published(&store), "2016-09-07");
}

#[test]
fn one_article_in_two_files_keeps_the_first_name() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store(&folder, "r.db");
    let (raw, reading) = told("Xinhua", "2016-09-05", Status::Held);
    store.write(&raw, &reading, false).unwrap();
    let copy = RawReport { source: "a/first.txt".to_owned(), ..raw };
    assert_eq!(store.knows(&copy).unwrap().as_ref(), Some(&reading.report.id));
    assert_eq!(store.report(&reading.report.id).unwrap().unwrap().source, "a/first.txt");
}

#[test]
fn one_page_fetched_twice_is_the_same_in_any_order() {
    let folder = tempfile::tempdir().unwrap();
    let (raw, reading) = told("Xinhua", "2016-09-05", Status::Held);
    let fetched = |day: &str| {
        let mut reading = reading.clone();
        reading.report.retrieved = Some(day.to_owned());
        (RawReport { retrieved: Some(day.to_owned()), ..raw.clone() }, reading)
    };
    let days = [fetched("2016-09-06T08:00:00Z"), fetched("2016-09-07T08:00:00Z")];
    let kept = |name: &str, order: [usize; 2]| {
        let mut store = store(&folder, name);
        for (raw, reading) in order.map(|i| &days[i]) {
            store.write(raw, reading, false).unwrap();
        }
        store.report(&reading.report.id).unwrap().unwrap().retrieved
    };
    assert_eq!(kept("a.db", [0, 1]), kept("b.db", [1, 0]));
}

#[test]
fn another_version_reads_anew() {
    let folder = tempfile::tempdir().unwrap();
    let mut first = store(&folder, "r.db");
    let (raw, reading) = told("Xinhua", "2016-09-05", Status::Held);
    fill(&mut first, &[(raw.clone(), reading.clone())]);
    let newer = Versions { model: "other".to_owned(), ..Versions::embedded() };
    let mut second = Store::open(first.path(), &newer).unwrap();
    assert_eq!(second.read_by_others().unwrap(), 1);
    assert_eq!(second.knows(&raw).unwrap(), None);
    assert_eq!(fill(&mut second, &[(raw, reading)]), [Written::Replaced]);
    assert_eq!(second.read_by_others().unwrap(), 0);
    assert_eq!(second.events().unwrap().len(), 1);
}
