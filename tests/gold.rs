//! Quality has a floor: what is reached on gold accounts never falls again unnoticed.
//! Needs the shared gold (`SIDELINES_SHARED`, or `../shared` beside the checkout); skips without it.

mod scorer;
mod shared;

use std::fs;
use std::path::{Path, PathBuf};

use scorer::Score;
use serde_json::Value;
use shared::{floor, shared};
use sidelines::parse::events::EventHead;
use sidelines::reader::{Reader, Reading};
use sidelines::report::RawReport;

/// The readers to score with: the embedded one, or, where `SIDELINES_EVENTS` names a folder of event heads
/// `fold-0.safetensors`, `fold-1.safetensors` ..., one for each fold, so that no report is read by a head that was
/// trained on it (`train/events/README.md`).
fn readers() -> Vec<Reader> {
    let embedded = || Reader::embedded().expect("embedded data is sound");
    let Some(folder) = std::env::var_os("SIDELINES_EVENTS") else { return vec![embedded()] };
    let heads = (0..).map_while(|k| fs::read(Path::new(&folder).join(format!("fold-{k}.safetensors"))).ok());
    let reader = |bytes: Vec<u8>| {
        let mut reader = embedded();
        reader.parser = reader.parser.with_events(EventHead::from_bytes(&bytes).expect("a sound event head"));
        reader
    };
    heads.map(reader).collect()
}

/// The gold files of a folder, in order.
fn reports(gold: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(gold).unwrap().map(|e| e.unwrap().path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "json"));
    files.sort();
    files
}

/// The gold of a report, and what a reader makes of it.
fn read(reader: &Reader, file: &Path, texts: &Path) -> (Value, Reading) {
    let gold: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    let text = fs::read_to_string(texts.join(file.file_stem().unwrap()).with_extension("txt")).unwrap();
    let raw = RawReport { source: "gold".into(), text, ..RawReport::default() };
    (gold, reader.read(&raw))
}

/// Scores the reports `texts/*.txt` against `gold/*.json`; also how many published days are right.
fn score(readers: &[Reader], gold: &Path, texts: &Path) -> (Score, usize, usize) {
    let (mut score, mut dated, mut right) = (Score::default(), 0, 0);
    for (file, reader) in reports(gold).iter().zip(readers.iter().cycle()) {
        let (gold, reading) = read(reader, file, texts);
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
    let readers = readers();
    let sets = [("examples", "examples", "../examples"), ("wikinews", "wikinews-2019", "wikinews-2019-text")];
    for (set, gold, texts) in sets {
        let (score, right, dated) = score(&readers, &shared.join(gold), &shared.join(texts));
        let named = ["status", "when", "where", "sources"].map(|n| n.to_owned());
        let mut figures = vec![
            ("f1".to_owned(), score.f1()),
            ("strict".to_owned(), score.strict()),
            ("published".to_owned(), right as f64 / dated.max(1) as f64),
        ];
        figures.extend(named.into_iter().enumerate().map(|(i, n)| (n, score.slot(i))));
        eprintln!("{set}: {figures:.3?} of {score:?}");
        for (name, value) in figures {
            if std::env::var_os("SIDELINES_EVENTS").is_none() {
                assert!(value >= floor(set, &name), "{set} {name} fell to {value:.3}");
            }
        }
    }
}

/// Writes what `train/events/weigh.py` fits confidences on, one account a line: the report's number, whether it
/// matches a gold account (1), an optional one (-1) or none (0), and its traits. All that is considered is told.
#[test]
#[allow(clippy::disallowed_methods)] // a tool that writes where it is told to
#[ignore = "a tool: SIDELINES_EVENTS=FOLDS SIDELINES_TRAITS=FILE cargo test --test gold -- --ignored"]
fn traits_of_accounts() {
    let (Some(shared), Some(file)) = (shared("gold"), std::env::var_os("SIDELINES_TRAITS")) else { return };
    let mut readers = readers();
    readers.iter_mut().for_each(|r| r.codebook.weights.threshold = 0.0);
    let mut rows = String::new();
    let gold = shared.join("wikinews-2019");
    for (i, (file, reader)) in reports(&gold).iter().zip(readers.iter().cycle()).enumerate() {
        let (gold, reading) = read(reader, file, &shared.join("wikinews-2019-text"));
        let gold = gold["accounts"].as_array().unwrap().clone();
        let told = serde_json::to_value(&reading.accounts).unwrap();
        let labels = scorer::labels(&gold, told.as_array().unwrap());
        for (account, label) in reading.accounts.iter().zip(labels) {
            let traits: Vec<String> = account.traits.iter().map(f32::to_string).collect();
            rows.push_str(&format!("{i}\t{label}\t{}\n", traits.join("\t")));
        }
    }
    fs::write(file, rows).unwrap();
}
