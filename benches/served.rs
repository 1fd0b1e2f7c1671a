//! How long each page of `sidelines serve` takes with a record of a million events.
//!
//! `cargo bench --bench served -- [EVENTS] [--record FILE] [--keep]` makes a record of EVENTS (1,000,000) events
//! (`million/`), or takes FILE when it is there, starts the built program on it (`SIDELINES`, else the release build) and
//! prints for each page the median and worst of 20 askings, the first one, and the size of the answer.

#![allow(clippy::disallowed_methods, clippy::disallowed_types)] // measures, and asks a server

mod cases;
mod million;
mod serving;

use std::path::Path;
use std::time::Instant;

use serving::{Server, pages};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let after = |flag: &str| args.iter().position(|a| a == flag).and_then(|i| args.get(i + 1));
    let events: usize = args.iter().find_map(|a| a.parse().ok()).unwrap_or(1_000_000);
    let mut folder = tempfile::tempdir()?;
    folder.disable_cleanup(args.iter().any(|a| a == "--keep"));
    let own = folder.path().join("million.db").display().to_string();
    let record = after("--record").unwrap_or(&own);
    if !Path::new(record).exists() {
        let clock = Instant::now();
        let made = million::fill(record, events)?;
        println!("{made} events filled in {:.0} s: {record}", clock.elapsed().as_secs_f64());
    }
    let size = std::fs::metadata(record)?.len() as f64 / 1e9;
    let pages = pages::all(record)?;
    let server = Server::start(record)?;
    println!("{size:.2} GB; first answer {:.2} s after the start", server.ready.as_secs_f64());
    println!("{:<34} {:>9} {:>9} {:>9} {:>9}", "page", "median ms", "worst ms", "first ms", "KB");
    let mut slow = 0;
    for page in &pages {
        match server.time(page) {
            Ok(quick) => slow += usize::from(!quick),
            Err(error) => println!("{:<34} failed: {error}", page.name),
        }
    }
    println!("{slow} of {} pages slow; peak memory of the server {:.0} MB", pages.len(), server.peak());
    Ok(())
}
