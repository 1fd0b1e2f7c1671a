//! The record as flat tables, for spreadsheets and SQL. `data/tables.toml` says which field is which column; types,
//! nulls and meanings are those of the record types.

mod columns;
mod compared;
mod rows;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::Value;

pub use columns::{Column, Type};

use super::schema;

/// One table.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// What its rows are.
    pub meaning: String,
    /// The kind of object that its rows come from.
    pub of: String,
    /// The lists of that object that give a row for each member; empty for one row an object.
    pub each: Vec<String>,
    /// Columns that tell rows apart.
    pub key: Vec<String>,
    /// The column that names a row to people.
    pub label: Option<String>,
    /// The column to sort by.
    pub sort: Option<String>,
    /// Columns for full-text search.
    pub search: Vec<String>,
    /// Is it there only with mentions, times and places?
    pub marks: bool,
    /// Its columns, in order.
    pub columns: Vec<Column>,
}

/// As the file has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    meaning: String,
    of: String,
    #[serde(default)]
    each: Vec<String>,
    key: Vec<String>,
    label: Option<String>,
    sort: Option<String>,
    #[serde(default)]
    search: Vec<String>,
    #[serde(default)]
    marks: bool,
    columns: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    special: BTreeMap<String, Special>,
    table: Vec<Entry>,
}

/// What a column holds that is no field of the object.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Special {
    #[serde(rename = "type")]
    kind: Type,
    meaning: String,
}

/// All tables, in the order in which they are told. A table that names another by a column stands anywhere.
///
/// # Errors
/// When the embedded file does not fit the record types: a fault of the program that its tests find.
pub fn tables() -> Result<&'static [Table], String> {
    static TABLES: LazyLock<Result<Vec<Table>, String>> = LazyLock::new(read);
    TABLES.as_deref().map_err(Clone::clone)
}

fn read() -> Result<Vec<Table>, String> {
    let file: File = toml::from_str(include_str!("data/tables.toml")).map_err(|e| e.to_string())?;
    let document = schema::document();
    file.table.iter().map(|entry| table(entry, &file.special, &document)).collect()
}

fn table(entry: &Entry, special: &BTreeMap<String, Special>, document: &Value) -> Result<Table, String> {
    let source = columns::Source::of(&entry.of, &entry.each, special, document)
        .map_err(|e| format!("{}: {e}", entry.name))?;
    let lines = entry.columns.lines().filter(|l| !l.trim().is_empty());
    let columns: Result<Vec<Column>, String> =
        lines.map(|l| source.column(l).map_err(|e| format!("{}: {l}: {e}", entry.name))).collect();
    let columns = columns?;
    let known = |name: &String| columns.iter().any(|c| c.name == *name);
    let named = entry.key.iter().chain(&entry.label).chain(&entry.sort).chain(&entry.search);
    if let Some(wrong) = named.into_iter().find(|n| !known(n)) {
        return Err(format!("{}: there is no column {wrong}", entry.name));
    }
    Ok(Table {
        name: entry.name.clone(),
        meaning: entry.meaning.clone(),
        of: entry.of.clone(),
        each: entry.each.clone(),
        key: entry.key.clone(),
        label: entry.label.clone(),
        sort: entry.sort.clone(),
        search: entry.search.clone(),
        marks: entry.marks,
        columns,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_fit_the_record() {
        let tables = tables().unwrap();
        assert!(tables.len() > 20);
        for table in tables {
            for column in &table.columns {
                let known = column.refers.as_ref().is_none_or(|to| tables.iter().any(|t| t.name == *to));
                assert!(known, "{}.{} refers to no table", table.name, column.name);
                assert!(!column.meaning.is_empty(), "{}.{}", table.name, column.name);
            }
            let null = |k: &String| table.columns.iter().any(|c| c.name == *k && c.null);
            assert!(!table.key.iter().any(null), "the key of {} may be null", table.name);
        }
    }

    #[test]
    fn a_column_that_is_no_field_is_told() {
        let document = schema::document();
        let entry = |columns: &str| Entry {
            name: "event".to_owned(),
            meaning: String::new(),
            of: "event".to_owned(),
            each: Vec::new(),
            key: vec!["id".to_owned()],
            label: None,
            sort: None,
            search: Vec::new(),
            marks: false,
            columns: columns.to_owned(),
        };
        assert!(table(&entry("id\nday = when.edtf"), &BTreeMap::new(), &document).is_ok());
        for wrong in ["id\ncolour", "id\nday = when", "id\nx = when.colour", "day = when.edtf", "id\nx = @x"]
        {
            assert!(table(&entry(wrong), &BTreeMap::new(), &document).is_err(), "{wrong}");
        }
    }
}
