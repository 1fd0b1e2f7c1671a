//! Names in the same words mean the same throughout a report: their chains become one.
//!
//! The network decides in reading order and within a window; where it began anew for a name that stood before in
//! the same words, it was more often wrong than right.

use std::collections::BTreeMap;

use super::traits::{Kind, Traits};

/// Joins chains (`members`, indices in order) that hold a name in the same words; candidates for which `left_out`
/// holds do not count. Chains come in order of their first members.
pub fn unite(all: &[Traits], members: Vec<Vec<usize>>, left_out: &[bool]) -> Vec<Vec<usize>> {
    let mut first: BTreeMap<&[u32], usize> = BTreeMap::new();
    let mut into: Vec<usize> = (0..members.len()).collect();
    for (chain, list) in members.iter().enumerate() {
        for &i in list.iter().filter(|&&i| all[i].kind == Kind::Name && !left_out[i]) {
            let earlier = root(&into, *first.entry(&all[i].words).or_insert(chain));
            let own = root(&into, chain);
            into[earlier.max(own)] = earlier.min(own);
        }
    }
    let mut united: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (chain, list) in members.into_iter().enumerate() {
        united.entry(root(&into, chain)).or_default().extend(list);
    }
    let sorted = |mut list: Vec<usize>| {
        list.sort_unstable();
        list
    };
    united.into_values().map(sorted).collect()
}

fn root(into: &[usize], mut chain: usize) -> usize {
    while into[chain] != chain {
        chain = into[chain];
    }
    chain
}
