//! Rows of POLECAT's table.

use super::Rows;
use super::case::{Case, Told};
use super::columns::Columns;
use super::dates;
use super::dyads::Dyad;
use super::parties::Party;
use super::places::Spot;
use super::tables::Tables;

/// What joins lists.
const LIST: &str = "; ";

/// A type and mode of PLOVER under which an event stands.
struct Filed {
    kind: String,
    mode: String,
    /// Behind the id, to tell two rows of one dyad apart.
    suffix: &'static str,
}

/// The rows of one event: one for each dyad, two where PLOVER files the act under another type than its types say.
pub fn rows(tables: &Tables, case: &Case, dyads: &[Dyad], columns: Columns) -> Rows {
    let row = Row { tables, case, spot: Spot::of(case.event.place.as_ref(), tables), lead: case.lead() };
    let each = dyads.iter().flat_map(|d| filed(case, d).into_iter().map(move |f| (d, f)));
    each.map(|(dyad, filed)| columns.row(|name| row.cell(name, dyad, &filed))).collect()
}

/// An embargo is SANCTION here; PLOVER's cross-walk of CAMEO's 163 says COERCE, restrict: a script that counts
/// either finds it.
fn filed(case: &Case, dyad: &Dyad) -> Vec<Filed> {
    let mode = |m: &Option<String>| m.clone().unwrap_or_default();
    if let Some(kind) = &dyad.code.plover {
        return vec![Filed { kind: kind.clone(), mode: String::new(), suffix: "" }];
    }
    let own = Filed { kind: case.event.kind.clone(), mode: mode(&case.event.mode), suffix: "" };
    let embargo = own.kind == "SANCTION" && own.mode == "embargo";
    let other = Filed { kind: "COERCE".to_owned(), mode: "restrict".to_owned(), suffix: "-COERCE" };
    if embargo { vec![own, other] } else { vec![own] }
}

struct Row<'a> {
    tables: &'a Tables,
    case: &'a Case,
    spot: Spot,
    lead: Option<&'a Told>,
}

impl Row<'_> {
    fn cell(&self, name: &str, dyad: &Dyad, filed: &Filed) -> Option<String> {
        self.act(name, dyad, filed)
            .or_else(|| self.side(name, "Actor", dyad.pair.one.as_ref()))
            .or_else(|| self.side(name, "Recipient", dyad.pair.two.as_ref()))
            .or_else(|| self.place(name))
            .or_else(|| self.story(name))
    }

    fn act(&self, name: &str, dyad: &Dyad, filed: &Filed) -> Option<String> {
        let event = &self.case.event;
        Some(match name {
            "Event ID" => format!("{}_{}{}", event.id, dyad.number, filed.suffix),
            "Event Date" => self.case.day.to_string(),
            "Event Type" => filed.kind.clone(),
            "Event Mode" => filed.mode.clone(),
            "Intensity" => self.tables.intensity(&filed.kind, &filed.mode),
            "Quad Code" => quad(self.tables.quad(&filed.kind)).to_owned(),
            "Contexts" => event.contexts.join(LIST),
            "Version" => format!("Sidelines {}", env!("CARGO_PKG_VERSION")),
            _ => return None,
        })
    }

    /// A column of one side: `Primary Actor Sector`, `Wikipedia Recipient ID`.
    fn side(&self, name: &str, side: &str, party: Option<&Party>) -> Option<String> {
        let (before, after) = name.split_once(side)?;
        let what = format!("{before}·{after}");
        let known = [
            "· Name",
            "· Country",
            "· COW",
            "Primary · Sector",
            "· Sectors",
            "· Title",
            "· Name Raw",
            "Wikipedia · ID",
        ];
        if !known.contains(&what.as_str()) {
            return None;
        }
        Some(party.map_or_else(String::new, |p| self.of_party(&what, p)))
    }

    fn of_party(&self, what: &str, party: &Party) -> String {
        let some = |value: &Option<String>| value.clone().unwrap_or_default();
        match what {
            "· Name" => party.name.clone(),
            "· Country" => self.tables.polecat_country(party),
            "· COW" => self.tables.country_of(party).map_or_else(String::new, |c| c.cow.clone()),
            "Primary · Sector" | "· Sectors" => some(&party.sector),
            "· Title" => some(&party.title),
            "· Name Raw" => some(&party.raw),
            _ => party.qid().to_owned(),
        }
    }

    fn place(&self, name: &str) -> Option<String> {
        let spot = &self.spot;
        let value = match name {
            "Placename" => &spot.name,
            "City" => &spot.city,
            "District" => &spot.district,
            "Province" => &spot.province,
            "Country" => &spot.country,
            "Latitude" => &spot.lat,
            "Longitude" => &spot.lon,
            "GeoNames ID" => &spot.geonames,
            "Raw Placename" => &spot.raw,
            "Feature Type" => &spot.feature,
            _ => return None,
        };
        Some(value.clone())
    }

    fn story(&self, name: &str) -> Option<String> {
        let report = self.lead.map(|t| &t.report);
        let story = &self.case.story;
        Some(match name {
            "Source" => report.and_then(|r| r.outlet.clone()).unwrap_or_default(),
            "Publication Date" => {
                let day = report.and_then(|r| dates::published(r.published.as_deref()));
                day.map_or_else(String::new, |d| d.to_string())
            }
            "Story People" => story.people.join(LIST),
            "Story Organizations" => story.organisations.join(LIST),
            "Story Locations" => story.places.join(LIST),
            "Language" => report.and_then(|r| r.language.clone()).unwrap_or_default(),
            _ => return None,
        })
    }
}

/// POLECAT's words for the quad classes.
fn quad(class: Option<u8>) -> &'static str {
    match class {
        Some(1) => "VERBAL COOPERATION",
        Some(2) => "MATERIAL COOPERATION",
        Some(3) => "VERBAL CONFLICT",
        Some(4) => "MATERIAL CONFLICT",
        _ => "",
    }
}
