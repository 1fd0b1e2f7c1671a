//! Articles per CPU-second that are told from their reprints in one pass, and the memory it takes.
//!
//! `cargo bench --bench reprints -- FOLDER [--reports N] [--write FILE]`: FOLDER holds plain texts; N reports
//! (100,000) are made of their sentences, so that lengths are real: words are drawn anew within each
//! sentence, and one report in five is an earlier one cut, with another head. With `--sentences` whole
//! sentences are drawn: each then stands in a hundred reports, far more than in any real stream.
//! `--write` keeps the texts, one a line, for `benches/reprints_py.py FILE`, which prints the same figures
//! for rensa and gaoya; docs/PERFORMANCE.md gives those of one run.

mod meter;

use std::io::Write;

use meter::{cpu_seconds, peak_megabytes};
use sidelines::clean::fingerprint::Sketch;
use sidelines::link::reprints::{Reprints, Role};

/// Reports made at a time: the making is not measured.
const CHUNK: usize = 2000;

/// SplitMix64, seeded: each run makes the same reports.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let x = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((x ^ (x >> 31)) % n.max(1) as u64) as usize
    }
}

/// Makes reports out of the sentences of articles.
struct Maker {
    lengths: Vec<usize>,
    sentences: Vec<String>,
    words: Vec<String>,
    whole: bool,
    dice: Dice,
    recent: Vec<Vec<String>>,
}

impl Maker {
    fn new(folder: &str, whole: bool) -> Self {
        let entries = std::fs::read_dir(folder).unwrap_or_else(|e| panic!("{folder}: {e}"));
        let mut paths: Vec<_> = entries.flatten().map(|e| e.path()).filter(|p| p.is_file()).collect();
        paths.sort();
        let texts =
            paths.iter().map(|p| String::from_utf8_lossy(&std::fs::read(p).unwrap_or_default()).into_owned());
        let articles: Vec<Vec<String>> = texts.map(|t| sentences(&t)).filter(|s| !s.is_empty()).collect();
        let sentences: Vec<String> = articles.iter().flatten().cloned().collect();
        let words = sentences.iter().flat_map(|s| s.split_whitespace()).map(str::to_owned).collect();
        let lengths = articles.iter().map(Vec::len).collect();
        Self { lengths, sentences, words, whole, dice: Dice(7), recent: Vec::new() }
    }

    fn report(&mut self) -> String {
        let reprint = self.dice.below(5) == 0 && !self.recent.is_empty();
        let sentences = if reprint { self.cut() } else { self.own() };
        let text = sentences.join(" ");
        if !reprint {
            let at = self.dice.below(1000);
            if self.recent.len() < 1000 { self.recent.push(sentences) } else { self.recent[at] = sentences }
        }
        text
    }

    fn own(&mut self) -> Vec<String> {
        let n = self.lengths[self.dice.below(self.lengths.len())];
        (0..n).map(|_| self.sentence()).collect()
    }

    fn sentence(&mut self) -> String {
        let at = self.dice.below(self.sentences.len());
        if self.whole {
            return self.sentences[at].clone();
        }
        let n = self.sentences[at].split_whitespace().count();
        let words: Vec<&str> =
            (0..n).map(|_| self.words[self.dice.below(self.words.len())].as_str()).collect();
        words.join(" ")
    }

    fn cut(&mut self) -> Vec<String> {
        let first = self.recent[self.dice.below(self.recent.len())].clone();
        let keep = (first.len() * (30 + self.dice.below(61))).div_ceil(100);
        std::iter::once(self.sentence()).chain(first.into_iter().take(keep)).collect()
    }
}

fn sentences(text: &str) -> Vec<String> {
    let lines = text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with("http"));
    lines
        .flat_map(|l| l.split_inclusive(". "))
        .map(|s| s.trim().to_owned())
        .filter(|s| s.len() > 25)
        .collect()
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let after = |name: &str| args.iter().position(|a| a == name).and_then(|i| args.get(i + 1)).cloned();
    let Some(folder) = args.first().filter(|a| !a.starts_with("--")) else {
        println!("no folder of texts was named: nothing measured");
        return;
    };
    let n: usize = after("--reports").and_then(|n| n.parse().ok()).unwrap_or(100_000);
    // A bench is no library: it may write where it is told to.
    #[allow(clippy::disallowed_methods)]
    let mut kept = after("--write").map(|f| std::fs::File::create(f).expect("a file that can be written"));
    let mut maker = Maker::new(folder, args.iter().any(|a| a == "--sentences"));
    let (mut reprints, mut found, mut bytes, mut seconds) = (Reprints::new(), 0, 0, 0.0);
    let (mut sketching, before) = (0.0, peak_megabytes());
    for from in (0..n).step_by(CHUNK) {
        let texts: Vec<String> = (from..n.min(from + CHUNK)).map(|_| maker.report()).collect();
        if let Some(file) = &mut kept {
            texts.iter().for_each(|t| writeln!(file, "{}", t.replace('\n', " ")).expect("room on the disk"));
        }
        bytes += texts.iter().map(String::len).sum::<usize>();
        let start = cpu_seconds();
        let sketches: Vec<Sketch> = texts.iter().map(|t| Sketch::of(t)).collect();
        sketching += cpu_seconds() - start;
        for (i, sketch) in sketches.into_iter().enumerate() {
            let id = format!("r{:08}", from + i);
            reprints.place(&id, Some("2020-01-01"), sketch);
        }
        seconds += cpu_seconds() - start;
    }
    found +=
        (0..n).filter(|i| matches!(reprints.role(&format!("r{i:08}")), Some(Role::Reprint { .. }))).count();
    println!("reports {n} of {} bytes on average, reprints found {found}", bytes / n.max(1));
    println!(
        "cpu_seconds {seconds:.2} (sketches {sketching:.2}) articles_per_cpu_second {:.0} peak_megabytes {:.0} ({before:.0} before the first report)",
        n as f64 / seconds.max(0.01),
        peak_megabytes()
    );
}
