//! A page as a run of blocks: paragraphs, headings, items, with what is needed to judge them.

use crate::read::html::tags::Tag;
use crate::read::html::text::BREAK;
use crate::read::html::tree::{NodeId, Tree};

use super::marks;

/// What kind of element holds a block's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `<p>`, or words that stand loose in a larger element.
    Paragraph,
    /// Words that stand loose in an element that holds other blocks too.
    Loose,
    /// A heading of any level.
    Heading,
    /// A list item.
    Item,
    /// A cell of a table.
    Cell,
    /// A line of a quotation.
    Quote,
}

/// One block of a page.
#[derive(Clone, Debug)]
pub struct Block {
    /// Its first run of text: blocks stand in the order of these.
    pub at: NodeId,
    /// The innermost block element around its words.
    pub node: NodeId,
    /// Its words as one line.
    pub text: String,
    /// How many bytes of them are links.
    pub linked: usize,
    /// What holds it.
    pub kind: Kind,
    /// It stands in a part of the page whose name says that it is not the article.
    pub aside: bool,
}

impl Block {
    /// The share of its words that are links, 0 to 1.
    pub fn link_share(&self) -> f32 {
        self.linked as f32 / self.text.len().max(1) as f32
    }

    /// Does it end as sentences do?
    pub fn ends_a_sentence(&self) -> bool {
        let end = self.text.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»']);
        end.ends_with(['.', '!', '?', '…', ':', ';'])
    }

    /// How many words.
    pub fn words(&self) -> usize {
        self.text.split(' ').count()
    }
}

/// The blocks of `tree`, in its order.
pub fn blocks_of(tree: &Tree) -> Vec<Block> {
    let mut walk = Walk {
        tree,
        done: Vec::new(),
        open: String::new(),
        linked: 0,
        begins: 0,
        begins_aside: false,
        around: Vec::new(),
        aside: 0,
        link_end: 0,
        mass: mass(tree),
    };
    let mut at = 0;
    while at < tree.len() {
        walk.leave(at);
        at = walk.visit(at);
    }
    walk.leave(tree.len());
    walk.close();
    walk.done
}

/// The walk over a tree.
struct Walk<'a> {
    tree: &'a Tree,
    done: Vec<Block>,
    /// Words of the open block.
    open: String,
    /// Bytes of it that are links.
    linked: usize,
    /// Its first run of text.
    begins: NodeId,
    /// Does it begin in a part that is aside?
    begins_aside: bool,
    /// Open elements with their ends.
    around: Vec<(NodeId, Tag)>,
    /// Up to which node everything is aside.
    aside: NodeId,
    /// Up to which node everything is a link.
    link_end: NodeId,
    /// For each node the bytes of prose before it.
    mass: Vec<u32>,
}

/// Runs of text shorter than this are labels, not prose, when the mass of a part is measured.
const PROSE: usize = 40;

/// For each node the bytes of prose before it, and at the end all of them: runs of text of some
/// length that are no links.
fn mass(tree: &Tree) -> Vec<u32> {
    let (mut sums, mut sum, mut end) = (Vec::with_capacity(tree.len() as usize + 1), 0, 0);
    for id in tree.ids() {
        sums.push(sum);
        if matches!(tree.tag(id), Some(Tag::A | Tag::Script)) {
            end = end.max(tree.end(id));
        }
        let length = tree.text(id).filter(|_| id >= end).map_or(0, |t| t.trim().len());
        sum += if length >= PROSE { length as u32 } else { 0 };
    }
    sums.push(sum);
    sums
}

impl Walk<'_> {
    /// Leaves the elements that end before node `at`.
    fn leave(&mut self, at: NodeId) {
        while let Some((_, tag)) = self.around.last().filter(|(id, _)| self.tree.end(*id) <= at) {
            if !tag.is_inline() {
                self.close();
            }
            self.around.pop();
        }
    }

    /// Takes node `at` and gives the next one to visit.
    fn visit(&mut self, at: NodeId) -> NodeId {
        let Some(tag) = self.tree.tag(at) else {
            self.words(at);
            return at + 1;
        };
        if tag == Tag::Br {
            self.line_break();
            return at + 1;
        }
        if marks::is_silent(self.tree, at, tag) {
            if !tag.is_inline() {
                self.close();
            }
            return self.tree.end(at);
        }
        if !tag.is_inline() {
            self.close();
        }
        if at >= self.aside && self.is_aside(at, tag) {
            self.aside = self.tree.end(at);
        }
        if matches!(tag, Tag::A | Tag::Button) {
            self.link_end = self.link_end.max(self.tree.end(at));
        }
        self.around.push((at, tag));
        at + 1
    }

    /// Is it aside by its name? Never when it holds most of the page's paragraphs: then the name means
    /// something else (`article-with-sidebar`, `post-popup`).
    fn is_aside(&self, at: NodeId, tag: Tag) -> bool {
        if tag.is_inline() && tag != Tag::Span {
            return false;
        }
        let of = |id: NodeId| self.mass.get(id as usize).copied().unwrap_or(0);
        let held = of(self.tree.end(at)) - of(at);
        held * 2 <= of(self.tree.len()) && marks::is_aside(self.tree, at, tag)
    }

    fn words(&mut self, at: NodeId) {
        let Some(text) = self.tree.text(at) else { return };
        if at < self.link_end {
            self.linked += text.trim().len();
        }
        if self.open.trim_start().is_empty() {
            (self.begins, self.begins_aside) = (at, at < self.aside);
        }
        self.open.push_str(text);
    }

    /// A line break is a blank; a second one after it ends the block, as writers use it.
    fn line_break(&mut self) {
        if self.open.trim_end_matches([' ', '\n', '\r', '\t', '\u{a0}']).ends_with(BREAK) {
            return self.close();
        }
        self.open.push(BREAK);
    }

    /// Ends the open block.
    fn close(&mut self) {
        let text = one_line(&self.open);
        self.open.clear();
        let linked = std::mem::take(&mut self.linked);
        if text.is_empty() {
            return;
        }
        let holder = self.around.iter().rev().find(|(_, t)| !t.is_inline());
        let (node, tag) = holder.copied().unwrap_or((0, Tag::Root));
        self.done.push(Block {
            at: self.begins,
            node,
            linked: linked.min(text.len()),
            kind: self.kind(tag),
            text,
            aside: self.begins_aside,
        });
    }

    /// The kind of a block held by an element called `tag`.
    fn kind(&self, tag: Tag) -> Kind {
        let last = |wanted: fn(Tag) -> bool| self.around.iter().rposition(|(_, t)| wanted(*t));
        let holder = last(|t| matches!(t, Tag::P | Tag::Article | Tag::Section | Tag::Td));
        let heading = last(Tag::is_heading);
        match tag {
            _ if heading.is_some() && heading > holder => Kind::Heading,
            _ if last(|t| t == Tag::Blockquote).is_some() => Kind::Quote,
            Tag::P | Tag::Pre => Kind::Paragraph,
            Tag::Li | Tag::Dt | Tag::Dd => Kind::Item,
            Tag::Td | Tag::Th => Kind::Cell,
            _ => Kind::Loose,
        }
    }
}

/// White space to single blanks; invisible characters out.
fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.extend(word.chars().filter(|c| !matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}' | '\u{2060}')));
    }
    line
}
