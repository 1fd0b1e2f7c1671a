//! What looks like a time but is none: ages, prices, verbs, newspapers.

use super::super::expr::{Expr, Fields, Part, Reading};
use super::super::words::Lex;
use super::Grammar;

/// Words before a bare `May` or `March` that make it a month.
const BEFORE_MONTH: [&str; 28] = [
    "in", "since", "last", "this", "next", "of", "until", "till", "by", "from", "during", "between", "and",
    "early", "late", "mid", "through", "to", "before", "after", "for", "past", "the", "around", "on",
    "every", "-", "or",
];
/// Words after a number of four digits that count it: `2000 people`.
const COUNTED: [&str; 30] = [
    "people",
    "troops",
    "soldiers",
    "men",
    "women",
    "children",
    "dollars",
    "euros",
    "pounds",
    "million",
    "billion",
    "km",
    "miles",
    "metres",
    "meters",
    "kilometres",
    "kilometers",
    "feet",
    "tonnes",
    "tons",
    "workers",
    "police",
    "jobs",
    "others",
    "civilians",
    "refugees",
    "protesters",
    "times",
    "percent",
    "GMT",
];
/// Words that introduce a year.
const BEFORE_YEAR: [&str; 26] = [
    "in", "since", "by", "until", "till", "of", "from", "during", "before", "after", "through", "between",
    "early", "late", "mid", "fiscal", "summer", "winter", "spring", "autumn", "fall", "circa", "year", "the",
    "for", "and",
];
/// Newspapers and broadcasts named after a day.
const NAMED_AFTER_DAYS: [&str; 8] =
    ["times", "telegraph", "mirror", "express", "herald", "mail", "people", "post"];

impl Grammar<'_, '_> {
    /// Is the reading likely to be meant as a time?
    pub(super) fn plausible(&self, reading: &Reading) -> bool {
        let (at, end) = (reading.first, reading.end);
        let given = |f: &Fields| (f.month.is_some(), f.day.is_some(), f.year.is_some(), f.weekday.is_some());
        if self.in_address(at) || (end == at + 1 && self.title(at)) {
            return false;
        }
        match &reading.expr {
            Expr::Date(f) if reading.edge.is_none() => match given(f) {
                (true, false, false, false) if end == at + 1 => {
                    self.month_alone(at) && !self.newspaper(at, end)
                }
                (false, false, true, false) if end == at + 1 => self.year_alone(at),
                (false, false, true, false) if self.number(at).is_none() && !self.apostrophe(at) => {
                    let old = matches!(self.lex(at), Lex::Cardinal(17..=19));
                    (old || self.after_any(at, &BEFORE_YEAR)) && !self.is_any(end, &COUNTED)
                }
                (false, false, false, true) => !self.newspaper(at, end),
                _ => true,
            },
            Expr::Part(Part::Season(_), None) if end == at + 1 => self.season_alone(at),
            Expr::Ref("FUTURE_REF") => !self.is(end, "as") && !self.after_any(at, &["as"]),
            _ => true,
        }
    }

    /// Part of a web or mail address?
    fn in_address(&self, at: usize) -> bool {
        let back = (1..=at).rev().take_while(|i| self.glued(*i)).take(60);
        back.into_iter().any(|i| self.is_any(i - 1, &["http", "https", "www", "@"]))
    }

    /// `USA Today`, `Women's Wear Daily`, `Tomorrow Group`: a capital in the middle of a sentence.
    fn title(&self, at: usize) -> bool {
        let word = matches!(self.lex(at), Lex::Deictic(_) | Lex::Set(_));
        let before = at > 0 && self.atoms[at - 1].text.starts_with(char::is_alphanumeric);
        word && self.capital(at) && (before || (at + 1 < self.atoms.len() && self.capital(at + 1)))
    }

    fn month_alone(&self, at: usize) -> bool {
        let atom = &self.atoms[at];
        let Lex::Month(month, short) = atom.lex else { return true };
        if short {
            return atom.capital() && self.is(at + 1, ".");
        }
        match month {
            3 | 5 => atom.capital() && self.after_any(at, &BEFORE_MONTH) && !self.name_follows(at + 1),
            _ => atom.capital() || self.after_any(at, &BEFORE_MONTH),
        }
    }

    /// `by May Smith`: a capitalised word that is no time follows.
    fn name_follows(&self, at: usize) -> bool {
        self.capital(at)
            && self.lex(at) == Lex::None
            && self.after_any(at.saturating_sub(1), &["by", "for", "and"])
    }

    fn year_alone(&self, at: usize) -> bool {
        let introduced = self.after_any(at, &BEFORE_YEAR);
        let year = self.number(at).unwrap_or(0);
        let counted =
            self.is_any(at + 1, &COUNTED) || (self.dash(at + 1) && self.glued(at + 1) && self.glued(at + 2));
        let joined =
            self.glued(at) && !self.is_any(at - 1, &["(", "[", "“", "\"", "‘", "'", "`", "-", "–", "—"]);
        let marked =
            at > 0 && self.is_any(at - 1, &["$", "£", "€", "#", "/", ".", ",", "no", "nearly", "about"]);
        let split = self.glued(at + 1) && self.is_any(at + 1, &["/", "%", ":"])
            || (self.glued(at + 2) && self.is(at + 1, ".") && self.number(at + 2).is_some());
        if joined || split || (marked && self.glued(at)) || self.is(at + 1, "%") {
            return false;
        }
        match year {
            1900..=2049 => !counted || (introduced && !self.is_any(at + 1, &COUNTED)),
            _ => introduced && !counted && !year.is_multiple_of(100),
        }
    }

    fn newspaper(&self, at: usize, end: usize) -> bool {
        let named = self.capital(end) && self.is_any(end, &NAMED_AFTER_DAYS);
        named || (self.after_any(at, &["black", "bloody", "super"]) && self.capital(at - 1))
    }

    fn season_alone(&self, at: usize) -> bool {
        let cue = ["in", "this", "by", "until", "since", "during", "of"];
        let the = self.after_any(at, &["the"])
            && self.after_any(at - 1, &["in", "by", "during", "of", "until", "for", "over", "into"]);
        let prague = self.after_any(at, &["arab", "prague"]);
        !prague && (the || (self.after_any(at, &cue) && !self.capital(at + 1)))
    }
}
