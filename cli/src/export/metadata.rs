//! What Datasette shows of the tables: `datasette FILE --metadata FILE.metadata.json`
//! (<https://docs.datasette.io/en/stable/metadata.html>).

use std::io::{self, Write};
use std::path::Path;

use serde_json::{Map, Value, json};
use sidelines::show::tables::Table;

/// Writes it for the database in `file`.
pub fn write(file: &str, tables: &[&Table], out: &mut impl Write) -> io::Result<()> {
    let name = Path::new(file).file_stem().map_or_else(|| file.into(), |s| s.to_string_lossy());
    let told: Map<String, Value> = tables.iter().map(|t| (t.name.clone(), table(t))).collect();
    let mut databases = Map::new();
    databases.insert(
        name.into_owned(),
        json!({
            "title": "The diplomatic and political record",
            "description": "Made by Sidelines from news reports: each account of an event stands on the words of one report.",
            "tables": told,
        }),
    );
    let whole = json!({
        "title": "Sidelines",
        "description": "Who met, talked with, agreed with, accused, sanctioned or attacked whom; when, where, about what; and who says so.",
        "license": null,
        "databases": databases,
    });
    writeln!(out, "{}", serde_json::to_string_pretty(&whole)?)?;
    out.flush()
}

fn table(table: &Table) -> Value {
    let columns: Map<String, Value> =
        table.columns.iter().map(|c| (c.name.clone(), Value::from(c.meaning.as_str()))).collect();
    let mut told = Map::new();
    told.insert("description".to_owned(), table.meaning.as_str().into());
    told.insert("columns".to_owned(), Value::Object(columns));
    for (key, value) in [("label_column", &table.label), ("sort", &table.sort)] {
        value.iter().for_each(|v| {
            told.insert(key.to_owned(), v.as_str().into());
        });
    }
    Value::Object(told)
}
