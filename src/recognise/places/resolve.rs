//! Which of the places that a name may mean a report speaks of.
//!
//! Each candidate has a score in bits: what its kind and its people make likely before anything else is
//! known, what the text writes beside the name, and how near it lies to what the other names of the report
//! may mean. One name has one sense in a report, save where the text itself says otherwise.

use super::lookup::Reading;
use crate::gazetteer::atlas::Kind;
use crate::gazetteer::places::Candidate;

/// What the score is made of. Set by hand; read errors on texts, then change one at a time.
mod weight {
    /// For each doubling of its people.
    pub const PEOPLE: f64 = 0.35;
    /// Lies in what is written beside the name.
    pub const HELD: f64 = 14.0;
    /// In the state of the outlet.
    pub const HOME: f64 = 3.0;
    /// An ordinary word or a person's name as well.
    pub const COMMON: f64 = -1.0;
    /// Bears the name besides another.
    pub const ALIAS: f64 = -2.0;
    /// For the root of the support by the other names.
    pub const CONTEXT: f64 = 5.5;
    /// Support that hardly counts: a single name from the same state.
    pub const CHANCE: f64 = 0.5;
    /// Kilometres at which nearness counts half.
    pub const NEAR: f64 = 60.0;
    /// Rounds in which names settle each other.
    pub const ROUNDS: usize = 3;
}

/// At most this many candidates of a name are weighed.
const MOST: usize = 120;

/// A name of the report, with all that is said of where it is.
#[derive(Clone, Debug, Default)]
pub struct Ask {
    /// The name under which its mentions are one.
    pub name: String,
    /// What it may mean.
    pub readings: Vec<Reading>,
    /// What the text writes beside it.
    pub holders: Vec<Candidate>,
    /// How much it tells of the others: its mentions.
    pub weight: f64,
}

/// The sense of each name, the best candidate with its score.
pub fn settle(asks: &[Ask], home: Option<usize>) -> Vec<Option<Candidate>> {
    let fixed: Vec<Vec<Scored>> = asks.iter().map(|a| options(a, home)).collect();
    let mut now = fixed.clone();
    let voices = voices(asks);
    for _ in 0..weight::ROUNDS {
        let voice = |i: &usize| Voice {
            ask: *i,
            top: best(&now[*i]).map_or(0.0, |b| b.score),
            options: now[*i].clone(),
        };
        let before: Vec<Voice> = voices.iter().map(voice).collect();
        for (i, options) in now.iter_mut().enumerate() {
            for (option, base) in options.iter_mut().zip(&fixed[i]) {
                option.score = base.score + gain(support(asks, &before, i, &base.candidate));
            }
        }
    }
    now.iter().map(|options| best(options).map(|b| b.candidate)).collect()
}

/// So many names speak for the others, those named most: the work stays linear in a long report.
const VOICES: usize = 200;

/// A name that speaks for others, with what it may mean in this round.
struct Voice {
    ask: usize,
    /// The score of its best option.
    top: f64,
    options: Vec<Scored>,
}

/// The names that speak for the others, in the order of the text, in which sums run.
fn voices(asks: &[Ask]) -> Vec<usize> {
    let mut all: Vec<usize> = (0..asks.len()).collect();
    all.sort_by(|a, b| asks[*b].weight.total_cmp(&asks[*a].weight));
    all.truncate(VOICES);
    all.sort_unstable();
    all
}

/// Bits for so much support: much for the first names that agree, less for each further one.
fn gain(support: f64) -> f64 {
    weight::CONTEXT * ((support + weight::CHANCE).sqrt() - weight::CHANCE.sqrt())
}

#[derive(Clone, Copy, Debug)]
struct Scored {
    candidate: Candidate,
    score: f64,
}

fn best(options: &[Scored]) -> Option<&Scored> {
    options.iter().fold(None, |best: Option<&Scored>, o| match best {
        Some(b) if b.score >= o.score => Some(b),
        _ => Some(o),
    })
}

/// The candidates of a name with the part of their score that does not depend on the other names.
fn options(ask: &Ask, home: Option<usize>) -> Vec<Scored> {
    let scored = ask.readings.iter().map(|r| Scored { candidate: r.candidate, score: alone(ask, r, home) });
    let mut all: Vec<Scored> = scored.collect();
    all.sort_by(|a, b| b.score.total_cmp(&a.score));
    all.truncate(MOST);
    all
}

fn alone(ask: &Ask, reading: &Reading, home: Option<usize>) -> f64 {
    let c = &reading.candidate;
    let kind = match c.kind {
        Kind::Country => 3.0,
        Kind::First if namesake(ask, c) => -2.5,
        Kind::First => 1.0,
        Kind::Capital => 2.5,
        Kind::Seat => 0.5,
        Kind::Town | Kind::Post => 0.0,
        Kind::Region if c.country.is_none() => 3.0,
        Kind::Region => 0.5,
        Kind::Part => -0.5,
        Kind::Airport => -1.0,
        Kind::Second => -3.0,
    };
    let held = ask.holders.iter().any(|h| within(c, h));
    let home = home.is_some() && c.country == home;
    reading.fit
        + kind
        + alias(c)
        + weight::PEOPLE * c.people
        + if held { weight::HELD } else { 0.0 }
        + if home { weight::HOME } else { 0.0 }
        + if c.common { weight::COMMON } else { 0.0 }
}

