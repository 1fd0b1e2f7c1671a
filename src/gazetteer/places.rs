//! Cities and regions by name.

use super::Country;
use super::table::{Index, Rows};
use crate::place::Place;

/// Where a name in the tables lies.
struct Spot {
    place: Place,
    population: u64,
    /// The name is also a common word or a person's name.
    common: bool,
    /// A state rather than a place in one.
    state: bool,
}

/// Cities, regions and states by name.
pub struct Places {
    spots: Vec<Spot>,
    index: Index<usize>,
}

impl Places {
    /// The rows of cities.tsv and regions.tsv, and the states.
    pub fn parse(cities: &str, regions: &str, countries: &[Country]) -> Result<Self, String> {
        let mut places = Self { spots: Vec::new(), index: Index::default() };
        for c in countries {
            places.add_state(c);
        }
        for row in Rows::new("regions.tsv", regions) {
            places.add_row(&row, 0)?;
        }
        for row in Rows::new("cities.tsv", cities) {
            let people = row.number("population").unwrap_or(0);
            places.add_row(&row, people)?;
        }
        Ok(places)
    }

    fn add_state(&mut self, c: &Country) {
        c.names().for_each(|n| self.index.add(n, self.spots.len()));
        let place = Place {
            name: c.name.clone(),
            country: Some(c.iso3.clone()),
            geonames: c.geonames,
            lat: c.lat,
            lon: c.lon,
            is_state: true,
        };
        self.spots.push(Spot { place, population: u64::MAX, common: false, state: true });
    }

    fn add_row(&mut self, row: &super::table::Row, population: u64) -> Result<(), String> {
        let name = row.required("name")?;
        self.index.add(&name, self.spots.len());
        row.list("aliases").iter().for_each(|n| self.index.add(n, self.spots.len()));
        let place = Place {
            name,
            country: row.some("iso3"),
            geonames: row.number("geonames"),
            lat: row.number("lat"),
            lon: row.number("lon"),
            is_state: false,
        };
        self.spots.push(Spot { place, population, common: row.cell("common") == "1", state: false });
        Ok(())
    }

    /// The likeliest place of that name: a state first; else by the logarithm of its people (a region
    /// counts as a city of three million), to which being in a country that the text speaks of adds
    /// one, in the one it speaks of most a little more.
    pub fn find(&self, name: &str, near: &[String]) -> Option<Place> {
        let place_in = |s: &Spot| near.iter().position(|n| Some(n) == s.place.country.as_ref());
        let weight = |s: &Spot| {
            let people = if s.population == 0 { 3_000_000.0 } else { s.population as f64 };
            let close = match place_in(s) {
                Some(0) => 1.2,
                Some(_) => 1.0,
                None => 0.0,
            };
            if s.state { f64::MAX } else { people.max(1.0).log10() + close }
        };
        let spots = self.index.get(name).iter().map(|&i| &self.spots[i]);
        let fit = spots.filter(|s| !s.common || place_in(s).is_some());
        // Of equals the first in the table.
        let best = fit.fold(None, |best: Option<&Spot>, s| match best {
            Some(b) if weight(b) >= weight(s) => Some(b),
            _ => Some(s),
        });
        best.map(|s| s.place.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_decides_between_places_of_one_name() {
        let cities = "geonames\tname\taliases\tiso3\tadmin1\tlat\tlon\tpopulation\tcommon\n\
            1\tTripoli\t\tLBY\t\t32.9\t13.2\t1150989\t\n2\tTripoli\t\tLBN\t\t34.4\t35.8\t229398\t\n";
        let places = Places::parse(cities, "name\n", &[]).unwrap();
        assert_eq!(places.find("Tripoli", &[]).unwrap().geonames, Some(1));
        assert_eq!(places.find("Tripoli", &["LBN".into()]).unwrap().geonames, Some(2));
    }
}
