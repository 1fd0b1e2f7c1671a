//! How long linking takes, and what it needs, as the record grows.
//!
//! `cargo bench --bench linking -- [ACCOUNTS] [--svg FILE]` links ever larger worlds (`synthetic/`) up to ACCOUNTS (1,000,000),
//! then adds one report at a time to ever larger records on disk. Prints a table; draws both curves into FILE.

#![allow(clippy::disallowed_methods)] // measures, and writes where it is told to

mod cases;
mod synthetic;

use std::fs;
use std::sync::Arc;
use std::time::Instant;

use sidelines::link::cluster::{clusters, pairs};
use sidelines::link::hand::Hand;
use sidelines::link::profile::Profile;
use sidelines::link::terms::Terms;
use sidelines::link::unite;
use sidelines::store::{Store, Versions};
use synthetic::World;

/// The smallest world is so many times smaller than the largest.
const STEPS: u32 = 5;
/// The largest record on disk has so many accounts (or as many as asked for, if fewer).
const ON_DISK: usize = 160_000;
/// Reports added to a record of each size.
const ADDED: u64 = 20;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let svg = args.iter().position(|a| a == "--svg").and_then(|i| args.get(i + 1));
    let most: usize = args.iter().find_map(|a| a.parse().ok()).unwrap_or(1_000_000);
    let world = World::of_cases();
    println!("a copy: {} reports, {} accounts", world.reports(), world.accounts());
    println!(
        "{:>10} {:>9} {:>9} {:>9} {:>9} {:>9} {:>9} {:>8}",
        "accounts", "events", "terms", "profiles", "pairs", "clusters", "total s", "peak MB"
    );
    let linked: Vec<(f64, f64)> = (0..STEPS).rev().map(|s| whole(&world, most >> s)).collect();
    made(&world);
    println!("{:>10} {:>12} {:>12}", "accounts", "write ms", "link ms");
    let disk = most.min(ON_DISK);
    let added: Vec<(f64, f64)> = (0..STEPS).rev().map(|s| one_more(&world, disk >> s)).collect();
    if let Some(file) = svg {
        fs::write(file, drawn(&linked, &added)).expect("the drawing can be written");
    }
}

/// An account on its way: where it stands in the order of linking, and its profile.
type Row = ((bool, i32, String), Profile);

/// Links about `n` accounts at once; accounts and seconds.
fn whole(world: &World, n: usize) -> (f64, f64) {
    let copies = (n / world.accounts()).max(1) as u64;
    let half = copies / 2;
    // Two threads, as the program reads with; the clock stands while copies are made.
    let parts = std::thread::scope(|s| {
        let threads = [0..half, half..copies].map(|part| s.spawn(|| profiled(world, part)));
        threads.map(|t| t.join().expect("a thread that ends"))
    });
    let signing = parts.iter().map(|p| p.1).fold(0.0, f64::max);
    let profiling = parts.iter().map(|p| p.2).fold(0.0, f64::max);
    let clock = Instant::now();
    let mut rows: Vec<Row> = parts.into_iter().flat_map(|p| p.0).collect();
    rows.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    let profiles: Vec<Profile> = rows.into_iter().map(|(_, p)| p).collect();
    let profiling = profiling + clock.elapsed().as_secs_f64();
    let clock = Instant::now();
    let found = pairs(&profiles);
    let paired = clock.elapsed().as_secs_f64();
    let clock = Instant::now();
    let groups = clusters(&profiles, found, &Hand::default());
    let clustered = clock.elapsed().as_secs_f64();
    let total = signing + profiling + paired + clustered;
    println!(
        "{:>10} {:>9} {signing:>9.2} {profiling:>9.2} {paired:>9.2} {clustered:>9.2} {total:>9.2} {:>8.0}",
        profiles.len(),
        groups.len(),
        peak()
    );
    (profiles.len() as f64, total)
}

/// The profiles of some copies, with the seconds for the signatures of reports and for the rest.
fn profiled(world: &World, copies: std::ops::Range<u64>) -> (Vec<Row>, f64, f64) {
    let (mut rows, mut signing, mut profiling) = (Vec::new(), 0.0, 0.0);
    for copied in copies.flat_map(|k| (0..world.reports()).map(move |i| world.copy(i, k))) {
        let report = &copied.reading.report;
        let clock = Instant::now();
        let story = Arc::new(Terms::of_report(report));
        signing += clock.elapsed().as_secs_f64();
        let clock = Instant::now();
        for account in &copied.reading.accounts {
            let profile = Profile::of(account, report.published.as_deref(), Arc::clone(&story));
            let day = profile.published;
            rows.push(((day.is_none(), day.unwrap_or(0), account.id.clone()), profile));
        }
        profiling += clock.elapsed().as_secs_f64();
    }
    (rows, signing, profiling)
}

