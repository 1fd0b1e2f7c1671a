//! `sidelines stories`: which reports tell the same happening.

use std::io::{self, BufWriter, Write};

use sidelines::show::objects::write_line;
use sidelines::store::Story;

use super::open;
use crate::args::{Rows, Stories};
use crate::message::{Outcome, count, say};
use crate::terminal;

/// Runs the command.
pub fn run(args: &Stories, record: &str) -> anyhow::Result<Outcome> {
    let mut stories = open(record)?.stories()?;
    stories.retain(|s| s.reports.len() >= args.reports);
    if args.rows() == Rows::Jsonl {
        let mut out = BufWriter::new(io::stdout().lock());
        stories.iter().try_for_each(|s| write_line(&mut out, "story", s))?;
        out.flush()?;
        return Ok(Outcome::Done);
    }
    if stories.is_empty() {
        say(format!(
            "no story is told by {} or more; next: sidelines stories --reports 1",
            count(args.reports, "report")
        ));
    }
    terminal::out(&stories.iter().map(told).collect::<Vec<_>>().join("\n"))
}

/// A story: its headline, then a line for each report, then the ids of its events.
fn told(story: &Story) -> String {
    let title = story.title.as_deref().unwrap_or("(no headline)");
    let mut lines = format!("{title} · {} · {}\n", count(story.reports.len(), "report"), story.id);
    for r in &story.reports {
        let day = r.published.as_deref().unwrap_or("undated   ");
        let title = r.title.as_deref().unwrap_or("");
        lines += &format!("  {day}  {}  {}  {title}\n", &r.report, r.outlet.as_deref().unwrap_or("?"));
    }
    if !story.events.is_empty() {
        lines += &format!("  events: {}\n", story.events.join(" "));
    }
    lines
}
