//! What a calendar says of an event.

use std::fmt::Write;

use sidelines::account::Account;
use sidelines::event::Event;
use sidelines::place::Where;
use sidelines::report::Report;
use sidelines::show::{days, ledger};

use super::Told;

/// Accounts that are quoted; of more their number is told.
const MOST: usize = 8;
/// Characters of the words of one account.
const LONGEST: usize = 280;

/// Words without what would end a line or hide: a calendar is read line by line.
pub fn plain(words: &str) -> String {
    let safe = |c: char| if c.is_control() && c != '\n' { ' ' } else { c };
    words.replace("\r\n", "\n").chars().map(safe).collect()
}

/// `Port Selm, XXA`.
pub fn location(place: &Where) -> String {
    let country = place.country.as_ref().filter(|_| !place.is_state);
    country.map_or_else(|| place.name.clone(), |c| format!("{}, {c}", place.name))
}

/// Type, mode and contexts, as the list that iCalendar asks for.
pub fn categories(event: &Event) -> String {
    let own = std::iter::once(&event.kind).chain(&event.mode).chain(&event.contexts);
    let safe = |c: &String| {
        plain(c).replace('\\', "\\\\").replace(',', "\\,").replace(';', "\\;").replace('\n', " ")
    };
    own.map(safe).collect::<Vec<_>>().join(",")
}

/// What it is, how well it stands, and each report's words for it.
pub fn description(told: &Told) -> String {
    let event = &told.event;
    let kind = ledger::kind(&event.kind, event.mode.as_deref());
    let day = days::day(event.when.as_ref().map(|w| w.edtf.as_str()));
    let mut out = format!("{kind}, {}, {day}", event.status.name().replace('_', " "));
    if let Some(setting) = &event.setting {
        let _ = write!(out, ", {}", setting.name);
    }
    let _ = write!(out, "\nReports: {}, independent: {}", event.n_reports, event.n_independent);
    for account in told.accounts.iter().take(MOST) {
        let _ = write!(out, "\n\n{}", says(account, told.reports.get(&account.report)));
    }
    if told.accounts.len() > MOST {
        let _ = write!(out, "\n\nand {} more", told.accounts.len() - MOST);
    }
    out
}

/// `The Selm Courier, 2031-03-11 (Teo Brask): “…”`
fn says(account: &Account, report: Option<&Report>) -> String {
    let outlet = report.and_then(|r| r.outlet.as_deref().or(r.title.as_deref())).unwrap_or("a report");
    let day = report.and_then(|r| r.published.as_deref()).map_or_else(String::new, |d| format!(", {d}"));
    let speakers: Vec<&str> = account.sources.iter().map(|s| s.speaker.as_str()).collect();
    let who = if speakers.is_empty() { String::new() } else { format!(" ({})", speakers.join("; ")) };
    let words = account.evidence.first().map_or("", |q| q.exact.as_str());
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut = words.char_indices().nth(LONGEST).map(|(at, _)| format!("{}…", &words[..at]));
    format!("{outlet}{day}{who}: “{}”", cut.unwrap_or(words))
}
