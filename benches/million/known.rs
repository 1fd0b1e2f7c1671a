//! What in the words of a case is other in each copy: ids, days, names.

use std::collections::BTreeMap;

use rusqlite::Connection;
use serde_json::Value;

use super::template::{Slot, Template};

/// Fields with dates.
const DAYS: [&str; 7] = ["edtf", "published", "as_of", "when", "day", "said_on", "value"];

/// An actor that is another in each copy.
pub struct Party {
    pub kind: String,
    pub country: Option<usize>,
}

/// A place that is another in each copy.
pub struct Somewhere {
    pub state: bool,
    pub country: usize,
}

#[derive(Default)]
pub struct Known {
    /// What stands for what: words of a case to holes.
    ids: BTreeMap<String, Slot>,
    names: BTreeMap<String, Slot>,
    codes: BTreeMap<String, usize>,
    spots: BTreeMap<String, usize>,
    days_seen: BTreeMap<String, usize>,
    /// The letter of each id that is made anew.
    pub letters: Vec<char>,
    pub days: Vec<String>,
    pub parties: Vec<Party>,
    pub places: Vec<Somewhere>,
}

impl Known {
    pub fn of(db: &Connection) -> rusqlite::Result<Self> {
        let mut known = Self::default();
        for table in ["report", "account", "statement", "event"] {
            for id in strings(db, &format!("SELECT id FROM {table} ORDER BY id"))? {
                known.ids.insert(id.clone(), Slot::Id(known.letters.len()));
                known.letters.push(id.chars().next().unwrap_or('x'));
            }
        }
        // The occasion of a copy is its own: no summit hosts ten thousand events.
        for id in strings(db, "SELECT DISTINCT site FROM _series WHERE site IS NOT NULL ORDER BY site")? {
            known.ids.insert(id, Slot::Id(known.letters.len()));
            known.letters.push('o');
        }
        for object in strings(db, "SELECT object FROM actor ORDER BY id")? {
            known.actor(&serde_json::from_str(&object).expect("JSON in the record"));
        }
        for object in strings(db, "SELECT object FROM place ORDER BY report, \"start\"")? {
            known.place(&serde_json::from_str(&object).expect("JSON in the record"));
        }
        Ok(known)
    }

    pub fn countries(&self) -> usize {
        self.codes.len()
    }

    fn country(&mut self, code: &str) -> usize {
        let next = self.codes.len();
        *self.codes.entry(code.to_owned()).or_insert(next)
    }

    /// Bodies of many states stay what they are.
    fn actor(&mut self, actor: &Value) {
        let of = |field: &str| actor[field].as_str().unwrap_or_default().to_owned();
        let (kind, name) = (of("kind"), of("name"));
        let country = actor["country"].as_str().map(|c| self.country(c));
        if kind == "igo" || (kind != "person" && country.is_none()) {
            return;
        }
        let i = self.parties.len();
        self.ids.insert(of("id"), Slot::Actor(i));
        let aliases = actor["aliases"].as_array().into_iter().flatten().filter_map(Value::as_str);
        for alias in aliases.chain([name.as_str()]) {
            self.names.entry(alias.to_owned()).or_insert(Slot::Name(i));
        }
        if let Some((_, surname)) = name.rsplit_once(' ').filter(|_| kind == "person") {
            self.names.entry(surname.to_owned()).or_insert(Slot::Surname(i));
        }
        self.parties.push(Party { kind, country });
    }

    fn place(&mut self, place: &Value) {
        let (Some(name), Some(code)) = (place["name"].as_str(), place["country"].as_str()) else { return };
        let country = self.country(code);
        if self.spots.contains_key(name) {
            return;
        }
        let state = matches!(self.names.get(name), Some(Slot::Name(i)) if self.parties[*i].kind == "state");
        self.spots.insert(name.to_owned(), self.places.len());
        self.names.entry(name.to_owned()).or_insert(Slot::Spot(self.places.len()));
        self.places.push(Somewhere { state, country });
    }

    pub fn spot(&self, name: &Value) -> Option<usize> {
        self.spots.get(name.as_str()?).copied()
    }

    pub fn id(&self, id: &str) -> Option<Slot> {
        self.ids.get(id).copied()
    }

    pub fn name(&self, words: &str) -> Option<Slot> {
        self.names.get(words).copied()
    }

    /// What a whole value of a field stands for.
    pub fn value(&mut self, field: &str, words: &str) -> Option<Slot> {
        if field == "country" {
            return self.codes.get(words).map(|i| Slot::Country(*i));
        }
        if DAYS.contains(&field) && moved(words, 0).is_some() {
            let next = self.days.len();
            let i = *self.days_seen.entry(words.to_owned()).or_insert(next);
            if i == next {
                self.days.push(words.to_owned());
            }
            return Some(Slot::Day(i));
        }
        self.id(words).or_else(|| self.name(words))
    }

    /// A line of running words, in which names are other.
    pub fn line(&self, words: &str, out: &mut Template) {
        let mut rest = words;
        while !rest.is_empty() {
            let longest = self.names.iter().filter(|(n, _)| begins(rest, n)).max_by_key(|(n, _)| n.len());
            let taken = match longest {
                Some((name, slot)) => {
                    out.hole(*slot);
                    name.len()
                }
                None => {
                    let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
                    let end = end + rest[end..].chars().next().map_or(0, char::len_utf8);
                    out.fixed(&rest[..end]);
                    end
                }
            };
            rest = &rest[taken..];
        }
    }
}

fn begins(words: &str, name: &str) -> bool {
    words.strip_prefix(name).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// An EDTF date or interval so many days later; nothing for other words.
pub fn moved(edtf: &str, days: i32) -> Option<String> {
    use sidelines::when::calendar::Day;
    let one = |part: &str| match part.len() {
        10 => Day::parse(part).map(|d| d.plus(days).to_string()),
        7 => Day::parse(&format!("{part}-15")).map(|d| d.plus(days).to_string()[..7].to_owned()),
        4 => Day::parse(&format!("{part}-07-01")).map(|d| d.plus(days).to_string()[..4].to_owned()),
        0 | 2 => Some(part.to_owned()),
        _ => None,
    };
    let parts: Option<Vec<String>> = edtf.split('/').map(one).collect();
    parts.filter(|_| edtf.len() > 3).map(|p| p.join("/"))
}

pub fn strings(db: &Connection, sql: &str) -> rusqlite::Result<Vec<String>> {
    db.prepare(sql)?.query_map([], |r| r.get(0))?.collect()
}
