//! Messages to people on stderr, and how the program ends.

use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;

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

/// Says something on stderr; a closed stderr is no reason to stop.
pub fn say(words: impl Display) {
    let _ = writeln!(io::stderr().lock(), "{words}");
}

/// The exit code for `outcome`; an error is told. A closed pipe (`| head`) is nobody's error.
pub fn exit(outcome: anyhow::Result<Outcome>) -> ExitCode {
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::SomeFailed) => ExitCode::from(1),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            say(format!("sidelines: {error:#}"));
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
