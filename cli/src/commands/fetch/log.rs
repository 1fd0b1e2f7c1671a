//! What became of the addresses: said on stderr as it happens, counted, and summed up.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use sidelines::issue::Issue;

use crate::message::{Outcome, Voice, complain, count, detail, voice};

/// Problems told one by one; the rest is counted.
const MOST_TOLD: usize = 20;

/// Counts of one run.
pub struct Log {
    bar: ProgressBar,
    stored: usize,
    unchanged: usize,
    refused: usize,
    failed: usize,
    told: usize,
}

impl Log {
    /// Nothing counted yet. The bar shows itself on a terminal only.
    pub fn new() -> Self {
        let bar = if voice() == Voice::Usual { ProgressBar::new(0) } else { ProgressBar::hidden() };
        if let Ok(style) = ProgressStyle::with_template("{spinner} {pos} of {len} addresses · {wide_msg}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(500));
        Self { bar, stored: 0, unchanged: 0, refused: 0, failed: 0, told: 0 }
    }

    /// So many addresses more are to be fetched.
    pub fn planned(&self, addresses: usize) {
        self.bar.inc_length(addresses as u64);
    }

    /// This one is asked for now.
    pub fn asking(&self, address: &str) {
        self.bar.set_message(address.to_owned());
        detail(|| format!("asking for {address}"));
    }

    /// One was stored.
    pub fn stored(&mut self) {
        self.stored += 1;
        self.bar.inc(1);
    }

    /// One is the same as before.
    pub fn unchanged(&mut self) {
        self.unchanged += 1;
        self.bar.inc(1);
    }

    /// One led to another that is fetched anyway.
    pub fn same(&self) {
        self.bar.inc(1);
    }

    /// The host does not want one fetched.
    pub fn refused(&mut self, issue: &Issue) {
        self.refused += 1;
        self.bar.inc(1);
        self.tell(issue);
    }

    /// One could not be had.
    pub fn failed(&mut self, issue: &Issue) {
        self.failed += 1;
        self.bar.inc(1);
        self.tell(issue);
    }

    /// Says what is wrong, unless too much was said already.
    pub fn tell(&mut self, issue: &Issue) {
        self.told += 1;
        if self.told <= MOST_TOLD {
            self.bar.suspend(|| complain(format!("sidelines: {}: {}", issue.source, issue.what)));
        }
    }

    /// Takes the bar away. What was done, in one line, and how it came out.
    pub fn end(&self, file: &str) -> (String, Outcome) {
        self.bar.finish_and_clear();
        let mut parts = vec![format!("{} stored in {file}", count(self.stored, "page"))];
        let others = [
            (self.unchanged, "not changed since they were stored"),
            (self.refused, "refused by robots.txt"),
            (self.failed, "failed"),
        ];
        parts.extend(others.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")));
        let untold = self.told.saturating_sub(MOST_TOLD);
        parts.extend((untold > 0).then(|| format!("{} more not shown", count(untold, "message"))));
        let all_well = self.refused + self.failed == 0;
        (parts.join(" · "), if all_well { Outcome::Done } else { Outcome::SomeFailed })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_counts_what_happened() {
        let mut log = Log::new();
        log.stored();
        log.unchanged();
        assert_eq!(
            log.end("a.warc.gz"),
            ("1 page stored in a.warc.gz · 1 not changed since they were stored".to_owned(), Outcome::Done)
        );
        log.refused(&Issue::new("https://courier.example/a", "no"));
        (0..MOST_TOLD).for_each(|_| log.failed(&Issue::new("https://courier.example/b", "no")));
        let (words, outcome) = log.end("a.warc.gz");
        assert!(words.ends_with("1 refused by robots.txt · 20 failed · 1 message more not shown"), "{words}");
        assert_eq!(outcome, Outcome::SomeFailed);
    }
}
