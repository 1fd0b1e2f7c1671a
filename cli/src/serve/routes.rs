//! The addresses, and what answers each.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, Query, RawQuery, State as Shared};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::middleware;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use serde_json::Value;
use sidelines::store::{Index, Store};

use super::answer::{Fault, typed};
use super::ask::{Ask, given};
use super::pages::{self, Address, Site};
use super::{State, api, assets, feeds, guard, ledger, openapi, reading};
use crate::export::ics::Which;

type Here = Shared<Arc<State>>;

const HTML: &str = "text/html; charset=utf-8";
const JSON: &str = "application/json";

/// All addresses, behind the guard.
pub fn router(state: Arc<State>) -> Router {
    let upload = DefaultBodyLimit::max(state.limits.upload);
    Router::new()
        .route("/", get(home))
        .route("/event/{id}", get(event))
        .route("/report/{id}", get(report))
        .route("/actor/{id}", get(actor))
        .route("/feed.atom", get(atom))
        .route("/events.ics", get(calendar))
        .route("/events.csv", get(table))
        .route("/static/{name}", get(assets::file))
        .route("/api/events", get(api_events))
        .route("/api/events/{id}", get(api_event))
        .route("/api/reports/{id}", get(api_report))
        .route("/api/actors/{id}", get(api_actor))
        .route("/api/counts", get(api_counts))
        .route("/api/openapi.json", get(api_description))
        .route("/read", post(drop_file).layer(upload))
        .fallback(nothing)
        .layer(middleware::from_fn_with_state(Arc::clone(&state), guard::check))
        .with_state(state)
}

/// Answers on a thread where waiting is allowed, so many at once.
async fn answered<T: Send + 'static>(
    state: Arc<State>,
    answer: impl FnOnce(&Store, &Index, &Site) -> anyhow::Result<T> + Send + 'static,
) -> Result<T, Fault> {
    let _turn = state.turns.acquire().await.map_err(|e| Fault::Failed(e.into()))?;
    let shared = Arc::clone(&state);
    let work = tokio::task::spawn_blocking(move || shared.with(answer));
    Ok(work.await.map_err(|e| Fault::Failed(e.into()))??)
}

/// A page, or the page that says why there is none.
async fn page(
    state: Arc<State>,
    answer: impl FnOnce(&Store, &Index, &Site) -> anyhow::Result<String> + Send + 'static,
) -> Response {
    match answered(Arc::clone(&state), answer).await {
        Ok(html) => typed(HTML, html),
        Err(fault) => {
            tell(&fault);
            fault.page(&state.site())
        }
    }
}

async fn json(
    state: Arc<State>,
    answer: impl FnOnce(&Store, &Index) -> Result<Value, Fault> + Send + 'static,
) -> Response {
    match answered(state, move |store, index, _| Ok(answer(store, index)?.to_string())).await {
        Ok(body) => typed(JSON, body),
        Err(fault) => {
            tell(&fault);
            fault.json()
        }
    }
}

/// What is our fault is told where the server was started.
fn tell(fault: &Fault) {
    if let Fault::Failed(error) = fault {
        crate::message::say(format!("error: {error:#}"));
    }
}

async fn home(Shared(state): Here, Query(ask): Query<Ask>, RawQuery(query): RawQuery) -> Response {
    page(state, move |store, index, site| {
        let view = ledger::view(store, index, &ask, address(query.as_deref()))?;
        pages::ledger(&view, site)
    })
    .await
}

fn address(query: Option<&str>) -> Address {
    let pairs: Vec<_> = url::form_urlencoded::parse(query.unwrap_or("").as_bytes()).collect();
    Address::of(pairs.iter().map(|(k, v)| (k.as_ref(), v.as_ref())))
}

async fn event(Shared(state): Here, Path(id): Path<String>) -> Response {
    page(state, move |store, _, site| {
        let id = whole("event", store, &id)?;
        pages::event(store, &id, site)?.ok_or_else(|| api::absent("event", &id).into())
    })
    .await
}

/// What is shown of a report.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Shown {
    part: String,
    dropped: String,
    from: String,
}

async fn report(Shared(state): Here, Path(id): Path<String>, Query(shown): Query<Shown>) -> Response {
    page(state, move |store, _, site| {
        let id = whole("report", store, &id)?;
        let part = shown.part.parse().unwrap_or(1).max(1);
        let html = pages::report(store, &id, part, given(&shown.dropped).is_some(), site)?;
        html.ok_or_else(|| api::absent("report", &id).into())
    })
    .await
}

async fn actor(Shared(state): Here, Path(id): Path<String>, Query(shown): Query<Shown>) -> Response {
    page(state, move |store, index, site| {
        let from = shown.from.parse().unwrap_or(0);
        pages::actor(store, index, &id, from, site)?.ok_or_else(|| api::absent("actor", &id).into())
    })
    .await
}

