//! The tables of codes, loaded once for an export.

use std::collections::BTreeMap;

use crate::actor::ActorKind;
use crate::gazetteer::Gazetteer;
use crate::gazetteer::table::{Row, Rows};

use super::cameo::Cameo;
use super::parties::Party;

/// A state in the codes of others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Country {
    /// Usual English name.
    pub name: String,
    /// ICEWS's name of it.
    pub icews: String,
    /// FIPS 10-4; empty where it has none, as all codes here.
    pub fips: String,
    /// Correlates-of-War number.
    pub cow: String,
    /// CAMEO.
    pub cameo: String,
    /// Wikidata id.
    pub qid: Option<String>,
}

/// All tables.
pub struct Tables {
    /// CAMEO's codes of events.
    pub cameo: Cameo,
    /// The gazetteer, for kinds of places.
    pub gazetteer: Gazetteer,
    countries: BTreeMap<String, Country>,
    /// CAMEO's type and ICEWS's sectors by PLOVER sector.
    sectors: BTreeMap<String, (String, String)>,
    /// CAMEO's codes of known groups, by name.
    groups: BTreeMap<String, String>,
    /// PLOVER's intensity by type and mode; the empty mode stands for the type.
    intensity: BTreeMap<(String, String), String>,
    quad: BTreeMap<String, u8>,
    /// By type and mode; `*` stands for all other modes and none.
    mutual: BTreeMap<(String, String), bool>,
    /// POLECAT's codes by `country`, `kind` or `sector` and its value.
    polecat: BTreeMap<(String, String), String>,
}

impl Tables {
    /// The embedded tables.
    ///
    /// # Errors
    /// When one is damaged, with its name.
    pub fn embedded() -> Result<Self, String> {
        Ok(Self {
            cameo: Cameo::embedded()?,
            gazetteer: Gazetteer::embedded()?,
            countries: countries(),
            sectors: map(include_str!("data/sectors.tsv"), |r| {
                (text(r, "sector"), (text(r, "cameo"), text(r, "icews")))
            }),
            groups: map(include_str!("data/groups.tsv"), |r| (text(r, "name"), text(r, "cameo"))),
            intensity: map(include_str!("data/intensity.tsv"), |r| {
                ((text(r, "type"), text(r, "mode")), text(r, "intensity"))
            }),
            quad: map(include_str!("data/quad.tsv"), |r| (text(r, "type"), r.number("quad").unwrap_or(0))),
            mutual: map(include_str!("data/mutual.tsv"), |r| {
                ((text(r, "type"), text(r, "mode")), r.cell("mutual") == "yes")
            }),
            polecat: map(include_str!("data/polecat_countries.tsv"), |r| {
                ((text(r, "what"), text(r, "value")), text(r, "code"))
            }),
        })
    }

    /// A state by ISO 3166-1 alpha-3.
    pub fn country(&self, iso3: &str) -> Option<&Country> {
        self.countries.get(iso3)
    }

    /// The state a party belongs to.
    pub fn country_of(&self, party: &Party) -> Option<&Country> {
        self.country(party.country.as_deref()?)
    }

    /// Do the actors of such an event act on each other, where nobody else is acted upon?
    pub fn is_mutual(&self, kind: &str, mode: Option<&str>) -> bool {
        let get = |mode: &str| self.mutual.get(&(kind.to_owned(), mode.to_owned())).copied();
        get(mode.unwrap_or("")).or_else(|| get("*")).unwrap_or(false)
    }

    /// CAMEO's type of a party's sector; empty for a state, which needs none.
    pub fn cameo_type(&self, party: &Party) -> &str {
        self.sector(party).map_or("", |(cameo, _)| cameo)
    }

    /// ICEWS's sectors of a party, joined by commas.
    pub fn icews_sectors(&self, party: &Party) -> &str {
        self.sector(party).map_or("", |(_, icews)| icews)
    }

    fn sector(&self, party: &Party) -> Option<&(String, String)> {
        if party.kind == Some(ActorKind::State) {
            return None;
        }
        let igo = (party.kind == Some(ActorKind::Igo)).then_some("IGO");
        self.sectors.get(party.sector.as_deref().or(igo)?)
    }

