//! Places by name: the states, the regions of regions.tsv, and the atlas.

use std::collections::BTreeMap;

use super::Country;
use super::atlas::{Atlas, Kind};
use super::table::{Index, Row, Rows, key};
use crate::place::{Admin1, Place};

/// Base-2 logarithm of the people a region counts as (three million).
const REGION_PEOPLE: f64 = 21.5;
/// Base-2 logarithm of the people a state counts as.
const STATE_PEOPLE: f64 = 26.0;
/// A place with fewer people (15,000) is not taken for the bearer of a name without the report's help.
const WELL_KNOWN: f64 = 13.87;

/// Where a candidate's facts lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Source {
    State(usize),
    Region(usize),
    Atlas(u32),
}

/// A place that a name may mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    source: Source,
    /// What sort of place.
    pub kind: Kind,
    /// Its state: an index into the gazetteer's countries.
    pub country: Option<usize>,
    /// First-level division: equal numbers mean one division.
    pub first: Option<u16>,
    /// Second-level division.
    pub second: Option<u16>,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Base-2 logarithm of its people.
    pub people: f64,
    /// Also an ordinary word or a person's name.
    pub common: bool,
    /// It bears the name as its own, not besides another.
    pub own: bool,
}

/// A row of regions.tsv, or a state.
struct Spot {
    place: Place,
    country: Option<usize>,
}

/// Cities, regions and states by name.
pub struct Places {
    atlas: Atlas,
    regions: Vec<Spot>,
    states: Vec<Spot>,
    index: Index<Source>,
    /// Indices into the countries by ISO alpha-2.
    iso2: BTreeMap<String, usize>,
}

impl Places {
    /// The rows of regions.tsv, the states, and the embedded atlas.
    pub fn parse(regions: &str, countries: &[Country]) -> Result<Self, String> {
        let iso2 = countries.iter().enumerate().filter_map(|(i, c)| Some((c.iso2.clone()?, i))).collect();
        let atlas = Atlas::embedded()?;
        let mut places =
            Self { atlas, regions: Vec::new(), states: Vec::new(), index: Index::default(), iso2 };
        for (i, c) in countries.iter().enumerate() {
            c.names().for_each(|n| places.index.add(n, Source::State(i)));
            places.states.push(Spot { place: state(c), country: Some(i) });
        }
        for row in Rows::new("regions.tsv", regions) {
            places.add_region(&row, countries)?;
        }
        Ok(places)
    }

    fn add_region(&mut self, row: &Row, countries: &[Country]) -> Result<(), String> {
        let name = row.required("name")?;
        let here = Source::Region(self.regions.len());
        self.index.add(&name, here);
        row.list("aliases").iter().for_each(|n| self.index.add(n, here));
        let iso3 = row.some("iso3");
        let country = iso3.as_ref().and_then(|i| countries.iter().position(|c| c.iso3 == *i));
        let place = Place {
            name,
            country: iso3,
            geonames: row.number("geonames"),
            lat: row.number("lat"),
            lon: row.number("lon"),
            ..Place::default()
        };
        self.regions.push(Spot { place, country });
        Ok(())
    }

    /// Everything that bears exactly this name: a state, then regions, then the atlas.
    pub fn candidates(&self, name: &str) -> Vec<Candidate> {
        let mut all: Vec<Candidate> = self.index.get(name).iter().filter_map(|s| self.spot(*s)).collect();
        let (own, others) = self.atlas.find(name);
        let others = others.into_iter().filter_map(|p| Some(Candidate { own: false, ..self.in_atlas(p)? }));
        let atlas: Vec<Candidate> = own.into_iter().filter_map(|p| self.in_atlas(p)).chain(others).collect();
        // A division stands in both tables, or names its state by the way (`England`): the atlas knows more.
        let usual = |c: &Candidate| key(&self.place(c).name) == key(name);
        let doubled = |c: &Candidate| {
            let first = atlas.iter().any(|a| a.kind == Kind::First && a.country == c.country);
            first && (c.kind == Kind::Region || !usual(c))
        };
        all.retain(|c| !doubled(c));
        all.extend(atlas);
        all
    }

    /// The state under whose top-level domain an address lies; `None` for the domains that are used the
    /// world over.
    pub fn by_domain(&self, url: &str) -> Option<usize> {
        const ABROAD: [&str; 12] = ["ai", "cc", "co", "eu", "fm", "io", "is", "ly", "me", "tv", "to", "ws"];
        let host = url.split("//").nth(1)?.split(['/', ':', '?']).next()?;
        let top = host.rsplit('.').next()?.to_ascii_lowercase();
        let iso2 = if top == "uk" { "GB".to_owned() } else { top.to_ascii_uppercase() };
        self.iso2.get(&iso2).filter(|_| !ABROAD.contains(&top.as_str())).copied()
    }

    /// A state or territory as a candidate.
    pub fn state(&self, country: usize) -> Option<Candidate> {
        self.spot(Source::State(country))
    }

