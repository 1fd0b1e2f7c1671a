//! Amounts of time: `two weeks`, `three days ago`, `every Monday`, `the third quarter of 2015`.

use super::super::expr::{Anchor, Expr, Halves, Reading};
use super::super::words::{Lex, Unit};
use super::{Grammar, Read};

/// Words before a plural unit alone that make it a length (`for weeks`, not `the weeks`).
const BEFORE_PLURAL: [&str; 16] = [
    "for", "in", "of", "over", "within", "after", "take", "took", "takes", "lasted", "last", "within",
    "spent", "spend", "by", "than",
];

impl Grammar<'_, '_> {
    /// A unit of time; true for a plural. `second` is one only behind a number.
    pub(super) fn unit(&self, at: usize) -> Read2 {
        match self.lex(at) {
            Lex::Unit(unit, plural) => Some((unit, plural)),
            Lex::Ordinal(2) if at > 0 && (self.number(at - 1).is_some() || self.is(at - 1, "one")) => {
                Some((Unit::Second, false))
            }
            _ => None,
        }
    }

    /// A number in digits or words, `a`, `several`, `half a`.
    pub(super) fn count(&self, at: usize) -> Read<Halves> {
        match self.lex(at) {
            Lex::Vague(n) => Some(self.vague(n, at + 1)),
            Lex::Half => Some((Some(1), self.skip(at + 1, &["a", "an", "-"]))),
            Lex::Article => match self.lex(at + 1) {
                Lex::Vague(n) => Some(self.vague(n, at + 2)),
                Lex::Half => Some((Some(1), self.skip(at + 2, &["-"]))),
                Lex::Cardinal(_) => self.whole_number(at + 1).map(|(n, end)| (Some(n * 2), end)),
                _ => Some((Some(2), self.skip(at + 1, &["full", "whole", "further", "single"]))),
            },
            _ => {
                let (n, end) = self.whole_number(at)?;
                if self.is(end, ".")
                    && self.digits(end + 1, 1) == Some(5)
                    && self.glued(end)
                    && self.glued(end + 1)
                {
                    return Some((Some(n.checked_mul(2)? + 1), end + 2));
                }
                let (half, end) = self.and_a_half(end);
                Some((
                    Some(n.checked_mul(2)? + half),
                    self.skip(end, &["more", "full", "whole", "straight", "consecutive"]),
                ))
            }
        }
    }

    // `a few`, `a couple of`, `dozens of`, `several more`, `several hundred`.
    fn vague(&self, n: u32, at: usize) -> (Halves, usize) {
        let end = self.skip(self.skip(at, &["of"]), &["more", "hundred", "thousand", "dozen", "decades"]);
        let end = if self.is(end - 1, "decades") { end - 1 } else { end };
        ((n > 0).then_some(n * 2), end)
    }

    // `a year and a half`.
    fn and_half(&self, count: Halves, at: usize) -> (Halves, usize) {
        let half = self.is(at, "and") && self.is(at + 1, "a") && self.is(at + 2, "half");
        if half { (count.map(|c| c + 1), at + 3) } else { (count, at) }
    }

    // `two and a half`.
    fn and_a_half(&self, at: usize) -> (u32, usize) {
        if self.digits(at, 1) == Some(1) && self.is(at + 1, "/") && self.digits(at + 2, 1) == Some(2) {
            return (1, at + 3);
        }
        let dash = usize::from(self.dash(at));
        let half = self.is(at + dash, "and")
            && self.is(at + 1 + 2 * dash, "a")
            && self.is(at + 2 + 3 * dash, "half");
        if half { (1, at + 3 + 3 * dash) } else { (0, at) }
    }

    /// `12`, `twenty-five`, `two hundred`.
    pub(super) fn whole_number(&self, at: usize) -> Read<u32> {
        if let Some(n) = self.number(at) {
            let fraction = at > 0
                && self.glued(at)
                && (self.apostrophe(at - 1) || self.is_any(at - 1, &[".", ",", "$", "£", "€", "/"]));
            return (!fraction && n < 10_000).then_some((n, at + 1));
        }
        let Lex::Cardinal(mut n) = self.lex(at) else { return None };
        let mut end = at + 1;
        let next = end + usize::from(self.dash(end));
        if let (20..=90, Lex::Cardinal(ones @ 1..=9)) = (n, self.lex(next)) {
            (n, end) = (n + ones, next + 1);
        }
        while let Lex::Cardinal(times @ (12 | 100 | 1000)) = self.lex(end) {
            (n, end) = (n.saturating_mul(times).min(100_000), end + 1);
        }
        Some((n, end))
    }

