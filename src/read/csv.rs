//! Tables as text: CSV, TSV and their kin, record by record from a stream.
//!
//! The delimiter is read off the header line, columns are named as the fields of JSON are
//! ([`super::fields`]). A record that is damaged is told with its line; the rest go on.

use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Read};
use std::rc::Rc;

use csv::{ByteRecord, Reader, ReaderBuilder};
use serde_json::{Map, Value};

use super::mapper::Mapper;
use super::{MAX_ITEM, Options, Sink, decode, fields};
use crate::issue::Issue;

/// What may part columns, the likeliest first.
const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];
/// How much of the beginning is looked at to find the delimiter; no header line is longer.
const HEAD: usize = 64 << 10;
/// The bytes one record may take: its text, with quotes doubled, and the other columns.
const MAX_RECORD: usize = 2 * MAX_ITEM;

/// Does a file that begins so hold a table with a text column? Two known column names at least.
pub fn looks_like_table(head: &[u8]) -> bool {
    let text = decode::decode(head.get(..head.len().min(HEAD)).unwrap_or(head)).text;
    let line = text.lines().next().unwrap_or_default();
    let Some(delimiter) = delimiter_of(line.as_bytes()) else { return false };
    let names = line.split(char::from(delimiter)).map(|name| name.trim().trim_matches('"').trim());
    let known: Vec<&str> = names.filter_map(fields::field_called).collect();
    known.len() >= 2 && known.contains(&"text") && line.len() < 4096
}

/// Reads every record of the table that `input` gives. A report is called `source:line`, the line that
/// its record begins on.
pub fn read(source: &str, input: impl Read, options: &Options, sink: &mut Sink) {
    let mut input = BufReader::with_capacity(HEAD, input);
    let head = match input.fill_buf() {
        Ok(head) => head.to_vec(),
        Err(error) => return sink(Err(Issue::new(source, format!("cannot be read ({error})")))),
    };
    if head.trim_ascii().is_empty() {
        return sink(Err(Issue::new(source, "is empty: nothing to read")));
    }
    if head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF") {
        return table(source, super::utf16::Utf8Reader::new(input), options, sink);
    }
    table(source, input, options, sink);
}

/// Reads a table in UTF-8 or a one-byte encoding.
fn table(source: &str, input: impl Read, options: &Options, sink: &mut Sink) {
    let mut input = BufReader::with_capacity(HEAD, input);
    let head = input.fill_buf().map(<[u8]>::to_vec).unwrap_or_default();
    let mark = head.starts_with(b"\xEF\xBB\xBF");
    if mark {
        input.consume(3);
    }
    let delimiter = delimiter_of(first_line(&head)).unwrap_or(b',');
    let given = Rc::new(Cell::new(0));
    let bounded = Bounded { input, given: Rc::clone(&given) };
    let reader =
        ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(bounded);
    let pairs =
        head.windows(2).find(|pair| pair[0] == b'\r' || pair[0] == b'\n').is_some_and(|pair| pair == b"\r\n");
    let table =
        Table { source, reader, given, pairs, mapper: Mapper::new(options), columns: Vec::new(), records: 0 };
    table.run(options, sink);
}

/// The delimiter that most often stands outside quotes in a line; `None` where none does.
fn delimiter_of(line: &[u8]) -> Option<u8> {
    let mut quoted = false;
    let mut counts = [0_usize; DELIMITERS.len()];
    for byte in line {
        quoted ^= *byte == b'"';
        let at = DELIMITERS.iter().position(|d| d == byte && !quoted);
        if let Some(count) = at.and_then(|at| counts.get_mut(at)) {
            *count += 1;
        }
    }
    let most = counts.iter().max().filter(|count| **count > 0)?;
    DELIMITERS.into_iter().zip(counts).find(|(_, count)| count == most).map(|(d, _)| d)
}

fn first_line(head: &[u8]) -> &[u8] {
    head.split(|b| *b == b'\n' || *b == b'\r').next().unwrap_or_default()
}

/// Gives no more than [`MAX_RECORD`] bytes before it is told that a record is over: a quote that
/// never closes must not swallow the rest of a large file.
struct Bounded<R> {
    input: R,
    given: Rc<Cell<usize>>,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.given.get() > MAX_RECORD {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        let n = self.input.read(buffer)?;
        self.given.set(self.given.get() + n);
        Ok(n)
    }
}

