//! Parts of a longer time by their rank: `the first Monday of October`, `the last two weeks of 2015`,
//! `the week after next`, `the 15th of next month`, `the 27th`.

use super::super::expr::{Anchor, Expr, Fields, Reading, Slot};
use super::super::words::{Lex, Unit, Which};
use super::{Grammar, Read};

/// Words that a day of the month alone may stand before.
const AFTER_DAY: [&str; 18] = [
    "and", "or", "to", "at", "in", "when", "with", "as", "but", "he", "she", "they", "it", "we", "after",
    "before", "that", "for",
];

impl Grammar<'_, '_> {
    /// Anything that counts within a longer time.
    pub(super) fn ranked(&self, at: usize) -> Option<Reading> {
        let from = self.skip(at, &["the"]);
        self.after_next(at, from)
            .or_else(|| self.day_in_month(at, from))
            .or_else(|| self.ends_of(at, from))
            .or_else(|| self.slot_of(at, from))
            .or_else(|| self.lone_day(at))
    }

    /// A rank: `first`, `15th`, `last` (-1).
    fn rank(&self, at: usize) -> Read<i8> {
        match self.lex(at) {
            Lex::Which(Which::Last) if self.is(at, "last") => Some((-1, at + 1)),
            _ => self.day(at),
        }
    }

    /// `the week after next`, `the year before last`.
    fn after_next(&self, at: usize, from: usize) -> Option<Reading> {
        let (unit, false) = self.unit(from).filter(|(u, _)| *u >= Unit::Day)? else { return None };
        let to = self.skip(from + 2, &["the"]);
        let step = match (self.is(from + 1, "after"), self.is(from + 1, "before")) {
            (true, _) if self.is(to, "next") => 2,
            (_, true) if self.is(to, "last") => -2,
            _ => return None,
        };
        let closed =
            self.unit(to + 1).is_none() && !matches!(self.lex(to + 1), Lex::Weekday(..) | Lex::Month(..));
        (from > at && closed).then(|| Reading::new(at, to + 1, Expr::Step(unit, step, Anchor::Published)))
    }

    /// `the 15th of next month`.
    fn day_in_month(&self, at: usize, from: usize) -> Option<Reading> {
        let (day, next) = self.day(from)?;
        let ranked = next > from + 1 || matches!(self.lex(from), Lex::Ordinal(_)) || self.is(next, "of");
        let (step, end) = self.which_step(self.skip(self.skip(next, &["of"]), &["the"]))?;
        (ranked && self.is(end, "month")).then(|| Reading::new(at, end + 1, Expr::InMonth(day, step)))
    }

    /// `the first two weeks of 2015`, `the last three months of last year`.
    fn ends_of(&self, at: usize, from: usize) -> Option<Reading> {
        let rank = match self.rank(from)? {
            (rank @ (1 | -1), next) if next == from + 1 => rank,
            _ => return None,
        };
        let (n, next) = self.whole_number(from + 1).filter(|(n, _)| (2..100).contains(n))?;
        let (unit, true) = self.unit(next).filter(|(u, _)| *u >= Unit::Day)? else { return None };
        let (whole, end) = self.longer(next + 1)?;
        let slot = Slot::Unit(unit);
        Some(Reading::new(at, end, Expr::Nth(rank, n as i8, slot, Box::new(whole))))
    }

    /// `the first Monday of October`, `the last week of May 2015`, `the third month of 2021`.
    fn slot_of(&self, at: usize, from: usize) -> Option<Reading> {
        let (rank, next) = self.rank(from)?;
        let slot = match self.lex(next) {
            Lex::Weekday(day, false) => Slot::Weekday(day),
            Lex::Unit(
                unit @ (Unit::Day | Unit::Week | Unit::Weekend | Unit::Month | Unit::Quarter),
                false,
            ) => Slot::Unit(unit),
            Lex::Half if rank == -1 => Slot::Unit(Unit::Half),
            _ => return None,
        };
        let (whole, end) = self.longer(next + 1)?;
        let named = next > from + 1 || !matches!(self.lex(from), Lex::None | Lex::Cardinal(_));
        named.then(|| Reading::new(at, end, Expr::Nth(rank, 1, slot, Box::new(whole))))
    }

    /// `of October`, `of 2015`, `in May 2015`, `of last year`, `of the year`.
    fn longer(&self, at: usize) -> Read<Expr> {
        let of = if self.is_any(at, &["of", "in"]) { at + 1 } else { return None };
        if let Some(read) = self.month_only(of).filter(|(e, _)| matches!(e, Expr::Date(_))) {
            return Some(read);
        }
        if let Some((year, end)) = self.year(of) {
            return Some((Expr::Date(Fields { year: Some(year), ..Fields::default() }), end));
        }
        if let Some(decade) = self.decade(of) {
            return Some(decade);
        }
        let (step, end) = self.which_step(of).or_else(|| self.is(of, "the").then_some((0, of + 1)))?;
        let (unit @ (Unit::Month | Unit::Quarter | Unit::Year), false) = self.unit(end)? else { return None };
        Some((Expr::Step(unit, step, Anchor::Published), end + 1))
    }

    /// `on the 27th`, said of a day; `on the 27th floor` is none.
    pub(super) fn lone_day(&self, at: usize) -> Option<Reading> {
        let cued = self.after_any(
            at,
            &[
                "on",
                "by",
                "until",
                "since",
                "before",
                "after",
                "from",
                "of",
                "for",
                "beginning",
                "starting",
                "ending",
            ],
        );
        let (day, end) = self.day(at + 1).filter(|_| cued && self.is(at, "the"))?;
        let digits = self.number(at + 1).is_some() && end == at + 3;
        let free = self.atoms.get(end).is_none_or(|a| {
            a.is_any(&AFTER_DAY)
                || !(a.text.starts_with(char::is_alphanumeric) || a.dash() || self.apostrophe(end))
        });
        let fields = Fields { day: Some(day), ..Fields::default() };
        (digits && free).then(|| Reading::new(at, end, Expr::Date(fields)))
    }
}
