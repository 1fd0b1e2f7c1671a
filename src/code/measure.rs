//! How many marked sentences are told right: for each type, which events are found, with whom, with which
//! status; and what is told of a type that the sentence does not tell.

use std::collections::BTreeMap;

use super::marks::{Event, Marked};
use crate::account::Account;
use crate::actor::Participant;
use crate::reader::Reader;
use crate::report::Report;
use crate::show::explain::told as in_a_line;
use crate::span::Span;

/// Counts of one type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Events that are marked.
    pub marked: usize,
    /// Those whose type is told of their words.
    pub found: usize,
    /// Of these: exactly the marked actors and recipients.
    pub who: usize,
    /// Of these: the status.
    pub status: usize,
    /// Accounts of this type that no mark asks for.
    pub extra: usize,
}

/// Marked sentences beside what is told of them.
#[derive(Clone, Debug, Default)]
pub struct Measured {
    /// By type.
    pub types: BTreeMap<String, Counts>,
    /// Sentences without an event, and how many of them tell one all the same.
    pub without: (usize, usize),
    /// What differs, in words.
    pub differs: Vec<String>,
}

/// Reads one marked sentence, as a report of its own.
pub fn sentence(reader: &Reader, marked: &Marked) -> Measured {
    compare(marked, &reader.read_report(Report::of_text("example", &marked.text)).accounts)
}

/// Sets the accounts of a sentence beside its marks. An account answers one event of its type, in whose
/// evidence the trigger stands.
fn compare(marked: &Marked, accounts: &[Account]) -> Measured {
    let mut measured = Measured::default();
    let mut open: Vec<&Account> = accounts.iter().collect();
    for event in &marked.events {
        let answer = answer(event, &open).map(|i| open.remove(i));
        measured.event(marked, event, answer);
    }
    for account in &open {
        measured.types.entry(account.kind.clone()).or_default().extra += 1;
        measured.differs.push(format!("not marked: {}, by {}", in_a_line(account), account.rule));
    }
    if marked.events.is_empty() {
        measured.without = (1, usize::from(!accounts.is_empty()));
    }
    measured
}

/// The account that tells an event best.
fn answer(event: &Event, open: &[&Account]) -> Option<usize> {
    let tells =
        |a: &Account| a.kind == event.kind && a.evidence.iter().any(|q| q.span().covers(event.trigger));
    let fit = |a: &Account| {
        (touch(&event.actors, &a.actors) + touch(&event.recipients, &a.recipients), a.status == event.status)
    };
    let candidates = open.iter().enumerate().filter(|(_, a)| tells(a));
    candidates.max_by_key(|(i, a)| (fit(a), std::cmp::Reverse(*i))).map(|(i, _)| i)
}

/// How many of the marked phrases hold a participant.
fn touch(marked: &[Span], told: &[Participant]) -> usize {
    marked.iter().filter(|m| told.iter().any(|p| p.span.span().overlaps(**m))).count()
}

/// Is each marked phrase a participant, and each participant in a marked phrase?
fn same(marked: &[Span], told: &[Participant]) -> bool {
    let inside = |p: &Participant| marked.iter().any(|m| p.span.span().overlaps(*m));
    touch(marked, told) == marked.len() && told.iter().all(inside)
}

