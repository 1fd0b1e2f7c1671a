//! JSON Lines, and the same records as one JSON array or object.

use std::io::{self, Cursor};

use serde_json::Value;

use super::input::{self, Buffered, Place, Source, read_line, read_up_to};
use super::mapper::Mapper;
use super::{Format, Job, MAX_DOCUMENT, MAX_ITEM, decode, elements, fields, too_large};

/// What text that begins with a brace or bracket is, as far as `head` and the name tell; `None` for
/// text that only begins like JSON.
pub fn sniff(head: &[u8], named: Option<Format>) -> Option<Format> {
    let next = head[1..].trim_ascii_start().first();
    if head[0] == b'[' {
        return matches!(next, Some(b'{' | b']')).then_some(Format::Json);
    }
    if !matches!(next, Some(b'"' | b'}')) || named == Some(Format::JsonLines) {
        return None;
    }
    let mut scan = elements::Scan::default();
    let closed = head.iter().position(|byte| scan.closes(*byte));
    let inside = &head[..closed.unwrap_or(head.len())];
    let lines = !inside.contains(&b'\n');
    let alone = closed.is_some_and(|at| head[at + 1..].trim_ascii().is_empty());
    // A line longer than what is at hand: the name decides.
    let open = closed.is_none() && named == Some(Format::Json);
    Some(if lines && !alone && !open { Format::JsonLines } else { Format::Json })
}

/// Reads one record a line. A bad line is told and left out; one that is too long is gone over.
pub fn read_lines(source: &str, input: &mut dyn Source, job: &mut Job) {
    if input.fill_buf().is_ok_and(|head| decode::utf16(head).is_some()) {
        return in_utf8(source, input, job, read_lines);
    }
    let (mut line, mut number, mut any) = (Vec::new(), 0_u64, false);
    let mut mapper = Mapper::new(job.options);
    loop {
        let at = input.place();
        let length = match read_line(input, MAX_ITEM + 1, &mut line) {
            Ok(length) => length,
            Err(error) => return job.issue(source, input::broken(&error, input.place())),
        };
        number += 1;
        if length == 0 {
            break;
        }
        let line = if number == 1 { line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&line) } else { &line };
        let line = line.trim_ascii();
        if !line.is_empty() {
            any = true;
            read_one_line(&format!("{source}:{number}"), line, length, at, &mut mapper, job);
        }
    }
    if !any {
        job.issue(source, "is empty: nothing to read");
    }
    mapper.end(source, &mut |item| job.give(item));
}

/// Reads one line's record.
fn read_one_line(source: &str, line: &[u8], length: u64, at: Place, mapper: &mut Mapper, job: &mut Job) {
    if line.len() > MAX_ITEM {
        return job.issue(source, format!("begins at byte {at} and {}", too_large(length)));
    }
    let decoded = decode::decode(line);
    if let Some(what) = decoded.doubt {
        job.issue(source, what);
    }
    match serde_json::from_str::<Value>(&decoded.text) {
        Ok(value) if wraps(source, &value, mapper) => read_records(source, &value, mapper, job),
        Ok(value) => read_value(source, &value, mapper, job),
        Err(error) => job.issue(source, invalid(&error)),
    }
}

/// Is a line no report itself but a document around a list of them?
fn wraps(source: &str, value: &Value, mapper: &mut Mapper) -> bool {
    let list = fields::records_in(value).is_some_and(|list| list.iter().any(Value::is_object));
    list && value.as_object().is_some_and(|record| mapper.report(source, record).is_none())
}

/// Reads a whole document: a list of records one by one; else an object, a list under a known
/// name, or, when it is none of these, lines of records under the wrong file name.
pub fn read_document(source: &str, input: &mut dyn Source, job: &mut Job) {
    let head = input.fill_buf().unwrap_or_default();
    if decode::utf16(head).is_some() {
        return in_utf8(source, input, job, read_document);
    }
    let start = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    if start.starts_with(b"[") {
        let before = head.len() - start.len() + 1;
        input.consume(before);
        return read_list(source, input, job);
    }
    if let Some(bytes) = held(source, input, job) {
        read_held(source, &bytes, job);
    }
}

/// A document in memory; `None` when it is too large or broken, which was told.
fn held(source: &str, input: &mut dyn Source, job: &mut Job) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    match read_up_to(input, MAX_DOCUMENT, &mut bytes) {
        Ok(true) => return Some(bytes),
        Ok(false) => {
            let what =
                "is one JSON document of over 64 MB that is not a list of records: give one record a line";
            job.issue(source, what);
        }
        Err(error) => job.issue(source, input::broken(&error, input.place())),
    }
    None
}

