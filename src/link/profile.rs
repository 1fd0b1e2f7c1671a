//! What linking needs to know of an account, in little room: numbers instead of words, so that a million of
//! them can be held and compared.

use std::sync::Arc;

use crate::account::{Account, Status};
use crate::actor::{ActorKind, Participant};
use crate::when::calendar::Day;
use crate::when::edtf::Edtf;

use super::terms::Terms;
use super::words::Words;

/// Days of which a report speaks that gives no day: as a rule so many before it was published, and so many after where the
/// event was still to come.
const NEWS: [i32; 2] = [3, 14];
/// The same where it recalls what is older, or speaks of what is far off.
const RECALLED: [i32; 2] = [30, 60];
/// An open or unknown end of an interval is taken to lie so many days from the other end.
const OPEN_END: i32 = 60;
/// `about that day`: so many days before and after.
const ABOUT: i32 = 3;

/// Days, first and last, counted from 1 January 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// The first.
    pub first: i32,
    /// The last; not before the first.
    pub last: i32,
}

impl Days {
    /// How many there are.
    pub fn length(self) -> i32 {
        self.last - self.first + 1
    }

    /// Days between the two; 0 where they share one.
    pub fn gap(self, other: Self) -> i32 {
        (other.first - self.last).max(self.first - other.last).max(0)
    }
}

/// A participant of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Party {
    /// Hash of the actor's id.
    pub actor: u64,
    /// Hash of the country it belongs to or acts for; 0 where there is none.
    pub country: u64,
    /// What it is.
    pub kind: ActorKind,
    /// Acts, or is acted on?
    pub acts: bool,
    /// Called by what it is (`labour minister`), not by a name.
    pub described: bool,
    /// The rarest words of its name, hashed; 0 where it has fewer.
    pub name: [u32; 3],
}

/// The place of an account.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// Hash of its name.
    pub name: u64,
    /// Hash of its country; 0 where it has none.
    pub country: u64,
    /// Hash of the name of the division it lies in; 0 where none is known.
    pub division: u64,
    /// A state as a whole.
    pub is_state: bool,
    /// Degrees north and east, where known.
    pub at: Option<(f32, f32)>,
}

/// One account, ready to be compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// Hash of its report's id.
    pub report: u64,
    /// Hash of its type.
    pub kind: u64,
    /// Hash of its mode; 0 where it has none.
    pub mode: u64,
    /// Did it happen?
    pub status: Status,
    /// All who take part.
    pub parties: Box<[Party]>,
    /// The days of the event, where the report gives them.
    pub days: Option<Days>,
    /// The day of the report.
    pub published: Option<i32>,
    /// Where the event is.
    pub place: Option<Spot>,
    /// Hash of the occasion's id; 0 where there is none.
    pub setting: u64,
    /// What its evidence and topics speak of.
    pub words: Words,
    /// What its report is about.
    pub story: Arc<Terms>,
}

impl Profile {
    /// Of an account whose report was published on the day `published` (EDTF) and has the terms `story`.
    pub fn of(account: &Account, published: Option<&str>, story: Arc<Terms>) -> Self {
        let acting = account.actors.iter().map(|p| Party::of(p, true));
        let others = account.recipients.iter().map(|p| Party::of(p, false));
        Self {
            report: hash(&account.report),
            kind: hash(&account.kind),
            mode: account.mode.as_deref().map_or(0, hash),
            status: account.status,
            parties: acting.chain(others).collect(),
            days: account.when.as_ref().and_then(|w| days(&w.edtf)),
            published: published.and_then(days).map(|d| d.first),
            place: account.place.as_ref().map(|p| Spot {
                name: hash(&p.name),
                country: p.country.as_deref().map_or(0, hash),
                division: p.admin1.as_ref().map_or(0, |a| hash(&a.name)),
                is_state: p.is_state,
                at: p.lat.zip(p.lon).map(|(a, o)| (a as f32, o as f32)),
            }),
            setting: account.setting.as_ref().and_then(|s| s.id.as_deref()).map_or(0, hash),
            words: Words::of(account),
            story,
        }
    }

