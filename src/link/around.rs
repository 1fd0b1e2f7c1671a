//! What is known around the accounts of one event: what was said, and what else the same reports tell.

use std::collections::BTreeMap;

use crate::account::Account;
use crate::statement::Statement;

/// What may be looked up while one event is made. It may be empty: then less is known.
#[derive(Default)]
pub(crate) struct Around<'a> {
    statements: BTreeMap<&'a str, &'a Statement>,
    reports: BTreeMap<&'a str, Vec<&'a Account>>,
}

impl<'a> Around<'a> {
    /// Of the statements that accounts name as sources, and of all accounts of the reports that tell an event.
    /// Others do no harm; the order does not matter.
    pub fn of(statements: &'a [Statement], accounts: impl Iterator<Item = &'a Account>) -> Self {
        let statements = statements.iter().map(|s| (s.id.as_str(), s)).collect();
        let mut reports: BTreeMap<&str, Vec<&Account>> = BTreeMap::new();
        accounts.for_each(|a| reports.entry(a.report.as_str()).or_default().push(a));
        reports.values_mut().for_each(|all| {
            all.sort_by(|a, b| a.id.cmp(&b.id));
            all.dedup_by(|a, b| a.id == b.id);
        });
        Self { statements, reports }
    }

    /// A statement by id.
    pub fn statement(&self, id: &str) -> Option<&'a Statement> {
        self.statements.get(id).copied()
    }

    /// All accounts of a report, by id.
    pub fn of_report(&self, report: &str) -> &[&'a Account] {
        self.reports.get(report).map_or(&[], Vec::as_slice)
    }
}
