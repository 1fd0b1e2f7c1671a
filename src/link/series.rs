//! Series: the earlier and later events of the same parties and type.

use std::collections::BTreeMap;

use crate::event::Event;
use crate::report::stable_id;

/// So many events before and after one are named in it.
pub const NEAREST: usize = 20;

/// The order of events: by day, undated last, then id.
pub fn order(event: &Event) -> (bool, String, String) {
    let day = event.when.as_ref().map(|w| w.edtf.clone());
    (day.is_none(), day.unwrap_or_default(), event.id.clone())
}

/// What the events of one series have in common; `None` for an event that has no second party.
pub fn key(event: &Event) -> Option<String> {
    let mut parties: Vec<&str> =
        event.actors.iter().chain(&event.recipients).map(|p| p.actor.as_str()).collect();
    parties.sort_unstable();
    parties.dedup();
    parties.insert(0, &event.kind);
    (parties.len() > 2).then(|| stable_id("k", &parties))
}

/// What events at one occasion have in common.
pub fn site(event: &Event) -> Option<String> {
    event.setting.as_ref()?.id.clone()
}

/// Fills each event's `series`: the nearest others of its key, in order of time.
pub fn fill(events: &mut [Event]) {
    let mut by_key: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, event) in events.iter().enumerate() {
        if let Some(key) = key(event) {
            by_key.entry(key).or_default().push(i);
        }
    }
    for mut group in by_key.into_values() {
        group.sort_by_key(|&i| order(&events[i]));
        let ids: Vec<String> = group.iter().map(|&i| events[i].id.clone()).collect();
        for (n, &i) in group.iter().enumerate() {
            let near = n.saturating_sub(NEAREST)..(n + 1 + NEAREST).min(ids.len());
            events[i].series = near.filter(|m| *m != n).map(|m| ids[m].clone()).collect();
        }
    }
}