    /// The days on which the event most likely is: those the report gives, else those around its publication.
    pub fn around(&self) -> Option<Days> {
        self.days.or_else(|| self.undated(NEWS))
    }

    /// All days on which the event can be.
    pub fn reach(&self) -> Option<Days> {
        self.days.or_else(|| self.undated(RECALLED))
    }

    fn undated(&self, [back, ahead]: [i32; 2]) -> Option<Days> {
        let p = self.published?;
        Some(match self.status {
            Status::Held | Status::NotHeld => Days { first: p - back, last: p },
            Status::Ongoing => Days { first: p - back, last: p + NEWS[0] },
            Status::CalledOff => Days { first: p - back, last: p + ahead },
            Status::Possible | Status::Planned => Days { first: p, last: p + ahead },
        })
    }
}

impl Party {
    fn of(p: &Participant, acts: bool) -> Self {
        Self {
            actor: hash(&p.actor),
            country: p.country.as_deref().map_or(0, hash),
            kind: p.kind.unwrap_or_else(|| guessed(p)),
            acts,
            described: is_described(&p.name),
            name: super::words::name(&p.name),
        }
    }

    /// By which accounts of it are found: its country, so that Moscow meets Putin; else the words of its name.
    pub fn keys(&self) -> Vec<u64> {
        if self.country != 0 {
            return vec![self.country];
        }
        let words: Vec<u64> = self.name.iter().filter(|w| **w != 0).map(|w| u64::from(*w)).collect();
        if words.is_empty() { vec![self.actor] } else { words }
    }
}

/// Holds the name a word that is no part of a name? Particles (`van der`, `bin`) are shorter.
pub(super) fn is_described(name: &str) -> bool {
    name.split_whitespace().any(|w| w.len() > 3 && w.chars().all(char::is_lowercase))
}

/// What an actor is whose record does not say: its id tells where it was made from a name.
fn guessed(p: &Participant) -> ActorKind {
    let made = p.actor.split_once(':').map_or("", |(kind, _)| kind);
    match made {
        "person" => ActorKind::Person,
        "state" => ActorKind::State,
        "group" => ActorKind::Group,
        "body" => ActorKind::Body,
        _ if p.title.is_some() || p.name.contains(' ') => ActorKind::Person,
        _ if p.country.is_some() => ActorKind::State,
        _ => ActorKind::Igo,
    }
}

/// The days of an EDTF date.
fn days(text: &str) -> Option<Days> {
    let edtf = Edtf::parse(text)?;
    let about = if text.contains(['~', '%']) { ABOUT } else { 0 };
    let (first, last) = (edtf.first_day().map(Day::since_1970), edtf.last_day().map(Day::since_1970));
    let first = first.or(last.map(|l| l - OPEN_END))?;
    Some(Days { first: first - about, last: last.unwrap_or(first + OPEN_END) + about })
}

/// FNV-1a of 64 bits (Fowler, Noll, Vo; RFC 9923): the same on every machine. Never 0, which stands for nothing.
pub fn hash(text: &str) -> u64 {
    let step = |h: u64, b: u8| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3);
    text.bytes().fold(0xcbf2_9ce4_8422_2325, step).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_have_days_and_gaps() {
        let (a, b) = (days("2016-09-04/2016-09-05").unwrap(), days("2016-09-08").unwrap());
        assert_eq!((a.length(), a.gap(b), b.gap(a), a.gap(a)), (2, 3, 3, 0));
        assert_eq!(days("2016-09-04/..").unwrap().length(), OPEN_END + 1);
        assert_eq!(days("2016-09-04~").unwrap().length(), 2 * ABOUT + 1);
        assert_eq!(days("soon"), None);
    }

    #[test]
    fn the_hash_is_that_of_the_rfc() {
        assert_eq!(hash("foobar"), 0x8594_4171_f739_67e8);
    }
}
