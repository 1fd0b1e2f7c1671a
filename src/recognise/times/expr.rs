//! What an expression of time says, before it is resolved.

use super::holiday::Holiday;
use super::period::Period;
use super::words::{Edge, Season, Unit, Which};

/// Fields of a date, as far as they are given. A year is a full one (1998, not 98).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    /// The year.
    pub year: Option<i16>,
    /// 1 to 12.
    pub month: Option<i8>,
    /// Day of the month.
    pub day: Option<i8>,
    /// Monday as 1.
    pub weekday: Option<i8>,
}

/// A number of units, counted in halves; `None` for `several`, `many`.
pub type Halves = Option<u32>;

/// What a relative expression counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The day of publication (`last year`).
    Published,
    /// The same, said with a number (`a year ago`): beside a quarter, the same quarter of that year.
    Ago,
    /// The time spoken of before (`two days later`).
    Reference,
}

/// What `last` or `next` picks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    /// A month by number.
    Month(i8),
    /// A weekday, Monday as 1.
    Weekday(i8),
    /// A season.
    Season(Season),
    /// A day with a name.
    Holiday(Holiday),
}

/// What is counted within a longer time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// A weekday, Monday as 1.
    Weekday(i8),
    /// A unit.
    Unit(Unit),
}

/// A part of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// 1 to 4.
    Quarter(i8),
    /// 1 or 2.
    Half(i8),
    /// A season.
    Season(Season),
}

/// A year, by number or counted from the year of publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YearRef {
    /// 1998.
    Number(i16),
    /// `last year` is -1.
    Step(i32),
}

/// What the words say.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// `Monday`, `5 September`, `July 2017`.
    Date(Fields),
    /// `05/09/2016`: two numbers whose order the report decides, and a year.
    Slashed(u32, u32, Option<i16>),
    /// `5-7 November`, `2010-2012`.
    Between(Fields, Fields),
    /// The 1990s, the 20th century.
    Fixed(Period),
    /// `fiscal 1989`.
    Fiscal(i16),
    /// `the third quarter of 1989`, `spring`.
    Part(Part, Option<YearRef>),
    /// `the 1988 period`: the part of that year that answers to the one spoken of.
    Compared(i16),
    /// `the week of March 6`: the unit that this lies in.
    Around(Unit, Box<Expr>),
    /// `the day before Christmas`: so many units from it.
    Beside(Unit, i32, Box<Expr>),
    /// `last week` (-1), `three days ago` (-3).
    Step(Unit, i32, Anchor),
    /// `next Monday`, `last May`.
    Which(Which, Thing),
    /// `June last year`: steps from this year, or from the one spoken of.
    InYear(Fields, i32, Anchor),
    /// `the first Monday of October`, `the last two weeks of May`: rank (-1 for the last), how many,
    /// of what, in what.
    Nth(i8, i8, Slot, Box<Expr>),
    /// `the 15th of next month`: day, steps from this month.
    InMonth(i8, i32),
    /// `Monday of next week`: weekday, steps from this week.
    InWeek(i8, i32),
    /// `two years and three months`; with a direction and what it counts from: `1 month 21 days ago`.
    Compound(Vec<(Unit, u32)>, Option<(bool, Anchor)>),
    /// `two weeks`; with a direction: `the past two weeks`.
    Length(Unit, Halves, Option<Which>),
    /// `weeks ago`, `several years later`: true for back.
    Vague(Unit, bool, Anchor),
    /// `every Monday`: its value is complete.
    Set(String),
    /// `now`, `recently`.
    Ref(&'static str),
    /// A day with a name, and its year if given: `Easter Sunday 2016`.
    Holiday(Holiday, Option<YearRef>),
    /// A time of day whose day is not given.
    Clock,
}

/// `earlier this week`, `later this year`: the part of a period on one side of publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Up to publication.
    Earlier,
    /// From publication on.
    Later,
}

/// An expression found in a sentence's atoms.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// First atom.
    pub first: usize,
    /// One past the last atom.
    pub end: usize,
    /// What the words say.
    pub expr: Expr,
    /// `early`, `mid`, `late`.
    pub edge: Option<Edge>,
    /// `earlier this week`.
    pub side: Option<Side>,
    /// Part of the day (`MO`) or time of day (`17:00`), as TIMEX3 writes it after `T`.
    pub clock: Option<String>,
}

impl Reading {
    /// Atoms `first..end` say `expr`.
    pub fn new(first: usize, end: usize, expr: Expr) -> Self {
        Self { first, end, expr, edge: None, side: None, clock: None }
    }
}
