//! The dates of a page, gathered: data, marked elements, words.

use std::collections::BTreeMap;

use super::head::Head;
use super::{jsonld, names, repair, stamps, visible};
use crate::read::html::tags::Attr;
use crate::read::html::tree::{NodeId, Tree};

/// Where on a page a date was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ClueKind {
    /// JSON-LD of an article.
    JsonLd,
    /// A meta element whose name is that of a day of publication.
    Meta,
    /// JSON-LD of a page, or a meta element that may speak of another day.
    MetaWeak,
    /// An element marked as the day of publication: microdata, `time pubdate`, a telling class.
    Marked,
    /// Another `time` element, or a hidden stamp.
    Time,
    /// Words near the headline that call themselves the date (`Published: 3 May`, `class=date`).
    Labelled,
    /// The same far from the headline.
    LabelledFar,
    /// A date alone near the headline.
    Head,
    /// A date in another short line.
    Elsewhere,
    /// A date in prose.
    Prose,
    /// A date beside the article: in a menu, a footer, among comments or teasers.
    Margin,
    /// The address of the preview image: the day in it is that on which it was put there.
    Image,
    /// The page's program state: a property of that name, of this article or of another.
    Buried,
    /// The address of a page that it links to.
    Linked,
}

/// A date that a page gives, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateClue {
    /// Where it stands.
    pub kind: ClueKind,
    /// The value, as written.
    pub value: String,
    /// Is it the day of a later change?
    pub modified: bool,
}

/// All dates of a page.
pub fn dates(tree: &Tree, head: &Head, data: &jsonld::Article, heading: Option<NodeId>) -> Vec<DateClue> {
    let json = data.dates.iter().map(|(property, value, article)| DateClue {
        kind: if *article && matches!(*property, "datePublished" | "dateModified") {
            ClueKind::JsonLd
        } else {
            ClueKind::MetaWeak
        },
        value: value.clone(),
        modified: *property == "dateModified",
    });
    let metas = head.metas.iter().filter_map(|(name, value, id)| {
        let listed = |list| names::has(list, name);
        let (kind, modified) = match (listed("published"), listed("weak"), listed("modified")) {
            (true, ..) => (ClueKind::Meta, false),
            (_, true, _) => (ClueKind::MetaWeak, false),
            (_, _, true) => (ClueKind::Meta, true),
            _ => return None,
        };
        // Microdata of something else on the page is read with the elements around it.
        let inside = tree.attr(*id, Attr::Itemprop).is_some() && visible::in_margin(tree, *id, heading);
        (!inside).then(|| DateClue { kind, value: (*value).to_owned(), modified })
    });
    // The day on which the preview image was put there, where its address holds one.
    let image = head.metas.iter().find(|(name, ..)| name == "og:image").map(|(_, value, _)| DateClue {
        kind: ClueKind::Image,
        value: (*value).to_owned(),
        modified: false,
    });
    let packed = packed(head);
    let mut all: Vec<DateClue> = json
        .chain(metas)
        .chain(image)
        .chain(packed)
        .chain(head.stamped.iter().filter_map(|id| stamps::of(tree, *id, heading)))
        .collect();
    all.extend(visible::find(tree, heading));
    all
}

/// Dates packed with other data into one meta element as JSON (`parsely-page`, `sailthru`).
fn packed(head: &Head) -> Vec<DateClue> {
    let mut found = Vec::new();
    for (_, value, _) in head.metas.iter().filter(|(_, v, _)| v.starts_with('{')) {
        for object in repair::values(value) {
            let fields: BTreeMap<String, String> = object
                .as_object()
                .into_iter()
                .flatten()
                .filter_map(|(k, v)| Some((k.to_lowercase(), v.as_str()?.to_owned())))
                .collect();
            found.extend(
                fields.into_iter().filter(|(k, _)| names::has("published", k)).map(|(_, value)| DateClue {
                    kind: ClueKind::Meta,
                    value,
                    modified: false,
                }),
            );
        }
    }
    found
}
