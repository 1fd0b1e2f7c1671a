//! Words that count from a day: `last week`, `next Monday`, `yesterday`, `early this year`.

use super::super::expr::{Anchor, Expr, Fields, Halves, Reading, Side, Thing};
use super::super::words::{Edge, Lex, Unit, Which};
use super::{Grammar, Read};

impl Grammar<'_, '_> {
    /// `yesterday`, `tomorrow night`, `tonight`, `the day before yesterday`.
    pub(super) fn deictic(&self, at: usize) -> Option<Reading> {
        let day =
            |n, end| self.with_clock(Reading::new(at, end, Expr::Step(Unit::Day, n, Anchor::Published)));
        match self.lex(at) {
            Lex::Deictic(n) => Some(day(n, at + 1)),
            Lex::PartToday(part) => {
                let today = day(0, at + 1);
                Some(Reading { clock: today.clock.clone().or_else(|| Some(part.to_owned())), ..today })
            }
            Lex::The if self.is(at + 1, "day") => match self.lex(at + 3) {
                Lex::Deictic(-1) if self.is(at + 2, "before") => Some(day(-2, at + 4)),
                Lex::Deictic(1) if self.is(at + 2, "after") => Some(day(2, at + 4)),
                _ => None,
            },
            _ => None,
        }
    }

    /// `last week`, `this Monday`, `the past two years`, `the following day`, `the weekend`.
    pub(super) fn which(&self, at: usize) -> Option<Reading> {
        let the = usize::from(self.is_any(at, &["the", "these", "those"]));
        if the == 1 && self.is(at, "the") && self.is(at + 1, "weekend") {
            return Some(Reading::new(at, at + 2, Expr::Step(Unit::Weekend, 0, Anchor::Reference)));
        }
        let Lex::Which(which) = self.lex(at + the) else { return None };
        let next = self.skip(at + the + 1, &["fiscal", "full"]);
        self.which_named(at, which, next)
            .or_else(|| self.which_part(at, which, next))
            .or_else(|| self.which_unit(at, which, next, the == 1))
            .or_else(|| self.which_length(at, which, next))
    }

    fn which_named(&self, at: usize, which: Which, next: usize) -> Option<Reading> {
        if let Some(Reading { end, expr: Expr::Holiday(day, None), .. }) = self.phrase_at(next) {
            return Some(Reading::new(at, end, Expr::Which(which, Thing::Holiday(day))));
        }
        let thing = match self.lex(next) {
            Lex::Weekday(day, false) => Thing::Weekday(day),
            Lex::Month(month, short) if self.capital(next) || (!short && !matches!(month, 3 | 5)) => {
                Thing::Month(month)
            }
            Lex::Season(season) => Thing::Season(season),
            _ => return None,
        };
        let end = self.month(next).map_or(next + 1, |(_, end)| end);
        if matches!(thing, Thing::Month(_)) && self.number(end).is_some_and(|d| d < 32) {
            return None; // `last Oct. 23` is a day
        }
        Some(self.with_clock(Reading::new(at, end, Expr::Which(which, thing))))
    }

    /// `last night`, `this morning`, `that evening`, `the next morning`.
    fn which_part(&self, at: usize, which: Which, next: usize) -> Option<Reading> {
        let Lex::Part(part) = self.lex(next) else { return None };
        let the = self.is(at, "the");
        let (step, anchor) = match which {
            Which::Last | Which::Past | Which::Recent => (-1, Anchor::Published),
            Which::This => (0, Anchor::Published),
            Which::Next if !the => (1, Anchor::Published),
            Which::Next | Which::Following | Which::Coming => (1, Anchor::Reference),
            Which::Previous => (-1, Anchor::Reference),
            Which::Same => (0, Anchor::Reference),
        };
        let reading = Reading::new(at, next + 1, Expr::Step(Unit::Day, step, anchor));
        Some(Reading { clock: Some(part.to_owned()), ..reading })
    }

    fn which_unit(&self, at: usize, which: Which, next: usize, the: bool) -> Option<Reading> {
        let (unit, false) = self.unit(next)? else { return None };
        if unit < Unit::Day {
            return None;
        }
        if self.capital(at) && self.capital(next) && at > 0 && self.lex(at) != Lex::The {
            return None; // a title: `ABC's "This Week"`
        }
        let step = |n, anchor| Expr::Step(unit, n, anchor);
        let one: Halves = Some(2);
        let expr = match which {
            Which::Past => Expr::Length(unit, one, Some(Which::Past)),
            Which::Recent => return None,
            Which::Last if the && unit >= Unit::Decade => Expr::Length(unit, one, Some(Which::Past)),
            Which::Last => step(-1, Anchor::Published),
            Which::This => step(0, Anchor::Published),
            Which::Next if the && unit == Unit::Day => step(1, Anchor::Reference),
            Which::Next if the => Expr::Length(unit, one, Some(Which::Next)),
            Which::Next | Which::Coming => step(1, Anchor::Published),
            Which::Previous => step(-1, Anchor::Reference),
            Which::Following => step(1, Anchor::Reference),
            Which::Same => step(0, Anchor::Reference),
        };
        let on = self.skip(self.skip(next + 1, &[","]), &["on"]);
        if let (Expr::Step(Unit::Week, n, Anchor::Published), Lex::Weekday(day, false)) =
            (&expr, self.lex(on))
        {
            return Some(self.with_clock(Reading::new(at, on + 1, Expr::InWeek(day, *n))));
        }
        Some(Reading::new(at, next + 1, expr))
    }

