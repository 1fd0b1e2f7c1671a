//! What a place's name may mean, as the tables spell it and as news does.

use crate::gazetteer::atlas::Kind;
use crate::gazetteer::places::Candidate;
use crate::gazetteer::table::key;
use crate::gazetteer::{Entry, Gazetteer};

/// A candidate and how well the words fit its name: 0 for the name itself, below 0 for less.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading {
    /// The place.
    pub candidate: Candidate,
    /// Bits.
    pub fit: f64,
}

/// Words before a name that are no part of it.
const BEFORE: [&str; 26] = [
    "the",
    "city of",
    "town of",
    "village of",
    "county of",
    "state of",
    "province of",
    "port of",
    "borough of",
    "greater",
    "downtown",
    "central",
    "northern",
    "southern",
    "eastern",
    "western",
    "northeastern",
    "northwestern",
    "southeastern",
    "southwestern",
    "north-eastern",
    "north-western",
    "south-eastern",
    "south-western",
    "inner",
    "mainland",
];
/// Words after a name that tell its kind, with the kinds they ask for.
const AFTER: [(&str, Kinds); 25] = [
    ("county", Kinds::Second),
    ("parish", Kinds::Second),
    ("borough", Kinds::Second),
    ("district", Kinds::Division),
    ("governorate", Kinds::Division),
    ("province", Kinds::Division),
    ("prefecture", Kinds::Division),
    ("oblast", Kinds::Division),
    ("region", Kinds::Division),
    ("department", Kinds::Division),
    ("state", Kinds::Division),
    ("city", Kinds::Town),
    ("town", Kinds::Town),
    ("village", Kinds::Town),
    ("township", Kinds::Town),
    ("twp", Kinds::Town),
    ("municipality", Kinds::Any),
    ("area", Kinds::Any),
    ("metro", Kinds::Town),
    ("heights", Kinds::Town),
    ("airport", Kinds::Town),
    ("international airport", Kinds::Town),
    ("valley", Kinds::Any),
    ("island", Kinds::Any),
    ("islands", Kinds::Any),
];
/// How news and tables shorten the first or last word of a name.
const SHORT: [(&str, &str); 12] = [
    ("st", "saint"),
    ("ste", "sainte"),
    ("mt", "mount"),
    ("ft", "fort"),
    ("pt", "point"),
    ("n", "north"),
    ("s", "south"),
    ("e", "east"),
    ("w", "west"),
    ("twp", "township"),
    ("co", "county"),
    ("ste", "saint"),
];

/// Kinds of place that a word asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kinds {
    Any,
    Town,
    Second,
    Division,
}

impl Kinds {
    fn allow(self, kind: Kind) -> bool {
        match self {
            Self::Any => true,
            Self::Town => matches!(kind, Kind::Town | Kind::Part | Kind::Seat | Kind::Capital | Kind::Post),
            Self::Second => kind == Kind::Second,
            Self::Division => matches!(kind, Kind::First | Kind::Second | Kind::Region),
        }
    }
}

/// The first-level divisions of that name or code, by their own words alone.
pub fn divisions(gazetteer: &Gazetteer, words: &str) -> Vec<Reading> {
    let mut found = exact(gazetteer, words, 0.0);
    found.retain(|r| r.candidate.kind == Kind::First);
    found
}

/// Everything the words may mean.
pub fn readings(gazetteer: &Gazetteer, words: &str) -> Vec<Reading> {
    let found = whole(gazetteer, words);
    if found.is_empty() { within(gazetteer, tidy(words)) } else { found }
}

/// What the words as a whole may mean.
pub fn whole(gazetteer: &Gazetteer, words: &str) -> Vec<Reading> {
    let words = tidy(words);
    let mut found = exact(gazetteer, words, 0.0);
    // `La.` is Louisiana, whatever `LA` is.
    if words.ends_with('.')
        && words.contains(char::is_lowercase)
        && found.iter().any(|r| r.candidate.kind == Kind::First)
    {
        found.retain(|r| r.candidate.kind == Kind::First);
        return found;
    }
    // A county by its bare name, unless the name is some great place's: `Washington`.
    if !found.iter().any(|r| r.candidate.people > 18.9) {
        found.extend(counties(gazetteer, words));
    }
    if found.is_empty() {
        found = respelled(gazetteer, words);
    }
    if found.is_empty() {
        found = trimmed(gazetteer, words);
    }
    found
}

/// The words without marks around them and an owner's `'s`.
fn tidy(words: &str) -> &str {
    let words = words.trim_matches(|c: char| !c.is_alphanumeric() && c != '.');
    let owner = ["'s", "’s", "s'", "s’"].iter().find_map(|s| {
        let bare = words.strip_suffix(s)?;
        Some(if s.starts_with('s') { &words[..bare.len() + 1] } else { bare })
    });
    owner.unwrap_or(words)
}

fn exact(gazetteer: &Gazetteer, words: &str, fit: f64) -> Vec<Reading> {
    let mut all = gazetteer.places.candidates(words);
    let by_the_way = gazetteer.lookup(words).iter().filter_map(|e| match e {
        Entry::Demonym(c) => gazetteer.places.state(*c),
        Entry::Government(c) => capital(gazetteer, *c),
        _ => None,
    });
    all.extend(by_the_way);
    if is_code(words) {
        all.extend(gazetteer.places.by_code(words));
    }
    all.dedup();
    all.into_iter().map(|candidate| Reading { candidate, fit }).collect()
}

