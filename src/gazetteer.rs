//! The tables of `gazetteer/`, indexed by name: people, states, bodies, places, summits, outlets.

pub mod atlas;
pub mod outlets;
mod people;
pub mod places;
mod roles;
mod states;
mod summits;
pub mod table;

use std::collections::BTreeMap;

pub use outlets::{Outlet, Outlets};
pub use people::{Person, Spell, Standing};
pub use roles::{Role, RoleKind};
pub use states::{Body, Country};
pub use summits::Summit;

use crate::place::Place;

/// What a name in the tables stands for: indices into the lists of [`Gazetteer`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Entry {
    /// A state by one of its names.
    State(usize),
    /// Its people or the adjective of it.
    Demonym(usize),
    /// Its capital, which may stand for its government.
    Capital(usize),
    /// A palace or street that stands for its government.
    Government(usize),
    /// A person by full name.
    Person(usize),
    /// An organisation.
    Body(usize),
    /// A news outlet.
    Outlet(usize),
}

/// All tables, indexed.
pub struct Gazetteer {
    /// States and territories with an ISO code.
    pub countries: Vec<Country>,
    /// Office holders.
    pub people: Vec<Person>,
    /// Organisations, armed groups, parties, agencies.
    pub bodies: Vec<Body>,
    /// Summits with their days and host cities.
    pub summits: Vec<Summit>,
    /// News outlets.
    pub outlets: Outlets,
    roles: roles::Roles,
    /// Places by name.
    pub places: places::Places,
    names: table::Index<Entry>,
    surnames: table::Index<usize>,
    officials: BTreeMap<String, usize>,
    iso: BTreeMap<String, usize>,
}

impl Gazetteer {
    /// The tables embedded in the binary.
    ///
    /// # Errors
    /// When a table is damaged, with its name and line.
    pub fn embedded() -> Result<Self, String> {
        let countries = states::countries(include_str!("../gazetteer/countries.tsv"))?;
        let bodies = states::bodies(include_str!("../gazetteer/bodies.tsv"))?;
        let people = people::people(include_str!("../gazetteer/leaders.tsv"))?;
        let summits = summits::summits(include_str!("../gazetteer/summits.tsv"))?;
        let outlets = Outlets::from_tsv(include_str!("../gazetteer/outlets.tsv"))?;
        let roles = roles::Roles::parse(include_str!("../gazetteer/roles.tsv"))?;
        let places = places::Places::parse(include_str!("../gazetteer/regions.tsv"), &countries)?;
        let iso = countries.iter().enumerate().map(|(i, c)| (c.iso3.clone(), i)).collect();
        let names = index(&countries, &people, &bodies, &outlets);
        let surnames = people::surnames(&people);
        let officials = people::officials(&people);
        Ok(Self {
            officials,
            countries,
            people,
            bodies,
            summits,
            outlets,
            roles,
            places,
            names,
            surnames,
            iso,
        })
    }

    /// Everything the tables know by the words `name` (as written: case matters for acronyms).
    pub fn lookup(&self, name: &str) -> &[Entry] {
        self.names.get(name)
    }

    /// The longest name in the tables, in tokens.
    pub fn longest_name(&self) -> usize {
        self.names.longest()
    }

    /// Could a name in the tables begin with this word?
    pub fn begins_name(&self, word: &str) -> bool {
        self.names.begins(word)
    }

    /// People who are called by `surname`, as indices into `people`.
    pub fn by_surname(&self, surname: &str) -> &[usize] {
        self.surnames.get(surname)
    }

    /// How much the news writes about a state or body, 0 to 2, by how many officials below ministers of
    /// foreign affairs and defence the tables know of it.
    pub fn prominence(&self, of: &str) -> i32 {
        match self.officials.get(of).copied().unwrap_or(0) {
            0..5 => 0,
            5..20 => 1,
            _ => 2,
        }
    }

    /// The country with this ISO 3166-1 alpha-3 code, as an index into `countries`.
    pub fn country_index(&self, iso3: &str) -> Option<usize> {
        self.iso.get(iso3).copied()
    }

    /// What a role word (`spokesman`, `rebels`) says of its bearer; any case, singular or plural.
    pub fn role(&self, term: &str) -> Option<&Role> {
        self.roles.get(term)
    }

    /// The place that `name` most likely means, given the countries (ISO alpha-3) that the text speaks of.
    pub fn place(&self, name: &str, near: &[String]) -> Option<Place> {
        self.places.find(name, near)
    }

    /// Who held `office` in `country` on `day` (EDTF)? Only offices with one holder at a time: those of
    /// heads of state and government, foreign and defence ministers, and heads of bodies (`country` is then
    /// the body's name).
    pub fn holder(&self, office: &str, country: &str, day: &str) -> Option<&Person> {
        let top = |s: &Spell| matches!(s.role.as_str(), "hos" | "hog" | "fm" | "defmin" | "igo");
        self.people.iter().find(|p| p.spell_at(office, country, day).is_some_and(top))
    }

    /// Who takes `office` in `country` next after `day`, within a year (`the president-elect`)?
    pub fn next_holder(&self, office: &str, country: &str, day: &str) -> Option<&Person> {
        let year = day.get(..4)?.parse::<u32>().ok()? + 1;
        let limit = format!("{year}{}", day.get(4..).unwrap_or(""));
        let soon = |s: &&Spell| {
            let from = s.from.as_deref().unwrap_or("");
            s.leads() && s.is(office) && s.of == country && from > day && from <= limit.as_str()
        };
        let first = |p: &Person| p.spells.iter().filter(soon).filter_map(|s| s.from.clone()).min();
        let coming = self.people.iter().filter_map(|p| Some((first(p)?, p)));
        coming.min_by(|a, b| a.0.cmp(&b.0)).map(|(_, p)| p)
    }
}

/// One index over all names of all tables but places.
fn index(
    countries: &[Country],
    people: &[Person],
    bodies: &[Body],
    outlets: &Outlets,
) -> table::Index<Entry> {
    let mut names = table::Index::default();
    for (i, c) in countries.iter().enumerate() {
        c.names().for_each(|n| names.add(n, Entry::State(i)));
        c.demonyms.iter().for_each(|n| names.add(n, Entry::Demonym(i)));
        c.capitals().for_each(|n| names.add(n, Entry::Capital(i)));
        c.governments.iter().for_each(|n| names.add(n, Entry::Government(i)));
    }
    for (i, p) in people.iter().enumerate() {
        p.names().for_each(|n| names.add(n, Entry::Person(i)));
    }
    for (i, b) in bodies.iter().enumerate() {
        b.names().for_each(|n| names.add(n, Entry::Body(i)));
    }
    for (i, o) in outlets.iter().enumerate() {
        o.names().for_each(|n| names.add(n, Entry::Outlet(i)));
    }
    names
}
