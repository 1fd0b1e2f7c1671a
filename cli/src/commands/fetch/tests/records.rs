//! A reader of WARC files that knows just enough to see whether what was written is sound.

use std::collections::BTreeMap;
use std::io::Read;

use flate2::bufread::GzDecoder;

/// One record.
#[derive(Debug)]
pub struct Record {
    /// Its own headers.
    pub fields: BTreeMap<String, String>,
    /// The headers of the HTTP message in it, as text.
    pub head: String,
    /// What follows them.
    pub body: Vec<u8>,
}

impl Record {
    /// A header of the record.
    pub fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }
}

/// All records of a packed file: each must be a gzip member of its own, and fill it.
pub fn records(path: &str) -> Vec<Record> {
    let bytes = std::fs::read(path).unwrap();
    let (mut rest, mut records) = (bytes.as_slice(), Vec::new());
    while !rest.is_empty() {
        let (mut member, mut text) = (GzDecoder::new(rest), Vec::new());
        member.read_to_end(&mut text).unwrap();
        rest = member.into_inner();
        records.push(record(&text));
    }
    records
}

/// The records of one type.
pub fn of_type(path: &str, kind: &str) -> Vec<Record> {
    records(path).into_iter().filter(|r| r.field("WARC-Type") == kind).collect()
}

fn record(text: &[u8]) -> Record {
    let (head, block) = split(text);
    let mut lines = head.lines();
    assert_eq!(lines.next(), Some("WARC/1.1"));
    let fields: BTreeMap<String, String> =
        lines.filter_map(|l| l.split_once(": ")).map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
    let length: usize = fields["Content-Length"].parse().unwrap();
    assert_eq!(&block[length..], b"\r\n\r\n", "{head}");
    let block = &block[..length];
    let http = fields["Content-Type"].starts_with("application/http");
    let (head, body) = if http { split(block) } else { (String::new(), block) };
    Record { fields, head, body: body.to_vec() }
}

fn split(bytes: &[u8]) -> (String, &[u8]) {
    let at = bytes.windows(4).position(|w| w == b"\r\n\r\n").expect("an end of headers");
    (String::from_utf8(bytes[..at + 2].to_vec()).unwrap(), &bytes[at + 4..])
}
