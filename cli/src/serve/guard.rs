//! What every request passes: the name it asks for, where it comes from, and the headers of every answer.

use std::sync::Arc;

use axum::extract::{Request, State as Shared};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::State;

/// Nothing but our own files, no script or style in the page, no frame around it.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
    form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

const HEADERS: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
];

/// Lets a request through that asks for us by a name of ours (else a page elsewhere could have its own name lead here: DNS
/// rebinding) and, where it would change something, comes from our own page.
pub async fn check(Shared(state): Shared<Arc<State>>, request: Request, next: Next) -> Response {
    let mut response = match refusal(&state.hosts, request.method(), request.headers()) {
        Some((status, words)) => (status, words).into_response(),
        None => next.run(request).await,
    };
    let headers = response.headers_mut();
    HEADERS.iter().for_each(|(name, value)| {
        headers.insert(name, HeaderValue::from_static(value));
    });
    response
}

fn refusal(hosts: &[String], method: &Method, headers: &HeaderMap) -> Option<(StatusCode, &'static str)> {
    let text = |name: &HeaderName| headers.get(name).and_then(|v| v.to_str().ok());
    let host = text(&header::HOST).map(str::to_ascii_lowercase);
    if headers.get_all(header::HOST).iter().count() > 1 || !host.as_ref().is_some_and(|h| hosts.contains(h)) {
        let words = "This page is not known by that name. Start `sidelines serve --host NAME` to allow it.\n";
        return Some((StatusCode::MISDIRECTED_REQUEST, words));
    }
    let reads = [Method::GET, Method::HEAD].contains(method);
    let own = |origin: &str| host.is_some_and(|h| origin.eq_ignore_ascii_case(&format!("http://{h}")));
    if !reads && !text(&header::ORIGIN).is_some_and(own) {
        return Some((StatusCode::FORBIDDEN, "Only this program's own page may do that.\n"));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(method: Method, headers: &[(&'static str, &'static str)]) -> Option<u16> {
        let hosts = ["127.0.0.1:7373".to_owned(), "localhost:7373".to_owned()];
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, HeaderValue::from_static(value));
        }
        refusal(&hosts, &method, &map).map(|(status, _)| status.as_u16())
    }

    #[test]
    fn only_names_of_ours_are_answered() {
        assert_eq!(asked(Method::GET, &[("host", "127.0.0.1:7373")]), None);
        assert_eq!(asked(Method::GET, &[("host", "LocalHost:7373")]), None);
        for host in ["evil.example", "127.0.0.1", "127.0.0.1:80", "localhost:7373.evil.example", ""] {
            assert_eq!(asked(Method::GET, &[("host", host)]), Some(421), "{host}");
        }
        assert_eq!(asked(Method::GET, &[]), Some(421));
        assert_eq!(asked(Method::GET, &[("host", "localhost:7373"), ("host", "evil.example")]), Some(421));
    }

    #[test]
    fn only_our_own_page_may_change_anything() {
        let host = ("host", "localhost:7373");
        assert_eq!(asked(Method::POST, &[host, ("origin", "http://localhost:7373")]), None);
        assert_eq!(asked(Method::POST, &[host]), Some(403));
        for origin in ["null", "http://evil.example", "https://localhost:7373", "http://127.0.0.1:7373"] {
            assert_eq!(asked(Method::POST, &[host, ("origin", origin)]), Some(403), "{origin}");
        }
    }
}
