//! Surnames that the model takes for no person: `Santos signed`, `Ban asked`.

use super::names::{Named, What};
use crate::document::{Document, Sentence, Upos};
use crate::gazetteer::{Gazetteer, Spell, Standing};

/// Names as people the subjects that are the surname of one leader in office on the day, of a state or
/// body that the report names as well.
pub fn add(
    named: &mut [Vec<Named>],
    document: &Document,
    text: &str,
    gazetteer: &Gazetteer,
    published: Option<&str>,
) {
    let Some(day) = published else { return };
    let found: Vec<(usize, usize)> = document
        .sentences
        .iter()
        .enumerate()
        .flat_map(|(s, sentence)| {
            let subjects = (0..sentence.tokens.len()).filter(move |&i| stands_alone(sentence, i));
            subjects.map(move |i| (s, i))
        })
        .filter(|&(s, i)| unclaimed(&named[s], i))
        .filter(|&(s, i)| {
            let surname = document.sentences[s].tokens[i].span.of(text);
            surname.starts_with(char::is_uppercase)
                && leader(surname, gazetteer, day).is_some_and(|spell| spoken_of(named, &spell.of, gazetteer))
        })
        .collect();
    for (s, i) in found {
        named[s].retain(|n| !n.holds(i));
        named[s].push(Named { first: i, last: i, what: What::Person(None) });
        named[s].sort_by_key(|n| n.first);
    }
}

/// A proper noun of one word that is a subject.
fn stands_alone(sentence: &Sentence, i: usize) -> bool {
    let token = &sentence.tokens[i];
    let whole = sentence.children(i).all(|c| sentence.tokens[c].upos != Upos::Propn);
    token.upos == Upos::Propn && token.deprel == "nsubj" && whole
}

/// Is the word nothing that the tables are sure of?
fn unclaimed(named: &[Named], i: usize) -> bool {
    let by = named.iter().find(|n| n.holds(i));
    by.is_none_or(|n| n.first == n.last && matches!(n.what, What::Place | What::Other | What::Body(None)))
}

/// The office of the one leader of that surname on the day.
fn leader<'g>(surname: &str, gazetteer: &'g Gazetteer, day: &str) -> Option<&'g Spell> {
    let people = gazetteer.by_surname(surname).iter().map(|&i| &gazetteer.people[i]);
    let mut leaders = people.filter_map(|p| match p.standing(Some(day))? {
        Standing::Holds(spell) if spell.leads() || spell.role == "igo" || spell.is("group leader") => {
            Some(spell)
        }
        _ => None,
    });
    let one = leaders.next()?;
    leaders.next().is_none().then_some(one)
}

/// Does the report name the state or body?
fn spoken_of(named: &[Vec<Named>], of: &str, gazetteer: &Gazetteer) -> bool {
    let country = gazetteer.country_index(of);
    named.iter().flatten().any(|n| match n.what {
        What::Body(Some(b)) => gazetteer.bodies[b].name.starts_with(of),
        what => country.is_some() && what.country() == country,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_leader_in_office_is_taken() {
        let gazetteer = Gazetteer::embedded().unwrap();
        let of = |surname: &str, day: &str| leader(surname, &gazetteer, day).map(|s| s.of.clone());
        assert_eq!(of("Santos", "2016-11-21").as_deref(), Some("COL"));
        assert_eq!(of("Santos", "1990-11-21"), None);
        assert_eq!(of("Ban", "2013-08-28").as_deref(), Some("United Nations"));
        assert_eq!(of("Nasrallah", "2024-09-01").as_deref(), Some("Hezbollah"));
    }
}
