//! How long each page of `sidelines serve` takes with a record of a million events.
//!
//! `cargo bench --bench served -- [EVENTS] [--record FILE] [--keep]` makes a record of EVENTS (1,000,000) events
//! (`million/`), or takes FILE when it is there.

#![allow(clippy::disallowed_methods, clippy::disallowed_types)] // measures, and asks a server

mod cases;
mod million;

use std::time::Instant;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let after = |flag: &str| args.iter().position(|a| a == flag).and_then(|i| args.get(i + 1));
    let events: usize = args.iter().find_map(|a| a.parse().ok()).unwrap_or(1_000_000);
    let folder = tempfile::tempdir().expect("a folder for the record");
    let own = folder.path().join("million.db").display().to_string();
    let path = after("--record").unwrap_or(&own);
    let clock = Instant::now();
    let made = million::fill(path, events).expect("a record that can be filled");
    println!("{made} events, filled in {:.0} s", clock.elapsed().as_secs_f64());
}
