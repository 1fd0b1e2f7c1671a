//! Arguments of `sidelines export`.

use std::path::Path;

use clap::{Args as ClapArgs, ValueEnum};

use super::filters::Filters;

const EXAMPLES: &str = "\
Examples:
  sidelines export -o record.jsonl
  sidelines export --all | gzip > record.jsonl.gz
  sidelines export --format csv -o tables/              a file for each table
  sidelines export --format csv --who USA > events.csv  the table of events alone
  sidelines export --format parquet -o parquet/
  sidelines export -o record.sqlite                     opens in Datasette
  sidelines export --type CONSULT -o meetings.ics       a calendar
  sidelines export --format jsonld --since 2016 -o record.jsonld
  sidelines export --format polecat -o events.tsv

Of jsonl, one object a line; `kind` says which: report, statement, account, actor, event.
With conditions: the events that meet them, their accounts, and the reports, statements and
actors of these. The same reports give the same bytes, in whatever order they were read.
What every field and column means: docs/DATA.md";

/// `sidelines export`.
#[derive(ClapArgs)]
#[command(after_help = EXAMPLES)]
pub struct Export {
    /// What to write [default: what the name given with -o ends in, else jsonl]
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    /// Where to write it; csv and parquet: a folder for all tables [default: standard output]
    #[arg(short, long, value_name = "FILE|FOLDER/")]
    pub output: Option<String>,
    /// Every name, time and place too
    #[arg(long)]
    pub all: bool,
    /// csv, parquet, gdelt: only this table, in one file [default without a folder: event; gdelt: events]
    #[arg(long, value_name = "TABLE")]
    pub table: Option<String>,
    /// ics: events of all types, not of meetings and talks only
    #[arg(long)]
    pub all_types: bool,
    /// polecat, gdelt, icews: events of all statuses, not only what is going on or was held
    #[arg(long)]
    pub all_statuses: bool,
    /// Print what the lines of jsonl look like, as JSON Schema
    #[arg(long, conflicts_with_all = ["format", "output", "all", "table"])]
    pub schema: bool,
    /// Which events
    #[command(flatten)]
    pub filters: Filters,
}

/// Formats of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// JSON Lines, one object a line
    Jsonl,
    /// Tables for spreadsheets
    Csv,
    /// Tables for pandas, polars, DuckDB, Spark; objects nested
    Parquet,
    /// Tables in one SQLite file, with keys and full-text search; opens in Datasette
    Sqlite,
    /// Linked data: schema.org events, Web Annotations that point at the words
    Jsonld,
    /// A calendar of meetings and talks
    Ics,
    /// The table of POLECAT
    Polecat,
    /// The tables of GDELT 2.0: events, mentions
    Gdelt,
    /// The table of ICEWS
    Icews,
}

impl Export {
    /// The format asked for, or the one that the name of the output ends in.
    pub fn format(&self) -> Format {
        let ending = self.output.as_deref().and_then(|o| Path::new(o).extension()?.to_str());
        let told = match ending.unwrap_or_default().to_lowercase().as_str() {
            "csv" => Format::Csv,
            "parquet" => Format::Parquet,
            "sqlite" | "sqlite3" | "db" => Format::Sqlite,
            "jsonld" => Format::Jsonld,
            "ics" => Format::Ics,
            _ => Format::Jsonl,
        };
        self.format.unwrap_or(told)
    }
}
