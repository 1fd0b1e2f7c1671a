//! The record as JSON: the objects of docs/RECORD.md, found by the conditions of `sidelines list`.

use serde_json::{Value, json};
use sidelines::show::bundle;
use sidelines::show::objects::object;
use sidelines::store::{Index, Store};

use super::answer::Fault;
use super::ask::Ask;

/// Places and parties that are counted.
const MOST_COUNTED: usize = 500;

/// `/api/events`: a page of events, how many there are, and where the next page is.
///
/// # Errors
/// [`Fault`]; so for all of this file.
pub fn events(store: &Store, index: &Index, ask: &Ask) -> Result<Value, Fault> {
    let (sort, (from, limit)) = (ask.sort()?, ask.span()?);
    let hits = index.find(store, &ask.query(store)?).map_err(failed)?;
    let mut events = Vec::new();
    let mut add = |e| {
        events.push(object("event", &e));
        Ok(())
    };
    store.each_event(&hits.page(sort, from, limit), &mut add).map_err(failed)?;
    let next = (from + limit < hits.len()).then(|| (from + limit).to_string());
    Ok(json!({"total": hits.len(), "from": from, "next": next, "events": events}))
}

/// `/api/counts`: how many events of each month, status, type, place and party.
///
/// # Errors
/// As [`events`].
pub fn counts(store: &Store, index: &Index, ask: &Ask) -> Result<Value, Fault> {
    let hits = index.find(store, &ask.query(store)?).map_err(failed)?;
    let pairs = |name: &str, all: Vec<(String, usize)>| -> Vec<Value> {
        all.into_iter().map(|(value, n)| json!({name: value, "events": n})).collect()
    };
    let place = |s: sidelines::store::Spot| json!({"name": s.name, "country": s.country, "lat": s.lat, "lon": s.lon, "events": s.events});
    Ok(json!({
        "total": hits.len(),
        "months": pairs("month", hits.months()),
        "statuses": pairs("status", hits.statuses()),
        "types": pairs("type", hits.kinds()),
        "parties": pairs("actor", hits.parties(MOST_COUNTED)),
        "places": hits.spots(MOST_COUNTED).into_iter().map(place).collect::<Vec<_>>(),
    }))
}

/// `/api/events/ID`: the event with its accounts, statements and reports.
///
/// # Errors
/// As [`events`].
pub fn event(store: &Store, id: &str) -> Result<Value, Fault> {
    bundle::event(store, id).map_err(failed)?.ok_or_else(|| absent("event", id))
}

/// `/api/reports/ID`: the report with its statements and accounts.
///
/// # Errors
/// As [`events`].
pub fn report(store: &Store, id: &str) -> Result<Value, Fault> {
    bundle::report(store, id).map_err(failed)?.ok_or_else(|| absent("report", id))
}

/// `/api/actors/ID`: the actor.
///
/// # Errors
/// As [`events`].
pub fn actor(store: &Store, id: &str) -> Result<Value, Fault> {
    let actor = store.actor(id).map_err(failed)?;
    actor.map(|a| object("actor", &a)).ok_or_else(|| absent("actor", id))
}

fn failed(error: sidelines::store::StoreError) -> Fault {
    anyhow::Error::from(error).into()
}

/// What to say where nothing has an id.
pub fn absent(kind: &str, id: &str) -> Fault {
    let short: String = id.chars().take(60).collect();
    Fault::Absent(format!("the record holds no {kind} with the id {short}"))
}
