//! Word pieces per CPU-second of the language model, on every processor path this machine has.
//!
//! `cargo bench --bench encoder [-- SENTENCES.conllu]`: words of that file, or made-up sentences of 8 to 42
//! words; a path's name (`amx`) among the arguments measures that path only. Time is this process's own on the processor (Linux), so that a busy machine does not blur it.

#![allow(clippy::disallowed_methods, missing_docs)]

mod meter;

use meter::cpu_seconds;
use sidelines::parse::kernel::Cpu;
use sidelines::parse::model::Model;

/// Runs of a path; the best one counts.
const RUNS: usize = 5;

fn main() {
    let (paths, rest): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|a| Cpu::available().iter().any(|cpu| cpu.name() == a));
    let file = rest.into_iter().find(|a| !a.starts_with('-'));
    let sentences = match file {
        Some(path) => read(&std::fs::read_to_string(path).expect("a CoNLL-U file")),
        None => made_up(400),
    };
    let words: Vec<Vec<&str>> = sentences.iter().map(|s| s.iter().map(String::as_str).collect()).collect();
    let slices: Vec<&[&str]> = words.iter().map(Vec::as_slice).collect();
    let mut plain = None;
    let wanted = |cpu: &Cpu| paths.is_empty() || paths.iter().any(|p| p == cpu.name());
    for cpu in Cpu::available().into_iter().filter(wanted) {
        let before = cpu_seconds();
        let model = Model::embedded_on(cpu).expect("the embedded model");
        let load = cpu_seconds() - before;
        // The plain path gets a sample: it would take a minute.
        let taken = if cpu.name() == "plain" { slices.len().min(40) } else { slices.len() };
        let rate = rate(&model, &slices[..taken]);
        if cpu.name() == "plain" {
            plain = Some(rate);
        }
        let ratio = plain.map_or(String::new(), |plain| format!("  {:5.1} x plain", rate / plain));
        println!("{:8} {rate:8.0} pieces/CPU-s{ratio}  load {:.0} ms", cpu.name(), load * 1e3);
    }
}

fn rate(model: &Model, sentences: &[&[&str]]) -> f64 {
    let pieces = model.count_pieces(sentences) as f64;
    let once = || {
        let before = cpu_seconds();
        std::hint::black_box(model.analyse(sentences));
        pieces / (cpu_seconds() - before)
    };
    (0..RUNS).map(|_| once()).fold(0.0, f64::max)
}

fn read(conllu: &str) -> Vec<Vec<String>> {
    let word = |line: &str| {
        let mut cells = line.split('\t');
        cells.next().filter(|id| id.bytes().all(|b| b.is_ascii_digit()))?;
        cells.next().map(str::to_owned)
    };
    conllu.split("\n\n").map(|s| s.lines().filter_map(word).collect()).collect()
}

fn made_up(count: usize) -> Vec<Vec<String>> {
    const WORDS: [&str; 24] = [
        "The",
        "president",
        "of",
        "Kenya",
        "met",
        "Macron",
        "in",
        "Nairobi",
        ",",
        "officials",
        "said",
        "on",
        "Tuesday",
        "and",
        "signed",
        "a",
        "12-point",
        "agreement",
        "to",
        "withdraw",
        "troops",
        "from",
        "Szijjarto",
        "'s",
    ];
    let sentence =
        |i: usize| (0..8 + i * 7 % 35).map(|j| WORDS[(i * 5 + j * 7) % WORDS.len()].into()).collect();
    (0..count).map(sentence).collect()
}
