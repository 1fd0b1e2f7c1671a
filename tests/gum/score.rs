//! Coreference scores as the reference scorer defines them (Pradhan et al. 2014, "Scoring Coreference
//! Partitions of Predicted Mentions"): MUC, B3, CEAFe, and their mean, the CoNLL score.

use std::collections::BTreeMap;

/// A mention: first and last word of the document.
pub type Place = (usize, usize);

/// Recall and precision as sums, so that documents add up.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sums {
    /// What was found of the gold, and what there is.
    pub recall: (f64, f64),
    /// What was right of the found, and what there is.
    pub precision: (f64, f64),
}

impl Sums {
    /// Precision, recall and F1, 0 to 1.
    pub fn figures(self) -> [f64; 3] {
        let ratio = |(a, b): (f64, f64)| if b > 0.0 { a / b } else { 0.0 };
        let (p, r) = (ratio(self.precision), ratio(self.recall));
        [p, r, if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }]
    }

    fn add(&mut self, other: Self) {
        let sum = |a: (f64, f64), b: (f64, f64)| (a.0 + b.0, a.1 + b.1);
        self.recall = sum(self.recall, other.recall);
        self.precision = sum(self.precision, other.precision);
    }
}

/// The three measures over documents.
#[derive(Clone, Copy, Debug, Default)]
pub struct Score {
    /// Links (Vilain et al. 1995).
    pub muc: Sums,
    /// Mentions (Bagga and Baldwin 1998).
    pub b_cubed: Sums,
    /// Entities, by the best one-to-one match (Luo 2005, with similarity phi 4).
    pub ceaf: Sums,
}

impl Score {
    /// Adds one document.
    pub fn add(&mut self, gold: &[Vec<Place>], found: &[Vec<Place>]) {
        self.muc.add(Sums { recall: muc(gold, found), precision: muc(found, gold) });
        self.b_cubed.add(Sums { recall: b_cubed(gold, found), precision: b_cubed(found, gold) });
        let same = ceaf(gold, found);
        self.ceaf.add(Sums { recall: (same, gold.len() as f64), precision: (same, found.len() as f64) });
    }

    /// The mean of the three F1.
    pub fn conll(&self) -> f64 {
        [self.muc, self.b_cubed, self.ceaf].map(|s| s.figures()[2]).iter().sum::<f64>() / 3.0
    }
}

fn index(chains: &[Vec<Place>]) -> BTreeMap<Place, usize> {
    chains.iter().enumerate().flat_map(|(i, c)| c.iter().map(move |m| (*m, i))).collect()
}

/// How many mentions of a chain each chain of the other side has; then those that it lacks.
fn parts(chain: &[Place], other: &BTreeMap<Place, usize>) -> (BTreeMap<usize, usize>, usize) {
    let mut counts = BTreeMap::new();
    let mut alone = 0;
    for mention in chain {
        match other.get(mention) {
            Some(c) => *counts.entry(*c).or_default() += 1,
            None => alone += 1,
        }
    }
    (counts, alone)
}

fn muc(key: &[Vec<Place>], other: &[Vec<Place>]) -> (f64, f64) {
    let other = index(other);
    let one = |chain: &Vec<Place>| {
        let (counts, alone) = parts(chain, &other);
        ((chain.len() - counts.len() - alone) as f64, (chain.len() - 1) as f64)
    };
    key.iter().map(one).fold((0.0, 0.0), |a, b| (a.0 + b.0, a.1 + b.1))
}

fn b_cubed(key: &[Vec<Place>], other: &[Vec<Place>]) -> (f64, f64) {
    let other = index(other);
    let one = |chain: &Vec<Place>| {
        let squares: usize = parts(chain, &other).0.values().map(|n| n * n).sum();
        (squares as f64 / chain.len() as f64, chain.len() as f64)
    };
    key.iter().map(one).fold((0.0, 0.0), |a, b| (a.0 + b.0, a.1 + b.1))
}

/// The likeness of the best assignment of chains to chains.
fn ceaf(gold: &[Vec<Place>], found: &[Vec<Place>]) -> f64 {
    let place = index(found);
    let likeness = |chain: &Vec<Place>| {
        let mut row = vec![0.0; found.len()];
        for (c, n) in parts(chain, &place).0 {
            row[c] = 2.0 * n as f64 / (chain.len() + found[c].len()) as f64;
        }
        row
    };
    best_assignment(&gold.iter().map(likeness).collect::<Vec<_>>())
}

