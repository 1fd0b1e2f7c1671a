//! What a page says about its article outside the article's words: in JSON-LD, in meta elements,
//! in links and marked elements.

use super::clues::{self, DateClue};
use super::head::Head;
use super::{byline, jsonld, names, title, visible};
use crate::read::html::fragment_text;
use crate::read::html::tags::{Attr, Tag};
use crate::read::html::tree::{NodeId, Tree};

/// An element's words longer than this, in bytes, are no author line.
const LONGEST_BYLINE: usize = 160;

/// What a page says about its article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The headline, without the outlet's name.
    pub title: Option<String>,
    /// The authors as one line, without `By`, posts and addresses.
    pub byline: Option<String>,
    /// The outlet's name as the page gives it.
    pub outlet: Option<String>,
    /// The canonical address: absolute, without fragment.
    pub url: Option<String>,
    /// The declared language as written (`en-GB`, `en_US`).
    pub language: Option<String>,
    /// The article's text where JSON-LD holds it, one paragraph a line.
    pub body: Option<String>,
    /// Author lines and credits as written: an agency may be among them.
    pub credits: Vec<String>,
    /// Dates, those of data first, then those of the page's words, each in the order of the page.
    pub dates: Vec<DateClue>,
}

/// Reads a page's metadata. `address` is where the page was found, when that is known: it helps to
/// tell the page's own data from those of others, and to complete relative links.
pub fn metadata(tree: &Tree, address: Option<&str>) -> Metadata {
    let head = Head::of(tree);
    let canonical = head.links.first().copied().or_else(|| head.meta("url"));
    let url = canonical.and_then(|link| absolute(link, address));
    let here = url.as_deref().or(address);
    let data = jsonld::read(&head.scripts, here);
    let outlet = outlet(&head, &data);
    let heading = heading(tree, &head, &data, outlet.as_deref());
    let (title, tail) = headline(tree, &head, &data, heading, outlet.as_deref());
    let outlet = outlet.or(tail);
    let authors = authors(tree, &head, &data, heading);
    Metadata {
        title,
        byline: authors.iter().find_map(|a| byline::line(a, outlet.as_deref())),
        url: url
            .or_else(|| data.url.as_deref().and_then(|u| absolute(u, address)))
            .or_else(|| address.and_then(|a| absolute(a, None))),
        language: language(tree, &head, &data),
        body: data.body.as_deref().map(body).filter(|b| !b.is_empty()),
        credits: authors
            .into_iter()
            .flatten()
            .chain(data.credits.iter().cloned())
            .chain(head.all("credit"))
            .collect(),
        dates: clues::dates(tree, &head, &data, heading),
        outlet,
    }
}

/// The page's own name for its outlet.
fn outlet(head: &Head, data: &jsonld::Article) -> Option<String> {
    let metas = names::list("outlet")
        .iter()
        .filter_map(|n| head.metas.iter().find(|(m, ..)| m == n).map(|(_, v, _)| (*v).to_owned()));
    let mut named = data.publisher.iter().cloned().chain(metas);
    named.find(|name| is_outlet(name)).map(|n| plain(&n))
}

/// May it be an outlet's name? Addresses, handles and long descriptions are not.
fn is_outlet(name: &str) -> bool {
    let words = name.split_whitespace().count();
    (1..=8).contains(&words)
        && !name.contains("://")
        && !name.starts_with(['@', '/', '#'])
        && !name.starts_with("By ")
        && name.chars().any(char::is_alphabetic)
}

/// The main heading: the one that says what the page's title says, else the first.
fn heading(tree: &Tree, head: &Head, data: &jsonld::Article, outlet: Option<&str>) -> Option<NodeId> {
    let titles: Vec<String> = data
        .title
        .iter()
        .cloned()
        .chain(head.all("title"))
        .chain(head.title.map(|t| tree.line(t)))
        .map(|t| plain(&t))
        .collect();
    let said = |id: &NodeId| {
        let line = tree.line(*id);
        titles.iter().any(|t| title::same_words(&title::split(t, outlet.as_slice(), Some(&line)).0, &line))
    };
    let same = head
        .h1
        .iter()
        .find(|h| said(h))
        .or_else(|| head.h1.iter().find(|h| tree.line(**h).split(' ').count() > 2));
    same.copied()
        .or_else(|| {
            let smaller = tree.below(0).filter(|id| tree.tag(*id).is_some_and(Tag::is_heading)).take(12);
            smaller.into_iter().find(said)
        })
        .or_else(|| head.h1.first().copied())
}

