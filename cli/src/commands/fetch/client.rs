//! One request: sent, answered, bounded in time and size.

use std::io::{self, Read};
use std::sync::Arc;
use std::time::Duration;

use flate2::read::MultiGzDecoder;
use jiff::Timestamp;
use ureq::http::{HeaderMap, Response, Version};
use ureq::tls::{RootCerts, TlsConfig};
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Body, config::Config};
use url::Url;

use super::guard::{Guard, OutOfReach, Reach};

/// What we would like to have.
const ACCEPT: &str = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, \
    application/feed+json, application/xml;q=0.9, */*;q=0.5";

/// How requests are made.
#[derive(Clone, Debug)]
pub struct Limits {
    /// What we call ourselves.
    pub agent: String,
    /// One request may take so long in all.
    pub time: Duration,
    /// So many bytes of an answer are taken, before and after decompression.
    pub size: u64,
    /// What may be connected to.
    pub reach: Reach,
}

/// Lets a server say that nothing has changed (RFC 9110 §13).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Condition {
    /// For `If-None-Match`.
    pub etag: Option<String>,
    /// For `If-Modified-Since`.
    pub modified: Option<String>,
}

/// What a server answered.
#[derive(Debug)]
pub struct Answer {
    /// When it was asked.
    pub at: Timestamp,
    /// The request line and the headers that were sent.
    pub request: String,
    /// Protocol and status (`HTTP/1.1 200 OK`).
    pub line: String,
    /// The status alone.
    pub status: u16,
    /// The headers, in the order they came.
    pub headers: Vec<(String, Vec<u8>)>,
    /// The body, without transfer coding and gzip.
    pub body: Vec<u8>,
    /// Was gzip taken off?
    pub unpacked: bool,
    /// Is the body longer than what was taken?
    pub cut: bool,
}

impl Answer {
    /// The value of a header, if it is plain text.
    pub fn header(&self, name: &str) -> Option<&str> {
        let (_, value) = self.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name))?;
        std::str::from_utf8(value).ok().map(str::trim)
    }
}

/// Makes requests.
pub struct Client {
    agent: Agent,
    limits: Limits,
}

impl Client {
    /// A client within `limits`.
    pub fn new(limits: Limits) -> Self {
        let tls = TlsConfig::builder()
            .root_certs(RootCerts::PlatformVerifier)
            .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .build();
        let config = Config::builder()
            .tls_config(tls)
            // A proxy would connect in our place, and the guard would not see where to.
            .proxy(None)
            .http_status_as_error(false)
            // Redirects are followed by the crawl, each checked like any other address.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .max_idle_connections(0)
            .timeout_global(Some(limits.time))
            .user_agent(limits.agent.as_str())
            .accept(ACCEPT)
            .accept_encoding("gzip")
            .build();
        let agent = Agent::with_parts(config, DefaultConnector::default(), Guard(limits.reach));
        Self { agent, limits }
    }

    /// Asks for an address. An error says in words what went wrong and what to do.
    pub fn get(&self, url: &Url, condition: &Condition) -> Result<Answer, String> {
        let at = Timestamp::now();
        let mut request = self.agent.get(url.as_str());
        let mut sent = self.head(url);
        let conditions = [("If-None-Match", &condition.etag), ("If-Modified-Since", &condition.modified)];
        for (name, value) in conditions {
            if let Some(value) = value {
                request = request.header(name, value);
                sent.push_str(&format!("{name}: {value}\r\n"));
            }
        }
        let response = request.call().map_err(|e| self.trouble(e))?;
        self.answer(at, sent, response)
    }

    /// The request as it is sent; the client library does not show its own bytes.
    fn head(&self, url: &Url) -> String {
        let host = &url[url::Position::BeforeHost..url::Position::AfterPort];
        let path = &url[url::Position::BeforePath..];
        let agent = &self.limits.agent;
        format!(
            "GET {path} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: {agent}\r\nAccept: {ACCEPT}\r\n\
             Accept-Encoding: gzip\r\n"
        )
    }

    fn answer(&self, at: Timestamp, request: String, response: Response<Body>) -> Result<Answer, String> {
        let (parts, body) = response.into_parts();
        let version = if parts.version == Version::HTTP_10 { "HTTP/1.0" } else { "HTTP/1.1" };
        let reason = parts.status.canonical_reason().unwrap_or_default();
        let headers = headers(&parts.headers);
        let packed = parts.headers.get("content-encoding").is_some_and(|v| is_gzip(v.as_bytes()));
        let (body, cut) = self.body(body, packed)?;
        // An empty answer (304, 204) has nothing to unpack.
        let unpacked = packed && !body.is_empty();
        let (status, line) = (parts.status.as_u16(), format!("{version} {} {reason}", parts.status.as_str()));
        Ok(Answer { at, request, line, status, headers, body, unpacked, cut })
    }

    /// Takes the body, up to the limit. Returns whether there was more.
    fn body(&self, body: Body, packed: bool) -> Result<(Vec<u8>, bool), String> {
        // One byte over the limit tells that there is more. The packed bytes have the limit too: gzip
        // members that unpack to nothing can go on for ever.
        let (limit, mut bytes) = (self.limits.size, Vec::new());
        let mut raw = body.into_reader().take(limit + 1);
        let read = if packed {
            MultiGzDecoder::new(io::BufReader::new(&mut raw)).take(limit + 1).read_to_end(&mut bytes)
        } else {
            raw.read_to_end(&mut bytes)
        };
        let cut = bytes.len() as u64 > limit || raw.limit() == 0;
        // A packed answer without a first byte is empty, not broken.
        let empty = packed && raw.limit() == limit + 1;
        bytes.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        match read {
            Err(e) if !(cut || empty && e.kind() == io::ErrorKind::UnexpectedEof) => {
                Err(self.trouble(ureq::Error::from(e)))
            }
            _ => Ok((bytes, cut)),
        }
    }

    fn trouble(&self, error: ureq::Error) -> String {
        match error {
            ureq::Error::Timeout(_) => {
                let seconds = self.limits.time.as_secs_f64();
                format!("not answered in full within {seconds} s; try again later, or raise --timeout")
            }
            ureq::Error::HostNotFound => "no such host; check the address".to_owned(),
            ureq::Error::Other(e) if e.is::<OutOfReach>() => {
                format!("{e}; if that is what you want, add --allow-private")
            }
            ureq::Error::Io(e) if unresolved(&e) => "no such host; check the address".to_owned(),
            ureq::Error::Io(e) if e.kind() == io::ErrorKind::InvalidData => insecure(&e),
            ureq::Error::Rustls(e) => insecure(&e),
            ureq::Error::Io(e) => format!("the connection failed ({e}); try again later"),
            other => {
                format!("the answer cannot be understood ({other}); save it with a browser and read the file")
            }
        }
    }
}

fn insecure(error: &dyn std::error::Error) -> String {
    format!("no secure connection ({error}); check the address, and the certificates of this system")
}

/// The standard library has no kind for names that do not resolve.
fn unresolved(error: &io::Error) -> bool {
    error.to_string().starts_with("failed to lookup address")
}

fn is_gzip(encoding: &[u8]) -> bool {
    let encoding = encoding.trim_ascii();
    encoding.eq_ignore_ascii_case(b"gzip") || encoding.eq_ignore_ascii_case(b"x-gzip")
}

fn headers(map: &HeaderMap) -> Vec<(String, Vec<u8>)> {
    map.iter().map(|(name, value)| (name.as_str().to_owned(), value.as_bytes().to_owned())).collect()
}
