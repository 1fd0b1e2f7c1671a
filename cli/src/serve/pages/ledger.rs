//! The ledger: what was found, by time and place and as a table.

use askama::Template;
use sidelines::account::Status;
use sidelines::event::Event;
use sidelines::show::query::differs;
use sidelines::store::{Sort, Spot};

use super::address::Address;
use super::base::{Parties, Sign, Site, StatusMark, event_href};
use super::map::Map;
use super::text::{Name, Told, attribute, clipped, name};
use super::timeline::Timeline;
use super::words::{self, count, number};

/// What the ledger shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LedgerView {
    /// The conditions as given.
    pub address: Address,
    /// The events of this page, in its order.
    pub events: Vec<Event>,
    /// How many events were found.
    pub total: usize,
    /// How many of them stand before this page.
    pub from: usize,
    /// How many a page holds.
    pub per: usize,
    /// Events found a month, `2016-09` ascending.
    pub months: Vec<(String, usize)>,
    /// Places of events found.
    pub spots: Vec<Spot>,
    /// Those who take part most often: id, name, events.
    pub parties: Vec<(String, String, usize)>,
    /// Events found of each status and type, by their names.
    pub statuses: Vec<(String, usize)>,
    /// Types.
    pub kinds: Vec<(String, usize)>,
    /// Name of the actor that `actor` asks for.
    pub actor: Option<String>,
    /// What could not be understood of the conditions.
    pub problem: Option<String>,
}

/// One event in the table.
pub struct Line {
    /// Address of its page.
    pub href: String,
    /// Its day.
    pub day: String,
    /// The day it was first told, where it has none.
    pub told: Option<String>,
    /// Its status.
    pub status: StatusMark,
    /// Its type.
    pub kind: String,
    /// Its mode.
    pub mode: Option<Name>,
    /// Topics.
    pub about: Option<Told>,
    /// Who.
    pub parties: Parties,
    /// Where.
    pub place: Option<Name>,
    /// At what.
    pub setting: Option<Name>,
    /// How many reports tell it.
    pub reports: usize,
    /// On how many legs it stands.
    pub legs: usize,
    /// `0.93`.
    pub confidence: String,
    /// Do its accounts differ?.
    pub differs: bool,
}

/// A condition that can be taken away.
struct Chip {
    label: &'static str,
    value: Name,
    spoken: String,
    href: String,
}

/// A choice of a list.
struct Choice {
    value: String,
    label: String,
    chosen: bool,
}

/// A column that can be sorted by.
struct Column {
    label: &'static str,
    href: String,
    /// `ascending`, `descending`, or nothing.
    sorted: &'static str,
    class: &'static str,
}

#[derive(Template)]
#[template(path = "ledger.html")]
struct LedgerPage<'a> {
    site: &'a Site,
    title: String,
    address: &'a Address,
    problem: Option<Told>,
    found: String,
    shown: String,
    chips: Vec<Chip>,
    clear: String,
    types: Vec<Choice>,
    statuses: Vec<Choice>,
    differs: Vec<Choice>,
    sign_counts: Vec<(Sign, String, String, String)>,
    parties: Vec<(Name, String, String)>,
    timeline: Option<Timeline>,
    map: Option<Map>,
    columns: Vec<Column>,
    lines: Vec<Line>,
    previous: Option<String>,
    next: Option<String>,
    page: String,
    outputs: Vec<(&'static str, &'static str, String)>,
}

/// The page of the ledger.
///
/// # Errors
/// When the template cannot be rendered.
pub fn ledger(view: &LedgerView, site: &Site) -> anyhow::Result<String> {
    let a = &view.address;
    let page = LedgerPage {
        site,
        title: title(a),
        address: a,
        problem: view.problem.as_deref().map(|p| Told(p.to_owned())),
        found: found(view, site),
        shown: shown(view),
        chips: a.filters().map(|(k, v)| chip(view, k, v)).collect(),
        clear: Address::of([("sort", a.get("sort"))]).to("/"),
        types: types(view),
        statuses: statuses(view),
        differs: choices(
            ["any", "who", "when", "where", "status", "outcome", "figures", "topics"],
            a.get("differ"),
        ),
        sign_counts: sign_counts(view),
        parties: view
            .parties
            .iter()
            .map(|(id, n, of)| (name(n), a.href(&[("actor", Some(id))]), number(*of)))
            .collect(),
        timeline: Timeline::of(&view.months, a),
        map: Map::world(&view.spots, a),
        columns: columns(a),
        lines: view.events.iter().map(line).collect(),
        previous: (view.from > 0).then(|| turned(view, view.from.saturating_sub(view.per))),
        next: (view.from + view.events.len() < view.total).then(|| turned(view, view.from + view.per)),
        page: format!(
            "{} of {}",
            number(view.from / view.per.max(1) + 1),
            number(view.total.div_ceil(view.per.max(1)).max(1))
        ),
        outputs: outputs(a),
    };
    Ok(page.render()?)
}

