//! On how many legs an event stands: accounts that come from one source count once.

use std::collections::{BTreeMap, BTreeSet};

use super::Told;
use super::around::Around;
use super::party::state_in;
use crate::gazetteer::table::key;

/// The leg of each account, numbered from 0 in the order of the cluster's accounts.
///
/// Two accounts stand on one leg when
/// - one report tells both, or their reports carry one copy (a reprint and its origin, two reprints of one);
/// - one outlet published both: it does not confirm itself;
/// - both come from one agency: its name stands over the report, it published the report itself, or the
///   account is told only as quoted from it (`Interfax reported`, `via`);
/// - both are told by speakers only, never in the report's own voice, and rest on the same speaker: two
///   papers at one press conference. An account that rests on several joins others' legs only when every one
///   of its speakers is heard there already; nameless speakers (`two officials`) are never told to be the same.
pub fn legs(told: &[Told], around: &Around) -> Vec<usize> {
    let mut union = Union::new(told.len());
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    for (i, t) in told.iter().enumerate() {
        for root in roots(t, around) {
            match first.get(&root) {
                Some(&j) => union.join(i, j),
                None => drop(first.insert(root, i)),
            }
        }
    }
    join_speakers(told, around, &mut union);
    union.numbered()
}

/// How many legs there are.
pub fn independent(told: &[Told], around: &Around) -> usize {
    legs(told, around).into_iter().collect::<BTreeSet<_>>().len()
}

/// Names of what an account comes from, each with what sort of thing it is.
fn roots(told: &Told, around: &Around) -> Vec<String> {
    let mut roots = vec![format!("copy {}", told.account.report)];
    let origin = told.report.and_then(|r| r.origin.as_ref());
    roots.extend(origin.and_then(|o| o.reprint_of.as_ref()).map(|id| format!("copy {id}")));
    let agency = origin.and_then(|o| o.agency.as_deref());
    let outlet = told.report.and_then(|r| r.outlet.as_deref());
    // An agency is an outlet too: its own report and the relays of it are one leg.
    roots.extend(agency.into_iter().chain(outlet).map(|name| format!("outlet {}", key(name))));
    roots.extend(relayed(told, around).map(|name| format!("outlet {}", key(&name))));
    roots
}

/// The outlet or agency from which all that the account tells is quoted.
fn relayed(told: &Told, around: &Around) -> Option<String> {
    let via = told.account.sources.iter().map(|s| {
        let statement = s.statement.as_ref().and_then(|id| around.statement(id));
        // The farthest outlet is where the words come from.
        s.via.clone().or_else(|| statement.and_then(|s| s.via.first().cloned()))
    });
    let all: Option<BTreeSet<String>> = via.collect();
    all.filter(|names| names.len() == 1).and_then(|names| names.into_iter().next())
}

/// The speakers on whom an account rests; nothing where the report tells it in its own voice or one of
/// them has no name.
pub fn speakers(told: &Told, around: &Around) -> Option<BTreeSet<String>> {
    let named = told.account.sources.iter().map(|s| {
        let statement = s.statement.as_ref().and_then(|id| around.statement(id));
        let actor = statement.and_then(|s| s.speaker.as_ref()?.actor.clone());
        let group = actor.as_deref().is_some_and(|a| a.starts_with("group:"));
        actor.filter(|_| !group).or_else(|| office(&s.speaker))
    });
    let all: Option<BTreeSet<String>> = named.collect();
    all.filter(|s| !s.is_empty())
}

/// A speaker by name or office, with the state it is of: `the Kenyan defence ministry` and `the defence ministry in
/// Nairobi` are one. Nothing for those of whom there are many (`two officials`, `a source`).
fn office(speaker: &str) -> Option<String> {
    const IDLE: [&str; 7] = ["the", "his", "her", "its", "their", "in", "of"];
    let words: Vec<&str> = speaker.split_whitespace().collect();
    let state = state_in(&words);
    let of_state = |i: usize| state.is_some_and(|(_, from, to)| (from..to).contains(&i));
    let kept: Vec<&str> =
        (0..words.len()).filter(|i| !of_state(*i)).map(|i| words[i]).filter(|w| !IDLE.contains(w)).collect();
    let last = kept.last()?;
    let many = last.starts_with(char::is_lowercase) && last.ends_with('s');
    let any = matches!(kept[0], "a" | "an" | "one" | "some" | "another");
    let name: Vec<String> = kept.iter().map(|w| key(w)).collect();
    (!many && !any).then(|| format!("{} {}", state.map_or("", |(iso, ..)| iso), name.join(" ")))
}

