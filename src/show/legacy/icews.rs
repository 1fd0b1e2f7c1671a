//! Rows of the table of ICEWS.

use super::Rows;
use super::case::{Case, Told};
use super::columns::Columns;
use super::dyads::{Dyad, number};
use super::parties::Party;
use super::places::Spot;
use super::tables::Tables;
use super::text::Text;

/// The rows of one event, one for each dyad.
pub fn rows(tables: &Tables, case: &Case, dyads: &[Dyad], columns: Columns) -> Rows {
    let lead = case.lead();
    let spot = Spot::of(case.event.place.as_ref(), tables);
    let row = Row { tables, case, spot, lead, sentence: lead.and_then(sentence) };
    dyads.iter().map(|dyad| columns.row(|name| row.cell(name, dyad))).collect()
}

/// The number of the sentence in which an account's report first tells it.
fn sentence(told: &Told) -> Option<usize> {
    let start = told.account.evidence.iter().map(|q| q.start).min()?;
    Text::of(&told.report).sentence(start)
}

struct Row<'a> {
    tables: &'a Tables,
    case: &'a Case,
    spot: Spot,
    lead: Option<&'a Told>,
    sentence: Option<usize>,
}

impl Row<'_> {
    fn cell(&self, name: &str, dyad: &Dyad) -> Option<String> {
        for (side, party) in [("Source ", &dyad.pair.one), ("Target ", &dyad.pair.two)] {
            if let Some(what) = name.strip_prefix(side) {
                return self.side(what, party.as_ref());
            }
        }
        self.act(name, dyad).or_else(|| self.place(name))
    }

    fn act(&self, name: &str, dyad: &Dyad) -> Option<String> {
        let report = self.lead.map(|t| &t.report);
        Some(match name {
            "Event ID" => dyad.number.to_string(),
            "Event Date" => self.case.day.to_string(),
            "Event Text" => dyad.code.name.clone(),
            "CAMEO Code" => dyad.code.code.clone(),
            "Intensity" => dyad.code.goldstein.clone(),
            "Story ID" => report.map_or_else(String::new, |r| number(&[&r.id]).to_string()),
            "Sentence Number" => self.sentence.map_or_else(String::new, |n| n.to_string()),
            "Publisher" => report.and_then(|r| r.outlet.clone()).unwrap_or_default(),
            _ => return None,
        })
    }

    fn side(&self, what: &str, party: Option<&Party>) -> Option<String> {
        let value = |of: &dyn Fn(&Party) -> String| Some(party.map_or_else(String::new, of));
        match what {
            "Name" => value(&|p| p.name.clone()),
            "Sectors" => value(&|p| self.tables.icews_sectors(p).to_owned()),
            "Country" => value(&|p| self.tables.country_of(p).map_or_else(String::new, |c| c.icews.clone())),
            _ => None,
        }
    }

    fn place(&self, name: &str) -> Option<String> {
        let spot = &self.spot;
        Some(match name {
            "City" => spot.city.clone(),
            "District" => spot.district.clone(),
            "Province" => spot.province.clone(),
            "Country" => self.tables.country(&spot.country).map_or_else(String::new, |c| c.icews.clone()),
            "Latitude" => spot.lat.clone(),
            "Longitude" => spot.lon.clone(),
            _ => return None,
        })
    }
}
