//! Plain text: one report a file, with or without a few `Name: value` lines on top.

use super::fields::{field_called, one_line};
use crate::report::RawReport;

/// Reads a plain text. Lines such as `Title: ..` and `Date: ..` on top count as fields when there
/// are two or more of them; everything else is left to the cleaning step.
pub fn read(source: &str, text: &str) -> RawReport {
    let mut raw = RawReport { source: source.to_owned(), ..RawReport::default() };
    let (fields, rest) = header(text);
    if fields.len() < 2 || rest.trim().is_empty() {
        text.clone_into(&mut raw.text);
        return raw;
    }
    for (field, value) in fields {
        set(&mut raw, field, value);
    }
    rest.clone_into(&mut raw.text);
    raw
}

/// Sets the field of `raw` that is called `field`; the first value of each counts.
pub fn set(raw: &mut RawReport, field: &str, value: String) {
    let slot = match field {
        "title" => &mut raw.title,
        "url" => &mut raw.url,
        "date" => &mut raw.date,
        "outlet" => &mut raw.outlet,
        "byline" => &mut raw.byline,
        _ => return,
    };
    if !value.is_empty() {
        slot.get_or_insert(value);
    }
}

/// The `Name: value` lines on top and the text after them.
fn header(text: &str) -> (Vec<(&'static str, String)>, &str) {
    let mut fields = Vec::new();
    let mut rest = text;
    loop {
        let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
        let pair = field(line);
        if pair.is_none() && !(fields.is_empty() && line.trim().is_empty() && !after.is_empty()) {
            return (fields, rest);
        }
        fields.extend(pair);
        rest = after;
    }
}

/// One line as a field, if its name is one of a report's (never its text: that would swallow a body).
fn field(line: &str) -> Option<(&'static str, String)> {
    let (name, value) = line.split_once(": ")?;
    let field = field_called(name.trim()).filter(|f| *f != "text" && name.len() < 24)?;
    Some((field, one_line(value.to_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_on_top_are_taken() {
        let raw = read("f", "Title: Envoys meet\nDate: 3 May 2014\nSource: The Courier\n\nThe envoys met.\n");
        assert_eq!(raw.title.as_deref(), Some("Envoys meet"));
        assert_eq!((raw.date.as_deref(), raw.outlet.as_deref()), (Some("3 May 2014"), Some("The Courier")));
        assert_eq!(raw.text.trim(), "The envoys met.");
    }

    #[test]
    fn a_single_such_line_may_be_prose() {
        let text = "Date: unknown\n\nThe envoys met.";
        assert_eq!(read("f", text).text, text);
        assert_eq!(read("f", "Time: no friend of his\nBody").date, None);
    }

    #[test]
    fn text_of_fields_alone_stays_text() {
        assert_eq!(read("f", "Title: A\nDate: B").text, "Title: A\nDate: B");
    }
}
