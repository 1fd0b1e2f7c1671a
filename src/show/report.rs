//! One report as a page: its text with what was found marked, then its accounts and statements.

use std::collections::BTreeMap;

use serde_json::Value;

use super::days::day;
use super::event::status;
use super::ledger::{kind, who};
use super::marked;
use super::page::{Page, Tone, piece};
use crate::account::Account;
use crate::report::{PublishedBasis, Report};
use crate::statement::{Stance, Statement};

/// What the page of one report needs.
pub struct Copy<'a> {
    /// The report.
    pub report: &'a Report,
    /// Its accounts in order of the text; of a reprint those of its origin.
    pub accounts: &'a [Account],
    /// Its statements in order of the text; of a reprint those of its origin.
    pub statements: &'a [Statement],
    /// Its objects `mention`, `time` and `place`.
    pub marks: [&'a [Value]; 3],
    /// Names of its actors by their ids.
    pub names: &'a BTreeMap<String, String>,
}

/// The page, `width` columns wide.
pub fn page(copy: &Copy, width: usize) -> Page {
    let mut page = Page::new(width);
    head(copy.report, &mut page);
    page.gap();
    marked::text(copy, &mut page);
    accounts(copy, &mut page);
    statements(copy, &mut page);
    page
}

fn head(r: &Report, page: &mut Page) {
    let title = r.title.as_deref().unwrap_or("(no headline)");
    page.put(0, &[piece(Tone::Head, title), piece(Tone::Quiet, &format!(" · {}", r.id))]);
    let dated = match (&r.published, r.published_basis) {
        (None, _) => "undated: relative times could not be resolved".to_owned(),
        (Some(d), None) => day(Some(d)),
        (Some(d), Some(b)) => format!("{} ({})", day(Some(d)), basis(b)),
    };
    let byline = r.byline.as_ref().map_or(String::new(), |b| format!(" · {b}"));
    let filed = r.dateline.as_ref().map_or(String::new(), |d| format!(" · filed from {d}"));
    let outlet = r.outlet.as_ref().map_or(String::new(), |o| format!("{o} · "));
    page.put(0, &[piece(Tone::Plain, &format!("{outlet}{dated}{byline}{filed}"))]);
    let agency = r.origin.as_ref().and_then(|o| o.agency.as_ref()).map(|a| format!("carries copy of {a}"));
    let score = r.origin.as_ref().and_then(|o| o.score).map_or(String::new(), |s| format!(" ({s:.2})"));
    let reprint = r.reprint_of().map(|o| format!("reprint of {o}{score}"));
    let address = r.url.as_ref().unwrap_or(&r.source);
    let quiet =
        [Some(address.clone()), agency, reprint].into_iter().flatten().chain(r.issues.iter().cloned());
    quiet.for_each(|line| page.put(0, &[piece(Tone::Quiet, &line)]));
}

fn accounts(copy: &Copy, page: &mut Page) {
    let shared = copy.report.reprint_of().is_some();
    page.heading(match copy.accounts.len() {
        0 => "No event was found in it",
        1 if shared => "The account of the report that it reprints",
        _ if shared => "The accounts of the report that it reprints",
        1 => "One account",
        _ => "Accounts",
    });
    for a in copy.accounts {
        let when = day(a.when.as_ref().map(|w| w.edtf.as_str()));
        let what = kind(&a.kind, a.mode.as_deref());
        let place = a.place.as_ref().map_or(String::new(), |p| format!(" · {}", p.name));
        let line =
            format!(" · {} · {when} · {}{place}", status(a.status.name()), who(&a.actors, &a.recipients));
        let id = a.event.as_ref().unwrap_or(&a.id);
        page.hang(
            2,
            4,
            &[piece(Tone::Head, &what), piece(Tone::Plain, &line), piece(Tone::Quiet, &format!(" · {id}"))],
        );
    }
}

fn statements(copy: &Copy, page: &mut Page) {
    if copy.statements.is_empty() {
        return;
    }
    page.heading("Who said what");
    for s in copy.statements {
        let speaker = s.speaker.as_ref().map_or("somebody", |p| p.name.as_str());
        let via = if s.via.is_empty() { String::new() } else { format!(", via {}", s.via.join(", ")) };
        let words = s.content.exact.split_whitespace().collect::<Vec<_>>().join(" ");
        page.hang(
            2,
            4,
            &[
                piece(Tone::Who, speaker),
                piece(Tone::Plain, &format!("{via} {}: ", stance(s.stance))),
                piece(Tone::Quoted, &words),
            ],
        );
    }
}

/// How a speaker stands to what is said.
pub fn stance(stance: Stance) -> &'static str {
    match stance {
        Stance::Asserts => "says",
        Stance::Denies => "denies",
        Stance::Doubts => "doubts",
        Stance::Declines => "declines to say",
    }
}

/// On what the day of a report stands.
pub fn basis(basis: PublishedBasis) -> &'static str {
    match basis {
        PublishedBasis::Metadata => "as the input or the user says",
        PublishedBasis::Stated => "stated in its head",
        PublishedBasis::Url => "from its address",
        PublishedBasis::Inferred => "inferred from what it tells",
    }
}
