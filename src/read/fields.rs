//! Which field of a record is the text, the title, the date: by the names that tools give them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::{Map, Value};

use crate::report::RawReport;

/// `data/fields.toml`: for each field of a raw report its names, normalised, best first.
static NAMES: LazyLock<BTreeMap<String, Vec<String>>> = LazyLock::new(|| {
    let table: BTreeMap<String, Vec<String>> =
        toml::from_str(include_str!("data/fields.toml")).unwrap_or_default();
    let path = |name: &String| name.split('.').map(normal).collect::<Vec<_>>().join(".");
    table.into_iter().map(|(field, names)| (field, names.iter().map(path).collect())).collect()
});

/// A name as it is compared: lower case, without `_`, `-` and blanks.
fn normal(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '_' | '-' | ' ')).flat_map(char::to_lowercase).collect()
}

/// The raw report's field (`text`, `title`, ...) that people call `name`; `None` for any other.
pub fn field_called(name: &str) -> Option<&'static str> {
    let name = normal(name);
    NAMES.iter().find(|(_, names)| names.contains(&name)).map(|(field, _)| field.as_str())
}

/// The raw report a record holds; `None` when no field of it is a text.
pub fn report_of(source: &str, record: &Map<String, Value>) -> Option<RawReport> {
    let get = |field: &str, joint: &str| {
        let names = NAMES.get(field)?;
        names
            .iter()
            .find_map(|path| at(record, path).map(|v| words(v, joint)).filter(|s| !s.trim().is_empty()))
    };
    Some(RawReport {
        source: source.to_owned(),
        text: get("text", "\n\n")?,
        title: get("title", " ").map(one_line),
        url: get("url", " ").map(one_line),
        date: get("date", " ").map(one_line),
        outlet: get("outlet", " ").map(one_line),
        byline: get("byline", ", ").map(one_line),
        ..RawReport::default()
    })
}

/// White space to single blanks.
pub fn one_line(text: String) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The value at a dotted path of normalised names. A name that holds the dot itself also counts.
fn at<'a>(record: &'a Map<String, Value>, path: &str) -> Option<&'a Value> {
    let find = |name: &str| record.iter().find(|(key, _)| normal(key) == name).map(|(_, value)| value);
    if let Some(value) = find(path) {
        return Some(value);
    }
    let (head, rest) = path.split_once('.')?;
    at(find(head)?.as_object()?, rest)
}

/// A value as words: strings and numbers as they are, lists joined, and of objects the parts that
/// carry text (`{"name": ..}` of an author, `{"paragraphs": [..]}` of a section).
fn words(value: &Value, joint: &str) -> String {
    const PARTS: [&str; 8] =
        ["name", "summary", "sections", "headline", "paragraphs", "text", "value", "@id"];
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

    fn report(json: &str) -> Option<RawReport> {
        report_of("f:1", serde_json::from_str::<Value>(json).unwrap().as_object().unwrap())
    }

    #[test]
    fn the_table_is_read_and_names_each_field() {
        assert_eq!(NAMES.len(), 6);
        assert_eq!(field_called("Date_Publish"), Some("date"));
        assert_eq!(field_called("Site Name"), Some("outlet"));
        assert_eq!(field_called("colour"), None);
    }

    #[test]
    fn names_of_other_tools() {
        let r = report(
            r#"{"maintext":"They met.","date_publish":"2016-09-05 10:00:00","source_domain":"a.example",
                "authors":["Ann Lee","Bo Ray"],"title":"Talks","url":"http://a.example/1","text":null}"#,
        )
        .unwrap();
        assert_eq!((r.text.as_str(), r.date.as_deref()), ("They met.", Some("2016-09-05 10:00:00")));
        assert_eq!((r.byline.as_deref(), r.outlet.as_deref()), (Some("Ann Lee, Bo Ray"), Some("a.example")));
        let r = report(
            r#"{"webTitle":"T","fields":{"bodyText":"B."},"webPublicationDate":"2020-01-02T03:04:05Z"}"#,
        );
        assert_eq!(r.unwrap().text, "B.");
        let r = report(
            r#"{"headline":{"main":"T"},"body":"B.","source":{"id":null,"name":"X News"},"pub_date":1}"#,
        );
        assert_eq!(r.unwrap().outlet.as_deref(), Some("X News"));
    }

    #[test]
    fn a_body_of_sections_is_joined() {
        let r =
            report(r#"{"body":{"summary":["S."],"sections":[{"headline":"H","paragraphs":["A.","B."]}]}}"#);
        assert_eq!(r.unwrap().text, "S.\n\nH\n\nA.\n\nB.");
    }

    #[test]
    fn a_record_without_text_is_none() {
        assert!(report(r#"{"title":"T","text":"  "}"#).is_none());
    }
}