/// Turns a UTF-16 input into UTF-8 and reads that.
fn in_utf8(source: &str, input: &mut dyn Source, job: &mut Job, read: fn(&str, &mut dyn Source, &mut Job)) {
    let Some(bytes) = held(source, input, job) else { return };
    let decoded = decode::decode(&bytes);
    if let Some(what) = decoded.doubt {
        job.issue(source, what);
    }
    read(source, &mut Buffered::new(decoded.text.as_bytes()), job);
}

/// Reads a document that is not a list.
fn read_held(source: &str, bytes: &[u8], job: &mut Job) {
    let decoded = decode::decode(bytes);
    if let Some(what) = decoded.doubt {
        job.issue(source, what);
    }
    let text = decoded.text.trim();
    if text.is_empty() {
        return job.issue(source, "is empty: nothing to read");
    }
    match serde_json::from_str::<Value>(text) {
        Ok(value) => {
            let mut mapper = Mapper::new(job.options);
            read_records(source, &value, &mut mapper, job);
            mapper.end(source, &mut |item| job.give(item));
        }
        Err(_) if starts_with_a_record(text) => {
            read_lines(source, &mut Buffered::new(Cursor::new(text)), job);
        }
        Err(error) => job.issue(source, invalid(&error)),
    }
}

/// Is the first line a record by itself, and are there more?
fn starts_with_a_record(text: &str) -> bool {
    text.split_once('\n').is_some_and(|(first, _)| serde_json::from_str::<Value>(first).is_ok())
}

/// Reads the records of a list whose bracket is passed, one by one.
fn read_list(source: &str, input: &mut dyn Source, job: &mut Job) {
    let mut element = Vec::new();
    let (mut number, mut whole) = (0_u64, true);
    let mut mapper = Mapper::new(job.options);
    loop {
        let at = input.place();
        match elements::next(input, MAX_ITEM, &mut element) {
            Ok(Some(length)) => {
                number += 1;
                let source = format!("{source}:{number}");
                whole = read_element(&source, &element, length, at, &mut mapper, job);
            }
            Ok(None) if number == 0 => return job.issue(source, "is an empty list: nothing to read"),
            Ok(None) => return mapper.end(source, &mut |item| job.give(item)),
            // A record with a bracket too few swallows the end of its list: that was told.
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof && !whole => return,
            Err(error) => return job.issue(source, input::broken(&error, input.place())),
        }
    }
}

/// Reads one record of a list. False if it is not valid.
fn read_element(
    source: &str,
    element: &[u8],
    length: u64,
    at: Place,
    mapper: &mut Mapper,
    job: &mut Job,
) -> bool {
    if element.len() as u64 != length {
        job.issue(source, format!("begins at byte {at} and {}", too_large(length)));
        return true;
    }
    let decoded = decode::decode(element);
    if let Some(what) = decoded.doubt {
        job.issue(source, what);
    }
    match serde_json::from_str::<Value>(&decoded.text) {
        Ok(value) => read_value(source, &value, mapper, job),
        Err(error) => {
            job.issue(source, invalid(&error));
            return false;
        }
    }
    true
}

/// Reads every record of a document.
fn read_records(source: &str, value: &Value, mapper: &mut Mapper, job: &mut Job) {
    match fields::records_in(value) {
        None => read_value(source, value, mapper, job),
        Some(list) if list.is_empty() => job.issue(source, "is an empty list: nothing to read"),
        Some(list) => {
            for (index, item) in list.iter().enumerate() {
                read_value(&format!("{source}:{}", index + 1), item, mapper, job);
            }
        }
    }
}

/// Reads one record.
fn read_value(source: &str, value: &Value, mapper: &mut Mapper, job: &mut Job) {
    match value.as_object() {
        Some(record) => mapper.take(source, record, &mut |item| job.give(item)),
        None => {
            let what = "is not a record: give an object such as {\"title\": .., \"date\": .., \"text\": ..}";
            job.issue(source, what);
        }
    }
}

/// What is said of JSON that does not parse.
fn invalid(error: &serde_json::Error) -> String {
    format!("is not valid JSON ({error}): correct it or leave it out; one record must stand on one line")
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