/// Times the making of events from their accounts: comparison, history, words.
fn made(world: &World) {
    let copies = world.copies(1);
    let reports: Vec<_> = copies.iter().map(|c| c.reading.report.clone()).collect();
    let accounts: Vec<_> = copies.iter().flat_map(|c| c.reading.accounts.clone()).collect();
    let clock = Instant::now();
    accounts.chunks(2).for_each(|pair| drop(unite(pair, &reports)));
    let each = clock.elapsed().as_secs_f64() / accounts.len() as f64;
    println!("making an event: {:.0} microseconds an account", each * 1e6);
}

/// Adds reports to a record of about `n` accounts, one by one; accounts, and milliseconds each for linking.
fn one_more(world: &World, n: usize) -> (f64, f64) {
    let folder = tempfile::tempdir().expect("a folder for the record");
    let path = folder.path().join("r.db");
    let mut store =
        Store::open(path.to_str().expect("a path in UTF-8"), &Versions::embedded()).expect("a new record");
    let copies = (n / world.accounts()).max(1) as u64;
    for k in 0..copies {
        let all = world.copies(k);
        let steps: Vec<_> = all
            .iter()
            .map(|c| sidelines::store::Step::New { raw: &c.raw, reading: &c.reading, user_dated: false })
            .collect();
        store.write_all(&steps).expect("a record that can be written");
    }
    store.link().expect("a record that can be linked");
    let (mut writing, mut linking) = (0.0, 0.0);
    for i in 0..ADDED {
        let copied = world.copy(i as usize % world.reports(), copies + i * 7);
        let clock = Instant::now();
        store.write(&copied.raw, &copied.reading, false).expect("a record that can be written");
        writing += clock.elapsed().as_secs_f64();
        let clock = Instant::now();
        store.link().expect("a record that can be linked");
        linking += clock.elapsed().as_secs_f64();
    }
    let each = |seconds: f64| seconds * 1000.0 / ADDED as f64;
    let accounts = copies as usize * world.accounts();
    println!("{accounts:>10} {:>12.2} {:>12.2}", each(writing), each(linking));
    (accounts as f64, each(linking))
}

/// The most memory that was held so far, in megabytes.
fn peak() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with("VmHWM:")).unwrap_or("");
    line.split_whitespace().nth(1).and_then(|k| k.parse::<f64>().ok()).unwrap_or(0.0) / 1000.0
}

/// Both curves as a drawing.
fn drawn(linked: &[(f64, f64)], added: &[(f64, f64)]) -> String {
    let left = curve(linked, 60.0, "all at once: seconds");
    let right = curve(added, 460.0, "one report more: milliseconds");
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 820 300\" font-family=\"sans-serif\" font-size=\"12\">\n\
         <rect width=\"820\" height=\"300\" fill=\"white\"/>\n{left}{right}</svg>\n"
    )
}

fn curve(points: &[(f64, f64)], left: f64, title: &str) -> String {
    let most = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).fold(0.0, f64::max).max(1e-9);
    let (wide, high) = (most(|p| p.0), most(|p| p.1));
    let at = |p: &(f64, f64)| (left + p.0 / wide * 300.0, 250.0 - p.1 / high * 200.0);
    let line: Vec<String> = points.iter().map(|p| format!("{:.1},{:.1}", at(p).0, at(p).1)).collect();
    let label = |p: &(f64, f64)| {
        let (x, y) = at(p);
        format!(
            "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\"/><text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"end\">{:.1}</text>\n",
            y - 6.0,
            p.1
        )
    };
    let ticks = |p: &(f64, f64)| {
        format!(
            "<text x=\"{:.1}\" y=\"268\" text-anchor=\"middle\" font-size=\"9\">{:.0}k</text>\n",
            at(p).0,
            p.0 / 1000.0
        )
    };
    format!(
        "<text x=\"{left}\" y=\"25\" font-weight=\"bold\">{title}</text>\n<path d=\"M{left} 50V250H{:.1}\" fill=\"none\" stroke=\"#888\"/>\n\
         <polyline points=\"{}\" fill=\"none\" stroke=\"#0a5\" stroke-width=\"2\"/>\n{}{}<text x=\"{:.1}\" y=\"288\" text-anchor=\"middle\">accounts in the record</text>\n",
        left + 300.0,
        line.join(" "),
        points.iter().map(label).collect::<String>(),
        points.iter().skip(2).map(ticks).collect::<String>(),
        left + 150.0
    )
}
