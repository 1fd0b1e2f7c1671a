//! A walk through what an export holds, one object at a time: report by report (by day, then id), behind each its
//! statements and accounts, then the actors (by id), then the events.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::account::Account;
use crate::actor::Actor;
use crate::event::Event;
use crate::report::Report;
use crate::statement::Statement;
use crate::store::{Store, StoreError};

/// The tables that only `--all` writes.
pub const MARKS: [&str; 3] = ["mention", "time", "place"];

/// What an export holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Ids of the reports, oldest first.
    pub reports: Vec<String>,
    /// Ids of the events, in the order they are to be written.
    pub events: Vec<String>,
    /// Mentions, times and places too?
    pub marks: bool,
    /// Only objects of this kind.
    pub only: Option<String>,
    /// Of a part of the record: the events and actors that are in it.
    part: Option<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Part {
    events: BTreeSet<String>,
    actors: BTreeSet<String>,
}

/// One object on the way.
#[derive(Clone, Debug)]
pub enum Thing {
    /// A report, and the ids of the actors that it names.
    Report(Box<Report>, Vec<String>),
    /// A statement.
    Statement(Box<Statement>),
    /// An account.
    Account(Box<Account>),
    /// A mention, time or place: the name of its table and the object.
    Mark(&'static str, Value),
    /// An actor.
    Actor(Actor),
    /// An event.
    Event(Box<Event>),
}

/// An object, and its place among those of its kind in its report (0 for reports, actors and events).
#[derive(Clone, Debug)]
pub struct Stop {
    /// The object.
    pub thing: Thing,
    /// Counted from 0.
    pub position: usize,
}

impl Selection {
    /// The whole record, its events by id.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn whole(store: &Store, marks: bool) -> Result<Self, StoreError> {
        Ok(Self { reports: store.report_ids()?, events: store.event_ids()?, marks, only: None, part: None })
    }

    /// Some events with their accounts, the reports that tell them (and reprints of these), the statements that
    /// vouch for the accounts, and the actors that the reports name.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn of(store: &Store, events: Vec<String>, marks: bool) -> Result<Self, StoreError> {
        let chosen: BTreeSet<String> = events.iter().cloned().collect();
        let reports = store.reports_that_tell(&chosen)?;
        let mut actors = BTreeSet::new();
        for report in &reports {
            actors.extend(store.actor_ids_of(report)?);
        }
        Ok(Self { reports, events, marks, only: None, part: Some(Part { events: chosen, actors }) })
    }

    /// The same, with its events in another order.
    #[must_use]
    pub fn ordered(self, events: Vec<String>) -> Self {
        Self { events, ..self }
    }

    /// Only its objects of one kind.
    #[must_use]
    pub fn only(&self, kind: &str) -> Self {
        Self { only: Some(kind.to_owned()), ..self.clone() }
    }

    fn wants(&self, kind: &str) -> bool {
        let mark = MARKS.contains(&kind);
        self.only.as_ref().map_or(!mark || self.marks, |only| only == kind)
    }

    fn has_account(&self, account: &Account) -> bool {
        self.part.as_ref().is_none_or(|p| account.event.as_ref().is_some_and(|e| p.events.contains(e)))
    }

    fn has_statement(&self, statement: &Statement, accounts: &[&Account]) -> bool {
        let cites = |a: &&Account| a.sources.iter().any(|s| s.statement.as_ref() == Some(&statement.id));
        self.part.is_none() || accounts.iter().any(|a| statement.accounts.contains(&a.id) || cites(a))
    }
}

/// Hands over every object of `selection`.
///
/// # Errors
/// When the record cannot be read, and what `each` returns.
pub fn walk<E: From<StoreError>>(
    store: &Store,
    selection: &Selection,
    each: &mut dyn FnMut(Stop) -> Result<(), E>,
) -> Result<(), E> {
    let of_a_report = ["report", "statement", "account"].into_iter().chain(MARKS);
    if of_a_report.into_iter().any(|kind| selection.wants(kind)) {
        for id in &selection.reports {
            of_report(store, id, selection, each)?;
        }
    }
    if selection.wants("actor") {
        store.each_actor(&mut |actor| {
            let there = selection.part.as_ref().is_none_or(|p| p.actors.contains(&actor.id));
            if there { each(Stop { thing: Thing::Actor(actor), position: 0 }) } else { Ok(()) }
        })?;
    }
    if selection.wants("event") {
        let stop = |event| Stop { thing: Thing::Event(Box::new(event)), position: 0 };
        store.each_event(&selection.events, &mut |e| each(stop(e)))?;
    }
    Ok(())
}