struct Table<'a, R> {
    source: &'a str,
    reader: Reader<Bounded<R>>,
    given: Rc<Cell<usize>>,
    /// Do lines end in CR and LF? The reader has seen only the first when it gives a record.
    pairs: bool,
    mapper: Mapper,
    /// Names of the columns.
    columns: Vec<String>,
    records: usize,
}

impl<R: Read> Table<'_, R> {
    fn run(mut self, options: &Options, sink: &mut Sink) {
        let mut record = ByteRecord::new();
        loop {
            self.given.set(0);
            let line = self.reader.position().line() + u64::from(self.pairs && !self.columns.is_empty());
            match self.reader.read_byte_record(&mut record) {
                Ok(false) => break,
                Ok(true) => {}
                Err(error) => {
                    sink(Err(Issue::new(self.source, stopped(line, &error))));
                    break;
                }
            }
            if self.columns.is_empty() {
                if !self.head(&record, options, sink) {
                    return;
                }
            } else {
                self.row(&record, line, sink);
            }
        }
        if self.records == 0 {
            sink(Err(Issue::new(self.source, "is a table without records: nothing to read")));
        }
        self.mapper.end(self.source, sink);
    }

    /// Takes the names of the columns. Whether there is one to read a text from.
    fn head(&mut self, record: &ByteRecord, options: &Options, sink: &mut Sink) -> bool {
        let names = record.iter().map(|name| fields::one_line(decode::decode(name).text));
        self.columns = names.collect();
        let numbered =
            !options.map.is_empty() && options.map.iter().all(|(_, name)| name.parse::<usize>().is_ok());
        if numbered {
            // `--map text=5`: a table without names, of which the first line is a record.
            self.columns = (1..=record.len()).map(|number| number.to_string()).collect();
            self.row(record, 1, sink);
            return true;
        }
        self.mapper.has_columns(self.columns.iter().map(String::as_str));
        let has_text = self.columns.iter().any(|name| self.mapper.may_hold_text(name))
            || options.map.iter().any(|(field, _)| field == "text");
        if !has_text {
            let what = format!(
                "has no column that holds a text; its columns are: {}. Name the right one with --map text=COLUMN (a number, where the columns have no names)",
                self.columns.iter().take(30).map(String::as_str).collect::<Vec<_>>().join(", ")
            );
            sink(Err(Issue::new(self.source, what)));
        }
        has_text
    }

    /// Reads one record.
    fn row(&mut self, record: &ByteRecord, line: u64, sink: &mut Sink) {
        self.records += 1;
        let source = format!("{}:{line}", self.source);
        let columns = self.columns.len();
        if record.len() != columns {
            let what = format!(
                "has {} columns where the header has {columns} (a quote or delimiter too many or too few); it was left out: correct it",
                record.len()
            );
            return sink(Err(Issue::new(source, what)));
        }
        let mut map = Map::new();
        let mut doubt = None;
        for (name, value) in self.columns.iter().zip(record) {
            if map.contains_key(name) || !self.mapper.reads(name) {
                continue;
            }
            let decoded = decode::decode(value);
            doubt = doubt.or(decoded.doubt);
            map.insert(name.clone(), Value::String(decoded.text));
        }
        if let Some(what) = doubt {
            sink(Err(Issue::new(&source, what)));
        }
        self.mapper.take(&source, &map, sink);
    }
}

