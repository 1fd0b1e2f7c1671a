//! Where the accounts of one event agree, differ, and say nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::Told;
use super::figures::figures;
use crate::account::Account;
use crate::event::{FieldComparison, Given};
use crate::when::edtf::Edtf;

/// The values of a field that one account gives.
type Values = fn(&Account) -> Vec<String>;

/// The comparison of an event's accounts, field by field.
pub fn comparison(told: &[Told]) -> BTreeMap<String, FieldComparison> {
    let sets: [(&str, Values); 3] = [("who", who), ("topics", topics), ("figures", figures)];
    let mut all: BTreeMap<String, FieldComparison> =
        sets.into_iter().map(|(name, values)| (name.to_owned(), of_sets(told, values))).collect();
    all.insert("when".into(), of_values(told, when, times_agree));
    all.insert("where".into(), of_values(told, place, |a, b| a == b || part_of(told, a, b)));
    all.insert("status".into(), of_values(told, |a| Some(a.status.name().to_owned()), |a, b| a == b));
    all
}

fn who(a: &Account) -> Vec<String> {
    a.actors.iter().chain(&a.recipients).map(|p| p.name.clone()).collect()
}

fn topics(a: &Account) -> Vec<String> {
    a.topics.iter().map(|t| t.to_lowercase()).collect()
}

fn when(a: &Account) -> Option<String> {
    a.when.as_ref().map(|w| w.edtf.clone())
}

fn place(a: &Account) -> Option<String> {
    a.place.as_ref().map(|p| p.name.clone())
}

fn times_agree(a: &str, b: &str) -> bool {
    a == b || Edtf::parse(a).zip(Edtf::parse(b)).is_some_and(|(a, b)| a.overlaps(&b))
}

/// Is one of two places the country of the other?
fn part_of(told: &[Told], a: &str, b: &str) -> bool {
    let country = |name: &str| {
        let places = told.iter().filter_map(|t| t.account.place.as_ref());
        places.filter(|p| p.name == name).find_map(|p| p.country.clone())
    };
    country(a).is_some() && country(a) == country(b)
}

/// Fields that hold several values: what all accounts that speak give is agreed, what only some give
/// is where they differ.
fn of_sets(told: &[Told], values: Values) -> FieldComparison {
    let mut given: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut out = FieldComparison::default();
    for t in told {
        let all = values(t.account);
        if all.is_empty() {
            out.silent.push(t.account.id.clone());
        }
        for v in all {
            given.entry(v).or_default().insert(t.account.id.clone());
        }
    }
    let speaking = told.len() - out.silent.len();
    for (value, accounts) in given {
        let side = if accounts.len() == speaking { &mut out.agree } else { &mut out.differ };
        side.push(Given { value, accounts: accounts.into_iter().collect() });
    }
    out
}

/// Fields that hold one value: values that exclude one another differ.
fn of_values(
    told: &[Told],
    value: fn(&Account) -> Option<String>,
    agree: impl Fn(&str, &str) -> bool,
) -> FieldComparison {
    let mut given: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut out = FieldComparison::default();
    for t in told {
        match value(t.account) {
            Some(v) => given.entry(v).or_default().push(t.account.id.clone()),
            None => out.silent.push(t.account.id.clone()),
        }
    }
    let all: Vec<Given> = given.into_iter().map(|(value, accounts)| Given { value, accounts }).collect();
    let (agreed, differing) =
        all.iter().cloned().partition(|g| all.iter().all(|o| agree(&g.value, &o.value)));
    out.agree = agreed;
    out.differ = differing;
    out
}
