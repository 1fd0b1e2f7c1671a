//! The accounts of an event, each with its words marked in their sentence.

use std::collections::BTreeMap;

use sidelines::account::{Account, Source};
use sidelines::report::Report;
use sidelines::show::days::day;
use sidelines::show::event::outlet;
use sidelines::show::segments::{segments, sentence};
use sidelines::span::Span;
use sidelines::store::Store;

use super::article::place_of;
use super::base::{Parties, StatusMark, report_href};
use super::text::{Name, Told, clipped, name, told};
use super::words;

/// Accounts that are shown; what more there are is counted.
pub const MOST: usize = 60;
/// Sentences shown of one account.
const MOST_QUOTES: usize = 4;
/// Characters of a statement shown.
const MOST_SAID: usize = 400;

/// A stretch of a quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The words.
    pub text: Told,
    /// Do they show the event?
    pub marked: bool,
}

/// Who vouches for an account, and with what words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voice {
    /// The speaker.
    pub speaker: Name,
    /// Their title.
    pub title: Option<Name>,
    /// Through whom.
    pub via: Option<Name>,
    /// What was said.
    pub words: Option<Told>,
    /// In quotation marks?
    pub direct: bool,
}

/// One account as a card.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// Its number on the page, from 1.
    pub n: usize,
    /// Its id.
    pub id: String,
    /// The outlet.
    pub outlet: Name,
    /// The day of the report.
    pub day: String,
    /// The headline.
    pub title: Told,
    /// Where its words stand in the report.
    pub href: String,
    /// Its status.
    pub status: StatusMark,
    /// Who.
    pub parties: Parties,
    /// Time, place, occasion, topics: what, and on what it stands.
    pub facts: Vec<(&'static str, Name, Option<Told>)>,
    /// The sentences that tell it.
    pub quotes: Vec<Vec<Piece>>,
    /// Who vouches for it.
    pub voices: Vec<Voice>,
    /// The rule that decided.
    pub rule: String,
    /// `0.93`.
    pub confidence: String,
}

/// The cards of the first [`MOST`] accounts; `reports` by id.
pub fn cards(
    store: &Store,
    accounts: &[Account],
    reports: &BTreeMap<String, Report>,
) -> anyhow::Result<Vec<Card>> {
    let shown = accounts.iter().take(MOST).enumerate();
    shown.filter_map(|(i, a)| Some(card(store, i + 1, a, reports.get(&a.report)?))).collect()
}

fn card(store: &Store, n: usize, a: &Account, report: &Report) -> anyhow::Result<Card> {
    let voices: anyhow::Result<Vec<Voice>> = a.sources.iter().take(8).map(|s| voice(store, s)).collect();
    let title = report.title.as_deref().unwrap_or("(no headline)");
    Ok(Card {
        n,
        id: a.id.clone(),
        outlet: name(&outlet(report)),
        day: day(report.published.as_deref()),
        title: Told(clipped(title, 160)),
        href: place_in(report, a),
        status: StatusMark(a.status),
        parties: Parties::of(&a.actors, &a.recipients),
        facts: facts(a),
        quotes: quotes(&report.text, a),
        voices: voices?,
        rule: a.rule.clone(),
        confidence: format!("{:.2}", a.confidence),
    })
}

/// Where the account's words stand on the page of its report.
pub fn place_in(report: &Report, a: &Account) -> String {
    let at = a.evidence.first().map_or(0, |q| q.start);
    let part = place_of(&report.text, at);
    let query = if part > 1 { format!("?part={part}") } else { String::new() };
    format!("{}{query}#{}", report_href(&report.id), a.id)
}

fn facts(a: &Account) -> Vec<(&'static str, Name, Option<Told>)> {
    let mut facts = Vec::new();
    facts.extend(a.when.as_ref().map(|w| {
        let words = w.span.as_ref().map(|q| format!("“{}”", clipped(&q.exact, 60)));
        let basis = words.unwrap_or_else(|| words::when_basis(w.basis).to_owned());
        ("When", name(&day(Some(&w.edtf))), Some(Told(basis)))
    }));
    facts.extend(a.place.as_ref().map(|p| {
        let place = words::place(&p.name, p.country.as_deref());
        ("Where", Name(place), Some(told(words::where_basis(p.basis))))
    }));
    facts.extend(a.setting.as_ref().map(|s| ("At", name(&s.name), None)));
    let topics = a.topics.iter().take(4).map(|t| clipped(t, 80)).collect::<Vec<_>>().join("; ");
    facts.extend((!topics.is_empty()).then_some(("About", Name(topics), None)));
    facts
}

/// The sentences that hold the evidence, each once, with the words marked.
fn quotes(text: &str, a: &Account) -> Vec<Vec<Piece>> {
    let marks: Vec<Span> = a.evidence.iter().filter(|q| q.holds(text)).map(|q| q.span()).collect();
    let mut wholes: Vec<Span> = marks.iter().map(|m| sentence(text, *m)).collect();
    wholes.sort();
    wholes.dedup();
    let piece = |s: &sidelines::show::segments::Segment| Piece {
        text: told(s.span.of(text)),
        marked: !s.marks.is_empty(),
    };
    let pieces = |whole: &Span| segments(text, *whole, &marks).iter().map(piece).collect();
    wholes.iter().take(MOST_QUOTES).map(pieces).collect()
}

fn voice(store: &Store, source: &Source) -> anyhow::Result<Voice> {
    let statement = match &source.statement {
        Some(id) => store.statement(id)?,
        None => None,
    };
    let title = statement.as_ref().and_then(|s| s.speaker.as_ref()).and_then(|s| s.title.as_deref());
    let bare = |words: &str| clipped(words.trim_matches(['"', '“', '”', ' ']), MOST_SAID);
    Ok(Voice {
        speaker: name(&source.speaker),
        title: title.map(name),
        via: source.via.as_deref().map(name),
        words: statement.as_ref().map(|s| Told(bare(&s.content.exact))),
        direct: statement.as_ref().is_some_and(|s| s.direct),
    })
}
