//! The agency whose copy a report carries, where its words credit one: `With files from ...`,
//! `... contributed to this report`, `Source: ...`, an author line that names an agency.

use std::sync::LazyLock;

use regex::Regex;

use super::{dateline, table};
use crate::gazetteer::outlets::Outlets;

/// A credit line is no longer than this, in bytes.
const LONGEST: usize = 260;

/// The patterns of `data/credits.toml`.
struct Patterns {
    line: Vec<Regex>,
    close: Vec<Regex>,
    lead: Vec<Regex>,
    beside: Regex,
}

static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| {
    let lists = table::lists(include_str!("data/credits.toml"));
    let whole = |name: &str| table::each(&lists, name, r"^(?s:{})$");
    let beside = lists.get("beside").and_then(toml::Value::as_str).unwrap_or("$^");
    Patterns {
        line: whole("line"),
        close: whole("close"),
        lead: whole("lead"),
        beside: table::insensitive(beside),
    }
});

/// The agency that a report's paragraphs credit, furniture and all: lines of credit first, then marks
/// that close the first or the last paragraph, then `..., AGENCY reported` at the end of the first.
pub fn in_text(paragraphs: &[String], outlets: &Outlets) -> Option<String> {
    let (first, last) = (paragraphs.first(), paragraphs.last());
    let short = paragraphs.iter().filter(|p| p.len() <= LONGEST);
    let line = short.into_iter().find_map(|p| matched(&PATTERNS.line, p, outlets));
    let close = || last.into_iter().chain(first).find_map(|p| matched(&PATTERNS.close, p, outlets));
    let lead = || {
        paragraphs.iter().find(|p| super::head::is_body(p)).and_then(|p| matched(&PATTERNS.lead, p, outlets))
    };
    line.or_else(close).or_else(lead)
}

/// The agency that one of these author lines or credits names.
pub fn in_bylines<'a>(lines: impl IntoIterator<Item = &'a str>, outlets: &Outlets) -> Option<String> {
    lines.into_iter().filter(|l| l.len() <= LONGEST).find_map(|l| first_agency(l, outlets))
}

/// The gazetteer's name of an agency, or the name as it is.
pub fn usual(name: &str, outlets: &Outlets) -> String {
    let row = outlets.by_name(name).filter(|o| o.kind == "agency");
    row.map_or_else(|| name.to_owned(), |o| o.name.clone())
}

/// The agency in the group `names` of the first pattern that holds one.
fn matched(patterns: &[Regex], paragraph: &str, outlets: &Outlets) -> Option<String> {
    let group =
        |p: &Regex| p.captures(paragraph).and_then(|c| c.name("names")).map(|m| m.as_str().to_owned());
    patterns.iter().filter_map(group).find_map(|names| first_agency(&names, outlets))
}

/// The first of some names that is an agency's.
fn first_agency(names: &str, outlets: &Outlets) -> Option<String> {
    let whole = names.trim_matches(|c: char| !c.is_alphanumeric());
    if let Some(name) = agency(whole, outlets) {
        return Some(name);
    }
    let parts = names.split([',', '/', ';', '|', '&', '(', ')', '+', '—', '–', ':']);
    let parts =
        parts.flat_map(|p| p.split(" and ")).flat_map(|p| p.split(" via ")).flat_map(|p| p.split(" - "));
    parts.into_iter().find_map(|part| {
        agency(part, outlets).or_else(|| agency(&PATTERNS.beside.replace_all(part, " "), outlets))
    })
}

