//! Web pages scored on a public set, from bytes to report: is the article's text whole and alone, and
//! is its day right? The set is not part of the project: `SIDELINES_SHARED` (or `../shared` beside the
//! checkout) is the folder that has it under `data/measure-only/pages`; without it this passes with a
//! message. `SIDELINES_ERRORS=1` prints what went wrong.

mod shared;

use std::fs;
use std::path::Path;

use serde_json::Value;
use shared::{floor, shared};
use sidelines::clean::clean;
use sidelines::gazetteer::Gazetteer;
use sidelines::read::read_bytes;
use sidelines::report::{RawReport, Report};

const PAGES: &str = "data/measure-only/pages";

fn explain(what: &str) {
    if std::env::var_os("SIDELINES_ERRORS").is_some() {
        println!("{what}");
    }
}

/// The report of a page that was found at `url`.
fn report(folder: &Path, file: &str, url: &str, gazetteer: &Gazetteer) -> Report {
    let bytes = fs::read(folder.join("html").join(file)).expect("the page is there");
    let mut raw = RawReport::default();
    read_bytes(file, &bytes, &mut |item| {
        if let Ok(found) = item {
            raw = found;
        }
    });
    raw.url.get_or_insert_with(|| url.to_owned());
    clean(&raw, gazetteer)
}

#[test]
fn the_article_is_whole_and_alone() {
    let Some(folder) = shared(PAGES) else { return };
    let gazetteer = Gazetteer::embedded().expect("embedded data is sound");
    let table = fs::read_to_string(folder.join("segments.json")).expect("segments.json is there");
    let table: Value = serde_json::from_str(&table).expect("segments.json is JSON");
    let (mut held, mut missed, mut extra) = (0, 0, 0);
    for (url, page) in table.as_object().expect("segments.json is an object") {
        let file = page["file"].as_str().expect("a page has a file");
        let report = report(&folder, file, url, &gazetteer);
        let text = format!("{}\n\n{}", report.title.unwrap_or_default(), report.text);
        let segments = |list: &str| page[list].as_array().cloned().unwrap_or_default();
        let holds = |segment: &Value| segment.as_str().is_some_and(|s| text.contains(s));
        for wanted in segments("with") {
            *if holds(&wanted) { &mut held } else { &mut missed } += 1;
            if !holds(&wanted) {
                explain(&format!("missed {wanted} {file}"));
            }
        }
        for unwanted in segments("without").iter().filter(|s| holds(s)) {
            extra += 1;
            explain(&format!("extra {unwanted} {file}"));
        }
    }
    let share = |part: i32, other: i32| f64::from(part) / f64::from(part + other);
    let (precision, recall) = (share(held, extra), share(held, missed));
    let f = 2.0 * precision * recall / (precision + recall);
    println!("text: P {precision:.3} R {recall:.3} F {f:.4}; held {held}, missed {missed}, extra {extra}");
    assert!(f >= floor("pages", "text"), "F of the text fell to {f:.4}");
}

#[test]
fn the_day_is_right() {
    let Some(folder) = shared(PAGES) else { return };
    let gazetteer = Gazetteer::embedded().expect("embedded data is sound");
    let table = fs::read_to_string(folder.join("dates.tsv")).expect("dates.tsv is there");
    let (mut right, mut all) = (0, 0);
    for row in table.lines() {
        let cells: Vec<&str> = row.split('\t').collect();
        let [url, file, day] = cells[..] else { panic!("dates.tsv has three columns: {row}") };
        let report = report(&folder, file, url, &gazetteer);
        all += 1;
        right += i32::from(report.published.as_deref() == Some(day));
        if report.published.as_deref() != Some(day) {
            explain(&format!("{file}: {:?}, not {day}; {:?}", report.published, report.issues));
        }
    }
    let accuracy = f64::from(right) / f64::from(all);
    println!("day: {right} of {all} right, {accuracy:.4}");
    assert!(accuracy >= floor("pages", "day"), "days rightly found fell to {accuracy:.4}");
}
