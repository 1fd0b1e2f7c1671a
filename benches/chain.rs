//! Words per CPU-second of the whole chain, from the bytes of a file to its accounts, on one thread.
//!
//! `cargo bench --bench chain -- FOLDER` (default: `examples`). `benches/spacy_chain.py FOLDER` prints the
//! same for spaCy; docs/PERFORMANCE.md gives the ratio of the two from one run.

mod meter;

use std::path::{Path, PathBuf};

use meter::cpu_seconds;
use sidelines::read;
use sidelines::reader::Reader;

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut all: Vec<PathBuf> = entries.flatten().map(|e| e.path()).filter(|p| p.is_file()).collect();
    all.sort();
    all
}

fn main() {
    let folder = std::env::args().skip(1).find(|a| !a.starts_with("--")).unwrap_or_else(|| "examples".into());
    let reader = Reader::embedded().expect("embedded data is sound");
    let inputs: Vec<(String, Vec<u8>)> = files(Path::new(&folder))
        .into_iter()
        .map(|p| (p.display().to_string(), std::fs::read(&p).expect("a readable file")))
        .collect();
    let (mut words, mut accounts) = (0, 0);
    let start = cpu_seconds();
    for (name, bytes) in &inputs {
        read::read_bytes(name, bytes, &mut |item| {
            if let Ok(raw) = item {
                words += raw.text.split_whitespace().count();
                accounts += reader.read(&raw).accounts.len();
            }
        });
    }
    let seconds = cpu_seconds() - start;
    println!("reports {} words {words} accounts {accounts}", inputs.len());
    println!("cpu_seconds {seconds:.2} words_per_cpu_second {:.0}", words as f64 / seconds.max(0.01));
}
