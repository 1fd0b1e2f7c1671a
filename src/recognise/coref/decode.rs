//! From scores to chains: each candidate, in reading order, joins the chain whose members together score
//! best, or begins anew.

use std::collections::BTreeMap;

use super::chains::{Chains, OF_CHAIN};
use super::features::{OF_TWO, Text};
use super::network::{Network, Prepared};
use super::survey::{Antecedent, Walk};
use super::traits::{KINDS, Kind};
use super::unite::unite;

/// How sure the network must be that words refer to nothing to be left out at once (odds, logarithm).
const NO_MENTION: f32 = 3.0;

/// How much of the chance to be no mention counts against a chain being a person, organisation or place. Chosen, as
/// [`begins`], on held-out documents.
const DOUBT: f32 = 0.5;

/// Added to the score of beginning anew: names join most readily.
fn begins(kind: Kind) -> f32 {
    match kind {
        Kind::Name => -0.75,
        Kind::Pronoun => 0.0,
        _ => 0.25,
    }
}

/// Groups candidates; returns the chains of two and more as indices, in order of their first members.
pub fn decode(text: &Text, network: &Network, prepared: &Prepared) -> Vec<Vec<usize>> {
    let (mut walk, mut chains) = (Walk::default(), Chains::default());
    let mut members: Vec<Vec<usize>> = Vec::new();
    let skipped: Vec<bool> = prepared.own.iter().map(|(_, kinds)| refers_to_nothing(kinds)).collect();
    for i in 0..text.all.len() {
        let near = walk.antecedents(text.all, i);
        let best = match skipped[i] {
            true => None,
            false => {
                best(text, network, prepared, &chains, i, near.into_iter().filter(|(j, _)| !skipped[*j]))
            }
        };
        chains.add(text.all, best);
        let chain = chains.of(i);
        if chain == members.len() {
            members.push(Vec::new());
        }
        members[chain].push(i);
    }
    let mut members = unite(text.all, members, &skipped);
    members.retain(|m| m.len() > 1);
    members
}

/// A sum of exponentials, kept by its largest term: compares without a logarithm, whose last bits differ
/// between machines.
#[derive(Clone, Copy)]
struct Sum {
    top: f32,
    /// In units of the largest term.
    sum: f32,
}

impl Sum {
    fn of(values: &[f32]) -> Self {
        let top = values.iter().fold(f32::NEG_INFINITY, |a, b| a.max(*b));
        Self { top, sum: values.iter().map(|v| power(v - top)).sum() }
    }

    fn exceeds(self, other: Self) -> bool {
        match self.top > other.top {
            true => self.sum > other.sum * power(other.top - self.top),
            false => self.sum * power(self.top - other.top) > other.sum,
        }
    }
}

/// e to the power of a number that is not above 0, one number at a time: products and sums alone, rounded alike on
/// every machine. Taylor series to the sixth term on what is left of the nearest power of two (relative error below 1e-5).
fn power(x: f32) -> f32 {
    let x = x.max(-80.0);
    let n = (x * std::f32::consts::LOG2_E).round();
    let r = x - n * std::f32::consts::LN_2;
    let series = [720.0, 120.0, 24.0, 6.0, 2.0, 1.0, 1.0].iter().fold(0.0, |sum, f| sum * r + 1.0 / f);
    series * f32::from_bits(((n + 127.0) as u32) << 23)
}

fn refers_to_nothing(kinds: &[f32; 5]) -> bool {
    Sum::of(&[kinds[4] - NO_MENTION]).exceeds(Sum::of(&kinds[..4]))
}

fn best(
    text: &Text,
    network: &Network,
    prepared: &Prepared,
    chains: &Chains,
    i: usize,
    near: impl Iterator<Item = Antecedent>,
) -> Option<usize> {
    let mut of_chain: BTreeMap<usize, [usize; OF_CHAIN.len()]> = BTreeMap::new();
    let mut scores: BTreeMap<usize, (Vec<f32>, usize)> = BTreeMap::new();
    let mut values = [0; OF_TWO.len() + OF_CHAIN.len()];
    for (j, between) in near {
        let chain = chains.of(j);
        let of_chain = of_chain.entry(chain).or_insert_with(|| chains.of_chain(text.all, i, j));
        values[..OF_TWO.len()].copy_from_slice(&text.of_two(i, j, between));
        values[OF_TWO.len()..].copy_from_slice(of_chain);
        values[OF_TWO.len() + 4] = chains.is_last(j) * KINDS + text.all[i].kind as usize;
        let score = network.pair(prepared, i, j, &values);
        scores.entry(chain).or_insert_with(|| (Vec::new(), j)).0.push(score);
    }
    let together = scores.into_values().map(|(s, j)| (Sum::of(&s), j));
    let best = together.reduce(|a, b| if b.0.exceeds(a.0) { b } else { a })?;
    let anew = prepared.own[i].0 + begins(text.all[i].kind);
    best.0.exceeds(Sum::of(&[anew])).then_some(best.1)
}

/// The kind of a chain, index into [`super::network::KINDS`]: person, organisation or place where its members are
/// together likelier to be one of these than another thing or no mention.
pub fn kind(prepared: &Prepared, chain: &[usize]) -> usize {
    let mut total = [0.0f32; 5];
    for &i in chain {
        let kinds = &prepared.own[i].1;
        let Sum { top, sum } = Sum::of(kinds);
        total.iter_mut().zip(kinds).for_each(|(t, k)| *t += power(k - top) / sum);
    }
    if total[..3].iter().sum::<f32>() <= total[3] + DOUBT * total[4] {
        return 3;
    }
    (1..3).fold(0, |best, k| if total[k] > total[best] { k } else { best })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_are_those_of_e() {
        for x in [0.0, -0.3, -1.0, -7.5, -40.0] {
            assert!((power(x) / x.exp() - 1.0).abs() < 1e-5, "{x}: {}", power(x));
        }
        assert!(power(-1e9) < 1e-30);
    }

    #[test]
    fn sums_of_exponentials_are_compared() {
        assert!(Sum::of(&[0.0, 0.0]).exceeds(Sum::of(&[0.5])));
        assert!(!Sum::of(&[0.0, 0.0]).exceeds(Sum::of(&[0.8])));
    }
}
