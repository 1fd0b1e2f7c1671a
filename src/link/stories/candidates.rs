//! Which pairs of reports are compared at all: those that share heavy terms and were published near each
//! other. Inverted lists from term to reports, as in every text index (Zobel and Moffat 2006).

use std::collections::BTreeMap;

use super::Told;

/// The terms by which a report is found, its heaviest.
const KEYS: usize = 24;
/// Terms two reports share at least, of those; reports with few terms share one.
const SHARED: u8 = 2;
const FEW: usize = 8;
/// Under one term a report meets at most so many before it, the nearest in time: a term that everyone has
/// tells little, and the others find the pair.
const MET: usize = 200;
/// Reports published more days apart are not compared.
const APART: i32 = 30;

/// Pairs of reports to compare, the earlier first. The reports are in order of publication.
pub fn pairs(reports: &[Told]) -> Vec<(usize, usize)> {
    let mut lists: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    let mut pairs = Vec::new();
    let mut met = Met { times: vec![0; reports.len()], who: Vec::new() };
    for (b, report) in reports.iter().enumerate() {
        let keys = report.terms.heaviest(KEYS);
        for key in &keys {
            let list = lists.entry(*key).or_default();
            let near = |a: &&usize| !apart(reports[**a].day, report.day);
            list.iter().rev().take(MET).take_while(near).for_each(|a| met.add(*a));
            list.push(b);
        }
        let needed = if keys.len() < FEW { 1 } else { SHARED };
        pairs.extend(met.drain(needed).map(|a| (a, b)));
    }
    pairs
}

/// How often each earlier report was met under the terms of one.
struct Met {
    times: Vec<u8>,
    who: Vec<usize>,
}

impl Met {
    fn add(&mut self, report: usize) {
        if self.times[report] == 0 {
            self.who.push(report);
        }
        self.times[report] += 1;
    }

    /// Those met so often at least; all are forgotten.
    fn drain(&mut self, needed: u8) -> impl Iterator<Item = usize> + '_ {
        let times = &mut self.times;
        self.who.drain(..).filter(move |r| std::mem::take(&mut times[*r]) >= needed)
    }
}

fn apart(a: Option<i32>, b: Option<i32>) -> bool {
    a.zip(b).is_some_and(|(a, b)| a.abs_diff(b) > APART.unsigned_abs())
}
