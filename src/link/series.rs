//! Series: the earlier and later events of the same parties and type.

use std::collections::BTreeMap;

use crate::event::Event;

/// The order of events: by day, undated last, then id.
pub fn order(event: &Event) -> (bool, String, String) {
    let day = event.when.as_ref().map(|w| w.edtf.clone());
    (day.is_none(), day.unwrap_or_default(), event.id.clone())
}

/// Fills each event's `series`: the others of its type with the same parties, in order of time.
pub fn fill(events: &mut [Event]) {
    let mut by_parties: BTreeMap<(String, Vec<String>), Vec<usize>> = BTreeMap::new();
    for (i, event) in events.iter().enumerate() {
        let mut parties: Vec<String> =
            event.actors.iter().chain(&event.recipients).map(|p| p.actor.clone()).collect();
        parties.sort();
        parties.dedup();
        if parties.len() > 1 {
            by_parties.entry((event.kind.clone(), parties)).or_default().push(i);
        }
    }
    for mut group in by_parties.into_values() {
        group.sort_by_key(|&i| order(&events[i]));
        let ids: Vec<String> = group.iter().map(|&i| events[i].id.clone()).collect();
        for &i in &group {
            events[i].series = ids.iter().filter(|id| **id != events[i].id).cloned().collect();
        }
    }
}