    /// The divisions whose ISO 3166-2 code ends in `code` (`TX`, `ON`, `NSW`), of states whose postal codes
    /// English-language news writes.
    pub fn by_code(&self, code: &str) -> Vec<Candidate> {
        let wanted = ["US", "CA", "AU"].map(|iso2| format!("{iso2}-{code}"));
        let divisions =
            self.atlas.divisions().filter(|d| d.iso.is_some_and(|i| wanted.iter().any(|w| w == i)));
        divisions.filter_map(|d| self.in_atlas(d.place?)).collect()
    }

    fn spot(&self, source: Source) -> Option<Candidate> {
        let (spot, kind, people) = match source {
            Source::State(i) => (self.states.get(i)?, Kind::Country, STATE_PEOPLE),
            Source::Region(i) => (self.regions.get(i)?, Kind::Region, REGION_PEOPLE),
            Source::Atlas(place) => return self.in_atlas(place),
        };
        Some(Candidate {
            source,
            kind,
            country: spot.country,
            first: None,
            second: None,
            lat: spot.place.lat?,
            lon: spot.place.lon?,
            people,
            common: false,
            own: true,
        })
    }

    fn in_atlas(&self, place: u32) -> Option<Candidate> {
        let r = self.atlas.record(place)?;
        let iso2 = self.atlas.division(r.first)?.iso2;
        Some(Candidate {
            source: Source::Atlas(place),
            kind: r.kind,
            country: self.iso2.get(iso2).copied(),
            first: Some(r.first),
            second: r.second,
            lat: r.lat,
            lon: r.lon,
            people: r.people,
            common: r.common,
            own: true,
        })
    }

    /// A candidate with all that the tables know of it.
    pub fn place(&self, candidate: &Candidate) -> Place {
        match candidate.source {
            Source::State(i) => self.states[i].place.clone(),
            Source::Region(i) => self.regions[i].place.clone(),
            Source::Atlas(at) => Place {
                name: self.atlas.name(at).unwrap_or_default(),
                country: candidate.country.and_then(|c| self.states.get(c)?.place.country.clone()),
                admin1: candidate.first.and_then(|f| self.admin1(f)),
                geonames: self.atlas.record(at).and_then(|r| r.geonames),
                lat: Some(candidate.lat),
                lon: Some(candidate.lon),
                ..Place::default()
            },
        }
    }

    /// Name and code of a first-level division.
    pub fn admin1(&self, first: u16) -> Option<Admin1> {
        let division = self.atlas.division(first)?;
        let name = self.atlas.name(division.place?)?;
        Some(Admin1 { name, code: division.iso.unwrap_or(division.code).to_owned() })
    }

    /// The likeliest place of that name without a look at the report: a state first; else by the logarithm
    /// of its people (a region counts as a city of three million), to which being in a country that the
    /// text speaks of adds one order of magnitude, in the one it speaks of most a little more.
    pub fn find(&self, name: &str, near: &[String]) -> Option<Place> {
        let place_in = |c: &Candidate| {
            let iso3 = self.states.get(c.country?)?.place.country.as_ref()?;
            near.iter().position(|n| n == iso3)
        };
        let weight = |c: &Candidate| {
            let close = match place_in(c) {
                Some(0) => 4.0,
                Some(_) => 3.3,
                None => 0.0,
            };
            match c.kind {
                Kind::Country => f64::MAX,
                // A division gives way to the city it is named after.
                Kind::First => c.people + close - 3.3,
                _ => c.people + close,
            }
        };
        let all = self.candidates(name);
        let known = |c: &&Candidate| {
            let large = c.people >= WELL_KNOWN && !matches!(c.kind, Kind::Second | Kind::Airport);
            (large || matches!(c.kind, Kind::Capital | Kind::Country) || place_in(c).is_some())
                && (!c.common || place_in(c).is_some())
        };
        // Of equals the first in the table.
        let best = all.iter().filter(known).fold(None, |best: Option<&Candidate>, c| match best {
            Some(b) if weight(b) >= weight(c) => Some(b),
            _ => Some(c),
        });
        best.map(|c| self.place(c))
    }
}

fn state(c: &Country) -> Place {
    Place {
        name: c.name.clone(),
        country: Some(c.iso3.clone()),
        geonames: c.geonames,
        lat: c.lat,
        lon: c.lon,
        is_state: true,
        ..Place::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_decides_between_places_of_one_name() {
        let country = |iso3: &str, iso2: &str, name: &str| Country {
            iso3: iso3.into(),
            iso2: Some(iso2.into()),
            name: name.into(),
            ..Country::default()
        };
        let countries = [country("LBY", "LY", "Libya"), country("LBN", "LB", "Lebanon")];
        let places = Places::parse("name\n", &countries).unwrap();
        assert_eq!(places.find("Tripoli", &[]).unwrap().country.as_deref(), Some("LBY"));
        assert_eq!(places.find("Tripoli", &["LBN".into()]).unwrap().country.as_deref(), Some("LBN"));
    }
}
