//! `sidelines show`: one event with its accounts, or one report with what was found in it.

use std::collections::BTreeMap;

use serde_json::Value;
use sidelines::event::Event;
use sidelines::show::bundle::{self, Around};
use sidelines::show::event::Case;
use sidelines::show::report::Copy;
use sidelines::show::{event, report};
use sidelines::store::{FoundById, Store};

use super::open;
use crate::args::{Pages, Show};
use crate::message::Outcome;
use crate::{paint, terminal};

/// Runs the command.
pub fn run(args: &Show, record: &str) -> anyhow::Result<Outcome> {
    let store = open(record)?;
    let found = the_one(&store, &args.id)?;
    let page = Page { store: &store, format: args.pages() };
    match found.kind {
        "event" => page.event(&found.id),
        "report" => page.report(&found.id),
        "account" => page.account(&found.id),
        kind => Err(anyhow::anyhow!(
            "{} is the id of a {kind}; events and reports can be shown\nnext: sidelines list --who NAME",
            found.id
        )),
    }
}

/// The one thing that an id, or the beginning of one, means.
pub fn the_one(store: &Store, id: &str) -> anyhow::Result<FoundById> {
    let mut found = if id.is_empty() { Vec::new() } else { store.find(id)? };
    if let Some(exact) = found.iter().position(|f| f.id == id) {
        return Ok(found.swap_remove(exact));
    }
    match found.len() {
        0 => Err(anyhow::anyhow!("{}", unknown(store, id)?)),
        1 => Ok(found.swap_remove(0)),
        _ => {
            let ids: Vec<String> = found.iter().take(8).map(|f| format!("  {} ({})", f.id, f.kind)).collect();
            Err(anyhow::anyhow!(
                "{id} is the beginning of several ids:\n{}\nnext: give more of it",
                ids.join("\n")
            ))
        }
    }
}

/// What to say of an id that is not there: ids that begin alike, and where to find others.
fn unknown(store: &Store, id: &str) -> anyhow::Result<String> {
    let mut beginning = id;
    let mut near = Vec::new();
    while near.is_empty() && beginning.chars().count() > 4 {
        beginning = &beginning[..beginning.char_indices().next_back().map_or(0, |(i, _)| i)];
        near = store.find(beginning)?;
    }
    let near: Vec<String> = near.iter().take(3).map(|f| f.id.clone()).collect();
    let like = if near.is_empty() { String::new() } else { format!("; did you mean {}?", near.join(" or ")) };
    let next = format!("next: `sidelines list` prints the ids of the events in {}", store.path());
    Ok(format!("nothing in the record has the id {id}{like}\n{next}"))
}

struct Page<'a> {
    store: &'a Store,
    format: Pages,
}

impl Page<'_> {
    fn event(&self, id: &str) -> anyhow::Result<Outcome> {
        let Some(event) = self.store.event(id)? else {
            anyhow::bail!("event {id} was replaced; run it again")
        };
        if self.format == Pages::Json {
            return print(&bundle::event(self.store, id)?.unwrap_or_default());
        }
        let accounts = self.store.accounts_in(id)?;
        let Around { reports, statements } = Around::of(self.store, &accounts)?;
        let others: Vec<Option<Event>> =
            event.others().map(|id| self.store.event(id)).collect::<Result<_, _>>()?;
        let others: Vec<Event> = others.into_iter().flatten().collect();
        let mut ids: Vec<String> = others.iter().map(|e| e.id.clone()).collect();
        ids.push(event.id.clone());
        let ids = self.store.with_next_ids(&ids)?;
        let case = Case {
            event: &event,
            accounts: &accounts,
            reports: &reports,
            statements: &statements,
            others: &others,
            ids: &ids,
        };
        let page = event::page(&case, terminal::width().into());
        terminal::out(&paint::painted(&page, terminal::coloured()))
    }

    fn report(&self, id: &str) -> anyhow::Result<Outcome> {
        let Some(report) = self.store.report(id)? else {
            anyhow::bail!("report {id} was replaced; run it again")
        };
        if self.format == Pages::Json {
            return print(&bundle::report(self.store, id)?.unwrap_or_default());
        }
        // A reprint has no findings of its own: it tells what its origin tells.
        let told = report.reprint_of().unwrap_or(id);
        let (accounts, statements) = (self.store.accounts_of(told)?, self.store.statements_of(told)?);
        let marks = |table| self.store.marks_of(table, id);
        let (mentions, times, places) = (marks("mention")?, marks("time")?, marks("place")?);
        let actors = self.store.actors_of(told)?;
        let names: BTreeMap<String, String> = actors.into_iter().map(|a| (a.id, a.name)).collect();
        let copy = Copy {
            report: &report,
            accounts: &accounts,
            statements: &statements,
            marks: [&mentions, &times, &places],
            names: &names,
        };
        let page = report::page(&copy, terminal::width().into());
        terminal::out(&paint::painted(&page, terminal::coloured()))
    }

    /// An account is shown as part of its event.
    fn account(&self, id: &str) -> anyhow::Result<Outcome> {
        let Some(account) = self.store.account(id)? else {
            anyhow::bail!("account {id} was replaced; run it again")
        };
        match &account.event {
            Some(event) => self.event(event),
            None => self.report(&account.report),
        }
    }
}

fn print(value: &Value) -> anyhow::Result<Outcome> {
    terminal::out(&(serde_json::to_string_pretty(value)? + "\n"))
}
