//! A piece of XML as a small tree.

use std::borrow::Cow;

/// An element with all that is in it. Trees are at most [`super::walk::MAX_DEPTH`] deep, so walking
/// one by recursion is safe.
#[derive(Clone, Debug, Default)]
pub struct Element<'a> {
    /// The conventional prefix of the vocabulary that the name is from (`dc`, `media`); empty for
    /// the main vocabularies: RSS, Atom, NewsML, NITF, XHTML.
    pub prefix: &'a str,
    /// The name without its prefix.
    pub local: &'a str,
    /// The whole name as written.
    pub written: &'a str,
    /// Names as written and values, at most 64.
    pub attributes: Vec<(String, String)>,
    /// What is inside, in order.
    pub children: Vec<Node<'a>>,
    /// Where its tag begins, in bytes of the text.
    pub at: usize,
}

/// One thing inside an element.
#[derive(Clone, Debug)]
pub enum Node<'a> {
    /// Another element.
    Element(Element<'a>),
    /// Words, references resolved.
    Text(Cow<'a, str>),
}

impl<'a> Element<'a> {
    /// Is it called `name` (`title`, `dc:date`)? Case does not count: feeds are careless.
    pub fn is(&self, name: &str) -> bool {
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        self.local.eq_ignore_ascii_case(local) && self.prefix.eq_ignore_ascii_case(prefix)
    }

    /// The elements right inside.
    pub fn elements(&self) -> impl Iterator<Item = &Element<'a>> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The elements right inside that are called `name`.
    pub fn all<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s Element<'a>> {
        self.elements().filter(move |e| e.is(name))
    }

    /// The first element at a path (`["itemMeta", "provider"]`) below this one.
    pub fn at_path(&self, path: &[&str]) -> Option<&Element<'a>> {
        match path {
            [] => Some(self),
            [name, rest @ ..] => self.elements().filter(|e| e.is(name)).find_map(|e| e.at_path(rest)),
        }
    }

    /// The first element called `name` anywhere below, in the order of the document.
    pub fn find(&self, name: &str) -> Option<&Element<'a>> {
        self.elements().find_map(|e| if e.is(name) { Some(e) } else { e.find(name) })
    }

    /// The words of the first element at `path`, on one line; `None` when there are none.
    pub fn words_at(&self, path: &[&str]) -> Option<String> {
        self.at_path(path).map(Element::words).filter(|w| !w.is_empty())
    }

    /// The value of the attribute called `name`, if it is not blank.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    /// All its text as it stands.
    pub fn text(&self) -> String {
        let mut text = String::new();
        self.add_text(&mut text);
        text
    }

    fn add_text(&self, text: &mut String) {
        for node in &self.children {
            match node {
                Node::Text(words) => text.push_str(words),
                Node::Element(element) => element.add_text(text),
            }
        }
    }

    /// All its text on one line.
    pub fn words(&self) -> String {
        super::super::fields::one_line(self.text())
    }

    /// Adds text; what follows text directly joins it.
    pub(super) fn push_text(&mut self, words: Cow<'a, str>) {
        match self.children.last_mut() {
            Some(Node::Text(before)) => before.to_mut().push_str(&words),
            _ => self.children.push(Node::Text(words)),
        }
    }
}