/// The whole id where the beginning of one, or one that was merged into another, is asked for.
fn whole(kind: &str, store: &Store, id: &str) -> Result<String, Fault> {
    // Ids are short: what is longer is none, and is not looked for.
    let found = if id.len() > 64 || id.is_empty() {
        Vec::new()
    } else {
        store.find(id).map_err(anyhow::Error::from)?
    };
    let mut of_kind = found.into_iter().filter(|f| f.kind == kind);
    match (of_kind.next(), of_kind.next()) {
        (Some(first), _) if first.id == id => Ok(first.id),
        (Some(only), None) => Err(Fault::Moved(format!("/{kind}/{}", only.id))),
        (Some(_), Some(_)) => {
            Err(Fault::Absent(format!("{id} is the beginning of several ids; give more of it")))
        }
        (None, _) => Err(api::absent(kind, id)),
    }
}

/// Some of the events that the address asks for, in another form than a page.
async fn form(
    state: Arc<State>,
    kind: &'static str,
    (ask, most): (Ask, usize),
    answer: impl FnOnce(&Store, Vec<String>) -> anyhow::Result<Vec<u8>> + Send + 'static,
) -> Response {
    let answer = move |store: &Store, index: &Index, _: &Site| {
        let hits = index.find(store, &ask.query(store)?)?;
        answer(store, hits.page(ask.sort()?, 0, most))
    };
    match answered(state, answer).await {
        Ok(body) => typed(kind, body),
        Err(fault) => {
            tell(&fault);
            fault.json()
        }
    }
}

async fn atom(Shared(state): Here, headers: HeaderMap, Query(ask): Query<Ask>, uri: Uri) -> Response {
    let host = headers.get(header::HOST).and_then(|h| h.to_str().ok()).unwrap_or("localhost").to_owned();
    let view = uri.path_and_query().map_or("/feed.atom".to_owned(), |p| p.as_str().to_owned());
    form(state, "application/atom+xml; charset=utf-8", (ask, feeds::MOST_ENTRIES), move |store, ids| {
        feeds::atom(store, &store.events_of(&ids)?, &format!("http://{host}"), &view)
    })
    .await
}

async fn calendar(Shared(state): Here, Query(ask): Query<Ask>) -> Response {
    // Who asks for a type wants that type; else talks alone belong into a calendar.
    let which = if ask.kind.is_empty() { Which::Talks } else { Which::All };
    form(state, "text/calendar; charset=utf-8", (ask, feeds::MOST_DAYS), move |store, ids| {
        feeds::calendar(store, &ids, which)
    })
    .await
}

async fn table(Shared(state): Here, Query(ask): Query<Ask>) -> Response {
    form(state, "text/csv; charset=utf-8", (ask, feeds::MOST_ROWS), feeds::table).await
}

async fn api_events(Shared(state): Here, Query(ask): Query<Ask>) -> Response {
    json(state, move |store, index| api::events(store, index, &ask)).await
}

async fn api_counts(Shared(state): Here, Query(ask): Query<Ask>) -> Response {
    json(state, move |store, index| api::counts(store, index, &ask)).await
}

async fn api_event(Shared(state): Here, Path(id): Path<String>) -> Response {
    json(state, move |store, _| api::event(store, &id)).await
}

async fn api_report(Shared(state): Here, Path(id): Path<String>) -> Response {
    json(state, move |store, _| api::report(store, &id)).await
}

async fn api_actor(Shared(state): Here, Path(id): Path<String>) -> Response {
    json(state, move |store, _| api::actor(store, &id)).await
}

async fn api_description(Shared(state): Here) -> Response {
    typed(JSON, openapi::document(state.writable()).to_string())
}

/// The name of the file that is dropped.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Dropped {
    name: String,
}

async fn drop_file(Shared(state): Here, Query(dropped): Query<Dropped>, content: Bytes) -> Response {
    if !state.writable() {
        let what = "this server only shows the record; start `sidelines serve --write` to read files into it";
        return Fault::Refused(what.to_owned()).json();
    }
    let _turn = state.reading.lock().await;
    let shared = Arc::clone(&state);
    let work = tokio::task::spawn_blocking(move || reading::read(&shared, &dropped.name, &content));
    match work.await.map_err(anyhow::Error::from).and_then(|read| read) {
        // Told in words either way; a file that could not be read is no success.
        Ok(told) if told["done"] == false => {
            (StatusCode::UNPROCESSABLE_ENTITY, typed(JSON, told.to_string())).into_response()
        }
        Ok(told) => typed(JSON, told.to_string()),
        Err(error) => {
            let fault = Fault::Failed(error);
            tell(&fault);
            fault.json()
        }
    }
}

async fn nothing(Shared(state): Here, uri: Uri) -> Response {
    let path: String = uri.path().chars().take(80).collect();
    let fault = Fault::Absent(format!("there is no page at {path}"));
    if uri.path().starts_with("/api") { fault.json() } else { fault.page(&state.site()) }
}