/// A report with what was read in it.
fn of_report<E: From<StoreError>>(
    store: &Store,
    id: &str,
    selection: &Selection,
    each: &mut dyn FnMut(Stop) -> Result<(), E>,
) -> Result<(), E> {
    let Some(report) = store.report(id)? else { return Ok(()) };
    let mut stop = |thing: Thing, position| {
        if selection.wants(thing.kind()) { each(Stop { thing, position }) } else { Ok(()) }
    };
    stop(Thing::Report(Box::new(report), store.actor_ids_of(id)?), 0)?;
    let accounts: Vec<Account> = store.accounts_of(id)?;
    let chosen: Vec<&Account> = accounts.iter().filter(|a| selection.has_account(a)).collect();
    for (i, statement) in store.statements_of(id)?.into_iter().enumerate() {
        if selection.has_statement(&statement, &chosen) {
            stop(Thing::Statement(Box::new(statement)), i)?;
        }
    }
    for (i, account) in accounts.into_iter().enumerate() {
        if selection.has_account(&account) {
            stop(Thing::Account(Box::new(account)), i)?;
        }
    }
    for table in MARKS.into_iter().filter(|table| selection.wants(table)) {
        for (i, mark) in store.marks_of(table, id)?.into_iter().enumerate() {
            stop(Thing::Mark(table, mark), i)?;
        }
    }
    Ok(())
}

impl Thing {
    /// The `kind` of its object.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Report(..) => "report",
            Self::Statement(_) => "statement",
            Self::Account(_) => "account",
            Self::Mark(table, _) => table,
            Self::Actor(_) => "actor",
            Self::Event(_) => "event",
        }
    }

    /// Its object, `kind` in front.
    pub fn object(&self) -> Value {
        match self {
            Self::Report(report, _) => super::objects::object("report", report),
            Self::Statement(statement) => super::objects::object("statement", statement),
            Self::Account(account) => super::objects::object("account", account),
            Self::Mark(table, mark) => super::objects::object(table, mark),
            Self::Actor(actor) => super::objects::object("actor", actor),
            Self::Event(event) => super::objects::object("event", event),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::Status;
    use crate::store::Versions;
    use crate::store::samples::told;

    fn record() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("r.db");
        let mut store = Store::open(path.to_str().unwrap(), &Versions::embedded()).unwrap();
        for (outlet, day) in [("The Selm Courier", "2016-09-05"), ("Brask Daily", "2016-09-06")] {
            let (raw, reading) = told(outlet, day, Status::Held);
            store.write(&raw, &reading, false).unwrap();
        }
        store.link().unwrap();
        (folder, store)
    }

    fn kinds(store: &Store, selection: &Selection) -> Vec<&'static str> {
        let mut kinds = Vec::new();
        walk::<StoreError>(store, selection, &mut |stop| {
            kinds.push(stop.thing.kind());
            Ok(())
        })
        .unwrap();
        kinds
    }

    #[test]
    fn the_whole_comes_in_order() {
        let (_folder, store) = record();
        let found = kinds(&store, &Selection::whole(&store, false).unwrap());
        let report = ["report", "statement", "account"];
        assert_eq!(found[..6], [report, report].concat());
        assert_eq!(found[6..9], ["actor"; 3]);
        assert_eq!(found[9..], vec!["event"; store.event_ids().unwrap().len()]);
        assert!(kinds(&store, &Selection::whole(&store, true).unwrap()).contains(&"time"));
    }

    #[test]
    fn events_one_by_one_are_as_all_at_once() {
        let (_folder, store) = record();
        let mut one_by_one = Vec::new();
        let ids = store.event_ids().unwrap();
        store
            .each_event::<StoreError>(&ids, &mut |e| {
                one_by_one.push(e);
                Ok(())
            })
            .unwrap();
        assert_eq!(one_by_one, store.events().unwrap());
    }

    #[test]
    fn nothing_is_selected_for_no_event() {
        let (_folder, store) = record();
        assert!(kinds(&store, &Selection::of(&store, Vec::new(), true).unwrap()).is_empty());
    }
}
