//! Where: places with country and coordinates.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::span::{Quote, Span};

/// On what a place of an event stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WhereBasis {
    /// Named with the event.
    Stated,
    /// The place of the summit or other setting.
    Setting,
    /// The place the report is filed from (`here`).
    Dateline,
    /// Taken from the sentence before.
    Context,
}

/// A first-level division of a state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Admin1 {
    /// Usual English name.
    pub name: String,
    /// ISO 3166-2 (`US-TX`) where there is one, else the code of GeoNames (`US.TX`).
    pub code: String,
}

/// A place as the gazetteer knows it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Place {
    /// Usual English name.
    pub name: String,
    /// ISO 3166-1 alpha-3; `None` for what lies in several states.
    pub country: Option<String>,
    /// The first-level division (state, province) it is or lies in.
    pub admin1: Option<Admin1>,
    /// GeoNames id.
    pub geonames: Option<u32>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// A state as a whole, not a place in one.
    pub is_state: bool,
    /// The gazetteer does not know the name: country, division and coordinates are those of the places
    /// that the report names beside it.
    pub approximate: bool,
}

/// On what it stands that words mean a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlaceBasis {
    /// They are a name of it.
    Name,
    /// They name its people or are the adjective of it (`Kazakh`).
    People,
    /// They point at the place the report is filed from (`here`, `this city`).
    Dateline,
    /// They point at a place named before (`the city`).
    Context,
    /// They name it as the capital of a state (`the Kazakh capital`).
    Capital,
}

/// Words that name a place (`place` in docs/RECORD.md).
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceMention {
    /// The words.
    pub span: Span,
    /// Index of the sentence.
    pub sentence: usize,
    /// First token in the sentence.
    pub first: usize,
    /// Last token in the sentence.
    pub last: usize,
    /// The place they name.
    pub place: Place,
    /// What that stands on.
    pub basis: PlaceBasis,
}

/// The place of an event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Where {
    /// Usual English name.
    pub name: String,
    /// State it lies in, ISO 3166-1 alpha-3; null when it lies in several or is not known.
    pub country: Option<String>,
    /// The first-level division it is or lies in; null for a state as a whole and where it is not known.
    #[serde(default)]
    pub admin1: Option<Admin1>,
    /// GeoNames id; null when it is not known.
    pub geonames: Option<u32>,
    /// Degrees north, WGS 84; of a state, a point within it; null when the gazetteer does not know the place.
    pub lat: Option<f64>,
    /// Degrees east, WGS 84; null as `lat`.
    pub lon: Option<f64>,
    /// Is it a state as a whole, and not a place in one?
    #[serde(default)]
    pub is_state: bool,
    /// What it stands on.
    pub basis: WhereBasis,
    /// The words; null when `basis` is `setting` or `dateline`.
    pub span: Option<Quote>,
}
