//! Dates with names and numbers: `Monday, 3 May 2016`, `Sept. 5`, `2016-09-05`, `the 1990s`.

use super::super::expr::{Anchor, Expr, Fields, Reading};
use super::super::period::Period;
use super::super::words::{Lex, Which};
use super::{Grammar, Read};

impl Grammar<'_, '_> {
    /// A date by name, with a part or time of the day behind it.
    pub(super) fn dated(&self, at: usize) -> Option<Reading> {
        let (expr, end) = self.date(at)?;
        let (expr, end) =
            self.in_week(&expr, end).or_else(|| self.in_year(&expr, end)).unwrap_or((expr, end));
        Some(self.with_clock(Reading::new(at, end, expr)))
    }

    /// Any date that is not relative.
    pub(super) fn date(&self, at: usize) -> Read<Expr> {
        self.weekday_date(at)
            .or_else(|| self.iso(at))
            .or_else(|| self.month_date(at))
            .or_else(|| self.decade(at))
            .or_else(|| self.fiscal(at))
            .or_else(|| self.year_date(at))
    }

    /// `Monday`, `Monday, 3 May`, `Friday the 11th`, `Monday (May 3)`.
    fn weekday_date(&self, at: usize) -> Read<Expr> {
        let Lex::Weekday(weekday, short) = self.lex(at) else { return None };
        let after = if short { self.skip(at + 1, &["."]) } else { at + 1 };
        let from = self.skip(self.skip(after, &[",", "("]), &["the"]);
        if let Some((Expr::Date(fields), end)) = self.month_date(from)
            && fields.day.is_some()
        {
            let end = if self.is(from - 1, "(") { self.skip(end, &[")"]) } else { end };
            return Some((Expr::Date(Fields { weekday: Some(weekday), ..fields }), end));
        }
        // `Friday, the fourth decline` is no date.
        if let Some((day, end)) = self.day(from)
            && self.is(from - 1, "the")
            && (self.number(from).is_some() || from == after + 1)
        {
            return Some((
                Expr::Date(Fields { weekday: Some(weekday), day: Some(day), ..Fields::default() }),
                end,
            ));
        }
        let lone = !short
            || self.capital(at) && self.is(at + 1, ".") && !matches!(self.lex(at), Lex::Weekday(6 | 7, _));
        lone.then_some((
            Expr::Date(Fields { weekday: Some(weekday), ..Fields::default() }),
            at + 1 + (after - at - 1),
        ))
    }

    /// `Monday of last week`, `Friday next week`.
    fn in_week(&self, expr: &Expr, end: usize) -> Read<Expr> {
        let Expr::Date(Fields { weekday: Some(weekday), day: None, .. }) = expr else { return None };
        let (step, end) = self.which_step(self.skip(self.skip(end, &["of"]), &["the"]))?;
        self.is(end, "week").then_some((Expr::InWeek(*weekday, step), end + 1))
    }

    /// `June last year`, `5 May of this year`, `17 April of the same year`.
    fn in_year(&self, expr: &Expr, end: usize) -> Read<Expr> {
        let Expr::Date(fields @ Fields { month: Some(_), year: None, .. }) = expr else { return None };
        let of = self.skip(end, &[",", "of"]);
        if let Some((step, end)) = self.which_step(of).filter(|(_, e)| self.is(*e, "year")) {
            return Some((Expr::InYear(*fields, step, Anchor::Published), end + 1));
        }
        let the = self.skip(of, &["the"]);
        let Lex::Which(Which::Same) = self.lex(the) else { return None };
        let end = self.skip(the + 1, &["same"]);
        self.is(end, "year").then_some((Expr::InYear(*fields, 0, Anchor::Reference), end + 1))
    }

