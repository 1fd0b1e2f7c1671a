//! The page of one report.

use askama::Template;
use sidelines::account::Account;
use sidelines::actor::Actor;
use sidelines::report::{Dropped, Report};
use sidelines::show::days::day;
use sidelines::show::ledger::kind;
use sidelines::show::report::{Copy, basis};
use sidelines::show::segments::parts;
use sidelines::statement::Statement;
use sidelines::store::Store;

use super::accounts::place_in;
use super::article::{Article, PART, article};
use super::base::{Parties, Site, StatusMark, actor_href, event_href, report_href};
use super::text::{Name, Told, attribute, clipped, name, told};
use super::words;

/// Accounts and statements that are listed.
const MOST: usize = 200;

/// An account in the margin.
struct Note {
    kind: String,
    status: StatusMark,
    day: String,
    parties: Parties,
    /// Where its words stand.
    place: String,
    /// The event it is linked to.
    event: Option<String>,
}

/// A statement in the list.
struct Saying {
    speaker: Name,
    href: Option<String>,
    via: Option<Name>,
    cue: Told,
    words: Told,
}

/// Another report with the same copy.
struct Twin {
    href: String,
    outlet: Name,
    day: String,
}

#[derive(Template)]
#[template(path = "report.html")]
struct ReportPage<'a> {
    site: &'a Site,
    title: String,
    id: &'a str,
    headline: Told,
    untitled: bool,
    outlet: Name,
    byline: Option<Name>,
    day: String,
    basis: &'static str,
    dateline: Option<Name>,
    source: Name,
    language: Option<String>,
    agency: Option<Name>,
    origin: Option<(String, String)>,
    reprints: Vec<Twin>,
    issues: Vec<Told>,
    article: Article,
    previous: Option<String>,
    next: Option<String>,
    notes: Vec<Note>,
    more_notes: usize,
    sayings: Vec<Saying>,
    more_sayings: usize,
    dropped: Option<Vec<(Told, &'static str)>>,
    has_dropped: bool,
    dropped_href: String,
}

/// What the record has on a report.
struct Findings {
    accounts: Vec<Account>,
    statements: Vec<Statement>,
    actors: Vec<Actor>,
    marks: [Vec<serde_json::Value>; 3],
}

/// Part `part` (from 1) of the page of report `id`, with what was dropped from it where `dropped`; nothing where the
/// record has none of that id.
///
/// # Errors
/// When the record cannot be read.
pub fn report(
    store: &Store,
    id: &str,
    part: usize,
    dropped: bool,
    site: &Site,
) -> anyhow::Result<Option<String>> {
    let Some(report) = store.report(id)? else { return Ok(None) };
    let all = parts(&report.text, PART);
    let part = part.clamp(1, all.len());
    let found = Findings::of(store, &report, &all[part - 1])?;
    let names = found.actors.iter().map(|a| (a.id.clone(), a.name.clone())).collect();
    let glosses = found.actors.iter().map(|a| (a.id.clone(), gloss(a))).collect();
    let [mentions, times, places] = &found.marks;
    let copy = Copy {
        report: &report,
        accounts: &found.accounts,
        statements: &found.statements,
        marks: [mentions, times, places],
        names: &names,
    };
    let page = page(store, &copy, article(&copy, part, &glosses), dropped, site)?;
    Ok(Some(page.render()?))
}

impl Findings {
    /// Of one part of a report; a reprint has none of its own: it tells what its origin tells.
    fn of(store: &Store, report: &Report, bytes: &std::ops::Range<usize>) -> anyhow::Result<Self> {
        let told = report.reprint_of().unwrap_or(&report.id);
        // A mark that begins before the part may reach into it: names are short.
        let reach = bytes.start.saturating_sub(500)..bytes.end;
        let marks = |table| store.marks_within(table, &report.id, reach.clone());
        Ok(Self {
            accounts: store.accounts_of(told)?,
            statements: store.statements_of(told)?,
            actors: store.actors_of(told)?,
            marks: [marks("mention")?, marks("time")?, marks("place")?],
        })
    }
}

