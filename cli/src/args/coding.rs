//! Arguments of the commands that look at the coding itself.

use clap::{Args as ClapArgs, Subcommand};
use sidelines::code::pairs::Merge;

const CHECK_EXAMPLES: &str = "\
Examples:
  sidelines codebook check                    the built-in codebook
  sidelines codebook check my-codebook/       your own, on top of the built-in one
  sidelines codebook check my-codebook/ --all and what it does to the built-in examples
  sidelines codebook check my-codebook/ --json
  sidelines read reports/ --codebook my-codebook/ --record mine.db

How to write rules and examples: docs/CODEBOOK.md";

const CODE_EXAMPLES: &str = "\
Examples:
  sidelines code --pairs pairs.txt            one sentence a line:
      <s>Kenya</s> accused <t>Uganda</t> of shielding smugglers.
  sidelines code --pairs pairs.tsv            a table with a column marked_sentence
  sidelines code --pairs pairs.tsv --gold type --merge CONCEDE,RETREAT=YIELD

Prints type, mode, status, confidence and the line, with tabs between them; - where nothing was told.";

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  sidelines explain story.txt                 each sentence: what fired, and why the rest did not
  sidelines explain story.txt --all           with what each rule looked for and did not find
  sidelines explain story.txt --json          one object a report, with everything
  sidelines explain story.txt --codebook my-codebook/

A word is named with the rule that considered it; the record is not touched.";

/// `sidelines codebook`.
#[derive(ClapArgs)]
#[command(after_help = CHECK_EXAMPLES)]
pub struct Codebook {
    /// What to do
    #[command(subcommand)]
    pub command: CodebookCommand,
}

/// What is done with a codebook.
#[derive(Subcommand)]
pub enum CodebookCommand {
    /// Run the examples of its rules; measure its marked examples
    Check(Check),
}

/// `sidelines codebook check`.
#[derive(ClapArgs)]
#[command(after_help = CHECK_EXAMPLES)]
pub struct Check {
    /// A folder of TOML files that add to the built-in codebook [default: the built-in codebook alone]
    #[arg(value_name = "FOLDER")]
    pub folder: Option<String>,
    /// The examples of the built-in rules too
    #[arg(long)]
    pub all: bool,
    /// List the marked examples that are told otherwise
    #[arg(long)]
    pub show: bool,
    /// One JSON object
    #[arg(long)]
    pub json: bool,
}

/// `sidelines code`.
#[derive(ClapArgs)]
#[command(after_help = CODE_EXAMPLES)]
pub struct Code {
    /// Sentences with marks, one a line, or a TSV with a column marked_sentence; - for standard input
    #[arg(long, value_name = "FILE")]
    pub pairs: String,
    /// The column that holds the right type: print how well they are told instead
    #[arg(long, value_name = "COLUMN")]
    pub gold: Option<String>,
    /// With --gold: types that count as one
    #[arg(long, value_name = "TYPE,TYPE=NAME", requires = "gold", value_parser = Merge::parse)]
    pub merge: Vec<Merge>,
    /// Types as PLOVER's manual counts them, which knows no status: a promised act is AGREE, a threatened one
    /// THREATEN, a refused one REJECT
    #[arg(long)]
    pub plover: bool,
    /// With --gold: list the lines that are told otherwise
    #[arg(long, requires = "gold")]
    pub show: bool,
    /// One JSON object a sentence, or with --gold one with the figures
    #[arg(long)]
    pub json: bool,
    /// A codebook of your own: its TOML files add to the built-in one and override it
    #[arg(long, value_name = "FOLDER")]
    pub codebook: Option<String>,
}

/// `sidelines explain`.
#[derive(ClapArgs)]
#[command(after_help = EXPLAIN_EXAMPLES)]
pub struct Explain {
    /// Files and folders; - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<String>,
    /// What each rule looked for beside a word and did not find, too
    #[arg(long)]
    pub all: bool,
    /// One JSON object a report
    #[arg(long)]
    pub json: bool,
    /// The day the reports were published, if you know it
    #[arg(long, value_name = "DATE", value_parser = super::date)]
    pub published: Option<String>,
    /// A codebook of your own: its TOML files add to the built-in one and override it
    #[arg(long, value_name = "FOLDER")]
    pub codebook: Option<String>,
}