    /// `2016-09-05`, `2016/09/05`, `20160905`.
    fn iso(&self, at: usize) -> Read<Expr> {
        if let Some(packed) = self.digits(at, 8) {
            let fields = whole(packed / 10000, packed / 100 % 100, packed % 100)?;
            return (1900..2100).contains(&(packed / 10000)).then_some((Expr::Date(fields), at + 1));
        }
        let year = self.digits(at, 4)?;
        let tight = (1..5).all(|i| self.glued(at + i)) && !(self.glued(at + 5) && self.dash(at + 5));
        let joined =
            (self.dash(at + 1) && self.dash(at + 3)) || (self.is(at + 1, "/") && self.is(at + 3, "/"));
        let fields = whole(year, self.digits(at + 2, 2)?, self.digits(at + 4, 2)?)?;
        (tight && joined).then_some((Expr::Date(fields), at + 5))
    }

    /// `05/09/2016`, `5.9.2016`, `11/02/89`.
    pub(super) fn slashed(&self, at: usize) -> Option<Reading> {
        let (a, b) = (self.number(at)?, self.number(at + 2)?);
        let mark = self.atoms[at + 1].text;
        let same = matches!(mark, "/" | "." | "-") && self.is(at + 3, mark);
        let tight = (1..5).all(|i| self.glued(at + i)) && !self.is(at + 5, mark);
        let year =
            self.digits(at + 4, 4).or_else(|| self.digits(at + 4, 2).filter(|_| mark == "/").map(century))?;
        let fits = (1..=31).contains(&a) && (1..=31).contains(&b) && a.min(b) <= 12;
        (same && tight && fits && !self.glued_number_before(at))
            .then(|| self.with_clock(Reading::new(at, at + 5, Expr::Slashed(a, b, i16::try_from(year).ok()))))
    }

    fn glued_number_before(&self, at: usize) -> bool {
        self.glued(at) && self.is_any(at - 1, &[".", "/", "-"])
    }

    /// A date with a month's name.
    fn month_date(&self, at: usize) -> Read<Expr> {
        self.day_month(at).or_else(|| self.month_day(at)).or_else(|| self.month_only(at))
    }

    /// `5 September 2016`, `5-7 November`, `the fifth of May`.
    fn day_month(&self, at: usize) -> Read<Expr> {
        let at = self.skip(at, &["the"]);
        if self.glued(at) && self.is(at - 1, ".") {
            return None; // the decimals of `6,107.31 August`
        }
        let (first, next) = self.day(at)?;
        let (last, next) = self.second_day(next).map_or((None, next), |(d, n)| (Some(d), n));
        let of = self.skip(next, &["of"]);
        let (month, end) = self.month(of)?;
        let firm = self.capital(of) || !matches!(month, 3 | 5) || of > next;
        let (year, end) = self.year_after(end);
        firm.then_some((days(first, last, month, year), end))
    }

    /// `September 5, 2016`, `Nov. 3–5`, `May 3rd`.
    fn month_day(&self, at: usize) -> Read<Expr> {
        let (month, next) = self.month(at)?;
        let next = self.skip(next, &["the"]);
        let (first, next) = self.day(next).or_else(|| self.spoken_day(next))?;
        let firm = self.capital(at) || !matches!(month, 3 | 5);
        let (last, next) = self.second_day(next).map_or((None, next), |(d, n)| (Some(d), n));
        let (year, end) = self.year_after(next);
        let clock = self.is(next, ":") && self.glued(next) && self.number(next + 1).is_some();
        (firm && !clock).then_some((days(first, last, month, year), end))
    }

    /// `July 2017`, `July`, `May-July 2015`.
    pub(super) fn month_only(&self, at: usize) -> Read<Expr> {
        let (month, next) = self.month(at)?;
        let given = |month, year| Fields { month: Some(month), year, ..Fields::default() };
        if (self.dash(next) || self.is_any(next, &["to", "through"]))
            && let Some((second, after)) = self.month(next + 1)
            && self.day(after).is_none()
        {
            let (year, end) = self.year_after(after);
            return Some((Expr::Between(given(month, year), given(second, year)), end));
        }
        let (year, end) = self.year_after(self.skip(next, &["of"]));
        if year.is_some() {
            return Some((Expr::Date(given(month, year)), end));
        }
        Some((Expr::Date(given(month, None)), next))
    }

