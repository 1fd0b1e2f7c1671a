//! `sidelines man`: the help as pages of the manual.

use std::fs;
use std::path::Path;

use anyhow::Context;
use clap::{Command, CommandFactory};
use clap_mangen::Man;

use crate::args::{self, Args};
use crate::message::{Outcome, count, say};
use crate::terminal;

/// Runs the command.
pub fn run(args: &args::Man) -> anyhow::Result<Outcome> {
    let mut program = Args::command().disable_help_subcommand(true);
    program.build();
    let Some(folder) = &args.folder else { return terminal::out(&page(&program)?) };
    // `sidelines man list` is asked for the page of `list`; a folder of that name is `./list`.
    if let Some(command) = program.find_subcommand(folder).filter(|_| !Path::new(folder).is_dir()) {
        return terminal::out(&page(command)?);
    }
    let told = || format!("cannot write to {folder}; check that you may write there");
    fs::create_dir_all(folder).with_context(told)?;
    let written = write(&program, Path::new(folder)).with_context(told)?;
    say(format!("wrote {} to {folder}", count(written, "page")));
    Ok(Outcome::Done)
}

/// Writes the page of a command and those of its subcommands. Returns how many.
#[allow(clippy::disallowed_methods)] // cli/ writes what the user asked for.
fn write(command: &Command, folder: &Path) -> anyhow::Result<usize> {
    let name = Man::new(command.clone()).get_filename();
    fs::write(folder.join(name), page(command)?)?;
    let below = command.get_subcommands().filter(|c| !c.is_hide_set());
    below.map(|c| write(c, folder)).try_fold(1, |n, more| Ok(n + more?))
}

/// The page of a command, in roff.
fn page(command: &Command) -> anyhow::Result<String> {
    let mut page = Vec::new();
    let source = concat!("sidelines ", env!("CARGO_PKG_VERSION"));
    Man::new(command.clone()).manual("Sidelines").source(source).render(&mut page)?;
    let page = String::from_utf8(page)?;
    Ok(match command.get_after_help() {
        Some(help) => with_examples(&page, &help.to_string()),
        None => page,
    })
}

/// The examples under their own heading, line by line: filled as a paragraph nobody can copy them.
fn with_examples(page: &str, help: &str) -> String {
    let Some((before, rest)) = page.split_once(".SH EXTRA\n") else { return page.to_owned() };
    let after = rest.find(".SH ").map_or("", |at| &rest[at..]);
    let help = help.strip_prefix("Examples:\n").unwrap_or(help);
    let lines: String = help.lines().map(|l| literal(l) + "\n").collect();
    format!("{before}.SH EXAMPLES\n.nf\n{lines}.fi\n{after}")
}

/// A line that roff prints as it stands.
fn literal(line: &str) -> String {
    let line = line.replace('\\', "\\e").replace('-', "\\-").replace('\'', "\\(aq");
    if line.starts_with('.') { format!("\\&{line}") } else { line }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_keep_their_lines() {
        let mut program = Args::command();
        program.build();
        let list = program.find_subcommand("list").unwrap();
        let page = page(list).unwrap();
        assert!(page.contains(".SH EXAMPLES\n.nf\n  sidelines list \\-\\-who Putin\n"), "{page}");
        assert!(page.contains(".TH sidelines-list 1"), "{page}");
        assert!(!page.contains("EXTRA") && page.contains("WHICH EVENTS"), "{page}");
    }

    #[test]
    fn roff_takes_no_line_for_a_request() {
        assert_eq!(literal(".nf it's \\fB --x"), "\\&.nf it\\(aqs \\efB \\-\\-x");
        let page = with_examples("a\n.SH EXTRA\nb\n.SH VERSION\nv\n", "Examples:\n  x");
        assert_eq!(page, "a\n.SH EXAMPLES\n.nf\n  x\n.fi\n.SH VERSION\nv\n");
    }
}
