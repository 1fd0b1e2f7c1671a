//! Do two accounts tell one happening? Points for and against, each with its name, added up.

use std::sync::LazyLock;

use serde::Deserialize;

use super::profile::{Party, Profile, Spot, hash};
use crate::account::Status;
use crate::actor::ActorKind;
use crate::recognise::places::kilometres;

/// What points are given for.
pub const REASONS: [&str; 7] = ["base", "who", "clash", "when", "where", "words", "other"];

/// Points for and against two accounts telling one event, in the order of [`REASONS`].
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Points(pub [f64; REASONS.len()]);

impl Points {
    /// Their sum, log-odds: from 0 on the two are one event.
    pub fn sum(&self) -> f64 {
        self.0.iter().sum()
    }
}

/// The table `data/likeness.toml`, which says what each weight means.
#[derive(Deserialize)]
pub struct Weights {
    bias: f64,
    parties: Parties,
    time: Time,
    place: Place,
    other: Other,
    speech: Kinds,
    spot: Kinds,
    mutual: Kinds,
}

#[derive(Deserialize)]
struct Parties {
    shared: f64,
    person_and_state: f64,
    same_name: f64,
    bodies: f64,
    groups: f64,
    turned: f64,
    clash: f64,
    least: f64,
}

#[derive(Deserialize)]
struct Time {
    same_day: f64,
    overlap: f64,
    near: f64,
    unknown: f64,
    apart: f64,
    wide: i32,
}

#[derive(Deserialize)]
struct Place {
    same: f64,
    within: f64,
    near: f64,
    near_kilometres: f64,
    apart: f64,
    abroad: f64,
}

#[derive(Deserialize)]
struct Other {
    mode: f64,
    setting: f64,
    other_setting: f64,
    denied: f64,
    words: f64,
    no_words: f64,
}

/// Some types, and what else counts for them.
#[derive(Deserialize)]
struct Kinds {
    #[serde(deserialize_with = "hashes")]
    types: Vec<u64>,
    #[serde(default)]
    bias: f64,
    #[serde(default)]
    words: f64,
    #[serde(default)]
    apart: f64,
}

fn hashes<'de, D: serde::Deserializer<'de>>(names: D) -> Result<Vec<u64>, D::Error> {
    Ok(Vec::<String>::deserialize(names)?.iter().map(|n| hash(n)).collect())
}

/// The weights of the embedded table.
pub fn weights() -> &'static Weights {
    static TABLE: LazyLock<Weights> = LazyLock::new(|| {
        toml::from_str(include_str!("data/likeness.toml"))
            .expect("the embedded table is sound: a test reads it")
    });
    &TABLE
}

impl Weights {
    /// The points of two accounts; `None` where something in them excludes that they are one event.
    pub fn points(&self, a: &Profile, b: &Profile) -> Option<Points> {
        if a.kind != b.kind {
            return None;
        }
        let (who, clash) = self.parties(a, b)?;
        let when = self.time(a, b)?;
        let place = self.place(a, b);
        // Both another day and another place: nothing holds the two together.
        if when <= self.time.apart && place < 0.0 {
            return None;
        }
        let base = self.bias + self.speech.of(a, self.speech.bias);
        Some(Points([base, who, clash, when, place, self.words(a, b), self.other(a, b)]))
    }

    /// Points for the parties they share, and against those only one names. `None` when they share too few.
    fn parties(&self, a: &Profile, b: &Profile) -> Option<(f64, f64)> {
        let (short, long) = if a.parties.len() <= b.parties.len() {
            (&a.parties, &b.parties)
        } else {
            (&b.parties, &a.parties)
        };
        let mutual = self.mutual.types.contains(&a.kind);
        let mut free: Vec<&Party> = long.iter().collect();
        let mut shared = 0.0;
        let mut left: Vec<&Party> = Vec::new();
        for p in short {
            let of = |q: &Party| {
                self.same(p, q) * if mutual || p.acts == q.acts { 1.0 } else { self.parties.turned }
            };
            let best = (0..free.len()).map(|i| (of(free[i]), i)).reduce(|x, y| if y.0 > x.0 { y } else { x });
            match best.filter(|(score, _)| *score > 0.0) {
                Some((score, i)) => {
                    shared += score;
                    free.swap_remove(i);
                }
                None => left.push(p),
            }
        }
        let all = a.parties.len() + b.parties.len();
        let share = if all == 0 { 0.0 } else { 2.0 * shared / all as f64 };
        let named = |p: &&Party| matches!(p.kind, ActorKind::Person | ActorKind::State | ActorKind::Igo);
        let clash = left.iter().any(|p| named(p)) && free.iter().any(|p| named(p));
        (share >= self.parties.least)
            .then_some((self.parties.shared * share, if clash { self.parties.clash } else { 0.0 }))
    }

