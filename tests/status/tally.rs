//! Gold against answer, and the figures from it.

use sidelines::account::Status;

/// The statuses in the order of the tables.
pub const ALL: [Status; 6] =
    [Status::Held, Status::Ongoing, Status::Planned, Status::Possible, Status::CalledOff, Status::NotHeld];

fn place(status: Status) -> usize {
    ALL.iter().position(|s| *s == status).expect("ALL has all")
}

/// How often which answer was given for which gold.
#[derive(Default)]
pub struct Tally {
    counts: [[usize; ALL.len()]; ALL.len()],
}

impl Tally {
    pub fn add(&mut self, gold: Status, answer: Status) {
        self.counts[place(gold)][place(answer)] += 1;
    }

    fn gold(&self, i: usize) -> usize {
        self.counts[i].iter().sum()
    }

    fn answered(&self, i: usize) -> usize {
        self.counts.iter().map(|row| row[i]).sum()
    }

    fn all(&self) -> usize {
        (0..ALL.len()).map(|i| self.gold(i)).sum()
    }

    /// The status that gold has most often.
    pub fn majority(&self) -> Status {
        ALL[(0..ALL.len()).max_by_key(|&i| (self.gold(i), ALL.len() - i)).unwrap_or(0)]
    }

    pub fn accuracy(&self) -> f64 {
        let right: usize = (0..ALL.len()).map(|i| self.counts[i][i]).sum();
        right as f64 / self.all().max(1) as f64
    }

    /// F1 of one status; `None` where gold does not have it.
    fn f1(&self, i: usize) -> Option<f64> {
        let (gold, answered) = (self.gold(i), self.answered(i));
        (gold > 0).then(|| 2.0 * self.counts[i][i] as f64 / (gold + answered) as f64)
    }

    /// Mean F1 of the statuses that gold has.
    pub fn macro_f1(&self) -> f64 {
        let each: Vec<f64> = (0..ALL.len()).filter_map(|i| self.f1(i)).collect();
        each.iter().sum::<f64>() / each.len().max(1) as f64
    }

    /// One row of the table: the tool, macro-F1, accuracy, F1 by status.
    pub fn row(&self, tool: &str) {
        let each: Vec<String> =
            (0..ALL.len()).map(|i| self.f1(i).map_or_else(|| "-".into(), |f| format!("{f:.3}"))).collect();
        println!("{tool:<10} {:>9.3} {:>9.3} {:>10}", self.macro_f1(), self.accuracy(), each.join("     "));
    }

    /// The head of the table, with how often gold has each.
    pub fn head(&self, set: &str) {
        let each: Vec<String> =
            (0..ALL.len()).map(|i| format!("{} {}", ALL[i].name(), self.gold(i))).collect();
        println!("\n{set}: {} events; macro-F1, accuracy, F1 of: {}", self.all(), each.join(", "));
    }

    /// Gold by answer.
    pub fn confusion(&self) {
        println!("gold \\ answer {}", ALL.map(|s| format!("{:>10}", s.name())).join(""));
        for (status, row) in ALL.iter().zip(&self.counts) {
            println!("{:<13} {}", status.name(), row.map(|n| format!("{n:>10}")).join(""));
        }
    }
}
