//! Dates that a page's readers see: date lines near the headline, lines that say `Published`, and
//! whatever other dates stand in the page's words.

use std::sync::LazyLock;

use regex::Regex;

use super::clues::{ClueKind, DateClue};
use super::names;
use crate::clean::dates::find_all;
use crate::clean::table;
use crate::read::html::tags::{Attr, Tag};
use crate::read::html::tree::{NodeId, Tree};

/// Lines longer than this (in bytes) are prose, not date lines.
const LONGEST: usize = 240;
/// A date line stands at most this many lines above the headline,
const ABOVE: usize = 6;
/// or this many below it.
const BELOW: usize = 14;
/// Dates kept from one page's words.
const MOST: usize = 60;

/// A line of a page's words: its first node, and its text where that holds a year.
struct Line {
    node: NodeId,
    text: String,
}

/// The dates in the words of a page. `heading` is the node of its headline.
pub fn find(tree: &Tree, heading: Option<NodeId>) -> Vec<DateClue> {
    let lines = lines(tree);
    let title = heading.and_then(|h| lines.iter().position(|l| l.node >= h));
    let mut clues = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if clues.len() >= MOST {
            break;
        }
        if !line.text.is_empty() && !is_rights(&line.text) {
            let near = title.is_some_and(|t| at + ABOVE >= t && at <= t + BELOW);
            clues.extend(of_line(tree, line, near, heading));
        }
    }
    clues
}

/// The dates of one line; `near` when it stands near the headline.
fn of_line(tree: &Tree, line: &Line, near: bool, heading: Option<NodeId>) -> Vec<DateClue> {
    let short = line.text.len() <= LONGEST;
    let all = find_all(&line.text);
    let marks = if short { marks(tree, line.node) } else { Marks::default() };
    let margin = in_margin(tree, line.node, heading);
    let footer = margin && short && in_footer(tree, line.node);
    let clue = |f: &crate::clean::dates::Found| {
        let before = line.text.get(..f.range.start).unwrap_or_default();
        let labelled = short && (is_labelled(before) || marks.published || marks.dated);
        let alone = before.split_whitespace().count() <= 8;
        let kind = match (margin, short && labelled, short && near && alone) {
            (true, ..) if footer && is_labelled(before) => ClueKind::LabelledFar,
            (true, ..) => ClueKind::Margin,
            (_, true, true) => ClueKind::Labelled,
            (_, true, false) => ClueKind::LabelledFar,
            (_, _, true) => ClueKind::Head,
            _ if short && alone => ClueKind::Elsewhere,
            _ => ClueKind::Prose,
        };
        DateClue {
            kind,
            value: line.text.get(f.range.clone()).unwrap_or_default().to_owned(),
            modified: f.updated || (marks.modified && !marks.published && !is_labelled(before)),
        }
    };
    all.iter().map(clue).collect()
}

/// Is there a year in it? Only full dates count, and most lines have none.
fn may_be_dated(text: &str) -> bool {
    let bytes = text.as_bytes();
    let year = |at: usize| bytes.get(at..at + 4).is_some_and(|w| w.iter().all(u8::is_ascii_digit));
    memchr::memchr2_iter(b'1', b'2', bytes).any(|at| {
        let century = bytes.get(at..at + 2);
        matches!(century, Some(b"19" | b"20")) && year(at)
    })
}

/// A line about rights: its year is the site's, not the page's.
fn is_rights(text: &str) -> bool {
    static RIGHTS: LazyLock<Regex> =
        LazyLock::new(|| table::insensitive(r"©|\(c\)|copyright|all rights reserved"));
    text.len() <= LONGEST && RIGHTS.is_match(text)
}

/// Do the words before a date call it the day of publication (or of a change)?
fn is_labelled(before: &str) -> bool {
    static LABEL: LazyLock<Regex> = LazyLock::new(|| {
        table::insensitive(
            r"\b(?:published|posted|date|dated|created|issued|released|written|updated?|modified|edited|revised|reviewed|publié|veröffentlicht)\b[^.!?]{0,30}$",
        )
    });
    LABEL.is_match(before)
}

/// What classes and names of an element and the two around it say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// A day of publication.
    pub published: bool,
    /// A day of change.
    pub modified: bool,
    /// A date.
    pub dated: bool,
}

