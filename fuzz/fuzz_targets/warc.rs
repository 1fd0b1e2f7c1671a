//! Records of any bytes: header fields and bodies between zero bytes, plain and packed.
#![no_main]

use std::io::Write;

use flate2::{Compression, write::GzEncoder};
use libfuzzer_sys::fuzz_target;
use sidelines::read::read_bytes;

/// The parts in turn: what is added to a header, and a body. The length tells the truth, unless the
/// header says otherwise first.
fn records(data: &[u8]) -> Vec<Vec<u8>> {
    let mut parts = data.split(|b| *b == 0);
    let mut records = Vec::new();
    while let Some(header) = parts.next() {
        let body = parts.next().unwrap_or_default();
        let mut record = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\n".to_vec();
        record.extend(format!("Content-Length: {}\r\n", body.len() + 17).as_bytes());
        record.extend_from_slice(header);
        record.extend_from_slice(b"\r\n\r\nHTTP/1.1 200 OK\r\n");
        record.extend_from_slice(body);
        record.extend_from_slice(b"\r\n\r\n");
        records.push(record);
    }
    records
}

fn packed(record: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::none());
    encoder.write_all(record).expect("memory");
    encoder.finish().expect("memory")
}

fuzz_target!(|data: &[u8]| {
    let records = records(data);
    read_bytes("a.warc", &records.concat(), &mut |_| {});
    let members: Vec<u8> = records.iter().flat_map(|r| packed(r)).collect();
    read_bytes("a.warc.gz", &members, &mut |_| {});
    read_bytes("a.warc", &[b"WARC/1.1\r\n", data].concat(), &mut |_| {});
});
