//! Arguments of the commands that list what the record holds.

use clap::Args as ClapArgs;

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
  sidelines list --format jsonl

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
}