fn page<'a>(
    store: &Store,
    copy: &Copy<'a>,
    article: Article,
    dropped: bool,
    site: &'a Site,
) -> anyhow::Result<ReportPage<'a>> {
    let r = copy.report;
    let headline = clipped(r.title.as_deref().unwrap_or("(no headline)"), 300);
    let outlet = sidelines::show::event::outlet(r);
    let link =
        |n: usize| (1..=article.parts).contains(&n).then(|| format!("{}?part={n}", report_href(&r.id)));
    let (previous, next) = (link(article.part - 1), link(article.part + 1));
    Ok(ReportPage {
        site,
        title: attribute(&format!("{headline} ({outlet})")),
        id: &r.id,
        headline: told(&headline),
        untitled: r.title.is_none(),
        outlet: Name(outlet),
        byline: r.byline.as_deref().map(|b| Name(clipped(b, 160))),
        day: day(r.published.as_deref()),
        basis: r.published_basis.map_or("relative times could not be resolved", basis),
        dateline: r.dateline.as_deref().map(name),
        source: Name(clipped(r.url.as_deref().unwrap_or(&r.source), 300)),
        language: r.language.clone().filter(|l| l != "en"),
        agency: r.origin.as_ref().and_then(|o| o.agency.as_deref()).map(name),
        origin: origin(r),
        reprints: store.reprints_of(&r.id)?.iter().take(MOST).map(twin).collect(),
        issues: r.issues.iter().take(20).map(|i| Told(clipped(i, 300))).collect(),
        article,
        previous,
        next,
        notes: copy.accounts.iter().take(MOST).map(|a| note(r, a)).collect(),
        more_notes: copy.accounts.len().saturating_sub(MOST),
        sayings: copy.statements.iter().take(MOST).map(saying).collect(),
        more_sayings: copy.statements.len().saturating_sub(MOST),
        dropped: dropped.then(|| left_out(&r.dropped)),
        has_dropped: !r.dropped.is_empty(),
        dropped_href: format!("{}?dropped=1", report_href(&r.id)),
    })
}

/// What was left out, each with the reason where it is another than that of the words before.
fn left_out(all: &[Dropped]) -> Vec<(Told, &'static str)> {
    let before = |i: usize| i.checked_sub(1).and_then(|i| all.get(i)).map(|d| d.why);
    let why = |i: usize, d: &Dropped| if before(i) == Some(d.why) { "" } else { words::why(d.why) };
    all.iter().enumerate().map(|(i, d)| (told(&d.text), why(i, d))).collect()
}

/// Address and likeness of the report that it reprints.
fn origin(r: &Report) -> Option<(String, String)> {
    let score =
        r.origin.as_ref().and_then(|o| o.score).map_or(String::new(), |s| format!("{:.0} %", s * 100.0));
    Some((report_href(r.reprint_of()?), score))
}

fn twin(r: &Report) -> Twin {
    let outlet = Name(sidelines::show::event::outlet(r));
    Twin { href: report_href(&r.id), outlet, day: day(r.published.as_deref()) }
}

fn note(r: &Report, a: &Account) -> Note {
    Note {
        kind: kind(&a.kind, a.mode.as_deref()),
        status: StatusMark(a.status),
        day: day(a.when.as_ref().map(|w| w.edtf.as_str())),
        parties: Parties::of(&a.actors, &a.recipients),
        place: if a.report == r.id { place_in(r, a) } else { String::new() },
        event: a.event.as_deref().map(event_href),
    }
}

fn saying(s: &Statement) -> Saying {
    let speaker = s.speaker.as_ref();
    Saying {
        speaker: name(speaker.map_or("somebody", |p| p.name.as_str())),
        href: speaker.and_then(|p| p.actor.as_deref()).map(actor_href),
        via: (!s.via.is_empty()).then(|| Name(s.via.join(", "))),
        cue: words::saying(s),
        words: Told(clipped(&s.content.exact, 300)),
    }
}

/// Who an actor is, in a few words: `Teo Brask, person, government, Finland`.
fn gloss(a: &Actor) -> String {
    std::iter::once(a.name.clone()).chain(words::traits(a)).collect::<Vec<_>>().join(", ")
}
