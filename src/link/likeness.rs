//! Do two accounts tell one happening? Points for and against, each with its name, added up.

use std::sync::LazyLock;

use serde::Deserialize;

use super::profile::{Party, Profile, Spot, hash};
use crate::account::Status;
use crate::actor::ActorKind;
use crate::recognise::places::kilometres;

/// What points are given for.
pub const REASONS: [&str; 8] = ["base", "who", "clash", "when", "where", "words", "story", "other"];

/// The place of the story among [`REASONS`].
const STORY: usize = 6;

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
    story: Story,
    speech: Kinds,
    spot: Kinds,
    mutual: Kinds,
}

#[derive(Deserialize)]
struct Parties {
    shared: f64,
    person_and_state: f64,
    described: f64,
    same_name: f64,
    bodies: f64,
    groups: f64,
    unknown: f64,
    turned: f64,
    swapped: f64,
    clash: f64,
    clash_named: f64,
    clash_abroad: f64,
    few: f64,
    least: f64,
    vague: f64,
}

#[derive(Deserialize)]
struct Time {
    same_day: f64,
    overlap: f64,
    near: f64,
    soon: f64,
    recalled: f64,
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
    region: f64,
    region_kilometres: f64,
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

#[derive(Deserialize)]
struct Story {
    slope: f64,
    even: f64,
    least: f64,
    most: f64,
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
        self.without_story(a, b).map(|points| self.with_story(points, a, b))
    }

    /// The sum of the points of two accounts that are one event by themselves; `None` for others. The stories of their
    /// reports, which take longest to compare, are left alone where they could not change that.
    pub fn one_event(&self, a: &Profile, b: &Profile) -> Option<f64> {
        let points = self.without_story(a, b).filter(|p| p.sum() + self.story.most >= 0.0)?;
        Some(self.with_story(points, a, b).sum()).filter(|sum| *sum >= 0.0)
    }

    fn without_story(&self, a: &Profile, b: &Profile) -> Option<Points> {
        if a.kind != b.kind {
            return None;
        }
        let when = self.time(a, b)?;
        let (who, clash) = self.parties(a, b)?;
        let place = self.place(a, b);
        // Both another day and another place: nothing holds the two together.
        if when <= self.time.apart && place < 0.0 {
            return None;
        }
        let base = self.bias + self.speech.of(a, self.speech.bias);
        Some(Points([base, who, clash, when, place, self.words(a, b), 0.0, self.other(a, b)]))
    }

    fn with_story(&self, mut points: Points, a: &Profile, b: &Profile) -> Points {
        points.0[STORY] = self.story(a, b);
        points
    }

    /// Points for the parties they share, and against those only one names. `None` when they share none.
    fn parties(&self, a: &Profile, b: &Profile) -> Option<(f64, f64)> {
        let (short, long) = if a.parties.len() <= b.parties.len() { (a, b) } else { (b, a) };
        let turned = self.turned(a, b);
        let mut free: Vec<&Party> = long.parties.iter().collect();
        let mut left: Vec<&Party> = Vec::new();
        let mut shared = 0.0;
        for p in &short.parties {
            let side = |q: &Party| if p.acts == q.acts { 1.0 } else { turned };
            let of = |i: usize| self.same(p, free[i]) * side(free[i]);
            let best = (0..free.len()).map(|i| (of(i), i)).reduce(|x, y| if y.0 > x.0 { y } else { x });
            match best.filter(|(score, _)| *score > 0.0) {
                Some((score, i)) => shared += score * (self.weight(p) + self.weight(free.swap_remove(i))),
                None => left.push(p),
            }
        }
        let all: f64 = a.parties.iter().chain(&b.parties).map(|p| self.weight(p)).sum();
        let share = if all > 0.0 { shared / all } else { 0.0 };
        let few = if share < self.parties.least { self.parties.few } else { 0.0 };
        (share > 0.0).then(|| (self.parties.shared * share + few, self.clash(&left, &free)))
    }

    /// How much a party counts that acts in one account and is acted on in the other.
    fn turned(&self, a: &Profile, b: &Profile) -> f64 {
        let both_sides = |p: &Profile| p.parties.iter().any(|q| q.acts) && p.parties.iter().any(|q| !q.acts);
        match self.mutual.types.contains(&a.kind) {
            true => 1.0,
            false if both_sides(a) && both_sides(b) => self.parties.swapped,
            false => self.parties.turned,
        }
    }

