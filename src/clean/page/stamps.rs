//! Dates that elements bear in their attributes: `time`, microdata, `abbr` and hidden stamps.

use super::clues::{ClueKind, DateClue};
use super::visible::{in_margin, marks};
use crate::read::html::tags::{Attr, Tag};
use crate::read::html::tree::{NodeId, Tree};

/// The attributes that hold a machine's date, in order of trust.
const STAMPS: [Attr; 6] =
    [Attr::Datetime, Attr::Content, Attr::Timestamp, Attr::Utime, Attr::DataDate, Attr::Title];

/// May element `id` bear a date in an attribute?
pub fn may_bear(tree: &Tree, id: NodeId, tag: Tag) -> bool {
    let has = |attr| tree.attr(id, attr).is_some();
    matches!(tag, Tag::Time | Tag::Abbr)
        || has(Attr::Itemprop)
        || has(Attr::Timestamp)
        || has(Attr::Utime)
        || has(Attr::DataDate)
}

/// The date that element `id` bears, if it does; `heading` is the page's main heading.
pub fn of(tree: &Tree, id: NodeId, heading: Option<NodeId>) -> Option<DateClue> {
    let tag = tree.tag(id)?;
    let itemprop = tree.attr(id, Attr::Itemprop).unwrap_or_default().to_lowercase();
    let prop = itemprop
        .split_whitespace()
        .find(|p| ["datepublished", "datecreated", "dateposted", "datemodified", "uploaddate"].contains(p));
    let dated = tag == Tag::Time
        || prop.is_some()
        || tree.attr(id, Attr::Timestamp).is_some()
        || tree.attr(id, Attr::Utime).is_some()
        || tree.attr(id, Attr::DataDate).is_some()
        || (tag == Tag::Abbr && tree.attr(id, Attr::Class).is_some());
    if !dated || tag == Tag::Meta && prop.is_none() {
        return None;
    }
    let value = stamp(tree, id, tag, prop.is_some())?;
    let marks = marks(tree, id);
    let published = prop.is_some_and(|p| p != "datemodified")
        || tree.attr(id, Attr::Pubdate).is_some()
        || marks.published;
    let modified = prop == Some("datemodified") || (marks.modified && !published) || updated_before(tree, id);
    let margin = in_margin(tree, id, heading);
    let kind = match (margin, published || prop.is_some()) {
        (true, _) => ClueKind::Margin,
        (false, true) => ClueKind::Marked,
        (false, false) => ClueKind::Time,
    };
    Some(DateClue { kind, value, modified })
}

/// The value of an element's stamp: an attribute with digits, else its words.
fn stamp(tree: &Tree, id: NodeId, tag: Tag, marked: bool) -> Option<String> {
    let filled = |v: &&str| v.bytes().filter(u8::is_ascii_digit).count() >= 5;
    let mut attrs = STAMPS.iter().filter_map(|attr| tree.attr(id, *attr).map(str::trim));
    let attr = attrs.find(filled).map(str::to_owned);
    let words = || {
        let line = tree.line(id);
        (line.len() <= 80 && filled(&line.as_str())).then_some(line)
    };
    attr.or_else(|| (tag == Tag::Time || marked).then(words).flatten())
}

/// Do the words just before say that it is the day of a change (`Updated <time>`)?
fn updated_before(tree: &Tree, id: NodeId) -> bool {
    let start = id.saturating_sub(4);
    let words: String = (start..id).filter_map(|n| tree.text(n)).collect::<Vec<_>>().join(" ").to_lowercase();
    let tail = words.trim_end_matches(|c: char| !c.is_alphanumeric());
    let at = |w: &str| tail.rfind(w).filter(|at| tail.len() - at < 24);
    let later =
        ["updated", "modified", "last update", "edited", "revised"].iter().filter_map(|w| at(w)).max();
    let first = ["published", "posted", "created"].iter().filter_map(|w| at(w)).max();
    later.is_some() && later > first
}
