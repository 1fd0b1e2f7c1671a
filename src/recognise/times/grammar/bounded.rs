//! Times by other times: `the week of March 6`, `the day before Christmas`.

use super::super::expr::{Expr, Reading};
use super::super::words::{Lex, Unit};
use super::Grammar;

impl Grammar<'_, '_> {
    /// `the week of March 6`, `the week beginning 6 March`, `the day after the election` is none.
    pub(super) fn by_another(&self, at: usize) -> Option<Reading> {
        let from = self.skip(at, &["the"]);
        if self.is(from, "month")
            && self.is(from + 1, "of")
            && let Some((whole @ Expr::Date(_), end)) = self.month_only(from + 2)
        {
            return Some(Reading::new(at, end, whole));
        }
        let (unit @ (Unit::Day | Unit::Week | Unit::Weekend | Unit::Month | Unit::Year), false) =
            self.unit(from)?
        else {
            return None;
        };
        let around = self.is_any(from + 1, &["of", "beginning", "starting", "commencing", "ending", "ended"]);
        if from > at && around && matches!(unit, Unit::Week | Unit::Weekend) {
            let day = self.skip(from + 2, &["on"]);
            let inner = self.day_expr(day).or_else(|| self.lone_day(day))?;
            return Some(Reading::new(at, inner.end, Expr::Around(unit, Box::new(inner.expr))));
        }
        let back = self.is(from + 1, "before");
        let tomorrow = unit == Unit::Day && matches!(self.lex(from + 2), Lex::Deictic(_));
        if (from == at && !tomorrow) || !(back || self.is_any(from + 1, &["after", "following"])) {
            return None;
        }
        let inner = self.day_expr(from + 2)?;
        let step = if back { -1 } else { 1 };
        Some(Reading::new(at, inner.end, Expr::Beside(unit, step, Box::new(inner.expr))))
    }

    /// An expression that means a day by itself.
    pub(super) fn day_expr(&self, at: usize) -> Option<Reading> {
        let read = self
            .dated(at)
            .or_else(|| self.deictic(at))
            .or_else(|| self.which(at))
            .or_else(|| self.phrase_at(at));
        read.filter(|r| match &r.expr {
            Expr::Date(fields) => fields.day.is_some() || fields.weekday.is_some(),
            Expr::Step(Unit::Day, ..) | Expr::Holiday(..) | Expr::Slashed(..) | Expr::InYear(..) => true,
            Expr::Which(_, thing) => matches!(thing, super::super::expr::Thing::Weekday(_)),
            _ => false,
        })
    }
}