    /// A month's name, with the dot of an abbreviation.
    pub(super) fn month(&self, at: usize) -> Read<i8> {
        let Lex::Month(month, short) = self.lex(at) else { return None };
        let dotted = short && self.is(at + 1, ".") && self.glued(at + 1);
        Some((month, at + 1 + usize::from(dotted)))
    }

    /// A day of the month: `5`, `5th`, `fifth`.
    pub(super) fn day(&self, at: usize) -> Read<i8> {
        if let Lex::Ordinal(n) = self.lex(at) {
            return Some((n as i8, at + 1));
        }
        let tens = match self.lex(at) {
            Lex::Cardinal(n @ (20 | 30)) => n,
            _ => 0,
        };
        if let (20 | 30, Lex::Ordinal(n)) = (tens, self.lex(at + 1 + usize::from(self.dash(at + 1)))) {
            let day = tens + n;
            return (day <= 31).then_some((day as i8, at + 2 + usize::from(self.dash(at + 1))));
        }
        let day = self.number(at).filter(|d| (1..=31).contains(d) && self.atoms[at].text.len() <= 2)?;
        let suffix = self.glued(at + 1) && self.is_any(at + 1, &["st", "nd", "rd", "th"]);
        let decimal = self.glued(at + 2) && self.is(at + 1, ".") && self.number(at + 2).is_some();
        (!decimal).then_some((day as i8, at + 1 + usize::from(suffix)))
    }

    /// The end of a run of days: `-7`, `to 7`, `and 7`.
    fn second_day(&self, at: usize) -> Read<i8> {
        let joined = self.dash(at) || self.is_any(at, &["to", "and", "through", "until", "or", "/"]);
        let (day, next) = self.day(if joined { at + 1 } else { return None })?;
        let number = self.number(at + 1).is_some() || matches!(self.lex(at + 1), Lex::Ordinal(_));
        let plain = number && self.unit(next).is_none() && !self.is(next, "half");
        let month_follows = !self.dash(at) && self.month(next).is_some() && self.day_follows_month(next);
        (plain && !month_follows).then_some((day, next))
    }

    // `May 3 and 7 April 12`: nobody writes so; a guard against runs of numbers.
    fn day_follows_month(&self, at: usize) -> bool {
        self.month(at).is_some_and(|(_, next)| self.day(next).is_some())
    }

    /// `, 2016`, `2016`, `'98` behind a month or day.
    fn year_after(&self, at: usize) -> (Option<i16>, usize) {
        let comma = self.skip(at, &[",", "of"]);
        match self.year(comma).filter(|_| !self.is_any(comma + 1, &["GMT", "UTC", "people"])) {
            Some((year, end)) => (Some(year), end),
            None => (None, at),
        }
    }

    /// A year in four digits, or in two behind an apostrophe.
    pub(super) fn year(&self, at: usize) -> Read<i16> {
        if let Some(year) = self.digits(at, 4).filter(|y| (1000..2200).contains(y)) {
            return Some((year as i16, at + 1));
        }
        if let Some(read) = self.spelled_year(at) {
            return Some(read);
        }
        let short = self.digits(at + 1, 2).filter(|_| self.apostrophe(at) && self.glued(at + 1))?;
        Some((century(short) as i16, at + 2))
    }

    /// A year alone, or a run of years: `2016`, `2010-2012`, `1989-90`, `the year 2000`.
    fn year_date(&self, at: usize) -> Read<Expr> {
        let the_year = self.is(at, "the") && self.is(at + 1, "year");
        let at = if the_year { at + 2 } else { at };
        if the_year && let Some((n @ 1000..2200, end)) = self.whole_number(at) {
            return Some((Expr::Date(Fields { year: i16::try_from(n).ok(), ..Fields::default() }), end));
        }
        let (first, next) = self.year(at)?;
        let of = |year| Fields { year: Some(year), ..Fields::default() };
        // `2021/22` is a season or a financial year: the two follow each other.
        let slash = self.is(next, "/");
        if (self.dash(next) || slash) && self.glued(next) && self.glued(next + 1) {
            let last = self.year(next + 1).map(|(y, _)| y);
            let last = last.or_else(|| self.digits(next + 1, 2).map(|y| first / 100 * 100 + y as i16));
            if let Some(last) = last.filter(|l| *l > first && *l - first < if slash { 2 } else { 100 }) {
                return Some((Expr::Between(of(first), of(last)), next + 2));
            }
        }
        Some((Expr::Date(of(first)), next))
    }

