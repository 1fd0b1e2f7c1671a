//! The paragraphs of a tree: XHTML, NITF and what looks like them.

use super::super::fields::one_line;
use super::tree::{Element, Node};

/// Elements that begin a paragraph of their own: those of XHTML, then NITF's.
const BLOCKS: [&str; 33] = [
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "table",
    "tr",
    "blockquote",
    "pre",
    "section",
    "article",
    "header",
    "footer",
    "aside",
    "hr",
    "br",
    "body",
    "address",
    "hl1",
    "hl2",
    "block",
    "bq",
    "note",
    "credit",
];
/// Elements whose words are not the article's: scripts, and pictures with their captions.
const SKIPPED: [&str; 12] = [
    "script",
    "style",
    "head",
    "media",
    "figure",
    "figcaption",
    "iframe",
    "object",
    "noscript",
    "video",
    "audio",
    "nav",
];

/// The words of `element` in paragraphs, separated by blank lines. Without any block inside, the text
/// as it stands: its own lines are the cleaning step's work.
pub fn paragraphs(element: &Element) -> String {
    let mut all = vec![String::new()];
    add(element, &mut all);
    if let [single] = &all[..] {
        return single.trim().to_owned();
    }
    let parts = all.into_iter().map(one_line).filter(|p| !p.is_empty());
    parts.collect::<Vec<_>>().join("\n\n")
}

fn add(element: &Element, all: &mut Vec<String>) {
    for node in &element.children {
        match node {
            Node::Text(words) => {
                if let Some(open) = all.last_mut() {
                    open.push_str(words);
                }
            }
            Node::Element(child) if SKIPPED.iter().any(|name| child.local.eq_ignore_ascii_case(name)) => {}
            Node::Element(child) => add_element(child, all),
        }
    }
}

fn add_element(child: &Element, all: &mut Vec<String>) {
    let is_block = BLOCKS.iter().any(|name| child.local.eq_ignore_ascii_case(name));
    if is_block {
        all.push(String::new());
    }
    add(child, all);
    if is_block {
        all.push(String::new());
    } else if let Some(open) = all.last_mut().filter(|_| ["td", "th"].contains(&child.local)) {
        open.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::tree;
    use super::*;

    #[test]
    fn blocks_are_paragraphs_and_pictures_go() {
        let xml = "<b><h2>Head</h2> <p>The <i>envoys</i>\n met.</p><figure><p>Photo</p></figure>\
                   <ul><li>One</li><li>Two</li></ul><table><tr><td>a</td><td>b</td></tr></table>end<br/>last</b>";
        assert_eq!(paragraphs(&tree(xml)), "Head\n\nThe envoys met.\n\nOne\n\nTwo\n\na b\n\nend\n\nlast");
    }

    #[test]
    fn plain_text_keeps_its_lines() {
        assert_eq!(paragraphs(&tree("<b> One\nline.\n\nTwo. </b>")), "One\nline.\n\nTwo.");
    }
}
