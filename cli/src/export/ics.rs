//! Events as a calendar (iCalendar, RFC 5545). Written event by event; the same record gives the same bytes: the stamp of
//! an event is the last day on which a report told it, never the clock.

mod words;

use std::collections::BTreeMap;
use std::io::{self, Write};

use icalendar::{Calendar, Component, Event as Entry, Property};
use sidelines::account::{Account, Status};
use sidelines::event::Event;
use sidelines::report::Report;
use sidelines::show::title;
use sidelines::store::Store;
use sidelines::when::calendar::Day;
use sidelines::when::edtf::{Edtf, EdtfDate, End};

use crate::message::{count, say};

/// Which events belong into the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Meetings and talks (CONSULT).
    Talks,
    /// All types.
    All,
}

/// An event with what reports tell of it.
#[derive(Clone, Debug)]
pub struct Told {
    /// The event.
    pub event: Event,
    /// Its accounts, oldest report first.
    pub accounts: Vec<Account>,
    /// The reports of these, by id.
    pub reports: BTreeMap<String, Report>,
}

impl Told {
    /// Reads what reports tell of an event; `None` when the record does not have it.
    pub fn of(store: &Store, id: &str) -> anyhow::Result<Option<Self>> {
        let Some(event) = store.event(id)? else { return Ok(None) };
        let accounts = store.accounts_in(id)?;
        let reports = store.reports_of(&accounts)?;
        Ok(Some(Self { event, accounts, reports }))
    }
}

/// A calendar on its way out: begun, events added, ended.
pub struct Feed<W: Write> {
    out: W,
    which: Which,
    /// Events that were left out for want of a day.
    pub without_day: usize,
}

impl<W: Write> Feed<W> {
    /// Writes the head. `name`: what calendar programs call it.
    ///
    /// # Errors
    /// When `out` cannot be written; so for all of them.
    pub fn begin(mut out: W, name: &str, which: Which) -> io::Result<Self> {
        let mut calendar = Calendar::new();
        calendar.properties.retain(|p| p.key() != "PRODID");
        calendar.append_property(Property::new("PRODID", "-//Sidelines//record//EN"));
        calendar.name(name);
        let head = calendar.to_string();
        out.write_all(head.trim_end().trim_end_matches("END:VCALENDAR").as_bytes())?;
        Ok(Self { out, which, without_day: 0 })
    }

    /// Adds an event if it belongs into the calendar and has a day.
    pub fn add(&mut self, told: &Told) -> io::Result<bool> {
        let event = &told.event;
        let Some(status) = status(event.status) else { return Ok(false) };
        if self.which == Which::Talks && event.kind != "CONSULT" {
            return Ok(false);
        }
        let days = event.when.as_ref().and_then(|w| days(&w.edtf));
        let Some((from, to)) = days else {
            self.without_day += 1;
            return Ok(false);
        };
        self.out.write_all(entry(told, status, from, to).to_string().as_bytes())?;
        Ok(true)
    }

    /// Writes the foot and gives the output back.
    pub fn end(mut self) -> io::Result<W> {
        self.out.write_all(b"END:VCALENDAR\r\n")?;
        self.out.flush()?;
        Ok(self.out)
    }
}

/// Writes a calendar of some events, and says how many have no day.
pub fn write(store: &Store, ids: &[String], which: Which, out: &mut impl Write) -> anyhow::Result<()> {
    let mut feed = Feed::begin(out, "Sidelines", which)?;
    for id in ids {
        if let Some(told) = Told::of(store, id)? {
            feed.add(&told)?;
        }
    }
    if feed.without_day > 0 {
        let events = count(feed.without_day, "event");
        say(format!(
            "note: {events} without an exact day left out; a calendar has no place for months and years"
        ));
    }
    feed.end()?;
    Ok(())
}

fn entry(told: &Told, status: &str, from: Day, to: Option<Day>) -> Entry {
    let event = &told.event;
    let mut entry = Entry::new();
    let mut put = |key: &str, value: &str| {
        entry.append_property(Property::new(key, words::plain(value)));
    };
    put("UID", &format!("{}@sidelines", event.id));
    put("DTSTAMP", &format!("{}T000000Z", basic(last_told(event).unwrap_or(from))));
    put("SEQUENCE", &event.status_history.len().saturating_sub(1).to_string());
    put("SUMMARY", &title::of_event(event));
    put("STATUS", status);
    put("TRANSP", "TRANSPARENT");
    put("DESCRIPTION", &words::description(told));
    if let Some(place) = &event.place {
        put("LOCATION", &words::location(place));
        if let Some((lat, lon)) = place.lat.zip(place.lon) {
            put("GEO", &format!("{lat};{lon}"));
        }
    }
    entry.append_property(date("DTSTART", from));
    if let Some(to) = to {
        // The end of a day-long event is the day behind it.
        entry.append_property(date("DTEND", to.plus(1)));
    }
    entry.append_property(Property::new("CATEGORIES", words::categories(event)));
    entry
}

fn date(key: &str, day: Day) -> Property {
    Property::new(key, basic(day)).add_parameter("VALUE", "DATE").done()
}

/// `20180612`.
fn basic(day: Day) -> String {
    day.to_string().replace('-', "")
}

/// The last day on which a report told of it.
fn last_told(event: &Event) -> Option<Day> {
    let told = event.status_history.iter().filter_map(|s| Edtf::parse(s.as_of.as_deref()?)?.last_day());
    told.max()
}

/// iCalendar's word for it; nothing for what is told not to have happened.
fn status(status: Status) -> Option<&'static str> {
    match status {
        Status::Planned | Status::Ongoing | Status::Held => Some("CONFIRMED"),
        Status::Possible => Some("TENTATIVE"),
        Status::CalledOff => Some("CANCELLED"),
        Status::NotHeld => None,
    }
}

/// First and last day of what is known to the day; the last of what has no end is not known.
fn days(edtf: &str) -> Option<(Day, Option<Day>)> {
    let exact = |d: &EdtfDate| d.day.is_some();
    let when = Edtf::parse(edtf)?;
    let fine = match &when {
        Edtf::Date(day) => exact(day),
        Edtf::Interval(End::At(from), End::At(to)) => exact(from) && exact(to),
        Edtf::Interval(End::At(from), _) => exact(from),
        Edtf::Interval(..) => false,
    };
    fine.then(|| Some((when.first_day()?, when.last_day()))).flatten()
}

#[cfg(test)]
mod tests;
