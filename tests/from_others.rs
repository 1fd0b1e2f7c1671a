//! `docs/FROM_OTHERS.md` tells of every column of the legacy tables, in the section of its table.

use std::fs;
use std::path::Path;

fn file(path: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(root.join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// The section under a heading, up to the next of its rank.
fn section<'t>(text: &'t str, heading: &str) -> &'t str {
    let start = text.find(heading).unwrap_or_else(|| panic!("no section `{heading}`")) + heading.len();
    let end = text[start..].find("\n## ").map_or(text.len(), |i| start + i);
    &text[start..end]
}

/// Does a row of a table begin with a cell that names the column? `Actor1…` stands for both sides.
fn is_told(section: &str, column: &str) -> bool {
    let either = |from: &str, to: &str| column.replacen(from, to, 1);
    let names = [
        column.to_owned(),
        either("Actor2", "Actor1"),
        either("Recipient", "Actor"),
        either("Target", "Source"),
    ];
    let first_cells = section.lines().filter_map(|l| l.strip_prefix("| ")?.split(" | ").next());
    let mut named = first_cells.flat_map(|cell| cell.split('`').skip(1).step_by(2));
    named.any(|n| names.iter().any(|name| name == n))
}

#[test]
fn every_column_is_told() {
    let text = file("docs/FROM_OTHERS.md");
    let tables = [
        ("polecat", "\n## POLECAT, column by column", 40),
        ("gdelt_events", "\n## GDELT events, column by column", 61),
        ("gdelt_mentions", "\n## GDELT mentions, column by column", 16),
        ("icews", "\n## ICEWS, column by column", 20),
    ];
    for (list, heading, count) in tables {
        let columns = file(&format!("src/show/legacy/data/columns/{list}.txt"));
        let section = section(&text, heading);
        assert_eq!(columns.lines().count(), count);
        for column in columns.lines() {
            assert!(is_told(section, column), "`{column}` is not in a first cell under{heading}");
        }
    }
}

#[test]
fn a_column_that_is_not_told_is_missed() {
    let text = "| `Actor1Code`, `Name` | who |\n| other | `Year` |\n";
    assert!(is_told(text, "Actor2Code") && is_told(text, "Name"));
    assert!(!is_told(text, "Year") && !is_told(text, "Actor1Name"));
}
