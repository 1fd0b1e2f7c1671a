//! Parts of a year and what they are compared with: `the third quarter of 2015`, `Q3`, `spring 2014`,
//! `the year-earlier quarter`, `the 1988 period`.

use super::super::expr::{Anchor, Expr, Part, Reading, YearRef};
use super::super::words::{Lex, Unit};
use super::{Grammar, Read};

/// Words that may stand before the year in `the comparable year-ago quarter`.
const COMPARED: [&str; 5] = ["comparable", "corresponding", "same", "like", "similar"];

impl Grammar<'_, '_> {
    /// `the third quarter of 1989`, `third-quarter`, `Q3 2015`, `spring 2014`, `the summer`.
    pub(super) fn quartered(&self, at: usize) -> Option<Reading> {
        if let Some((step, next)) =
            self.which_step(at).filter(|(_, n)| self.is(*n, "year") && self.is(n + 2, "s"))
        {
            let (part, end) = self.part(next + 3)?;
            return Some(Reading::new(at, end, Expr::Part(part, Some(YearRef::Step(step)))));
        }
        let from = self.skip(at, &["the"]);
        let (part, next) = self.part(from)?;
        let at = if self.dash(from + 1) { from } else { at };
        let (year, end) = self.part_year(next);
        if self.is(from, "fall") && year.is_none() && from == at {
            return None;
        }
        let season = matches!(part, Part::Season(_)) && year.is_none();
        Some(Reading::new(if season { from } else { at }, end, Expr::Part(part, year)))
    }

    fn part(&self, at: usize) -> Read<Part> {
        if let Lex::Season(season) = self.lex(at) {
            return Some((Part::Season(season), at + 1));
        }
        if self.is(at, "q")
            && let Some(n @ 1..=4) = self.digits(at + 1, 1).filter(|_| self.glued(at + 1))
        {
            return Some((Part::Quarter(n as i8), at + 2));
        }
        if self.is(at, "h")
            && let Some(n @ 1..=2) = self.digits(at + 1, 1).filter(|_| self.glued(at + 1) && self.capital(at))
        {
            return Some((Part::Half(n as i8), at + 2));
        }
        if self.is(at, "fiscal") {
            let (part, end) = self.part(at + 1 + usize::from(self.dash(at + 1)))?;
            return (!matches!(part, Part::Season(_))).then_some((part, end));
        }
        let rank = match self.lex(at) {
            Lex::Ordinal(n) => n,
            _ => return None,
        };
        let next = self.skip(at + 1 + usize::from(self.dash(at + 1)), &["fiscal"]);
        match (self.lex(next), rank) {
            (Lex::Unit(Unit::Quarter, false), 1..=4) => Some((Part::Quarter(rank as i8), next + 1)),
            (Lex::Half, 1..=2) if self.part_year(next + 1).0.is_some() => {
                Some((Part::Half(rank as i8), next + 1))
            }
            _ => None,
        }
    }

    /// `of 1989`, `1989`, `of last year`.
    fn part_year(&self, at: usize) -> (Option<YearRef>, usize) {
        let of = self.skip(self.skip(self.skip(at, &[","]), &["of", "in"]), &["fiscal"]);
        if let Some((year, end)) = self.year(of) {
            return (Some(YearRef::Number(year)), end);
        }
        if of > at && self.is(of, "the") && self.is(of + 1, "year") {
            return (Some(YearRef::Step(0)), of + 2);
        }
        match self.which_step(of).filter(|(_, next)| self.is(*next, "year")) {
            Some((step, next)) => (Some(YearRef::Step(step)), next + 1),
            None => (None, at),
        }
    }

    /// `the year-ago quarter`, `the year-earlier period`, `the year-ago third quarter`: `unit` and `back`
    /// are what stands before `next`.
    pub(super) fn compared(&self, at: usize, unit: Unit, back: bool, next: usize) -> Option<Reading> {
        if !(unit == Unit::Year && back) {
            return None;
        }
        if let Some((part, end)) = self.part(next) {
            return Some(Reading::new(at, end, Expr::Part(part, Some(YearRef::Step(-1)))));
        }
        let period = self.is_any(next, &["quarter", "period"]);
        period.then(|| Reading::new(at, next + 1, Expr::Step(Unit::Year, -1, Anchor::Ago)))
    }

    /// `the 1988 quarter`, `the 1988 third quarter`, `the 1988 period`.
    pub(super) fn year_first(&self, at: usize) -> Option<Reading> {
        let from = self.skip(at, &["the"]);
        let year = self.digits(from, 4).filter(|y| (1900..2100).contains(y))? as i16;
        if let Some((part, end)) = self.part(from + 1).filter(|_| !self.is_any(from + 1, &["spring", "fall"]))
        {
            return Some(Reading::new(at, end, Expr::Part(part, Some(YearRef::Number(year)))));
        }
        let period = from > at && self.is_any(from + 1, &["quarter", "period"]);
        period.then(|| Reading::new(at, from + 2, Expr::Compared(year)))
    }

    /// `the comparable year-ago quarter`.
    pub(super) fn comparable(&self, at: usize) -> Option<Reading> {
        let the = self.is(at, "the") && self.is_any(at + 1, &COMPARED);
        let rest = if the { self.counted(at + 2)? } else { return None };
        matches!(rest.expr, Expr::Step(Unit::Year, -1, Anchor::Ago) | Expr::Part(_, Some(YearRef::Step(-1))))
            .then_some(Reading { first: at, ..rest })
    }

    /// `the year ended Sept. 30`, `the full year`, `for the week`, `the fiscal year`.
    pub(super) fn whole_unit(&self, at: usize) -> Option<Reading> {
        if !self.is(at, "the") {
            return None;
        }
        let full = self.skip(at + 1, &["full", "fiscal", "whole", "entire", "current", "calendar"]);
        let (unit @ (Unit::Week | Unit::Month | Unit::Quarter | Unit::Year), false) = self.unit(full)? else {
            return None;
        };
        let end = full + 1;
        if self.is_any(end, &["ended", "ending"]) {
            return (unit == Unit::Year).then(|| Reading::new(at, end, Expr::Length(unit, Some(2), None)));
        }
        let cued = full > at + 1 || self.after_any(at, &["for", "during", "throughout"]);
        let open = self.year(end).is_none()
            && !self.is_any(end, &["of", "after", "before", "that", "when", "since", "until", "in"]);
        (cued && open).then(|| Reading::new(at, end, Expr::Step(unit, 0, Anchor::Published)))
    }
}
