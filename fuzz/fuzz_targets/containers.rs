//! Any bytes as the inside of a container; the first byte chooses which.
#![no_main]

use std::io::{Cursor, Write};

use flate2::{Compression, write::GzEncoder};
use libfuzzer_sys::fuzz_target;
use sidelines::read::{Options, read_bytes, read_seekable};
use zip::write::{SimpleFileOptions, ZipWriter};

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

/// The bytes in two entries, under a name that they give.
fn zip(bytes: &[u8]) -> Option<Vec<u8>> {
    let (name, rest) = bytes.split_at(bytes.len().min(12));
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for name in [String::from_utf8_lossy(name).into_owned(), "b.txt".to_owned()] {
        writer.start_file(name, SimpleFileOptions::default()).ok()?;
        writer.write_all(rest).ok()?;
    }
    Some(writer.finish().ok()?.into_inner())
}

fuzz_target!(|data: &[u8]| {
    let Some((choice, bytes)) = data.split_first() else { return };
    let file = match choice % 6 {
        0 => [b"\x1f\x8b\x08\0\0\0\0\0\0\0", bytes].concat(),
        1 => [b"\x28\xB5\x2F\xFD", bytes].concat(),
        2 => [b"PK\x03\x04", bytes].concat(),
        3 => gzip(bytes),
        4 => zip(bytes).unwrap_or_default(),
        _ => gzip(&gzip(bytes)),
    };
    read_bytes("a", &file, &mut |_| {});
    let size = file.len() as u64;
    read_seekable("a", &mut Cursor::new(file), size, &Options::default(), &mut |_| {});
});
