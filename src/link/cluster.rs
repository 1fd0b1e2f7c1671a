//! Clusters of accounts: the most alike first, and never two that exclude one another.

use std::collections::BTreeMap;

use super::blocks;
use super::hand::Hand;
use super::likeness::weights;
use super::profile::Profile;

/// Of a large group so many accounts speak for it when it is compared with another: its first in order. The others were
/// compared with them when they joined.
const SPEAKERS: usize = 16;

/// Two accounts that tell one event, with the points for it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// Log-odds, 0 or more.
    pub points: f64,
    /// Index of the first account.
    pub i: u32,
    /// Index of the second.
    pub j: u32,
}

/// The points of two accounts of different reports that are one event by themselves.
pub fn one_event(a: &Profile, b: &Profile) -> Option<f64> {
    if a.report == b.report { None } else { weights().one_event(a, b) }
}

/// The points of two accounts of different reports, where they may be one event at all.
fn points(a: &Profile, b: &Profile) -> Option<f64> {
    if a.report == b.report { None } else { weights().points(a, b).map(|p| p.sum()) }
}

/// All pairs that tell one event.
pub fn pairs(profiles: &[Profile]) -> Vec<Pair> {
    let keys: Vec<Vec<blocks::Key>> = profiles.iter().map(blocks::keys).collect();
    let mut found = Vec::new();
    blocks::pairs(&keys, |i, j| {
        let score = one_event(&profiles[i], &profiles[j]);
        found.extend(score.map(|points| Pair { points, i: i as u32, j: j as u32 }));
    });
    found
}

/// The clusters of `profiles`, which stand in the order of their days, then ids: each in that order, themselves in the
/// order of their first account. What comes out for some accounts does not depend on others to which no chain of
/// pairs leads, nor on the order in which reports came.
pub fn clusters(profiles: &[Profile], mut pairs: Vec<Pair>, hand: &Hand) -> Vec<Vec<usize>> {
    pairs.sort_unstable_by(|a, b| b.points.total_cmp(&a.points).then((a.i, a.j).cmp(&(b.i, b.j))));
    let mut groups = Groups::new(profiles, hand);
    pairs.iter().filter(|p| !hand.is_apart(p.i, p.j)).for_each(|p| groups.join(p.i, p.j));
    hand.together().for_each(|(i, j)| groups.force(i, j));
    let mut filled: Vec<Vec<usize>> = groups.members.into_iter().filter(|g| !g.is_empty()).collect();
    filled.sort_unstable();
    filled
}

/// Growing groups of accounts.
struct Groups<'a> {
    profiles: &'a [Profile],
    hand: &'a Hand,
    members: Vec<Vec<usize>>,
    of: Vec<u32>,
    /// Groups that may not join, with their sizes then: while these are the same, so is the answer.
    refused: BTreeMap<(usize, usize), (usize, usize)>,
}

impl<'a> Groups<'a> {
    fn new(profiles: &'a [Profile], hand: &'a Hand) -> Self {
        let members = (0..profiles.len()).map(|i| vec![i]).collect();
        Self { profiles, hand, members, of: (0..profiles.len() as u32).collect(), refused: BTreeMap::new() }
    }

    /// Makes the groups of two accounts one, unless something holds them apart.
    fn join(&mut self, i: u32, j: u32) {
        let (a, b) = (self.of[i as usize] as usize, self.of[j as usize] as usize);
        let sizes = (self.members[a].len(), self.members[b].len());
        if a == b || self.refused.get(&(a, b)) == Some(&sizes) {
            return;
        }
        if self.may_join(a, b) {
            self.unite(a, b);
        } else {
            self.refused.insert((a, b), sizes);
            self.refused.insert((b, a), (sizes.1, sizes.0));
        }
    }

    /// The same, whatever holds them apart: somebody said so.
    fn force(&mut self, i: u32, j: u32) {
        let (a, b) = (self.of[i as usize] as usize, self.of[j as usize] as usize);
        if a != b {
            self.unite(a, b);
        }
    }

    fn unite(&mut self, a: usize, b: usize) {
        let (a, b) = if self.members[a].len() >= self.members[b].len() { (a, b) } else { (b, a) };
        let moved = std::mem::take(&mut self.members[b]);
        moved.iter().for_each(|&k| self.of[k] = a as u32);
        self.members[a].extend(moved);
        self.members[a].sort_unstable();
    }

    /// On the mean of all pairs they are one, and no pair excludes it. Of two single accounts a pair says so already.
    fn may_join(&self, a: usize, b: usize) -> bool {
        if self.members[a].len() + self.members[b].len() == 2 {
            return true;
        }
        let (mut sum, mut n) = (0.0, 0);
        for &i in self.members[a].iter().take(SPEAKERS) {
            for &j in self.members[b].iter().take(SPEAKERS) {
                let apart = self.hand.is_apart(i as u32, j as u32);
                let Some(points) = points(&self.profiles[i], &self.profiles[j]).filter(|_| !apart) else {
                    return false;
                };
                sum += points;
                n += 1;
            }
        }
        sum >= 0.0 && n > 0
    }
}
