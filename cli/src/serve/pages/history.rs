//! How an event came about, step by step.

use std::collections::BTreeMap;

use sidelines::account::{Account, Status};
use sidelines::event::{Event, StatusAt};
use sidelines::report::Report;
use sidelines::show::days::day;
use sidelines::show::event::{outlet, runs};

use super::base::StatusMark;
use super::text::{Name, Told, clipped, name};

/// One step.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The day it was said.
    pub day: String,
    /// The status it was given.
    pub status: StatusMark,
    /// For which day it was planned.
    pub planned: Option<String>,
    /// Was that day replaced?
    pub gone: bool,
    /// Who said so: number, id and outlet of accounts.
    pub by: Vec<(usize, String, Name)>,
    /// How many more said so.
    pub more: usize,
    /// With what words.
    pub words: Option<Told>,
}

/// Steps that are shown, and accounts named in one.
const MOST: usize = 24;
const MOST_NAMED: usize = 4;

/// The steps; nothing where only one thing was ever said.
pub fn steps(event: &Event, accounts: &[Account], reports: &BTreeMap<String, Report>) -> Vec<Step> {
    let runs = runs(&event.status_history);
    if runs.len() < 2 {
        return Vec::new();
    }
    runs.into_iter().take(MOST).map(|run| step(event, run, accounts, reports)).collect()
}

fn step(event: &Event, run: &[StatusAt], accounts: &[Account], reports: &BTreeMap<String, Report>) -> Step {
    let first = &run[0];
    let open = matches!(first.status, Status::Possible | Status::Planned);
    let numbered = accounts.iter().enumerate().filter(|(_, a)| run.iter().any(|s| s.account == a.id));
    let by: Vec<(usize, String, Name)> = numbered
        .take(MOST_NAMED)
        .map(|(i, a)| {
            (
                i + 1,
                a.id.clone(),
                name(&reports.get(&a.report).map_or_else(|| "another report".to_owned(), outlet)),
            )
        })
        .collect();
    let replaced = event.comparison.get("when").map(|c| &c.superseded);
    let moved = replaced.is_some_and(|all| all.iter().any(|g| g.accounts.contains(&first.account)));
    Step {
        day: day(first.as_of.as_deref()),
        status: StatusMark(first.status),
        planned: first.when.as_deref().filter(|_| open).map(|w| day(Some(w))),
        gone: open && moved && run.iter().all(|s| s.superseded),
        more: run.len().saturating_sub(by.len()),
        by,
        words: first.words.as_ref().map(|w| Told(clipped(&w.exact, 140))),
    }
}
