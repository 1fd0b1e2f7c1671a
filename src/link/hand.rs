//! What somebody decided by hand: these accounts tell one event, those do not.

use std::collections::BTreeSet;

/// Pairs of accounts, by their indices among those that are linked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hand {
    together: BTreeSet<(u32, u32)>,
    apart: BTreeSet<(u32, u32)>,
}

impl Hand {
    /// Notes that two accounts tell one event.
    pub fn put_together(&mut self, i: u32, j: u32) {
        self.together.insert((i.min(j), i.max(j)));
    }

    /// Notes that they tell two.
    pub fn put_apart(&mut self, i: u32, j: u32) {
        self.apart.insert((i.min(j), i.max(j)));
    }

    /// Pairs that tell one event, in order.
    pub fn together(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.together.iter().copied()
    }

    /// Do the two tell two events?
    pub fn is_apart(&self, i: u32, j: u32) -> bool {
        !self.apart.is_empty() && self.apart.contains(&(i.min(j), i.max(j)))
    }
}
