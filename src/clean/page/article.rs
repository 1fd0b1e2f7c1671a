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
    let (from, to) = within(tree, blocks, root);
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

/// What a block is worth, in bytes of prose. Six sets of weights, from half of these to six times as
/// much, scored F 0.929 to 0.934 on 159 pages, before furniture was taken off by its words.
fn worth(block: &Block, known: Option<&Known>) -> f32 {
    let length = block.text.len().min(1500) as f32;
    if known.is_some_and(|k| block.text.len() >= 40 && k.holds(&block.text)) {
        return length;
    }
    let prose = is_prose(block);
    match block.kind {
        _ if block.aside => {
            if prose {
                -0.1 * length
            } else {
                0.0
            }
        }
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
        let (from, to) = within(tree, blocks, id);
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

/// The blocks inside element `id`: from which, and up to which.
fn within(tree: &Tree, blocks: &[Block], id: NodeId) -> (usize, usize) {
    (blocks.partition_point(|b| b.at < id), blocks.partition_point(|b| b.at < tree.end(id)))
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

#[cfg(test)]
mod tests {
    use super::super::read;

    /// Long enough to be prose.
    const FIRST: &str = "The envoys of the two countries met in Oslo on Monday and talked for three hours.";
    const SECOND: &str = "They agreed to meet again in May, a spokeswoman for the ministry told reporters.";

    fn article(body: &str) -> Vec<String> {
        read(&format!("<html><body>{body}</body></html>"), None).paragraphs
    }

    #[test]
    fn what_stands_around_the_article_goes() {
        let page = format!(
            "<div class='top'><ul><li><a href=1>World</a><li><a href=2>Sport</a></ul></div>
             <div class=x9><h1>Talks</h1><p>{FIRST}</p><h2>What next</h2><p>{SECOND}</p>
             <div class='related-posts'><p>Ministers of six states quarrelled over fish for a whole week.</p></div>
             <figure><img src=a><figcaption>The bridge over the river, seen from the north.</figcaption></figure></div>
             <div class=zz><a href=3>Ten recipes</a> <a href=4>A new bridge</a> <a href=5>Rain</a></div>"
        );
        assert_eq!(article(&page), ["Talks", FIRST, "What next", SECOND]);
    }

    #[test]
    fn words_loose_between_paragraphs_stay_in_their_place() {
        let page = format!("<div><p>{FIRST}</p>{SECOND}<p>{FIRST} Again.</p></div>");
        assert_eq!(article(&page), [FIRST.to_owned(), SECOND.to_owned(), format!("{FIRST} Again.")]);
    }

    #[test]
    fn a_lead_in_the_head_of_the_page_is_part_of_it() {
        let body: String = (1..9).map(|i| format!("<p>{FIRST} Round {i} was the longest.</p>")).collect();
        let page =
            format!("<header><h1>Talks</h1><p>{SECOND}</p></header><div class='article-body'>{body}</div>");
        assert_eq!(article(&page)[0], SECOND);
    }

    #[test]
    fn a_name_that_holds_the_whole_article_means_something_else() {
        let page = format!("<div class='popup post sidebar'><p>{FIRST}</p><p>{SECOND}</p></div>");
        assert_eq!(article(&page), [FIRST, SECOND]);
    }

    #[test]
    fn pages_that_scripts_build_are_read_from_their_data() {
        let long = [FIRST, SECOND].repeat(6).join("\\n");
        let page = format!(
            "<script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"articleBody\":\"{long}\"}}</script>
             <p>Loading the story, please wait a moment.</p>"
        );
        assert_eq!(article(&page).len(), 12);
        let hidden = format!(
            "<noscript><div><p>{FIRST}</p><p>{SECOND}</p><p>{FIRST} X.</p><p>{SECOND} Y.</p></div></noscript>"
        );
        assert_eq!(article(&hidden).len(), 4);
    }

    #[test]
    fn a_page_without_an_article_has_none() {
        assert!(article("<ul><li><a href=1>World</a><li><a href=2>Sport</a></ul>").is_empty());
        assert!(article("").is_empty());
    }
}
