//! JSON as pages write it: made sound before it is read.

use serde_json::Value;

/// Every JSON value in the text of a script, in order. Comments and CDATA marks around it, entities
/// in the place of quotes, bare line ends in strings, commas before a closing bracket and several
/// values in a row are put up with; what is broken beyond that ends the list.
pub fn values(text: &str) -> Vec<Value> {
    let text = unwrapped(text);
    let (found, whole) = read(text);
    if whole {
        return found;
    }
    let plain = if text.trim_start().get(..12).is_some_and(|t| t.contains("&quot;")) {
        entities(text)
    } else {
        text.to_owned()
    };
    let (mended, _) = read(&mend(&plain));
    if mended.len() >= found.len() { mended } else { found }
}

/// The values up to the first fault, and whether there was none.
fn read(text: &str) -> (Vec<Value>, bool) {
    let mut found = Vec::new();
    for value in serde_json::Deserializer::from_str(text).into_iter::<Value>() {
        match value {
            Ok(value) => found.push(value),
            Err(_) => return (found, false),
        }
    }
    (found, true)
}

/// Without what stands before the first bracket and behind the last: comment marks, CDATA, `;`.
fn unwrapped(text: &str) -> &str {
    let start =
        text.find(['{', '[']).map_or(0, |at| if text[at..].starts_with("[CDATA[") { at + 7 } else { at });
    let text = text.get(start..).unwrap_or_default();
    let start = text.find(['{', '[']).unwrap_or(0);
    let end = text.rfind(['}', ']']).map_or(text.len(), |at| at + 1);
    let text = text.get(start..end).unwrap_or_default();
    text.strip_suffix("]]")
        .filter(|t| t.trim_end().ends_with(['}', '/', '*']) && !t.starts_with('['))
        .unwrap_or(text)
}

/// The entities that stand for JSON's own marks.
fn entities(text: &str) -> String {
    text.replace("&quot;", "\"")
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

/// Commas before a closing bracket go, line ends and tabs in strings become blanks, and backslashes
/// that escape nothing are doubled.
fn mend(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut inside = false;
    while let Some(c) = chars.next() {
        match c {
            '"' => {
                inside = !inside;
                out.push(c);
            }
            '\\' if inside => escape(&mut out, chars.next()),
            c if inside && c.is_control() => out.push(' '),
            '}' | ']' if !inside => {
                let kept = out.trim_end().trim_end_matches(|c: char| c == ',' || c.is_whitespace()).len();
                out.truncate(kept);
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

/// What a backslash and the next character come to.
fn escape(out: &mut String, next: Option<char>) {
    match next {
        Some(c @ ('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u')) => out.extend(['\\', c]),
        Some(c) if !c.is_control() => out.push(c),
        _ => out.push(' '),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> String {
        let found = values(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        found[0]["headline"].as_str().unwrap_or_default().to_owned()
    }

    #[test]
    fn sound_and_unsound_json() {
        for text in [
            r#"{"headline":"Envoys meet"}"#,
            r#" // <![CDATA[
               {"headline":"Envoys meet"}
               // ]]>"#,
            r#"/*<![CDATA[*/{"headline":"Envoys meet"}/*]]>*/"#,
            r#"<!-- {"headline":"Envoys meet"} -->"#,
            r#"{"headline":"Envoys meet",}"#,
            r#"{"tags":["a","b", ],"headline":"Envoys meet" , }"#,
            "{\"headline\":\"Envoys\nmeet\"}",
            r#"{&quot;headline&quot;:&quot;Envoys meet&quot;}"#,
            r#"{"headline":"Envoys meet"};"#,
            r#"{"headline":"Envoys\ meet"}"#,
        ] {
            assert_eq!(one(text), "Envoys meet", "{text}");
        }
        assert_eq!(values(r#"{"a":1}{"b":2}"#).len(), 2);
        assert_eq!(values(r#"[{"a":1}]"#).len(), 1);
    }

    #[test]
    fn what_is_no_json_gives_nothing() {
        for text in ["", "{", "}", "]]", "[CDATA[", "no", "{\"a\":", "\\"] {
            assert!(values(text).is_empty(), "{text}");
        }
        assert!(values(&"[".repeat(100_000)).is_empty());
    }
}
