//! Arguments of the commands that list what the record holds.

use clap::{Args as ClapArgs, ValueEnum};
use sidelines::show::plot::Unit;

use super::Rows;
use super::filters::Filters;

const LIST_EXAMPLES: &str = "\
Examples:
  sidelines list --who Putin
  sidelines list --who USA --type CONSULT --since 2016-09 --until 2016-12
  sidelines list --status called_off
  sidelines list --where China --about \"South China Sea\"
  sidelines list --differ when            where reports do not agree on the day
  sidelines list --series e1a2b3c4        all meetings of those who met there
  sidelines list --who Putin --plot       bars: how many events a month, or a year
  sidelines list --json                   one object a line

≠ behind the number of reports: they differ on something; `sidelines show` says on what.";

/// `sidelines list`.
#[derive(ClapArgs)]
#[command(after_help = LIST_EXAMPLES)]
pub struct List {
    /// Which events
    #[command(flatten)]
    pub filters: Filters,
    /// What to print
    #[arg(long, value_enum, default_value_t = Rows::Table)]
    pub format: Rows,
    /// The same as --format jsonl
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
    /// Bars instead: how many events begin in each month or year; with --json the numbers
    #[arg(long, value_name = "UNIT", value_enum, num_args = 0..=1, require_equals = true, default_missing_value = "auto")]
    pub plot: Option<By>,
}

/// What bars stand for.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum By {
    /// Months, or years where the events span five years and more
    Auto,
    /// Months
    Month,
    /// Years
    Year,
}

impl By {
    /// The unit, where it is chosen.
    pub fn unit(self) -> Option<Unit> {
        match self {
            Self::Auto => None,
            Self::Month => Some(Unit::Month),
            Self::Year => Some(Unit::Year),
        }
    }
}

impl List {
    /// What to print.
    pub fn rows(&self) -> Rows {
        self.format.or_json(self.json)
    }
}

/// `sidelines stories`.
#[derive(ClapArgs)]
pub struct Stories {
    /// Only stories that at least so many reports tell
    #[arg(long, value_name = "N", default_value_t = 2)]
    pub reports: usize,
    /// What to print
    #[arg(long, value_enum, default_value_t = Rows::Table)]
    pub format: Rows,
    /// The same as --format jsonl
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
}

impl Stories {
    /// What to print.
    pub fn rows(&self) -> Rows {
        self.format.or_json(self.json)
    }
}
