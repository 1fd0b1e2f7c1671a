//! Which reports tell one story: the same happening, whatever each makes of it.
//!
//! Reports are joined by average linkage: the two groups whose reports are most alike on average come
//! together first, until none are alike enough. On top of that stands a check against chaining: two groups
//! are not joined where their reports are clearly less alike across than within, for then each is a story
//! of its own (two earthquakes, two arrests share their words, not their names and places). The idea of
//! weighing likeness across against likeness within is that of Chameleon (Karypis, Han and Kumar 1999).
//!
//! The outcome depends on the set of reports alone, not on their order, and a report changes only the
//! stories of reports that are like it. Work grows with the pairs that share heavy terms, not with all.

mod candidates;

use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap};

use super::terms::Terms;

/// Two groups are at least so alike on average.
const ALIKE: f64 = 0.2;
/// Across two groups reports are at least this part as alike as within them.
const COHERENT: f64 = 0.7;
/// How many pairs of likeness `ALIKE` every group is thought to have besides its own: of small groups the
/// likeness within is little known.
const PRIOR: f64 = 3.0;
/// Days between two reports that make no difference, and those after which likeness counts half as much
/// (the time decay of topic detection and tracking; Yang, Pierce and Carbonell 1998).
const SAME_DAYS: f64 = 3.0;
const HALVED: f64 = 30.0;

/// A report as this module sees it.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// Its id: decides the order of what is equal.
    pub id: &'a str,
    /// Its day of publication, as days since any fixed day.
    pub day: Option<i32>,
    /// Its signature.
    pub terms: &'a Terms,
}

/// The reports of each story, as indices into `reports`: every report is in exactly one. Stories stand by
/// their first report, reports in a story by day (undated ones last), then id.
pub fn stories(reports: &[Told]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..reports.len()).collect();
    order.sort_by_key(|&i| (reports[i].day.is_none(), reports[i].day, reports[i].id));
    let sorted: Vec<Told> = order.iter().map(|&i| reports[i]).collect();
    let mut groups = Groups::of_each(sorted.len());
    for (a, b) in candidates::pairs(&sorted) {
        groups.relate(a, b, likeness(&sorted[a], &sorted[b]));
    }
    let clusters = groups.join_all();
    clusters.into_iter().map(|c| c.into_iter().map(|i| order[i]).collect()).collect()
}

/// How likely two reports are to tell one story, 0 to 1: the likeness of their terms, less the farther
/// apart they were published.
pub fn likeness(a: &Told, b: &Told) -> f64 {
    a.terms.likeness(b.terms) * nearness(a.day, b.day)
}

fn nearness(a: Option<i32>, b: Option<i32>) -> f64 {
    let (Some(a), Some(b)) = (a, b) else { return 1.0 };
    let beyond = (f64::from(a.abs_diff(b)) - SAME_DAYS).max(0.0);
    HALVED / (HALVED + beyond)
}

/// A group of reports on the way to a story.
#[derive(Default)]
struct Group {
    members: Vec<usize>,
    /// Sum of the likenesses within.
    within: f64,
    /// Group -> sum of the likenesses across.
    across: BTreeMap<usize, f64>,
}

impl Group {
    /// How alike its reports are on average, drawn towards `ALIKE` while they are few.
    fn coherence(&self) -> f64 {
        let n = self.members.len() as f64;
        (self.within + PRIOR * ALIKE) / (n * (n - 1.0) / 2.0 + PRIOR)
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
    /// The most alike is the greatest; of equal ones that with the earliest reports.
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
struct Groups(Vec<Group>);

impl Groups {
    fn of_each(n: usize) -> Self {
        Self((0..n).map(|i| Group { members: vec![i], ..Group::default() }).collect())
    }

    fn relate(&mut self, a: usize, b: usize, likeness: f64) {
        if likeness > 0.0 {
            self.0[a].across.insert(b, likeness);
            self.0[b].across.insert(a, likeness);
        }
    }

    /// Joins what belongs together, the most alike first.
    fn join_all(mut self) -> Vec<Vec<usize>> {
        let pairs = (0..self.0.len()).flat_map(|a| self.0[a].across.keys().map(move |b| (a, *b)));
        let mut heap: BinaryHeap<Join> =
            pairs.filter(|(a, b)| a < b).filter_map(|(a, b)| self.join(a, b)).collect();
        while let Some(Join { pair: (a, b), sizes, .. }) = heap.pop() {
            if (self.size(a), self.size(b)) == sizes {
                self.merge(a, b);
                heap.extend(self.0[a].across.keys().filter_map(|other| self.join(a, *other)));
            }
        }
        self.members()
    }

    fn size(&self, group: usize) -> usize {
        self.0[group].members.len()
    }

    /// The joining of two groups, if they may be joined.
    fn join(&self, a: usize, b: usize) -> Option<Join> {
        let pair = (a.min(b), a.max(b));
        let (first, second) = (&self.0[pair.0], &self.0[pair.1]);
        let sizes = (first.members.len(), second.members.len());
        let alike = first.across.get(&pair.1)? / (sizes.0 * sizes.1) as f64;
        let needed = ALIKE.max(COHERENT * (first.coherence() * second.coherence()).sqrt());
        (alike >= needed).then_some(Join { alike, pair, sizes })
    }

    /// Moves all of `b` into `a`.
    fn merge(&mut self, a: usize, b: usize) {
        let gone = std::mem::take(&mut self.0[b]);
        for (&other, &sum) in gone.across.iter().filter(|(other, _)| **other != a) {
            self.0[other].across.remove(&b);
            *self.0[other].across.entry(a).or_default() += sum;
            *self.0[a].across.entry(other).or_default() += sum;
        }
        let joined = &mut self.0[a];
        joined.within += gone.within + joined.across.remove(&b).unwrap_or(0.0);
        joined.members.extend(gone.members);
    }

    fn members(self) -> Vec<Vec<usize>> {
        let mut clusters: Vec<Vec<usize>> =
            self.0.into_iter().map(|g| g.members).filter(|m| !m.is_empty()).collect();
        clusters.iter_mut().for_each(|c| c.sort_unstable());
        clusters.sort_unstable();
        clusters
    }
}

#[cfg(test)]
mod tests;
