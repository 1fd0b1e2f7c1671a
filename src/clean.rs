//! Raw report to report: the article alone, with its title, outlet, date and place of filing.
//!
//! A report's text is a run of paragraphs. Every step takes away what is not the article, and keeps
//! what it tells: an appeal names its outlet, a dateline its agency and day.

mod appeal;
mod credit;
mod dateline;
mod dates;
pub mod fingerprint;
mod furniture;
mod head;
mod language;
mod outlet;
pub mod page;
mod paragraphs;
mod published;
mod shed;
mod table;

use std::collections::{BTreeMap, BTreeSet};

use crate::gazetteer::Gazetteer;
use crate::gazetteer::outlets::Outlets;
use crate::report::{Origin, RawReport, Report, Why, sha256_hex, stable_id};

pub use outlet::outlet_from_url;

/// A report while it is being cleaned.
#[derive(Clone, Debug, Default)]
struct Draft {
    paragraphs: Vec<String>,
    title: Option<String>,
    byline: Option<String>,
    url: Option<String>,
    /// What the text itself calls its outlet.
    named: Option<String>,
    dateline: Option<String>,
    agency: Option<String>,
    /// The dates that head and dateline state, in the order of the text.
    stated: Vec<dates::Found>,
    issues: Vec<String>,
    /// What was taken off.
    shed: shed::Shed,
}

/// Cleans and dates one report. Cannot fail: what is doubtful becomes one of its `issues`.
pub fn clean(raw: &RawReport, gazetteer: &Gazetteer) -> Report {
    clean_with(raw, &gazetteer.outlets)
}

/// [`clean`] with a given table of outlets.
pub fn clean_with(raw: &RawReport, outlets: &Outlets) -> Report {
    let page = raw.page.as_deref().map(|html| page::read(html, raw.url.as_deref()));
    let page::Page { metadata, paragraphs, left } = page.unwrap_or_default();
    let mut draft = draft_of(raw, paragraphs, &metadata);
    left.iter().for_each(|block| draft.shed.add(block, Why::Page));
    // Credits are read first: they go with the furniture.
    let credited = credit::in_text(&draft.paragraphs, outlets);
    strip(&mut draft);
    let signed = draft.byline.iter().chain(&metadata.credits).map(String::as_str);
    let byline = credit::in_bylines(signed, outlets);
    let agency = draft.agency.take().map(|a| credit::usual(&a, outlets)).or(credited).or(byline);
    let outlet = outlet::decide(raw, &draft, outlets);
    let evidence = published::Evidence {
        field: raw.date.as_deref(),
        page: &metadata.dates,
        html: raw.page.as_deref(),
        retrieved: raw.retrieved.as_deref(),
        country: outlet.country.as_deref(),
        language: metadata.language.as_deref(),
    };
    let day = published::decide(&evidence, &draft);
    draft.issues.extend(day.issue);
    let text = draft.paragraphs.join("\n\n");
    let (language, doubt) = language::of(&text);
    draft.issues.extend(doubt);
    if text.is_empty() {
        draft.issues.push("nothing is left of it but page furniture: check the input".to_owned());
    }
    Report {
        id: id_of(outlet.name.as_deref(), draft.url.as_deref(), draft.title.as_deref(), &text),
        source: raw.source.clone(),
        outlet: outlet.name,
        url: draft.url,
        title: draft.title,
        byline: draft.byline,
        language,
        published: day.day.map(|d| d.to_string()),
        published_basis: day.day.and(day.basis),
        dateline: draft.dateline,
        sha256: sha256_hex(text.as_bytes()),
        text,
        retrieved: raw.retrieved.clone(),
        origin: agency.map(|a| Origin { reprint_of: None, agency: Some(a), score: None }),
        issues: draft.issues,
        dropped: draft.shed.into_kept(),
    }
}

/// The stable id of a report with these parts.
fn id_of(outlet: Option<&str>, url: Option<&str>, title: Option<&str>, text: &str) -> String {
    stable_id("r", &[outlet.unwrap_or(""), url.unwrap_or(""), title.unwrap_or(""), text])
}

/// What the input's fields say, else the page's own data; and the text in paragraphs, those of the
/// page where there is one.
fn draft_of(raw: &RawReport, page: Vec<String>, metadata: &page::Metadata) -> Draft {
    let given = |value: &Option<String>| value.as_deref().map(paragraphs::line_of).filter(|v| !v.is_empty());
    let field = |value: &Option<String>, own: &Option<String>| given(value).or_else(|| given(own));
    Draft {
        paragraphs: if raw.page.is_some() { page } else { paragraphs::split(&raw.text) },
        title: field(&raw.title, &metadata.title),
        byline: field(&raw.byline, &metadata.byline),
        url: field(&raw.url, &metadata.url),
        named: given(&metadata.outlet),
        ..Draft::default()
    }
}

/// What the rounds of [`strip`] have found out about single paragraphs: each is judged once.
#[derive(Default)]
struct Judged {
    parts: BTreeMap<String, appeal::Part>,
    article: BTreeSet<String>,
}

/// Takes everything off that is not the article, until nothing more comes off: a caption may hide
/// a dateline, an appeal a list of links. Twenty-four rounds are more than any page has needed, and more than
/// pieces in random order need in tests.
fn strip(draft: &mut Draft) {
    let mut seek_title = draft.title.is_none();
    let mut judged = Judged::default();
    for _ in 0..24 {
        let before = draft.paragraphs.clone();
        appeal::drop_appeals(draft, &mut judged.parts);
        let held = draft.paragraphs.clone();
        furniture::drop_furniture(&mut draft.paragraphs, &mut judged.article);
        draft.shed.lost(&held, &draft.paragraphs, shed::of_furniture);
        head::read(draft, seek_title);
        head::split_site(draft);
        dateline::cut(draft);
        paragraphs::mend(&mut draft.paragraphs);
        seek_title = false;
        if draft.paragraphs == before {
            return;
        }
    }
}

#[cfg(test)]
mod tests;