/// The headline, and the outlet's name that stands behind it in the title element.
fn headline(
    tree: &Tree,
    head: &Head,
    data: &jsonld::Article,
    heading: Option<NodeId>,
    outlet: Option<&str>,
) -> (Option<String>, Option<String>) {
    let line = |id: NodeId| Some(tree.line(id)).filter(|l| !l.is_empty());
    let (h1, element) = (heading.and_then(line), head.title.and_then(line));
    let given = [data.title.clone(), head.meta("title").map(str::to_owned), element.clone(), h1.clone()];
    let is_site = |t: &str| outlet.is_some_and(|o| title::same_words(o, t));
    let written = given.into_iter().flatten().map(|t| plain(&t)).find(|t| !t.is_empty() && !is_site(t));
    let Some(written) = written else { return (None, None) };
    let (headline, _) = title::split(&written, outlet.as_slice(), h1.as_deref());
    let tail = element.and_then(|e| title::split(&e, &[], Some(&headline)).1).filter(|t| is_outlet(t));
    (Some(headline), tail)
}

/// Author lines by source, the most trusted first.
fn authors(tree: &Tree, head: &Head, data: &jsonld::Article, heading: Option<NodeId>) -> Vec<Vec<String>> {
    let beside = |id: &&NodeId| visible::in_margin(tree, **id, heading);
    let seen = head.authors.iter().filter(|id| !beside(id)).map(|id| vec![tree.line(*id)]);
    let seen = seen.filter(|line| line.iter().all(|l| l.len() < LONGEST_BYLINE));
    let given = [data.authors.clone(), head.all("author")].into_iter().chain(seen);
    given.map(|list| list.iter().map(|a| plain(a)).collect()).collect()
}

/// The declared language.
fn language(tree: &Tree, head: &Head, data: &jsonld::Article) -> Option<String> {
    let body = tree.find(0, Tag::Body).find_map(|b| tree.attr(b, Attr::Lang));
    let all = [head.lang, head.meta("language"), data.language.as_deref(), body];
    all.into_iter().flatten().map(str::trim).find(|l| l.len() >= 2 && l.len() <= 12).map(str::to_owned)
}

/// A text without markup and entities, as one line.
fn plain(text: &str) -> String {
    let bare = if text.contains(['<', '&']) { fragment_text(text) } else { text.to_owned() };
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The article's text, one paragraph a line, without markup and entities.
fn body(text: &str) -> String {
    let paragraphs = text
        .split(['\n', '\r'])
        .map(|p| if p.contains(['<', '&']) { fragment_text(p) } else { p.trim().to_owned() });
    paragraphs.filter(|p| !p.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// An address made whole with that of the page, without fragment; `None` when it is none.
fn absolute(link: &str, page: Option<&str>) -> Option<String> {
    let link = link.trim().split('#').next().unwrap_or_default();
    if link.is_empty()
        || link.contains(char::is_whitespace)
        || link.starts_with("data:")
        || link.starts_with("javascript:")
    {
        return None;
    }
    let (scheme, rest) = page.and_then(|p| p.split_once("://")).unwrap_or(("https", ""));
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let whole = match link {
        l if l.starts_with("http://") || l.starts_with("https://") => l.to_owned(),
        l if l.starts_with("//") => format!("{scheme}:{l}"),
        l if l.starts_with('/') && !host.is_empty() => format!("{scheme}://{host}{l}"),
        _ => return None,
    };
    let named = crate::clean::outlet_from_url(&whole).is_some();
    named.then_some(whole)
}

#[cfg(test)]
mod tests;
