//! The command line: commands, flags, help.

mod coding;
mod export;
pub mod filters;
pub mod hand;
mod list;
mod serve;
mod setup;

use std::sync::LazyLock;
use std::time::Duration;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use sidelines::store::Versions;

pub use coding::{Check, Code, Codebook, CodebookCommand, Explain};
pub use export::{Export, Format};
pub use list::{By, List, Stories};
pub use serve::Serve;
pub use setup::{Completions, Man};

use crate::message::Voice;

/// What bare `sidelines` prints.
pub const START: &str = "\
Sidelines reads news reports and writes the diplomatic and political record:
who met, talked with, agreed with, accused, sanctioned or attacked whom; when,
where, about what; and who says so. Offline, but for `fetch`.

  sidelines read reports/             read a folder of reports, print the events
  sidelines read story.txt            read one report
  sidelines fetch feeds.opml          read the newest stories of web feeds
  sidelines list --who Putin          the events that somebody took part in
  sidelines show e1a2b3c4             one event: what each report says of it
  sidelines export -o record.jsonl    the whole record as JSON Lines
  sidelines explain story.txt         what was considered in it, and why not

The record is the file sidelines.db in this folder (--record names another).
All commands and flags: sidelines --help
";

const EXAMPLES: &str = "\
Examples:
  sidelines read reports/                 read a folder, print the events it tells
  cat story.txt | sidelines read -        read from standard input
  sidelines list --who Putin --since 2016 what the record has on somebody
  sidelines show e1a2b3c4                 one event, each report's account of it
  sidelines export -o record.jsonl        the whole record as JSON Lines

Exit codes: 0 done; 1 some inputs failed, the rest is recorded; 2 wrong usage";

const READ_EXAMPLES: &str = "\
Examples:
  sidelines read reports/                        a folder, with all folders in it
  sidelines read a.txt b.md news.jsonl           text, Markdown, JSON Lines
  sidelines read page.html pages.zip crawl.warc.gz
  sidelines read feed.xml wire.xml table.csv     feeds, NewsML, NITF, tables, Parquet
  sidelines read table.csv --map text=Inhoud     a column by the name it has
  curl -s ADDRESS | sidelines read -             standard input
  sidelines read story.txt --published 2016-09-05
  sidelines read reports/ --json > out.jsonl

JSON Lines have one report a line, with the fields text, title, date, outlet, url; the names that
other tools give them are known, and --map tells more (dotted where they lie deeper: a.b).
Reports that the record has already are recognised by their content and not read again.
A reading that is interrupted keeps what was finished: run the same command to go on.";

const FETCH_EXAMPLES: &str = "\
Examples:
  sidelines fetch https://courier.example/world/story.html
  sidelines fetch https://courier.example/feed.xml     a feed: its 50 newest stories
  sidelines fetch feeds.opml --limit 10                all feeds of a reader's list
  sidelines fetch addresses.txt -o may.warc.gz         one address a line
  sidelines fetch feeds.opml --no-read                 only store; read later:
  sidelines read sidelines.warc.gz

What hosts forbid in robots.txt is not fetched. A host is asked one thing at a time.
Run the same command again to go on, or to get what is new: pages that have not
changed are not sent or stored again (FILE.warc.gz.seen.jsonl remembers them).";

const SHOW_EXAMPLES: &str = "\
Examples:
  sidelines show e1a2b3c4               an event, by the id in the last column of the ledger
  sidelines show r5d6e7f8               a report: its text with what was found in it
  sidelines show e1a2b3c4 --json";

const PARSE_EXAMPLES: &str = "\
Examples:
  sidelines parse story.txt > story.conllu
  sidelines parse story.txt --json > story.json
  sidelines parse treebank.conllu --tokens gold > system.conllu";

/// Reads news reports and writes the diplomatic and political record
#[derive(Parser)]
#[command(name = "sidelines", version = version(), after_help = EXAMPLES, max_term_width = 100)]
pub struct Args {
    /// The file that holds the record
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        env = "SIDELINES_RECORD",
        default_value = "sidelines.db"
    )]
    pub record: String,
    /// No notes and no progress on standard error; what went wrong is still told
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Every step with its time, and what became of each input, on standard error
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    pub verbose: bool,
    /// What to do
    #[command(subcommand)]
    pub command: Option<Command>,
}

impl Args {
    /// How much is said on stderr.
    pub fn voice(&self) -> Voice {
        match (self.quiet, self.verbose) {
            (true, _) => Voice::Quiet,
            (_, true) => Voice::Verbose,
            _ => Voice::Usual,
        }
    }
}

