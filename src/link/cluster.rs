//! Clusters of accounts: the most alike first, and never two that exclude one another.

use std::collections::{BTreeMap, BTreeSet};

use super::Told;
use super::likeness::{ENOUGH, likeness, may_be_one};

/// More accounts than this under one pair of type and actor are compared within their own neighbourhood
/// of publication only, so that a record of years stays linear in time.
const NEIGHBOURS: usize = 400;

/// The clusters, each in the order of `told`, themselves in the order of their first account.
pub fn clusters<'a>(told: &[Told<'a>]) -> Vec<Vec<Told<'a>>> {
    let mut pairs = candidate_pairs(told);
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| (a.1, a.2).cmp(&(b.1, b.2))));
    let mut groups: Vec<Vec<usize>> = (0..told.len()).map(|i| vec![i]).collect();
    let mut group_of: Vec<usize> = (0..told.len()).collect();
    for (_, i, j) in pairs {
        let (a, b) = (group_of[i], group_of[j]);
        if a != b && may_join(told, &groups[a], &groups[b]) {
            let moved = std::mem::take(&mut groups[b]);
            moved.iter().for_each(|&k| group_of[k] = a);
            groups[a].extend(moved);
        }
    }
    let filled = groups.into_iter().filter(|g| !g.is_empty());
    let mut sorted: Vec<Vec<usize>> = filled
        .map(|mut g| {
            g.sort_unstable();
            g
        })
        .collect();
    sorted.sort();
    sorted.into_iter().map(|g| g.into_iter().map(|i| told[i]).collect()).collect()
}

/// Pairs alike enough, found through their shared participants.
fn candidate_pairs(told: &[Told]) -> Vec<(f64, usize, usize)> {
    let mut blocks: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    for (i, t) in told.iter().enumerate() {
        for p in t.account.actors.iter().chain(&t.account.recipients) {
            blocks.entry((&t.account.kind, &p.actor)).or_default().push(i);
        }
    }
    let mut seen = BTreeSet::new();
    let mut pairs = Vec::new();
    for block in blocks.values() {
        for (n, &i) in block.iter().enumerate() {
            for &j in block[n + 1..].iter().take(NEIGHBOURS) {
                if i != j && seen.insert((i, j)) {
                    let score = likeness(&told[i], &told[j]);
                    if score >= ENOUGH {
                        pairs.push((score, i, j));
                    }
                }
            }
        }
    }
    pairs
}

/// No account of one excludes one of the other, and no report tells the event twice.
fn may_join(told: &[Told], a: &[usize], b: &[usize]) -> bool {
    a.iter().all(|&i| {
        b.iter().all(|&j| told[i].account.report != told[j].account.report && may_be_one(&told[i], &told[j]))
    })
}
