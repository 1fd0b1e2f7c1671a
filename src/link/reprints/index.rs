//! Which of many sketches may share enough with a new one: an inverted index that misses none.
//!
//! Two texts can only be one copy when they share more than a quarter of the keys of the one that has
//! fewer, and some part of all keys ([`enough_keys`], a rule on the pair alone). A quarter of a sketch's keys may therefore be left
//! out and one that is shared still remains. The keys left out are those with the longest lists: what an
//! outlet puts under all its reports is not looked through again for each of them. Which lists are long
//! depends on what came before; which pairs are found does not.

use std::collections::hash_map::Entry;
// Only looked up, never walked: its order reaches nothing.
#[allow(clippy::disallowed_types)]
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::clean::fingerprint::{Sketch, common};

/// Lists up to this length are never left out.
const SHORT_LIST: usize = 256;
/// A value in the table of keys with this bit is a place in `lists`; without it, the key's one holder.
const MANY: u32 = 1 << 31;

/// The index. Sketches are known by their number, counted from 0.
#[derive(Default)]
pub struct Index {
    // Only looked up, never walked.
    #[allow(clippy::disallowed_types)]
    keys: HashMap<u32, u32, BuildHasherDefault<Spread>>,
    lists: Vec<Holders>,
    sketches: Vec<Sketch>,
    /// How many keys each sketch has.
    sizes: Vec<u16>,
    /// Hits of each sketch in the query under way; all 0 between queries.
    hits: Vec<u16>,
}

/// Who has a key.
#[derive(Default)]
struct Holders {
    all: Vec<u32>,
    /// Those of them that did not leave the key out. Empty while the list is short: then nobody did.
    filed: Vec<u32>,
}

impl Holders {
    fn add(&mut self, number: u32, filed: bool) {
        if self.all.len() == SHORT_LIST {
            self.filed.clone_from(&self.all);
        }
        if filed && self.all.len() >= SHORT_LIST {
            self.filed.push(number);
        }
        self.all.push(number);
    }

    fn filed(&self) -> &[u32] {
        if self.all.len() <= SHORT_LIST { &self.all } else { &self.filed }
    }
}

/// Keys are hashes already: one multiplication spreads them over the table.
#[derive(Default)]
struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|b| self.write_u64(self.0 ^ u64::from(*b)));
    }
    fn write_u32(&mut self, key: u32) {
        self.write_u64(u64::from(key));
    }
    fn write_u64(&mut self, key: u64) {
        self.0 = key.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_right(20);
    }
}

/// How many of `n` keys may be left out.
fn spare(n: usize) -> usize {
    n / 4
}

/// Are `shared` keys of `a` and `b` more than could be left out, and enough of all that either has? A tenth is
/// asked for where the sketches will be asked for 0.15 of their hashes: keys are few and vary.
fn enough(shared: usize, a: usize, b: usize) -> bool {
    shared > spare(a.min(b)) && shared * 11 >= a + b
}

/// Do two sketches share enough keys to be compared?
pub fn enough_keys(a: &Sketch, b: &Sketch) -> bool {
    enough(common(a.keys(), b.keys()), a.keys().len(), b.keys().len())
}

impl Index {
    /// The sketch of that number.
    pub fn sketch(&self, number: u32) -> Option<&Sketch> {
        self.sketches.get(number as usize)
    }

    /// Adds a sketch and returns its number.
    pub fn add(&mut self, sketch: Sketch) -> u32 {
        let number = self.sketches.len() as u32;
        let left_out = self.left_out(&sketch);
        for (i, key) in sketch.keys().iter().enumerate() {
            self.hold(*key, number, !left_out.contains(&i));
        }
        self.sizes.push(u16::try_from(sketch.keys().len()).unwrap_or(u16::MAX));
        self.hits.push(0);
        self.sketches.push(sketch);
        number
    }

    fn hold(&mut self, key: u32, number: u32, filed: bool) {
        match self.keys.entry(key) {
            Entry::Vacant(free) => {
                free.insert(number);
            }
            Entry::Occupied(mut taken) => {
                if taken.get() & MANY == 0 {
                    let first = taken.insert(MANY | self.lists.len() as u32);
                    self.lists.push(Holders { all: vec![first], filed: Vec::new() });
                }
                if let Some(list) = self.lists.get_mut((taken.get() & !MANY) as usize) {
                    list.add(number, filed);
                }
            }
        }
    }

    /// The numbers of all sketches that share enough keys with that of `number`, itself among them,
    /// ascending.
    pub fn alike(&mut self, number: u32) -> Vec<u32> {
        let Some(sketch) = self.sketches.get_mut(number as usize).map(std::mem::take) else {
            return Vec::new();
        };
        let found = self.candidates(&sketch);
        if let Some(place) = self.sketches.get_mut(number as usize) {
            *place = sketch;
        }
        found
    }

