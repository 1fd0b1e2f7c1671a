//! The server as a browser meets it: a request in, an answer out, on a record made by reading a report.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode};
use serde_json::Value;
use sidelines::reader::Reader;
use sidelines::report::RawReport;
use sidelines::store::{Store, Versions};
use tower::ServiceExt;

use super::{Limits, State, router};

const HOSTILE: &str = "Kenyan President William Ruto met Ethiopian Prime Minister Abiy Ahmed in Nairobi on Monday, \
    <script>alert(1)</script> his office said. \u{202e}\"><img src=x onerror=alert(2)>";

struct Desk {
    _folder: tempfile::TempDir,
    app: Router,
}

fn desk() -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("r.db").to_str().unwrap().to_owned();
    let mut store = Store::open(&path, &Versions::embedded()).unwrap();
    let raw = RawReport {
        source: "talks.txt".to_owned(),
        title: Some("Talks </title><script>alert(3)</script>".to_owned()),
        outlet: Some("Lakeside Courier".to_owned()),
        date: Some("2031-03-11".to_owned()),
        text: HOSTILE.to_owned(),
        ..RawReport::default()
    };
    let reading = Reader::embedded().unwrap().read(&raw);
    store.write(&raw, &reading, false).unwrap();
    store.link().unwrap();
    let state = State::open(&path, false, vec!["localhost:7373".to_owned()], Limits::default()).unwrap();
    Desk { _folder: folder, app: router(Arc::new(state)) }
}

async fn get(desk: &Desk, address: &str) -> Response<Body> {
    let request = Request::get(address).header("host", "localhost:7373").body(Body::empty()).unwrap();
    desk.app.clone().oneshot(request).await.unwrap()
}

async fn text(answer: Response<Body>) -> String {
    let bytes = axum::body::to_bytes(answer.into_body(), 10 << 20).await.unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

async fn json(desk: &Desk, address: &str) -> Value {
    serde_json::from_str(&text(get(desk, address).await).await).unwrap()
}

#[tokio::test]
async fn pages_show_hostile_words_as_words() {
    let desk = desk();
    let found = json(&desk, "/api/events").await;
    let event = found["events"][0]["id"].as_str().unwrap().to_owned();
    let report =
        json(&desk, &format!("/api/events/{event}")).await["reports"][0]["id"].as_str().unwrap().to_owned();
    let actor = found["events"][0]["actors"][0]["actor"].as_str().unwrap().to_owned();
    for page in [
        "/".to_owned(),
        "/?q=%3Cscript%3E&who=%22%3E%3Cimg".to_owned(),
        format!("/event/{event}"),
        format!("/report/{report}"),
        format!("/actor/{actor}"),
        "/event/%3Cscript%3E".to_owned(),
    ] {
        let answer = get(&desk, &page).await;
        assert!(answer.headers()["content-security-policy"].to_str().unwrap().contains("default-src 'none'"));
        let html = text(answer).await;
        assert!(html.contains("</html>"), "{page}");
        for wrong in ["<script>alert", "<img", "onerror=alert(2)>", "\u{202e}", "style=\""] {
            assert!(!html.contains(wrong), "{page}: {wrong}");
        }
    }
    assert!(text(get(&desk, &format!("/report/{report}")).await).await.contains("&#60;script&#62;"));
}

#[tokio::test]
async fn conditions_find_and_are_refused_in_words() {
    let desk = desk();
    assert_eq!(json(&desk, "/api/events?who=Ruto&status=held").await["total"], 1);
    assert_eq!(json(&desk, "/api/events?q=nairobi").await["total"], 1);
    assert_eq!(json(&desk, "/api/events?q=Oslo").await["total"], 0);
    assert_eq!(json(&desk, "/api/counts?where=Kenya").await["months"][0]["month"], "2031-03");
    let wrong = get(&desk, "/api/events?since=yesterday").await;
    assert_eq!(wrong.status(), StatusCode::BAD_REQUEST);
    assert_eq!(wrong.headers()["content-type"], "application/problem+json");
    assert!(text(get(&desk, "/?since=yesterday").await).await.contains("2016-09-05"));
    assert_eq!(get(&desk, "/event/e0000").await.status(), StatusCode::NOT_FOUND);
    assert_eq!(get(&desk, "/nowhere").await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_beginning_of_an_id_leads_to_the_whole() {
    let desk = desk();
    let id = json(&desk, "/api/events").await["events"][0]["id"].as_str().unwrap().to_owned();
    let answer = get(&desk, &format!("/event/{}", &id[..8])).await;
    assert_eq!(
        (answer.status(), answer.headers()["location"].to_str().unwrap()),
        (StatusCode::FOUND, format!("/event/{id}").as_str())
    );
}

#[tokio::test]
async fn feeds_are_sound() {
    let desk = desk();
    let atom = text(get(&desk, "/feed.atom?who=Ruto").await).await;
    let feed = feed_rs::parser::parse(atom.as_bytes()).unwrap();
    assert_eq!(feed.entries.len(), 1);
    assert!(feed.entries[0].title.as_ref().unwrap().content.contains("William Ruto"));
    let calendar = text(get(&desk, "/events.ics?who=Ruto").await).await;
    assert!(calendar.starts_with("BEGIN:VCALENDAR") && calendar.contains("BEGIN:VEVENT"), "{calendar}");
    let table = text(get(&desk, "/events.csv?who=Ruto").await).await;
    assert_eq!(table.lines().count(), 2, "{table}");
}

#[tokio::test]
async fn nothing_is_written_by_a_server_that_only_shows() {
    let desk = desk();
    let request = Request::post("/read?name=a.txt")
        .header("host", "localhost:7373")
        .header("origin", "http://localhost:7373")
        .body(Body::from("x"))
        .unwrap();
    assert_eq!(desk.app.clone().oneshot(request).await.unwrap().status(), StatusCode::FORBIDDEN);
}