/// The commands.
#[derive(Subcommand)]
pub enum Command {
    /// Read reports into the record and print the events they tell
    Read(Read),
    /// Fetch pages, or the stories of feeds, from the web and read them
    Fetch(Fetch),
    /// List events of the record
    List(List),
    /// Show one event or report
    Show(Show),
    /// Show the record in a browser
    Serve(Serve),
    /// List which reports tell the same story
    Stories(Stories),
    /// Make two events one, whatever linking says
    Merge(hand::Merge),
    /// Take reports or accounts out of an event: they tell another
    Split(hand::Split),
    /// Take back a merge or split
    Undo(hand::Undo),
    /// List what was merged and split by hand
    Decisions(hand::Decisions),
    /// Write the record, or the part that meets some conditions, for other programs
    Export(Export),
    /// Print the grammatical analysis of a text as CoNLL-U
    Parse(Parse),
    /// Show for each sentence of a report what was considered, what fired, and why not
    Explain(Explain),
    /// Check a codebook by the examples that it carries
    Codebook(Codebook),
    /// Code sentences with a marked pair: what does one do toward the other?
    Code(Code),
    /// Print what a shell needs to complete commands and flags
    Completions(Completions),
    /// Print the manual page, or write one for each command
    Man(Man),
}

/// `sidelines read`.
#[derive(ClapArgs)]
#[command(after_help = READ_EXAMPLES)]
pub struct Read {
    /// Files and folders; - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<String>,
    /// What to print: the ledger of events, or every object as it is finished
    #[arg(long, value_enum, default_value_t = Rows::Table)]
    pub format: Rows,
    /// The same as --format jsonl
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
    /// The name that records and tables have for a field: text, title, url, date, outlet, byline, html or retrieved
    #[arg(long, value_name = "FIELD=NAME", value_parser = map)]
    pub map: Vec<(String, String)>,
    /// The day the report was published, if you know it (one report only)
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub published: Option<String>,
    /// With --json: every name, time and place too
    #[arg(long)]
    pub all: bool,
    /// How many reports to read at once [default: one a processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    pub jobs: Option<u16>,
    /// A codebook of your own: its TOML files add to the built-in one and override it
    #[arg(long, value_name = "FOLDER")]
    pub codebook: Option<String>,
    /// Stop at the first input that fails
    #[arg(long)]
    pub strict: bool,
}

/// `sidelines fetch`.
#[derive(ClapArgs)]
#[command(after_help = FETCH_EXAMPLES)]
pub struct Fetch {
    /// Addresses of pages, feeds or OPML lists, or files with such; - for addresses on standard input
    #[arg(required = true, value_name = "ADDRESS|FILE")]
    pub sources: Vec<String>,
    /// Where to store what comes; added to if it is there [default: the record's name with .warc.gz]
    #[arg(short, long, value_name = "FILE.warc.gz")]
    pub output: Option<String>,
    /// Only store, do not read into the record
    #[arg(long)]
    pub no_read: bool,
    /// Stories to fetch of each feed, the newest
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub limit: usize,
    /// Pause between two requests to a host, in seconds; longer if its robots.txt asks for it
    #[arg(long, value_name = "SECONDS", default_value = "1", value_parser = seconds)]
    pub delay: Duration,
    /// Hosts to ask at the same time
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u16).range(1..=64))]
    pub hosts: u16,
    /// Time for one request from beginning to end, in seconds
    #[arg(long, value_name = "SECONDS", default_value = "60", value_parser = seconds)]
    pub timeout: Duration,
    /// Longer answers are cut off, in megabytes
    #[arg(long, value_name = "MB", default_value = "8", value_parser = megabytes)]
    pub max_size: u64,
    /// Stop after so much in all, in megabytes
    #[arg(long, value_name = "MB", default_value = "1000", value_parser = megabytes)]
    pub max_total: u64,
    /// What to call ourselves; the part before the first / is looked for in robots.txt
    #[arg(long, value_name = "NAME", default_value = AGENT)]
    pub user_agent: String,
    /// Connect to private and local addresses too
    #[arg(long)]
    pub allow_private: bool,
}

/// What the program calls itself when it fetches.
const AGENT: &str = concat!("sidelines/", env!("CARGO_PKG_VERSION"), " (reads news reports for its user)");