/// The usual name of an agency by one of its names. Short names are written in capitals: `App`,
/// `map` and `pa` are words.
fn agency(name: &str, outlets: &Outlets) -> Option<String> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = name.trim_matches(|c: char| !c.is_alphanumeric());
    let capitals = name.chars().all(|c| !c.is_lowercase());
    let proper = name.chars().next().is_some_and(char::is_uppercase) || name == "dpa";
    if !proper
        || (name.chars().count() <= 4
            && !capitals
            && name != "dpa"
            && !matches!(name, "Fars" | "Lusa" | "Jiji" | "Mehr"))
    {
        return None;
    }
    let row = outlets.by_name(name).filter(|o| o.kind == "agency");
    row.map(|o| o.name.clone()).or_else(|| dateline::agency_named(name).map(|n| usual(&n, outlets)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outlets() -> Outlets {
        Outlets::from_tsv("domain\tname\taliases\tiso3\tkind\ntw.example\tThe Wire of Zenda\tTWZ\tZEN\tagency\nap.example\tAssociated Press\tAP|A.P.\tUSA\tagency\nc.example\tThe Courier\t\tZEN\tnewspaper\n").unwrap()
    }

    fn text(paragraphs: &[&str]) -> Option<String> {
        let paragraphs: Vec<String> = paragraphs.iter().map(|p| (*p).to_owned()).collect();
        in_text(&paragraphs, &outlets())
    }

    const BODY: &str =
        "The envoys of both countries met on the bridge and talked for three hours about the river.";

    #[test]
    fn lines_of_credit() {
        for (line, agency) in [
            ("With files from AP", "Associated Press"),
            ("(With inputs from The Wire of Zenda)", "The Wire of Zenda"),
            ("— with reporting from Reuters and AFP.", "Reuters"),
            ("Reuters contributed to this report.", "Reuters"),
            ("The Associated Press contributed to this report.", "Associated Press"),
            ("Ann Lee and Reuters contributed to this article", "Reuters"),
            ("Source: Xinhua", "Xinhua"),
            ("Source: TWZ/AFP", "The Wire of Zenda"),
            ("AFP/Reuters", "AFP"),
            ("This story was first published by Reuters.", "Reuters"),
            ("Copyright 2016 The Associated Press. All rights reserved.", "Associated Press"),
        ] {
            let found = text(&[BODY, "They parted at noon on the bridge.", line])
                .or_else(|| in_bylines([line], &outlets()));
            assert_eq!(found.as_deref(), Some(agency), "{line}");
        }
    }

    #[test]
    fn marks_and_leads() {
        assert_eq!(text(&[BODY, "They parted at noon. (AFP)"]).as_deref(), Some("AFP"));
        assert_eq!(text(&[BODY, "They parted at noon. -TWZ"]).as_deref(), Some("The Wire of Zenda"));
        let lead = "The envoys of Ruritania and Zenda have met on the bridge and talked, state news agency TWZ reported on Monday.";
        assert_eq!(text(&[lead, BODY]).as_deref(), Some("The Wire of Zenda"));
    }

    #[test]
    fn mere_mentions_are_no_credit() {
        for line in [
            "A reporter of Reuters asked the envoy about the river and was given no answer by him.",
            "Source: the ministry of the river",
            "The envoy told AFP that the talks had gone well and would be held again next month.",
            "He contributed to this report of the commission, and to three others that year.",
            "The Courier contributed to this report.",
        ] {
            assert_eq!(text(&[BODY, line, BODY]), None, "{line}");
        }
        assert_eq!(
            text(&[BODY, "Later the two, Reuters reported, went to the river together with their aides."]),
            None
        );
    }

    #[test]
    fn author_lines() {
        for (line, agency) in [
            ("By Reuters", "Reuters"),
            ("Reuters Staff", "Reuters"),
            ("Ann Lee, AP", "Associated Press"),
            ("Agence France-Presse in Oslo", "AFP"),
            ("dpa", "dpa"),
        ] {
            assert_eq!(in_bylines([line], &outlets()).as_deref(), Some(agency), "{line}");
        }
        for line in ["By Ann Lee", "Web App", "The Courier", "By Ann Lee and Petra Ray", "Pa Ray"] {
            assert_eq!(in_bylines([line], &outlets()), None, "{line}");
        }
    }
}