    /// The numbers of all sketches that share enough keys with `sketch`, ascending.
    fn candidates(&mut self, sketch: &Sketch) -> Vec<u32> {
        let left_out = self.left_out(sketch);
        let mut found: Vec<u32> = Vec::new();
        for (i, key) in sketch.keys().iter().enumerate() {
            let Some(value) = self.keys.get(key) else { continue };
            let holders = match self.lists.get((value & !MANY) as usize) {
                Some(list) if value & MANY != 0 && left_out.contains(&i) => list.filed(),
                Some(list) if value & MANY != 0 => &list.all,
                _ => std::slice::from_ref(value),
            };
            holders.iter().for_each(|h| hit(&mut self.hits, *h, &mut found));
        }
        let n = sketch.keys().len();
        found.retain(|&f| {
            let hits = self.hits.get_mut(f as usize).map_or(0, |h| usize::from(std::mem::take(h)));
            let size = self.sizes.get(f as usize).map_or(0, |size| usize::from(*size));
            // Keys that were not left out are counted in full; the others only where they may decide.
            let counted = || self.sketches.get(f as usize).is_some_and(|other| enough_keys(sketch, other));
            enough(hits, n, size) || (enough(hits + left_out.len(), n, size) && counted())
        });
        found.sort_unstable();
        found
    }

    /// Places in `sketch.keys()` of the keys left out: those with the longest lists, if long.
    fn left_out(&self, sketch: &Sketch) -> Vec<usize> {
        let length = |key: &u32| {
            let value = self.keys.get(key).filter(|v| **v & MANY != 0);
            value.and_then(|v| self.lists.get((v & !MANY) as usize)).map_or(0, |l| l.all.len())
        };
        let keys = sketch.keys();
        let lengths = keys.iter().map(length).enumerate().filter(|(_, n)| *n > SHORT_LIST);
        let mut long: Vec<(usize, usize)> = lengths.map(|(i, n)| (n, i)).collect();
        long.sort_unstable_by(|a, b| b.cmp(a));
        long.truncate(spare(keys.len()));
        long.into_iter().map(|(_, i)| i).collect()
    }
}

fn hit(hits: &mut [u16], holder: u32, found: &mut Vec<u32>) {
    if let Some(hits) = hits.get_mut(holder as usize) {
        if *hits == 0 {
            found.push(holder);
        }
        *hits = hits.saturating_add(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A report of 350 words and a footer of 70 that all have.
    fn with_footer(n: usize) -> Sketch {
        let foot: String = (0..10).map(|i| format!("Column {i} is paid for by its readers. ")).collect();
        let own: String = (0..50).map(|i| format!("Envoy {n} of town {i} spoke here. ")).collect();
        Sketch::of(&(own + &foot))
    }

    fn story(from: usize, to: usize) -> Sketch {
        Sketch::of(
            &(from..to)
                .map(|n| format!("In hall {n} the envoys of province {n} spoke. "))
                .collect::<String>(),
        )
    }

    /// All pairs that share enough keys, by comparing each with each.
    fn by_hand(sketches: &[Sketch]) -> Vec<(u32, u32)> {
        let pairs = (0..sketches.len()).flat_map(|b| (0..b).map(move |a| (a, b)));
        let alike = pairs.filter(|(a, b)| enough_keys(&sketches[*a], &sketches[*b]));
        alike.map(|(a, b)| (a as u32, b as u32)).collect()
    }

    fn by_index(sketches: &[Sketch]) -> Vec<(u32, u32)> {
        let mut index = Index::default();
        let mut pairs = Vec::new();
        for sketch in sketches {
            let found = index.candidates(sketch);
            let number = index.add(sketch.clone());
            pairs.extend(found.into_iter().map(|f| (f, number)));
        }
        pairs
    }

    #[test]
    fn no_pair_is_missed_though_a_footer_is_everywhere() {
        let mut sketches: Vec<Sketch> = (0..SHORT_LIST + 100).map(with_footer).collect();
        sketches.extend((0..60).map(|n| story(n * 30, n * 30 + 60 + n % 47)));
        sketches.extend((0..40).map(|n| with_footer(n * 3)));
        let expected = by_hand(&sketches);
        assert!(expected.len() > 90, "{}", expected.len());
        assert_eq!(by_index(&sketches), expected);
        sketches.reverse();
        assert_eq!(by_index(&sketches).len(), expected.len());
    }

    #[test]
    fn keys_of_a_common_footer_are_left_out() {
        let mut index = Index::default();
        (0..SHORT_LIST + 50).for_each(|n| {
            index.add(with_footer(n));
        });
        let left_out = index.left_out(&with_footer(9999));
        assert!(!left_out.is_empty());
        assert!(left_out.len() <= spare(with_footer(9999).keys().len()));
        assert!(index.lists.iter().any(|l| l.filed().len() + 40 < l.all.len()));
    }
}
