//! The program `sidelines`: arguments in, one command run, an exit code out.
//!
//! Thin on purpose: what it prints is made by `sidelines::show`, what it reads by `sidelines::reader`.
//! Data goes to stdout, messages to stderr.

mod args;
mod commands;
mod export;
mod inputs;
mod ledger;
mod message;
mod paint;
mod plot;
mod progress;
mod serve;
mod terminal;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};
use message::{Outcome, timed};

fn main() -> ExitCode {
    let args = Args::parse();
    message::speak(args.voice());
    let outcome = match &args.command {
        None => terminal::out(args::START),
        Some(command) => timed("in all", || run(command, &args.record)),
    };
    message::exit(outcome)
}

fn run(command: &Command, record: &str) -> anyhow::Result<Outcome> {
    match command {
        Command::Read(args) => commands::read::run(args, record),
        Command::Fetch(args) => commands::fetch::run(args, record),
        Command::List(args) => commands::list::run(args, record),
        Command::Show(args) => commands::show::run(args, record),
        Command::Serve(args) => commands::serve::run(args, record),
        Command::Stories(args) => commands::stories::run(args, record),
        Command::Merge(args) => commands::hand::merge(args, record),
        Command::Split(args) => commands::hand::split(args, record),
        Command::Undo(args) => commands::hand::undo(args, record),
        Command::Decisions(args) => commands::hand::decisions(args, record),
        Command::Export(args) => commands::export::run(args, record),
        Command::Parse(args) => commands::parse::run(args),
        Command::Explain(args) => commands::explain::run(args),
        Command::Code(args) => commands::code::run(args),
        Command::Codebook(args) => commands::codebook::run(args),
        Command::Completions(args) => commands::completions::run(args),
        Command::Man(args) => commands::man::run(args),
    }
}
