//! Web pages per CPU-second, from HTML to a cleaned and dated report, beside trafilatura and htmldate
//! (`benches/pages.py` on the same folder): `cargo bench --bench pages -- FOLDER`.
//!
//! All pages are read three times, the first time included: a run over an archive is longer still.

#![allow(missing_docs)]

mod meter;

use std::fs;
use std::path::PathBuf;

use meter::cpu_seconds;
use sidelines::clean::clean;
use sidelines::gazetteer::Gazetteer;
use sidelines::report::RawReport;

fn main() {
    let folder = std::env::args().skip(1).find(|a| !a.starts_with("--"));
    let Some(folder) = folder.map(PathBuf::from).filter(|f| f.join("html").is_dir()) else {
        return println!("name a folder that holds pages in html/: cargo bench --bench pages -- FOLDER");
    };
    let gazetteer = Gazetteer::embedded().expect("embedded data is sound");
    let pages: Vec<RawReport> = fs::read_dir(folder.join("html"))
        .expect("the folder can be read")
        .flatten()
        .map(|entry| page(&entry.path()))
        .collect();
    let bytes: usize = pages.iter().filter_map(|p| p.page.as_ref()).map(String::len).sum();
    let before = cpu_seconds();
    let mut words = 0;
    for raw in pages.iter().cycle().take(3 * pages.len()) {
        words += clean(raw, &gazetteer).text.split_whitespace().count();
    }
    let seconds = cpu_seconds() - before;
    println!(
        "{} pages of {} kB: {:.0} pages a CPU-second, {:.0} MB a CPU-second ({} words)",
        pages.len(),
        bytes / pages.len().max(1) / 1000,
        3.0 * pages.len() as f64 / seconds,
        3.0 * bytes as f64 / 1e6 / seconds,
        words / 3
    );
}

fn page(path: &PathBuf) -> RawReport {
    let bytes = fs::read(path).expect("the page can be read");
    let page = Some(String::from_utf8_lossy(&bytes).into_owned());
    RawReport { source: path.to_string_lossy().into_owned(), page, ..RawReport::default() }
}