    /// CAMEO's code of a known group.
    pub fn group(&self, party: &Party) -> &str {
        self.groups.get(&party.name).map_or("", String::as_str)
    }

    /// POLECAT's code of the country of a party: ISO 3166-1 alpha-3, `KOS` for Kosovo, or what stands for none.
    pub fn polecat_country(&self, party: &Party) -> String {
        let named = |what: &str, value: &str| self.polecat.get(&(what.to_owned(), value.to_owned())).cloned();
        if let Some(iso3) = &party.country {
            return named("country", iso3).unwrap_or_else(|| iso3.clone());
        }
        let kind = (party.kind == Some(ActorKind::Igo)).then(|| named("kind", "igo")).flatten();
        kind.or_else(|| named("sector", party.sector.as_deref()?)).unwrap_or_default()
    }

    /// PLOVER's intensity of a type and mode.
    pub fn intensity(&self, kind: &str, mode: &str) -> String {
        let get = |mode: &str| self.intensity.get(&(kind.to_owned(), mode.to_owned())).cloned();
        get(mode).or_else(|| get("")).unwrap_or_default()
    }

    /// The quad class of a PLOVER type, 1 to 4.
    pub fn quad(&self, kind: &str) -> Option<u8> {
        self.quad.get(kind).copied()
    }
}

fn text(row: &Row, column: &str) -> String {
    row.cell(column).to_owned()
}

fn map<K: Ord, V>(tsv: &'static str, entry: impl Fn(&Row) -> (K, V)) -> BTreeMap<K, V> {
    Rows::new("src/show/legacy/data", tsv).map(|r| entry(&r)).collect()
}

fn countries() -> BTreeMap<String, Country> {
    let others = map(include_str!("data/icews_countries.tsv"), |r| (text(r, "country"), text(r, "name")));
    map(include_str!("../../../gazetteer/countries.tsv"), |r| {
        let (iso3, name) = (text(r, "iso3"), text(r, "name"));
        let icews = others.get(&iso3).unwrap_or(&name).clone();
        let country = Country {
            name,
            icews,
            fips: text(r, "fips"),
            cow: text(r, "cow"),
            cameo: text(r, "cameo"),
            qid: r.some("qid"),
        };
        (iso3, country)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::codebook;
    use crate::document::EVENT_TYPES;

    #[test]
    fn states_have_the_codes_of_each_format() {
        let tables = Tables::embedded().unwrap();
        let china = tables.country("CHN").unwrap();
        assert_eq!((china.fips.as_str(), china.cow.as_str(), china.cameo.as_str()), ("CH", "710", "CHN"));
        assert_eq!(tables.country("CHE").unwrap().fips, "SZ");
        assert_eq!(tables.country("ROU").unwrap().cameo, "ROM");
        assert_eq!(tables.country("RUS").unwrap().icews, "Russian Federation");
    }

    #[test]
    fn every_type_has_a_quad_class_and_an_intensity() {
        let tables = Tables::embedded().unwrap();
        for kind in EVENT_TYPES {
            assert!((1..=4).contains(&tables.quad(kind).unwrap()), "{kind}");
            assert!(tables.intensity(kind, "").parse::<f64>().is_ok(), "{kind}");
        }
        assert_eq!(tables.intensity("CONSULT", "phone"), "1.5");
        assert_eq!(tables.intensity("CONSULT", "talks"), "2.5");
    }

    #[test]
    fn what_the_codebook_calls_mutual_is() {
        let tables = Tables::embedded().unwrap();
        for file in codebook::type_files(&codebook::embedded()).unwrap() {
            for rule in file.rules.iter().filter(|r| r.mutual) {
                assert!(tables.is_mutual(&file.kind, rule.mode.as_deref()), "{}", rule.name(&file.kind));
            }
        }
        assert!(!tables.is_mutual("CONSULT", Some("visit")));
        assert!(!tables.is_mutual("PROTEST", Some("demo")));
    }

    #[test]
    fn known_groups_are_in_the_gazetteer() {
        let tables = Tables::embedded().unwrap();
        let known = |name: &String| tables.gazetteer.bodies.iter().any(|b| b.name == *name);
        assert!(tables.groups.keys().all(known));
        assert!(tables.groups.values().all(|c| c.len() == 3));
    }
}