    /// `two weeks`, `three days ago`, `a year earlier`, `week-long`, `for weeks`.
    pub(super) fn counted(&self, at: usize) -> Option<Reading> {
        let the = usize::from(self.is(at, "the"));
        let first = usize::from(the == 1 && self.is(at + 1, "first"));
        let (count, next) = match self.count(at + the + first) {
            Some(read) => read,
            None => return self.uncounted(at),
        };
        let next = self.second_count(next);
        let hyphen = self.dash(next);
        let next = next + usize::from(hyphen);
        let next = self.skip(next, &["business", "working", "trading", "calendar", "fiscal"]);
        let (unit, _) = self.unit(next)?;
        let seconds = unit == Unit::Second && self.lex(next) == Lex::Ordinal(2) && !self.is(at, "one");
        // `a quarter of the people`, `three-quarters of its food`.
        if unit == Unit::Quarter && self.is(next + 1, "of") {
            return None;
        }
        if self.aged(next + 1) || (seconds && self.number(next - 1).is_none()) {
            return None;
        }
        if self.rate(at) && self.tail(next + 1).is_none() {
            return Some(Reading::new(at, next + 1, Expr::Set(length(unit, count))));
        }
        // TimeML leaves the article of `a two-week visit` out, and takes `nearly two weeks` whole.
        let single = self.is_any(at, &["a", "an"]) && !self.unit(next)?.1;
        let article = self.is_any(at, &["a", "an", "the"]) && (hyphen || single) && !self.is(next + 1, "ago");
        let number = self.lex(at) != Lex::Article
            || self.number(at + 1).is_some()
            || matches!(self.lex(at + 1), Lex::Cardinal(_));
        let start = if article && number { at + 1 } else { self.approximately(at) };
        Some(self.tailed(start, next + 1, unit, count))
    }

    /// The end of `two to three`, `20-30`: the lower number counts.
    fn second_count(&self, at: usize) -> usize {
        let joined = self.is_any(at, &["to", "or"]) || (self.dash(at) && self.number(at + 1).is_some());
        let second = if joined { self.whole_number(at + 1) } else { None };
        second
            .filter(|(_, end)| self.unit(end + usize::from(self.dash(*end))).is_some())
            .map_or(at, |(_, end)| end)
    }

    /// The end of `or so`, `or more` behind an amount.
    fn or_so(&self, at: usize) -> usize {
        let vague = self.is(at, "or") && self.is_any(at + 1, &["so", "more", "less", "two"]);
        if vague { at + 2 } else { at }
    }

    /// `$3 billion a year`, `three times a week`.
    fn rate(&self, at: usize) -> bool {
        let amounts = [
            "million", "billion", "trillion", "times", "%", "percent", "dollars", "barrels", "once", "twice",
        ];
        let number = at > 0 && self.number(at - 1).is_some() && self.atoms[at].spaced;
        self.is_any(at, &["a", "an"]) && (number || self.after_any(at, &amounts))
    }

    /// The start of `nearly`, `more than`, `at least` before an amount.
    fn approximately(&self, at: usize) -> usize {
        if self.after_any(at, &["nearly", "almost"]) {
            return at - 1;
        }
        let two = |a: &[&str], b: &str| at > 1 && self.is(at - 1, b) && self.is_any(at - 2, a);
        if two(&["more", "less", "fewer"], "than")
            || two(&["at"], "least")
            || two(&["at"], "most")
            || two(&["up"], "to")
        {
            return at - 2;
        }
        at
    }

    /// `35-year-old`, `five years old`, `two years of age`.
    fn aged(&self, at: usize) -> bool {
        let at = at + usize::from(self.dash(at));
        self.is_any(at, &["old", "olds"]) || (self.is(at, "of") && self.is(at + 1, "age"))
    }

