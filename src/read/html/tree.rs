//! The tree of a page: elements and runs of text in the order of the page.

use super::tags::{Attr, Tag};

/// Number of a node in its [`Tree`]; nodes are numbered in the order of the page.
pub type NodeId = u32;

/// What a node is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An element, with the range of its attributes.
    Element(Tag, std::ops::Range<u32>),
    /// A run of text, entities resolved, as a range of the tree's words.
    Text(std::ops::Range<u32>),
}

/// One node.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// The element around it; the root is its own.
    pub parent: NodeId,
    /// One past the last node below it: the subtree is `id..end`.
    pub end: NodeId,
}

/// A page. Nodes stand in document order, so a subtree is a range of numbers.
#[derive(Clone, Debug)]
pub struct Tree {
    pub(super) nodes: Vec<Node>,
    pub(super) words: String,
    pub(super) attrs: Vec<(Attr, std::ops::Range<u32>)>,
}

impl Tree {
    /// How many nodes there are; the root is number 0.
    pub fn len(&self) -> NodeId {
        self.nodes.len() as NodeId
    }

    /// A tree always has its root.
    pub fn is_empty(&self) -> bool {
        self.nodes.len() <= 1
    }

    /// Every node's number, in the order of the page.
    pub fn ids(&self) -> std::ops::Range<NodeId> {
        0..self.len()
    }

    /// The nodes below `id`, itself left out.
    pub fn below(&self, id: NodeId) -> std::ops::Range<NodeId> {
        id + 1..self.end(id)
    }

    /// One past the last node below `id`.
    pub fn end(&self, id: NodeId) -> NodeId {
        self.nodes.get(id as usize).map_or(id + 1, |n| n.end)
    }

    /// The element around `id`.
    pub fn parent(&self, id: NodeId) -> NodeId {
        self.nodes.get(id as usize).map_or(0, |n| n.parent)
    }

    /// The elements around `id`, from the inside out; the root left out.
    pub fn around(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let mut at = id;
        std::iter::from_fn(move || {
            at = self.parent(at);
            (at != 0).then_some(at)
        })
    }

    /// The element's name; `None` for text.
    pub fn tag(&self, id: NodeId) -> Option<Tag> {
        match self.nodes.get(id as usize)?.kind {
            Kind::Element(tag, _) => Some(tag),
            Kind::Text(_) => None,
        }
    }

    /// The words of a text node; `None` for elements.
    pub fn text(&self, id: NodeId) -> Option<&str> {
        match &self.nodes.get(id as usize)?.kind {
            Kind::Text(range) => self.words.get(range.start as usize..range.end as usize),
            Kind::Element(..) => None,
        }
    }

    /// The value of an element's attribute.
    pub fn attr(&self, id: NodeId, name: Attr) -> Option<&str> {
        let Kind::Element(_, range) = &self.nodes.get(id as usize)?.kind else { return None };
        let attrs = self.attrs.get(range.start as usize..range.end as usize)?;
        let (_, value) = attrs.iter().find(|(n, _)| *n == name)?;
        self.words.get(value.start as usize..value.end as usize)
    }

    /// The elements called `tag` below `id`.
    pub fn find(&self, id: NodeId, tag: Tag) -> impl Iterator<Item = NodeId> + '_ {
        self.below(id).filter(move |n| self.tag(*n) == Some(tag))
    }

    /// The words below `id` as one line.
    pub fn line(&self, id: NodeId) -> String {
        let mut line = String::new();
        for id in id..self.end(id) {
            match self.text(id) {
                Some(text) => line.push_str(text),
                None if self.tag(id).is_some_and(Tag::is_inline) => {}
                None => line.push(' '),
            }
        }
        line.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
