//! The accounts of an event, each with its words and who vouches for it.

use super::{Case, flat, in_code, outlet, status};
use crate::account::{Account, Source};
use crate::place::WhereBasis;
use crate::show::days::day;
use crate::show::ledger::who;
use crate::show::page::{Page, Piece, Tone, piece};
use crate::when::WhenBasis;

/// All accounts.
pub fn write(case: &Case, page: &mut Page) {
    page.heading(if case.accounts.len() == 1 { "The account" } else { "The accounts" });
    for (i, account) in case.accounts.iter().enumerate() {
        told(case, i, account, page);
    }
}

fn told(case: &Case, i: usize, a: &Account, page: &mut Page) {
    if i > 0 {
        page.gap();
    }
    let report = case.reports.get(&a.report);
    let outlet = report.map_or_else(|| "?".to_owned(), outlet);
    let title = report.and_then(|r| r.title.as_deref()).map_or(String::new(), |t| format!(" — {t}"));
    page.hang(
        2,
        6,
        &[
            piece(Tone::Quiet, &format!("[{}] ", i + 1)),
            piece(Tone::Head, &outlet),
            piece(Tone::Plain, &format!(", {}{title}", day(report.and_then(|r| r.published.as_deref())))),
            piece(Tone::Quiet, &format!(" (report {})", a.report)),
        ],
    );
    page.hang(6, 6, &facts(a));
    for quote in &a.evidence {
        page.hang(6, 7, &[piece(Tone::Quoted, &format!("“{}”", flat(&quote.exact)))]);
    }
    for source in &a.sources {
        vouched(case, source, page);
    }
}

/// What an account says of the event, field by field, with the words or basis each stands on.
fn facts(a: &Account) -> Vec<Piece> {
    let mut facts = vec![status(a.status.name()), who(&a.actors, &a.recipients)];
    facts.extend(a.when.as_ref().map(|w| {
        let words = w.span.as_ref().map(|q| format!("“{}”", flat(&q.exact)));
        format!("{} ({})", day(Some(&w.edtf)), words.unwrap_or_else(|| when_basis(w.basis).to_owned()))
    }));
    facts.extend(a.place.as_ref().map(|p| {
        let basis = where_basis(p.basis).map_or(String::new(), |b| format!(" ({b})"));
        format!("{}{}{basis}", p.name, in_code(p.country.as_deref()))
    }));
    facts.extend(a.setting.as_ref().map(|s| s.name.clone()));
    facts.extend((!a.topics.is_empty()).then(|| format!("about {}", a.topics.join("; "))));
    let rule = format!(" · rule {} · {:.2}", a.rule, a.confidence);
    vec![piece(Tone::Plain, &facts.join(" · ")), piece(Tone::Quiet, &rule)]
}

fn vouched(case: &Case, source: &Source, page: &mut Page) {
    let statement = source.statement.as_ref().and_then(|s| case.statements.get(s));
    let title = statement.and_then(|s| s.speaker.as_ref()).and_then(|s| s.title.as_ref());
    let title = title.map_or(String::new(), |t| format!(", {t}"));
    let via = source.via.as_ref().map_or(String::new(), |v| format!(", via {v}"));
    let mut line = vec![piece(Tone::Quiet, "says "), piece(Tone::Who, &source.speaker)];
    line.push(piece(Tone::Plain, &format!("{title}{via}")));
    if let Some(s) = statement {
        line.push(piece(Tone::Plain, ": "));
        let (open, close) = if s.direct { ("“", "”") } else { ("", "") };
        let words = flat(&s.content.exact);
        let bare = words.trim_matches(['"', '“', '”', ' ']);
        line.push(piece(Tone::Quoted, &format!("{open}{bare}{close}")));
    }
    page.hang(6, 8, &line);
}

fn when_basis(basis: WhenBasis) -> &'static str {
    match basis {
        WhenBasis::Stated => "stated",
        WhenBasis::Relative => "from the day of the report",
        WhenBasis::Setting => "the days of the occasion",
        WhenBasis::Report => "the day of the report",
    }
}

fn where_basis(basis: WhereBasis) -> Option<&'static str> {
    match basis {
        WhereBasis::Stated => None,
        WhereBasis::Setting => Some("the place of the occasion"),
        WhereBasis::Dateline => Some("where the report was filed"),
        WhereBasis::Context => Some("from the words before"),
    }
}
