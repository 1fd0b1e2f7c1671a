//! Quality has a floor: what is reached on gold accounts never falls again unnoticed.
//! Needs the shared gold (`SIDELINES_SHARED`, or `../shared` beside the checkout); skips without it.

mod scorer;

use std::fs;
use std::path::{Path, PathBuf};

use scorer::Score;
use serde_json::Value;
use sidelines::reader::Reader;
use sidelines::report::RawReport;

fn shared() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let path = std::env::var_os("SIDELINES_SHARED").map_or(beside, PathBuf::from);
    path.join("gold").is_dir().then_some(path)
}

fn floor(floors: &toml::Table, set: &str, name: &str) -> f64 {
    floors[set][name].as_float().unwrap_or_else(|| panic!("tests/floors.toml: no {set}.{name}"))
}

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
    let Some(shared) = shared() else {
        eprintln!("skipped: no shared gold beside the checkout (set SIDELINES_SHARED)");
        return;
    };
    let floors: toml::Table = include_str!("floors.toml").parse().expect("tests/floors.toml parses");
    let reader = Reader::embedded().expect("embedded data is sound");
    let sets = [
        ("examples", "gold/examples", "examples"),
        ("wikinews", "gold/wikinews-2019", "gold/wikinews-2019-text"),
    ];
    for (set, gold, texts) in sets {
        let (score, right, dated) = score(&reader, &shared.join(gold), &shared.join(texts));
        let named = ["status", "when", "where", "sources"].map(|n| n.to_owned());
        let mut figures =
            vec![("f1".to_owned(), score.f1()), ("published".to_owned(), right as f64 / dated.max(1) as f64)];
        figures.extend(named.into_iter().enumerate().map(|(i, n)| (n, score.slot(i))));
        eprintln!("{set}: {figures:.3?} of {score:?}");
        for (name, value) in figures {
            assert!(value >= floor(&floors, set, &name), "{set} {name} fell to {value:.3}");
        }
    }
}
