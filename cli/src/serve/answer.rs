//! Answers: what is found, what is not there, what was asked wrongly, what failed.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::pages::{self, Site};

/// Why there is no page.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// Asked for in a way that cannot be understood; says how to.
    #[error("{0}")]
    Asked(String),
    /// Nothing has that name.
    #[error("{0}")]
    Absent(String),
    /// It is elsewhere.
    #[error("moved to {0}")]
    Moved(String),
    /// Not allowed here.
    #[error("{0}")]
    Refused(String),
    /// Took too long.
    #[error("this took too long and was stopped; ask for less: a shorter time, one party, fewer words")]
    Slow,
    /// A fault of ours or of the disk.
    #[error("{0:#}")]
    Failed(anyhow::Error),
}

impl From<anyhow::Error> for Fault {
    fn from(error: anyhow::Error) -> Self {
        match error.downcast::<Self>() {
            Ok(fault) => fault,
            Err(error) if format!("{error:#}").contains("interrupted") => Self::Slow,
            Err(error) => Self::Failed(error),
        }
    }
}

impl Fault {
    fn status(&self) -> StatusCode {
        match self {
            Self::Asked(_) => StatusCode::BAD_REQUEST,
            Self::Absent(_) => StatusCode::NOT_FOUND,
            Self::Moved(_) => StatusCode::FOUND,
            Self::Refused(_) => StatusCode::FORBIDDEN,
            Self::Slow => StatusCode::SERVICE_UNAVAILABLE,
            Self::Failed(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// As a page.
    pub fn page(&self, site: &Site) -> Response {
        if let Self::Moved(to) = self {
            return moved(to);
        }
        let next = "Go to the ledger of all events, or change what you asked for.";
        let html = pages::problem(self.status().as_u16(), &self.to_string(), next, site);
        (self.status(), typed("text/html; charset=utf-8", html)).into_response()
    }

    /// As an object of the API (RFC 9457, problem details).
    pub fn json(&self) -> Response {
        if let Self::Moved(to) = self {
            return moved(to);
        }
        let status = self.status();
        let problem = serde_json::json!({
            "type": "about:blank",
            "title": status.canonical_reason(),
            "status": status.as_u16(),
            "detail": self.to_string(),
        });
        (status, typed("application/problem+json", problem.to_string())).into_response()
    }
}

fn moved(to: &str) -> Response {
    let place = HeaderValue::from_str(to).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::FOUND, [(header::LOCATION, place)]).into_response()
}

/// A body of some type that is asked for anew each time.
pub fn typed(kind: &'static str, body: impl Into<axum::body::Body>) -> Response {
    let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-cache")];
    (headers, body.into()).into_response()
}
