//! Who: parties that one account names and another leaves out, or names otherwise.

use super::{Claim, Verdict};
use crate::account::Account;
use crate::actor::Participant;
use crate::link::Told;
use crate::link::party::{Party, Standing};

/// Types whose participants are all on one side.
const MUTUAL: [&str; 3] = ["CONSULT", "AGREE", "COOPERATE"];

/// A named participant of one account.
struct Named<'a> {
    by: usize,
    side: Side,
    mutual: bool,
    participant: &'a Participant,
    party: Party,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Actor,
    Recipient,
}

/// All participants, those marked that another account excludes or leaves out.
pub fn claims(told: &[Told]) -> Vec<Claim> {
    let named: Vec<Vec<Named>> = told.iter().enumerate().map(|(i, t)| participants(i, t.account)).collect();
    let contested = contested(&named);
    let all = named.iter().flatten().map(|n| {
        let mut claim = Claim::new(&n.participant.name, n.by, Some(&n.participant.span));
        if contested.contains(&(n.by, &n.participant.actor)) {
            claim.verdict = Verdict::Differs;
        }
        claim
    });
    all.collect()
}

fn participants<'a>(by: usize, account: &'a Account) -> Vec<Named<'a>> {
    let mutual = MUTUAL.contains(&account.kind.as_str()) || account.mode.as_deref() == Some("clash");
    let on = |side: Side| if mutual { Side::Actor } else { side };
    let actors = account.actors.iter().map(|p| (Side::Actor, p));
    let recipients = account.recipients.iter().map(|p| (on(Side::Recipient), p));
    let named = |(side, participant)| Named { by, side, mutual, participant, party: Party::of(participant) };
    actors.chain(recipients).map(named).collect()
}

/// Participants, by account and actor, that another account does not allow.
fn contested<'a>(named: &'a [Vec<Named>]) -> Vec<(usize, &'a String)> {
    let mut out = Vec::new();
    // The doers of an act are named in full where one is named; of a meeting it takes two.
    let least = if named.iter().flatten().any(|n| n.mutual) { 2 } else { 1 };
    for (i, a) in named.iter().enumerate() {
        for b in &named[i + 1..] {
            for side in [Side::Actor, Side::Recipient] {
                let on = |all: &'a [Named]| all.iter().filter(|n| n.side == side).collect::<Vec<_>>();
                out.extend(excluded(&on(a), &on(b), side, least));
            }
        }
    }
    out
}

/// Those of two lists that exclude one another. A list that is empty is silent (`12 were arrested`), and
/// one that names a single party of a meeting need not name the other. Of those acted on (victims, those
/// addressed) a report may name some: they differ only when none is the same.
fn excluded<'a>(a: &[&'a Named], b: &[&'a Named], side: Side, least: usize) -> Vec<(usize, &'a String)> {
    if a.is_empty() || b.is_empty() {
        return Vec::new();
    }
    let (left, right) = (uncovered(a, b), uncovered(b, a));
    let apart = left.len() == a.len() && right.len() == b.len();
    let complete = side == Side::Actor && parties(a) >= least && parties(b) >= least;
    let all = left.iter().chain(&right).copied();
    let named = |n: &&'a Named| apart || complete && !n.party.crowd && n.party.standing != Standing::Nameless;
    all.filter(named).map(|n| (n.by, &n.participant.actor)).collect()
}

/// Those of `a` that nobody in `b` may be. A second member of a delegation is no further party.
fn uncovered<'a>(a: &[&'a Named], b: &[&Named]) -> Vec<&'a Named<'a>> {
    let missing = |n: &&&'a Named| {
        let met = b.iter().any(|o| n.party.is_like(&o.party));
        let of_state = n.party.for_state();
        let with = a.iter().filter(|m| of_state.is_some() && m.party.for_state() == of_state);
        let joins = with.into_iter().any(|m| b.iter().any(|o| m.party.is_like(&o.party)));
        !met && !joins
    };
    a.iter().filter(missing).copied().collect()
}

/// How many sides a list names: those who act for one state count once.
fn parties(named: &[&Named]) -> usize {
    let key = |n: &&Named| n.party.for_state().map_or_else(|| n.party.actor.clone(), str::to_owned);
    named.iter().map(key).collect::<std::collections::BTreeSet<_>>().len()
}
