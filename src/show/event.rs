//! One event as a page: what is agreed in one line, where the accounts differ, how it came about, each account with
//! its words, and what stands around it.

mod accounts;
mod beside;
mod differences;
mod steps;

pub use differences::FIELDS;
pub use steps::runs;

use std::collections::BTreeMap;

use super::days::day;
use super::ledger::{kind, who};
use super::page::{Page, Piece, Tone, piece};
use crate::account::Account;
use crate::event::{Event, Words};
use crate::report::Report;
use crate::statement::Statement;

/// What the page of one event needs.
pub struct Case<'a> {
    /// The event.
    pub event: &'a Event,
    /// Its accounts, oldest report first.
    pub accounts: &'a [Account],
    /// The reports of the accounts, by id.
    pub reports: &'a BTreeMap<String, Report>,
    /// The statements that vouch for the accounts, by id.
    pub statements: &'a BTreeMap<String, Statement>,
    /// The events that it names ([`Event::others`]), in any order.
    pub others: &'a [Event],
    /// All event ids of the record, sorted.
    pub ids: &'a [String],
}

/// Outlets named for one value before the rest is counted.
const MOST_OUTLETS: usize = 4;
/// Characters of a report's words that are shown beside a value.
const MOST_WORDS: usize = 90;

/// The page, `width` columns wide.
pub fn page(case: &Case, width: usize) -> Page {
    let mut page = Page::new(width);
    head(case, &mut page);
    if case.accounts.len() > 1 {
        differences::write(case, &mut page);
    }
    steps::write(case, &mut page);
    accounts::write(case, &mut page);
    beside::write(case, &mut page);
    page
}

/// What is agreed: one line of type, status, day, parties, place and legs, and under it the rest.
fn head(case: &Case, page: &mut Page) {
    let e = case.event;
    let mut line = vec![piece(Tone::Head, &kind(&e.kind, e.mode.as_deref()))];
    line.extend(told(case, "status", Tone::Plain, &status(e.status.name())));
    line.extend(told(case, "when", Tone::Plain, &day(e.when.as_ref().map(|w| w.edtf.as_str()))));
    line.extend(told(case, "who", Tone::Head, &who(&e.actors, &e.recipients)));
    let place = e.place.iter().map(|p| format!("{}{}", p.name, in_code(p.country.as_deref())));
    place.for_each(|p| line.extend(told(case, "where", Tone::Plain, &p)));
    line.push(piece(Tone::Plain, &format!(" · {}", legs(e))));
    page.hang(0, 2, &line);
    page.put(0, &[piece(Tone::Quiet, &format!("{} · confidence {:.2}", e.id, e.confidence))]);
    let setting = e.setting.iter().map(|s| format!("at: {}", s.name));
    let topics = (!e.topics.is_empty()).then(|| format!("about: {}", e.topics.join("; ")));
    let outcome = agreed(case, "outcome").map(|v| format!("came of it: {v}"));
    let figures = agreed(case, "figures").map(|v| format!("figures: {v}"));
    let contexts = (!e.contexts.is_empty()).then(|| format!("contexts: {}", e.contexts.join(", ")));
    let lines = setting.chain(topics).chain(outcome).chain(figures).chain(contexts);
    lines.for_each(|l| page.hang(0, 2, &[piece(Tone::Plain, &l)]));
}

/// A value of the first line, marked where the accounts differ about it.
fn told(case: &Case, field: &str, tone: Tone, value: &str) -> Vec<Piece> {
    let differs = case.event.comparison.get(field).is_some_and(|c| !c.differ.is_empty());
    let mut pieces = vec![piece(Tone::Plain, " · "), piece(tone, value)];
    pieces.extend(differs.then(|| piece(Tone::Differ, " (they differ)")));
    pieces
}

/// `3 reports on 2 independent legs`.
fn legs(e: &Event) -> String {
    match e.n_reports {
        0 | 1 => count(e.n_reports, "report"),
        n => format!("{} on {}", count(n, "report"), count(e.n_independent, "independent leg")),
    }
}

/// The values of a field that no account contradicts.
fn agreed(case: &Case, field: &str) -> Option<String> {
    let agree = &case.event.comparison.get(field)?.agree;
    let values: Vec<&str> = agree.iter().map(|g| g.value.as_str()).collect();
    (!values.is_empty()).then(|| values.join("; "))
}

/// The accounts of a value by outlet and number, with their words: `Lakeside Courier [1] “on Monday”, ...`.
fn outlets(case: &Case, ids: &[String], words: &[Words]) -> Vec<Piece> {
    let named = || case.accounts.iter().enumerate().filter(|(_, a)| ids.contains(&a.id));
    let mut pieces = Vec::new();
    for (n, (i, account)) in named().take(MOST_OUTLETS).enumerate() {
        let outlet = case.reports.get(&account.report).map_or_else(|| "?".to_owned(), outlet);
        pieces.push(piece(Tone::Plain, &format!("{}{outlet}", if n > 0 { ", " } else { "" })));
        pieces.push(piece(Tone::Quiet, &format!(" [{}]", i + 1)));
        let said = words.iter().find(|w| w.account == account.id).map(|w| clipped(&w.quote.exact));
        pieces.extend(said.map(|w| piece(Tone::Quoted, &format!(" “{w}”"))));
    }
    let more = named().count().saturating_sub(MOST_OUTLETS);
    pieces.extend((more > 0).then(|| piece(Tone::Plain, &format!(" and {more} more"))));
    pieces
}

/// Words in one line, the end left out where they are many.
fn clipped(words: &str) -> String {
    let flat = flat(words);
    let short: String = flat.chars().take(MOST_WORDS).collect();
    if short.len() < flat.len() { format!("{}…", short.trim_end()) } else { flat }
}

/// `[1] [3]`: the accounts by their numbers on the page.
fn numbers(case: &Case, ids: &[String]) -> String {
    let numbers = case.accounts.iter().enumerate().filter(|(_, a)| ids.contains(&a.id));
    numbers.map(|(i, _)| format!("[{}]", i + 1)).collect::<Vec<_>>().join(" ")
}

/// The outlet, or else the name of the file that the report was read from.
pub fn outlet(report: &Report) -> String {
    let file = report.source.rsplit(['/', '\\']).next().unwrap_or(&report.source);
    report.outlet.clone().unwrap_or_else(|| file.to_owned())
}

/// A status in words.
pub fn status(name: &str) -> String {
    name.replace('_', " ")
}

fn flat(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn in_code(code: Option<&str>) -> String {
    code.map_or(String::new(), |c| format!(" ({c})"))
}

fn count(n: usize, thing: &str) -> String {
    format!("{n} {thing}{}", if n == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests;
