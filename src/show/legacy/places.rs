//! Places in the columns of the tables.

use std::collections::BTreeMap;

use crate::gazetteer::atlas::Kind;
use crate::gazetteer::table::Rows;
use crate::place::Where;

use super::tables::Tables;

/// A place, taken apart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spot {
    /// Its name.
    pub name: String,
    /// The settlement; empty for a division or a state.
    pub city: String,
    /// The second-level division, where the place is one.
    pub district: String,
    /// The first-level division.
    pub province: String,
    /// ISO 3166-1 alpha-3.
    pub country: String,
    /// Degrees north.
    pub lat: String,
    /// Degrees east.
    pub lon: String,
    /// GeoNames id.
    pub geonames: String,
    /// GeoNames feature code.
    pub feature: String,
    /// GDELT's geo type; empty where it cannot be told.
    pub geo_type: String,
    /// The words.
    pub raw: String,
    /// ISO 3166-2 code of a US state, without `US-`.
    us_state: String,
}

impl Spot {
    /// The place of an event; empty where it has none.
    pub fn of(place: Option<&Where>, tables: &Tables) -> Self {
        let Some(place) = place else { return Self::default() };
        let kinds = kinds();
        let kind = kind(place, tables);
        let entry = kind.and_then(|k| kinds.get(&format!("{k:?}"))).cloned().unwrap_or_default();
        let province = place.admin1.as_ref().map_or("", |a| a.name.as_str());
        let is = |level: &str| if entry.level == level { place.name.clone() } else { String::new() };
        let american = place.country.as_deref() == Some("USA");
        Self {
            name: place.name.clone(),
            city: is("city"),
            district: is("district"),
            province: if entry.level == "province" { place.name.clone() } else { province.to_owned() },
            country: place.country.clone().unwrap_or_default(),
            lat: number(place.lat),
            lon: number(place.lon),
            geonames: place.geonames.map_or_else(String::new, |g| g.to_string()),
            feature: entry.feature,
            geo_type: if american { entry.us } else { entry.world },
            raw: place.span.as_ref().map_or_else(String::new, |q| q.exact.clone()),
            us_state: us_state(place).unwrap_or_default(),
        }
    }

    /// A state as a whole: where GDELT puts an actor that is a state.
    pub fn state(iso3: &str, tables: &Tables) -> Self {
        let Some(country) = tables.country(iso3) else { return Self::default() };
        let known = tables.gazetteer.country_index(iso3).and_then(|i| tables.gazetteer.countries.get(i));
        Self {
            name: country.name.clone(),
            country: iso3.to_owned(),
            lat: number(known.and_then(|c| c.lat)),
            lon: number(known.and_then(|c| c.lon)),
            geo_type: "1".to_owned(),
            ..Self::default()
        }
    }

    /// GDELT's full name: `Port Selm, Selmshire, Norland`; a state alone for a state.
    pub fn full_name(&self, tables: &Tables) -> String {
        let country = tables.country(&self.country).map_or("", |c| c.name.as_str());
        let mut parts = vec![self.name.as_str()];
        for part in [self.province.as_str(), country] {
            if !part.is_empty() && parts.last() != Some(&part) {
                parts.push(part);
            }
        }
        parts.join(", ")
    }

    /// FIPS 10-4 code of the state.
    pub fn fips<'t>(&self, tables: &'t Tables) -> &'t str {
        tables.country(&self.country).map_or("", |c| c.fips.as_str())
    }

    /// GDELT's code of the first-level division: of a state as a whole its own, in the United States with the
    /// letters of the post; FIPS codes of other divisions are not in the gazetteer.
    pub fn adm1(&self, tables: &Tables) -> String {
        match (self.geo_type.as_str(), self.us_state.as_str()) {
            ("1", _) => self.fips(tables).to_owned(),
            ("", _) | (_, "") => String::new(),
            (_, letters) => format!("US{letters}"),
        }
    }

    /// GDELT's feature id: of states and of US states their code; those of other places are numbers of the US
    /// name servers (GNS, GNIS), which are not those of GeoNames.
    pub fn feature_id(&self, tables: &Tables) -> String {
        if matches!(self.geo_type.as_str(), "1" | "2") { self.adm1(tables) } else { String::new() }
    }
}

/// A row of `data/places.tsv`.
#[derive(Clone, Default)]
struct Entry {
    feature: String,
    level: String,
    us: String,
    world: String,
}

