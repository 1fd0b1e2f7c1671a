//! A web page: the article's paragraphs, and what its markup says about them.

mod article;
mod blocks;
mod buried;
mod byline;
mod clues;
mod head;
mod jsonld;
mod marks;
mod metadata;
mod names;
mod repair;
mod stamps;
mod title;
mod visible;

pub use buried::buried;
pub use clues::{ClueKind, DateClue};
pub use metadata::{Metadata, metadata};

use crate::read::html::tree::Tree;
use crate::read::html::{Scripts, fragment_text, parse, parse_for};

/// An article shorter than this, in bytes, may be one that the page shows by a script.
const SCANT: usize = 250;

/// What a page comes to.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// What it says about its article.
    pub metadata: Metadata,
    /// The article, one paragraph a string, headings among them.
    pub paragraphs: Vec<String>,
    /// The other blocks of the page; none where the article was taken from the page's data.
    pub left: Vec<String>,
}

/// Reads page `html`, found at `address` where that is known. Never fails: a page without an
/// article has no paragraphs.
pub fn read(html: &str, address: Option<&str>) -> Page {
    let tree = parse(html);
    let metadata = metadata(&tree, address);
    let (paragraphs, left) = paragraphs(html, &tree, metadata.body.as_deref());
    Page { metadata, paragraphs, left }
}

/// The paragraphs of the article of page `html`, parsed as `tree`, and what the page holds beside it. `body`: its text
/// as the page's own data gives it, where it does.
fn paragraphs(html: &str, tree: &Tree, body: Option<&str>) -> (Vec<String>, Vec<String>) {
    let found = article_of(tree, body);
    if let Some(body) = body.filter(|b| lacks(&found.0, b)) {
        return (lines(body), Vec::new());
    }
    if length(&found.0) >= SCANT {
        return found;
    }
    let other = article_of(&parse_for(html, Scripts::Off), body);
    if length(&other.0) >= SCANT { other } else { found }
}

/// The paragraphs of the article in `tree`, and the blocks beside it.
fn article_of(tree: &Tree, body: Option<&str>) -> (Vec<String>, Vec<String>) {
    let mut blocks = blocks::blocks_of(tree);
    let chosen = article::choose(tree, &blocks, body);
    let article = chosen.into_iter().map(|i| std::mem::take(&mut blocks[i].text)).collect();
    (article, blocks.into_iter().map(|b| b.text).filter(|t| !t.is_empty()).collect())
}

/// Is the article not among the page's blocks, though its data holds it? Pages that are built by
/// scripts keep it there alone.
fn lacks(found: &[String], body: &str) -> bool {
    length(found) * 2 < body.len()
}

/// How many bytes of text.
fn length(paragraphs: &[String]) -> usize {
    paragraphs.iter().map(String::len).sum()
}

/// The lines of a text that may hold markup.
fn lines(body: &str) -> Vec<String> {
    let marked = body.contains("</") || body.contains("<br");
    let text = if marked { fragment_text(body) } else { body.to_owned() };
    text.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect()
}
