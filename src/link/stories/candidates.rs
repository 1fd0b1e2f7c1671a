//! Which pairs of reports are compared at all: those that share heavy terms and were published near each
//! other. Inverted lists from term to reports, as in every text index (Zobel and Moffat 2006).

use std::collections::BTreeMap;

use super::Told;

/// The terms by which a report is found, its heaviest.
const KEYS: usize = 24;
/// Terms two reports share at least, of those; reports with few terms share one.
const SHARED: usize = 2;
const FEW: usize = 8;
/// Under one term a report meets at most so many before it, the nearest in time: a term that everyone has
/// tells little, and the others find the pair.
const MET: usize = 400;
/// Reports published more days apart are not compared.
const APART: i32 = 120;

/// Pairs of reports to compare, the earlier first. The reports are in order of publication.
pub fn pairs(reports: &[Told]) -> Vec<(usize, usize)> {
    let mut lists: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    let mut pairs = Vec::new();
    let mut met = Vec::new();
    for (b, report) in reports.iter().enumerate() {
        let keys = report.terms.heaviest(KEYS);
        met.clear();
        for key in &keys {
            let list = lists.entry(*key).or_default();
            let near = |a: &&usize| !apart(reports[**a].day, report.day);
            met.extend(list.iter().rev().take(MET).take_while(near));
            list.push(b);
        }
        met.sort_unstable();
        let needed = if keys.len() < FEW { 1 } else { SHARED };
        pairs.extend(met.chunk_by(|x, y| x == y).filter(|c| c.len() >= needed).map(|c| (c[0], b)));
    }
    pairs
}

fn apart(a: Option<i32>, b: Option<i32>) -> bool {
    a.zip(b).is_some_and(|(a, b)| a.abs_diff(b) > APART.unsigned_abs())
}
