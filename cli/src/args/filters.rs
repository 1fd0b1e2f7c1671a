//! Which events are meant: the same conditions wherever events are listed or written out.

use clap::Args as ClapArgs;
use sidelines::account::Status;
use sidelines::gazetteer::{Entry, Gazetteer};
use sidelines::link::series;
use sidelines::show::query::Query;
use sidelines::store::Store;

use super::{date, status};
use crate::commands::show::the_one;

/// Conditions on events; those that are not given are met by all.
#[derive(ClapArgs, Clone, Debug, Default, PartialEq, Eq)]
#[command(next_help_heading = "Which events")]
pub struct Filters {
    /// Somebody who took part: part of a name, or a country code (USA)
    #[arg(long, value_name = "NAME")]
    pub who: Option<String>,
    /// Type or mode of event (CONSULT, meet)
    #[arg(long = "type", value_name = "TYPE")]
    pub kind: Option<String>,
    /// possible, planned, ongoing, held, called_off or not_held
    #[arg(long, value_name = "STATUS", value_parser = status)]
    pub status: Option<Status>,
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
}

/// Fields on which accounts are compared.
pub const FIELDS: [&str; 8] = ["any", "who", "when", "where", "status", "topics", "outcome", "figures"];

impl Filters {
    /// Is there no condition at all?
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The conditions in the terms of the record.
    ///
    /// # Errors
    /// When `series` names no event of the record, or one that is in no series.
    pub fn query(&self, store: &Store) -> anyhow::Result<Query> {
        let place_code = self.place.as_deref().map(code).transpose()?.flatten();
        Ok(Query {
            who: self.who.clone(),
            kind: self.kind.clone(),
            status: self.status,
            since: self.since.clone(),
            until: self.until.clone(),
            place: self.place.clone(),
            place_code,
            about: self.about.clone(),
            context: self.context.clone(),
            differ: self.differ.clone(),
            legs: self.legs,
            actor: None,
            words: None,
            series: self.series.as_deref().map(|id| key(store, id)).transpose()?,
        })
    }
}

/// The key of the series that an event belongs to.
fn key(store: &Store, id: &str) -> anyhow::Result<String> {
    let found = the_one(store, id)?;
    let event = store
        .event(&found.id)?
        .ok_or_else(|| anyhow::anyhow!("{} is the id of a {}, not of an event", found.id, found.kind))?;
    series::key(&event)
        .ok_or_else(|| anyhow::anyhow!("event {} has one party only: it is in no series", event.id))
}

/// The code of the state of that name: `--where China` finds what happened in Hangzhou.
fn code(name: &str) -> anyhow::Result<Option<String>> {
    let tables = Gazetteer::embedded().map_err(anyhow::Error::msg)?;
    let state = tables.lookup(name).iter().find_map(|e| match e {
        Entry::State(i) => tables.countries.get(*i).map(|c| c.iso3.clone()),
        _ => None,
    });
    Ok(state)
}
