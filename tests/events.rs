//! The marked examples of `codebook/examples/`: they parse, there are enough of them, and the event head tells those
//! that it was never trained on.

#[allow(dead_code)] // only the floors are asked for
mod shared;

use std::collections::BTreeMap;
use std::fs;

use shared::floor;
use sidelines::code::marks::{self, Line};
use sidelines::document::EVENT_TYPES;
use sidelines::reader::Reader;

/// One sentence of so many, by the CRC-32 of its words, is kept from training (`train/events/sentences.py`).
const HELD_OUT: u32 = 8;

fn lines(reader: &Reader) -> Vec<Line> {
    let kinds = marks::kinds(&reader.codebook.types);
    let mut paths: Vec<_> = fs::read_dir("codebook/examples").unwrap().map(|e| e.unwrap().path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "txt"));
    paths.sort();
    let mut all = Vec::new();
    for path in paths {
        let name = path.display().to_string();
        let (lines, issues) = marks::read_file(&name, &fs::read_to_string(&path).unwrap(), &kinds);
        assert!(issues.is_empty(), "{issues:?}");
        all.extend(lines);
    }
    all
}

/// CRC-32 as of zlib.
fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
    !bytes.iter().fold(!0u32, |crc, b| (0..8).fold(crc ^ u32::from(*b), step))
}

#[test]
fn every_type_has_its_examples_and_every_status_some() {
    let reader = Reader::embedded().unwrap();
    let lines = lines(&reader);
    let of = |kind: &str| lines.iter().filter(|l| l.marked.events.iter().any(|e| e.kind == kind)).count();
    for kind in EVENT_TYPES {
        assert!(of(kind) >= 500, "{kind}: {} sentences", of(kind));
    }
    let empty = lines.iter().filter(|l| l.marked.events.is_empty()).count();
    assert!(empty >= 5000, "{empty} sentences without an event");
    let mut statuses: BTreeMap<&str, usize> = BTreeMap::new();
    lines
        .iter()
        .flat_map(|l| &l.marked.events)
        .for_each(|e| *statuses.entry(e.status.name()).or_default() += 1);
    assert!(statuses.len() == 6 && statuses.values().all(|n| *n >= 500), "{statuses:?}");
}

#[test]
fn the_head_tells_sentences_it_was_not_trained_on() {
    assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
    let reader = Reader::embedded().unwrap();
    let held = lines(&reader);
    let held: Vec<&Line> =
        held.iter().filter(|l| crc32(l.marked.text.as_bytes()).is_multiple_of(HELD_OUT)).collect();
    let (mut right, mut told, mut marked) = (0, 0, 0);
    for line in &held {
        let document = reader.parser.parse(&line.marked.text);
        marked += line.marked.events.len();
        for (sentence, hints) in document.sentences.iter().zip(&document.hints) {
            for hint in hints.triggers.iter().filter(|h| hints.kinds[h.word][0] < 0.5) {
                let (best, _) = hints.likeliest(hint.word);
                let span = sentence.tokens[hint.word].span;
                let same = |e: &&marks::Event| e.kind == EVENT_TYPES[best] && e.trigger.overlaps(span);
                told += 1;
                right += usize::from(line.marked.events.iter().any(|e| same(&e)));
            }
        }
    }
    let f1 = 2.0 * right as f64 / (told + marked) as f64;
    eprintln!(
        "held-out examples: {} sentences, {marked} events, told {told}, right {right}, F1 {f1:.3}",
        held.len()
    );
    assert!(f1 >= floor("events", "held_out_f1"), "F1 fell to {f1:.3}");
}
