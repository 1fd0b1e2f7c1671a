//! `sidelines fetch`: from the web into a WARC file, and from there into the record.
//!
//! A convenience, kept polite and bounded: robots.txt is obeyed, a host is asked one thing at a time,
//! nothing but the public internet is connected to, and every answer is limited in time and size.

mod archive;
mod client;
mod crawl;
mod frontier;
mod guard;
mod listing;
mod log;
mod memory;
mod robots;
mod sources;
#[cfg(test)]
mod tests;
mod warc;

use std::path::Path;

use anyhow::Context;

use crate::args::{Fetch, Read, Rows};
use crate::message::{Outcome, Usage, say};
use archive::Archive;
use client::{Client, Limits};
use crawl::Plan;
use guard::Reach;
use log::Log;

/// Runs the command.
pub fn run(args: &Fetch, record: &str) -> anyhow::Result<Outcome> {
    let file = args.output.clone().unwrap_or_else(|| beside(record));
    if !args.user_agent.bytes().all(|b| (b' '..=b'~').contains(&b)) || name(&args.user_agent).is_empty() {
        return Err(
            Usage("--user-agent takes a name in plain letters, such as courier-bot/1.0".into()).into()
        );
    }
    let reach = if args.allow_private { Reach::All } else { Reach::Public };
    let fetched = fetch(args, &file, reach)?;
    if args.no_read || !Path::new(&file).exists() {
        return Ok(fetched);
    }
    let read = read(&file, record)?;
    Ok(if fetched == Outcome::Done { read } else { fetched })
}

/// Fetches what `args` name into `file`, and says what came of it.
fn fetch(args: &Fetch, file: &str, reach: Reach) -> anyhow::Result<Outcome> {
    let (seeds, missing) = sources::gather(&args.sources, args.limit);
    let mut log = Log::new();
    missing.iter().for_each(|issue| log.failed(issue));
    if !seeds.is_empty() {
        let stored = || format!("{file} cannot be written");
        let mut archive = Archive::open(file, &args.user_agent).with_context(stored)?;
        let client = Client::new(limits(args, reach));
        crawl::run(&plan(args), &client, &mut archive, &mut log, seeds).with_context(stored)?;
    }
    let (summary, outcome) = log.end(file);
    say(summary);
    Ok(outcome)
}

fn limits(args: &Fetch, reach: Reach) -> Limits {
    Limits { agent: args.user_agent.clone(), time: args.timeout, size: args.max_size, reach }
}

fn plan(args: &Fetch) -> Plan {
    Plan {
        name: name(&args.user_agent).to_owned(),
        hosts: usize::from(args.hosts),
        pause: args.delay,
        stories: args.limit,
        total: args.max_total,
    }
}

/// The part of a user agent that robots.txt names.
fn name(agent: &str) -> &str {
    agent.split(['/', ' ']).next().unwrap_or_default()
}

/// Where pages go if the user does not say: `news.db` has `news.warc.gz`.
fn beside(record: &str) -> String {
    Path::new(record).with_extension("warc.gz").to_string_lossy().into_owned()
}

/// Reads a WARC file into the record, as `sidelines read` does.
fn read(file: &str, record: &str) -> anyhow::Result<Outcome> {
    let args = Read {
        paths: vec![file.to_owned()],
        format: Rows::Table,
        json: false,
        published: None,
        all: false,
        jobs: None,
        codebook: None,
        map: Vec::new(),
        strict: false,
    };
    super::read::run(&args, record)
}
