//! Inputs that are broken or meant to break: bounded time and memory, a named issue, no panic.

use std::io::{self, Cursor, Read, Write};

use flate2::{Compression, write::GzEncoder};
use sidelines::issue::Issue;
use sidelines::read::{MAX_ITEM, Options, Summary, read_stream};
use sidelines::report::RawReport;

const STORY: &str = "The envoys of both countries met in Oslo on Tuesday and agreed to hold further talks.";

/// Everything in a stream.
fn all(source: &str, input: &mut dyn Read) -> (Vec<RawReport>, Vec<Issue>, Summary) {
    let (mut reports, mut issues) = (Vec::new(), Vec::new());
    let summary = read_stream(source, input, &Options::default(), &mut |item| match item {
        Ok(raw) => reports.push(raw),
        Err(issue) => issues.push(issue),
    });
    (reports, issues, summary)
}

/// The most memory this process has had, in MB (Linux; 0 elsewhere).
fn peak_megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with("VmHWM:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|n| n.parse::<u64>().ok()).unwrap_or(0) / 1024
}

/// `count` bytes that are all the same.
fn many(byte: u8, count: u64) -> impl Read {
    io::repeat(byte).take(count)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zip_of(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap().into_inner()
}

fn warc(length: &str, body: &str) -> String {
    format!(
        "WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/plain\r\nContent-Length: {length}\r\n\r\n{body}\r\n\r\n"
    )
}

#[test]
fn a_line_of_a_gigabyte_is_one_issue_and_the_rest_is_read() {
    let (before, after) =
        (format!("{{\"text\":\"{STORY}\"}}\n{{\"text\":\""), format!("\"}}\n{{\"text\":\"{STORY}\"}}\n"));
    let mut input = before.as_bytes().chain(many(b'x', 1 << 30)).chain(after.as_bytes());
    let (reports, issues, _) = all("a.jsonl", &mut input);
    let sources: Vec<&str> = reports.iter().map(|r| r.source.as_str()).collect();
    assert_eq!(sources, ["a.jsonl:1", "a.jsonl:3"]);
    assert_eq!((issues.len(), issues[0].source.as_str()), (1, "a.jsonl:2"));
    assert!(issues[0].what.starts_with("begins at byte 97 and holds 1024 MB"), "{}", issues[0].what);
    let list = format!("[{{\"text\":\"{STORY}\"}},{{\"text\":\"");
    let mut input = list.as_bytes().chain(many(b'x', 1 << 28)).chain(&b"\"},{\"text\":\"They met.\"}]"[..]);
    let (reports, issues, _) = all("a.json", &mut input);
    assert_eq!((reports.len(), issues.len()), (2, 1), "{issues:?}");
    for head in ["", "<html>", "# ", "{\n\"text\":\""] {
        let (reports, issues, _) = all("a", &mut head.as_bytes().chain(many(b'x', 1 << 28)));
        assert_eq!((reports.len(), issues.len()), (0, 1), "{head}");
    }
    assert!(peak_megabytes() < 600, "{} MB", peak_megabytes());
}

#[test]
fn bombs_end_with_an_issue_each() {
    let member = gzip(&vec![b'\n'; 32 << 20]);
    let zeros = gzip(&vec![0; 32 << 20]);
    // 10 GB of empty lines in 10 MB.
    let bomb = member.repeat(320);
    let lines = [gzip(b"{\"text\":\"They met.\"}\n"), bomb.clone()].concat();
    let (reports, issues, _) = all("a.jsonl.gz", &mut &lines[..]);
    assert_eq!((reports.len(), issues.len()), (1, 1));
    assert!(issues[0].what.contains("200 times its size"), "{}", issues[0].what);
    for (name, bytes) in [
        ("a.txt.gz", zeros.repeat(40)),
        ("a.warc.gz", [gzip(warc("9", STORY).as_bytes()), bomb.clone()].concat()),
        ("a.gz", gzip(&bomb)),
        ("a.zip", zip_of("a.jsonl.gz", &lines)),
        ("a.zip", zip_of("a.txt", &vec![b'a'; 100 << 20])),
    ] {
        let (_, issues, _) = all(name, &mut &bytes[..]);
        assert!((1..=3).contains(&issues.len()), "{name}: {issues:?}");
    }
}

#[test]
fn no_text_and_no_encoding_breaks_anything() {
    let nul = format!("<html><body><p>{STORY}\0\0</p></body></html>");
    let (reports, issues, _) = all("a.html", &mut nul.as_bytes());
    assert!(reports[0].page.as_deref().is_some_and(|p| p.contains(STORY) && !p.contains('\0')));
    assert_eq!(issues.len(), 1);
    for name in ["a.txt", "a.md", "a.jsonl", "a.json", "a.html", "a.warc", "a.zip", "a"] {
        for bytes in
            [&[0xFF; 5000][..], &[0xC3; 5000], b"\xF0\x9F", b"\xEF\xBB\xBF", b"\xFE\xFF\xD8", &[0; 9000]]
        {
            let (reports, issues, _) = all(name, &mut &*bytes);
            assert!(reports.len() + issues.len() >= 1, "{name}");
        }
    }
    let deep = "{\"a\":[".repeat(500_000);
    for name in ["a.json", "a.jsonl"] {
        assert_eq!(all(name, &mut deep.as_bytes()).1.len(), 1);
    }
}

#[test]
fn archives_that_lie_end() {
    for length in ["18446744073709551615", "-1", "1e9", "", "99999999999999999999999"] {
        let (_, issues, _) = all("a.warc", &mut warc(length, STORY).as_bytes());
        assert!((1..=2).contains(&issues.len()), "{length}: {issues:?}");
    }
    let endless = "WARC/1.0\r\n".as_bytes().chain(many(b'a', 1 << 28));
    assert_eq!(all("a.warc", &mut { endless }).1.len(), 1);
    let lines = "WARC/1.0\r\n".to_owned() + &"Name: value\r\n".repeat(100_000) + "\r\n";
    let (reports, issues, _) = all(
        "a.warc",
        &mut [lines, warc(&(STORY.len() * 8).to_string(), &STORY.repeat(8))].concat().as_bytes(),
    );
    assert_eq!((reports.len(), issues.len()), (1, 1), "{issues:?}");
    let huge = warc(&(MAX_ITEM + 1).to_string(), "");
    let mut input = huge.trim_end().as_bytes().chain(many(b'a', MAX_ITEM as u64 + 1));
    let (_, issues, _) = all("a.warc", &mut input);
    assert!(issues.len() == 1 && issues[0].source == "a.warc:0", "{issues:?}");
}

/// Everything that has parts to be damaged.
fn samples() -> Vec<(&'static str, Vec<u8>)> {
    let story = STORY.repeat(8);
    let record = warc(&story.len().to_string(), &story);
    let lines = format!("{{\"text\":\"{STORY}\"}}\n").repeat(20);
    let zstd =
        ruzstd::encoding::compress_to_vec(lines.as_bytes(), ruzstd::encoding::CompressionLevel::Fastest);
    vec![
        ("a.jsonl", lines.clone().into_bytes()),
        ("a.json", format!("[{}]", lines.trim().replace('\n', ",")).into_bytes()),
        ("a.jsonl.gz", gzip(lines.as_bytes())),
        ("a.jsonl.zst", zstd),
        ("a.warc", record.repeat(3).into_bytes()),
        ("a.warc.gz", gzip(record.as_bytes()).repeat(3)),
        ("a.zip", zip_of("a.jsonl", lines.as_bytes())),
    ]
}

#[test]
fn whatever_is_cut_is_told_and_what_came_before_is_read() {
    for (name, bytes) in samples() {
        let whole = all(name, &mut &bytes[..]).0;
        assert!(!whole.is_empty(), "{name}");
        for cut in 1..40 {
            let cut = bytes.len() * cut / 40;
            let (reports, issues, _) = all(name, &mut &bytes[..cut]);
            assert!(reports.len() <= whole.len() && issues.len() <= 3, "{name} at {cut}: {issues:?}");
            assert!(!issues.is_empty() || reports.len() < whole.len(), "{name} at {cut}");
        }
    }
}

#[test]
fn whatever_is_changed_breaks_nothing() {
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 33) as usize
    };
    for (name, bytes) in samples() {
        for _ in 0..150 {
            let mut bytes = bytes.clone();
            for _ in 0..=next() % 4 {
                let at = next() % bytes.len();
                bytes[at] = next() as u8;
            }
            let (reports, issues, _) = all(name, &mut &bytes[..]);
            assert!(reports.len() <= 40 && issues.len() <= 200, "{name}: {} {}", reports.len(), issues.len());
        }
    }
}