    /// How much two parties are the same, 0 to 1.
    fn same(&self, p: &Party, q: &Party) -> f64 {
        use ActorKind::{Body, Group, Person, State};
        if p.actor == q.actor {
            return 1.0;
        }
        let called = p.name.iter().any(|w| *w != 0 && q.name.contains(w));
        let at_home = p.country != 0 && p.country == q.country;
        let abroad = p.country != 0 && q.country != 0 && !at_home;
        match (p.kind, q.kind) {
            (Person, Person) => {
                if called && p.name[0] == q.name[0] && !abroad {
                    self.parties.same_name
                } else {
                    0.0
                }
            }
            (State, State) => 0.0,
            (State, _) | (_, State) => {
                if at_home {
                    self.parties.person_and_state
                } else {
                    0.0
                }
            }
            _ if called && !abroad => self.parties.same_name,
            (Body, Body) if at_home => self.parties.bodies,
            (Group, _) | (_, Group) if at_home => self.parties.groups,
            _ => 0.0,
        }
    }

    /// `None` when the days exclude one another.
    fn time(&self, a: &Profile, b: &Profile) -> Option<f64> {
        let t = &self.time;
        let (Some(x), Some(y)) = (a.around(), b.around()) else { return Some(t.unknown) };
        let stated = a.days.is_some() && b.days.is_some();
        match x.gap(y) {
            0 if !stated => Some(t.near),
            0 if x == y && x.length() == 1 => Some(t.same_day),
            0 if x.length().max(y.length()) > t.wide => Some(0.0),
            0 => Some(t.overlap),
            1 if stated => Some(t.apart),
            _ => None,
        }
    }

    fn place(&self, a: &Profile, b: &Profile) -> f64 {
        let (Some(x), Some(y)) = (&a.place, &b.place) else { return 0.0 };
        let w = &self.place;
        if x.name == y.name {
            return w.same;
        }
        if x.country != y.country && x.country != 0 && y.country != 0 {
            return w.abroad + self.spot.of(a, self.spot.apart);
        }
        if x.is_state || y.is_state {
            return w.within;
        }
        if near(x, y, w.near_kilometres) { w.near } else { w.apart + self.spot.of(a, self.spot.apart) }
    }

    fn words(&self, a: &Profile, b: &Profile) -> f64 {
        let weight =
            self.other.words + self.speech.of(a, self.speech.words) + self.spot.of(a, self.spot.words);
        a.words.likeness(&b.words).map_or(self.other.no_words, |l| weight * l)
    }

    fn other(&self, a: &Profile, b: &Profile) -> f64 {
        let w = &self.other;
        let both = |x: u64, y: u64| x != 0 && y != 0;
        let mode = if both(a.mode, b.mode) && a.mode != b.mode { w.mode } else { 0.0 };
        let setting = match both(a.setting, b.setting) {
            true if a.setting == b.setting => w.setting,
            true => w.other_setting,
            false => 0.0,
        };
        let denied =
            |x: Status, y: Status| x == Status::NotHeld && matches!(y, Status::Held | Status::Ongoing);
        let opposed = denied(a.status, b.status) || denied(b.status, a.status);
        mode + setting + if opposed { w.denied } else { 0.0 }
    }
}

impl Kinds {
    /// `value` where the account is of one of these types, else 0.
    fn of(&self, a: &Profile, value: f64) -> f64 {
        if self.types.contains(&a.kind) { value } else { 0.0 }
    }
}

fn near(x: &Spot, y: &Spot, kilometres_apart: f64) -> bool {
    let degrees = |at: (f32, f32)| (f64::from(at.0), f64::from(at.1));
    x.at.zip(y.at).is_some_and(|(p, q)| kilometres(degrees(p), degrees(q)) <= kilometres_apart)
}
