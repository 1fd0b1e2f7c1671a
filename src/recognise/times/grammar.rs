//! From atoms to readings: at each atom the longest expression of time that begins there.

use super::atoms::Atom;
use super::expr::{Expr, Reading, YearRef};
use super::holiday::Holiday;
use super::words::{self, Lex, Sense};

mod amounts;
mod bounded;
mod calendar;
mod clock;
mod guard;
mod periods;
mod ranked;
mod relative;
mod sets;
mod spoken;

pub use amounts::{length, lengths};

/// The atoms of one sentence.
#[derive(Clone, Copy)]
pub struct Grammar<'a, 't> {
    atoms: &'a [Atom<'t>],
}

/// Something read, and the atom after it.
type Read<T> = Option<(T, usize)>;

impl<'a, 't> Grammar<'a, 't> {
    /// A grammar over these atoms.
    pub fn new(atoms: &'a [Atom<'t>]) -> Self {
        Self { atoms }
    }

    /// All expressions of the sentence, in order, not overlapping.
    pub fn readings(&self) -> Vec<Reading> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < self.atoms.len() {
            match self.longest(at).filter(|r| self.plausible(r)) {
                Some(reading) => {
                    at = reading.end;
                    found.push(reading);
                }
                None => at += 1,
            }
        }
        found
    }

    fn longest(&self, at: usize) -> Option<Reading> {
        let mut best = self.phrase(at);
        if self.lex(at) == Lex::None && self.atoms[at].number.is_none() && !self.apostrophe(at) {
            return best;
        }
        for rule in [
            Self::slashed,
            Self::dated,
            Self::timed,
            Self::part_spoken_of,
            Self::edged,
            Self::which,
            Self::quartered,
            Self::year_first,
            Self::comparable,
            Self::whole_unit,
            Self::by_another,
            Self::ranked,
            Self::remaining,
            Self::counted,
            Self::deictic,
            Self::repeated,
            Self::one_word,
        ] {
            let other = rule(self, at);
            if other.as_ref().is_some_and(|o| best.as_ref().is_none_or(|b| b.end < o.end)) {
                best = other;
            }
        }
        best
    }

    fn phrase_at(&self, at: usize) -> Option<Reading> {
        if at < self.atoms.len() { self.phrase(at) } else { None }
    }

    fn phrase(&self, at: usize) -> Option<Reading> {
        let fits = |words: &[&str]| words.iter().enumerate().all(|(i, w)| self.is(at + i, w));
        let phrase = words::phrases(self.atoms[at].text).iter().find(|p| fits(&p.words))?;
        let end = at + phrase.words.len();
        let expr = match phrase.sense {
            Sense::Ref(_) if self.is(end, "of") => return None, // `at the moment of impact`
            Sense::Ref(value) => Expr::Ref(value),
            Sense::Day(day) => return Some(self.holiday(at, day, end)),
        };
        Some(Reading::new(at, end, expr))
    }

    /// A day with a name, and the year behind it: `Easter 2016`, `Christmas last year`.
    fn holiday(&self, at: usize, day: Holiday, end: usize) -> Reading {
        let comma = self.skip(end, &[",", "of", "in"]);
        let (year, end) = match (self.year(comma), self.which_step(comma)) {
            (Some((year, end)), _) => (Some(YearRef::Number(year)), end),
            (_, Some((step, end))) if self.is(end, "year") => (Some(YearRef::Step(step)), end + 1),
            _ => (None, end),
        };
        Reading::new(at, end, Expr::Holiday(day, year))
    }

    fn one_word(&self, at: usize) -> Option<Reading> {
        let expr = match self.lex(at) {
            Lex::Ref(value) => Expr::Ref(value),
            // `paid quarterly` recurs; `quarterly earnings` are of one quarter.
            Lex::Set(_) if self.is(at, "quarterly") && self.letters(at + 1) => return None,
            Lex::Set(value) => Expr::Set(value.to_owned()),
            Lex::Weekdays(day) if self.capital(at) => {
                let days = Reading::new(at, at + 1, Expr::Clock);
                let Reading { clock, end, .. } = self.with_clock(days);
                let clock = clock.map_or_else(String::new, |c| format!("T{c}"));
                return Some(Reading::new(at, end, Expr::Set(format!("XXXX-WXX-{day}{clock}"))));
            }
            Lex::Weekday(day, false) => {
                // `Tuesday afternoons`, `Monday nights`.
                let part = match self.lex(at + 1) {
                    Lex::Parts(part) => part,
                    _ if self.is(at + 1, "nights") => "NI",
                    _ => return None,
                };
                return Some(Reading::new(at, at + 2, Expr::Set(format!("XXXX-WXX-{day}T{part}"))));
            }
            _ => return None,
        };
        Some(Reading::new(at, at + 1, expr))
    }

    fn lex(&self, at: usize) -> Lex {
        self.atoms.get(at).map_or(Lex::None, |a| a.lex)
    }

    /// Is this atom the word (given in lower case) or mark?
    fn is(&self, at: usize, word: &str) -> bool {
        match word {
            "'" => self.apostrophe(at),
            _ => self.atoms.get(at).is_some_and(|a| a.is(word)),
        }
    }

    fn is_any(&self, at: usize, words: &[&str]) -> bool {
        self.atoms.get(at).is_some_and(|a| a.is_any(words))
    }

    /// Is the atom before `at` one of these words?
    fn after_any(&self, at: usize, words: &[&str]) -> bool {
        at > 0 && self.is_any(at - 1, words)
    }

    fn apostrophe(&self, at: usize) -> bool {
        self.atoms.get(at).is_some_and(|a| matches!(a.text, "'" | "’" | "‘" | "`"))
    }

    fn dash(&self, at: usize) -> bool {
        self.atoms.get(at).is_some_and(Atom::dash)
    }

    fn letters(&self, at: usize) -> bool {
        self.atoms.get(at).is_some_and(|a| a.text.starts_with(char::is_alphabetic))
    }

    fn capital(&self, at: usize) -> bool {
        self.atoms.get(at).is_some_and(Atom::capital)
    }

    /// Does it follow the atom before it without space?
    fn glued(&self, at: usize) -> bool {
        at > 0 && self.atoms.get(at).is_some_and(|a| !a.spaced)
    }

    fn number(&self, at: usize) -> Option<u32> {
        self.atoms.get(at).and_then(|a| a.number)
    }

    fn digits(&self, at: usize, len: usize) -> Option<u32> {
        self.atoms.get(at).and_then(|a| a.digits(len))
    }

    /// `at + 1` if the atom is this word, else `at`.
    fn skip(&self, at: usize, words: &[&str]) -> usize {
        if self.is_any(at, words) { at + 1 } else { at }
    }
}
