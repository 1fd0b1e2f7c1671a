//! Quality has a floor: what is reached on gold accounts never falls again unnoticed.
//! Needs the shared gold (`SIDELINES_SHARED`, or `../shared` beside the checkout); skips without it.

mod scorer;
mod shared;

use std::fs;
use std::path::{Path, PathBuf};

use scorer::Score;
use serde_json::Value;
use shared::{floor, shared};
use sidelines::reader::Reader;
use sidelines::report::RawReport;

/// Scores the reports `texts/*.txt` against `gold/*.json`; also how many published days are right.
fn score(reader: &Reader, gold: &Path, texts: &Path) -> (Score, usize, usize) {
    let (mut score, mut dated, mut right) = (Score::default(), 0, 0);
    let mut files: Vec<PathBuf> = fs::read_dir(gold).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    for file in files.iter().filter(|f| f.extension().is_some_and(|e| e == "json")) {
        let gold: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
        let text = fs::read_to_string(texts.join(file.file_stem().unwrap()).with_extension("txt")).unwrap();
        let raw = RawReport { source: "gold".into(), text, ..RawReport::default() };
        let reading = reader.read(&raw);
        let accounts = serde_json::to_value(&reading.accounts).unwrap();
        score.add(gold["accounts"].as_array().unwrap(), accounts.as_array().unwrap());
        if let Some(day) = gold["published"].as_str() {
            dated += 1;
            right += usize::from(reading.report.published.as_deref() == Some(day));
        }
    }
    (score, right, dated)
}

#[test]
fn gold_accounts_stay_above_the_floor() {
    let Some(shared) = shared("gold") else { return };
    let reader = Reader::embedded().expect("embedded data is sound");
    let sets = [("examples", "examples", "../examples"), ("wikinews", "wikinews-2019", "wikinews-2019-text")];
    for (set, gold, texts) in sets {
        let (score, right, dated) = score(&reader, &shared.join(gold), &shared.join(texts));
        let named = ["status", "when", "where", "sources"].map(|n| n.to_owned());
        let mut figures =
            vec![("f1".to_owned(), score.f1()), ("published".to_owned(), right as f64 / dated.max(1) as f64)];
        figures.extend(named.into_iter().enumerate().map(|(i, n)| (n, score.slot(i))));
        eprintln!("{set}: {figures:.3?} of {score:?}");
        for (name, value) in figures {
            assert!(value >= floor(set, &name), "{set} {name} fell to {value:.3}");
        }
    }
}