impl Measured {
    fn event(&mut self, marked: &Marked, event: &Event, answer: Option<&Account>) {
        let counts = self.types.entry(event.kind.clone()).or_default();
        counts.marked += 1;
        let word = event.trigger.of(&marked.text);
        let Some(account) = answer else {
            return self.differs.push(format!(
                "not told: {} {} at \"{word}\"",
                event.kind,
                event.status.name()
            ));
        };
        let who = same(&event.actors, &account.actors) && same(&event.recipients, &account.recipients);
        let status = account.status == event.status;
        counts.found += 1;
        counts.who += usize::from(who);
        counts.status += usize::from(status);
        let named = |list: &[Span]| list.iter().map(|s| s.of(&marked.text)).collect::<Vec<_>>().join(", ");
        let parties = format!("[{}] -> [{}]", named(&event.actors), named(&event.recipients));
        let wrong = [(!who, parties), (!status, event.status.name().to_owned())];
        let wrong: Vec<String> =
            wrong.into_iter().filter(|(wrong, _)| *wrong).map(|(_, what)| what).collect();
        if !wrong.is_empty() {
            let told = format!("{}, by {}", in_a_line(account), account.rule);
            self.differs.push(format!("{} at \"{word}\" is {}; told: {told}", event.kind, wrong.join(", ")));
        }
    }

    /// Adds the counts of another; what differs there is said with `at` before it.
    pub fn add(&mut self, at: &str, other: Self) {
        for (kind, more) in other.types {
            let counts = self.types.entry(kind).or_default();
            counts.marked += more.marked;
            counts.found += more.found;
            counts.who += more.who;
            counts.status += more.status;
            counts.extra += more.extra;
        }
        self.without = (self.without.0 + other.without.0, self.without.1 + other.without.1);
        self.differs.extend(other.differs.into_iter().map(|d| format!("{at}: {d}")));
    }

    /// A table of the types, and a line on the sentences without an event.
    pub fn table(&self) -> String {
        let mut all = Counts::default();
        let mut out = format!(
            "{:<12} {:>7} {:>12} {:>12} {:>12} {:>7}\n",
            "type", "marked", "found", "who", "status", "extra"
        );
        for (kind, c) in &self.types {
            out += &line(kind, c);
            all.marked += c.marked;
            all.found += c.found;
            all.who += c.who;
            all.status += c.status;
            all.extra += c.extra;
        }
        out += &line("all", &all);
        let (none, told) = self.without;
        if none > 0 {
            out += &format!("sentences without an event: {none}, told one all the same: {told}\n");
        }
        out
    }
}

/// `who` and `status` are shares of what was found.
fn line(kind: &str, c: &Counts) -> String {
    let share = |n: usize, of: usize| match of {
        0 => "-".to_owned(),
        _ => format!("{n} ({:.0} %)", 100.0 * n as f64 / of as f64),
    };
    let (found, who, status) = (share(c.found, c.marked), share(c.who, c.found), share(c.status, c.found));
    format!("{kind:<12} {:>7} {found:>12} {who:>12} {status:>12} {:>7}\n", c.marked, c.extra)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::marks::read_line;

    #[test]
    fn sentences_are_measured_by_type_participants_and_status() {
        let reader = Reader::embedded().unwrap();
        let mut all = Measured::default();
        for (at, line) in [
            ("x:1", "[Kenya]a [accused]=ACCUSE.held [Uganda]r of theft."),
            ("x:2", "[Kenya]a may [accuse]=ACCUSE.held [Chad]r of theft."),
            ("x:3", "[Uganda]a [frowned]=ACCUSE.held at [Kenya]r."),
            ("x:4", "Kenya met Uganda in the final."),
            ("x:5", "Ethiopia condemned Somalia."),
        ] {
            let marked = read_line(line, &reader.codebook.kinds()).unwrap();
            all.add(at, sentence(&reader, &marked));
        }
        let want = Counts { marked: 3, found: 2, who: 2, status: 1, extra: 1 };
        assert_eq!(all.types["ACCUSE"], want, "{:#?}", all.differs);
        assert_eq!(all.without.0, 2);
        assert!(
            all.differs.iter().any(|d| d == "x:3: not told: ACCUSE held at \"frowned\""),
            "{:#?}",
            all.differs
        );
        assert!(
            all.differs
                .iter()
                .any(|d| d.starts_with("x:2: ACCUSE at \"accuse\" is held; told: ACCUSE possible"))
        );
        assert!(all.table().contains("ACCUSE             3     2 (67 %)"), "{}", all.table());
    }
}