    /// `the 1990s`, `the '90s`, `the 20th century`.
    pub(super) fn decade(&self, at: usize) -> Read<Expr> {
        let at = self.skip(at, &["the"]);
        if let Some(expr) = self.century_by_rank(at) {
            return Some(expr);
        }
        let cued_by_word = at > 0 && self.is_any(at - 1, &["the", "early", "mid", "late", "-"]);
        let nineteen = matches!((self.lex(at), self.lex(at + 1)), (Lex::Cardinal(19), Lex::Decade(_)));
        if let Lex::Decade(decade) = self.lex(at + usize::from(nineteen)) {
            let end = at + 1 + usize::from(nineteen);
            return (cued_by_word || nineteen).then_some((Expr::Fixed(Period::Decade(decade)), end));
        }
        let from = if self.apostrophe(at) { at + 1 } else { at };
        let aged = self.after_any(at, &["his", "her", "their", "my", "our"]);
        let cued = from > at || self.digits(from, 4).is_some() || cued_by_word;
        if aged || !cued {
            return None;
        }
        let year =
            self.digits(from, 4).or_else(|| self.digits(from, 2).filter(|y| *y >= 20).map(|y| 1900 + y))?;
        let mark = from + 1 + usize::from(self.apostrophe(from + 1));
        let decade =
            self.is(mark, "s") && self.glued(mark) && self.glued(from + 1) && year.is_multiple_of(10);
        let fixed = if year.is_multiple_of(100) && year < 2000 {
            Period::Century((year / 100) as i16)
        } else {
            Period::Decade((year / 10) as i16)
        };
        (decade && (1000..2200).contains(&year)).then_some((Expr::Fixed(fixed), mark + 1))
    }

    fn century_by_rank(&self, at: usize) -> Read<Expr> {
        let (rank, next) = self.day(at)?;
        let next = next + usize::from(self.dash(next));
        let ranked = next > at + 1 || matches!(self.lex(at), Lex::Ordinal(_));
        (ranked && self.is(next, "century"))
            .then(|| (Expr::Fixed(Period::Century(i16::from(rank) - 1)), next + 1))
    }

    /// `fiscal 1989`, `fiscal year 1989`.
    fn fiscal(&self, at: usize) -> Read<Expr> {
        let at = self.skip(at, &["the"]);
        let Lex::Fiscal = self.lex(at) else { return None };
        let from = self.skip(at + 1, &["year"]);
        let (year, end) = self.year(from)?;
        match self.year_date(from) {
            Some(range @ (Expr::Between(..), _)) => Some(range),
            _ => Some((Expr::Fiscal(year), end)),
        }
    }
}

/// Two digits of a year: 00 to 49 are of this century, the rest of the last.
fn century(short: u32) -> u32 {
    if short < 50 { 2000 + short } else { 1900 + short }
}

fn whole(year: u32, month: u32, day: u32) -> Option<Fields> {
    let fits = (1..=12).contains(&month) && (1..=31).contains(&day);
    let year = i16::try_from(year).ok();
    fits.then_some(Fields { year, month: Some(month as i8), day: Some(day as i8), weekday: None })
}

fn days(first: i8, last: Option<i8>, month: i8, year: Option<i16>) -> Expr {
    let on = |day| Fields { year, month: Some(month), day: Some(day), weekday: None };
    match last.filter(|last| *last > first) {
        Some(last) => Expr::Between(on(first), on(last)),
        None => Expr::Date(on(first)),
    }
}
