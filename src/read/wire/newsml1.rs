//! NewsML 1.0 to 1.2 (IPTC): one `<NewsItem>`, the first of its components that holds text.

use super::super::xml::Element;
use super::{content, with_dateline, without_by};
use crate::report::RawReport;

/// The report of a `<NewsItem>`; `None` when no component holds text.
pub fn report(item: &Element) -> Option<RawReport> {
    let inline = texts(item).map(content).find(|c| !c.text.is_empty())?;
    let words = |name: &str| item.find(name).map(Element::words).filter(|w| !w.is_empty());
    let date = |name: &str| item.words_at(&["NewsManagement", name]);
    let provider =
        item.find("Provider").and_then(|p| p.find("Party")).and_then(|p| p.attribute("FormalName"));
    Some(RawReport {
        title: words("HeadLine").or(inline.title),
        byline: words("ByLine").map(without_by).or(inline.byline),
        date: date("ThisRevisionCreated")
            .or_else(|| date("FirstCreated"))
            .or(inline.date)
            .or_else(|| item.words_at(&["Identification", "NewsIdentifier", "DateId"])),
        outlet: provider
            .map(str::to_owned)
            .or_else(|| words("CreditLine"))
            .or(inline.outlet)
            .or_else(|| item.words_at(&["Identification", "NewsIdentifier", "ProviderId"])),
        url: inline.url,
        text: with_dateline(inline.text, words("DateLine")),
        ..RawReport::default()
    })
}

/// Every `<DataContent>` below, in order.
fn texts<'e, 'a>(element: &'e Element<'a>) -> Box<dyn Iterator<Item = &'e Element<'a>> + 'e> {
    Box::new(element.elements().flat_map(|child| {
        let own = child.is("DataContent").then_some(child);
        own.into_iter().chain(own.is_none().then(|| texts(child)).into_iter().flatten())
    }))
}
