//! The elements of a JSON list, one by one out of a stream.

use std::io::{self, BufRead};

/// Where in a JSON value a scan is: how deep, and whether inside a string.
#[derive(Default)]
pub struct Scan {
    depth: u64,
    string: bool,
    escaped: bool,
}

impl Scan {
    /// Takes the next byte. True when it closes the outermost brace or bracket.
    pub fn closes(&mut self, byte: u8) -> bool {
        if self.string {
            self.string = self.escaped || byte != b'"';
            self.escaped = byte == b'\\' && !self.escaped;
            return false;
        }
        match byte {
            b'"' => self.string = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => {
                self.depth = self.depth.saturating_sub(1);
                return self.depth == 0;
            }
            _ => {}
        }
        false
    }

    /// Takes the next byte of a list, unless it is the comma or bracket that ends an element: then
    /// true.
    fn ends_before(&mut self, byte: u8) -> bool {
        if self.depth == 0 && !self.string && matches!(byte, b',' | b']') {
            return true;
        }
        self.closes(byte);
        false
    }
}

/// Reads the next element of a list into `element` (emptied first; at most `most` bytes of it) and
/// gives its length; `None` after the last. An error where the input ends before the list does.
pub fn next(
    input: &mut (impl BufRead + ?Sized),
    most: usize,
    element: &mut Vec<u8>,
) -> io::Result<Option<u64>> {
    element.clear();
    let (mut scan, mut length) = (Scan::default(), 0);
    loop {
        let available = input.fill_buf()?;
        if available.is_empty() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let end = available.iter().position(|byte| scan.ends_before(*byte));
        let part = &available[..end.unwrap_or(available.len())];
        let kept = if length == 0 { part.trim_ascii_start() } else { part };
        length += kept.len() as u64;
        element.extend_from_slice(&kept[..kept.len().min(most - element.len())]);
        let (passed, mark) = (part.len(), end.map(|at| available[at]));
        // The last bracket is left for the next call, which then finds nothing before it.
        let last = mark == Some(b']');
        input.consume(passed + usize::from(mark.is_some() && !(last && length > 0)));
        match mark {
            Some(_) if length > 0 => return Ok(Some(length)),
            Some(_) if last => return Ok(None),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::*;

    fn all(list: &str, buffer: usize) -> (Vec<String>, bool) {
        let mut input = BufReader::with_capacity(buffer, list.as_bytes());
        let (mut found, mut element) = (Vec::new(), Vec::new());
        loop {
            match next(&mut input, 12, &mut element) {
                Ok(Some(_)) => found.push(String::from_utf8_lossy(&element).trim().to_owned()),
                end => return (found, end.is_ok()),
            }
        }
    }

    #[test]
    fn elements_come_whole_whatever_the_buffer() {
        let list = r#" {"a":"],\\"}, [1,[2]] ,, "x\"]" ,{}  ]"#;
        for buffer in [1, 2, 5, 100] {
            let (found, ended) = all(list, buffer);
            assert_eq!(found, [r#"{"a":"],\\"}"#, "[1,[2]]", r#""x\"]""#, "{}"], "{buffer}");
            assert!(ended);
        }
    }

    #[test]
    fn empty_cut_and_long() {
        assert_eq!(all("]", 9), (Vec::new(), true));
        assert_eq!(all("1, {", 9), (vec!["1".to_owned()], false));
        assert_eq!(all("\"a very long string\", 2]", 9).0, ["\"a very long", "2"]);
    }
}
