//! A bar on stderr with rate and time left, once reading takes over a second.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::message::{Voice, complain, voice};

/// Shorter than this, a bar only flickers.
const PATIENCE: Duration = Duration::from_secs(1);

/// Progress of reading, by bytes (files differ in size by far).
pub struct Progress {
    bar: ProgressBar,
    begun: Instant,
    shown: bool,
    reports: usize,
}

impl Progress {
    /// Begins; `bytes` is what is to be read in all.
    // Nothing recorded depends on the time.
    #[allow(clippy::disallowed_methods)]
    pub fn begin(bytes: u64) -> Self {
        let bar = ProgressBar::with_draw_target(Some(bytes), ProgressDrawTarget::hidden());
        let style = "{bar:30} {percent:>3} % · {msg} · {eta} left";
        if let Ok(style) = ProgressStyle::with_template(style) {
            bar.set_style(style);
        }
        Self { bar, begun: Instant::now(), shown: false, reports: 0 }
    }

    /// So many bytes more, with so many reports in them, are done.
    pub fn advance(&mut self, bytes: u64, reports: usize) {
        self.reports += reports;
        let seconds = self.begun.elapsed().as_secs_f64();
        if !self.shown && voice() == Voice::Usual && self.begun.elapsed() > PATIENCE {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
            self.shown = true;
        }
        let rate = self.reports as f64 / seconds.max(1e-3);
        self.bar.set_message(format!("{} reports · {rate:.1} a second", self.reports));
        self.bar.inc(bytes);
    }

    /// Says on stderr what went wrong, without breaking the bar.
    pub fn complain(&self, words: &str) {
        self.bar.suspend(|| complain(words));
    }

    /// What is going on at the end.
    pub fn note(&self, words: &str) {
        self.bar.set_message(words.to_owned());
    }

    /// Takes the bar away.
    pub fn end(&self) {
        self.bar.finish_and_clear();
    }
}