    /// `the past two years`, `the next few days`, `recent weeks`.
    fn which_length(&self, at: usize, which: Which, next: usize) -> Option<Reading> {
        // `expected to last ten days` is a verb.
        const HELPERS: [&str; 10] =
            ["to", "will", "would", "could", "can", "may", "might", "should", "must", "not"];
        if self.is(at, "last") && self.after_any(at, &HELPERS) {
            return None;
        }
        let (count, after) = self.count(next).unwrap_or((None, next));
        let after = self.skip(after, &["business", "working", "consecutive", "full"]);
        let (unit, plural) = self.unit(after)?;
        let toward = match which {
            Which::Recent => Which::Recent,
            Which::Last | Which::Past => Which::Past,
            Which::Next | Which::Coming => Which::Next,
            Which::Previous | Which::Following => which,
            Which::This | Which::Same => return None,
        };
        plural.then(|| Reading::new(at, after + 1, Expr::Length(unit, count, Some(toward))))
    }

    /// The step of `last`, `this`, `next` before a unit.
    pub(super) fn which_step(&self, at: usize) -> Read<i32> {
        let Lex::Which(which) = self.lex(at) else { return None };
        let step = match which {
            Which::Last => -1,
            Which::This => 0,
            Which::Next => 1,
            _ => return None,
        };
        Some((step, at + 1))
    }

    /// `early February`, `mid-2015`, `the end of this month`, `earlier this year`, `year-end`.
    pub(super) fn edged(&self, at: usize) -> Option<Reading> {
        if let Lex::Shift(earlier) = self.lex(at) {
            return self.sided(at, earlier);
        }
        if let Some(end) = self.year_end(at) {
            let year = Reading::new(at, end, Expr::Step(Unit::Year, 0, Anchor::Published));
            return Some(Reading { edge: Some(Edge::Late), ..year });
        }
        let from = self.skip(at, &["the"]);
        let Lex::Edge(edge) = self.lex(from) else { return None };
        let of = self.skip(from + 1, &["of", "in", "-", "–"]);
        if self.is_any(from, &["end", "start", "beginning"]) && of == from + 1 {
            return None;
        }
        let whole = self.whole_edged(of)?;
        Some(Reading { first: at, edge: Some(edge), ..whole })
    }

    /// `year-end`, `by year end`, `by year's end`.
    fn year_end(&self, at: usize) -> Option<usize> {
        let cued = self.after_any(at, &["by", "at", "before", "until", "around", "since"]);
        let end = match self.is(at, "year") {
            false => return None,
            true if self.dash(at + 1) => at + 2,
            true if cued && self.apostrophe(at + 1) => at + 3,
            true if cued => at + 1,
            true => return None,
        };
        self.is(end, "end").then_some(end + 1)
    }

    fn whole_edged(&self, at: usize) -> Option<Reading> {
        if self.is(at, "the")
            && let Some((unit @ (Unit::Day | Unit::Week | Unit::Month | Unit::Year | Unit::Decade), false)) =
                self.unit(at + 1)
        {
            return Some(Reading::new(at, at + 2, Expr::Step(unit, 0, Anchor::Published)));
        }
        if let Lex::Part(part) = self.lex(at) {
            return Some(Reading { clock: Some(part.to_owned()), ..Reading::new(at, at + 1, Expr::Clock) });
        }
        let bare = |r: &Reading| !matches!(r.expr, Expr::Length(..));
        self.dated(at)
            .or_else(|| self.which(at))
            .or_else(|| self.deictic(at))
            .or_else(|| self.quartered(at))
            .filter(bare)
    }

    /// `the rest of the year`, `the remainder of 2016`.
    pub(super) fn remaining(&self, at: usize) -> Option<Reading> {
        let from = self.skip(at, &["the"]);
        let rest = self.is_any(from, &["rest", "remainder"]) && self.is(from + 1, "of");
        let whole = if rest { self.whole_edged(from + 2)? } else { return None };
        Some(Reading { first: at, side: Some(Side::Later), ..whole })
    }

    fn sided(&self, at: usize, earlier: bool) -> Option<Reading> {
        let of = self.skip(self.skip(at + 1, &["in", "on"]), &["the"]);
        let whole = if of > at + 1 && self.is(of - 1, "the") {
            let (unit @ (Unit::Day | Unit::Week | Unit::Month | Unit::Year), false) = self.unit(of)? else {
                return None;
            };
            // In news `earlier in the day` is said of the day of the report, whatever was named before.
            Reading::new(of - 1, of + 1, Expr::Step(unit, 0, Anchor::Published))
        } else {
            self.which(at + 1).or_else(|| self.deictic(at + 1)).or_else(|| self.dated(of))?
        };
        // TimeML leaves `earlier` out before a day (`earlier Friday`), not before a longer time.
        let day =
            matches!(whole.expr, Expr::Date(Fields { weekday: Some(_), .. }) | Expr::Step(Unit::Day, ..));
        let at = if day { whole.first } else { at };
        let whole = self.with_clock(whole);
        let side = if earlier { Side::Earlier } else { Side::Later };
        (!matches!(whole.expr, Expr::Length(..))).then_some(Reading { first: at, side: Some(side), ..whole })
    }
}
