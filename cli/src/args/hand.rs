//! Arguments of the commands by which somebody puts linking right.

use clap::Args as ClapArgs;

const MERGE_EXAMPLES: &str = "\
Examples:
  sidelines merge e1a2b3c4 e5d6f7a8 --note \"both are the Geneva round\"
  sidelines undo                        take the last decision back

The older event keeps its id; by the other's id it is still found. Decisions are kept with the
record and hold when reports are added.";

const SPLIT_EXAMPLES: &str = "\
Examples:
  sidelines split e1a2b3c4 r5d6e7f8                what this report tells is another event
  sidelines split e1a2b3c4 a0f1e2d3 a4b5c6d7       these accounts are
  sidelines undo                                   take the last decision back";

/// `sidelines merge`.
#[derive(ClapArgs)]
#[command(after_help = MERGE_EXAMPLES)]
pub struct Merge {
    /// An event
    #[arg(value_name = "EVENT")]
    pub event: String,
    /// Another that is the same happening
    #[arg(value_name = "EVENT")]
    pub other: String,
    /// Why, for the log
    #[arg(long, value_name = "WORDS")]
    pub note: Option<String>,
}

/// `sidelines split`.
#[derive(ClapArgs)]
#[command(after_help = SPLIT_EXAMPLES)]
pub struct Split {
    /// An event
    #[arg(value_name = "EVENT")]
    pub event: String,
    /// What tells another happening: reports, or accounts of it
    #[arg(required = true, value_name = "REPORT|ACCOUNT")]
    pub out: Vec<String>,
    /// Why, for the log
    #[arg(long, value_name = "WORDS")]
    pub note: Option<String>,
}

/// `sidelines undo`.
#[derive(ClapArgs)]
pub struct Undo {
    /// Number of the decision, as `sidelines decisions` prints it [default: the last that stands]
    #[arg(value_name = "N")]
    pub decision: Option<i64>,
}

/// `sidelines decisions`.
#[derive(ClapArgs)]
pub struct Decisions {
    /// What to print
    #[arg(long, value_enum, default_value_t = super::Rows::Table)]
    pub format: super::Rows,
    /// The same as --format jsonl
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
}

impl Decisions {
    /// What to print.
    pub fn rows(&self) -> super::Rows {
        self.format.or_json(self.json)
    }
}
