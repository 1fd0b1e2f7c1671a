//! The small objects of the record as docs/RECORD.md has them. Written by `marks.rs`, described by these types.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::place::{Admin1, PlaceBasis};
use crate::span::Quote;
use crate::when::{Timex, WhenBasis};

/// Words that name an actor or something else, or that mean an actor or belong to a chain.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Mention {
    /// Id of the report.
    pub report: String,
    /// The words; no two mentions of a report have one span.
    pub span: Quote,
    /// What the words mean: `person`, `org`, `place`, `norp` (nationalities, faiths, political groups), `group`
    /// (people known by a kind), `event`, `product`, `other` (what only a chain holds), `misc` (other names).
    pub mention_kind: String,
    /// How they are worded: `name`, `nominal` (a description), `pronoun`.
    pub form: String,
    /// Id of the actor that they mean; null when they mean none that is known, or several.
    pub actor: Option<String>,
    /// Ids of all actors that they mean (`they`).
    pub actors: Vec<String>,
    /// Number of their coreference chain in this report, from 0; null when they belong to none.
    pub chain: Option<usize>,
    /// What the chain as a whole means: `person`, `org`, `place`, `other`; null when `chain` is.
    pub chain_kind: Option<String>,
    /// `chain`: only a chain holds them; null when a name or a rule gave them.
    pub basis: Option<String>,
}

/// An expression of time, in the terms of TimeML.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Time {
    /// Id of the report.
    pub report: String,
    /// The words.
    pub span: Quote,
    /// Its class.
    pub timex: Timex,
    /// TIMEX3 value (`2016-09-05`, `2016-W36`, `P2W`, `XXXX-WXX-1`, `PRESENT_REF`).
    pub value: String,
    /// Where it lies on the calendar, EDTF; null when it lies nowhere on it or counts from a day that is not known.
    pub edtf: Option<String>,
    /// What `edtf` stands on; null when `edtf` is.
    pub basis: Option<WhenBasis>,
}

/// Words that mean a place or its people.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Id of the report.
    pub report: String,
    /// The words.
    pub span: Quote,
    /// Usual English name.
    pub name: String,
    /// GeoNames id; null when it is not known.
    pub geonames: Option<u32>,
    /// State it lies in, ISO 3166-1 alpha-3; null when it lies in several or is not known.
    pub country: Option<String>,
    /// The first-level division it is or lies in; null for a state as a whole and where it is not known.
    pub admin1: Option<Admin1>,
    /// Degrees north, WGS 84; null when no coordinates are known.
    pub lat: Option<f64>,
    /// Degrees east, WGS 84; null as `lat`.
    pub lon: Option<f64>,
    /// Does the gazetteer not know the name? Then country, division and coordinates are those of places named beside it.
    pub approximate: bool,
    /// On what it stands that the words mean it.
    pub basis: PlaceBasis,
}
