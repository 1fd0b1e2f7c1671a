//! What a page says about its article outside the article's words: in JSON-LD, in meta elements,
//! in links and marked elements.

use std::collections::BTreeMap;

use super::{byline, jsonld, names, stamps, title, visible};
use crate::read::html::fragment_text;
use crate::read::html::tags::{Attr, Tag};
use crate::read::html::tree::{NodeId, Tree};

/// Where on a page a date was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ClueKind {
    /// JSON-LD of an article.
    JsonLd,
    /// A meta element whose name is that of a day of publication.
    Meta,
    /// JSON-LD of a page, or a meta element that may speak of another day.
    MetaWeak,
    /// An element marked as the day of publication: microdata, `time pubdate`, a telling class.
    Marked,
    /// Another `time` element, or a hidden stamp.
    Time,
    /// Words near the headline that call themselves the date (`Published: 3 May`, `class=date`).
    Labelled,
    /// The same far from the headline.
    LabelledFar,
    /// A date alone near the headline.
    Head,
    /// A date in another short line.
    Elsewhere,
    /// A date in prose.
    Prose,
    /// A date beside the article: in a menu, a footer, among comments or teasers.
    Margin,
    /// The address of the preview image: the day in it is that on which it was put there.
    Image,
    /// The page's program state: a property of that name, of this article or of another.
    Buried,
    /// The address of a page that it links to.
    Linked,
}

/// A date that a page gives, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateClue {
    /// Where it stands.
    pub kind: ClueKind,
    /// The property, attribute or meta name that holds it; `text` for words.
    pub property: String,
    /// The value, as written.
    pub value: String,
    /// Is it the day of a later change?
    pub modified: bool,
    /// The node it stands at.
    pub place: NodeId,
}

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
    /// The node of the main heading.
    pub heading: Option<NodeId>,
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
    let authors = authors(tree, &head, &data);
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
        dates: dates(tree, &head, &data, heading),
        heading,
        outlet,
    }
}

/// The elements that speak of the page, gathered in one pass.
#[derive(Default)]
struct Head<'a> {
    /// Meta elements: name in lower case, value, node.
    metas: Vec<(String, &'a str, NodeId)>,
    /// Targets of `link rel=canonical`.
    links: Vec<&'a str>,
    /// JSON-LD scripts.
    scripts: Vec<&'a str>,
    /// Elements that may bear a date in an attribute.
    stamped: Vec<NodeId>,
    /// The title element.
    title: Option<NodeId>,
    /// Main headings.
    h1: Vec<NodeId>,
    /// Elements that hold an author line.
    authors: Vec<NodeId>,
    /// The language of the root element.
    lang: Option<&'a str>,
}

impl<'a> Head<'a> {
    fn of(tree: &'a Tree) -> Self {
        let mut head = Self::default();
        for id in tree.below(0) {
            if let Some(tag) = tree.tag(id) {
                head.take(tree, id, tag);
            }
        }
        head
    }

    fn take(&mut self, tree: &'a Tree, id: NodeId, tag: Tag) {
        match tag {
            Tag::Meta => self.take_meta(tree, id),
            Tag::Link if tree.attr(id, Attr::Rel).is_some_and(|r| r.eq_ignore_ascii_case("canonical")) => {
                self.links.extend(tree.attr(id, Attr::Href));
            }
            Tag::Script => self.scripts.extend(tree.text(id + 1).filter(|_| tree.parent(id + 1) == id)),
            Tag::Title => self.title = self.title.or(Some(id)),
            Tag::H1 => self.h1.push(id),
            Tag::Html => self.lang = tree.attr(id, Attr::Lang),
            _ => {}
        }
        if stamps::may_bear(tree, id, tag) {
            self.stamped.push(id);
        }
        if is_author(tree, id, tag) {
            self.authors.push(id);
        }
    }

    /// A meta element under its names, and those packed into one (`parsely-page`).
    fn take_meta(&mut self, tree: &'a Tree, id: NodeId) {
        let Some(value) = tree.attr(id, Attr::Content).map(str::trim).filter(|v| !v.is_empty()) else {
            return;
        };
        for attr in [Attr::Property, Attr::Name, Attr::HttpEquiv, Attr::Itemprop] {
            if let Some(name) = tree.attr(id, attr) {
                self.metas.push((name.trim().to_lowercase(), value, id));
            }
        }
    }

    /// The value of the first name on `list` that the page has.
    fn meta(&self, list: &str) -> Option<&'a str> {
        let value_of = |name: &String| self.metas.iter().find(|(n, ..)| n == name).map(|(_, v, _)| *v);
        names::list(list).iter().find_map(value_of)
    }

    /// The values of all names on `list`.
    fn all(&self, list: &str) -> Vec<String> {
        let named = self.metas.iter().filter(|(n, ..)| names::has(list, n));
        named.map(|(_, v, _)| (*v).to_owned()).collect()
    }
}

