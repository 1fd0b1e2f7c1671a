//! States and organisations.

use super::table::Rows;
use crate::actor::ActorKind;

/// A state, or a territory with an ISO code of its own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Country {
    /// ISO 3166-1 alpha-3 (`XKX` for Kosovo).
    pub iso3: String,
    /// ISO 3166-1 alpha-2.
    pub iso2: Option<String>,
    /// Usual English name.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// Its people and the adjective of it.
    pub demonyms: Vec<String>,
    /// Its capital.
    pub capital: Option<String>,
    /// Other spellings of the capital.
    pub capital_aliases: Vec<String>,
    /// Palaces and streets that stand for its government.
    pub governments: Vec<String>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// GeoNames id.
    pub geonames: Option<u32>,
    /// Wikidata id.
    pub qid: Option<String>,
}

impl Country {
    /// All names of the state itself.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str))
    }

    /// All names of its capital.
    pub fn capitals(&self) -> impl Iterator<Item = &str> {
        self.capital.iter().chain(&self.capital_aliases).map(String::as_str)
    }
}

/// An organisation, armed group, party, agency.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// Usual English name.
    pub name: String,
    /// Other names and acronyms.
    pub aliases: Vec<String>,
    /// How the record files it.
    pub kind: ActorKind,
    /// The state it belongs to, ISO alpha-3.
    pub country: Option<String>,
    /// PLOVER sector.
    pub sector: Option<String>,
    /// Does it stand for its state as an actor (a ministry), rather than for itself (a court)?
    pub state_like: bool,
    /// Wikidata id.
    pub qid: Option<String>,
}

impl Body {
    /// All its names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str))
    }
}

/// The rows of countries.tsv.
pub fn countries(text: &str) -> Result<Vec<Country>, String> {
    Rows::new("countries.tsv", text)
        .map(|row| {
            Ok(Country {
                iso3: row.required("iso3")?,
                iso2: row.some("iso2"),
                name: row.required("name")?,
                aliases: row.list("aliases"),
                demonyms: row.list("demonyms"),
                capital: row.some("capital"),
                capital_aliases: row.list("capital_aliases"),
                governments: row.list("government_names"),
                lat: row.number("lat"),
                lon: row.number("lon"),
                geonames: row.number("geonames"),
                qid: row.some("qid"),
            })
        })
        .collect()
}

/// The rows of bodies.tsv.
pub fn bodies(text: &str) -> Result<Vec<Body>, String> {
    Rows::new("bodies.tsv", text)
        .map(|row| {
            Ok(Body {
                name: row.required("name")?,
                aliases: row.list("aliases"),
                kind: if row.cell("kind") == "igo" { ActorKind::Igo } else { ActorKind::Body },
                country: row.some("iso3"),
                sector: row.some("sector"),
                state_like: row.cell("state_like") == "1",
                qid: row.some("qid"),
            })
        })
        .collect()
}
