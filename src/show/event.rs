//! One event as a page: each account beside the others, what agrees and what differs.

use std::collections::BTreeMap;

use super::days::day;
use super::ledger::{kind, short, who};
use super::page::{Page, Piece, Tone, piece};
use crate::account::{Account, Source};
use crate::event::{Event, FieldComparison, Given};
use crate::place::WhereBasis;
use crate::report::Report;
use crate::statement::Statement;
use crate::when::WhenBasis;

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
    /// The earlier and later events of the same parties.
    pub series: &'a [Event],
    /// All event ids of the record, sorted.
    pub ids: &'a [String],
}

/// The fields in the order in which they are compared.
const FIELDS: [&str; 6] = ["who", "when", "where", "status", "topics", "figures"];

/// The page, `width` columns wide.
pub fn page(case: &Case, width: usize) -> Page {
    let mut page = Page::new(width);
    head(case, &mut page);
    if case.accounts.len() > 1 {
        compared(case, &mut page);
    }
    history(case, &mut page);
    page.heading(if case.accounts.len() == 1 { "The account" } else { "The accounts" });
    for (i, account) in case.accounts.iter().enumerate() {
        told(case, i, account, &mut page);
    }
    series(case, &mut page);
    page
}

fn head(case: &Case, page: &mut Page) {
    let e = case.event;
    page.put(
        0,
        &[
            piece(Tone::Head, &kind(&e.kind, e.mode.as_deref())),
            piece(Tone::Plain, &format!(" · {}", status(e.status.name()))),
            piece(Tone::Plain, &format!(" · {}", day(e.when.as_ref().map(|w| w.edtf.as_str())))),
            piece(Tone::Quiet, &format!(" · {}", e.id)),
        ],
    );
    page.put(0, &[piece(Tone::Head, &who(&e.actors, &e.recipients))]);
    let place = e.place.iter().map(|p| format!("in {}{}", p.name, in_code(p.country.as_deref())));
    let setting = e.setting.iter().map(|s| format!("at: {}", s.name));
    let topics = (!e.topics.is_empty()).then(|| format!("about: {}", e.topics.join("; ")));
    let contexts = (!e.contexts.is_empty()).then(|| format!("contexts: {}", e.contexts.join(", ")));
    let lines: Vec<String> = place.chain(setting).chain(topics).chain(contexts).collect();
    lines.iter().for_each(|l| page.put(0, &[piece(Tone::Plain, l)]));
    let independent = match e.n_reports {
        0 | 1 => String::new(),
        _ => format!(", {} of them independent", e.n_independent),
    };
    let told = format!("{}{independent} · confidence {:.2}", count(e.n_reports, "report"), e.confidence);
    page.put(0, &[piece(Tone::Quiet, &told)]);
}

fn compared(case: &Case, page: &mut Page) {
    let fields = || FIELDS.iter().filter_map(|f| case.event.comparison.get(*f).map(|c| (*f, c)));
    if fields().any(|(_, c)| !c.agree.is_empty()) {
        page.heading("Where the accounts agree");
        fields().for_each(|(f, c)| values(case, f, &c.agree, Tone::Agree, page));
    }
    if fields().any(|(_, c)| !c.differ.is_empty()) {
        page.heading("Where they differ");
        fields().for_each(|(f, c)| values(case, f, &c.differ, Tone::Differ, page));
    }
    let silent = |(f, c): (&str, &FieldComparison)| {
        let some = !c.silent.is_empty() && c.silent.len() < case.accounts.len();
        some.then(|| format!("{f}: {}", numbers(case, &c.silent)))
    };
    let silent: Vec<String> = fields().filter_map(silent).collect();
    if !silent.is_empty() {
        page.put(2, &[piece(Tone::Quiet, &format!("not said — {}", silent.join(" · ")))]);
    }
}

fn values(case: &Case, field: &str, given: &[Given], tone: Tone, page: &mut Page) {
    for (i, g) in given.iter().enumerate() {
        let label = if i == 0 { field } else { "" };
        let value = if field == "status" { status(&g.value) } else { g.value.clone() };
        // The label's column is made of spaces that must not fold: it is drawn as one word.
        let label = format!("{label:\u{a0}<9}");
        page.hang(
            2,
            11,
            &[
                piece(Tone::Plain, &label),
                piece(tone, &value),
                piece(Tone::Quiet, &format!(" {}", numbers(case, &g.accounts))),
            ],
        );
    }
}