/// A name borne besides another; a capital's other names belong to other cities often (`Cape Town`).
fn alias(c: &Candidate) -> f64 {
    match (c.own, c.kind) {
        (true, _) => 0.0,
        (false, Kind::Capital) => weight::ALIAS,
        (false, _) => weight::ALIAS / 4.0,
    }
}

/// A state that shares its name with a great city (half a million people) gives way to it: `New York`.
fn namesake(ask: &Ask, state: &Candidate) -> bool {
    let great = |c: &Candidate| matches!(c.kind, Kind::Town | Kind::Seat | Kind::Capital) && c.people > 18.9;
    ask.readings.iter().any(|r| r.fit >= 0.0 && great(&r.candidate) && r.candidate.country == state.country)
}

/// Does `holder` hold the place, and is not it?
fn within(c: &Candidate, holder: &Candidate) -> bool {
    c != holder
        && match holder.kind {
            Kind::Country => c.country == holder.country && c.kind != Kind::Country,
            Kind::First => c.first == holder.first && c.kind != Kind::First,
            Kind::Second => c.second.is_some() && c.second == holder.second && c.kind != Kind::Second,
            _ => false,
        }
}

/// What the other names say for a candidate: of each the candidate that is nearest to it, counted by how
/// likely that one is itself.
fn support(asks: &[Ask], voices: &[Voice], own: usize, c: &Candidate) -> f64 {
    let mut sum = 0.0;
    for voice in voices {
        if voice.ask == own || asks[voice.ask].name == asks[own].name {
            continue;
        }
        let mut most: f64 = 0.0;
        for option in &voice.options {
            let gap = voice.top - option.score;
            let likely = 1.0 / (1.0 + gap * gap / 2.0);
            if likely > most {
                most = most.max(likely * closeness(c, &option.candidate));
            }
        }
        sum += most * asks[voice.ask].weight;
    }
    sum
}

/// How much two places belong together: 1 within a few kilometres, 2 in one county: that both names are
/// found there is unlikely to be chance.
fn closeness(a: &Candidate, b: &Candidate) -> f64 {
    if a.country.is_none() || a.country != b.country {
        let small = |c: &Candidate| !matches!(c.kind, Kind::Country | Kind::First | Kind::Region);
        let world = |c: &Candidate| matches!(c.kind, Kind::Country | Kind::Region);
        if world(a) && world(b) {
            return 0.1;
        }
        return if small(a) && small(b) { nearness(a, b) * 0.8 } else { 0.0 };
    }
    let shared = match (a.kind, b.kind) {
        (Kind::Country, Kind::Country) => 1.0,
        // That a report speaks of a state tells nothing of its villages.
        (Kind::Country, _) | (_, Kind::Country)
            if a.people.min(b.people) < 16.6 && !division(a) && !division(b) =>
        {
            0.1
        }
        (Kind::Country, _) | (_, Kind::Country) => 0.4,
        _ if a.first.is_none() || a.first != b.first => 0.25,
        (Kind::First, _) | (_, Kind::First) => 0.8,
        _ if a.second.is_some() && a.second == b.second => 2.0,
        _ => 0.6,
    };
    let extended = |c: &Candidate| matches!(c.kind, Kind::Country | Kind::First);
    if extended(a) || extended(b) { shared } else { shared.max(nearness(a, b)) }
}

fn division(c: &Candidate) -> bool {
    matches!(c.kind, Kind::First | Kind::Seat | Kind::Capital | Kind::Region)
}

fn nearness(a: &Candidate, b: &Candidate) -> f64 {
    let far = kilometres((a.lat, a.lon), (b.lat, b.lon)) / weight::NEAR;
    1.0 / (1.0 + far * far)
}

/// Kilometres between two points, on a map that is true around their middle: good to a few per cent below
/// a thousand.
pub fn kilometres(a: (f64, f64), b: (f64, f64)) -> f64 {
    const DEGREE: f64 = 111.2;
    let middle = (a.0 + b.0) / 2.0;
    let turn = (a.1 - b.1).abs();
    let east = turn.min(360.0 - turn) * cosine(middle);
    let north = a.0 - b.0;
    DEGREE * (north * north + east * east).sqrt()
}

/// Bhaskara's approximation of the cosine of degrees, within 0.002; arithmetic alone, the same everywhere.
fn cosine(degrees: f64) -> f64 {
    let x = degrees.abs().min(90.0);
    let square = x * x;
    (32_400.0 - 4.0 * square) / (32_400.0 + square)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kilometres_of_a_known_way() {
        // Paris to London: 344 km.
        let far = kilometres((48.8566, 2.3522), (51.5074, -0.1278));
        assert!((far - 344.0).abs() < 4.0, "{far}");
        assert!(kilometres((0.0, 179.9), (0.0, -179.9)) < 23.0);
    }
}
