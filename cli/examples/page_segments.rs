//! Scores the article text of pages: `cargo run --release --example page_segments -- FOLDER [--errors]`.
//!
//! FOLDER holds `segments.json` (by address: `file`, segments that the text must hold in `with`, and
//! must not in `without`) and the pages in `html/`. Precision, recall and F are over all segments.

use std::fs;
use std::path::Path;

use serde_json::Value;
use sidelines::clean;
use sidelines::gazetteer::Gazetteer;
use sidelines::report::RawReport;

fn main() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let folder = Path::new(args.first().map_or(".", String::as_str));
    let tell = args.iter().any(|a| a == "--errors");
    let pages: Value = serde_json::from_str(&fs::read_to_string(folder.join("segments.json"))?)?;
    let gazetteer = Gazetteer::embedded().map_err(anyhow::Error::msg)?;
    let raws: Vec<(RawReport, &Value)> = pages
        .as_object()
        .into_iter()
        .flatten()
        .map(|(url, page)| Ok((raw(folder, url, page)?, page)))
        .collect::<anyhow::Result<_>>()?;
    // The tables are compiled when they are first used.
    if let Some((raw, _)) = raws.first() {
        clean::clean(raw, &gazetteer);
    }
    let before = cpu_seconds();
    let texts: Vec<String> = raws.iter().map(|(raw, _)| text(&clean::clean(raw, &gazetteer))).collect();
    let seconds = cpu_seconds() - before;
    let mut score = Score::default();
    for ((raw, page), text) in raws.iter().zip(&texts) {
        score.add(page, text, tell.then_some(raw.source.as_str()));
    }
    score.print();
    println!("{} pages, {:.0} a CPU-second", texts.len(), texts.len() as f64 / seconds);
    Ok(())
}

fn raw(folder: &Path, url: &str, page: &Value) -> anyhow::Result<RawReport> {
    let source = folder.join("html").join(page["file"].as_str().unwrap_or_default());
    let html = String::from_utf8_lossy(&fs::read(&source)?).into_owned();
    Ok(RawReport {
        source: source.to_string_lossy().into_owned(),
        url: Some(url.to_owned()),
        page: Some(html),
        ..RawReport::default()
    })
}

/// What the record keeps of a page: its headline and its text.
fn text(report: &sidelines::report::Report) -> String {
    format!("{}\n\n{}", report.title.as_deref().unwrap_or_default(), report.text)
}

/// Seconds this process has run on a processor (Linux).
fn cpu_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    stat.split(' ').next().and_then(|ns| ns.parse::<f64>().ok()).unwrap_or(0.0) / 1e9
}

#[derive(Default)]
struct Score {
    held: u32,
    missed: u32,
    extra: u32,
    kept_out: u32,
}

impl Score {
    fn add(&mut self, page: &Value, text: &str, tell: Option<&str>) {
        let segments = |list: &str| page[list].as_array().cloned().unwrap_or_default();
        for (list, wanted) in [("with", true), ("without", false)] {
            for segment in segments(list) {
                let segment = segment.as_str().unwrap_or_default();
                let found = text.contains(segment);
                *match (wanted, found) {
                    (true, true) => &mut self.held,
                    (true, false) => &mut self.missed,
                    (false, true) => &mut self.extra,
                    (false, false) => &mut self.kept_out,
                } += 1;
                if let Some(source) = tell.filter(|_| wanted != found) {
                    println!("{} {segment:?} {source}", if wanted { "missed" } else { "extra " });
                }
            }
        }
    }

    fn print(&self) {
        let share = |part: u32, other: u32| f64::from(part) / f64::from((part + other).max(1));
        let (p, r) = (share(self.held, self.extra), share(self.held, self.missed));
        let f = 2.0 * p * r / (p + r);
        println!(
            "P {p:.3} R {r:.3} F {f:.4}  held {} missed {} extra {} kept out {}",
            self.held, self.missed, self.extra, self.kept_out
        );
    }
}
