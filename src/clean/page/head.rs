//! The elements of a page that speak of it: meta, links, scripts, headings, author lines.

use super::{names, stamps};
use crate::read::html::tags::{Attr, Tag};
use crate::read::html::tree::{NodeId, Tree};

/// The elements that speak of the page, gathered in one pass.
#[derive(Debug, Default)]
pub struct Head<'a> {
    /// Meta elements: name in lower case, value, node.
    pub metas: Vec<(String, &'a str, NodeId)>,
    /// Targets of `link rel=canonical`.
    pub links: Vec<&'a str>,
    /// JSON-LD scripts.
    pub scripts: Vec<&'a str>,
    /// Elements that may bear a date in an attribute.
    pub stamped: Vec<NodeId>,
    /// The title element.
    pub title: Option<NodeId>,
    /// Main headings.
    pub h1: Vec<NodeId>,
    /// Elements that hold an author line.
    pub authors: Vec<NodeId>,
    /// The language of the root element.
    pub lang: Option<&'a str>,
}

impl<'a> Head<'a> {
    /// Gathers them in one pass.
    pub fn of(tree: &'a Tree) -> Self {
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
    pub fn meta(&self, list: &str) -> Option<&'a str> {
        let value_of = |name: &String| self.metas.iter().find(|(n, ..)| n == name).map(|(_, v, _)| *v);
        names::list(list).iter().find_map(value_of)
    }

    /// The values of all names on `list`.
    pub fn all(&self, list: &str) -> Vec<String> {
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
    let is = |value: &str, word: &str| value.split_ascii_whitespace().any(|v| v.eq_ignore_ascii_case(word));
    // Nearly all classes are ruled out by these letters, before the list is gone through.
    let class = Some(attr(Attr::Class)).filter(|c| ["uthor", "yline", "fn"].iter().any(|w| c.contains(w)));
    is(attr(Attr::Rel), "author")
        || is(attr(Attr::Itemprop), "author")
        || class.is_some_and(|c| names::list("author_class").iter().any(|w| is(c, w)))
}
