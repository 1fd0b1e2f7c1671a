//! Which reports carry the copy of another.
//!
//! Of every report only the sketch of its text is kept in memory. Whether two texts are one copy is a rule
//! on the pair alone ([`copied`]). Who is whose reprint follows from these pairs and one order of all
//! reports ([`Rank`]): going through them from the first, a report is a reprint of the first report before
//! it that is no reprint itself and whose copy it carries. So every reprint carries the copy of the very
//! report it names: a digest of two stories does not make one story a reprint of the other. The outcome
//! does not depend on the order in which reports arrive; when an earlier one arrives late, the roles of
//! those after it change, and [`Reprints::place`] tells which.

mod index;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::clean::fingerprint::{Overlap, Sketch};
use index::Index;

/// The shorter of two texts has at least this part of its runs of words in the longer. A text with half
/// of its sentences from another is a reprint by definition; a sentence with one word changed loses up to
/// five runs, so that half of the sentences is a little less than half of the runs.
const CONTAINED: f64 = 0.48;
/// Two texts share at least this part of all that is in either: a digest of many stories is a reprint
/// of none of them.
const JACCARD: f64 = 0.15;
/// Kept hashes that they share at least: about 16 words in a row.
const SHARED: usize = 6;

/// A report's place in the order that decides who is first: by day of publication, undated ones last;
/// of one day the longest text, which holds what the cut ones lost; then by id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    undated: bool,
    published: String,
    length: Reverse<usize>,
    id: String,
}

/// What a report is among its like.
#[derive(Clone, Debug, PartialEq)]
pub enum Role {
    /// The first to carry its copy: it is coded.
    First,
    /// It carries the copy of another, which is coded instead.
    Reprint {
        /// Id of that report.
        of: String,
        /// How much of the shorter text is in the longer, 0 to 1.
        score: f64,
    },
}

/// Reports with one and the same text.
#[derive(Default)]
struct Group {
    members: BTreeSet<Rank>,
    state: State,
}

/// What a group is among groups.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum State {
    /// It has no reports yet, or no more.
    #[default]
    Absent,
    /// Its head is a first.
    First,
    /// It carries the copy of the group of that number, with that score.
    Copy(u32, f64),
}

/// A report that has its place.
struct Placed {
    rank: Rank,
    /// `None`: its text is too short to be compared.
    group: Option<u32>,
    role: Role,
}

/// All reports met so far, in memory.
#[derive(Default)]
pub struct Reprints {
    index: Index,
    /// By number, as in the index.
    groups: Vec<Group>,
    /// By hash of the whole text, and whether it is compared in part too.
    by_text: BTreeMap<(u64, bool), u32>,
    placed: BTreeMap<String, Placed>,
}

fn rank(id: &str, published: Option<&str>, sketch: &Sketch) -> Rank {
    Rank {
        undated: published.is_none(),
        published: published.unwrap_or_default().to_owned(),
        length: Reverse(sketch.size()),
        id: id.to_owned(),
    }
}

/// Are two texts that share this much one copy?
pub fn copied(overlap: &Overlap) -> bool {
    overlap.contained >= CONTAINED && overlap.jaccard >= JACCARD && overlap.shared >= SHARED
}

/// Are these two sketches of one copy? The same answer that [`Reprints`] gives.
pub fn one_copy(a: &Sketch, b: &Sketch) -> Option<f64> {
    let overlap = a.overlap(b);
    let same = a.whole().is_some() && a.whole() == b.whole();
    (same || (index::enough_keys(a, b) && copied(&overlap))).then_some(overlap.contained)
}

impl Reprints {
    /// No report yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// With reports that are in a record already: id, day of publication, sketch. In order of rank no role
    /// changes again, whatever order they are given in.
    pub fn of(mut reports: Vec<(String, Option<String>, Sketch)>) -> Self {
        let mut all = Self::new();
        reports.sort_by_cached_key(|(id, day, sketch)| rank(id, day.as_deref(), sketch));
        for (id, day, sketch) in reports {
            all.place(&id, day.as_deref(), sketch);
        }
        all
    }

    /// How many reports have their place.
    pub fn len(&self) -> usize {
        self.placed.len()
    }

    /// Has no report its place?
    pub fn is_empty(&self) -> bool {
        self.placed.is_empty()
    }

    /// The role of a report that has its place.
    pub fn role(&self, id: &str) -> Option<&Role> {
        self.placed.get(id).map(|p| &p.role)
    }

    /// Gives a report its place, or another place when it has one and its date has changed. Returns the
    /// roles that are new or changed, by id; that of the report itself is always among them when it
    /// is new.
    pub fn place(&mut self, id: &str, published: Option<&str>, sketch: Sketch) -> BTreeMap<String, Role> {
        let rank = rank(id, published, &sketch);
        if self.placed.get(id).is_some_and(|p| p.rank == rank) {
            return BTreeMap::new();
        }
        let mut changed = self.remove(id);
        changed.remove(id);
        let group = self.group(sketch);
        let placed = Placed { rank: rank.clone(), group, role: Role::First };
        self.placed.insert(id.to_owned(), placed);
        changed.insert(id.to_owned(), Role::First);
        if let Some(number) = group {
            changed.extend(self.join(number, rank));
        }
        changed
    }

    /// Takes a report out again. Returns the roles of others that change.
    pub fn remove(&mut self, id: &str) -> BTreeMap<String, Role> {
        let Some(placed) = self.placed.remove(id) else { return BTreeMap::new() };
        let Some((number, group)) = placed.group.and_then(|n| Some((n, self.groups.get_mut(n as usize)?)))
        else {
            return BTreeMap::new();
        };
        let was_head = group.members.first() == Some(&placed.rank);
        group.members.remove(&placed.rank);
        if was_head { self.settle(number) } else { BTreeMap::new() }
    }

