//! The record as linked data: events as schema.org Event, reports as NewsArticle, and each account as a Web Annotation
//! that points at the words which tell it.
//!
//! Positions are counted in Unicode code points here, as the Web Annotation model asks
//! (<https://www.w3.org/TR/annotation-model/#text-position-selector>), not in bytes as everywhere else in the record.
//! The context is written out in the document: nothing is fetched to read it.

mod context;
mod points;

use std::io::Write;

use serde_json::{Value, json};

use super::objects::ExportError;
use super::title;
use super::walk::{Selection, Thing, walk};
use crate::account::{Account, Status};
use crate::actor::{Actor, ActorKind, Participant};
use crate::event::Event;
use crate::place::Where;
use crate::report::Report;
use crate::span::Span;
use crate::store::Store;
use crate::when::edtf::Edtf;
pub use context::{context, iri};
pub use points::Points;

/// Code points of the text before and behind quoted words that are given with them.
const AROUND: usize = 32;

/// Writes what is selected as one document, a node of `@graph` a line.
///
/// # Errors
/// When the record cannot be read or `out` not written.
pub fn write(store: &Store, selection: &Selection, out: &mut impl Write) -> Result<(), ExportError> {
    write!(out, "{{\"@context\":{},\n\"@graph\":[", context())?;
    let mut between = "\n";
    let mut text: Option<(Box<Report>, Points)> = None;
    walk::<ExportError>(store, selection, &mut |stop| {
        let node = match stop.thing {
            Thing::Report(report, _) => {
                let node = of_report(&report);
                let points = Points::of(&report.text);
                text = Some((report, points));
                Some(node)
            }
            Thing::Account(account) => {
                text.as_ref().map(|(report, points)| of_account(&account, report, points))
            }
            Thing::Actor(actor) => Some(of_actor(&actor)),
            Thing::Event(event) => Some(of_event(&event)),
            Thing::Statement(_) | Thing::Mark(..) => None,
        };
        if let Some(node) = node {
            write!(out, "{between}{node}")?;
            between = ",\n";
        }
        Ok(())
    })?;
    Ok(writeln!(out, "\n]}}")?)
}

/// A report as schema.org NewsArticle.
pub fn of_report(report: &Report) -> Value {
    let publisher = report.outlet.as_ref().map(|name| json!({ "type": "Organization", "name": name }));
    node(json!({
        "id": iri(&report.id),
        "type": "NewsArticle",
        "headline": report.title,
        "publisher": publisher,
        "url": report.url,
        "datePublished": report.published.as_deref().and_then(date),
        "dateline": report.dateline,
        "inLanguage": report.language,
        "isBasedOn": report.reprint_of().map(iri),
        "articleBody": report.text,
    }))
}

/// An actor as schema.org Person, Country, or Organization.
pub fn of_actor(actor: &Actor) -> Value {
    node(json!({
        "id": iri(&actor.id),
        "type": actor_type(Some(actor.kind)),
        "name": actor.name,
        "alternateName": actor.aliases,
        "country": actor.country,
        "sector": actor.sector,
    }))
}

/// An event as schema.org Event.
pub fn of_event(event: &Event) -> Value {
    let edtf = event.when.as_ref().map(|w| w.edtf.as_str());
    let (start, end) = days(edtf);
    let moved = moved_from(event);
    // Of a meeting or talks all attend; of other acts the actors act.
    let side = if event.kind == "CONSULT" { "attendee" } else { "actor" };
    node(json!({
        "id": iri(&event.id),
        "type": "Event",
        "name": title::of_event(event),
        "eventStatus": event_status(event.status, moved.is_some()),
        "startDate": start,
        "endDate": end,
        "previousStartDate": moved.and_then(date),
        "when": edtf,
        "location": event.place.as_ref().map(place),
        side: event.actors.iter().map(participant).collect::<Vec<_>>(),
        "toward": event.recipients.iter().map(participant).collect::<Vec<_>>(),
        "about": event.topics,
        "superEvent": event.within.as_deref().map(iri),
        "plover": event.kind,
        "mode": event.mode,
        "status": event.status,
        "context": event.contexts,
        "reports": event.n_reports,
        "independentReports": event.n_independent,
        "confidence": event.confidence,
    }))
}

/// An account as a Web Annotation: its words tell the event.
pub fn of_account(account: &Account, report: &Report, points: &Points) -> Value {
    let target = |span: Span| json!({ "type": "SpecificResource", "source": iri(&report.id), "selector": selectors(span, &report.text, points) });
    let targets: Vec<Value> = account.evidence.iter().map(|q| target(q.span())).collect();
    node(json!({
        "id": iri(&account.id),
        "type": "Annotation",
        "motivation": "oa:identifying",
        "body": account.event.as_deref().map(iri),
        "target": targets,
        "plover": account.kind,
        "mode": account.mode,
        "status": account.status,
        "when": account.when.as_ref().map(|w| &w.edtf),
        "rule": account.rule,
        "confidence": account.confidence,
    }))
}

/// The words by position and by themselves: either finds them.
fn selectors(span: Span, text: &str, points: &Points) -> Value {
    let before = text.get(..span.start).unwrap_or("");
    let from = before.char_indices().rev().take(AROUND).last().map_or(span.start, |(i, _)| i);
    let suffix: String = text.get(span.end..).unwrap_or("").chars().take(AROUND).collect();
    json!([
        { "type": "TextPositionSelector", "start": points.at(text, span.start), "end": points.at(text, span.end) },
        { "type": "TextQuoteSelector", "exact": span.of(text), "prefix": &before[from.min(before.len())..], "suffix": suffix },
    ])
}