fn title(a: &Address) -> String {
    let given: Vec<&str> = a.filters().map(|(_, v)| v).collect();
    if given.is_empty() {
        "Ledger".to_owned()
    } else {
        attribute(&format!("{}: ledger", clipped(&given.join(", "), 60)))
    }
}

fn found(view: &LedgerView, site: &Site) -> String {
    match (view.total, view.address.filters().next().is_some()) {
        (n, false) => format!("{} in {}", count(n, "event"), count(site.reports, "report")),
        (0, true) => format!("None of {} fits", count(site.events, "event")),
        (n, true) => format!("{} of {}", number(n), count(site.events, "event")),
    }
}

fn shown(view: &LedgerView) -> String {
    let last = view.from + view.events.len();
    if view.total <= view.per || last == 0 {
        String::new()
    } else {
        format!("{} to {}", number(view.from + 1), number(last))
    }
}

fn turned(view: &LedgerView, from: usize) -> String {
    let from = (from > 0).then(|| from.to_string());
    view.address.href(&[("from", from.as_deref())])
}

fn chip(view: &LedgerView, key: &'static str, value: &str) -> Chip {
    let label = LABELS.iter().find(|(k, _)| *k == key).map_or("", |(_, l)| l);
    let told = match key {
        "actor" => view.actor.clone().unwrap_or_else(|| value.to_owned()),
        "status" => value.replace('_', " "),
        "legs" => format!("at least {value}"),
        "series" => "one series".to_owned(),
        _ => clipped(value, 60),
    };
    let spoken = attribute(&format!("{label} {told}"));
    Chip { label, value: Name(told), spoken, href: view.address.href(&[(key, None)]) }
}

const LABELS: [(&str, &str); 13] = [
    ("q", "words"),
    ("who", "who"),
    ("actor", "with"),
    ("type", "type"),
    ("status", "status"),
    ("since", "since"),
    ("until", "until"),
    ("where", "where"),
    ("about", "about"),
    ("context", "context"),
    ("differ", "accounts differ on"),
    ("legs", "independent legs"),
    ("series", "same parties"),
];

fn types(view: &LedgerView) -> Vec<Choice> {
    let chosen = view.address.get("type");
    let mut all: Vec<Choice> = words::all("type")
        .map(|(code, _)| {
            let n = view.kinds.iter().find(|(k, _)| k == code).map_or(0, |(_, n)| *n);
            let label = if n > 0 { format!("{code} ({})", number(n)) } else { code.to_owned() };
            Choice { value: code.to_owned(), label, chosen: chosen.eq_ignore_ascii_case(code) }
        })
        .collect();
    if !chosen.is_empty() && !all.iter().any(|c| c.chosen) {
        all.push(Choice { value: chosen.to_owned(), label: attribute(chosen), chosen: true });
    }
    all
}

fn statuses(view: &LedgerView) -> Vec<Choice> {
    let chosen = view.address.get("status");
    let choice = |s: Status| Choice {
        value: s.name().to_owned(),
        label: words::status(s),
        chosen: chosen.replace([' ', '-'], "_") == s.name(),
    };
    Status::all().into_iter().map(choice).collect()
}

fn choices<const N: usize>(all: [&str; N], chosen: &str) -> Vec<Choice> {
    let label = |v: &str| {
        if v == "any" { "anything but topics".to_owned() } else { words::word("field", v).to_lowercase() }
    };
    all.map(|v| Choice { value: v.to_owned(), label: label(v), chosen: v == chosen }).into()
}

/// Sign, word, count and address of each status that was found.
fn sign_counts(view: &LedgerView) -> Vec<(Sign, String, String, String)> {
    let of = |s: Status| view.statuses.iter().find(|(name, _)| name == s.name()).map_or(0, |(_, n)| *n);
    let all = Status::all().into_iter().map(|s| (s, of(s))).filter(|(_, n)| *n > 0);
    all.map(|(s, n)| (Sign(s), words::status(s), number(n), view.address.href(&[("status", Some(s.name()))])))
        .collect()
}

fn columns(a: &Address) -> Vec<Column> {
    let sort = Sort::from_name(a.get("sort")).unwrap_or_default();
    let day = match sort {
        Sort::Newest => ("oldest", "descending"),
        Sort::Oldest => ("newest", "ascending"),
        _ => ("newest", ""),
    };
    let column = |label, (by, sorted): (&str, &'static str), class| Column {
        label,
        href: a.href(&[("sort", (by != "newest").then_some(by))]),
        sorted,
        class,
    };
    let most = |s: Sort| (s.name(), if s == sort { "descending" } else { "" });
    let plain = |label| Column { label, href: String::new(), sorted: "", class: "" };
    vec![
        column("Day", day, ""),
        plain("Status"),
        plain("Event"),
        plain("Who"),
        plain("Where"),
        column("Reports", most(Sort::Reports), "n"),
        column("Legs", most(Sort::Legs), "n"),
        column("Confidence", most(Sort::Confidence), "n"),
    ]
}

