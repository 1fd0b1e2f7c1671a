//! Where: places of which neither lies in the other.

use super::{Claim, mark};
use crate::gazetteer::table::key;
use crate::link::Told;
use crate::link::party::state_named;
use crate::place::Where;
use crate::recognise::places::kilometres;

/// Two points this near, in kilometres, are one place: a town and a palace or airport of it.
const NEAR: f64 = 12.0;

/// The places that the accounts give.
pub fn claims(told: &[Told]) -> Vec<Claim> {
    let place = |i: usize| told[i].account.place.as_ref();
    let given = (0..told.len()).filter_map(|i| {
        let place = place(i)?;
        Some(Claim::new(&place.name, i, place.span.as_ref()))
    });
    let mut claims: Vec<Claim> = given.collect();
    mark(told, &mut claims, |a, b| place(a.by).zip(place(b.by)).is_some_and(|(a, b)| exclude(a, b)));
    claims
}

/// May the two not be one place, nor one lie in the other?
pub fn exclude(a: &Where, b: &Where) -> bool {
    let foreign = a.country.is_some() && b.country.is_some() && a.country != b.country;
    let same = key(&a.name) == key(&b.name) || a.geonames.is_some() && a.geonames == b.geonames;
    if same || holds(a, b) || holds(b, a) {
        return false;
    }
    foreign || !is_vague(a) && !is_vague(b) && !distance(a, b).is_some_and(|km| km <= NEAR)
}

/// Is the second place in the first: a state, or a division of one?
fn holds(whole: &Where, part: &Where) -> bool {
    let state = whole.country.is_some() && whole.country == part.country && is_state(whole);
    let division = |w: &Where| w.admin1.clone().filter(|d| key(&d.name) == key(&w.name));
    let code = division(whole).map(|d| d.code);
    state || code.is_some() && code == part.admin1.as_ref().map(|d| d.code.clone())
}

fn is_state(place: &Where) -> bool {
    place.is_state || state_named(&place.name).is_some_and(|iso| place.country.as_deref() == Some(iso))
}

/// Nobody knows where it lies (`the palace`), or it lies in several states (`the Gulf`).
fn is_vague(place: &Where) -> bool {
    place.country.is_none() && place.geonames.is_none()
}

fn distance(a: &Where, b: &Where) -> Option<f64> {
    Some(kilometres((a.lat?, a.lon?), (b.lat?, b.lon?)))
}
