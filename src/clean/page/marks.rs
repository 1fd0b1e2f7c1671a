//! What the names of elements say about the parts of a page.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::clean::table::{Lists, lists, strings};
use crate::read::html::tags::{Attr, Tag};
use crate::read::html::tree::{NodeId, Tree};

/// `data/marks.toml`, compiled once.
static TABLE: LazyLock<Table> = LazyLock::new(|| Table::of(&lists(include_str!("data/marks.toml"))));

struct Table {
    aside: AhoCorasick,
    body: AhoCorasick,
    roles: Vec<String>,
}

impl Table {
    fn of(table: &Lists) -> Self {
        let words = |list: &str| {
            let framed: Vec<String> = strings(table, list).map(framed).collect();
            AhoCorasick::new(framed).unwrap_or_else(|error| panic!("marks.toml is unsound: {error}"))
        };
        let roles = strings(table, "roles").map(str::to_owned).collect();
        Self { aside: words("aside"), body: words("body"), roles }
    }
}

/// A word of the table as [`words_of`] writes names: `^` begins a name, `$` ends one.
fn framed(word: &str) -> String {
    let (begin, word) = word.strip_prefix('^').map_or((".", word), |w| (" .", w));
    let (end, word) = word.strip_suffix('$').map_or((".", word), |w| (". ", w));
    format!("{begin}{word}{end}")
}

/// Words that turn the next one into its opposite: `no-sidebar`, `has-comments`.
const TURNING: [&str; 8] = [".no.", ".has.", ".with.", ".without.", ".not.", ".non.", ".hide.", ".disable."];

/// An element's names with their words between dots: `Related-Posts navBar` becomes
/// ` .related.posts. .nav.bar. `. Of `block__part--variant` (BEM) the variant is left out.
fn words_of(names: &str) -> String {
    let mut out = String::with_capacity(names.len() + 16);
    for name in names.split_ascii_whitespace().filter(|n| !tells_of_posts(n)) {
        let name =
            name.split_once("--").map_or(name, |(block, _)| if block.is_empty() { name } else { block });
        out.push_str(" .");
        words_into(&mut out, name);
    }
    out.push(' ');
    if TURNING.iter().any(|t| out.contains(t)) { without_turned(&out) } else { out }
}

/// Names that list what a post is filed under (`category-sponsors`, `tag-advertising`), or numbers.
fn tells_of_posts(name: &str) -> bool {
    ["category-", "tag-", "type-", "post_tag-", "cat-", "topic-"].iter().any(|p| name.starts_with(p))
}

/// The words of one name, each with a dot after it.
fn words_into(out: &mut String, name: &str) {
    let mut before_lower = false;
    for c in name.chars() {
        let part = c.is_ascii_alphanumeric();
        if (!part || (c.is_ascii_uppercase() && before_lower)) && !out.ends_with('.') {
            out.push('.');
        }
        if part {
            out.push(c.to_ascii_lowercase());
        }
        before_lower = c.is_ascii_lowercase() || c.is_ascii_digit();
    }
    if !out.ends_with('.') {
        out.push('.');
    }
}

/// Without what one word of a name turns into its opposite: the rest of that name.
fn without_turned(words: &str) -> String {
    let mut out = words.to_owned();
    for turning in TURNING {
        while let Some(at) = out.find(turning) {
            let end = out[at..].find(' ').map_or(out.len(), |e| at + e);
            out.replace_range(at + 1..end, "");
        }
    }
    out
}

/// The class, id and their like of an element as one string.
fn names_of(tree: &Tree, id: NodeId) -> String {
    let mut names = String::new();
    for attr in [Attr::Class, Attr::Component, Attr::Testid, Attr::DataType] {
        if let Some(value) = tree.attr(id, attr) {
            names.push(' ');
            names.push_str(value);
        }
    }
    // Numbered ids (`TOC_TITLE_3`, `post-12`) name a place and say nothing about what stands there.
    if let Some(value) = tree.attr(id, Attr::Id).filter(|v| !v.ends_with(|c: char| c.is_ascii_digit())) {
        names.push(' ');
        names.push_str(value);
    }
    names
}

/// Does the element's name say that it is the article's body?
pub fn is_body(tree: &Tree, id: NodeId) -> bool {
    let marked = |a, v: &str| tree.attr(id, a).is_some_and(|value| value.eq_ignore_ascii_case(v));
    marked(Attr::Itemprop, "articleBody")
        || marked(Attr::Itemprop, "text")
        || TABLE.body.is_match(&words_of(&names_of(tree, id)))
}

/// Does its name say that it is no part of the article?
pub fn is_aside(tree: &Tree, id: NodeId, tag: Tag) -> bool {
    if matches!(
        tag,
        Tag::Nav
            | Tag::Aside
            | Tag::Footer
            | Tag::Form
            | Tag::Menu
            | Tag::Search
            | Tag::Dialog
            | Tag::Button
            | Tag::Figure
    ) {
        return true;
    }
    if matches!(tag, Tag::Html | Tag::Body | Tag::Main) {
        return false;
    }
    if tree.attr(id, Attr::Role).is_some_and(|r| TABLE.roles.iter().any(|x| x == r)) {
        return true;
    }
    let names = names_of(tree, id);
    if tag == Tag::Article && ["hentry", "type-post", "post-"].iter().any(|n| names.contains(n)) {
        return false;
    }
    let words = words_of(&names);
    TABLE.aside.is_match(&words) && !TABLE.body.is_match(&words)
}

/// Is it never shown, or no words at all?
pub fn is_silent(tree: &Tree, id: NodeId, tag: Tag) -> bool {
    if tag.is_wordless()
        || matches!(tag, Tag::Script | Tag::Head | Tag::Figcaption | Tag::Video | Tag::Audio | Tag::Option)
    {
        return true;
    }
    let style = tree.attr(id, Attr::Style).unwrap_or_default();
    tree.attr(id, Attr::Hidden).is_some()
        || tree.attr(id, Attr::AriaHidden) == Some("true")
        || (!style.is_empty() && hides(style))
}

/// Does a style hide its element?
fn hides(style: &str) -> bool {
    let style: String = style.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    style.contains("display:none") || style.contains("visibility:hidden")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_split_into_words() {
        assert_eq!(words_of(" Related-Posts navBar x__y2--big"), " .related.posts. .nav.bar. .x.y2. ");
        assert_eq!(words_of("has-sidebar no-comments post tag-ads"), " . . .post. ");
    }

    #[test]
    fn whole_words_only() {
        let aside = |class: &str| {
            let tree = crate::read::html::parse(&format!("<div class='{class}'>x</div>"));
            is_aside(&tree, 1, Tag::Div)
        };
        assert!(aside("c-related-posts") && aside("navBar nav") && aside("next_post"));
        assert!(!aside("heading") && !aside("readable") && !aside("has-sidebar") && !aside("post"));
    }
}
