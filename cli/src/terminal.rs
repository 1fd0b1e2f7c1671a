//! What is known of the terminal, and writing to stdout.

use std::io::{self, IsTerminal, Write};

use crate::message::Outcome;

/// Columns when the output is no terminal.
const PLAIN_WIDTH: u16 = 100;

/// Columns to fill.
pub fn width() -> u16 {
    if !io::stdout().is_terminal() {
        return PLAIN_WIDTH;
    }
    // Some terminals in editors and over serial lines have no size to ask for, but say it here.
    let told = || std::env::var("COLUMNS").ok().and_then(|c| c.parse::<u16>().ok());
    let size = terminal_size::terminal_size().map(|(w, _)| w.0);
    size.or_else(told).unwrap_or(PLAIN_WIDTH).max(40)
}

/// May the output be coloured? Only on a terminal, and not against `NO_COLOR` or a dumb one.
pub fn coloured() -> bool {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|t| t == "dumb");
    io::stdout().is_terminal() && !refused && !dumb
}

/// Writes `text` to stdout.
pub fn out(text: &str) -> anyhow::Result<Outcome> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(Outcome::Done)
}

/// May bars be drawn with Unicode's blocks? Not where the locale says that it knows no UTF-8.
pub fn blocks() -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()));
    locale.is_none_or(|l| ["utf-8", "utf8"].iter().any(|u| l.to_lowercase().contains(u)))
}
