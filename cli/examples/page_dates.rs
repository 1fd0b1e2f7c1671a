//! Scores the days that pages are given: for work on their metadata.
//!
//! `cargo run --profile quick -p sidelines-cli --example page_dates -- FOLDER [--errors]`, where the
//! folder holds `dates.tsv` (address, file, day) and the files in `html/`.

use std::path::Path;
use std::time::Instant;

use sidelines::clean::{dated_page, page};
use sidelines::gazetteer::Gazetteer;
use sidelines::read::html;

#[allow(clippy::disallowed_methods)] // The caller's side: measuring is what it is for.
fn main() {
    let folder = std::env::args().nth(1).expect("name the folder with dates.tsv");
    let errors = std::env::args().any(|a| a == "--errors");
    let folder = Path::new(&folder);
    let gazetteer = Gazetteer::embedded().unwrap();
    let table = std::fs::read_to_string(folder.join("dates.tsv")).unwrap();
    let (mut right, mut none, mut all) = (0, 0, 0);
    let started = Instant::now();
    for row in table.lines() {
        let cells: Vec<&str> = row.split('\t').collect();
        let [url, file, day] = cells[..] else { continue };
        let bytes = std::fs::read(folder.join("html").join(file)).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        let tree = html::parse(&text);
        let metadata = page::metadata(&tree, Some(url));
        let found = dated_page(&metadata, &text, url, &gazetteer.outlets);
        let given = found.day.map(|d| d.to_string());
        all += 1;
        none += usize::from(given.is_none());
        right += usize::from(given.as_deref() == Some(day));
        if errors && given.as_deref() != Some(day) {
            println!("{url} ({file}): {given:?} {:?}, not {day}: {:?}", found.basis, found.issue);
            for clue in &metadata.dates {
                let changed = if clue.modified { " changed" } else { "" };
                println!("    {:?}{changed} {} {}", clue.kind, clue.property, clue.value);
            }
        }
    }
    println!(
        "{right} of {all} pages rightly dated ({:.4}), {none} undated, {:.0} pages/s with reading",
        f64::from(right as u32) / f64::from(all as u32),
        all as f64 / started.elapsed().as_secs_f64()
    );
}
