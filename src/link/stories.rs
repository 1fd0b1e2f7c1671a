//! Which reports tell one story: the same happening, whatever each makes of it.
//!
//! Reports are joined by average linkage with a check against chaining ([`groups`]): two earthquakes, two
//! arrests share their words, not their names and places.
//!
//! The outcome depends on the set of reports alone, not on their order, and a report changes only the
//! stories of reports that are like it. Work grows with the pairs that share heavy terms, not with all.

mod candidates;
pub(super) mod groups;

use super::terms::Terms;
use groups::{Groups, Needs};

/// How alike reports of one story are.
const NEEDS: Needs = Needs { alike: 0.2, coherent: 0.7 };
/// Likeness that is taken for none, so that what is kept stays small.
const SLIGHT: f64 = 0.05;
/// Days between two reports that make no difference, and those beyond after which likeness counts half as
/// much (the time decay of topic detection and tracking; Yang, Pierce and Carbonell 1998). What is told of
/// one happening comes within days; a campaign of months with the same names is no single story.
const SAME_DAYS: f64 = 2.0;
const HALVED: f64 = 7.0;

/// A report as this module sees it.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// Its id: decides the order of what is equal.
    pub id: &'a str,
    /// Its day of publication, as days since any fixed day.
    pub day: Option<i32>,
    /// Its signature.
    pub terms: &'a Terms,
}

/// The reports of each story, as indices into `reports`: every report is in exactly one. Stories stand by
/// their first report, reports in a story by day (undated ones last), then id.
pub fn stories(reports: &[Told]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..reports.len()).collect();
    order.sort_by_key(|&i| (reports[i].day.is_none(), reports[i].day, reports[i].id));
    let sorted: Vec<Told> = order.iter().map(|&i| reports[i]).collect();
    let mut groups = Groups::of_each(sorted.len(), NEEDS);
    for (a, b) in candidates::pairs(&sorted) {
        let alike = likeness(&sorted[a], &sorted[b]);
        groups.relate(a, b, if alike < SLIGHT { 0.0 } else { alike });
    }
    let clusters = groups.join_all();
    clusters.into_iter().map(|c| c.into_iter().map(|i| order[i]).collect()).collect()
}

/// How likely two reports are to tell one story, 0 to 1: the likeness of their terms, less the farther
/// apart they were published.
pub fn likeness(a: &Told, b: &Told) -> f64 {
    a.terms.likeness(b.terms) * nearness(a.day, b.day)
}

fn nearness(a: Option<i32>, b: Option<i32>) -> f64 {
    let (Some(a), Some(b)) = (a, b) else { return 1.0 };
    let beyond = (f64::from(a.abs_diff(b)) - SAME_DAYS).max(0.0);
    HALVED / (HALVED + beyond)
}

#[cfg(test)]
mod tests;
