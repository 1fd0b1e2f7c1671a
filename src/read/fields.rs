//! Which field of a record is the text, the title, the date: by the names that tools give them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::{Map, Value};

/// `data/fields.toml`: for each field of a raw report its names, normalised, best first.
static NAMES: LazyLock<BTreeMap<String, Vec<String>>> = LazyLock::new(|| {
    let table: BTreeMap<String, Vec<String>> =
        toml::from_str(include_str!("data/fields.toml")).unwrap_or_default();
    table.into_iter().map(|(field, names)| (field, names.iter().map(|n| path(n)).collect())).collect()
});

/// Fields that people write on top of a text or into front matter.
const HEADER: [&str; 6] = ["text", "title", "url", "date", "outlet", "byline"];

/// Lists that wrap records in one document (`{"articles": [..]}`), dotted when they lie deeper.
const WRAPPERS: [&str; 14] = [
    "articles",
    "articles.results",
    "reports",
    "documents",
    "docs",
    "items",
    "results",
    "response.results",
    "response.docs",
    "data",
    "posts",
    "stories",
    "news",
    "hits.hits",
];

/// A name as it is compared: lower case, without `_`, `-` and blanks.
fn normal(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '_' | '-' | ' ')).flat_map(char::to_lowercase).collect()
}

/// A dotted name as it is compared.
pub fn path(name: &str) -> String {
    name.split('.').map(normal).collect::<Vec<_>>().join(".")
}

/// Is `key` the normalised `name`? [`normal`] without the copy: every key meets every name.
fn is_called(key: &str, name: &str) -> bool {
    key.chars().filter(|c| !matches!(c, '_' | '-' | ' ')).flat_map(char::to_lowercase).eq(name.chars())
}

/// The raw report's field (`text`, `title`, ...) that people call `name`; `None` for any other.
pub fn field_called(name: &str) -> Option<&'static str> {
    HEADER.into_iter().find(|field| names(field).iter().any(|known| is_called(name, known)))
}

/// The names of a field, normalised, best first.
pub fn names(field: &str) -> &'static [String] {
    NAMES.get(field).map_or(&[], Vec::as_slice)
}

/// May a column of this name hold any field, by itself or as the object around one?
pub fn is_known(name: &str) -> bool {
    NAMES.values().flatten().any(|known| holds(name, known))
}

/// Is a column called `name` the one that `path` (normalised) leads to, or leads through?
pub fn holds(name: &str, path: &str) -> bool {
    is_called(name, path) || path.split_once('.').is_some_and(|(head, _)| is_called(name, head))
}

/// The first of `paths` (normalised) that leads to words in `record`. Lists are joined with `joint`.
pub fn words_at(record: &Map<String, Value>, paths: &[String], joint: &str) -> Option<String> {
    let mut found = paths.iter().filter_map(|path| at(record, path)).map(|value| words(value, joint));
    found.find(|words| !words.trim().is_empty())
}

/// The value at a dotted path of normalised names. A name that holds the dot itself also counts.
pub fn at<'a>(record: &'a Map<String, Value>, path: &str) -> Option<&'a Value> {
    let find = |name: &str| record.iter().find(|(key, _)| is_called(key, name)).map(|(_, value)| value);
    if let Some(value) = find(path) {
        return Some(value);
    }
    let (head, rest) = path.split_once('.')?;
    at(find(head)?.as_object()?, rest)
}

/// The records that a document wraps in a list, if it does.
pub fn records_in(document: &Value) -> Option<&Vec<Value>> {
    let record = document.as_object()?;
    WRAPPERS.iter().find_map(|path| at(record, path)?.as_array())
}

/// White space to single blanks.
pub fn one_line(text: String) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A value as words: strings and numbers as they are, lists joined, and of objects the parts that
/// carry text (`{"name": ..}` of an author, `{"paragraphs": [..]}` of a section).
pub fn words(value: &Value, joint: &str) -> String {
    const PARTS: [&str; 9] =
        ["name", "summary", "sections", "headline", "paragraphs", "text", "value", "rendered", "@id"];
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Array(items) => join(items.iter().map(|v| words(v, joint)), joint),
        Value::Object(map) => join(PARTS.iter().filter_map(|p| map.get(*p)).map(|v| words(v, joint)), joint),
        Value::Bool(_) | Value::Null => String::new(),
    }
}

/// The pieces that are not blank, joined.
fn join(pieces: impl Iterator<Item = String>, joint: &str) -> String {
    pieces.filter(|p| !p.trim().is_empty()).collect::<Vec<_>>().join(joint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read_and_names_each_field() {
        let fields: Vec<&str> = NAMES.keys().map(String::as_str).collect();
        let expected =
            ["byline", "date", "lead", "outlet", "page", "retrieved", "summary", "text", "title", "url"];
        assert_eq!(fields, expected);
        assert_eq!(field_called("Date_Publish"), Some("date"));
        assert_eq!(field_called("Site Name"), Some("outlet"));
        assert_eq!(field_called("Summary"), None);
        assert_eq!(field_called("colour"), None);
    }

    #[test]
    fn no_name_means_two_fields() {
        let mut all: Vec<&String> = NAMES.values().flatten().collect();
        all.sort();
        let twice: Vec<_> = all.windows(2).filter(|w| w[0] == w[1]).collect();
        assert!(twice.is_empty(), "{twice:?}");
    }

    #[test]
    fn columns_that_lead_to_a_field_are_known() {
        assert!(is_known("Full Text") && is_known("html") && is_known("html.content") && is_known("thread"));
        assert!(!is_known("colour") && !is_known("text_length"));
    }

    #[test]
    fn records_wrapped_in_a_document() {
        let wrapped = |json: &str| records_in(&serde_json::from_str(json).unwrap()).map(Vec::len);
        assert_eq!(wrapped(r#"{"status":"ok","articles":[{},{}]}"#), Some(2));
        assert_eq!(wrapped(r#"{"articles":{"results":[{}],"page":1}}"#), Some(1));
        assert_eq!(wrapped(r#"{"response":{"docs":[{}]}}"#), Some(1));
        assert_eq!(wrapped(r#"{"text":"A."}"#), None);
    }
}
