//! Raw report to report: the article alone, with title, outlet, date.

use crate::gazetteer::Gazetteer;
use crate::report::{RawReport, Report, sha256_hex, stable_id};

/// Cleans and dates one report. Cannot fail: what is doubtful becomes one of its `issues`.
pub fn clean(raw: &RawReport, _gazetteer: &Gazetteer) -> Report {
    let text = raw.text.clone();
    let title = raw.title.clone().unwrap_or_default();
    let id = stable_id(
        "r",
        &[raw.outlet.as_deref().unwrap_or(""), raw.url.as_deref().unwrap_or(""), &title, &text],
    );
    Report {
        id,
        source: raw.source.clone(),
        outlet: raw.outlet.clone(),
        url: raw.url.clone(),
        title: raw.title.clone(),
        byline: raw.byline.clone(),
        language: None,
        published: raw.date.clone(),
        published_basis: None,
        dateline: None,
        sha256: sha256_hex(text.as_bytes()),
        text,
        retrieved: None,
        origin: None,
        issues: Vec::new(),
    }
}
