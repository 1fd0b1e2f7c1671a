//! A web page to what a report needs of it: the article's paragraphs.

mod article;
mod blocks;
mod marks;

use crate::read::html::tree::Tree;
use crate::read::html::{Scripts, fragment_text, parse_for};

/// An article shorter than this, in bytes, may be one that the page shows by a script.
const SCANT: usize = 250;

/// The paragraphs of the article of page `html`, parsed as `tree`. `body`: its text as the page's own
/// data gives it, where it does.
pub fn paragraphs(html: &str, tree: &Tree, body: Option<&str>) -> Vec<String> {
    let found = article_of(tree, body);
    if let Some(body) = body.filter(|b| lacks(&found, b)) {
        return lines(body);
    }
    if length(&found) >= SCANT {
        return found;
    }
    let other = article_of(&parse_for(html, Scripts::Off), body);
    if length(&other) >= SCANT { other } else { found }
}

/// The paragraphs of the article in `tree`.
fn article_of(tree: &Tree, body: Option<&str>) -> Vec<String> {
    let mut blocks = blocks::blocks_of(tree);
    let chosen = article::choose(tree, &blocks, body);
    chosen.into_iter().map(|i| std::mem::take(&mut blocks[i].text)).collect()
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

#[doc(hidden)]
pub fn debug(tree: &Tree, body: Option<&str>, only: Option<&str>) {
    let blocks = blocks::blocks_of(tree);
    let chosen = article::choose(tree, &blocks, body);
    for (i, b) in blocks.iter().enumerate() {
        let chain: Vec<String> = std::iter::once(b.node)
            .chain(tree.around(b.node))
            .take(10)
            .map(|n| {
                format!(
                    "{:?}.{}#{}{}",
                    tree.tag(n).unwrap_or(crate::read::html::tags::Tag::Other),
                    tree.attr(n, crate::read::html::tags::Attr::Class)
                        .unwrap_or("")
                        .chars()
                        .take(40)
                        .collect::<String>(),
                    tree.attr(n, crate::read::html::tags::Attr::Id).unwrap_or(""),
                    if marks::is_aside(tree, n, tree.tag(n).unwrap_or(crate::read::html::tags::Tag::Other)) {
                        "!"
                    } else {
                        ""
                    }
                )
            })
            .collect();
        if only.is_some_and(|o| !b.text.contains(o.trim())) {
            continue;
        }
        println!(
            "{} {} {:?} {:.2} | {} | {}",
            if chosen.contains(&i) { "+" } else { " " },
            if b.aside { "A" } else { " " },
            b.kind,
            b.link_share(),
            b.text.chars().take(70).collect::<String>(),
            chain.join(" < ")
        );
    }
}