/// The line of an event.
pub fn line(e: &Event) -> Line {
    let topics: Vec<&str> = e.topics.iter().take(3).map(String::as_str).collect();
    let place = e.place.as_ref().map(|p| p.name.as_str());
    let setting =
        e.setting.as_ref().map(|s| s.name.as_str()).filter(|s| place.is_none_or(|p| !s.contains(p)));
    Line {
        href: event_href(&e.id),
        day: attribute(&words::day_of(e)),
        told: words::told_on(e),
        status: StatusMark(e.status),
        kind: e.kind.clone(),
        mode: e.mode.as_deref().map(name),
        about: (!topics.is_empty()).then(|| Told(clipped(&topics.join("; "), 110))),
        parties: Parties::of(&e.actors, &e.recipients),
        place: place.map(name),
        setting: setting.map(|s| Name(clipped(s, 60))),
        reports: e.n_reports,
        legs: e.n_independent,
        confidence: format!("{:.2}", e.confidence),
        differs: differs(e, "any"),
    }
}

/// The view in other forms: name, media type, address.
fn outputs(a: &Address) -> Vec<(&'static str, &'static str, String)> {
    vec![
        ("JSON", "application/json", a.with(&[]).to("/api/events")),
        ("CSV", "text/csv", a.with(&[]).to("/events.csv")),
        ("Atom feed", "application/atom+xml", a.with(&[]).to("/feed.atom")),
        ("Calendar", "text/calendar", a.with(&[]).to("/events.ics")),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// An event whose every word comes from a report, and holds `words`.
    fn event(words: &str) -> Event {
        let span = json!({"start": 0, "end": 1, "exact": words});
        let party = json!({"name": words, "actor": words, "country": null, "title": words, "span": span});
        serde_json::from_value(json!({
            "id": "e0000000000000001", "type": "CONSULT", "mode": words, "status": "held", "status_history": [],
            "actors": [party.clone()], "recipients": [party], "when": {"edtf": words, "basis": "stated", "span": span},
            "where": {"name": words, "country": words, "geonames": null, "lat": 1.0, "lon": 2.0, "basis": "stated", "span": span},
            "setting": {"name": format!("at {words}"), "id": null}, "topics": [words], "accounts": [], "n_reports": 1,
            "n_independent": 1, "comparison": {}, "confidence": 0.5, "series": []
        }))
        .unwrap()
    }

    fn view(words: &str, n: usize) -> LedgerView {
        let spot =
            |i| Spot { name: format!("{words} {i}"), country: None, lat: 1.0, lon: f64::from(i), events: 3 };
        LedgerView {
            address: Address::of([("q", words), ("where", words), ("type", words)]),
            events: vec![event(words); n],
            total: 5000,
            per: n,
            months: (0..48).map(|i| (format!("{}-{:02}", 2015 + i / 12, i % 12 + 1), 9)).collect(),
            spots: (0..150).map(spot).collect(),
            parties: vec![(words.to_owned(), words.to_owned(), 3); 10],
            actor: Some(words.to_owned()),
            problem: Some(words.to_owned()),
            ..LedgerView::default()
        }
    }

    #[test]
    fn nothing_from_a_report_or_an_address_is_markup() {
        let hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>\u{202e}";
        let html = ledger(&view(hostile, 2), &Site::default()).unwrap();
        assert_eq!(html.matches("<script").count(), 1, "only the page's own");
        for wrong in ["<img", "\u{202e}"] {
            let at =
                html.find(wrong).map(|at| html.split_at(at).0.chars().rev().take(90).collect::<String>());
            assert_eq!(at, None, "{wrong:?}, what stands before it read from behind");
        }
        assert!(!html.contains("style="));
        assert!(html.contains("<span class=\"ctl\">U+202E</span>"));
    }

    #[test]
    fn a_page_of_fifty_events_is_small_without_the_map() {
        let view = LedgerView { spots: Vec::new(), ..view("Ilda Marn", 50) };
        let html = ledger(&view, &Site::default()).unwrap();
        let rest = include_str!("../../../web/style.css").len() + include_str!("../../../web/app.js").len();
        assert!(html.len() + rest < 100_000, "{} and {rest} bytes", html.len());
    }

    #[test]
    fn what_is_asked_stands_in_the_form_and_in_chips() {
        let view =
            LedgerView { address: Address::of([("who", "Marn"), ("status", "called_off")]), ..view("x", 1) };
        let html = ledger(&view, &Site { events: 7, ..Site::default() }).unwrap();
        assert!(
            html.contains("value=\"Marn\"") && html.contains("<option value=\"called_off\" selected>"),
            "{html}"
        );
        assert!(html.contains("Take away: status called off") && html.contains("rel=\"next\""));
    }
}
