//! JSON Lines, and the same records as one JSON array or object.

use serde_json::Value;

use super::mapper::Mapper;
use super::{Format, MAX_ITEM, Options, Sink, decode, fields, too_large};
use crate::issue::Issue;

/// JSON, JSON Lines, or text that only begins like either.
pub fn sniff(bytes: &[u8]) -> Format {
    let first = bytes.split(|b| *b == b'\n').next().unwrap_or_default();
    if bytes.starts_with(b"{") && serde_json::from_slice::<Value>(first).is_ok_and(|v| v.is_object()) {
        return Format::JsonLines;
    }
    let looks = bytes.starts_with(b"[") || bytes[1..].trim_ascii_start().starts_with(b"\"");
    if looks { Format::Json } else { Format::Text }
}

/// Reads one record a line. A bad line is told and left out.
pub fn read_lines(source: &str, bytes: &[u8], options: &Options, sink: &mut Sink) {
    let whole;
    let bytes = if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        whole = decode::decode(bytes).text;
        whole.as_bytes()
    } else {
        bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)
    };
    let mut any = false;
    let mut mapper = Mapper::new(options);
    for (number, line) in bytes.split(|b| *b == b'\n').enumerate() {
        let line = line.trim_ascii();
        if !line.is_empty() {
            any = true;
            read_line(&format!("{source}:{}", number + 1), line, &mut mapper, sink);
        }
    }
    if !any {
        sink(Err(Issue::new(source, "is empty: nothing to read")));
    }
    mapper.end(source, sink);
}

/// Reads one line's record.
fn read_line(source: &str, line: &[u8], mapper: &mut Mapper, sink: &mut Sink) {
    if line.len() > MAX_ITEM {
        return sink(Err(Issue::new(source, too_large(line.len()))));
    }
    let decoded = decode::decode(line);
    if let Some(what) = decoded.doubt {
        sink(Err(Issue::new(source, what)));
    }
    match serde_json::from_str::<Value>(&decoded.text) {
        Ok(value) => read_value(source, &value, mapper, sink),
        Err(error) => sink(Err(invalid(source, &error))),
    }
}

/// Reads a whole document: an object, an array, a list under a known name, or, when it is none of
/// these, lines of records under the wrong file name.
pub fn read_document(source: &str, bytes: &[u8], options: &Options, sink: &mut Sink) {
    let decoded = decode::decode(bytes);
    if let Some(what) = decoded.doubt {
        sink(Err(Issue::new(source, what)));
    }
    let text = decoded.text.trim();
    if text.is_empty() {
        return sink(Err(Issue::new(source, "is empty: nothing to read")));
    }
    match serde_json::from_str::<Value>(text) {
        Ok(value) => read_records(source, &value, options, sink),
        Err(_) if starts_with_a_record(text) => read_lines(source, text.as_bytes(), options, sink),
        Err(error) => sink(Err(invalid(source, &error))),
    }
}

/// Is the first line a record by itself, and are there more?
fn starts_with_a_record(text: &str) -> bool {
    text.split_once('\n').is_some_and(|(first, _)| serde_json::from_str::<Value>(first).is_ok())
}

/// Reads every record of a document.
fn read_records(source: &str, value: &Value, options: &Options, sink: &mut Sink) {
    let mut mapper = Mapper::new(options);
    match value.as_array().or_else(|| fields::records_in(value)) {
        None => read_value(source, value, &mut mapper, sink),
        Some(list) if list.is_empty() => sink(Err(Issue::new(source, "is an empty list: nothing to read"))),
        Some(list) => {
            for (index, item) in list.iter().enumerate() {
                read_value(&format!("{source}:{}", index + 1), item, &mut mapper, sink);
            }
        }
    }
    mapper.end(source, sink);
}

/// Reads one record.
fn read_value(source: &str, value: &Value, mapper: &mut Mapper, sink: &mut Sink) {
    match value.as_object() {
        Some(record) => mapper.take(source, record, sink),
        None => {
            let what = "is not a record: give an object such as {\"title\": .., \"date\": .., \"text\": ..}";
            sink(Err(Issue::new(source, what)));
        }
    }
}

/// What is said of JSON that does not parse.
fn invalid(source: &str, error: &serde_json::Error) -> Issue {
    let what =
        format!("is not valid JSON ({error}): correct it or leave it out; one record must stand on one line");
    Issue::new(source, what)
}

#[cfg(test)]
mod tests {
    use super::super::tests::all;

    #[test]
    fn bad_lines_are_told_and_the_rest_go_on() {
        let text = b"{\"text\":\"One.\"}\n{broken\n\n{\"title\":\"no text\"}\n[1]\n{\"text\":\"Two.\"}\r\n";
        let (reports, issues) = all("f.jsonl", text);
        let sources: Vec<&str> = reports.iter().map(|r| r.source.as_str()).collect();
        assert_eq!(sources, ["f.jsonl:1", "f.jsonl:6"]);
        let at: Vec<&str> = issues.iter().map(|i| i.source.as_str()).collect();
        assert_eq!(at, ["f.jsonl:2", "f.jsonl:4", "f.jsonl:5"]);
        assert!(issues[1].what.contains("(title)"), "{}", issues[1].what);
    }

    #[test]
    fn a_line_that_is_not_utf8_is_read_and_told() {
        let (reports, issues) = all("f.jsonl", b"{\"text\":\"The \xC9lys\xE9e.\"}\n{\"text\":\"Two.\"}");
        assert_eq!(reports[0].text, "The Élysée.");
        assert_eq!((reports.len(), issues.len()), (2, 1));
    }

    #[test]
    fn documents_of_every_shape() {
        for (json, n) in [
            (r#"{"text":"A."}"#, 1),
            (r#"[{"text":"A."},{"text":"B."}]"#, 2),
            (r#"{"status":"ok","articles":[{"content":"A."},{"content":"B."}]}"#, 2),
            ("{\"text\":\"A.\"}\n{\"text\":\"B.\"}\n", 2),
        ] {
            let (reports, issues) = all("f.json", json.as_bytes());
            assert_eq!((reports.len(), issues.len()), (n, 0), "{json}");
        }
        assert_eq!(all("f.json", b"[]").1.len(), 1);
        assert_eq!(all("f.json", b"[{]").1.len(), 1);
    }
}
