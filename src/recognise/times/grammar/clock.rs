//! Times of day: `5 p.m.`, `18:00 GMT`, `noon`, and parts of the day: `Monday night`.

use super::super::expr::{Expr, Reading};
use super::super::words::Lex;
use super::{Grammar, Read};

const ZONES: [&str; 14] =
    ["gmt", "utc", "est", "edt", "et", "pst", "pdt", "pt", "bst", "cet", "cest", "msk", "ist", "jst"];

impl Grammar<'_, '_> {
    /// A time of day, with the day behind it if given: `10 a.m. on Monday`.
    pub(super) fn timed(&self, at: usize) -> Option<Reading> {
        let (clock, end) = self.clock(at)?;
        let day = self.skip(self.skip(end, &[","]), &["on"]);
        let dated = self.dated(day).or_else(|| self.deictic(day)).filter(|r| r.clock.is_none());
        let reading = match dated {
            Some(reading) => Reading { first: at, ..reading },
            None => Reading::new(at, end, Expr::Clock),
        };
        Some(Reading { clock: Some(clock), ..reading })
    }

    /// Adds a part of the day (`night`, `at 5 p.m.`) that stands behind a date.
    pub(super) fn with_clock(&self, reading: Reading) -> Reading {
        if let Some((part, end)) = self.day_part(reading.end) {
            return Reading { clock: Some(part.to_owned()), end, ..reading };
        }
        let at = self.skip(self.skip(reading.end, &[","]), &["at"]);
        match self.clock(at) {
            Some((clock, end)) => Reading { clock: Some(clock), end, ..reading },
            None => reading,
        }
    }

    /// `morning`, `early morning`, `'s evening` is none.
    fn day_part(&self, at: usize) -> Read<&'static str> {
        let at = self.skip(at, &["early", "late"]);
        match self.lex(at) {
            Lex::Part(part) => Some((part, at + 1)),
            _ => None,
        }
    }

    /// `in the morning`: of the day spoken of.
    pub(super) fn part_spoken_of(&self, at: usize) -> Option<Reading> {
        let from = self.skip(self.skip(at, &["the"]), &["early", "late"]);
        let Lex::Part(part) = self.lex(from) else { return None };
        // `the morning of March 3`.
        if self.is(at, "the") && self.is(from + 1, "of") {
            let day = self.day_expr(from + 2).filter(|r| r.clock.is_none())?;
            return Some(Reading { first: at, clock: Some(part.to_owned()), ..day });
        }
        let cued = part != "NI" && self.is(at, "the") && self.after_any(at, &["in", "during"]);
        cued.then(|| Reading { clock: Some(part.to_owned()), ..Reading::new(at, from + 1, Expr::Clock) })
    }

    fn clock(&self, at: usize) -> Read<String> {
        if let Some(((hour, minute), end)) = self.spoken_time(self.skip(at, &["a"])) {
            let (hour, end) = self.half_of_day(hour, end);
            return Some((format!("{hour:02}:{minute:02}"), end));
        }
        if let Lex::Clock(value) = self.lex(at) {
            return Some((value.to_owned(), at + 1));
        }
        let (clock, end) =
            self.colon_time(at).or_else(|| self.hour_time(at)).or_else(|| self.packed_time(at))?;
        Some((clock, self.zone(end).unwrap_or(end)))
    }

    /// The hour by `p.m.` or `in the afternoon` behind it.
    fn half_of_day(&self, hour: u32, at: usize) -> (u32, usize) {
        let half = self.meridiem(at).or_else(|| self.half_by_words(at));
        half.map_or((hour, at), |(pm, end)| (half_day(hour, pm), end))
    }

    /// `18:00`, `5:30 p.m.`, `14:26:00`.
    fn colon_time(&self, at: usize) -> Read<String> {
        let (hour, minute) = (self.number(at)?, self.digits(at + 2, 2)?);
        let colon = (self.is(at + 1, ":") || (self.is(at + 1, ".") && self.meridiem(at + 3).is_some()))
            && self.glued(at + 1)
            && self.glued(at + 2);
        let seconds = self.is(at + 3, ":") && self.glued(at + 3) && self.digits(at + 4, 2).is_some();
        let end = if seconds { at + 5 } else { at + 3 };
        let (hour, end) = self.meridiem(end).map_or((hour, end), |(pm, e)| (half_day(hour, pm), e));
        // `1:15` alone may be a rate or a score.
        let cued = self.atoms[at].text.len() == 2 || end > at + 3 || self.zone(end).is_some();
        let cued = cued || self.after_any(at, &["at", "around", "by", "until", "till", "from"]);
        let fits = cued && hour < 24 && minute < 60 && self.atoms[at].text.len() <= 2;
        (colon && fits).then(|| (format!("{hour:02}:{minute:02}"), end))
    }

    /// `5 p.m.`, `8 o'clock`.
    fn hour_time(&self, at: usize) -> Read<String> {
        let hour = match self.lex(at) {
            Lex::Cardinal(n) => n,
            _ => self.number(at).filter(|_| self.atoms[at].text.len() <= 2)?,
        };
        let fits = (1..=12).contains(&hour);
        if let Some((pm, end)) = self.meridiem(at + 1).or_else(|| self.half_by_words(at + 1)) {
            return fits.then(|| (format!("{:02}:00", half_day(hour, pm)), end));
        }
        let plain = self.is(at + 1, "oclock");
        let oclock = plain || (self.is(at + 1, "o") && self.apostrophe(at + 2) && self.is(at + 3, "clock"));
        let (hour, end) = self.half_of_day(hour, if plain { at + 2 } else { at + 4 });
        (fits && oclock).then(|| (format!("{hour:02}:00"), end))
    }

    /// `1700 GMT`.
    fn packed_time(&self, at: usize) -> Read<String> {
        let packed = self.digits(at, 4)?;
        let end = self.zone(at + 1)?;
        (packed < 2400 && packed % 100 < 60)
            .then(|| (format!("{:02}:{:02}", packed / 100, packed % 100), end))
    }

    /// True for p.m.
    fn meridiem(&self, at: usize) -> Read<bool> {
        if self.is_any(at, &["am", "pm"]) {
            return Some((self.is(at, "pm"), at + 1));
        }
        let spelled = self.is_any(at, &["a", "p"]) && self.is(at + 1, ".") && self.is(at + 2, "m");
        let end = self.skip(at + 3, &["."]);
        (spelled && self.glued(at + 1) && self.glued(at + 2)).then(|| (self.is(at, "p"), end))
    }

    fn zone(&self, at: usize) -> Option<usize> {
        if self.is(at, "local") && self.is(at + 1, "time") {
            return Some(at + 2);
        }
        let named = self.is_any(at, &ZONES) && self.atoms[at].text.bytes().all(|b| b.is_ascii_uppercase());
        named.then_some(at + 1)
    }
}

fn half_day(hour: u32, pm: bool) -> u32 {
    match (hour, pm) {
        (12, false) => 0,
        (1..=11, true) => hour + 12,
        _ => hour,
    }
}