/// `[1] [3]`: the accounts by their numbers on the page.
fn numbers(case: &Case, ids: &[String]) -> String {
    let numbers = case.accounts.iter().enumerate().filter(|(_, a)| ids.contains(&a.id));
    numbers.map(|(i, _)| format!("[{}]", i + 1)).collect::<Vec<_>>().join(" ")
}

fn history(case: &Case, page: &mut Page) {
    let steps = &case.event.status_history;
    if steps.len() < 2 || steps.iter().all(|s| s.status == steps[0].status) {
        return;
    }
    page.heading("How it came about");
    for s in steps {
        let line = format!("{} — {} ", day(s.as_of.as_deref()), status(s.status.name()));
        let number = numbers(case, std::slice::from_ref(&s.account));
        page.put(2, &[piece(Tone::Plain, &line), piece(Tone::Quiet, &number)]);
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

fn series(case: &Case, page: &mut Page) {
    let others: Vec<&Event> = case.series.iter().filter(|e| e.id != case.event.id).collect();
    if others.is_empty() {
        return;
    }
    page.heading("Earlier and later, the same parties");
    for e in others {
        let place = e.place.as_ref().map_or(String::new(), |p| format!(", {}", p.name));
        let when = day(e.when.as_ref().map(|w| w.edtf.as_str()));
        let line =
            format!("{when} — {}, {}{place} ", kind(&e.kind, e.mode.as_deref()), status(e.status.name()));
        page.hang(2, 4, &[piece(Tone::Plain, &line), piece(Tone::Quiet, short(&e.id, case.ids))]);
    }
}

/// The outlet, or else the name of the file that the report was read from.
fn outlet(report: &Report) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::Status;
    use crate::link::link;
    use crate::store::samples::told;

    /// The page of what three outlets tell; the second says it was only planned, and elsewhere.
    fn three(width: usize) -> Page {
        let mut pairs = [
            told("Xinhua", "2016-09-05", Status::Held),
            told("AFP", "2016-09-03", Status::Planned),
            told("Kyodo", "2016-09-06", Status::Held),
        ]
        .map(|(_, reading)| reading);
        pairs[2].accounts[0].topics = vec!["trade".to_owned()];
        let reports: Vec<Report> = pairs.iter().map(|r| r.report.clone()).collect();
        let mut accounts: Vec<Account> = pairs.iter().flat_map(|r| r.accounts.clone()).collect();
        let statements: Vec<Statement> = pairs.iter().flat_map(|r| r.found.statements.clone()).collect();
        let events = link(&mut accounts, &reports, &statements);
        let case = Case {
            event: &events[0],
            accounts: &accounts,
            reports: &reports.into_iter().map(|r| (r.id.clone(), r)).collect(),
            statements: &statements.into_iter().map(|s| (s.id.clone(), s)).collect(),
            series: &[],
            ids: &[],
        };
        page(&case, width)
    }

    #[test]
    fn each_account_stands_beside_the_others_with_its_words() {
        let text = three(100).plain();
        assert!(text.starts_with("CONSULT meet · held · 2016-09-05 · e"), "{text}");
        for words in
            ["[1] Xinhua, 2016-09-05", "[2] AFP, 2016-09-03", "[3] Kyodo", "“Xi Jinping met Barack Obama”"]
        {
            assert!(text.contains(words), "{words}: {text}");
        }
        assert!(text.contains("2016-09-05 (“Monday”)") && text.contains("Hangzhou (CHN)"), "{text}");
        assert!(text.contains("says Lu Kang: the talks went well"), "{text}");
        assert!(text.contains("2016-09-03 — planned [2]"), "{text}");
    }

    #[test]
    fn what_agrees_and_what_differs_is_told_with_who_says_it() {
        let text = three(100).plain();
        let (agree, rest) = text.split_once("Where they differ").unwrap_or((&text, ""));
        assert!(agree.contains("Where the accounts agree") && agree.contains("[1] [2] [3]"), "{text}");
        assert!(rest.contains("trade"), "{text}");
    }

    #[test]
    fn the_page_keeps_its_width() {
        let wide = |l: &str| unicode_width::UnicodeWidthStr::width(l);
        for width in [50, 80, 200] {
            assert!(three(width).plain().lines().all(|l| wide(l) <= width));
        }
    }
}