fn participant(person: &Participant) -> Value {
    node(json!({ "id": iri(&person.actor), "type": actor_type(person.kind), "name": person.name }))
}

fn actor_type(kind: Option<ActorKind>) -> &'static str {
    match kind {
        Some(ActorKind::Person) => "Person",
        Some(ActorKind::State) => "Country",
        // schema.org has no kind for people known by what they are: `protesters`.
        Some(ActorKind::Igo | ActorKind::Body | ActorKind::Group) | None => "Organization",
    }
}

fn place(place: &Where) -> Value {
    let geo = place.lat.zip(place.lon);
    let region = place.admin1.as_ref().map(|a| &a.name);
    let address = place.country.as_ref().map(|country| {
        node(json!({ "type": "PostalAddress", "addressCountry": country, "addressRegion": region }))
    });
    node(json!({
        "type": "Place",
        "name": place.name,
        "address": address,
        "geo": geo.map(|(lat, lon)| json!({ "type": "GeoCoordinates", "latitude": lat, "longitude": lon })),
        "sameAs": place.geonames.map(|id| format!("https://sws.geonames.org/{id}/")),
    }))
}

/// schema.org's word for it; nothing for what is told not to have happened, for which it has none.
fn event_status(status: Status, moved: bool) -> Option<&'static str> {
    match status {
        Status::CalledOff => Some("schema:EventCancelled"),
        Status::NotHeld => None,
        Status::Planned | Status::Possible if moved => Some("schema:EventRescheduled"),
        Status::Planned | Status::Possible | Status::Ongoing | Status::Held => Some("schema:EventScheduled"),
    }
}

/// The day that an event to come had before, where the plan moved.
fn moved_from(event: &Event) -> Option<&str> {
    let now = event.when.as_ref().map(|w| w.edtf.as_str());
    let before = event.status_history.iter().rev().filter(|s| s.superseded && s.status == Status::Planned);
    before.filter_map(|s| s.when.as_deref()).find(|day| now.is_some_and(|n| n != *day))
}

/// First and last day, where they are known.
fn days(edtf: Option<&str>) -> (Option<Value>, Option<Value>) {
    match edtf.map(|e| (e, e.split_once('/'))) {
        None => (None, None),
        Some((_, Some((from, to)))) => (date(from), date(to)),
        Some((day, None)) => (date(day), None),
    }
}

/// A date as the XML Schema type of its precision; nothing for decades, centuries and open ends.
fn date(edtf: &str) -> Option<Value> {
    let plain = edtf.trim_end_matches(['?', '~', '%']);
    let Some(Edtf::Date(known)) = Edtf::parse(plain) else { return None };
    let kind = match (known.unspecified, known.month, known.day) {
        (0, Some(_), Some(_)) => "xsd:date",
        (0, Some(_), None) => "xsd:gYearMonth",
        (0, None, None) => "xsd:gYear",
        _ => return None,
    };
    Some(json!({ "@value": plain, "@type": kind }))
}

/// Without what is null or empty: linked data leaves out what it does not know.
fn node(value: Value) -> Value {
    let Value::Object(fields) = value else { return value };
    let there = |v: &Value| !v.is_null() && v.as_array().is_none_or(|a| !a.is_empty());
    Value::Object(fields.into_iter().filter(|(_, v)| there(v)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::samples::told;

    #[test]
    fn positions_are_code_points() {
        let (_, mut reading) = told("Le Courrier d’Évian", "2016-09-05", Status::Held);
        let (account, report) = (reading.accounts.remove(0), &reading.report);
        let annotation = of_account(&account, report, &Points::of(&report.text));
        let selectors = &annotation["target"][0]["selector"];
        let (start, end) = (selectors[0]["start"].as_u64().unwrap(), selectors[0]["end"].as_u64().unwrap());
        assert_eq!(
            start + 3,
            account.evidence[0].start as u64,
            "two letters of two and three bytes stand before"
        );
        let letters: Vec<char> = report.text.chars().collect();
        let words: String = letters[start as usize..end as usize].iter().collect();
        assert_eq!(words, account.evidence[0].exact);
        let whole = format!(
            "{}{words}{}",
            selectors[1]["prefix"].as_str().unwrap(),
            selectors[1]["suffix"].as_str().unwrap()
        );
        assert!(report.text.contains(&whole));
    }

    #[test]
    fn dates_have_the_type_of_their_precision() {
        assert_eq!(date("2016-09").unwrap()["@type"], "xsd:gYearMonth");
        assert_eq!(date("2016-09-05?").unwrap()["@value"], "2016-09-05");
        assert!(date("201X").is_none() && date("..").is_none() && date("").is_none());
        assert_eq!(days(Some("2016-09-05/..")).1, None);
    }

    #[test]
    fn what_is_called_off_is_cancelled_and_what_is_denied_is_not() {
        assert_eq!(event_status(Status::CalledOff, true), Some("schema:EventCancelled"));
        assert_eq!(event_status(Status::Planned, true), Some("schema:EventRescheduled"));
        assert_eq!(event_status(Status::Held, true), Some("schema:EventScheduled"));
        assert_eq!(event_status(Status::NotHeld, false), None);
    }

    #[test]
    fn what_is_not_known_is_left_out() {
        assert_eq!(node(json!({ "a": null, "b": [], "c": 0 })), json!({ "c": 0 }));
    }
}
