//! Plurals that mean several actors: `the two leaders`, `the Turkish and Syrian ministers`.

use super::states::{is_state_noun, serves};
use super::{Nominal, holder};
use crate::gazetteer::{Role, RoleKind};
use crate::recognise::mentions::Pass;
use crate::recognise::pronouns::Pair;
use crate::recognise::titles::View;

/// Plural nouns that point back at several actors already named.
const PAIR_NOUNS: [&str; 15] = [
    "leaders",
    "presidents",
    "sides",
    "countries",
    "nations",
    "states",
    "parties",
    "men",
    "ministers",
    "capitals",
    "powers",
    "governments",
    "counterparts",
    "diplomats",
    "neighbours",
];

/// Plural nouns that do so only with a number: `the two delegations`, `both cabinets`.
const COUNTED_PAIRS: [&str; 12] = [
    "delegations",
    "teams",
    "cabinets",
    "neighbors",
    "heads",
    "envoys",
    "negotiators",
    "rivals",
    "foes",
    "allies",
    "chiefs",
    "statesmen",
];

/// Is it one of the plurals that can point back at several actors?
pub fn names_pair(view: &View, noun: usize) -> bool {
    let form = view.form(noun).to_lowercase();
    PAIR_NOUNS.contains(&form.as_str())
        || COUNTED_PAIRS.contains(&form.as_str()) && is_counted_pair(view, noun)
}

/// `the two leaders`: a plural that names no country and points back at two who were named.
pub fn points_at_pair(view: &View, noun: usize) -> bool {
    let form = view.form(noun).to_lowercase();
    let counted = COUNTED_PAIRS.contains(&form.as_str()) && is_counted_pair(view, noun);
    let pair = counted || PAIR_NOUNS.contains(&form.as_str()) && is_definite(view, noun);
    pair && view.modifier_country(noun).is_none() && !tells_others_apart(view, noun)
}

/// `two other capitals`: not those named before.
fn tells_others_apart(view: &View, noun: usize) -> bool {
    let other =
        |c: usize| matches!(view.lemma(c).as_str(), "other" | "more" | "further" | "another" | "different");
    view.sentence.children(noun).any(other)
}

/// `two`, `both`.
pub fn is_counted_pair(view: &View, noun: usize) -> bool {
    view.sentence.children(noun).any(|c| matches!(view.form(c).to_lowercase().as_str(), "two" | "both"))
}

pub fn is_plural(view: &View, noun: usize) -> bool {
    matches!(view.sentence.tokens[noun].xpos, "NNS" | "NNPS")
}

/// `the Turkish and Syrian ministers`, for one of the countries and the word that names it: the state, the holder of
/// the office, or somebody known by the words only.
pub fn one_of_several(
    pass: &mut Pass,
    s: usize,
    nominal: &Nominal,
    (country, word): (usize, usize),
) -> Option<usize> {
    let view = pass.views[s];
    let gazetteer = view.gazetteer;
    if is_state_noun(&view.lemma(nominal.head)) || serves(&view.form(nominal.head).to_lowercase()) {
        return Some(pass.registry.state(country, gazetteer));
    }
    // `the leaders of Benin and Togo` are the states.
    let role = view.role(nominal.head).filter(|_| view.relation(word) != "nmod" && word < nominal.head)?;
    let held = role.office.clone().and_then(|office| holder(pass, &office, Some(country), None, false));
    held.or_else(|| {
        let name = format!("{} {}", view.form(word), kind_words(&view, nominal.head, role));
        let iso = gazetteer.countries[country].iso3.clone();
        Some(pass.registry.group(&name, Some(iso), role.sector.clone()))
    })
}

/// The words behind the last adjective of a country: `deputy foreign minister`; in the singular where each country
/// has one.
fn kind_words(view: &View, head: usize, role: &Role) -> String {
    let named = |i: &usize| view.named_at(*i).is_some_and(|n| n.what.country().is_some());
    let from = (0..head).rev().find(named).map_or(head, |i| i + 1);
    let one_each = role.office.as_deref().map_or(role.kind == RoleKind::Group, |o| o != "negotiator");
    let last =
        if one_each && !role.term.ends_with('s') { view.lemma(head) } else { view.form(head).to_owned() };
    let before = (from..head).map(|i| view.form(i).to_owned());
    before.chain([last]).collect::<Vec<_>>().join(" ")
}

/// `the`, `both`, `these`, a number or a possessor stands before the noun.
pub fn is_definite(view: &View, head: usize) -> bool {
    view.sentence.children(head).any(|c| {
        let word = view.form(c).to_lowercase();
        matches!(word.as_str(), "the" | "both" | "these" | "those" | "two" | "all")
    })
}

pub fn wanted(form: &str) -> Pair {
    match form {
        "leaders" | "presidents" | "heads" | "statesmen" | "chiefs" => Pair::Leaders,
        "men" | "ministers" | "diplomats" | "counterparts" | "envoys" | "negotiators" => Pair::People,
        "countries" | "nations" | "states" | "capitals" | "powers" | "governments" | "neighbours"
        | "neighbors" | "delegations" | "cabinets" | "teams" => Pair::States,
        _ => Pair::Any,
    }
}

#[cfg(test)]
mod tests {
    use crate::reader::Reader;
    use crate::report::Report;

    fn actors(text: &str) -> Vec<String> {
        let told = Reader::embedded().unwrap().read_report(Report::of_text("t", text)).accounts;
        told.into_iter().flat_map(|a| a.actors).map(|p| p.name).collect()
    }

    #[test]
    fn two_countries_before_one_noun_are_two_parties() {
        assert_eq!(
            actors("Peruvian and Chilean negotiators met in Arica on Monday."),
            ["Peruvian negotiators", "Chilean negotiators"]
        );
        assert_eq!(actors("The delegations of Chad and Niger met in Zinder on Monday."), ["Chad", "Niger"]);
    }

    #[test]
    fn counted_plurals_point_back_and_others_do_not() {
        let text = "Chad accused Niger on Monday. The two delegations will meet on Friday.";
        assert_eq!(actors(text), ["Chad", "Chad", "Niger"]);
        assert!(actors("Chad is near Niger. Two other delegations met.").is_empty());
    }
}
