//! How long: `three-hour talks`, `lasted 90 minutes`, `a 72-hour ceasefire`.

use super::amounts::{Amount, Found};
use super::words::{Word, is_dash, lower};

/// Units with their length in minutes (a month is a twelfth of 365.25 days).
const UNITS: [(&str, f64); 6] = [
    ("minute", 1.0),
    ("hour", 60.0),
    ("day", 1440.0),
    ("week", 10_080.0),
    ("month", 43_830.0),
    ("year", 525_960.0),
];

/// A number of units is exact to half a unit; a little less, so that two hours and three stay two things.
const HALF: f64 = 0.499;

/// A length of time.
#[derive(Clone, Debug, PartialEq)]
pub struct Length {
    /// How many of the unit.
    pub amount: Amount,
    /// `hour`.
    pub unit: &'static str,
    /// Minutes in the unit.
    pub minutes: f64,
}

impl Length {
    /// `3 hours`, `at least 90 minutes`.
    pub fn words(&self) -> String {
        let plural = if self.amount.words() == "1" { "" } else { "s" };
        format!("{} {}{plural}", self.amount.words(), self.unit)
    }

    /// May both be said of one stretch? A number of units is exact to half a unit.
    pub fn allows(&self, other: &Self) -> bool {
        let scaled = |l: &Self| Amount {
            low: l.amount.low * l.minutes,
            high: l.amount.high * l.minutes,
            ..l.amount.clone()
        };
        scaled(self).allows(&scaled(other), (self.minutes * HALF, other.minutes * HALF))
    }

    /// Hours and days are told of different things: talks of three hours, a visit of three days.
    pub fn family(&self) -> &'static str {
        if self.amount.low * self.minutes < 1440.0 { "hours" } else { "days" }
    }
}

/// The length that an amount gives, and one past its last word.
pub fn length(words: &[Word], found: &Found) -> Option<(Length, usize)> {
    if found.amount.currency.is_some() {
        return None;
    }
    let dash = is_dash(words, found.end);
    let at = found.end + usize::from(dash);
    let (halves, at) = and_a_half(words, at);
    let (unit, minutes) = unit_at(words, at)?;
    let mut amount = found.amount.clone();
    (amount.low, amount.high) = (amount.low + halves, amount.high + halves);
    told(words, found.from, at, dash).then_some((Length { amount, unit, minutes }, at + 1))
}

/// `an hour`, `half an hour`, `an hour and a half`: told without a number.
pub fn unnumbered(words: &[Word]) -> Vec<(Length, usize, usize)> {
    let article = |i: &usize| matches!(lower(words, *i), "a" | "an");
    let lengths = (0..words.len()).filter(article).filter_map(|i| {
        let (unit, minutes) = unit_at(words, i + 1).filter(|(u, _)| matches!(*u, "hour" | "day" | "week"))?;
        let half = i > 0 && lower(words, i - 1) == "half";
        let from = i - usize::from(half);
        let from = from
            - usize::from(
                from > 0 && matches!(lower(words, from - 1), "about" | "over" | "nearly" | "almost"),
            );
        let more = if (2..=4).map(|k| lower(words, i + k)).eq(["and", "a", "half"]) { 0.5 } else { 0.0 };
        let amount = Amount { low: 1.0 + more, high: 1.0 + more, ..Amount::one() };
        let whole = Length { amount, unit, minutes };
        let length = if half { halved(&whole)? } else { whole };
        told(words, from, i + 1, false).then_some((length, from, i + 2))
    });
    lengths.collect()
}

/// `half an hour` is 30 minutes.
fn halved(length: &Length) -> Option<Length> {
    let amount = Amount { low: 30.0, high: 30.0, ..Amount::one() };
    (length.unit == "hour").then_some(Length { amount, unit: "minute", minutes: 1.0 })
}

fn and_a_half(words: &[Word], at: usize) -> (f64, usize) {
    if (0..3).map(|k| lower(words, at + k)).eq(["and", "a", "half"]) { (0.5, at + 3) } else { (0.0, at) }
}

fn unit_at(words: &[Word], at: usize) -> Option<(&'static str, f64)> {
    let word = lower(words, at);
    UNITS.iter().find(|(u, _)| word.strip_prefix(u).is_some_and(|rest| matches!(rest, "" | "s"))).copied()
}

/// Is the length of the event told, not an age or how long ago something was?
fn told(words: &[Word], from: usize, unit: usize, dash: bool) -> bool {
    let next = if is_dash(words, unit + 1) { lower(words, unit + 2) } else { lower(words, unit + 1) };
    const PAST: [&str; 12] =
        ["ago", "after", "before", "later", "earlier", "old", "since", "from", "a", "per", "each", "away"];
    let past = PAST.contains(&next);
    let before = |i: usize| from.checked_sub(i).map_or("", |at| lower(words, at));
    let frame = matches!(
        before(1),
        "in" | "within" | "last" | "past" | "next" | "every" | "first" | "after" | "until"
    );
    let lasts =
        matches!(before(1), "for" | "lasted" | "lasting" | "lasts" | "took" | "spent" | "over" | "of")
            || matches!(before(2), "lasted" | "lasting" | "lasts" | "last");
    !past && !frame && (dash || lasts || next == "of")
}
