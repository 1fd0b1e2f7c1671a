//! The same events whatever the order in which reports come, and in how many batches: byte for byte.

#[path = "../benches/cases/mod.rs"]
mod cases;
#[path = "../benches/synthetic/mod.rs"]
#[allow(dead_code, reason = "benches need more of it")]
mod synthetic;

use sidelines::show::objects::write_record;
use sidelines::store::{Store, Versions};
use synthetic::{Copied, World};

/// Copies of the world under other names and on other days.
const COPIES: u64 = 3;

/// A shuffled order of `n` things (a linear congruential generator, Knuth's MMIX constants; Fisher and Yates).
fn shuffled(n: usize, seed: u64) -> Vec<usize> {
    let mut state = seed;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) as usize) % below
    };
    let mut order: Vec<usize> = (0..n).collect();
    (1..n).rev().for_each(|i| order.swap(i, next(i + 1)));
    order
}

/// The record of `reports`, written in `batches` and linked after each.
fn record(reports: &[&Copied], batches: usize) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("r.db");
    let mut store = Store::open(path.to_str().unwrap(), &Versions::embedded()).unwrap();
    for batch in reports.chunks(reports.len().div_ceil(batches)) {
        for copied in batch {
            store.write(&copied.raw, &copied.reading, false).unwrap();
        }
        store.link().unwrap();
    }
    let mut out = Vec::new();
    write_record(&store, false, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn orders_and_batches_change_nothing() {
    let world = World::of_cases();
    let copies: Vec<Copied> = (0..COPIES).flat_map(|k| world.copies(k)).collect();
    let whole = record(&copies.iter().collect::<Vec<_>>(), 1);
    let linked = whole.matches("\"kind\":\"event\"").count();
    let several =
        whole.lines().filter(|l| l.contains("\"kind\":\"event\"") && !l.contains("\"n_reports\":1,")).count();
    assert!(linked > 100 && several > 10, "{linked} events, {several} of several reports");
    for seed in 0..10 {
        let order: Vec<&Copied> = shuffled(copies.len(), seed).into_iter().map(|i| &copies[i]).collect();
        let batches = [1, 2, 4][seed as usize % 3];
        let shuffled = record(&order, batches);
        assert!(
            whole == shuffled,
            "order {seed} in {batches} batches: {}",
            first_difference(&whole, &shuffled)
        );
    }
}

fn first_difference(a: &str, b: &str) -> String {
    let pair = a.lines().zip(b.lines()).find(|(x, y)| x != y);
    pair.map_or_else(|| "one is longer".to_owned(), |(x, y)| format!("\n{x}\n{y}"))
}