/// The greatest sum of a one-to-one assignment of rows to columns: the Hungarian method in the form with
/// potentials (Kuhn 1955; Jonker and Volgenant 1987), cubic in the larger side.
fn best_assignment(rows: &[Vec<f64>]) -> f64 {
    let n = rows.len().max(rows.first().map_or(0, Vec::len));
    let value = |i: usize, j: usize| rows.get(i).and_then(|r| r.get(j)).copied().unwrap_or(0.0);
    let (mut u, mut v, mut matched) = (vec![0.0; n + 1], vec![0.0; n + 1], vec![0usize; n + 1]);
    for i in 1..=n {
        matched[0] = i;
        let (mut column, mut least, mut seen) = (0, vec![f64::INFINITY; n + 1], vec![false; n + 1]);
        let mut way = vec![0usize; n + 1];
        while matched[column] != 0 {
            seen[column] = true;
            let (row, mut delta, mut next) = (matched[column], f64::INFINITY, 0);
            for j in (1..=n).filter(|&j| !seen[j]) {
                let slack = -value(row - 1, j - 1) - u[row] - v[j];
                if slack < least[j] {
                    (least[j], way[j]) = (slack, column);
                }
                if least[j] < delta {
                    (delta, next) = (least[j], j);
                }
            }
            for j in 0..=n {
                if seen[j] {
                    u[matched[j]] += delta;
                    v[j] -= delta;
                } else {
                    least[j] -= delta;
                }
            }
            column = next;
        }
        while column != 0 {
            matched[column] = matched[way[column]];
            column = way[column];
        }
    }
    (1..=n).map(|j| value(matched[j] - 1, j - 1)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chains(chains: &[&[usize]]) -> Vec<Vec<Place>> {
        chains.iter().map(|c| c.iter().map(|m| (*m, *m)).collect()).collect()
    }

    fn close(got: [f64; 3], precision: f64, recall: f64) {
        assert!((got[0] - precision).abs() < 1e-3 && (got[1] - recall).abs() < 1e-3, "{got:?}");
    }

    /// The worked example of Pradhan et al. 2014: key {a b c} {d e f g}, response {a b} {c d} {f g h i}.
    #[test]
    fn the_example_of_the_reference_scorer() {
        let mut score = Score::default();
        score.add(&chains(&[&[1, 2, 3], &[4, 5, 6, 7]]), &chains(&[&[1, 2], &[3, 4], &[6, 7, 8, 9]]));
        close(score.muc.figures(), 0.4, 0.4);
        close(score.b_cubed.figures(), 0.5, 0.4167);
        close(score.ceaf.figures(), 0.4333, 0.65);
    }

    /// Bagga and Baldwin 1998, figure 1 and 2: two of three chains merged.
    #[test]
    fn the_example_of_b_cubed() {
        let key = chains(&[&[1, 2, 3, 4, 5], &[6, 7], &[8, 9, 10, 11, 12]]);
        let mut small = Score::default();
        small.add(&key, &chains(&[&[1, 2, 3, 4, 5], &[6, 7, 8, 9, 10, 11, 12]]));
        close(small.muc.figures(), 0.9, 1.0);
        close(small.b_cubed.figures(), 0.762, 1.0);
        let mut large = Score::default();
        large.add(&key, &chains(&[&[1, 2, 3, 4, 5, 8, 9, 10, 11, 12], &[6, 7]]));
        close(large.muc.figures(), 0.9, 1.0);
        close(large.b_cubed.figures(), 0.583, 1.0);
    }

    #[test]
    fn the_best_assignment_is_not_the_greedy_one() {
        assert_eq!(best_assignment(&[vec![0.9, 0.8], vec![0.8, 0.1]]), 1.6);
        assert_eq!(best_assignment(&[vec![0.5, 0.4, 0.7]]), 0.7);
        assert_eq!(best_assignment(&[]), 0.0);
    }

    #[test]
    fn the_same_is_one_and_nothing_is_zero() {
        let gold = chains(&[&[1, 2], &[3, 4, 5]]);
        let mut score = Score::default();
        score.add(&gold, &gold);
        assert_eq!(score.conll(), 1.0);
        let mut none = Score::default();
        none.add(&gold, &[]);
        assert_eq!(none.conll(), 0.0);
    }
}