fn kinds() -> BTreeMap<String, Entry> {
    let rows = Rows::new("places.tsv", include_str!("data/places.tsv"));
    let each = rows.map(|r| {
        let cell = |name| r.cell(name).to_owned();
        let entry =
            Entry { feature: cell("feature"), level: cell("level"), us: cell("us"), world: cell("world") };
        (cell("kind"), entry)
    });
    each.collect()
}

/// What sort of place it is: the record keeps only whether it is a state, the gazetteer knows the rest.
fn kind(place: &Where, tables: &Tables) -> Option<Kind> {
    if place.is_state {
        return Some(Kind::Country);
    }
    let places = &tables.gazetteer.places;
    let same = |found: &crate::place::Place| {
        found.country == place.country
            && match place.geonames {
                Some(id) => found.geonames == Some(id),
                None => found.lat == place.lat && found.lon == place.lon,
            }
    };
    places.candidates(&place.name).iter().find(|c| same(&places.place(c))).map(|c| c.kind)
}

fn us_state(place: &Where) -> Option<String> {
    let code = &place.admin1.as_ref()?.code;
    code.strip_prefix("US-").or(code.strip_prefix("US.")).map(str::to_owned)
}

fn number(degrees: Option<f64>) -> String {
    degrees.map_or_else(String::new, |d| d.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::{Admin1, WhereBasis};

    fn spot(name: &str, kind: Kind, country: &str, tables: &Tables) -> Spot {
        let places = &tables.gazetteer.places;
        let found = places.candidates(name).into_iter().filter(|c| c.kind == kind).map(|c| places.place(&c));
        let found = found.into_iter().find(|p| p.country.as_deref() == Some(country)).unwrap();
        let place = Where {
            name: found.name,
            country: found.country,
            admin1: found.admin1,
            geonames: found.geonames,
            lat: found.lat,
            lon: found.lon,
            is_state: found.is_state,
            basis: WhereBasis::Stated,
            span: None,
        };
        Spot::of(Some(&place), tables)
    }

    #[test]
    fn kinds_of_places_are_told_apart() {
        let tables = Tables::embedded().unwrap();
        let paris = spot("Paris", Kind::Capital, "FRA", &tables);
        assert_eq!(
            (paris.feature.as_str(), paris.geo_type.as_str(), paris.city.as_str()),
            ("PPLC", "4", "Paris")
        );
        assert_eq!(
            (paris.fips(&tables), paris.adm1(&tables), paris.feature_id(&tables)),
            ("FR", String::new(), String::new())
        );
        let texas = spot("Texas", Kind::First, "USA", &tables);
        assert_eq!(
            (texas.geo_type.as_str(), texas.province.as_str(), texas.city.as_str()),
            ("2", "Texas", "")
        );
        assert_eq!((texas.adm1(&tables).as_str(), texas.feature_id(&tables).as_str()), ("USTX", "USTX"));
        assert_eq!(texas.full_name(&tables), "Texas, United States");
        let austin = spot("Austin", Kind::Seat, "USA", &tables);
        assert_eq!((austin.geo_type.as_str(), austin.adm1(&tables).as_str()), ("3", "USTX"));
        assert_eq!(austin.full_name(&tables), "Austin, Texas, United States");
        let china = spot("China", Kind::Country, "CHN", &tables);
        assert_eq!(
            (china.geo_type.as_str(), china.feature.as_str(), china.full_name(&tables).as_str()),
            ("1", "PCLI", "China")
        );
        assert_eq!((china.adm1(&tables).as_str(), china.feature_id(&tables).as_str()), ("CH", "CH"));
    }

    #[test]
    fn a_place_that_the_gazetteer_does_not_know_keeps_its_name_only() {
        let tables = Tables::embedded().unwrap();
        let place = Where {
            name: "Port Selm".to_owned(),
            country: Some("NOR".to_owned()),
            admin1: Some(Admin1 { name: "Selmshire".to_owned(), code: "NO.99".to_owned() }),
            geonames: None,
            lat: None,
            lon: None,
            is_state: false,
            basis: WhereBasis::Stated,
            span: None,
        };
        let spot = Spot::of(Some(&place), &tables);
        assert_eq!((spot.city.as_str(), spot.geo_type.as_str(), spot.lat.as_str()), ("", "", ""));
        assert_eq!(spot.full_name(&tables), "Port Selm, Selmshire, Norway");
        assert_eq!(Spot::of(None, &tables), Spot::default());
    }
}
