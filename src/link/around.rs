//! What is known around the accounts of one event: who their actors are, what was said, and what else
//! the same reports tell.

use std::collections::BTreeMap;

use crate::account::Account;
use crate::actor::Actor;
use crate::statement::Statement;

/// What may be looked up while one event is made. All of it may be empty: then less is known.
#[derive(Clone, Copy, Default)]
pub struct Around<'a> {
    /// The actors of the record, by id.
    pub actors: Option<&'a BTreeMap<String, Actor>>,
    /// The statements that the accounts name as sources, by id (others do no harm).
    pub statements: Option<&'a BTreeMap<&'a str, &'a Statement>>,
    /// All accounts of the reports that tell the event, by report (others do no harm).
    pub reports: Option<&'a BTreeMap<&'a str, Vec<&'a Account>>>,
}

impl<'a> Around<'a> {
    /// An actor by id.
    pub fn actor(&self, id: &str) -> Option<&'a Actor> {
        self.actors?.get(id)
    }

    /// A statement by id.
    pub fn statement(&self, id: &str) -> Option<&'a Statement> {
        self.statements?.get(id).copied()
    }

    /// All accounts of a report.
    pub fn of_report(&self, report: &str) -> &'a [&'a Account] {
        self.reports.and_then(|r| r.get(report)).map_or(&[], Vec::as_slice)
    }
}
