//! What became of the inputs, counted.

use sidelines::issue::Issue;
use sidelines::store::Written;

use crate::message::count;

/// Problems told one by one; the rest is counted.
const MOST_TOLD: usize = 20;

/// Counts of one run.
#[derive(Debug, Default)]
pub struct Tally {
    /// Ids of the reports met in this run, each once, in the order they were met.
    pub reports: Vec<String>,
    /// Stop at the first failure?
    pub strict: bool,
    met: std::collections::BTreeSet<String>,
    new: usize,
    known: usize,
    replaced: usize,
    failed: usize,
    passed_over: u64,
    doubtful: Vec<String>,
}

impl Tally {
    /// Nothing counted yet.
    pub fn new(strict: bool) -> Self {
        Self { strict, ..Self::default() }
    }

    /// Counts an input that failed; gives the words to say, unless too many were said already.
    pub fn failed(&mut self, issue: &Issue) -> Option<String> {
        self.failed += 1;
        (self.failed <= MOST_TOLD).then(|| format!("sidelines: {}: {}", issue.source, issue.what))
    }

    /// Did any input fail?
    pub fn any_failed(&self) -> bool {
        self.failed > 0
    }

    /// Counts a report. Returns whether it is met for the first time in this run.
    pub fn met(&mut self, id: &str, written: Written) -> bool {
        match written {
            Written::New => self.new += 1,
            Written::Known => self.known += 1,
            Written::Replaced => self.replaced += 1,
        }
        let first = self.met.insert(id.to_owned());
        if first {
            self.reports.push(id.to_owned());
        }
        first
    }

    /// Counts records of an archive that hold no article, which is no failure.
    pub fn passed_over(&mut self, records: u64) {
        self.passed_over += records;
    }

    /// Counts a report with something doubtful in it, such as a date that may mean two days.
    pub fn doubted(&mut self, id: &str) {
        self.doubtful.push(id.to_owned());
    }

    /// Reports counted so far.
    pub fn total(&self) -> usize {
        self.new + self.known + self.replaced
    }

    /// What was done, and the next command to try: `reprints` of the reports are reprints, `next` is the
    /// id of an event to look at.
    pub fn summary(&self, record: &str, reprints: usize, events: usize, next: Option<&str>) -> String {
        let mut parts = vec![format!("{} read", count(self.new + self.replaced, "report"))];
        parts.extend((self.known > 0).then(|| format!("{} already in the record", self.known)));
        parts.extend(
            (reprints > 0).then(|| {
                format!("{reprints} of them {}", if reprints == 1 { "a reprint" } else { "reprints" })
            }),
        );
        parts.extend((self.failed > 0).then(|| format!("{} failed", count(self.failed, "input"))));
        parts.extend(
            (self.passed_over > 0).then(|| format!("{} records without an article", self.passed_over)),
        );
        let told = match (events, self.total()) {
            (0, 0) => String::new(),
            (0, _) => " · no event was found in them".to_owned(),
            (n, _) => format!(" · {}", count(n, "event")),
        };
        let named = if record == "sidelines.db" { String::new() } else { format!(" --record {record}") };
        let next = match (next, self.reports.first()) {
            (Some(event), _) => format!("sidelines show {event}{named}   what each report says of it"),
            (None, Some(report)) => format!("sidelines show {report}{named}   what was found in a report"),
            (None, None) => "check the names of the files".to_owned(),
        };
        let doubts = self.doubts(&named);
        format!("{}{told} · recorded in {record}{doubts}\nnext: {next}", parts.join(", "))
    }

    fn doubts(&self, named: &str) -> String {
        let Some(first) = self.doubtful.first() else { return String::new() };
        let them = count(self.doubtful.len(), "report");
        format!("\ndoubtful points in {them}: sidelines show {first}{named}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_counts_and_names_the_next_step() {
        let mut tally = Tally::new(false);
        assert!(tally.met("r1", Written::New));
        assert!(!tally.met("r1", Written::Known));
        tally.failed(&Issue::new("a.txt", "empty"));
        let summary = tally.summary("sidelines.db", 0, 1, Some("e0123456"));
        assert!(
            summary.starts_with("1 report read, 1 already in the record, 1 input failed · 1 event"),
            "{summary}"
        );
        assert!(summary.contains("next: sidelines show e0123456"), "{summary}");
        tally.passed_over(7);
        assert!(tally.summary("x.db", 0, 0, None).contains("7 records without an article"));
    }

    #[test]
    fn a_flood_of_problems_is_counted_not_told() {
        let mut tally = Tally::new(false);
        let told = (0..50).filter(|_| tally.failed(&Issue::new("a", "b")).is_some()).count();
        assert_eq!(told, MOST_TOLD);
    }
}