    /// A length, moved by `ago`, `earlier`, `later`, `from now` behind it.
    fn tailed(&self, at: usize, end: usize, unit: Unit, count: Halves) -> Reading {
        let (count, end) = self.and_half(count, end);
        if let Some(reading) = self.compound(at, end, unit, count) {
            return reading;
        }
        let end = self.or_so(end);
        if let (Some(halves), Some((back, inner, end))) =
            (count.filter(|_| unit >= Unit::Day), self.counted_day(end))
        {
            let n = i32::try_from(halves / 2).unwrap_or(0);
            return Reading::new(at, end, Expr::Beside(unit, if back { -n } else { n }, Box::new(inner)));
        }
        let tail = self.tail(end);
        let step = |back: bool, anchor| match count {
            Some(halves) if unit >= Unit::Day => {
                // `a decade later` is ten years on, not the next decade.
                let (unit, halves) =
                    if unit == Unit::Decade { (Unit::Year, halves * 10) } else { (unit, halves) };
                let n = i32::try_from(halves / 2).unwrap_or(0);
                Expr::Step(unit, if back { -n } else { n }, anchor)
            }
            Some(_) if anchor == Anchor::Reference => Expr::Length(unit, count, None),
            _ => Expr::Vague(unit, back, anchor),
        };
        match tail {
            Some((back, anchor, end)) => Reading::new(at, end, step(back, anchor)),
            None => Reading::new(at, self.long(end), Expr::Length(unit, count, None)),
        }
    }

    /// `two years and three months`, `1 month, 21 days ago`: ever smaller units.
    fn compound(&self, at: usize, end: usize, unit: Unit, count: Halves) -> Option<Reading> {
        let (mut parts, mut end) = (vec![(unit, count?)], end);
        while let Some((count, next)) = self.count(self.skip(end, &["and", ","]))
            && let (Some(halves), Some((unit, _))) = (count, self.unit(next))
            && parts.last().is_some_and(|(last, _)| unit < *last)
        {
            parts.push((unit, halves));
            end = next + 1;
        }
        let tail = self.tail(end).filter(|_| parts.iter().all(|(unit, _)| *unit >= Unit::Day));
        let (toward, end) = tail.map_or((None, end), |(back, anchor, end)| (Some((back, anchor)), end));
        (parts.len() > 1).then(|| Reading::new(at, end, Expr::Compound(parts, toward)))
    }

    /// `from tomorrow`, `before Christmas` behind an amount; `after Tuesday's vote` counts from the vote.
    fn counted_day(&self, at: usize) -> Option<(bool, Expr, usize)> {
        let back = self.is(at, "before");
        let inner = match back || self.is_any(at, &["from", "after"]) {
            true => self.day_expr(at + 1)?,
            false => return None,
        };
        (!self.apostrophe(inner.end) && inner.clock.is_none()).then_some((back, inner.expr, inner.end))
    }

    fn tail(&self, at: usize) -> Option<(bool, Anchor, usize)> {
        let dash = usize::from(self.dash(at) && self.glued(at));
        let at = at + dash;
        let word = |words: &[&str]| self.is_any(at, words);
        if word(&["ago"]) || (word(&["back"]) && !self.is(at + 1, "to")) {
            return Some((true, Anchor::Ago, at + 1));
        }
        if word(&["hence"]) || (word(&["from"]) && self.is(at + 1, "now")) {
            return Some((false, Anchor::Ago, at + if word(&["hence"]) { 1 } else { 2 }));
        }
        if word(&["earlier", "previously"]) {
            return Some((true, Anchor::Reference, at + 1));
        }
        if word(&["later"]) {
            return Some((false, Anchor::Reference, at + 1));
        }
        let closed = self.atoms.get(at + 1).is_none_or(|a| !a.text.starts_with(char::is_alphanumeric));
        (word(&["before", "after"]) && closed && dash == 0)
            .then(|| (self.is(at, "before"), Anchor::Reference, at + 1))
    }

    // `month-long`, `week long`.
    fn long(&self, at: usize) -> usize {
        let word = at + usize::from(self.dash(at) && self.glued(at));
        if self.is(word, "long") { word + 1 } else { at }
    }