    /// Against two accounts each of which names somebody whom the other leaves out.
    fn clash(&self, left: &[&Party], free: &[&Party]) -> f64 {
        let named = |p: &&&Party| matches!(p.kind, ActorKind::Person | ActorKind::State | ActorKind::Igo);
        let abroad = |p: &Party, q: &Party| p.country != 0 && q.country != 0 && p.country != q.country;
        let w = &self.parties;
        let persons =
            |p: &Party, q: &Party| [p, q].iter().all(|p| p.kind == ActorKind::Person && !p.described);
        let points = |p: &Party, q: &Party| match () {
            () if abroad(p, q) => w.clash_abroad,
            () if persons(p, q) => w.clash_named,
            () => w.clash,
        };
        let pairs = left.iter().filter(named).flat_map(|p| free.iter().filter(named).map(move |q| (*p, *q)));
        pairs.map(|(p, q)| points(p, q)).fold(0.0, f64::min)
    }

    /// How much a party says of which event it is: a kind of people says less than a name.
    fn weight(&self, p: &Party) -> f64 {
        if p.kind == ActorKind::Group { self.parties.vague } else { 1.0 }
    }

    /// How much two parties are the same, 0 to 1.
    fn same(&self, p: &Party, q: &Party) -> f64 {
        use ActorKind::{Body, Group, Person, State};
        if p.actor == q.actor {
            return 1.0;
        }
        let w = &self.parties;
        let called = p.name.iter().filter(|n| **n != 0 && q.name.contains(n)).count();
        let at_home = p.country != 0 && p.country == q.country;
        let abroad = p.country != 0 && q.country != 0 && !at_home;
        let one_surname = called > 0 && p.name[0] == q.name[0];
        match (p.kind, q.kind) {
            _ if abroad => 0.0,
            (Person, Person) if p.described || q.described => match () {
                () if at_home => w.described,
                () if called > 1 => w.same_name,
                () => w.unknown,
            },
            (Person, Person) if one_surname => w.same_name,
            (Person, Person) => 0.0,
            (State, State) => 0.0,
            (State, _) | (_, State) => {
                if at_home {
                    w.person_and_state
                } else {
                    w.unknown
                }
            }
            _ if called > 0 => w.same_name,
            (Body, Body) if at_home => w.bodies,
            (Group, _) | (_, Group) if at_home => w.groups,
            _ => 0.0,
        }
    }

    /// `None` when the days exclude one another.
    fn time(&self, a: &Profile, b: &Profile) -> Option<f64> {
        let t = &self.time;
        let (Some(x), Some(y)) = (a.around(), b.around()) else { return Some(t.unknown) };
        let stated = a.days.is_some() && b.days.is_some();
        let soon = a.published.zip(b.published).is_some_and(|(p, q)| p.abs_diff(q) <= 1);
        let apart = if self.mutual.types.contains(&a.kind) { self.mutual.apart } else { 0.0 };
        match x.gap(y) {
            0 if !stated => Some(t.near + if soon { t.soon } else { 0.0 }),
            0 if x == y && x.length() == 1 => Some(t.same_day),
            0 if x.length().max(y.length()) > t.wide => Some(0.0),
            0 => Some(t.overlap),
            1 if stated => Some(t.apart + apart),
            _ if stated => None,
            _ => a.reach().zip(b.reach()).filter(|(x, y)| x.gap(*y) == 0).map(|_| t.recalled),
        }
    }

    fn place(&self, a: &Profile, b: &Profile) -> f64 {
        let (Some(x), Some(y)) = (&a.place, &b.place) else { return 0.0 };
        let w = &self.place;
        let inside = |x: &Spot, y: &Spot| x.is_state || (x.name == y.division && x.name != 0);
        let far = x.at.zip(y.at).map(|(p, q)| {
            let degrees = |at: (f32, f32)| (f64::from(at.0), f64::from(at.1));
            kilometres(degrees(p), degrees(q))
        });
        match far {
            _ if x.name == y.name => w.same,
            _ if x.country != y.country && x.country != 0 && y.country != 0 => {
                w.abroad + self.spot.of(a, self.spot.apart)
            }
            _ if inside(x, y) || inside(y, x) => w.within,
            Some(far) if far <= w.near_kilometres => w.near,
            Some(far) if far <= w.region_kilometres => w.region,
            _ => w.apart + self.spot.of(a, self.spot.apart),
        }
    }

    fn words(&self, a: &Profile, b: &Profile) -> f64 {
        let weight =
            self.other.words + self.speech.of(a, self.speech.words) + self.spot.of(a, self.spot.words);
        a.words.likeness(&b.words).map_or(self.other.no_words, |l| weight * l)
    }

    fn story(&self, a: &Profile, b: &Profile) -> f64 {
        if a.story.is_empty() || b.story.is_empty() {
            return 0.0;
        }
        let w = &self.story;
        (w.slope * (a.story.likeness(&b.story) - w.even)).clamp(w.least, w.most)
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
