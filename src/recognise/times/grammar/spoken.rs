//! Numbers as they are spoken: years (`nineteen ninety-six`, `two thousand and five`), days
//! (`May twenty-one`), times of day (`half past seven`), as transcripts have them.

use super::super::words::Lex;
use super::{Grammar, Read};

impl Grammar<'_, '_> {
    /// A year in words.
    pub(super) fn spelled_year(&self, at: usize) -> Read<i16> {
        let Lex::Cardinal(first) = self.lex(at) else { return None };
        if first == 2 && self.is(at + 1, "thousand") {
            let rest = self.skip(at + 2, &["and"]);
            let (n, end) = self.below_hundred(rest).unwrap_or((0, at + 2));
            return Some((2000 + n as i16, end));
        }
        if !(17..=20).contains(&first) {
            return None;
        }
        let hundreds = first as i16 * 100;
        if self.is(at + 1, "hundred") && first < 20 {
            let (n, end) = self.below_hundred(self.skip(at + 2, &["and"])).unwrap_or((0, at + 2));
            return Some((hundreds + n as i16, end));
        }
        if self.is_any(at + 1, &["zero", "oh"]) {
            let (n, end) = self.below_hundred(at + 2).filter(|(n, _)| *n < 10)?;
            return Some((hundreds + n as i16, end));
        }
        let next = at + 1 + usize::from(self.dash(at + 1));
        let (n, end) = self.below_hundred(next).filter(|(n, _)| (10..100).contains(n))?;
        // `twenty thirty-somethings`: nobody speaks of years far ahead like that.
        (first < 20 || n < 50).then_some((hundreds + n as i16, end))
    }

    /// `seven`, `fifteen`, `ninety-six` in words.
    fn below_hundred(&self, at: usize) -> Read<u32> {
        match self.lex(at) {
            Lex::Cardinal(n @ 1..=99) => {
                let ones = at + 1 + usize::from(self.dash(at + 1));
                match self.lex(ones) {
                    Lex::Cardinal(one @ 1..=9) if n >= 20 => Some((n + one, ones + 1)),
                    _ => Some((n, at + 1)),
                }
            }
            _ => None,
        }
    }

    /// A day of the month as a plain number in words, behind a month's name.
    pub(super) fn spoken_day(&self, at: usize) -> Read<i8> {
        if self.spelled_year(at).is_some() {
            return None;
        }
        let (n, end) = self.below_hundred(at).filter(|(n, _)| (1..=31).contains(n))?;
        let closed = self.unit(end).is_none() && !self.is_any(end, &["hundred", "thousand", "million", "of"]);
        (closed && self.capital(at.saturating_sub(1))).then_some((n as i8, end))
    }

    /// `half past seven`, `a quarter to nine`, `ten minutes past 9`: hour and minute.
    pub(super) fn spoken_time(&self, at: usize) -> Read<(u32, u32)> {
        let (minutes, next) = match self.lex(at) {
            Lex::Half => (30, at + 1),
            _ if self.is(at, "quarter") => (15, at + 1),
            _ => {
                let (n, end) = self.whole_number(at).filter(|(n, _)| *n < 60)?;
                (n, self.skip(end, &["minutes", "minute", "mins", "min"]))
            }
        };
        let (hour, end) = self.whole_number(next + 1).filter(|(h, _)| (1..=12).contains(h))?;
        let spoken = self.lex(at) == Lex::Half || self.is(at, "quarter") || next > at + 1;
        match (self.is(next, "past"), self.is_any(next, &["to", "before"])) {
            (true, _) => Some(((hour, minutes), end)),
            (_, true) if spoken && minutes > 0 && self.unit(end).is_none() => {
                Some((((hour + 11) % 12, 60 - minutes), end))
            }
            _ => None,
        }
    }

    /// `in the morning`, `at night` behind an hour: true for the second half of the day.
    pub(super) fn half_by_words(&self, at: usize) -> Read<bool> {
        if self.is(at, "at") && self.is(at + 1, "night") {
            return Some((true, at + 2));
        }
        if !(self.is(at, "in") && self.is(at + 1, "the")) {
            return None;
        }
        match self.lex(at + 2) {
            Lex::Part("MO") => Some((false, at + 3)),
            Lex::Part("AF" | "EV") => Some((true, at + 3)),
            _ => None,
        }
    }
}
