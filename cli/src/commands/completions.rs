//! `sidelines completions`: what a shell needs to complete commands and flags.

use clap::CommandFactory;

use crate::args::{Args, Completions};
use crate::message::Outcome;
use crate::terminal;

/// Runs the command.
pub fn run(args: &Completions) -> anyhow::Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "sidelines", &mut script);
    terminal::out(&String::from_utf8_lossy(&script))
}
