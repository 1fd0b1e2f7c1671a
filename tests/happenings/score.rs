//! How well accounts are linked and compared: B-cubed (Bagga and Baldwin 1998) over the tellings that were found, and
//! the share of fields on which the program says what a careful reader says.

use std::collections::BTreeMap;

/// A telling: the happening it belongs to, its account, and the event that the program put that in.
#[derive(Clone, Debug)]
pub struct Item {
    pub gold: String,
    pub event: String,
    pub account: String,
}

/// B-cubed precision, recall and F1.
pub fn b_cubed(items: &[Item]) -> (f64, f64, f64) {
    let share = |same: fn(&Item, &Item) -> bool, of: fn(&Item, &Item) -> bool| {
        let one = |a: &Item| {
            let all = items.iter().filter(|b| of(a, b)).count();
            let right = items.iter().filter(|b| of(a, b) && same(a, b)).count();
            right as f64 / all as f64
        };
        items.iter().map(one).sum::<f64>() / items.len().max(1) as f64
    };
    let gold = |a: &Item, b: &Item| a.gold == b.gold;
    let event = |a: &Item, b: &Item| a.event == b.event;
    let (p, r) = (share(gold, event), share(event, gold));
    (p, r, if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 })
}

/// Right and all, by field.
#[derive(Default)]
pub struct Fields(BTreeMap<String, (usize, usize)>);

impl Fields {
    pub fn add(&mut self, field: &str, right: bool) {
        let of = self.0.entry(field.to_owned()).or_default();
        *of = (of.0 + usize::from(right), of.1 + 1);
    }

    pub fn share(&self) -> f64 {
        let (right, all) = self.0.values().fold((0, 0), |sum, f| (sum.0 + f.0, sum.1 + f.1));
        right as f64 / all.max(1) as f64
    }

    pub fn each(&self) -> String {
        let one = |(name, (right, all)): (&String, &(usize, usize))| format!("{name} {right}/{all}");
        self.0.iter().map(one).collect::<Vec<_>>().join(", ")
    }
}

#[test]
fn b_cubed_of_a_split_and_of_a_lump() {
    let item =
        |gold: &str, event: &str| Item { gold: gold.into(), event: event.into(), account: String::new() };
    let split = [item("a", "1"), item("a", "2"), item("b", "3")];
    assert_eq!(b_cubed(&split).0, 1.0);
    assert!((b_cubed(&split).1 - 2.0 / 3.0).abs() < 1e-9);
    let lump = [item("a", "1"), item("b", "1")];
    assert_eq!((b_cubed(&lump).0, b_cubed(&lump).1), (0.5, 1.0));
}
