//! Which blocks of a page are its article.
//!
//! Every block is worth something: running prose its length, lists of links and furniture the
//! opposite. The article is the element whose blocks are worth most together (a maximum subtree
//! sum: taking in one more element must pay), and of its blocks those that read like one.

use std::collections::BTreeSet;

use super::blocks::{Block, Kind};
use super::marks;
use crate::read::html::tags::Tag;
use crate::read::html::tree::{NodeId, Tree};

/// The blocks of the article among `blocks`, as their places in it.
pub fn choose(tree: &Tree, blocks: &[Block], body: Option<&str>) -> Vec<usize> {
    let known = body.map(Known::of).filter(Known::is_long);
    let worth: Vec<f32> = blocks.iter().map(|b| worth(b, known.as_ref())).collect();
    let Some(root) = best_element(tree, blocks, &worth) else { return Vec::new() };
    let (from, to) =
        (blocks.partition_point(|b| b.node < root), blocks.partition_point(|b| b.node < tree.end(root)));
    let mut chosen = lead(tree, blocks, from);
    chosen.extend(keep(blocks, from, to));
    let mut seen = BTreeSet::new();
    chosen.retain(|i| blocks[*i].text.len() < 40 || seen.insert(&blocks[*i].text));
    chosen
}

/// How far before the body its headline and lead are looked for, in blocks.
const LEAD_BLOCKS: usize = 24;

/// The paragraphs between the headline and the body: a lead that stands in the page's head.
fn lead(tree: &Tree, blocks: &[Block], body: usize) -> Vec<usize> {
    let before = body.saturating_sub(LEAD_BLOCKS)..body;
    let headline = before.clone().rev().find(|i| is_headline(tree, &blocks[*i]));
    let Some(headline) = headline else { return Vec::new() };
    let is_lead = |i: &usize| {
        let b = &blocks[*i];
        !b.aside && b.link_share() < 0.2 && b.kind != Kind::Item && b.text.len() >= 50 && b.ends_a_sentence()
    };
    (headline + 1..body).filter(is_lead).collect()
}

/// Does it stand in an `<h1>`?
fn is_headline(tree: &Tree, block: &Block) -> bool {
    block.kind == Kind::Heading
        && std::iter::once(block.node).chain(tree.around(block.node)).any(|n| tree.tag(n) == Some(Tag::H1))
}

/// The article's text as the page's own data gives it (JSON-LD `articleBody`).
struct Known {
    words: String,
}

impl Known {
    fn of(body: &str) -> Self {
        Self { words: letters(body) }
    }

    /// Long enough to be the article and not its summary.
    fn is_long(&self) -> bool {
        self.words.len() >= 600
    }

    /// Does it hold the beginning or the end of `text`?
    fn holds(&self, text: &str) -> bool {
        let text = letters(text);
        let cut = |from: usize, to: usize| text.get(from..to).is_some_and(|part| self.words.contains(part));
        let n = text.len();
        n >= 4 && (cut(0, n.min(60)) || (n > 60 && cut(n - 60, n)))
    }
}

/// Letters and digits of ASCII alone, in lower case: what survives any markup and quotation marks.
fn letters(text: &str) -> String {
    text.bytes().filter(u8::is_ascii_alphanumeric).map(|b| b.to_ascii_lowercase() as char).collect()
}

/// What a block is worth, in bytes of prose.
fn worth(block: &Block, known: Option<&Known>) -> f32 {
    let length = block.text.len().min(1500) as f32;
    if known.is_some_and(|k| block.text.len() >= 40 && k.holds(&block.text)) {
        return length;
    }
    let prose = is_prose(block);
    if block.aside {
        return if prose { -0.1 * length } else { -0.0 * length };
    }
    match block.kind {
        Kind::Heading => 0.0,
        _ if prose && known.is_some() => 0.1 * length,
        _ if prose => length * (1.0 - block.link_share()),
        _ if block.link_share() > 0.5 => -10.0 - 0.2 * length,
        Kind::Paragraph | Kind::Quote => 0.2 * length,
        _ => -5.0,
    }
}

/// Running words: a sentence at least, not a list of links.
fn is_prose(block: &Block) -> bool {
    let long = block.text.len() >= 80 || (block.ends_a_sentence() && block.words() >= 6);
    long && block.link_share() < 0.5
}

/// How much more an element counts whose name says that it is the article's body.
const BODY: f32 = 1.3;

/// The element whose blocks are worth most together; of equals the innermost.
fn best_element(tree: &Tree, blocks: &[Block], worth: &[f32]) -> Option<NodeId> {
    let mut sums = vec![0.0; blocks.len() + 1];
    for (i, w) in worth.iter().enumerate() {
        sums[i + 1] = sums[i] + w;
    }
    let sum = |id: NodeId| {
        let from = blocks.partition_point(|b| b.node < id);
        let to = blocks.partition_point(|b| b.node < tree.end(id));
        sums[to] - sums[from]
    };
    let holders: BTreeSet<NodeId> =
        blocks.iter().flat_map(|b| std::iter::once(b.node).chain(tree.around(b.node))).collect();
    let sums: Vec<(f32, NodeId)> =
        holders.into_iter().map(|id| (sum(id), id)).filter(|(s, _)| *s > 0.0).collect();
    let most = sums.iter().map(|(s, _)| *s).fold(0.0, f32::max);
    // Only those that could still win are asked for their names.
    let in_reach = sums.into_iter().filter(|(s, _)| s * BODY >= most);
    let weighed = in_reach.map(|(s, id)| (if marks::is_body(tree, id) { s * BODY } else { s }, id));
    weighed.max_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1))).map(|(_, id)| id)
}

/// Of the blocks `from..to` inside the article's element those that read like it.
fn keep(blocks: &[Block], from: usize, to: usize) -> Vec<usize> {
    let good = |i: &usize| {
        let block = &blocks[*i];
        !block.aside && (block.kind == Kind::Heading || block.link_share() < 0.6 || is_prose(block))
    };
    let mut kept: Vec<usize> = (from..to).filter(good).collect();
    while kept.last().is_some_and(|i| blocks[*i].kind == Kind::Heading) {
        kept.pop();
    }
    kept
}