/// What is said when the table cannot be read on.
fn stopped(line: u64, error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::Io(e) if e.kind() == io::ErrorKind::FileTooLarge => format!(
            "line {line}: the record that begins here is over {} MB, as when a quote is opened and never closed; the rest was not read: correct that line",
            MAX_RECORD >> 20
        ),
        _ => format!("line {line}: cannot be read on ({error})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::RawReport;

    fn read_with(bytes: &[u8], map: &[(&str, &str)]) -> (Vec<RawReport>, Vec<Issue>) {
        let map = map.iter().map(|(f, n)| ((*f).to_owned(), (*n).to_owned())).collect();
        let (mut reports, mut issues) = (Vec::new(), Vec::new());
        read("t.csv", bytes, &Options { map }, &mut |item| match item {
            Ok(raw) => reports.push(raw),
            Err(issue) => issues.push(issue),
        });
        (reports, issues)
    }

    #[test]
    fn delimiters_quotes_and_marks() {
        for (head, row) in [
            ("id,title,text,date", "1,\"Talks, again\",\"They met.\r\n\r\n\"\"No,\"\" he said.\",2016-09-05"),
            (
                "\u{feff}id\ttitle\ttext\tdate",
                "1\tTalks, again\t\"They met.\r\n\r\n\"\"No,\"\" he said.\"\t2016-09-05",
            ),
            ("id;title;text;date", "1;Talks, again;\"They met.\r\n\r\n\"\"No,\"\" he said.\";2016-09-05"),
        ] {
            let (reports, issues) = read_with(format!("{head}\r\n{row}\r\n{row}\r\n").as_bytes(), &[]);
            assert!(issues.is_empty(), "{issues:?}");
            assert_eq!(reports.len(), 2);
            assert_eq!(reports[0].title.as_deref(), Some("Talks, again"));
            assert_eq!(reports[0].text, "They met.\r\n\r\n\"No,\" he said.");
            assert_eq!((reports[0].source.as_str(), reports[1].source.as_str()), ("t.csv:2", "t.csv:5"));
        }
    }

    #[test]
    fn ragged_rows_are_told_and_the_rest_go_on() {
        let (reports, issues) = read_with(b"title,text\na,One.\nb,Two.,x\nc\nd,Three.\n", &[]);
        assert_eq!(reports.len(), 2);
        let at: Vec<&str> = issues.iter().map(|i| i.source.as_str()).collect();
        assert_eq!(at, ["t.csv:3", "t.csv:4"]);
    }

    #[test]
    fn a_table_without_a_text_names_its_columns() {
        let (reports, issues) = read_with(b"id,colour,words\n1,red,They met.\n", &[]);
        assert!(reports.is_empty() && issues.len() == 1);
        assert!(issues[0].what.contains("id, colour, words") && issues[0].what.contains("--map text=COLUMN"));
        let table = b"id,colour,words\n1,red,They met.\n";
        let (reports, issues) = read_with(table, &[("text", "words")]);
        assert_eq!((reports[0].text.as_str(), issues.len()), ("They met.", 0));
        let (_, issues) = read_with(table, &[("text", "words"), ("date", "when")]);
        assert!(issues[0].what.ends_with("there are: id, colour, words"), "{}", issues[0].what);
    }

    #[test]
    fn columns_by_number_where_they_have_no_names() {
        let (reports, issues) = read_with(b"N1\tnews\tThey met.\nN2\tnews\tThey left.\n", &[("text", "3")]);
        assert_eq!((reports.len(), issues.len()), (2, 0));
        assert_eq!(reports[1].text, "They left.");
    }

    #[test]
    fn other_encodings() {
        let text = "\u{feff}title\ttext\nA\tÜrümqi talks.\n";
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read_with(&utf16, &[]).0[0].text, "Ürümqi talks.");
        assert_eq!(read_with(&utf16[..utf16.len() - 1], &[]).0.len(), 1);
        let (reports, issues) = read_with(b"title,text\nA,The \xC9lys\xE9e met\0 them.\n", &[]);
        assert_eq!((reports[0].text.as_str(), issues.len()), ("The Élysée met them.", 1));
    }

    #[test]
    fn a_quote_that_never_closes_is_bounded_and_its_line_told() {
        let mut table = b"title,text\na,One.\nb,\"Two.\n".to_vec();
        table.extend(std::iter::repeat_n(&b"filler, filler\n"[..], 2_000_000).flatten());
        let (reports, issues) = read_with(&table, &[]);
        assert_eq!((reports.len(), issues.len()), (1, 1));
        assert!(issues[0].what.contains("line 3:"), "{}", issues[0].what);
    }

    #[test]
    fn what_looks_like_a_table() {
        assert!(looks_like_table(b"id,title,text\n1,a,b"));
        assert!(looks_like_table(b"\"Headline\";\"Full Text\";\"Source\"\n"));
        assert!(!looks_like_table(b"The text, the title and the date, he said."));
        assert!(!looks_like_table(b"text\nmore"));
    }

    #[test]
    fn an_empty_table() {
        assert_eq!(read_with(b" \n", &[]).1.len(), 1);
        assert_eq!(read_with(b"title,text\n", &[]).1.len(), 1);
    }
}
