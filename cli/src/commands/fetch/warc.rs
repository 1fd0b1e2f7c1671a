//! Writes what was fetched as WARC/1.1 (ISO 28500:2017): one record after the other, each whole on disk
//! before the next begins, so that a file stays readable wherever the program is stopped.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};

use flate2::{Compression, write::GzEncoder};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use url::Url;
use uuid::Uuid;

use super::client::Answer;

/// What an answer repeats: an earlier record of the same address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repeated {
    /// The date of the earlier record.
    pub date: String,
    /// The digest of its body.
    pub digest: String,
}

/// A WARC file that is added to.
pub struct Writer {
    file: File,
    packed: bool,
}

impl Writer {
    /// Opens a file, or makes it. A name that ends in `.gz` has each record packed. `agent` is what we
    /// call ourselves.
    pub fn open(path: &str, agent: &str) -> io::Result<Self> {
        let mut file = OpenOptions::new().read(true).append(true).create(true).open(path)?;
        let (new, packed) = (file.metadata()?.len() == 0, path.ends_with(".gz"));
        let start: &[u8] = if packed { &[0x1f, 0x8b] } else { b"WARC/" };
        if !new && !starts_with(&mut file, start)? {
            let what = "it is there already and is no WARC file of that kind; name another with -o";
            return Err(io::Error::new(io::ErrorKind::InvalidInput, what));
        }
        let mut writer = Self { file, packed };
        if new {
            let about = format!(
                "software: sidelines/{}\r\nformat: WARC File Format 1.1\r\nrobots: obey\r\n\
                 http-header-user-agent: {agent}\r\n",
                env!("CARGO_PKG_VERSION")
            );
            let fields = [("Content-Type", "application/warc-fields".to_owned())];
            let record = record("warcinfo", &id(), Timestamp::now(), &fields, about.as_bytes());
            writer.append(&[record])?;
        }
        Ok(writer)
    }

    /// Writes an answer with its request. `repeated`: only that it is the same as an earlier one.
    pub fn add(&mut self, url: &Url, answer: &Answer, repeated: Option<&Repeated>) -> io::Result<()> {
        let ours = id();
        let (kind, mut fields) = ("response", fields(url, "response"));
        let (kind, body) = match repeated {
            None => {
                fields.push(("WARC-Payload-Digest", digest(&answer.body)));
                fields.extend(answer.cut.then(|| ("WARC-Truncated", "length".to_owned())));
                (kind, answer.body.as_slice())
            }
            Some(earlier) => {
                fields.extend(revisit(url, answer, earlier));
                ("revisit", &[][..])
            }
        };
        let mut block = head(answer, repeated.is_none());
        block.extend_from_slice(body);
        let response = record(kind, &ours, answer.at, &fields, &block);
        let mut fields = self::fields(url, "request");
        fields.push(("WARC-Concurrent-To", ours));
        let block = format!("{}\r\n", answer.request);
        self.append(&[response, record("request", &id(), answer.at, &fields, block.as_bytes())])
    }

    /// Appends records in one write.
    fn append(&mut self, records: &[Vec<u8>]) -> io::Result<()> {
        let mut bytes = Vec::new();
        for record in records {
            if self.packed {
                let mut packer = GzEncoder::new(&mut bytes, Compression::default());
                packer.write_all(record)?;
                packer.finish()?;
            } else {
                bytes.extend_from_slice(record);
            }
        }
        let whole = self.file.metadata()?.len();
        // A disk that is full must not leave half a record before the next run's.
        self.file.write_all(&bytes).inspect_err(|_| drop(self.file.set_len(whole)))
    }
}

fn starts_with(file: &mut File, start: &[u8]) -> io::Result<bool> {
    let mut bytes = Vec::new();
    file.take(start.len() as u64).read_to_end(&mut bytes)?;
    Ok(bytes == start)
}

/// The digest of a body, as records name it.
pub fn digest(body: &[u8]) -> String {
    let hash = Sha256::digest(body);
    hash.iter().fold("sha256:".to_owned(), |text, byte| text + &format!("{byte:02x}"))
}

/// A time, as records write it.
pub fn date(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

fn id() -> String {
    format!("<urn:uuid:{}>", Uuid::new_v4())
}

type Field = (&'static str, String);

fn fields(url: &Url, what: &str) -> Vec<Field> {
    let content = format!("application/http; msgtype={what}");
    vec![("WARC-Target-URI", url.to_string()), ("Content-Type", content)]
}

/// What a revisit record has to say (WARC 1.1 §6.7).
fn revisit(url: &Url, answer: &Answer, earlier: &Repeated) -> [Field; 4] {
    let why = if answer.status == 304 { "server-not-modified" } else { "identical-payload-digest" };
    [
        ("WARC-Profile", format!("http://netpreserve.org/warc/1.1/revisit/{why}")),
        ("WARC-Payload-Digest", earlier.digest.clone()),
        ("WARC-Refers-To-Target-URI", url.to_string()),
        ("WARC-Refers-To-Date", earlier.date.clone()),
    ]
}

/// One record, not packed.
fn record(kind: &str, id: &str, at: Timestamp, fields: &[Field], block: &[u8]) -> Vec<u8> {
    let mut text =
        format!("WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: {id}\r\nWARC-Date: {}\r\n", date(at));
    for (name, value) in fields {
        text.push_str(&format!("{name}: {value}\r\n"));
    }
    text.push_str(&format!("Content-Length: {}\r\n\r\n", block.len()));
    [text.as_bytes(), block, b"\r\n\r\n"].concat()
}

/// The head of an answer. With a body, headers that are no longer true of it are renamed.
fn head(answer: &Answer, with_body: bool) -> Vec<u8> {
    let length = answer.body.len().to_string();
    let untrue = |name: &str, value: &[u8]| match name {
        // Another coding than gzip was not taken off.
        "content-encoding" => answer.unpacked,
        "transfer-encoding" => true,
        "content-length" => value != length.as_bytes(),
        _ => false,
    };
    let mut head = format!("{}\r\n", answer.line).into_bytes();
    for (name, value) in &answer.headers {
        let prefix: &[u8] = if with_body && untrue(name, value) { b"X-Archive-Orig-" } else { b"" };
        head.extend_from_slice(&[prefix, name.as_bytes(), b": ", value, b"\r\n"].concat());
    }
    if with_body && answer.header("content-length") != Some(&length) {
        head.extend_from_slice(format!("content-length: {length}\r\n").as_bytes());
    }
    head.extend_from_slice(b"\r\n");
    head
}
