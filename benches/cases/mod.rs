//! The short reports of `tests/gold/open`, to measure with.

use std::fs;
use std::path::Path;

use sidelines::report::RawReport;

/// The reports of each file, files in order of their names.
pub fn reports() -> Vec<Vec<RawReport>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold/open");
    let mut files: Vec<_> = fs::read_dir(&folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "toml"));
    files.sort();
    files.iter().map(|f| of_file(f)).collect()
}

fn of_file(file: &Path) -> Vec<RawReport> {
    let case: toml::Table = fs::read_to_string(file).unwrap().parse().unwrap();
    let name = file.file_name().unwrap().display();
    let raw = |text: &toml::Value| {
        let of = |field: &str| text.get(field).and_then(|v| v.as_str()).map(str::to_owned);
        RawReport {
            source: format!("{name}/{}", of("id").unwrap()),
            outlet: of("outlet"),
            title: of("title"),
            date: of("published"),
            text: of("text").unwrap(),
            ..RawReport::default()
        }
    };
    case["report"].as_array().unwrap().iter().map(raw).collect()
}