/// Reads the classes of `id` (or of what holds it, for text) and of the two elements around.
pub fn marks(tree: &Tree, id: NodeId) -> Marks {
    let mut marks = Marks::default();
    let own = tree.tag(id).map(|_| id);
    for at in own.into_iter().chain(tree.around(id)).take(3) {
        if matches!(tree.tag(at), Some(Tag::Body | Tag::Html | Tag::Article | Tag::Main)) {
            break;
        }
        for attr in [Attr::Class, Attr::Id, Attr::Itemprop, Attr::Testid, Attr::Component] {
            let Some(value) = tree.attr(at, attr) else { continue };
            let value = value.to_lowercase();
            let says = |list: &str| names::list(list).iter().any(|w| value.contains(w.as_str()));
            marks.modified |= says("modified_class");
            marks.published |= says("published_class") && !says("not_published_class");
            marks.dated |= value.split(|c: char| !c.is_alphanumeric()).any(|w| {
                w.starts_with("date") || w.ends_with("date") || w == "time" || w.contains("timestamp")
            });
        }
    }
    marks.dated |= marks.published || marks.modified;
    marks
}

/// Does `id` stand beside the article: in a menu, a footer, a sidebar, among comments or teasers?
/// What holds the page's `heading` is not beside it, whatever it is called.
pub fn in_margin(tree: &Tree, id: NodeId, heading: Option<NodeId>) -> bool {
    static BESIDE: LazyLock<Regex> = LazyLock::new(|| {
        table::insensitive(&format!(r"(?:^|[\s_-])(?:{})(?:[\s_-]|$)", names::list("beside_class").join("|")))
    });
    let holds = |at: NodeId| heading.is_some_and(|h| at < h && h < tree.end(at));
    let named = |at: NodeId| {
        [Attr::Class, Attr::Id]
            .iter()
            .filter_map(|a| tree.attr(at, *a))
            .any(|v| v.len() < 300 && BESIDE.is_match(v))
    };
    let mut around = tree.around(id).take_while(|at| !holds(*at));
    around.any(|at| match tree.tag(at) {
        Some(Tag::Nav | Tag::Aside) => true,
        Some(Tag::Footer) => tree.around(at).all(|a| tree.tag(a) != Some(Tag::Article)),
        Some(Tag::Body | Tag::Html | Tag::Main) => false,
        _ => named(at),
    })
}

/// Does `id` stand in the page's footer?
fn in_footer(tree: &Tree, id: NodeId) -> bool {
    let named = |at: NodeId| {
        [Attr::Class, Attr::Id]
            .iter()
            .filter_map(|a| tree.attr(at, *a))
            .any(|v| v.to_lowercase().contains("footer"))
    };
    tree.around(id).any(|at| tree.tag(at) == Some(Tag::Footer) || named(at))
}

/// The page's words line by line: one for each block.
fn lines(tree: &Tree) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut open = Line { node: 0, text: String::new() };
    let mut at = 0;
    let mut ends: Vec<NodeId> = Vec::new();
    while at < tree.len() {
        while ends.last().is_some_and(|end| *end <= at) {
            ends.pop();
            close(&mut open, &mut lines);
        }
        if let Some(words) = tree.text(at) {
            if open.text.trim_start().is_empty() {
                open.node = at;
            }
            open.text.push_str(words);
        } else if let Some(tag) = tree.tag(at) {
            if tag.is_wordless() || matches!(tag, Tag::Script | Tag::Head) {
                at = tree.end(at);
                continue;
            }
            if tag == Tag::Br {
                close(&mut open, &mut lines);
            } else if tag.is_inline() {
                open.text.push(' ');
            } else {
                close(&mut open, &mut lines);
                ends.push(tree.end(at));
            }
        }
        at += 1;
    }
    close(&mut open, &mut lines);
    lines
}

/// Ends a line that has words. One without a year is only counted.
fn close(open: &mut Line, lines: &mut Vec<Line>) {
    if !open.text.trim_ascii().is_empty() {
        let dated = may_be_dated(&open.text);
        let text =
            if dated { open.text.split_whitespace().collect::<Vec<_>>().join(" ") } else { String::new() };
        lines.push(Line { node: open.node, text });
    }
    open.text.clear();
}
