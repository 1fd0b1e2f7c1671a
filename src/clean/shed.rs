//! What cleaning takes off a report, kept so that it can be looked at. It decides nothing.

use super::furniture;
use crate::report::{Dropped, Why};

/// Characters that are kept of one report.
const MOST: usize = 20_000;

/// What was taken off so far.
#[derive(Clone, Debug, Default)]
pub struct Shed {
    kept: Vec<Dropped>,
    room: Option<usize>,
}

impl Shed {
    /// Keeps words that were taken off, as far as there is room.
    pub fn add(&mut self, words: &str, why: Why) {
        let room = self.room.unwrap_or(MOST);
        let text: String = words.trim().chars().take(room).collect();
        if !text.is_empty() {
            self.room = Some(room - text.chars().count());
            self.kept.push(Dropped { text, why });
        }
    }

    /// Keeps what a step took away: the paragraphs of `before` that are not in `after`, and the ends of those that
    /// were cut. Steps keep the order and only take away.
    pub fn lost(&mut self, before: &[String], after: &[String], why: impl Fn(&str) -> Why) {
        let mut left = after.iter().peekable();
        for paragraph in before {
            let rest = left.peek().and_then(|l| paragraph.strip_prefix(l.as_str()));
            if rest.is_some() {
                left.next();
            }
            let gone = rest.unwrap_or(paragraph);
            self.add(gone, why(gone));
        }
    }

    /// All that was kept, in the order in which it went.
    pub fn into_kept(self) -> Vec<Dropped> {
        self.kept
    }
}

/// Why the step that takes furniture off took these words.
pub fn of_furniture(words: &str) -> Why {
    if furniture::is_caption(words) { Why::Caption } else { Why::Furniture }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owned(words: &[&str]) -> Vec<String> {
        words.iter().map(|w| (*w).to_owned()).collect()
    }

    #[test]
    fn what_is_no_longer_there_was_lost_and_ends_that_were_cut() {
        let mut shed = Shed::default();
        let before = owned(&["Share", "They met. Photo: A. Lee", "It rained.", "Share"]);
        shed.lost(&before, &owned(&["They met.", "It rained."]), |_| Why::Furniture);
        let told: Vec<String> = shed.into_kept().into_iter().map(|d| d.text).collect();
        assert_eq!(told, ["Share", "Photo: A. Lee", "Share"]);
    }

    #[test]
    fn no_more_is_kept_than_there_is_room_for() {
        let mut shed = Shed::default();
        shed.add(&"é".repeat(MOST - 2), Why::Page);
        shed.add("and more", Why::Page);
        shed.add("nothing", Why::Page);
        let kept = shed.into_kept();
        assert_eq!(kept.iter().map(|d| d.text.chars().count()).sum::<usize>(), MOST);
        assert_eq!(kept.last().map(|d| d.text.as_str()), Some("an"));
    }
}
