//! What recurs: `every Monday at 9 a.m.`, `each year`, `every other day`.

use super::super::expr::{Expr, Reading};
use super::super::words::Lex;
use super::{Grammar, length};

impl Grammar<'_, '_> {
    /// `every Monday`, `each year`, `every two weeks`, `every other day`.
    pub(super) fn repeated(&self, at: usize) -> Option<Reading> {
        let Lex::Every(step) = self.lex(at) else { return None };
        let other = self.is_any(at + 1, &["other", "second"]);
        let next = at + 1 + usize::from(other);
        let step = if other { 2 } else { step };
        let (value, end) = match self.lex(next) {
            Lex::Weekday(day, false) => (format!("XXXX-WXX-{day}"), next + 1),
            Lex::Month(month, false) => (format!("XXXX-{month:02}"), next + 1),
            Lex::Part(part) => (format!("XXXX-XX-XXT{part}"), next + 1),
            Lex::Unit(unit, false) => (length(unit, Some(step * 2)), next + 1),
            _ => {
                let (count, after) = self.count(next)?;
                (length(self.unit(after)?.0, count), after + 1)
            }
        };
        let clocked = self.with_clock(Reading::new(at, end, Expr::Set(value.clone())));
        Some(match (&clocked.clock, value.as_str()) {
            (Some(clock), v) if v == "P1D" || v.starts_with("XXXX-XX-XXT") => {
                Reading { expr: Expr::Set(format!("XXXX-XX-XXT{clock}")), clock: None, ..clocked }
            }
            (Some(clock), _) if value.starts_with("XXXX-WXX") => {
                Reading { expr: Expr::Set(format!("{value}T{clock}")), clock: None, ..clocked }
            }
            _ => Reading::new(at, end, Expr::Set(value)),
        })
    }
}
