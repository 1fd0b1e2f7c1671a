//! One account per distinct event, however many sentences of the report mention it.

use std::collections::BTreeSet;

use super::head;
use super::trace::Trace;
use crate::account::{Account, Status};
use crate::actor::Participant;
use crate::place::{Where, WhereBasis};
use crate::span::Quote;
use crate::when::edtf::Edtf;

/// Brings together the accounts of one event within one report. The first, which stands first in the
/// text, gives the fields; later ones add what it lacks, their evidence and their sources.
pub fn merge(drafts: Vec<Account>, trace: Option<&Trace>) -> Vec<Account> {
    let mut merged: Vec<Account> = Vec::new();
    for draft in drafts {
        match merged.iter_mut().find(|m| same_event(m, &draft)) {
            Some(account) => {
                trace.into_iter().for_each(|t| t.merged(&draft.id, &account.id));
                absorb(account, draft);
            }
            None => merged.push(draft),
        }
    }
    merged
}

fn same_event(a: &Account, b: &Account) -> bool {
    a.kind == b.kind
        && (same_parties(a, b) || one_assault(a, b))
        && compatible_status(a.status, b.status)
        && compatible_when(a, b)
        && compatible_place(a, b)
}

/// `attacked a post and killed two soldiers`: one assault, told by two verbs of one clause.
fn one_assault(a: &Account, b: &Account) -> bool {
    let meets = |x: &Quote, y: &Quote| x.start < y.end && y.start < x.end;
    let together = || a.evidence.iter().any(|x| b.evidence.iter().any(|y| meets(x, y)));
    let doers = ids(&a.actors);
    a.kind == "ASSAULT" && !doers.is_empty() && doers == ids(&b.actors) && a.status == b.status && together()
}

fn ids(list: &[Participant]) -> BTreeSet<&str> {
    list.iter().map(|p| p.actor.as_str()).collect()
}

/// The same on both sides; or, for a mutual event, one side's parties are all of the other's. Acts
/// toward nobody are one only where one rule and mode found them.
fn same_parties(a: &Account, b: &Account) -> bool {
    let (aa, ba, ar, br) = (ids(&a.actors), ids(&b.actors), ids(&a.recipients), ids(&b.recipients));
    let mutual = ar.is_empty() && br.is_empty() && aa.len() > 1 && ba.len() > 1;
    if mutual {
        return aa.is_subset(&ba) || ba.is_subset(&aa);
    }
    // `the murder of X` and `X was murdered by Y`.
    if (aa.is_empty() || ba.is_empty()) && !ar.is_empty() && ar == br {
        return true;
    }
    // What only the event head sees has less complete participants.
    if head::is_alone(&a.rule) || head::is_alone(&b.rule) {
        return mostly_same(&aa, &ba, &ar, &br) && (!(ar.is_empty() && br.is_empty()) || a.rule == b.rule);
    }
    let alike = a.mode == b.mode && (!ar.is_empty() || a.rule == b.rule);
    aa == ba && ar == br && alike
}

/// Somebody acts in both, and the recipients do not contradict.
fn mostly_same(aa: &BTreeSet<&str>, ba: &BTreeSet<&str>, ar: &BTreeSet<&str>, br: &BTreeSet<&str>) -> bool {
    !aa.is_disjoint(ba) && (ar.is_empty() || br.is_empty() || !ar.is_disjoint(br))
}

fn compatible_status(a: Status, b: Status) -> bool {
    let open = |s| matches!(s, Status::Possible | Status::Planned);
    a == b || open(a) && open(b)
}

fn compatible_when(a: &Account, b: &Account) -> bool {
    match (&a.when, &b.when) {
        (Some(a), Some(b)) => match (Edtf::parse(&a.edtf), Edtf::parse(&b.edtf)) {
            (Some(a), Some(b)) => a.overlaps(&b),
            _ => true,
        },
        _ => true,
    }
}

fn compatible_place(a: &Account, b: &Account) -> bool {
    match (&a.place, &b.place) {
        (Some(a), Some(b)) => a.country.is_none() || b.country.is_none() || a.country == b.country,
        _ => true,
    }
}

/// A city before the state it lies in; else the first.
fn narrower(a: Option<Where>, b: Option<Where>) -> Option<Where> {
    match (a, b) {
        (Some(a), Some(b))
            if a.is_state && !b.is_state && a.country == b.country && b.basis == WhereBasis::Stated =>
        {
            Some(b)
        }
        (a, b) => a.or(b),
    }
}

/// Adds what is not there yet.
fn add(to: &mut Vec<String>, more: Vec<String>) {
    for word in more {
        if !to.contains(&word) {
            to.push(word);
        }
    }
}

fn absorb(account: &mut Account, other: Account) {
    let one_blow = one_assault(account, &other);
    for p in other.actors {
        if !account.actors.iter().any(|a| a.actor == p.actor) {
            account.actors.push(p);
        }
    }
    if account.rule != other.rule && account.actors.is_empty() {
        account.mode = other.mode.clone().or(account.mode.take());
    }
    if account.recipients.is_empty() || one_blow {
        for p in other.recipients {
            if !account.recipients.iter().chain(&account.actors).any(|r| r.actor == p.actor) {
                account.recipients.push(p);
            }
        }
    }
    let wider = |a: &str, b: &str| b.len() > a.len() && !b.contains('/') && !a.contains('/');
    match (&account.when, other.when) {
        (None, w) => account.when = w,
        (Some(a), Some(b)) if wider(&a.edtf, &b.edtf) => account.when = Some(b),
        _ => {}
    }
    account.place = narrower(account.place.take(), other.place);
    account.setting = account.setting.take().or(other.setting);
    account.mode = account.mode.take().or(other.mode);
    add(&mut account.topics, other.topics);
    add(&mut account.contexts, other.contexts);
    for source in other.sources {
        if !account.sources.iter().any(|s| s.speaker == source.speaker) {
            account.sources.push(source);
        }
    }
    // Two rules may have seen one clause.
    let new: Vec<Quote> = other.evidence.into_iter().filter(|q| !account.evidence.contains(q)).collect();
    account.evidence.extend(new);
    account.confidence = account.confidence.max(other.confidence);
}