/// `sidelines show`.
#[derive(ClapArgs)]
#[command(after_help = SHOW_EXAMPLES)]
pub struct Show {
    /// Id of an event or report, or the beginning of one
    #[arg(value_name = "ID")]
    pub id: String,
    /// What to print
    #[arg(long, value_enum, default_value_t = Pages::Text)]
    pub format: Pages,
    /// The same as --format json
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
}

/// `sidelines parse`.
#[derive(ClapArgs)]
#[command(after_help = PARSE_EXAMPLES)]
pub struct Parse {
    /// A text, taken as it stands; - for standard input
    #[arg(value_name = "FILE")]
    pub file: String,
    /// gold: FILE is CoNLL-U whose sentences and tokens are kept
    #[arg(long, value_enum, default_value_t = Tokens::Own)]
    pub tokens: Tokens,
    /// One JSON object a text instead of CoNLL-U
    #[arg(long, conflicts_with = "tokens")]
    pub json: bool,
}

/// Formats of a list of events.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Rows {
    /// A table, fitted to the terminal
    Table,
    /// JSON Lines, one object a line
    Jsonl,
}

impl Rows {
    /// With `--json` taken into account.
    fn or_json(self, json: bool) -> Self {
        if json { Self::Jsonl } else { self }
    }
}

impl Read {
    /// What to print.
    pub fn rows(&self) -> Rows {
        self.format.or_json(self.json)
    }
}

impl Show {
    /// What to print.
    pub fn pages(&self) -> Pages {
        if self.json { Pages::Json } else { self.format }
    }
}

/// Formats of one thing.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Pages {
    /// To read
    Text,
    /// The objects of the record
    Json,
}

/// Where tokens come from.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Tokens {
    /// The program finds sentences and tokens
    Own,
    /// They are given
    Gold,
}

/// The version, with hashes of what decides a reading.
pub fn version() -> &'static str {
    static VERSION: LazyLock<String> = LazyLock::new(|| {
        let v = Versions::embedded();
        format!(
            "{} (model {}, tables {}, codebook {})",
            env!("CARGO_PKG_VERSION"),
            v.model,
            v.tables,
            v.codebook
        )
    });
    &VERSION
}

fn status(name: &str) -> Result<sidelines::account::Status, String> {
    let known = "possible, planned, ongoing, held, called_off, not_held";
    let name = name.to_lowercase().replace([' ', '-'], "_");
    sidelines::account::Status::from_name(&name).ok_or_else(|| format!("the statuses are: {known}"))
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().ok().and_then(|s| Duration::try_from_secs_f64(s).ok());
    let kept = seconds.filter(|s| *s <= Duration::from_secs(3600));
    kept.ok_or_else(|| "write seconds as 2 or 0.5, up to 3600".to_owned())
}

/// Megabytes as bytes.
fn megabytes(text: &str) -> Result<u64, String> {
    let megabytes = text.parse().ok().filter(|m| (0.001..=1e6).contains(m));
    megabytes.map(|m: f64| (m * 1e6) as u64).ok_or_else(|| "write megabytes as 8 or 0.5".to_owned())
}

/// `text=inhoud`: a field of a report and the name it has in the input.
fn map(text: &str) -> Result<(String, String), String> {
    let known =
        "write it as FIELD=NAME; the fields are: text, title, url, date, outlet, byline, html, retrieved";
    let (field, name) = text.split_once('=').ok_or(known)?;
    let field = sidelines::read::field_of_map(field.trim()).ok_or(known)?;
    Some((field.to_owned(), name.trim().to_owned()))
        .filter(|(_, name)| !name.is_empty())
        .ok_or(known.to_owned())
}

/// A date in EDTF, as the record writes them.
pub fn date(text: &str) -> Result<String, String> {
    let known = sidelines::when::edtf::Edtf::parse(text).map(|_| text.to_owned());
    known.ok_or_else(|| "write a date as 2016-09-05, 2016-09 or 2016".to_owned())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn a_map_names_a_field_that_there_is() {
        assert_eq!(super::map("text = a.b=c"), Ok(("text".to_owned(), "a.b=c".to_owned())));
        assert_eq!(super::map("html=blob"), Ok(("page".to_owned(), "blob".to_owned())));
        for wrong in ["text", "colour=x", "text=", "=x"] {
            assert!(super::map(wrong).unwrap_err().contains("title, url, date"), "{wrong}");
        }
    }

    #[test]
    fn the_command_line_is_sound() {
        super::Args::command().debug_assert();
    }
}
