//! The page of one event.

use askama::Template;
use sidelines::event::Event;
use sidelines::show::days::day;
use sidelines::show::ledger::{kind, who};
use sidelines::store::{Spot, Store};

use super::accounts::{self, Card};
use super::address::Address;
use super::around::{Around, around};
use super::base::{Parties, Site, StatusMark};
use super::compare::{Comparison, comparison};
use super::history::{Step, steps};
use super::map::Map;
use super::text::{Name, Told, attribute, clipped, name};
use super::words;

/// A fact of the agreed line.
struct Fact {
    label: &'static str,
    value: Name,
    /// Address of the ledger for it.
    href: Option<String>,
    /// On what it stands.
    note: Option<Told>,
    /// The field of the comparison in which the accounts differ on it.
    differs: Option<&'static str>,
}

#[derive(Template)]
#[template(path = "event.html")]
struct EventPage<'a> {
    site: &'a Site,
    title: String,
    id: &'a str,
    kind: &'a str,
    mode: Option<&'a str>,
    gloss: String,
    parties: Parties,
    status: StatusMark,
    status_differs: bool,
    facts: Vec<Fact>,
    contexts: &'a [String],
    legs: String,
    confidence: String,
    confidence_words: String,
    steps: Vec<Step>,
    cards: Vec<Card>,
    more: usize,
    comparison: Option<Comparison>,
    around: Around,
    map: Option<Map>,
}

/// The page of event `id`; nothing where the record has none of that id.
///
/// # Errors
/// When the record cannot be read.
pub fn event(store: &Store, id: &str, site: &Site) -> anyhow::Result<Option<String>> {
    let Some(event) = store.event(id)? else { return Ok(None) };
    let accounts = store.accounts_in(id)?;
    let reports = store.reports_of(accounts.iter().take(accounts::MOST))?;
    let place = event.place.as_ref().and_then(|p| {
        let (lat, lon) = (p.lat?, p.lon?);
        Some(Spot { name: p.name.clone(), country: p.country.clone(), lat, lon, events: 1 })
    });
    let page = EventPage {
        site,
        title: title(&event),
        id: &event.id,
        kind: &event.kind,
        mode: event.mode.as_deref(),
        gloss: words::gloss(&event.kind),
        parties: Parties::of(&event.actors, &event.recipients),
        status: StatusMark(event.status),
        status_differs: differs(&event, "status").is_some(),
        facts: facts(&event),
        contexts: &event.contexts,
        legs: words::legs(&event),
        confidence: format!("{:.2}", event.confidence),
        confidence_words: words::confidence(event.confidence),
        steps: steps(&event, &accounts, &reports),
        cards: accounts::cards(store, &accounts, &reports)?,
        more: accounts.len().saturating_sub(accounts::MOST),
        comparison: comparison(&event, &accounts),
        around: around(store, &event)?,
        map: place.and_then(|p| Map::near(&p)),
    };
    Ok(Some(page.render()?))
}

fn title(e: &Event) -> String {
    let when = e.when.as_ref().map_or(String::new(), |w| format!(", {}", day(Some(&w.edtf))));
    let who = clipped(&who(&e.actors, &e.recipients), 80);
    attribute(&format!("{who}: {}{when}", kind(&e.kind, e.mode.as_deref())))
}

/// The field, where the accounts differ on it.
fn differs(e: &Event, field: &'static str) -> Option<&'static str> {
    e.comparison.get(field).filter(|c| !c.differ.is_empty()).map(|_| field)
}

fn facts(e: &Event) -> Vec<Fact> {
    let fact = |label, value, differs| Fact { label, value, href: None, note: None, differs };
    let mut facts = vec![when(e)];
    facts.extend(place(e));
    facts.extend(e.setting.as_ref().map(|s| fact("At", name(&s.name), None)));
    let topics: Vec<String> = e.topics.iter().take(6).map(|t| clipped(t, 90)).collect();
    facts.extend((!topics.is_empty()).then(|| fact("About", Name(topics.join("; ")), differs(e, "topics"))));
    facts.extend(agreed(e, "outcome").map(|v| fact("Came of it", v, differs(e, "outcome"))));
    facts.extend(agreed(e, "figures").map(|v| fact("Figures", v, differs(e, "figures"))));
    facts
}

fn when(e: &Event) -> Fact {
    let note = e.when.as_ref().map(|w| {
        let said = w.span.as_ref().map(|q| format!("“{}”, ", clipped(&q.exact, 60)));
        Told(format!("{}{}", said.unwrap_or_default(), words::when_basis(w.basis)))
    });
    let edtf = e.when.as_ref().map(|w| w.edtf.as_str());
    let value = edtf.map_or_else(|| name("no account gives a day"), |w| name(&day(Some(w))));
    let only = |day: &str| Address::of([("since", day), ("until", day)]).to("/");
    let href = edtf.filter(|w| !w.contains('/')).map(only);
    Fact { label: "When", value, href, note, differs: differs(e, "when") }
}

fn place(e: &Event) -> Option<Fact> {
    let p = e.place.as_ref()?;
    Some(Fact {
        label: "Where",
        value: name(&words::place(&p.name, p.country.as_deref())),
        href: Some(Address::of([("where", p.name.as_str())]).to("/")),
        note: Some(Told(words::where_basis(p.basis).to_owned())),
        differs: differs(e, "where"),
    })
}

fn agreed(e: &Event, field: &str) -> Option<Name> {
    let values: Vec<&str> = e.comparison.get(field)?.agree.iter().map(|g| g.value.as_str()).collect();
    (!values.is_empty()).then(|| Name(clipped(&values.join("; "), 200)))
}