/// Does an element hold an author line?
fn is_author(tree: &Tree, id: NodeId, tag: Tag) -> bool {
    let attr = |name| tree.attr(id, name).unwrap_or_default();
    if matches!(tag, Tag::Meta | Tag::Link | Tag::Body | Tag::Html | Tag::Img | Tag::Script) {
        return false;
    }
    let class = attr(Attr::Class).to_lowercase();
    let named = |w: &str| {
        matches!(
            w,
            "author"
                | "byline"
                | "authors"
                | "author-name"
                | "byline-name"
                | "author__name"
                | "article-author"
                | "article__author"
                | "post-author"
                | "entry-author"
                | "article-byline"
                | "article__byline"
                | "story-byline"
                | "byline__name"
                | "byline__author"
                | "fn"
        )
    };
    let says = attr(Attr::Rel).split_whitespace().any(|r| r == "author")
        || attr(Attr::Itemprop).split_whitespace().any(|p| p == "author")
        || class.split_whitespace().any(named);
    says && !visible::in_margin(tree, id, None)
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

/// The headline, and the outlet's name that stood behind it.
fn headline(
    tree: &Tree,
    head: &Head,
    data: &jsonld::Article,
    heading: Option<NodeId>,
    outlet: Option<&str>,
) -> (Option<String>, Option<String>) {
    let h1 = heading.map(|h| tree.line(h)).filter(|h| !h.is_empty());
    let element = head.title.map(|t| tree.line(t));
    let given = [data.title.clone(), head.meta("title").map(str::to_owned), element.clone(), h1.clone()];
    let Some(written) = given
        .into_iter()
        .flatten()
        .map(|t| plain(&t))
        .find(|t| !t.is_empty() && outlet.is_none_or(|o| !title::same_words(o, t)))
    else {
        return (None, None);
    };
    let (cut, _) = title::split(&written, outlet.as_slice(), h1.as_deref());
    let tail = element.and_then(|e| {
        let (head, tail) = e
            .rsplit_once([' ', '\u{a0}'])
            .and_then(|_| e.rfind([' ']).map(|_| title::split(&e, &[], Some(&cut))))?;
        tail.filter(|_| title::same_words(&head, &cut)).filter(|t| is_outlet(t))
    });
    (Some(cut), tail)
}

/// Author lines by source, the most trusted first.
fn authors(tree: &Tree, head: &Head, data: &jsonld::Article) -> Vec<Vec<String>> {
    let seen = head.authors.iter().map(|id| vec![tree.line(*id)]).filter(|l| l[0].len() < 160);
    [data.authors.clone(), head.all("author")]
        .into_iter()
        .chain(seen)
        .map(|list| list.iter().map(|a| plain(a)).collect())
        .collect()
}

/// The declared language.
fn language(tree: &Tree, head: &Head, data: &jsonld::Article) -> Option<String> {
    let body = tree.find(0, Tag::Body).find_map(|b| tree.attr(b, Attr::Lang));
    let all = [head.lang, head.meta("language"), data.language.as_deref(), body];
    all.into_iter().flatten().map(str::trim).find(|l| l.len() >= 2 && l.len() <= 12).map(str::to_owned)
}

/// All dates of a page.
fn dates(tree: &Tree, head: &Head, data: &jsonld::Article, heading: Option<NodeId>) -> Vec<DateClue> {
    let json = data.dates.iter().map(|(property, value, article)| DateClue {
        kind: if *article && matches!(*property, "datePublished" | "dateModified") {
            ClueKind::JsonLd
        } else {
            ClueKind::MetaWeak
        },
        property: (*property).to_owned(),
        value: value.clone(),
        modified: *property == "dateModified",
        place: 0,
    });
    let metas = head.metas.iter().filter_map(|(name, value, id)| {
        let listed = |list| names::has(list, name);
        let (kind, modified) = match (listed("published"), listed("weak"), listed("modified")) {
            (true, ..) => (ClueKind::Meta, false),
            (_, true, _) => (ClueKind::MetaWeak, false),
            (_, _, true) => (ClueKind::Meta, true),
            _ => return None,
        };
        // Microdata of something else on the page is read with the elements around it.
        let inside = tree.attr(*id, Attr::Itemprop).is_some() && visible::in_margin(tree, *id, heading);
        (!inside).then(|| DateClue {
            kind,
            property: name.clone(),
            value: (*value).to_owned(),
            modified,
            place: *id,
        })
    });
    // The day on which the preview image was put there, where its address holds one.
    let image = head.metas.iter().find(|(name, ..)| name == "og:image").map(|(name, value, id)| DateClue {
        kind: ClueKind::Image,
        property: name.clone(),
        value: (*value).to_owned(),
        modified: false,
        place: *id,
    });
    let packed = packed(head);
    let mut all: Vec<DateClue> = json
        .chain(metas)
        .chain(image)
        .chain(packed)
        .chain(head.stamped.iter().filter_map(|id| stamps::of(tree, *id, heading)))
        .collect();
    all.extend(visible::find(tree, heading));
    all
}

/// Dates packed with other data into one meta element as JSON (`parsely-page`, `sailthru`).
fn packed(head: &Head) -> Vec<DateClue> {
    let mut found = Vec::new();
    for (_, value, id) in head.metas.iter().filter(|(_, v, _)| v.starts_with('{')) {
        for object in super::repair::values(value) {
            let fields: BTreeMap<String, String> = object
                .as_object()
                .into_iter()
                .flatten()
                .filter_map(|(k, v)| Some((k.to_lowercase(), v.as_str()?.to_owned())))
                .collect();
            found.extend(fields.into_iter().filter(|(k, _)| names::has("published", k)).map(
                |(property, value)| DateClue {
                    kind: ClueKind::Meta,
                    property,
                    value,
                    modified: false,
                    place: *id,
                },
            ));
        }
    }
    found
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
