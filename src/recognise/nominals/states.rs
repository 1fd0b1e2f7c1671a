//! Nouns that stand for a state: `the government`, `the emirate`, `the embassy`.

use super::Nominal;
use super::several::is_definite;
use crate::actor::Mention;
use crate::recognise::mentions::Pass;

/// Nouns that, with a country, stand for the state itself (coding guide, settled cases).
const STATE_NOUNS: [&str; 13] = [
    "government",
    "administration",
    "regime",
    "authority",
    "authorities",
    "side",
    "embassy",
    "ministry",
    "leadership",
    "delegation",
    "nation",
    "country",
    "republic",
];

/// Names for states by their form, and the states that have it (ISO 3166-1 alpha-3).
static REALMS: &str = include_str!("../data/realms.tsv");

/// The states that a noun such as `emirate` can mean.
fn realm(lemma: &str) -> Option<Vec<&'static str>> {
    let row = REALMS.lines().filter_map(|l| l.split_once('\t')).find(|(word, _)| *word == lemma);
    row.map(|(_, states)| states.split(' ').collect())
}

pub fn is_state_noun(lemma: &str) -> bool {
    STATE_NOUNS.contains(&lemma) || realm(lemma).is_some()
}

/// Those who act for the state whose they are.
pub fn serves(form: &str) -> bool {
    matches!(form, "officials" | "troops" | "forces" | "soldiers")
}

/// `Assad's government`, `the Trump administration`: the country of the person who owns the noun.
pub fn owner_country(pass: &Pass, s: usize, head: usize) -> Option<usize> {
    let view = pass.views[s];
    let owner = view.sentence.children(head).find(|&c| {
        matches!(view.relation(c), "nmod" | "compound") && pass.mentions.iter().any(|m| m.holds(s, c))
    })?;
    let mention = pass.mentions.iter().rev().find(|m| m.holds(s, owner))?;
    let iso = pass.registry.actors[*mention.actors.first()?].country.clone()?;
    view.gazetteer.country_index(&iso)
}

/// A state noun: the state of its country; without one, the state the report last spoke of.
pub fn state(pass: &mut Pass, s: usize, nominal: &Nominal, country: Option<usize>) -> Vec<usize> {
    let gazetteer = pass.views[s].gazetteer;
    if let Some(c) = country {
        return vec![pass.registry.state(c, gazetteer)];
    }
    let lemma = pass.views[s].lemma(nominal.head);
    let definite = is_definite(&pass.views[s], nominal.head);
    let stands_alone = matches!(
        lemma.as_str(),
        "government" | "administration" | "regime" | "authorities" | "authority" | "country" | "nation"
    );
    // `the Arab country`: some other one than the one spoken of.
    let told_apart =
        pass.views[s].sentence.children(nominal.head).any(|c| pass.views[s].relation(c) == "amod");
    if told_apart && matches!(lemma.as_str(), "country" | "nation") {
        return Vec::new();
    }
    if let Some(states) = realm(&lemma).filter(|_| definite) {
        return main_state_of(pass, &states).into_iter().collect();
    }
    if definite && lemma == "embassy" {
        return mission(pass).into_iter().collect();
    }
    if !definite && lemma != "authorities" || !stands_alone {
        return Vec::new();
    }
    main_state(pass).into_iter().collect()
}

/// `the embassy`, of a country that was named before: that of the embassy, ambassador or diplomats spoken of last.
fn mission(pass: &mut Pass) -> Option<usize> {
    let gazetteer = pass.views[0].gazetteer;
    let of_mission = |m: &&Mention| {
        let lemma = pass.views[m.sentence].lemma(m.head);
        matches!(lemma.as_str(), "embassy" | "ambassador" | "diplomat" | "consulate" | "attaché")
    };
    let mut before = pass.mentions.iter().rev().filter(of_mission).flat_map(|m| &m.actors);
    let country =
        before.find_map(|a| gazetteer.country_index(pass.registry.actors[*a].country.as_deref()?))?;
    Some(pass.registry.state(country, gazetteer))
}

/// The state that the report has spoken of most so far, through itself or its people.
fn main_state(pass: &mut Pass) -> Option<usize> {
    main_state_of(pass, &[])
}

/// The same among the states of a list, if it names any.
fn main_state_of(pass: &mut Pass, states: &[&str]) -> Option<usize> {
    let gazetteer = pass.views[0].gazetteer;
    let mut counts = vec![0usize; gazetteer.countries.len()];
    for actor in pass.mentions.iter().flat_map(|m| &m.actors) {
        let iso = pass.registry.actors[*actor].country.as_deref();
        let iso = iso.filter(|i| states.is_empty() || states.contains(i));
        if let Some(c) = iso.and_then(|iso| gazetteer.country_index(iso)) {
            counts[c] += 1;
        }
    }
    let (best, n) = counts.iter().enumerate().max_by_key(|(i, n)| (**n, usize::MAX - i))?;
    (*n > 0).then(|| pass.registry.state(best, gazetteer))
}
