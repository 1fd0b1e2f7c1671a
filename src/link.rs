//! Accounts to events, across reports: which accounts tell one happening, where they agree and differ,
//! and what came before and after between the same parties.
//!
//! Order-free: the same events come out whatever order the reports came in.

mod cluster;
mod compare;
mod figures;
mod likeness;
mod series;
mod unite;

use std::collections::BTreeMap;

use crate::account::Account;
use crate::event::Event;
use crate::report::{Report, stable_id};
use crate::statement::Statement;

/// One account with what linking needs to know of its report.
#[derive(Clone, Copy)]
pub(crate) struct Told<'a> {
    account: &'a Account,
    report: Option<&'a Report>,
}

impl Told<'_> {
    /// Publication day of its report.
    fn published(&self) -> Option<&str> {
        self.report.and_then(|r| r.published.as_deref())
    }
}

/// Links `accounts`: sets the `event` of each and returns the events, by time, then id.
pub fn link(accounts: &mut [Account], reports: &[Report], _statements: &[Statement]) -> Vec<Event> {
    let by_id: BTreeMap<&str, &Report> = reports.iter().map(|r| (r.id.as_str(), r)).collect();
    let mut told: Vec<Told> = accounts
        .iter()
        .map(|account| Told { account, report: by_id.get(account.report.as_str()).copied() })
        .collect();
    told.sort_by(|a, b| (a.published(), &a.account.id).cmp(&(b.published(), &b.account.id)));
    let clusters = cluster::clusters(&told);
    let mut events: Vec<Event> = clusters.iter().map(|c| event(c)).collect();
    series::fill(&mut events);
    let of: BTreeMap<String, String> =
        events.iter().flat_map(|e| e.accounts.iter().map(|a| (a.clone(), e.id.clone()))).collect();
    for account in accounts.iter_mut() {
        account.event = of.get(&account.id).cloned();
    }
    events.sort_by(|a, b| series::order(a).cmp(&series::order(b)));
    events
}

/// The event that a cluster of accounts tells. Its id comes from the account with the smallest id, so
/// that it does not depend on the order of reports.
fn event(told: &[Told]) -> Event {
    let first = told.iter().map(|t| t.account.id.as_str()).min().unwrap_or("");
    let kind = told[0].account.kind.clone();
    Event {
        id: stable_id("e", &[&kind, first]),
        mode: unite::most_common(told.iter().filter_map(|t| t.account.mode.clone())),
        status: unite::status(told),
        status_history: unite::history(told),
        actors: unite::parties(told, |a| &a.actors),
        recipients: unite::parties(told, |a| &a.recipients),
        when: unite::when(told),
        place: unite::place(told),
        setting: unite::setting(told),
        topics: unite::topics(told),
        accounts: told.iter().map(|t| t.account.id.clone()).collect(),
        n_reports: unite::reports(told),
        n_independent: unite::independent(told),
        comparison: compare::comparison(told),
        confidence: unite::confidence(told),
        series: Vec::new(),
        kind,
    }
}
