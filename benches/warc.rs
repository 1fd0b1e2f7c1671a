//! Megabytes of uncompressed archive records read per CPU-second, and peak memory, on web archives made by
//! repetition: pages of links (no article), the same packed, and pages with short teasers.
//!
//! `cargo bench --bench warc [-- MEGABYTES]` (default 1024 of each). Nothing is written: the archive is a
//! stream that repeats a few hundred records.

#![allow(missing_docs)]

mod meter;

use std::io::{self, Read, Write};

use flate2::{Compression, write::GzEncoder};
use meter::{cpu_seconds, peak_megabytes};
use sidelines::read::{Options, read_stream};

/// Different pages before the archive repeats itself: more than fit a decompressor's window.
const PAGES: u64 = 200;

fn main() {
    let megabytes = std::env::args().skip(1).find_map(|a| a.parse::<u64>().ok()).unwrap_or(1024);
    let links: Vec<Vec<u8>> = (0..PAGES).map(|i| record(&page(i, false))).collect();
    let teasers: Vec<Vec<u8>> = (0..PAGES).map(|i| record(&page(i, true))).collect();
    let packed: Vec<Vec<u8>> = links.iter().map(|r| gzip(r)).collect();
    let ratio = total(&links) as f64 / total(&packed) as f64;
    println!("records of {} kB, packed {ratio:.1} to 1", total(&links) / links.len() as u64 / 1000);
    measure("links", &links, 1.0, megabytes);
    measure("links.gz", &packed, ratio, megabytes);
    measure("teasers", &teasers, 1.0, megabytes);
}

/// Reads `megabytes` of records, repeated, and prints how fast. `ratio`: bytes unpacked for each one stored.
fn measure(name: &str, records: &[Vec<u8>], ratio: f64, megabytes: u64) {
    let stored = (megabytes as f64 * 1e6 / ratio) as u64;
    let bytes = records.concat();
    let mut input = Repeat { bytes: &bytes, at: 0, left: stored };
    let (mut reports, mut issues) = (0, 0);
    let before = cpu_seconds();
    let summary = read_stream(name, &mut input, &Options::default(), &mut |item| match item {
        Ok(_) => reports += 1,
        // The stream ends in the middle of a record.
        Err(_) => issues += 1,
    });
    let seconds = cpu_seconds() - before;
    println!(
        "{name:9} {:6.0} MB/CPU-s  ({megabytes} MB; {} passed over, {reports} reports, {issues} issues)  peak memory {:.0} MB",
        megabytes as f64 / seconds,
        summary.passed_over,
        peak_megabytes()
    );
}

/// `bytes` over and over.
struct Repeat<'a> {
    bytes: &'a [u8],
    at: usize,
    left: u64,
}

impl Read for Repeat<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let rest = &self.bytes[self.at..];
        let most = rest.len().min(out.len()).min(usize::try_from(self.left).unwrap_or(usize::MAX));
        out[..most].copy_from_slice(&rest[..most]);
        self.at = (self.at + most) % self.bytes.len();
        self.left -= most as u64;
        Ok(most)
    }
}

/// A page of invented headlines in links, with the scripts and styles that such pages carry.
fn page(seed: u64, teasers: bool) -> String {
    let mut words = Words(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let mut page =
        format!("<!DOCTYPE html><html><head><title>{}</title><meta charset=\"utf-8\">", words.some(3));
    for i in 0..12 {
        page +=
            &format!("<script>var {}={{\"id\":{i},\"{}\":[{seed}]}};</script>", words.some(1), words.some(1));
        page += &format!("<style>.{}{{margin:0 auto;padding:{i}px}}</style>", words.some(1));
    }
    page += "</head><body><nav><ul>";
    for _ in 0..40 {
        let (path, label) = (words.some(1), words.some(2));
        page += &format!("<li class=\"menu-item\"><a href=\"/{path}\" title=\"{label}\">{label}</a></li>");
    }
    page += "</ul></nav><main>";
    for i in 0..120 {
        let (path, head) = (words.some(4).replace(' ', "-"), words.some(9));
        let teaser =
            if teasers { format!("<p>{}. {}.</p>", words.some(14), words.some(12)) } else { String::new() };
        page += &format!(
            "<article class=\"card\" data-id=\"{seed}-{i}\"><a href=\"https://courier.example/{path}.html\">\
             <img src=\"/img/{path}.jpg\" alt=\"\" loading=\"lazy\"><h3>{head}</h3></a>\
             <div class=\"meta\"><time>{} May</time> <span>{}</span></div>{teaser}</article>\n",
            i % 30 + 1,
            words.some(1)
        );
    }
    page + "</main><footer><p>All rights reserved</p></footer></body></html>"
}

/// Words that are none, one after the other.
struct Words(u64);

impl Words {
    fn next(&mut self) -> u64 {
        // xorshift64 (Marsaglia 2003).
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 >> 32
    }

    fn some(&mut self, count: usize) -> String {
        let syllables = ["ka", "lo", "mer", "tun", "vi", "sha", "dor", "el", "ri", "po", "nas", "ge"];
        let word = |words: &mut Self| {
            let length = 2 + words.next() % 3;
            (0..length).map(|_| syllables[(words.next() % 12) as usize]).collect::<String>()
        };
        (0..count).map(|_| word(self)).collect::<Vec<_>>().join(" ")
    }
}

fn record(page: &str) -> Vec<u8> {
    let http =
        format!("HTTP/1.1 200 OK\r\nServer: x\r\nContent-Type: text/html; charset=UTF-8\r\n\r\n{page}");
    let head = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://courier.example/\r\nWARC-Date: \
         2020-05-06T07:08:09Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n",
        http.len()
    );
    format!("{head}{http}\r\n\r\n").into_bytes()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

fn total(records: &[Vec<u8>]) -> u64 {
    records.iter().map(|r| r.len() as u64).sum()
}