/// A palace stands in the capital.
fn capital(gazetteer: &Gazetteer, country: usize) -> Option<Candidate> {
    let name = gazetteer.countries.get(country)?.capital.as_deref()?;
    let own = |c: &Candidate| c.country == Some(country) && c.kind == Kind::Capital;
    gazetteer.places.candidates(name).into_iter().find(own)
}

/// Two or three capitals: a postal code of a state or province.
fn is_code(words: &str) -> bool {
    (2..=3).contains(&words.len()) && words.bytes().all(|b| b.is_ascii_uppercase())
}

/// `Avoyelles task force`: a county by its bare name.
fn counties(gazetteer: &Gazetteer, words: &str) -> Vec<Reading> {
    let bare = words.split(' ').count() <= 2 && words.starts_with(char::is_uppercase) && !is_code(words);
    let kinds = [" County", " Parish"].iter().filter(|_| bare);
    let mut all: Vec<Reading> = kinds.flat_map(|k| exact(gazetteer, &format!("{words}{k}"), -5.0)).collect();
    all.retain(|r| r.candidate.kind == Kind::Second);
    all
}

/// `St.` for `Saint`, `Mount` for `Mt`, spaces for hyphens.
fn respelled(gazetteer: &Gazetteer, words: &str) -> Vec<Reading> {
    let plain = key(words);
    let mut parts: Vec<&str> = plain.split(' ').collect();
    let mut forms = vec![plain.replace('-', " "), plain.replace(' ', "-"), plain.replace('\'', "")];
    for i in [0, parts.len().saturating_sub(1)] {
        let Some(&word) = parts.get(i) else { continue };
        for (short, long) in SHORT {
            let other = if word == short {
                long
            } else if word == long {
                short
            } else {
                continue;
            };
            parts[i] = other;
            forms.push(parts.join(" "));
            parts[i] = word;
        }
    }
    // `W. Va.`
    if plain.len() <= 6 {
        forms.push(plain.replace(' ', ""));
    }
    forms.sort();
    forms.dedup();
    forms.iter().filter(|f| **f != plain).flat_map(|f| exact(gazetteer, f, -0.5)).collect()
}

/// The name without words of kind and direction around it.
fn trimmed(gazetteer: &Gazetteer, words: &str) -> Vec<Reading> {
    let mut all = Vec::new();
    for before in BEFORE {
        let head = words.get(..before.len()).filter(|h| h.eq_ignore_ascii_case(before));
        if let Some(rest) = head.and_then(|h| words[h.len()..].strip_prefix(' ')) {
            all.extend(again(gazetteer, rest, -0.5));
        }
    }
    for (after, kinds) in AFTER {
        let split = words.len().checked_sub(after.len()).filter(|&at| words.is_char_boundary(at));
        let (rest, tail) = words.split_at(split.unwrap_or(0));
        if let Some(rest) = rest.strip_suffix(' ').filter(|_| tail.eq_ignore_ascii_case(after)) {
            let mut fit = again(gazetteer, rest, -1.0);
            let asked = fit.iter().any(|r| kinds.allow(r.candidate.kind));
            fit.retain(|r| !asked || kinds.allow(r.candidate.kind));
            all.extend(fit);
        }
    }
    all
}

fn again(gazetteer: &Gazetteer, words: &str, fit: f64) -> Vec<Reading> {
    let mut found = exact(gazetteer, words, fit);
    if found.is_empty() {
        found = respelled(gazetteer, words);
    }
    found
}

/// `Boston Logan Airport`, `University of Leicester`: the longest place's name within a longer one.
fn within(gazetteer: &Gazetteer, words: &str) -> Vec<Reading> {
    let parts: Vec<&str> = words.split([' ', ',']).filter(|p| !p.is_empty()).collect();
    for len in (1..parts.len().min(7)).rev() {
        // The last parts first: `Royal Court of Jersey`.
        for start in (0..=parts.len() - len).rev() {
            let part = parts[start..start + len].join(" ");
            if part.len() < 3 || !part.starts_with(char::is_uppercase) || kind_word(&part) {
                continue;
            }
            let found = gazetteer.places.candidates(tidy(&part)).into_iter();
            let mut found: Vec<Reading> = found.map(|candidate| Reading { candidate, fit: -4.0 }).collect();
            found.retain(|r| !r.candidate.common && known_afar(&r.candidate));
            if !found.is_empty() {
                return found;
            }
        }
    }
    Vec::new()
}

/// A town of 15,000 people, or more than a town: what a longer name may be called after.
fn known_afar(c: &Candidate) -> bool {
    matches!(c.kind, Kind::Country | Kind::First | Kind::Capital | Kind::Region)
        || c.people > 13.87 && !matches!(c.kind, Kind::Second | Kind::Airport)
}

/// Words of kind and direction are no names by themselves.
fn kind_word(part: &str) -> bool {
    const WORDS: [&str; 48] = [
        "county",
        "city",
        "park",
        "lake",
        "river",
        "street",
        "avenue",
        "road",
        "north",
        "south",
        "east",
        "west",
        "centre",
        "center",
        "university",
        "college",
        "school",
        "hospital",
        "church",
        "hall",
        "house",
        "hotel",
        "station",
        "square",
        "creek",
        "hill",
        "mount",
        "island",
        "bay",
        "port",
        "bridge",
        "royal",
        "high",
        "airport",
        "northern",
        "southern",
        "eastern",
        "western",
        "central",
        "northwest",
        "northeast",
        "southwest",
        "southeast",
        "northwestern",
        "southeastern",
        "delta",
        "district",
        "state",
    ];
    let plain = key(part);
    WORDS.contains(&plain.as_str())
}
