//! What an event stands beside: the earlier and later events of the same parties and type, and the others
//! of the occasion that hosts it.
//!
//! Both are found by a key that one event gives by itself, so that a store can index it.

use std::collections::{BTreeMap, BTreeSet};

use super::party::Party;
use crate::event::Event;
use crate::report::stable_id;

/// So many of the nearest earlier events are named, and so many later ones.
pub const NEAREST: usize = 20;
/// Parties from which on talks may host others.
pub const MANY: usize = 3;

/// The order of events: by day, undated last, then id.
pub type Order = (bool, String, String);

/// The order of events: by day, undated last, then id.
pub fn order(event: &Event) -> Order {
    let day = event.when.as_ref().map(|w| w.edtf.clone());
    (day.is_none(), day.unwrap_or_default(), event.id.clone())
}

/// Events with one key are a series: the type and the parties, sorted. Who acts for a state counts as the
/// state, unless all parties are of one (a president and her minister); nothing for one party alone.
pub fn key(event: &Event) -> Option<String> {
    let all = event.actors.iter().chain(&event.recipients);
    let parties: Vec<Party> = all.map(Party::of).collect();
    let state = |p: &Party| p.for_state().map_or_else(|| p.actor.clone(), str::to_owned);
    let states: BTreeSet<String> = parties.iter().map(state).collect();
    let actors: BTreeSet<String> = parties.into_iter().map(|p| p.actor).collect();
    let named = if states.len() > 1 { states } else { actors };
    let mut parts: Vec<&str> = named.iter().map(String::as_str).collect();
    parts.insert(0, &event.kind);
    (parts.len() > 2).then(|| stable_id("k", &parts))
}

/// Events with one key are of one occasion: a summit of the gazetteer.
pub fn site(event: &Event) -> Option<String> {
    event.setting.as_ref()?.id.clone()
}

/// Could the event be the occasion itself: talks of many parties?
pub fn may_host(event: &Event) -> bool {
    let many = event.actors.len() + event.recipients.len() >= MANY;
    event.kind == "CONSULT" && (many || event.mode.as_deref() == Some("multilateral"))
}

/// Ids of the nearest events before and after `own` among `all`, which are those of its key in their order
/// (its own place may be among them).
pub fn nearest(own: &Order, all: &[Order]) -> Vec<String> {
    let at = all.partition_point(|o| o < own);
    let after = at + usize::from(all.get(at) == Some(own));
    let before = &all[at.saturating_sub(NEAREST)..at];
    let later = &all[after..all.len().min(after + NEAREST)];
    before.iter().chain(later).map(|o| o.2.clone()).collect()
}

/// The host among the events of one setting: the one with the most parties, of several the smallest id.
pub fn host<'a>(events: impl Iterator<Item = &'a Event>) -> Option<&'a Event> {
    let parties = |e: &Event| e.actors.len() + e.recipients.len();
    let rank =
        |e: &&Event| (e.mode.as_deref() != Some("multilateral"), std::cmp::Reverse(parties(e)), e.id.clone());
    events.filter(|e| may_host(e)).min_by_key(rank)
}

/// Fills `series`, `within`, `beside` and the events of `follows` of all events.
pub fn fill(events: &mut [Event]) {
    let of: BTreeMap<String, String> =
        events.iter().flat_map(|e| e.accounts.iter().map(|a| (a.clone(), e.id.clone()))).collect();
    for event in events.iter_mut() {
        event.follows.iter_mut().for_each(|f| f.event = of.get(&f.after).cloned());
    }
    for group in grouped(events, key) {
        set(events, &group, |e| &mut e.series);
    }
    for group in grouped(events, site) {
        let host = host(group.iter().map(|i| &events[*i])).map(|e| e.id.clone());
        set(events, &group, |e| &mut e.beside);
        for &i in &group {
            let event = &mut events[i];
            event.within = host.clone().filter(|h| *h != event.id);
            let within = event.within.clone();
            event.beside.retain(|id| Some(id) != within.as_ref());
        }
    }
}

fn grouped(events: &[Event], key: fn(&Event) -> Option<String>) -> Vec<Vec<usize>> {
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, event) in events.iter().enumerate() {
        key(event).into_iter().for_each(|k| groups.entry(k).or_default().push(i));
    }
    groups.into_values().collect()
}

fn set(events: &mut [Event], group: &[usize], field: fn(&mut Event) -> &mut Vec<String>) {
    let mut all: Vec<Order> = group.iter().map(|i| order(&events[*i])).collect();
    all.sort();
    for &i in group {
        *field(&mut events[i]) = nearest(&order(&events[i]), &all);
    }
}

#[cfg(test)]
mod tests {
    use super::super::compare::tests::{Sample, cluster, party};
    use super::*;

    fn event(
        day: &str,
        parties: &[(&str, &str, Option<&str>, Option<&str>)],
        setting: Option<&'static str>,
    ) -> Event {
        let parties = parties.iter().map(|(n, id, c, t)| party(n, id, *c, *t)).collect();
        let sample = Sample { when: Some(day.into()), actors: parties, setting, ..Sample::default() };
        let mut event = cluster(&[sample], super::super::event);
        event.id = format!("e-{day}");
        event
    }

    const KENYA: (&str, &str, Option<&str>, Option<&str>) = ("Kenya", "Q114", Some("KEN"), None);
    const MINISTER: (&str, &str, Option<&str>, Option<&str>) =
        ("Amina Barasa", "person:1", Some("KEN"), Some("Foreign Minister"));
    const OTHER: (&str, &str, Option<&str>, Option<&str>) =
        ("Haile Demeke", "person:2", Some("ETH"), Some("Prime Minister"));
    const UNION: (&str, &str, Option<&str>, Option<&str>) = ("African Union", "Q7159", None, None);

    #[test]
    fn who_acts_for_a_state_stands_for_it() {
        let (one, two) =
            (event("2031-01-01", &[KENYA, OTHER], None), event("2031-05-01", &[OTHER, MINISTER], None));
        assert_eq!(key(&one), key(&two));
        assert_eq!(key(&event("2031-01-01", &[KENYA], None)), None);
        let own = event("2031-01-01", &[KENYA, MINISTER], None);
        assert!(key(&own).is_some() && key(&own) != key(&one));
    }

    #[test]
    fn only_the_nearest_are_named() {
        let day = |n: i32| format!("2031-{:02}-{:02}", 1 + n / 28, 1 + n % 28);
        let mut events: Vec<Event> = (0..50).map(|n| event(&day(n), &[KENYA, OTHER], None)).collect();
        fill(&mut events);
        assert_eq!(events[25].series.len(), 2 * NEAREST);
        assert_eq!(events[25].series[0], format!("e-{}", day(5)));
        assert_eq!(events[0].series.len(), NEAREST);
        assert_eq!(events[49].series.last(), Some(&format!("e-{}", day(48))));
    }

    #[test]
    fn a_meeting_is_inside_its_summit() {
        let summit = Some("G20-2031");
        let mut events = vec![
            event("2031-09-04", &[KENYA, OTHER, UNION], summit),
            event("2031-09-05", &[KENYA, OTHER], summit),
            event("2031-09-06", &[OTHER, UNION], summit),
        ];
        fill(&mut events);
        assert_eq!(events[0].within, None);
        assert_eq!(events[1].within.as_deref(), Some("e-2031-09-04"));
        assert_eq!(events[1].beside, ["e-2031-09-06"]);
        assert_eq!(events[0].beside, ["e-2031-09-05", "e-2031-09-06"]);
    }
}
