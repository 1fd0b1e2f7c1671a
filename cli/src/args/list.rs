//! Arguments of the commands that list what the record holds.

use clap::Args as ClapArgs;

use super::{Rows, date, status};

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
    /// Somebody who took part: part of a name, or a country code (USA)
    #[arg(long, value_name = "NAME")]
    pub who: Option<String>,
    /// Type or mode of event (CONSULT, meet)
    #[arg(long = "type", value_name = "TYPE")]
    pub kind: Option<String>,
    /// possible, planned, ongoing, held, called_off or not_held
    #[arg(long, value_name = "STATUS", value_parser = status)]
    pub status: Option<sidelines::account::Status>,
    /// Nothing that was over before this day, month or year (2016-09-05, 2016-09, 2016)
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub since: Option<String>,
    /// Nothing that began after it
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub until: Option<String>,
    /// Part of the name of a place or occasion, a state, or a country code (CHN)
    #[arg(long = "where", value_name = "PLACE")]
    pub place: Option<String>,
    /// Words in its topics or in the reports' words for it
    #[arg(long, value_name = "WORDS")]
    pub about: Option<String>,
    /// A context by its PLOVER code (military, election, economic, human_rights, ...)
    #[arg(long, value_name = "CODE")]
    pub context: Option<String>,
    /// A field on which the reports differ: who, when, where, status, outcome, figures; any for one of them
    #[arg(long, value_name = "FIELD", num_args = 0..=1, default_missing_value = "any", value_parser = FIELDS)]
    pub differ: Option<String>,
    /// Told by at least so many reports that do not rest on one another
    #[arg(long, value_name = "N")]
    pub legs: Option<usize>,
    /// All events of the parties and type of this one
    #[arg(long, value_name = "EVENT")]
    pub series: Option<String>,
    /// What to print
    #[arg(long, value_enum, default_value_t = Rows::Table)]
    pub format: Rows,
}

/// Fields on which accounts are compared.
const FIELDS: [&str; 8] = ["any", "who", "when", "where", "status", "topics", "outcome", "figures"];

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
