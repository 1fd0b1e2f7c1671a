//! Which accounts are compared at all: those of one type that share a party's country (or the party itself, where it
//! has none) and a day on which the event can be. So linking stays near-linear in the size of the record.

use super::profile::{Days, Party, Profile};

/// A time longer than this is no day by which an account is found: it is found by the months it covers.
const SHORT_DAYS: i32 = 18;
/// An account without any day is found by so many of the terms that its report is most about ...
const TERMS_ASKED: usize = 8;
/// ... among the so many that each report is.
const TERMS_GIVEN: usize = 4;
/// The slots of long times: so many days each, whatever the calendar calls them.
const MONTH_DAYS: i32 = 31;

/// How an account stands in a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// By a day: compared with all others in the block.
    Day,
    /// By a month that holds its day: compared with those that cover the month.
    Within,
    /// By a month that it covers: compared with all others in the block.
    Covers,
}

/// A block that an account is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// The block.
    pub block: u64,
    /// How the account stands in it.
    pub role: Role,
}

/// The blocks of an account, ascending, each once.
pub fn keys(profile: &Profile) -> Vec<Key> {
    let mut parties: Vec<u64> = profile.parties.iter().flat_map(Party::keys).collect();
    parties.sort_unstable();
    parties.dedup();
    let mut slots = slots(profile);
    if profile.setting != 0 {
        slots.push((mixed(profile.setting, 3), Role::Day));
    }
    let of = |p: &u64| mixed(profile.kind, *p);
    let all = parties.iter().flat_map(|p| slots.iter().map(move |(s, role)| (mixed(of(p), *s), *role)));
    let mut keys: Vec<Key> = all.map(|(block, role)| Key { block, role }).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// The days, or for a long time the months, on which it can be; where there is neither, what its report is about.
fn slots(profile: &Profile) -> Vec<(u64, Role)> {
    let terms = |n: usize, role: Role| {
        let heaviest = profile.story.heaviest(n).into_iter();
        heaviest.map(move |t| (mixed(4, u64::from(t)), role))
    };
    let Some(days) = profile.reach() else { return terms(TERMS_ASKED, Role::Covers).collect() };
    let about = terms(TERMS_GIVEN, Role::Within);
    if days.length() > SHORT_DAYS {
        return months(days, Role::Covers).into_iter().chain(about).collect();
    }
    // One day more: a neighbour that tells the day otherwise is met there.
    let day = |d: i32| (mixed(2, d as u64), Role::Day);
    (days.first..=days.last + 1).map(day).chain(months(days, Role::Within)).chain(about).collect()
}

fn months(days: Days, role: Role) -> Vec<(u64, Role)> {
    let slots = days.first.div_euclid(MONTH_DAYS)..=days.last.div_euclid(MONTH_DAYS);
    slots.map(|m| (mixed(1, m as u64), role)).collect()
}

/// Two numbers as one: the finaliser of SplitMix64 (Steele, Lea, Flood 2014, doi:10.1145/2660193.2660195).
fn mixed(a: u64, b: u64) -> u64 {
    let mut x = a.rotate_left(23) ^ b.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// Calls `with` for each pair of accounts that share a block, once, by their indices.
pub fn pairs(keys: &[Vec<Key>], mut with: impl FnMut(usize, usize)) {
    let mut entries: Vec<(Key, u32)> = Vec::with_capacity(keys.iter().map(Vec::len).sum());
    keys.iter().enumerate().for_each(|(i, all)| entries.extend(all.iter().map(|k| (*k, i as u32))));
    entries.sort_unstable_by_key(|(k, i)| (k.block, *i));
    for block in entries.chunk_by(|a, b| a.0.block == b.0.block) {
        for (n, (k, i)) in block.iter().enumerate() {
            for (other, j) in &block[n + 1..] {
                let (i, j) = (*i as usize, *j as usize);
                if meet(k.role, other.role) && first_shared(&keys[i], &keys[j]) == Some(k.block) {
                    with(i, j);
                }
            }
        }
    }
}

/// Are two that stand so in a block compared?
pub fn meet(a: Role, b: Role) -> bool {
    (a, b) != (Role::Within, Role::Within)
}

/// The first block in which two accounts meet: a pair that shares several is looked at once.
fn first_shared(a: &[Key], b: &[Key]) -> Option<u64> {
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        match a[i].block.cmp(&b[j].block) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal if meet(a[i].role, b[j].role) => return Some(a[i].block),
            std::cmp::Ordering::Equal => (i, j) = (i + 1, j + 1),
        }
    }
    None
}