    /// Units without a number: `the day before`, `year-earlier`, `weeks ago`, `for decades`.
    fn uncounted(&self, at: usize) -> Option<Reading> {
        let all = self.is(at, "all") && !self.after_any(at, &["of", "at", "in"]);
        if all
            && let Some((unit @ (Unit::Day | Unit::Week | Unit::Month | Unit::Year), false)) =
                self.unit(at + 1 + usize::from(self.dash(at + 1)))
        {
            let end = at + 2 + usize::from(self.dash(at + 1));
            return Some(Reading::new(at, self.long(end), Expr::Length(unit, Some(2), None)));
        }
        let the = usize::from(self.is(at, "the"));
        let (unit, plural) = self.unit(at + the)?;
        let end = at + the + 1;
        if plural {
            let tailed = self.tailed(at, end, unit, None);
            let cued = tailed.end > end || self.after_any(at, &BEFORE_PLURAL);
            return (the == 0 && cued).then_some(tailed);
        }
        if unit == Unit::Quarter
            && the == 1
            && self.after_any(at, &["in", "for", "during"])
            && !self.capital(at + 1)
        {
            return Some(Reading::new(at, end, Expr::Step(unit, 0, Anchor::Reference)));
        }
        let (back, mut anchor, after) = self.tail(end)?;
        let joined = self.dash(end);
        if joined {
            anchor = Anchor::Ago;
        }
        if joined && let Some(reading) = self.compared(at, unit, back, after) {
            return Some(reading);
        }
        let step = Expr::Step(unit, if back { -1 } else { 1 }, anchor);
        let first = if joined { at + the } else { at };
        ((the == 1 || joined) && unit >= Unit::Day).then(|| Reading::new(first, after, step))
    }
}

type Read2 = Option<(Unit, bool)>;

/// TIMEX3 duration of so many units: `P2W`, `PT3H`, `PXY`, `P2Y6M`.
pub fn length(unit: Unit, count: Halves) -> String {
    let (letter, times) = match unit {
        Unit::Second => ("TS", 1),
        Unit::Minute => ("TM", 1),
        Unit::Hour => ("TH", 1),
        Unit::Day => ("D", 1),
        Unit::Weekend => ("WE", 1),
        Unit::Week => ("W", 1),
        Unit::Fortnight => ("W", 2),
        Unit::Month => ("M", 1),
        Unit::Quarter => ("Q", 1),
        Unit::Half => ("M", 6),
        Unit::Year => ("Y", 1),
        Unit::Decade if count.is_some() => ("Y", 10),
        Unit::Century if count.is_some() => ("Y", 100),
        Unit::Millennium if count.is_some() => ("Y", 1000),
        Unit::Decade => ("DE", 1),
        Unit::Century => ("CE", 1),
        Unit::Millennium => ("ML", 1),
    };
    let (clock, letter) = letter.strip_prefix('T').map_or(("", letter), |l| ("T", l));
    match count.map(|halves| halves.saturating_mul(times)) {
        Some(halves) if halves % 2 == 1 => {
            let (n, half) = (halves / 2, half_of(unit));
            match (n, half) {
                (0, Some(half)) => format!("P{clock}{half}"),
                (_, Some(half)) => format!("P{clock}{n}{letter}{half}"),
                (_, None) => format!("P{clock}{n}.5{letter}"),
            }
        }
        Some(halves) => format!("P{clock}{}{letter}", halves / 2),
        None => format!("P{clock}X{letter}"),
    }
}

/// Half a unit in the next smaller one.
fn half_of(unit: Unit) -> Option<&'static str> {
    match unit {
        Unit::Minute => Some("30S"),
        Unit::Hour => Some("30M"),
        Unit::Year => Some("6M"),
        _ => None,
    }
}

/// TIMEX3 duration of several units: `P1M21D`, `P1DT2H`.
pub fn lengths(parts: &[(Unit, u32)]) -> String {
    let mut value = String::from("P");
    for (unit, halves) in parts {
        let part = length(*unit, Some(*halves));
        let part = part.trim_start_matches('P');
        value.push_str(if value.contains('T') { part.trim_start_matches('T') } else { part });
    }
    value
}