    /// The number of the group with this text, made if need be.
    fn group(&mut self, sketch: Sketch) -> Option<u32> {
        let key = (sketch.whole()?, sketch.size() > 0);
        if let Some(number) = self.by_text.get(&key) {
            return Some(*number);
        }
        let number = self.index.add(sketch);
        self.by_text.insert(key, number);
        self.groups.push(Group::default());
        Some(number)
    }

    /// Puts a report into its group.
    fn join(&mut self, number: u32, rank: Rank) -> BTreeMap<String, Role> {
        let id = rank.id.clone();
        let Some(group) = self.groups.get_mut(number as usize) else { return BTreeMap::new() };
        group.members.insert(rank);
        if group.members.first().is_some_and(|head| head.id == id) {
            return self.settle(number);
        }
        let Some((first, score)) = self.named(number) else { return BTreeMap::new() };
        self.tell(&id, &first, score).into_iter().collect()
    }

    /// Decides anew about a group that has a new head or none left, and about all that depend on it, in
    /// the order of rank: when one's turn comes, all before it are settled.
    fn settle(&mut self, number: u32) -> BTreeMap<String, Role> {
        let (mut dirty, mut turn) = (BTreeSet::from([number]), BTreeSet::new());
        if self.state(number) != State::Absent {
            let around = self.matches(number);
            dirty.extend(around.iter().map(|m| m.0).filter(|m| self.copies(*m, number)));
            turn.extend(self.turns(&around));
        }
        turn.extend(self.turns(&[(number, 1.0)]));
        if self.head(number).is_none() {
            self.set(number, State::Absent);
        }
        while let Some((rank, next)) = turn.pop_first() {
            let found = self.index.alike(next);
            let new = self.decided(next, &rank, &found);
            let old = self.set(next, new);
            if old != new {
                dirty.insert(next);
            }
            if (old == State::First) != (new == State::First) {
                let later = |n| self.head(n).is_some_and(|h| *h > rank);
                turn.extend(self.turns(&self.compared(next, &found, later)));
            }
        }
        dirty.into_iter().flat_map(|n| self.retell(n)).collect()
    }

    /// The state of a group of that rank: a copy of the first of those before it that are firsts. The others
    /// are not even compared, however many copies there are.
    fn decided(&self, number: u32, rank: &Rank, found: &[u32]) -> State {
        let first = |n| self.state(n) == State::First && self.head(n).is_some_and(|h| h < rank);
        let before = self.compared(number, found, first);
        let origin = before.iter().min_by_key(|m| self.head(m.0));
        origin.map_or(State::First, |(of, score)| State::Copy(*of, *score))
    }

    /// The groups of one copy with this one, and how much is shared.
    fn matches(&mut self, number: u32) -> Vec<(u32, f64)> {
        let found = self.index.alike(number);
        self.compared(number, &found, |n| self.head(n).is_some())
    }

    /// Those of `found` that meet a condition and are of one copy with this group.
    fn compared(&self, number: u32, found: &[u32], wanted: impl Fn(u32) -> bool) -> Vec<(u32, f64)> {
        let Some(own) = self.index.sketch(number) else { return Vec::new() };
        let others = found.iter().copied().filter(|n| *n != number && wanted(*n));
        let compared = others.filter_map(|n| Some((n, own.overlap(self.index.sketch(n)?))));
        compared.filter(|(_, o)| copied(o)).map(|(n, o)| (n, o.contained)).collect()
    }

    fn turns(&self, groups: &[(u32, f64)]) -> Vec<(Rank, u32)> {
        groups.iter().filter_map(|(n, _)| Some((self.head(*n)?.clone(), *n))).collect()
    }

    fn head(&self, number: u32) -> Option<&Rank> {
        self.groups.get(number as usize)?.members.first()
    }

    fn state(&self, number: u32) -> State {
        self.groups.get(number as usize).map_or(State::Absent, |g| g.state)
    }

    fn copies(&self, number: u32, of: u32) -> bool {
        matches!(self.state(number), State::Copy(origin, _) if origin == of)
    }

    /// Sets a state and returns the one before.
    fn set(&mut self, number: u32, state: State) -> State {
        self.groups.get_mut(number as usize).map_or(State::Absent, |g| std::mem::replace(&mut g.state, state))
    }

    /// The report that those in a group name as their origin, with the group's score.
    fn named(&self, number: u32) -> Option<(String, f64)> {
        let (of, score) = match self.state(number) {
            State::Copy(of, score) => (of, score),
            _ => (number, 1.0),
        };
        Some((self.head(of)?.id.clone(), score))
    }

    /// The roles of a group's reports, where they are others than before.
    fn retell(&mut self, number: u32) -> Vec<(String, Role)> {
        let Some((first, score)) = self.named(number) else { return Vec::new() };
        let members = self.groups.get(number as usize).map(|g| &g.members);
        let ids: Vec<String> = members.into_iter().flatten().map(|m| m.id.clone()).collect();
        ids.iter().filter_map(|id| self.tell(id, &first, score)).collect()
    }

    /// Sets the role of one report; gives it back when it is another than before.
    fn tell(&mut self, id: &str, first: &str, score: f64) -> Option<(String, Role)> {
        let score = (score * 1000.0).round() / 1000.0;
        let role = if id == first { Role::First } else { Role::Reprint { of: first.to_owned(), score } };
        let placed = self.placed.get_mut(id).filter(|p| p.role != role)?;
        placed.role = role.clone();
        Some((id.to_owned(), role))
    }
}

#[cfg(test)]
mod tests;
