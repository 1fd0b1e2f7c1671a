//! Precision, recall and F1 by class, and their mean: the figure of relation sets.

use std::collections::BTreeMap;

/// Counts of one class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Told as this class, rightly.
    pub right: usize,
    /// Told as this class.
    pub told: usize,
    /// Are of this class.
    pub gold: usize,
}

impl Counts {
    /// Share of what was told that is right; 0 where nothing was told.
    pub fn precision(&self) -> f64 {
        share(self.right, self.told)
    }

    /// Share of what there is that was told.
    pub fn recall(&self) -> f64 {
        share(self.right, self.gold)
    }

    /// Their harmonic mean.
    pub fn f1(&self) -> f64 {
        share(2 * self.right, self.told + self.gold)
    }
}

fn share(part: usize, all: usize) -> f64 {
    if all == 0 { 0.0 } else { part as f64 / all as f64 }
}

/// Answers beside what is right.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// By class.
    pub classes: BTreeMap<String, Counts>,
    /// Cases.
    pub all: usize,
    /// Those that were told rightly.
    pub right: usize,
}

impl Figures {
    /// Adds one case; `told` is `None` where nothing was answered.
    pub fn add(&mut self, gold: &str, told: Option<&str>) {
        self.all += 1;
        self.classes.entry(gold.to_owned()).or_default().gold += 1;
        let Some(told) = told else { return };
        let hit = usize::from(gold == told);
        let class = self.classes.entry(told.to_owned()).or_default();
        class.told += 1;
        class.right += hit;
        self.right += hit;
    }

    /// Mean of F1 over the classes that there are in the right answers.
    pub fn macro_f1(&self) -> f64 {
        let real: Vec<&Counts> = self.classes.values().filter(|c| c.gold > 0).collect();
        if real.is_empty() { 0.0 } else { real.iter().map(|c| c.f1()).sum::<f64>() / real.len() as f64 }
    }

    /// Share of all cases told rightly.
    pub fn accuracy(&self) -> f64 {
        share(self.right, self.all)
    }

    /// A table of the classes, their mean in the last line.
    pub fn table(&self) -> String {
        let line = |name: &str, n: usize, figures: [f64; 3]| {
            let [p, r, f] = figures;
            format!("{name:<14} {n:>6} {p:>9.3} {r:>9.3} {f:>9.3}\n")
        };
        let head = format!("{:<14} {:>6} {:>9} {:>9} {:>9}\n", "type", "cases", "precision", "recall", "F1");
        let rows = self.classes.iter().map(|(k, c)| line(k, c.gold, [c.precision(), c.recall(), c.f1()]));
        let last =
            format!("{:<14} {:>6} {:>9} {:>9} {:>9.3}\n", "macro-F1", self.all, "", "", self.macro_f1());
        format!("{head}{}{last}{:<14} {:>36.3}\n", rows.collect::<String>(), "accuracy", self.accuracy())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mean_is_over_the_classes_of_the_gold() {
        let mut figures = Figures::default();
        for (gold, told) in
            [("A", Some("A")), ("A", Some("B")), ("B", Some("B")), ("B", None), ("B", Some("C"))]
        {
            figures.add(gold, told);
        }
        // A: 1 of 1 told, 1 of 2; B: 1 of 2 told, 1 of 3. C is nobody's class.
        let want = (2.0 / 3.0 + 2.0 / 5.0) / 2.0;
        assert!((figures.macro_f1() - want).abs() < 1e-12, "{}", figures.macro_f1());
        assert!((figures.accuracy() - 0.4).abs() < 1e-12);
        assert_eq!(figures.classes["B"].precision(), 0.5);
        assert!(figures.table().contains("macro-F1"));
    }

    #[test]
    fn nothing_is_zero() {
        assert_eq!(Figures::default().macro_f1(), 0.0);
    }
}
