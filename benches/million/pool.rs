//! Who and where the copies are about: real states and cities, 30,000 invented people, bodies and groups.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};
use serde_json::json;
use sidelines::gazetteer::{Country, Gazetteer};

use super::chance::Chance;

/// Invented actors of all states together.
const ACTORS: usize = 30_000;
/// States, those with the most people in their cities first.
const STATES: usize = 190;
/// Kinds of invented actors, with how many of a hundred are of it.
const KINDS: [(&str, usize); 3] = [("person", 78), ("body", 14), ("group", 8)];
const SECTORS: [&str; 6] = ["GOV", "MIL", "LEG", "OPP", "BUS", "CVL"];

pub struct Actor {
    pub id: String,
    pub name: String,
    pub surname: String,
}

pub struct Spot {
    pub name: String,
    pub geonames: String,
    pub lat: String,
    pub lon: String,
}

pub struct State {
    pub code: String,
    pub actor: Actor,
    pub spot: Spot,
    pub cities: Vec<Spot>,
    /// By kind, those named most often first.
    pub actors: BTreeMap<&'static str, Vec<Actor>>,
}

/// The states of the world with the cities and actors of each.
pub fn states() -> Vec<State> {
    let tables = Gazetteer::embedded().expect("embedded data is sound");
    let mut cities = cities();
    let people = |code: &str| cities.get(code).map_or(0, |of| of.iter().map(|c| c.0).sum());
    let mut ranked: Vec<(u64, &Country)> = tables.countries.iter().map(|c| (people(&c.iso3), c)).collect();
    ranked.sort_by_key(|(people, c)| (std::cmp::Reverse(*people), c.iso3.clone()));
    let mut chance = Chance(1);
    let weights: f64 = (1..=STATES).map(|i| 1.0 / i as f64).sum();
    let ranked = ranked.into_iter().filter(|(_, c)| c.qid.is_some()).take(STATES).enumerate();
    ranked
        .map(|(i, (_, c))| {
            let share = ACTORS as f64 / weights / (i + 1) as f64;
            state(c, cities.remove(&c.iso3).unwrap_or_default(), share as usize, &mut chance)
        })
        .collect()
}

fn state(c: &Country, cities: Vec<(u64, Spot)>, share: usize, chance: &mut Chance) -> State {
    let number = |n: Option<f64>| n.unwrap_or_default().to_string();
    let actor =
        Actor { id: c.qid.clone().unwrap_or_default(), name: c.name.clone(), surname: c.name.clone() };
    let spot = Spot {
        name: c.name.clone(),
        geonames: c.geonames.unwrap_or_default().to_string(),
        lat: number(c.lat),
        lon: number(c.lon),
    };
    let of = |kind: &'static str, hundredth: usize, chance: &mut Chance| {
        let n = (share * hundredth / 100).max(6);
        (kind, (0..n).map(|_| actor_of(kind, c, chance)).collect())
    };
    let actors = KINDS.iter().map(|(kind, hundredth)| of(kind, *hundredth, chance)).collect();
    let cities = cities.into_iter().map(|c| c.1).collect();
    State { code: c.iso3.clone(), actor, spot, cities, actors }
}

/// By state, the most peopled first.
fn cities() -> BTreeMap<String, Vec<(u64, Spot)>> {
    let mut all: BTreeMap<String, Vec<(u64, Spot)>> = BTreeMap::new();
    for line in include_str!("../../gazetteer/cities.tsv").lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [name, geonames, lat, lon] = [1, 0, 5, 6].map(|i| cells[i].to_owned());
        // Templates put these into JSON as they are.
        if name.contains(['"', '\\']) || [&geonames, &lat, &lon].iter().any(|n| n.is_empty()) {
            continue;
        }
        let people = cells[7].parse().unwrap_or(0);
        all.entry(cells[3].to_owned()).or_default().push((people, Spot { name, geonames, lat, lon }));
    }
    all.values_mut().for_each(|of| of.sort_by_key(|c| std::cmp::Reverse(c.0)));
    all
}

fn actor_of(kind: &str, of: &Country, chance: &mut Chance) -> Actor {
    let id = format!("{kind}:{:016x}", chance.next());
    let surname = name(chance, 3);
    let name = match kind {
        "person" => format!("{} {surname}", name(chance, 2)),
        "body" => format!("{} Office of {surname}", of.name),
        _ => format!("{surname} Front"),
    };
    Actor { id, name, surname }
}

/// A name of so many syllables.
fn name(chance: &mut Chance, syllables: usize) -> String {
    const ONSETS: [&str; 16] =
        ["b", "ch", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z"];
    const ENDS: [&str; 12] = ["a", "e", "i", "o", "u", "an", "en", "or", "il", "ur", "as", "ei"];
    let syllable = |c: &mut Chance| format!("{}{}", c.pick(&ONSETS), c.pick(&ENDS));
    let all: String = (0..syllables).map(|_| syllable(chance)).collect();
    all[..1].to_uppercase() + &all[1..]
}

/// Writes all actors into a record.
pub fn write(db: &Connection, states: &[State]) -> rusqlite::Result<()> {
    let sql =
        "INSERT OR IGNORE INTO actor (id, name, kind, country, sector, object) VALUES (?, ?, ?, ?, ?, ?)";
    let mut insert = db.prepare(sql)?;
    let mut chance = Chance(2);
    for state in states {
        let own = [("state", std::slice::from_ref(&state.actor))].into_iter();
        let all = own.chain(state.actors.iter().map(|(kind, of)| (*kind, of.as_slice())));
        for (kind, a) in all.flat_map(|(kind, of)| of.iter().map(move |a| (kind, a))) {
            let sector = (kind != "state").then(|| *chance.pick(&SECTORS));
            let aliases = if kind == "person" { vec![&a.surname] } else { Vec::new() };
            let object = json!({"id": a.id, "name": a.name, "kind": kind, "country": state.code,
                "sector": sector, "aliases": aliases, "offices": offices(kind, &state.code, &mut chance)});
            insert.execute(params![a.id, a.name, kind, state.code, sector, object.to_string()])?;
        }
    }
    Ok(())
}

/// Every tenth person held an office for some years.
fn offices(kind: &str, of: &str, chance: &mut Chance) -> serde_json::Value {
    let from = 1990 + chance.below(30);
    let to = from + 2 + chance.below(6);
    if kind != "person" || chance.below(10) > 0 {
        return json!([]);
    }
    json!([{"title": "minister", "of": of, "from": format!("{from}-03-01"), "to": format!("{to}-02-28")}])
}
