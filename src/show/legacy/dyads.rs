//! From an event of many parties to pairs of an actor and one acted upon.

use crate::event::Event;
use crate::place::Where;
use crate::report::sha256_hex;

use super::cameo::{Act, At, Code};
use super::case::Case;
use super::parties::Party;
use super::tables::Tables;

/// Two parties of an event; one side may be empty.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// Who acts.
    pub one: Option<Party>,
    /// Toward whom.
    pub two: Option<Party>,
    /// Do both act, so that their order says nothing?
    pub mutual: bool,
}

/// A pair with the code of what the one did to the other.
pub struct Dyad<'t> {
    /// The pair.
    pub pair: Pair,
    /// The code.
    pub code: &'t Code,
    /// A number for the pair in this event, below 2^53 so that R and JavaScript read it exactly.
    pub number: u64,
}

/// The pairs of an event: each actor with each recipient; of a mutual event each two parties; of a visit the
/// visitor and the state visited; else each party alone.
pub fn of(event: &Event, tables: &Tables) -> Vec<Pair> {
    let actors: Vec<Party> = event.actors.iter().map(Party::of).collect();
    let recipients: Vec<Party> = event.recipients.iter().map(Party::of).collect();
    let mutual = tables.is_mutual(&event.kind, event.mode.as_deref());
    let pairs = match (actors.is_empty(), recipients.is_empty()) {
        (false, false) => across(&actors, &recipients),
        (false, true) if mutual => among(&actors),
        (false, true) if is_visit(event) => visits(&actors, event.place.as_ref(), tables),
        _ => Vec::new(),
    };
    if pairs.is_empty() { alone(&actors, &recipients) } else { pairs }
}

fn is_visit(event: &Event) -> bool {
    event.kind == "CONSULT" && event.mode.as_deref() == Some("visit")
}

fn pair(one: &Party, two: &Party, mutual: bool) -> Pair {
    Pair { one: Some(one.clone()), two: Some(two.clone()), mutual }
}

fn across(actors: &[Party], recipients: &[Party]) -> Vec<Pair> {
    let each = actors.iter().flat_map(|a| recipients.iter().map(move |r| (a, r)));
    each.filter(|(a, r)| a.id != r.id).map(|(a, r)| pair(a, r, false)).collect()
}

fn among(parties: &[Party]) -> Vec<Pair> {
    let each = parties.iter().enumerate().flat_map(|(i, a)| parties[i + 1..].iter().map(move |b| (a, b)));
    each.filter(|(a, b)| !a.same_side(b)).map(|(a, b)| pair(a, b, true)).collect()
}

/// Visitors with the state they visited. A visit within the visitor's own state has none.
fn visits(visitors: &[Party], place: Option<&Where>, tables: &Tables) -> Vec<Pair> {
    let Some(host) = place.and_then(|p| Party::visited(p, tables)) else { return Vec::new() };
    let one = |v: &Party| {
        let abroad = v.country.is_none() || v.country != host.country;
        Pair { one: Some(v.clone()), two: abroad.then(|| host.clone()), mutual: false }
    };
    visitors.iter().map(one).collect()
}

fn alone(actors: &[Party], recipients: &[Party]) -> Vec<Pair> {
    let acting = actors.iter().map(|a| Pair { one: Some(a.clone()), two: None, mutual: false });
    let acted_on = recipients.iter().map(|r| Pair { one: None, two: Some(r.clone()), mutual: false });
    if actors.is_empty() { acted_on.collect() } else { acting.collect() }
}

/// The pairs that have a code, each with its number.
pub fn coded<'t>(pairs: &[Pair], case: &Case, tables: &'t Tables) -> Vec<Dyad<'t>> {
    let event = &case.event;
    let rules = case.rules();
    let each = pairs.iter().filter_map(|pair| {
        let act = Act {
            kind: &event.kind,
            mode: event.mode.as_deref(),
            contexts: &event.contexts,
            rules: &rules,
            status: event.status,
            at: at(pair, event.place.as_ref()),
        };
        let code = tables.cameo.code(&act)?;
        Some(Dyad { pair: pair.clone(), code, number: pair.number(&event.id) })
    });
    each.collect()
}

/// In whose state it took place.
fn at(pair: &Pair, place: Option<&Where>) -> Option<At> {
    let here = place?.country.as_ref()?;
    let one = pair.one.as_ref().and_then(|p| p.country.as_ref())?;
    let two = pair.two.as_ref().and_then(|p| p.country.as_ref())?;
    match (one == here, two == here) {
        (true, false) => Some(At::Actor),
        (false, true) => Some(At::Recipient),
        (false, false) => Some(At::Third),
        (true, true) => None,
    }
}

impl Pair {
    /// The number of the pair in an event: the same whatever else the record holds, and of a mutual event in
    /// whatever order its parties stand.
    pub fn number(&self, event: &str) -> u64 {
        let id = |party: &Option<Party>| party.as_ref().map_or(String::new(), |p| p.id.clone());
        let mut sides = [id(&self.one), id(&self.two)];
        if self.mutual {
            sides.sort();
        }
        number(&[event, &sides[0], &sides[1]])
    }
}

/// A number below 2^53 out of some ids: the first 53 bits of their SHA-256.
pub fn number(parts: &[&str]) -> u64 {
    let hash = sha256_hex(parts.join("\u{1f}").as_bytes());
    u64::from_str_radix(&hash[..16], 16).unwrap_or(0) >> 11
}

#[cfg(test)]
mod tests {
    use super::*;

    fn party(id: &str) -> Party {
        Party {
            id: id.to_owned(),
            name: id.to_owned(),
            kind: None,
            sector: None,
            country: None,
            title: None,
            raw: None,
        }
    }

    #[test]
    fn numbers_are_stable_and_small_enough_for_doubles() {
        assert_eq!(number(&["e1", "Q1", "Q2"]), number(&["e1", "Q1", "Q2"]));
        assert_ne!(number(&["e1", "Q1", "Q2"]), number(&["e1", "Q2", "Q1"]));
        assert!((0..500).all(|i| number(&[&i.to_string()]) < 1 << 53));
        let (a, b) = (party("Q1"), party("Q2"));
        assert_eq!(pair(&a, &b, true).number("e1"), pair(&b, &a, true).number("e1"));
        assert_ne!(pair(&a, &b, false).number("e1"), pair(&b, &a, false).number("e1"));
        assert_ne!(pair(&a, &b, true).number("e1"), pair(&a, &b, true).number("e2"));
    }

    #[test]
    fn three_parties_are_three_pairs_and_nobody_meets_himself() {
        let parties = ["Q1", "Q2", "Q3"].map(party);
        let ids = |pairs: Vec<Pair>| -> Vec<(String, String)> {
            pairs.into_iter().map(|p| (p.one.unwrap().id, p.two.unwrap().id)).collect()
        };
        let named = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(ids(among(&parties)), [named("Q1", "Q2"), named("Q1", "Q3"), named("Q2", "Q3")]);
        assert_eq!(ids(across(&parties[..2], &parties[1..])).len(), 3);
    }
}