/// Joins accounts that rest on the same speakers.
fn join_speakers(told: &[Told], around: &Around, union: &mut Union) {
    let all: Vec<Option<BTreeSet<String>>> = told.iter().map(|t| speakers(t, around)).collect();
    let rest = |i: usize| all[i].as_ref();
    for i in 0..told.len() {
        let Some(own) = rest(i) else { continue };
        let same = (0..i).find(|j| rest(*j) == Some(own));
        let heard = |s: &String| {
            (0..told.len()).find(|j| *j != i && rest(*j).is_some_and(|o| o.len() == 1 && o.contains(s)))
        };
        let each: Option<Vec<usize>> = own.iter().map(heard).collect();
        let joined = same.or_else(|| each.and_then(|e| e.into_iter().min()));
        joined.into_iter().for_each(|j| union.join(i, j));
    }
}

/// Sets that are joined.
struct Union {
    of: Vec<usize>,
}

impl Union {
    fn new(n: usize) -> Self {
        Self { of: (0..n).collect() }
    }

    fn root(&self, mut i: usize) -> usize {
        while self.of[i] != i {
            i = self.of[i];
        }
        i
    }

    /// The smaller number stays the root, so that the outcome does not depend on the order of joining.
    fn join(&mut self, i: usize, j: usize) {
        let (a, b) = (self.root(i), self.root(j));
        self.of[a.max(b)] = a.min(b);
    }

    fn numbered(&self) -> Vec<usize> {
        let roots: Vec<usize> = (0..self.of.len()).map(|i| self.root(i)).collect();
        let distinct: BTreeSet<usize> = roots.iter().copied().collect();
        let number: BTreeMap<usize, usize> = distinct.into_iter().enumerate().map(|(n, r)| (r, n)).collect();
        roots.iter().map(|r| number[r]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::compare::tests::{Sample, cluster};
    use super::*;

    fn count(samples: &[Sample]) -> usize {
        cluster(samples, independent)
    }

    fn from(outlet: &str) -> Sample {
        Sample { outlet: Some(outlet.into()), ..Sample::default() }
    }

    #[test]
    fn every_outlet_is_a_leg() {
        assert_eq!(count(&[from("Lakeside Courier"), from("Harbour Post"), from("Harbour Post")]), 2);
    }

    #[test]
    fn relays_of_an_agency_are_one() {
        let relay = |outlet: &str| Sample { agency: Some("Selm Press".into()), ..from(outlet) };
        let quoted = Sample { sources: vec![("Selm Press", Some("Selm Press"))], ..from("Dune Radio") };
        assert_eq!(count(&[relay("Lakeside Courier"), relay("Harbour Post"), from("Selm Press"), quoted]), 1);
        let reprint = |outlet: &str| Sample { reprint_of: Some("r-origin".into()), ..from(outlet) };
        assert_eq!(count(&[reprint("Lakeside Courier"), reprint("Harbour Post"), from("Dune Radio")]), 2);
    }

    #[test]
    fn one_speaker_is_one_leg() {
        let says = |outlet: &str, who: &[&'static str]| Sample {
            sources: who.iter().map(|w| (*w, None)).collect(),
            ..from(outlet)
        };
        let (one, two) = (says("Lakeside Courier", &["Ilda Marn"]), says("Harbour Post", &["Ilda Marn"]));
        assert_eq!(count(&[one.clone(), two.clone()]), 1);
        assert_eq!(count(&[one.clone(), two.clone(), from("Dune Radio")]), 2);
        let both = says("Coast Times", &["Ilda Marn", "Teo Brask"]);
        assert_eq!(count(&[one.clone(), both.clone()]), 2);
        assert_eq!(count(&[one.clone(), both, says("Dune Radio", &["Teo Brask"])]), 2);
        let ministry = [
            says("Lakeside Courier", &["the Kenyan defence ministry"]),
            says("Harbour Post", &["defence ministry in Nairobi"]),
        ];
        assert_eq!(count(&ministry), 1);
        let other = says("Dune Radio", &["the Ethiopian defence ministry"]);
        assert_eq!(count(&[ministry[0].clone(), other]), 2);
        let officials = |outlet: &str| says(outlet, &["two officials"]);
        assert_eq!(count(&[officials("Lakeside Courier"), officials("Harbour Post")]), 2);
    }
}
