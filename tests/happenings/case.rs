//! The files of `tests/gold`: short reports, the happenings they tell, and how a careful reader compares them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;

/// One file: a few reports on one topic and the happenings in them.
#[derive(Deserialize)]
pub struct Case {
    #[serde(default)]
    pub name: String,
    pub report: Vec<Text>,
    pub event: Vec<Gold>,
}

/// One report of an invented outlet.
#[derive(Deserialize)]
pub struct Text {
    pub id: String,
    pub outlet: String,
    pub published: Option<String>,
    pub title: String,
    pub text: String,
}

/// One happening.
#[derive(Deserialize)]
pub struct Gold {
    pub id: String,
    #[serde(rename = "type")]
    pub kind: String,
    #[serde(default)]
    pub also: Vec<String>,
    pub status: String,
    #[serde(default)]
    pub history: Vec<String>,
    pub independent: Option<usize>,
    pub told: Vec<Telling>,
    #[serde(default)]
    pub compare: BTreeMap<String, String>,
}

/// Words of a report that tell it, and the account that a careful coder writes for them from that report alone.
#[derive(Deserialize)]
pub struct Telling {
    pub report: String,
    pub words: String,
    pub mode: Option<String>,
    pub status: Option<String>,
    pub when: Option<String>,
    #[serde(rename = "where")]
    pub place: Option<String>,
    #[serde(default)]
    pub actors: Vec<String>,
    #[serde(default)]
    pub recipients: Vec<String>,
    #[serde(default)]
    pub topics: Vec<String>,
    #[serde(default)]
    pub sources: Vec<String>,
    pub via: Option<String>,
}

/// The cases of a folder (`open` or `kept`), in order of their names.
pub fn cases(folder: &str) -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold").join(folder);
    let mut files: Vec<_> = fs::read_dir(&folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    let case = |file: &std::path::PathBuf| {
        let text = fs::read_to_string(file).unwrap();
        let mut case: Case = toml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        case.name = file.file_stem().unwrap().to_string_lossy().into_owned();
        case
    };
    files.iter().map(case).collect()
}
