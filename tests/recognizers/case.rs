//! The cases of Recognizers-Text, and which of them news has.

use std::path::Path;

use regex::Regex;
use serde::Deserialize;
use serde_json::Value;

/// One answer: TIMEX3, first and last moment as written, what stretches it (`before`), its class.
pub struct Answer {
    pub timex: String,
    pub first: Option<String>,
    pub last: Option<String>,
    pub stretch: String,
    pub class: String,
}

/// Words that are to be found, and what they may mean; no answers where only the words are asked for.
pub struct Wanted {
    pub words: String,
    pub start: usize,
    pub class: String,
    pub answers: Vec<Answer>,
}

/// A sentence, its day, and what is to be found in it.
pub struct Case {
    pub file: String,
    pub input: String,
    pub day: String,
    pub wanted: Vec<Wanted>,
}

/// All cases, by file.
pub fn cases(folder: &Path) -> Vec<Case> {
    let files = std::fs::read_dir(folder).expect("a folder of cases");
    let mut files: Vec<_> = files.filter_map(|f| Some(f.ok()?.path())).collect();
    files.sort();
    let read = |path: &std::path::PathBuf| -> Vec<Case> {
        let file = path.file_stem().map_or_else(String::new, |s| s.to_string_lossy().into_owned());
        let json = std::fs::read_to_string(path).expect("UTF-8");
        let all: Value = serde_json::from_str(json.trim_start_matches('\u{feff}')).expect("JSON");
        all.as_array().into_iter().flatten().map(|item| case(&file, item)).collect()
    };
    files.iter().flat_map(read).collect()
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn case(file: &str, item: &Value) -> Case {
    let input = text(&item["Input"]).unwrap_or_default();
    let day = text(&item["Context"]["ReferenceDateTime"]).unwrap_or_else(|| "2016-11-07".to_owned());
    let results = item["Results"].as_array().into_iter().flatten();
    let wanted = results.map(|result| wanted(&input, result)).collect();
    Case { file: file.to_owned(), day: day.get(..10).unwrap_or_default().to_owned(), input, wanted }
}

fn wanted(input: &str, result: &Value) -> Wanted {
    let words = text(&result["Text"]).unwrap_or_default().to_lowercase();
    let class = text(&result["TypeName"]).or_else(|| text(&result["Type"])).unwrap_or_default();
    let class = class.trim_start_matches("datetimeV2.").to_owned();
    let lower = input.to_lowercase();
    let from = result["Start"].as_u64().map_or(0, |n| n as usize).saturating_sub(1);
    let from = lower.char_indices().nth(from).map_or(0, |(i, _)| i);
    let start = lower[from..].find(&words).map(|i| from + i).or_else(|| lower.find(&words)).unwrap_or(0);
    let value = if result["Resolution"].is_null() { &result["Value"] } else { &result["Resolution"] };
    Wanted { answers: answers(value, &class), words, start, class }
}

fn answers(value: &Value, class: &str) -> Vec<Answer> {
    let first_of = |v: &Value, names: &[&str]| names.iter().find_map(|n| text(&v[*n]));
    if let Some(values) = value["values"].as_array() {
        return values
            .iter()
            .map(|v| Answer {
                timex: text(&v["timex"]).unwrap_or_default(),
                first: first_of(v, &["value", "start"]),
                last: text(&v["end"]),
                stretch: first_of(v, &["Mod", "mod"]).unwrap_or_default(),
                class: text(&v["type"]).unwrap_or_default(),
            })
            .collect();
    }
    let Some(timex) = text(&value["Timex"]) else { return Vec::new() };
    let sides = ["PastResolution", "FutureResolution"].into_iter();
    sides
        .map(|side| Answer {
            timex: timex.clone(),
            first: first_of(
                &value[side],
                &["date", "startDate", "dateTime", "startDateTime", "time", "startTime"],
            ),
            last: first_of(&value[side], &["endDate", "endDateTime", "endTime"]),
            stretch: text(&value["Mod"]).unwrap_or_default(),
            class: class.to_owned(),
        })
        .collect()
}

/// A kind of cases that is left out.
#[derive(Deserialize)]
struct Row {
    name: String,
    #[serde(default)]
    files: Vec<String>,
    #[serde(default)]
    classes: Vec<String>,
    #[serde(default)]
    strip: Vec<String>,
    #[serde(default)]
    impossible: bool,
    pattern: Option<String>,
    unless: Option<String>,
}

/// A row with its patterns ready.
struct Kind {
    row: Row,
    strip: Vec<Regex>,
    pattern: Option<Regex>,
    unless: Option<Regex>,
}

impl Kind {
    fn new(row: Row) -> Self {
        let regex = |p: &String| Regex::new(p).expect("a pattern");
        let strip = row.strip.iter().map(regex).collect();
        let (pattern, unless) = (row.pattern.as_ref().map(regex), row.unless.as_ref().map(regex));
        Self { row, strip, pattern, unless }
    }

    fn fits(&self, case: &Case) -> bool {
        self.row.files.iter().any(|f| case.file.contains(f.as_str()))
            || case.wanted.iter().any(|w| self.holds(w))
    }

    fn holds(&self, wanted: &Wanted) -> bool {
        let lacking = |a: &Answer| a.first.as_ref().is_some_and(|f| f.starts_with("0001"));
        if self.row.impossible && wanted.answers.iter().any(lacking) {
            return true;
        }
        let bare = self.strip.iter().fold(wanted.words.clone(), |s, r| r.replace_all(&s, " ").into_owned());
        let matches = |p: &Option<Regex>| p.as_ref().is_some_and(|p| p.is_match(&bare));
        let classed = self.row.classes.is_empty() || self.row.classes.contains(&wanted.class);
        classed && matches(&self.pattern) && !matches(&self.unless)
    }
}

/// The kinds that are left out, from `tests/data/recognizers-left-out.toml`.
pub struct Kinds(Vec<Kind>);

impl Kinds {
    pub fn load() -> Self {
        let mut table: std::collections::BTreeMap<String, Vec<Row>> =
            toml::from_str(include_str!("../data/recognizers-left-out.toml")).expect("the table parses");
        Self(table.remove("kind").expect("kinds").into_iter().map(Kind::new).collect())
    }

    /// The kind that a case is left out as, if it is.
    pub fn of(&self, case: &Case) -> Option<&str> {
        self.0.iter().find(|k| k.fits(case)).map(|k| k.row.name.as_str())
    }
}
