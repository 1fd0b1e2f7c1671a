//! Rows of GDELT 2.0's table of events.

use super::Rows;
use super::case::Case;
use super::columns::Columns;
use super::dates;
use super::dyads::Dyad;
use super::mentions;
use super::parties::Party;
use super::places::Spot;
use super::tables::Tables;
use super::text::in_lead;
use crate::actor::ActorKind;
use crate::report::Report;

/// The rows of one event, one for each dyad.
pub fn rows(tables: &Tables, case: &Case, dyads: &[Dyad], columns: Columns) -> Rows {
    let row = Row { tables, case, action: Spot::of(case.event.place.as_ref(), tables) };
    dyads.iter().map(|dyad| columns.row(|name| row.cell(name, dyad))).collect()
}

struct Row<'a> {
    tables: &'a Tables,
    case: &'a Case,
    action: Spot,
}

impl Row<'_> {
    fn cell(&self, name: &str, dyad: &Dyad) -> Option<String> {
        for (side, party) in [("Actor1", &dyad.pair.one), ("Actor2", &dyad.pair.two)] {
            if let Some(what) = name.strip_prefix(side) {
                return self.side(what, party.as_ref());
            }
        }
        if let Some(what) = name.strip_prefix("ActionGeo_") {
            return self.geo(what, &self.action);
        }
        self.act(name, dyad).or_else(|| self.counts(name)).or_else(|| self.day(name))
    }

    fn act(&self, name: &str, dyad: &Dyad) -> Option<String> {
        let code = dyad.code;
        let kind = code.plover.as_ref().unwrap_or(&self.case.event.kind);
        Some(match name {
            "GLOBALEVENTID" => dyad.number.to_string(),
            "IsRootEvent" => self.is_root().map_or("", |root| if root { "1" } else { "0" }).to_owned(),
            "EventCode" => code.code.clone(),
            "EventBaseCode" => code.base().to_owned(),
            "EventRootCode" => code.root().to_owned(),
            "QuadClass" => self.tables.quad(kind).map_or_else(String::new, |q| q.to_string()),
            "GoldsteinScale" => code.goldstein.clone(),
            _ => return None,
        })
    }

    fn counts(&self, name: &str) -> Option<String> {
        Some(match name {
            "NumMentions" => mentions::count(self.case).to_string(),
            "NumSources" => self.sources().to_string(),
            "NumArticles" => self.case.reports().len().to_string(),
            // No tone is measured.
            "AvgTone" => String::new(),
            "SOURCEURL" => self.case.lead().map_or_else(String::new, |t| address(&t.report)),
            _ => return None,
        })
    }

    fn day(&self, name: &str) -> Option<String> {
        let day = self.case.day;
        Some(match name {
            "SQLDATE" => dates::compact(day),
            "MonthYear" => format!("{:04}{:02}", day.year(), day.month()),
            "Year" => format!("{:04}", day.year()),
            "FractionDate" => dates::fraction(day),
            "DATEADDED" => dates::stamp(self.case.first_told()),
            _ => return None,
        })
    }

    /// Outlets; reports without one count as one each.
    fn sources(&self) -> usize {
        let mut names: Vec<&str> =
            self.case.reports().iter().map(|r| r.outlet.as_deref().unwrap_or(&r.id)).collect();
        names.sort_unstable();
        names.dedup();
        names.len()
    }

    /// Does the leading report tell it in its first paragraph?
    fn is_root(&self) -> Option<bool> {
        let lead = self.case.lead()?;
        let first = lead.account.evidence.iter().map(|q| q.start).min()?;
        Some(in_lead(&lead.report, first))
    }

    fn side(&self, what: &str, party: Option<&Party>) -> Option<String> {
        if let Some(geo) = what.strip_prefix("Geo_") {
            return self.geo(geo, &self.home(party));
        }
        let value = |of: &dyn Fn(&Party) -> String| Some(party.map_or_else(String::new, of));
        match what {
            "Code" => value(&|p| self.actor_code(p)),
            "Name" => value(&|p| p.name.to_uppercase()),
            "CountryCode" => value(&|p| self.country(p).to_owned()),
            "KnownGroupCode" => value(&|p| self.tables.group(p).to_owned()),
            "Type1Code" => value(&|p| self.tables.cameo_type(p).to_owned()),
            // Ethnic and religious groups are not coded, and an actor has one sector.
            "EthnicCode" | "Religion1Code" | "Religion2Code" | "Type2Code" | "Type3Code" => {
                Some(String::new())
            }
            _ => None,
        }
    }

    fn country(&self, party: &Party) -> &str {
        self.tables.country_of(party).map_or("", |c| c.cameo.as_str())
    }

    /// The codes of state, type and group in one, as CAMEO joins them: `CHNGOV`, `IGOUNO`.
    fn actor_code(&self, party: &Party) -> String {
        [self.country(party), self.tables.cameo_type(party), self.tables.group(party)].concat()
    }

    /// Where an actor is: a state is where it lies; of others the record does not say.
    fn home(&self, party: Option<&Party>) -> Spot {
        let state = party.filter(|p| p.kind == Some(ActorKind::State)).and_then(|p| p.country.as_deref());
        state.map_or_else(Spot::default, |iso3| Spot::state(iso3, self.tables))
    }

    fn geo(&self, what: &str, spot: &Spot) -> Option<String> {
        Some(match what {
            "Type" => spot.geo_type.clone(),
            "FullName" => spot.full_name(self.tables),
            "CountryCode" => spot.fips(self.tables).to_owned(),
            "ADM1Code" => spot.adm1(self.tables),
            // Codes of second-level divisions are not in the gazetteer.
            "ADM2Code" => String::new(),
            "Lat" => spot.lat.clone(),
            "Long" => spot.lon.clone(),
            "FeatureID" => spot.feature_id(self.tables),
            _ => return None,
        })
    }
}

/// The address of a report, else words that cite it.
pub fn address(report: &Report) -> String {
    report.url.clone().unwrap_or_else(|| citation(report))
}

fn citation(report: &Report) -> String {
    let outlet = report.outlet.as_deref().map_or_else(String::new, |o| format!("{o}: "));
    let title = report.title.as_deref().unwrap_or("untitled");
    let day = report.published.as_deref().map_or_else(String::new, |d| format!(" ({d})"));
    format!("{outlet}{title}{day} [{}]", report.id)
}
