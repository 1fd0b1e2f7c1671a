//! The ledger: one row an event, newest last.

use super::days;
use super::query::differs;
use crate::actor::Participant;
use crate::event::Event;

/// Names shown in one cell before the rest is counted.
const MOST_NAMES: usize = 6;
/// Topics shown in one cell.
const MOST_TOPICS: usize = 4;

/// One event as a row of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// When it is.
    pub day: String,
    /// Its status, in words (`called off`).
    pub status: String,
    /// Type and mode.
    pub kind: String,
    /// Who, and after an arrow toward whom.
    pub who: String,
    /// The place, and the occasion that hosts it.
    pub place: String,
    /// What it is about.
    pub topics: String,
    /// How many reports tell it; `≠` behind it where they differ on something else than topics.
    pub reports: String,
    /// The shortest beginning of its id (8 characters or more) that no other event shares.
    pub id: String,
}

/// The rows of `events`, by time. `ids`: all ids of the record, sorted, so that short ones stay unique.
pub fn rows(events: &[Event], ids: &[String]) -> Vec<Row> {
    let mut events: Vec<&Event> = events.iter().collect();
    events.sort_by_cached_key(|e| days::order(e));
    events.iter().map(|e| row(e, ids)).collect()
}

fn row(e: &Event, ids: &[String]) -> Row {
    Row {
        day: days::day(e.when.as_ref().map(|w| w.edtf.as_str())),
        status: e.status.name().replace('_', " "),
        kind: kind(&e.kind, e.mode.as_deref()),
        who: who(&e.actors, &e.recipients),
        place: place(e),
        topics: some(e.topics.iter().map(String::as_str), MOST_TOPICS, "; "),
        reports: format!("{}{}", e.n_reports, if differs(e, "any") { " ≠" } else { "" }),
        id: short(&e.id, ids).to_owned(),
    }
}

/// `CONSULT meet`.
pub fn kind(kind: &str, mode: Option<&str>) -> String {
    mode.map_or_else(|| kind.to_owned(), |m| format!("{kind} {m}"))
}

/// `Vladimir Putin, Barack Obama`, `Russia → United Nations`.
pub fn who(actors: &[Participant], recipients: &[Participant]) -> String {
    let names = |p: &[Participant]| some(p.iter().map(|p| p.name.as_str()), MOST_NAMES, ", ");
    match (actors.is_empty(), recipients.is_empty()) {
        (true, true) => "—".to_owned(),
        (false, true) => names(actors),
        (true, false) => format!("? → {}", names(recipients)),
        (false, false) => format!("{} → {}", names(actors), names(recipients)),
    }
}

/// The place, and the occasion where it adds something.
fn place(e: &Event) -> String {
    let place = e.place.as_ref().map(|p| p.name.clone());
    let setting = e.setting.as_ref().map(|s| s.name.clone());
    match (place, setting) {
        (Some(p), Some(s)) if !s.contains(&p) => format!("{p} ({s})"),
        (Some(p), None) => p,
        (_, Some(s)) => s,
        (None, None) => String::new(),
    }
}

fn some<'a>(words: impl ExactSizeIterator<Item = &'a str>, most: usize, between: &str) -> String {
    let more = words.len().saturating_sub(most);
    let shown: Vec<&str> = words.take(most).collect();
    let tail = if more > 0 { format!(" and {more} more") } else { String::new() };
    shown.join(between) + &tail
}

/// The shortest beginning of `id`, at least 8 characters, that no other of `ids` (sorted) begins with.
pub fn short<'a>(id: &'a str, ids: &[String]) -> &'a str {
    let at = ids.partition_point(|other| other.as_str() < id);
    let before = at.checked_sub(1).and_then(|i| ids.get(i));
    let after = ids[at..].iter().find(|other| *other != id);
    let shared = |other: &String| id.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count() + 1;
    let length = before.into_iter().chain(after).map(shared).max().unwrap_or(0).max(8);
    id.get(..length).unwrap_or(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_ids_stay_unique() {
        let ids: Vec<String> = ["e00000001a", "e00000001b", "e11111111a"].map(str::to_owned).into();
        assert_eq!(short("e00000001a", &ids), "e00000001a");
        assert_eq!(short("e11111111a", &ids), "e1111111");
    }

    #[test]
    fn long_lists_are_counted() {
        assert_eq!(some(["a", "b", "c"].into_iter(), 2, ", "), "a, b and 1 more");
        assert_eq!(some(["a", "b"].into_iter(), 2, ", "), "a, b");
    }
}
