//! When: days that exclude one another.

use super::{Claim, mark};
use crate::account::Status;
use crate::link::Told;
use crate::when::edtf::Edtf;

/// The times that the accounts give. The day on which an event was called off may be that of the calling
/// off; it contradicts nothing.
pub fn claims(told: &[Told]) -> Vec<Claim> {
    let given = told.iter().enumerate().filter_map(|(i, t)| {
        let when = t.account.when.as_ref()?;
        Some(Claim::new(&when.edtf, i, when.span.as_ref()))
    });
    let mut claims: Vec<Claim> = given.collect();
    let called_off = |c: &Claim| told[c.by].account.status == Status::CalledOff;
    mark(told, &mut claims, |a, b| !called_off(a) && !called_off(b) && exclude(&a.value, &b.value));
    claims
}

/// Do two times share no day?
pub fn exclude(a: &str, b: &str) -> bool {
    Edtf::parse(a).zip(Edtf::parse(b)).is_some_and(|(a, b)| !a.overlaps(&b))
}
