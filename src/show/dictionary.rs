//! The data dictionary: every object, field, table and column, in Markdown. Made from the record types
//! ([`schema`](super::schema)) and the tables ([`tables`](super::tables)), so that it cannot fall behind them.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::schema::{self, Field, KINDS, Shape};
use super::tables::{Column, Table, Type, tables};

const HEAD: &str = "\
# Data dictionary

<!-- Made by `RENEW=1 cargo test --test dictionary` from the types in src/ and src/show/data/tables.toml. Do not edit. -->

Every object, field, table and column that `sidelines export` writes. What they mean as a whole, the rules on order, null
and ids, and worked examples are in [RECORD.md](RECORD.md).

- *JSON Lines* and *Parquet* hold the [objects](#objects), nested as they are here. `sidelines export --schema` prints
  them as JSON Schema. A line of JSON Lines begins with the field `kind`; a Parquet file holds one kind and goes without.
- *CSV* and *SQLite* hold the [tables](#tables): an object is a row, and each list a table of its own that is joined by
  ids. Cells that hold a list join its members by `; `, words of a text by ` … `. What is null or empty is an empty cell in CSV
  and NULL in SQLite; a boolean is `true` or `false` in CSV, 1 or 0 in SQLite. Cells hold the words of reports as they are:
  a spreadsheet may take one that begins with `=` for a formula.
- `start` and `end` count bytes in the UTF-8 of the report's `text`, from 0, `end` one past the last. In the JSON-LD
  export alone they count characters, as the Web Annotation model asks.
";

/// The whole document.
///
/// # Errors
/// When the embedded tables do not fit the record types, as [`tables`].
pub fn markdown() -> Result<String, String> {
    let document = schema::document();
    let mut out = HEAD.to_owned();
    let mut parts = BTreeMap::new();
    out += "\n## Objects\n";
    for kind in KINDS {
        let fields = schema::fields(&document, kind);
        let _ = write!(out, "\n### {kind}\n\n{}\n\n", schema::meaning(&document, kind));
        out += &field_rows(&fields);
        gather(&fields, &mut parts);
    }
    out += "\n## Parts of objects\n";
    for (name, fields) in &parts {
        let meaning = document["$defs"][name.as_str()]["description"].as_str().unwrap_or_default();
        let meaning = meaning.split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = write!(out, "\n### {name}\n\n{meaning}\n\n");
        out += &field_rows(fields);
    }
    out += "\n## Tables\n\nA row of a table is told apart by the columns marked *key*; → names the table whose key a column holds.\n";
    for table in tables()? {
        out += &table_section(table);
    }
    Ok(out)
}

/// All types of objects that fields hold.
fn gather(fields: &[Field], parts: &mut BTreeMap<String, Vec<Field>>) {
    for field in fields {
        if let Some((name, inner)) = part(&field.shape) {
            parts.insert(name.to_owned(), inner.to_vec());
            gather(inner, parts);
        }
    }
}

fn part(shape: &Shape) -> Option<(&str, &[Field])> {
    match shape {
        Shape::Object(name, fields) => Some((name, fields)),
        Shape::List(item) => part(item),
        _ => None,
    }
}

fn field_rows(fields: &[Field]) -> String {
    let mut out = "| field | type | null | meaning |\n| --- | --- | --- | --- |\n".to_owned();
    for field in fields {
        let (kind, null) = (shape(&field.shape), yes(field.null));
        let _ = writeln!(out, "| `{}` | {kind} | {null} | {} |", field.name, cell(&meaning(field)));
    }
    out
}

fn shape(shape: &Shape) -> String {
    match shape {
        Shape::Text(_) => "string".to_owned(),
        Shape::Integer => "integer".to_owned(),
        Shape::Number => "number".to_owned(),
        Shape::Boolean => "boolean".to_owned(),
        Shape::Object(name, _) => format!("[{name}](#{})", name.to_lowercase()),
        Shape::List(item) => format!("list of {}", plural(item)),
    }
}

fn plural(item: &Shape) -> String {
    match item {
        Shape::Text(_) | Shape::Integer | Shape::Number | Shape::Boolean => shape(item) + "s",
        _ => shape(item),
    }
}

fn meaning(field: &Field) -> String {
    let Shape::Text(values) = &field.shape else { return field.meaning.clone() };
    let one = |(value, meaning): &(String, String)| format!("`{value}`: {}", meaning.trim_end_matches('.'));
    let all: Vec<String> = values.iter().map(one).collect();
    if all.is_empty() { field.meaning.clone() } else { format!("{} {}.", field.meaning, all.join("; ")) }
}

fn table_section(table: &Table) -> String {
    let only = if table.marks { " Only with `--all`." } else { "" };
    let mut out = format!("\n### Table {}\n\n{}{only}\n\n", table.name, table.meaning);
    out += "| column | type | null | key | meaning |\n| --- | --- | --- | --- | --- |\n";
    for column in &table.columns {
        let (kind, null, key) = (type_name(column.kind), yes(column.null), key(table, column));
        let _ = writeln!(out, "| `{}` | {kind} | {null} | {key} | {} |", column.name, cell(&column.meaning));
    }
    out
}

fn key(table: &Table, column: &Column) -> String {
    let own = table.key.contains(&column.name).then(|| "key".to_owned());
    let other = column.refers.as_ref().map(|to| format!("→ {to}"));
    own.into_iter().chain(other).collect::<Vec<_>>().join(" ")
}

fn type_name(kind: Type) -> &'static str {
    match kind {
        Type::Text => "text",
        Type::Integer => "integer",
        Type::Real => "real",
        Type::Boolean => "boolean",
    }
}

fn yes(null: bool) -> &'static str {
    if null { "yes" } else { "no" }
}

fn cell(words: &str) -> String {
    words.replace('|', "\\|")
}
