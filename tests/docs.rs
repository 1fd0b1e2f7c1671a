//! The documents say what the code does: the flow stands in one order everywhere, and every path that
//! ARCHITECTURE.md names exists.

use std::fs;
use std::path::Path;

const STEPS: [&str; 8] = ["read", "clean", "parse", "recognise", "code", "link", "store", "show"];

fn file(path: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(root.join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

fn in_order(text: &str, marks: &[String], what: &str) {
    let mut from = 0;
    for mark in marks {
        let at = text[from..].find(mark.as_str());
        from += at.unwrap_or_else(|| panic!("{what}: `{mark}` is missing or out of order"));
    }
}

#[test]
fn the_flow_is_told_in_one_order() {
    in_order(&file("src/lib.rs"), &STEPS.map(|s| format!("pub mod {s};")), "src/lib.rs");
    in_order(&file("ARCHITECTURE.md"), &STEPS.map(|s| format!("{s}/")), "ARCHITECTURE.md");
    in_order(&file("README.md"), &STEPS.map(|s| format!("`{s}`")), "README.md");
}

#[test]
fn every_folder_of_the_library_is_in_the_architecture() {
    let text = file("ARCHITECTURE.md");
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap().flatten() {
        let name = entry.file_name().into_string().unwrap();
        if entry.path().is_dir() {
            assert!(text.contains(&format!("{name}/")), "src/{name}/ is not in ARCHITECTURE.md");
        }
    }
}

#[test]
fn every_path_that_the_architecture_names_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = file("ARCHITECTURE.md");
    let quoted = text.split('`').skip(1).step_by(2);
    let paths = quoted.filter(|q| q.contains('/') && !q.contains([' ', '*', '<']));
    for path in
        paths.filter(|p| p.starts_with("src/") || p.starts_with("codebook/") || p.starts_with("train/"))
    {
        assert!(root.join(path).exists(), "ARCHITECTURE.md names {path}, which is not there");
    }
}
