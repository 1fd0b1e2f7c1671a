//! Messages to people on stderr, and how the program ends.

use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::OnceLock;
use std::time::Instant;

use sidelines::show::objects::ExportError;

/// How a command that ran to its end came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// All went well.
    Done,
    /// Some inputs failed; the rest is recorded.
    SomeFailed,
}

/// A mistake in how the program was called, found after the arguments were parsed.
#[derive(Debug)]
pub struct Usage(pub String);

impl Display for Usage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Usage {}

/// How much is said beside what went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Voice {
    /// Nothing (`--quiet`).
    Quiet,
    /// Notes and progress.
    Usual,
    /// Every step with its time too (`--verbose`); progress is lines then, not a bar.
    Verbose,
}

/// Set once, before the command runs: messages are said in too many places to hand it to each.
static VOICE: OnceLock<Voice> = OnceLock::new();

/// Decides for the whole run how much is said.
pub fn speak(voice: Voice) {
    let _ = VOICE.set(voice);
}

/// How much is said.
pub fn voice() -> Voice {
    VOICE.get().copied().unwrap_or(Voice::Usual)
}

/// Says on stderr what was done or what to know.
pub fn say(words: impl Display) {
    if voice() > Voice::Quiet {
        complain(words);
    }
}

/// Says on stderr what went wrong, `--quiet` or not; a closed stderr is no reason to stop.
pub fn complain(words: impl Display) {
    let _ = writeln!(io::stderr().lock(), "{words}");
}

/// Says on stderr what only `--verbose` tells.
pub fn detail(words: impl FnOnce() -> String) {
    if voice() == Voice::Verbose {
        complain(words());
    }
}

/// Does some work, and with `--verbose` says how long it took.
#[allow(clippy::disallowed_methods)] // Only said, never recorded.
pub fn timed<T>(step: &str, work: impl FnOnce() -> T) -> T {
    let begun = Instant::now();
    let done = work();
    detail(|| format!("{step}: {:.2} s", begun.elapsed().as_secs_f64()));
    done
}

/// The exit code for `outcome`; an error is told. A closed pipe (`| head`) is nobody's error.
pub fn exit(outcome: anyhow::Result<Outcome>) -> ExitCode {
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::SomeFailed) => ExitCode::from(1),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            complain(format!("sidelines: {error:#}"));
            ExitCode::from(if error.is::<Usage>() { 2 } else { 1 })
        }
    }
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let closed = |e: &io::Error| e.kind() == io::ErrorKind::BrokenPipe;
    error.chain().any(|cause| {
        let export = cause.downcast_ref::<ExportError>();
        cause.downcast_ref::<io::Error>().is_some_and(closed)
            || matches!(export, Some(ExportError::Output(e)) if closed(e))
    })
}

/// `1 report`, `2 reports`.
pub fn count(n: usize, thing: &str) -> String {
    format!("{n} {thing}{}", if n == 1 { "" } else { "s" })
}
