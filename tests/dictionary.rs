//! The data dictionary is as the types are, and docs/RECORD.md tells of the same fields.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use sidelines::show::dictionary;
use sidelines::show::schema::{self, Field, KINDS, Shape};

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn file(name: &str) -> String {
    fs::read_to_string(path(name)).unwrap_or_default()
}

#[test]
#[allow(clippy::disallowed_methods)] // It renews the document when it is asked to.
fn the_data_dictionary_is_up_to_date() {
    let made = dictionary::markdown().unwrap();
    if std::env::var_os("RENEW").is_some() {
        fs::write(path("docs/DATA.md"), &made).unwrap();
    }
    let there = file("docs/DATA.md");
    let first = made.lines().zip(there.lines()).find(|(a, b)| a != b);
    assert!(
        made == there,
        "docs/DATA.md is out of date; renew it with: RENEW=1 cargo test --test dictionary\nfirst difference: {first:?}"
    );
}

/// The rows of the tables of one section of RECORD.md: the fields that a row names, and its text.
fn rows(record: &str, kind: &str) -> Vec<(String, String)> {
    let begin = format!("\n## {kind}: ");
    let section = record.split_once(&begin).unwrap_or_else(|| panic!("RECORD.md has no section {kind}")).1;
    let section = section.split_once("\n## ").map_or(section, |(own, _)| own);
    let mut rows = Vec::new();
    for line in section.lines().filter(|l| l.starts_with("| `")) {
        let (fields, text) = line[1..].split_once('|').unwrap();
        let mut object = String::new();
        for name in fields.split('`').skip(1).step_by(2) {
            // `speaker.country`, `.title`: the same object again.
            let whole = if name.starts_with('.') { format!("{object}{name}") } else { name.to_owned() };
            object = whole.rsplit_once('.').map_or_else(String::new, |(outer, _)| outer.to_owned());
            rows.push((whole.replace("[]", ""), text.to_owned()));
        }
    }
    rows
}

/// All fields of an object as paths; what is told once for all (spans, participants) is not gone into.
fn paths(fields: &[Field], at: &str, out: &mut Vec<String>) {
    for field in fields {
        let own = format!("{at}{}", field.name);
        let shared = match &field.shape {
            Shape::List(item) => item.as_ref(),
            shape => shape,
        };
        if !matches!(shared, Shape::Object(name, _) if name == "Quote" || name == "Participant") {
            paths(field.shape.fields(), &format!("{own}."), out);
        }
        out.push(own);
    }
}

/// Does `comparison.*.agree` mean `comparison.who.agree`?
fn means(told: &str, path: &str) -> bool {
    let (told, path): (Vec<&str>, Vec<&str>) = (told.split('.').collect(), path.split('.').collect());
    told.len() == path.len() && told.iter().zip(&path).all(|(t, p)| t == p || *t == "*")
}

/// Is a field told: by a row of its own, in the row of the object that it belongs to, or as in another object?
fn is_told(rows: &[(String, String)], path: &str) -> bool {
    if rows.iter().any(|(told, _)| means(told, path)) {
        return true;
    }
    let Some((outer, name)) = path.rsplit_once('.') else { return false };
    let named = |text: &str| {
        let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
        words.into_iter().any(|w| w == name)
    };
    let row = rows.iter().find(|(told, _)| means(told, outer));
    row.is_some_and(|(_, text)| text.contains("as in") || named(text))
        || (row.is_none() && told_elsewhere(rows, outer))
}

/// Is an object around it told as in another object?
fn told_elsewhere(rows: &[(String, String)], path: &str) -> bool {
    let row = rows.iter().find(|(told, _)| means(told, path));
    match (row, path.rsplit_once('.')) {
        (Some((_, text)), _) => text.contains("as in"),
        (None, Some((outer, _))) => told_elsewhere(rows, outer),
        (None, None) => false,
    }
}

#[test]
fn the_record_is_told_as_it_is() {
    let (record, document) = (file("docs/RECORD.md"), schema::document());
    let mut wrong: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for kind in KINDS {
        let rows = rows(&record, kind);
        let mut all = Vec::new();
        paths(&schema::fields(&document, kind), "", &mut all);
        let untold = all.iter().filter(|p| !is_told(&rows, p)).map(|p| format!("not told: {p}"));
        // Fields of spans are named where they stand, though they are told once for all.
        let span =
            |told: &str| told.ends_with(".span") || told.ends_with(".country") || told.ends_with(".title");
        let gone = rows.iter().filter(|(told, _)| !span(told) && !all.iter().any(|p| means(told, p)));
        let gone = gone.map(|(told, _)| format!("told but not there: {told}"));
        wrong.entry(kind).or_default().extend(untold.chain(gone));
    }
    wrong.retain(|_, w| !w.is_empty());
    assert!(wrong.is_empty(), "docs/RECORD.md and the types in src/ differ: {wrong:#?}");
}

#[test]
fn what_is_common_is_told_as_it_is() {
    let (record, document) = (file("docs/RECORD.md"), schema::document());
    for (part, mark) in [("Quote", "**Span**"), ("Participant", "**Participant**")] {
        let told = record.split_once(mark).unwrap().1.split_once("\n\n").unwrap().0;
        for name in document["$defs"][part]["properties"].as_object().unwrap().keys() {
            assert!(
                told.contains(&format!("\"{name}\"")),
                "{mark} in docs/RECORD.md does not tell of {name}"
            );
        }
    }
}

#[test]
fn a_field_that_is_not_told_is_found() {
    let rows = vec![
        ("when".to_owned(), "as in `account`".to_owned()),
        ("comparison.*.agree".to_owned(), "list of `{value, accounts}`".to_owned()),
    ];
    for told in ["when", "when.edtf", "comparison.who.agree", "comparison.who.agree.value"] {
        assert!(is_told(&rows, told), "{told}");
    }
    for untold in ["where", "where.name", "comparison.who.differ", "comparison.who.agree.words"] {
        assert!(!is_told(&rows, untold), "{untold}");
    }
}
