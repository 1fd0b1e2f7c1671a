//! One thing with all that belongs to it, as one JSON object: what `show --format json` prints and the API answers.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::objects::object;
use crate::account::Account;
use crate::report::Report;
use crate::statement::Statement;
use crate::store::{Store, StoreError};

/// An event with its accounts, the statements that vouch for them, and their reports; `None` where it is not there.
///
/// # Errors
/// When the record cannot be read.
pub fn event(store: &Store, id: &str) -> Result<Option<Value>, StoreError> {
    let Some(event) = store.event(id)? else { return Ok(None) };
    let accounts = store.accounts_in(id)?;
    let around = Around::of(store, &accounts)?;
    let reports: Vec<&Report> = around.reports.values().collect();
    Ok(Some(json!({
        "event": object("event", &event),
        "accounts": objects("account", &accounts),
        "statements": objects("statement", &around.vouching(&accounts)),
        "reports": objects("report", &reports),
    })))
}

/// A report with its statements and accounts; a reprint with those of the report it reprints.
///
/// # Errors
/// When the record cannot be read.
pub fn report(store: &Store, id: &str) -> Result<Option<Value>, StoreError> {
    let Some(report) = store.report(id)? else { return Ok(None) };
    let told = report.reprint_of().unwrap_or(id);
    Ok(Some(json!({
        "report": object("report", &report),
        "accounts": objects("account", &store.accounts_of(told)?),
        "statements": objects("statement", &store.statements_of(told)?),
    })))
}

/// The reports and statements of some accounts, by id.
pub struct Around {
    /// The reports that tell them.
    pub reports: BTreeMap<String, Report>,
    /// All statements of these reports.
    pub statements: BTreeMap<String, Statement>,
}

impl Around {
    /// Of these accounts.
    ///
    /// # Errors
    /// When the record cannot be read.
    pub fn of(store: &Store, accounts: &[Account]) -> Result<Self, StoreError> {
        let (reports, mut statements) = (store.reports_of(accounts)?, BTreeMap::new());
        for report in reports.keys() {
            statements.extend(store.statements_of(report)?.into_iter().map(|s| (s.id.clone(), s)));
        }
        Ok(Self { reports, statements })
    }

    /// The statements that vouch for the accounts, by id.
    fn vouching(&self, accounts: &[Account]) -> Vec<&Statement> {
        let cited = accounts.iter().flat_map(|a| a.sources.iter().filter_map(|s| s.statement.as_ref()));
        let vouches = |s: &&Statement| accounts.iter().any(|a| s.accounts.contains(&a.id));
        let mut said: Vec<&Statement> = cited.filter_map(|id| self.statements.get(id)).collect();
        said.extend(self.statements.values().filter(vouches));
        said.sort_by(|a, b| a.id.cmp(&b.id));
        said.dedup_by(|a, b| a.id == b.id);
        said
    }
}

fn objects(kind: &str, things: &[impl serde::Serialize]) -> Vec<Value> {
    things.iter().map(|t| object(kind, t)).collect()
}
