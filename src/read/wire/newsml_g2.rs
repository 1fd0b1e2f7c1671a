//! NewsML-G2 (IPTC, versions 2.x): one `<newsItem>`.

use super::super::xml::Element;
use super::{address, content, with_dateline, without_by};
use crate::report::RawReport;

/// The report of a `<newsItem>`; `None` when it holds no text inline (a picture, a package).
pub fn report(item: &Element) -> Option<RawReport> {
    let set = item.at_path(&["contentSet"])?;
    let inline =
        set.all("inlineXML").chain(set.all("inlineData")).map(content).find(|c| !c.text.is_empty())?;
    let meta = |name: &str| item.words_at(&["contentMeta", name]);
    let date =
        [["itemMeta", "versionCreated"], ["contentMeta", "contentCreated"], ["itemMeta", "firstCreated"]];
    let credit = item.at_path(&["contentMeta", "infoSource"]).and_then(named);
    Some(RawReport {
        title: meta("headline").or(inline.title).or_else(|| item.words_at(&["itemMeta", "title"])),
        byline: meta("by").map(without_by).or(inline.byline).or_else(|| creators(item)),
        date: date.iter().find_map(|path| item.words_at(path)).or(inline.date),
        outlet: item
            .at_path(&["itemMeta", "provider"])
            .and_then(named)
            .or(credit)
            .or_else(|| meta("creditline"))
            .or(inline.outlet)
            .or_else(|| item.at_path(&["rightsInfo", "copyrightHolder"]).and_then(named)),
        url: address(item.attribute("guid")).or(inline.url),
        // NITF inside has put its own dateline on top already.
        text: with_dateline(inline.text, meta("dateline").filter(|_| set.find("dateline").is_none())),
        ..RawReport::default()
    })
}

/// The name of a party: `<name>`, else its literal, else its code without the scheme (`nprov:AFP`).
fn named(party: &Element) -> Option<String> {
    let code = |key: &str| party.attribute(key).map(|c| c.rsplit(':').next().unwrap_or(c).to_owned());
    party.words_at(&["name"]).or_else(|| code("literal")).or_else(|| code("qcode"))
}

/// The creators by name; codes of desks are nobody's name.
fn creators(item: &Element) -> Option<String> {
    let meta = item.at_path(&["contentMeta"])?;
    let names: Vec<String> = meta.all("creator").filter_map(|c| c.words_at(&["name"])).collect();
    Some(names.join(", ")).filter(|n| !n.is_empty())
}
