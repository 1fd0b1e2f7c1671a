//! Agglomerative clustering by average linkage: the two groups whose members are most alike on average come
//! together first, until none are alike enough. On top stands a check against chaining: two groups are not
//! joined where members are clearly less alike across than within, for then each is a thing of its own. To
//! weigh likeness across against likeness within is the idea of Chameleon (Karypis, Han and Kumar 1999).

use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap};

/// What two groups need to be joined.
#[derive(Clone, Copy, Debug)]
pub struct Needs {
    /// Their members are at least so alike on average.
    pub alike: f64,
    /// Across the groups members are at least this part as alike as within; 0: no such check.
    pub coherent: f64,
}

/// How many pairs that are just alike enough every group is thought to have besides its own: of small
/// groups the likeness within is little known.
const PRIOR: f64 = 3.0;

/// Some of the members on their way to a cluster.
#[derive(Default)]
struct Group {
    members: Vec<usize>,
    /// Sum of the likenesses within.
    within: f64,
    /// Group -> sum of the likenesses across.
    across: BTreeMap<usize, f64>,
}

impl Group {
    /// How alike its members are on average, drawn towards `alike` while they are few.
    fn coherence(&self, alike: f64) -> f64 {
        let n = self.members.len() as f64;
        (self.within + PRIOR * alike) / (n * (n - 1.0) / 2.0 + PRIOR)
    }
}

/// Two groups that may be joined, as they were when `sizes` was true.
#[derive(PartialEq)]
struct Join {
    alike: f64,
    pair: (usize, usize),
    sizes: (usize, usize),
}

impl Eq for Join {}

impl Ord for Join {
    /// The most alike is the greatest; of equal ones that with the first members.
    fn cmp(&self, other: &Self) -> Ordering {
        self.alike.total_cmp(&other.alike).then_with(|| other.pair.cmp(&self.pair))
    }
}

impl PartialOrd for Join {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// All groups; a group that went into another is left empty.
pub struct Groups {
    groups: Vec<Group>,
    needs: Needs,
}

impl Groups {
    /// Each of `n` things alone.
    pub fn of_each(n: usize, needs: Needs) -> Self {
        Self { groups: (0..n).map(|i| Group { members: vec![i], ..Group::default() }).collect(), needs }
    }

    /// Says how alike two things are, before anything is joined; pairs of which nothing is said have 0.
    pub fn relate(&mut self, a: usize, b: usize, likeness: f64) {
        if likeness > 0.0 {
            self.groups[a].across.insert(b, likeness);
            self.groups[b].across.insert(a, likeness);
        }
    }

    /// Joins what belongs together, the most alike first: the clusters by their first members.
    pub fn join_all(mut self) -> Vec<Vec<usize>> {
        let pairs = (0..self.groups.len()).flat_map(|a| self.groups[a].across.keys().map(move |b| (a, *b)));
        let mut heap: BinaryHeap<Join> =
            pairs.filter(|(a, b)| a < b).filter_map(|(a, b)| self.join(a, b)).collect();
        while let Some(Join { pair: (a, b), sizes, .. }) = heap.pop() {
            if (self.size(a), self.size(b)) == sizes {
                self.merge(a, b);
                heap.extend(self.groups[a].across.keys().filter_map(|other| self.join(a, *other)));
            }
        }
        self.members()
    }

    fn size(&self, group: usize) -> usize {
        self.groups[group].members.len()
    }

    /// The joining of two groups, if they may be joined.
    fn join(&self, a: usize, b: usize) -> Option<Join> {
        let pair = (a.min(b), a.max(b));
        let (first, second) = (&self.groups[pair.0], &self.groups[pair.1]);
        let sizes = (first.members.len(), second.members.len());
        let alike = first.across.get(&pair.1)? / (sizes.0 * sizes.1) as f64;
        let Needs { alike: least, coherent } = self.needs;
        let within = (first.coherence(least) * second.coherence(least)).sqrt();
        (alike >= least.max(coherent * within)).then_some(Join { alike, pair, sizes })
    }

    /// Moves all of `b` into `a`.
    fn merge(&mut self, a: usize, b: usize) {
        let gone = std::mem::take(&mut self.groups[b]);
        for (&other, &sum) in gone.across.iter().filter(|(other, _)| **other != a) {
            self.groups[other].across.remove(&b);
            *self.groups[other].across.entry(a).or_default() += sum;
            *self.groups[a].across.entry(other).or_default() += sum;
        }
        let joined = &mut self.groups[a];
        joined.within += gone.within + joined.across.remove(&b).unwrap_or(0.0);
        joined.members.extend(gone.members);
    }

    fn members(self) -> Vec<Vec<usize>> {
        let mut clusters: Vec<Vec<usize>> =
            self.groups.into_iter().map(|g| g.members).filter(|m| !m.is_empty()).collect();
        clusters.iter_mut().for_each(|c| c.sort_unstable());
        clusters.sort_unstable();
        clusters
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(n: usize, coherent: f64, pairs: &[(usize, usize, f64)]) -> Vec<Vec<usize>> {
        let mut groups = Groups::of_each(n, Needs { alike: 0.2, coherent });
        pairs.iter().for_each(|&(a, b, alike)| groups.relate(a, b, alike));
        groups.join_all()
    }

    #[test]
    fn a_chain_of_likenesses_is_not_one_cluster() {
        assert_eq!(joined(4, 0.0, &[(0, 1, 0.9), (1, 2, 0.35), (2, 3, 0.9)]), [[0, 1], [2, 3]]);
        assert_eq!(joined(3, 0.0, &[(0, 1, 0.9), (1, 2, 0.35), (0, 2, 0.1)]), [vec![0, 1, 2]]);
    }

    #[test]
    fn groups_far_more_alike_within_than_across_stay_apart() {
        let within = [(0, 1), (0, 2), (1, 2), (3, 4), (3, 5), (4, 5)].map(|(a, b)| (a, b, 0.8));
        let across = (0..3).flat_map(|a| (3..6).map(move |b| (a, b, 0.3)));
        let pairs: Vec<_> = within.into_iter().chain(across).collect();
        assert_eq!(joined(6, 0.7, &pairs), [[0, 1, 2], [3, 4, 5]]);
        assert_eq!(joined(6, 0.0, &pairs).len(), 1);
    }

    #[test]
    fn nothing_gives_nothing() {
        assert!(joined(0, 0.7, &[]).is_empty());
        assert_eq!(joined(2, 0.7, &[]), [[0], [1]]);
    }
}
