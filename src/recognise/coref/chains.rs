//! The chains that grow while a text is read, and what each tells of a candidate that might join it.

use super::features::{NAMES, PRONOUNS, WORDINGS, cores, identities, wording};
use super::traits::{KINDS, Kind, Traits};
use super::words::{Gender, Number};

/// Different wordings that a chain keeps to compare with.
const WORDINGS_KEPT: usize = 8;

/// Templates of a candidate and a chain: name and number of values.
pub const OF_CHAIN: [(&str, usize); 9] = [
    ("chain's size, pronoun", 5 * PRONOUNS),
    ("chain's gender, gender, is pronoun", 5 * 4 * 2),
    ("chain's number, number", 4 * 3),
    ("chain's likest words, kind", WORDINGS * KINDS),
    ("chain's last, kind", 2 * KINDS),
    ("chain's kinds, pronoun", 4 * PRONOUNS),
    ("chain's persons, pronoun", 8 * PRONOUNS),
    ("chain's name, pronoun", NAMES * PRONOUNS),
    ("chain's names, name", 4 * KINDS),
];

/// What one chain gathers.
#[derive(Clone, Debug, Default)]
struct Chain {
    size: usize,
    genders: [bool; 4],
    numbers: [bool; 3],
    persons: usize,
    has_name: bool,
    has_noun: bool,
    name: usize,
    last: usize,
    /// Members with different words.
    worded: Vec<usize>,
}

/// All chains so far.
#[derive(Clone, Debug, Default)]
pub struct Chains {
    of: Vec<usize>,
    chains: Vec<Chain>,
}

impl Chains {
    /// The chain of candidate `j`.
    pub fn of(&self, j: usize) -> usize {
        self.of[j]
    }

    /// Is `j` the latest member of its chain (1) or not (0)?
    pub fn is_last(&self, j: usize) -> usize {
        usize::from(self.chains[self.of[j]].last == j)
    }

    /// Adds the next candidate: to the chain of an earlier one, or to a new chain.
    pub fn add(&mut self, all: &[Traits], antecedent: Option<usize>) {
        let i = self.of.len();
        let chain = antecedent.map_or(self.chains.len(), |j| self.of[j]);
        if chain == self.chains.len() {
            self.chains.push(Chain::default());
        }
        self.of.push(chain);
        self.chains[chain].take(all, i);
    }

    /// Values of [`OF_CHAIN`] for candidate `i` and the chain of `j`.
    pub fn of_chain(&self, all: &[Traits], i: usize, j: usize) -> [usize; OF_CHAIN.len()] {
        let (t, chain) = (&all[i], &self.chains[self.of[j]]);
        let (kind, word) = (t.kind as usize, t.pronoun.map_or(0, |p| p.word));
        let size = match chain.size {
            0..=2 => chain.size.saturating_sub(1),
            3..=4 => 2,
            5..=8 => 3,
            _ => 4,
        };
        let is_pronoun = usize::from(t.kind == Kind::Pronoun);
        let kinds = usize::from(chain.has_name) * 2 + usize::from(chain.has_noun);
        [
            size * PRONOUNS + word,
            (chain.gender() * 4 + t.gender as usize) * 2 + is_pronoun,
            chain.number() * 3 + t.number as usize,
            chain.likest(all, t) * KINDS + kind,
            self.is_last(j) * KINDS + kind,
            kinds * PRONOUNS + word,
            chain.persons * PRONOUNS + word,
            chain.name * PRONOUNS + word,
            chain.names(all, t) * KINDS + kind,
        ]
    }
}

impl Chain {
    fn take(&mut self, all: &[Traits], i: usize) {
        let t = &all[i];
        self.size += 1;
        self.genders[t.gender as usize] = true;
        self.numbers[t.number as usize] = true;
        self.persons |= t.pronoun.map_or(0, |p| 1 << (p.person.clamp(1, 3) - 1));
        self.has_name |= t.kind == Kind::Name;
        self.has_noun |= !matches!(t.kind, Kind::Name | Kind::Pronoun);
        if self.name == 0 {
            self.name = t.name;
        }
        self.last = i;
        let new = t.pronoun.is_none() && !self.worded.iter().any(|&w| all[w].words == t.words);
        if new && self.worded.len() < WORDINGS_KEPT {
            self.worded.push(i);
        }
    }

    /// 0 unknown, 1 to 3 as [`Gender`], 4 several.
    fn gender(&self) -> usize {
        let told: Vec<usize> = (1..4).filter(|&g| self.genders[g]).collect();
        match told.as_slice() {
            [] => Gender::Unknown as usize,
            [one] => *one,
            _ => 4,
        }
    }

    /// 0 unknown, 1 and 2 as [`Number`], 3 both.
    fn number(&self) -> usize {
        match (self.numbers[Number::Singular as usize], self.numbers[Number::Plural as usize]) {
            (false, false) => 0,
            (true, false) => 1,
            (false, true) => 2,
            (true, true) => 3,
        }
    }

    /// The best wording of all members.
    fn likest(&self, all: &[Traits], t: &Traits) -> usize {
        let rank = |w: usize| if w == 0 { 99 } else { w };
        self.worded.iter().map(|&w| wording(t, &all[w])).min_by_key(|w| rank(*w)).unwrap_or(0)
    }

    /// 0 no names to compare, 1 some name is alike, 2 none is and they are of another sort, 3 of the same.
    fn names(&self, all: &[Traits], t: &Traits) -> usize {
        let mut names = self.worded.iter().map(|&w| &all[w]).filter(|w| w.kind == Kind::Name).peekable();
        if t.kind != Kind::Name || names.peek().is_none() {
            return 0;
        }
        let alike = |n: &Traits| identities(n, t) == 1 || matches!(cores(n, t), 1..=3) || n.words == t.words;
        match names.any(alike) {
            true => 1,
            false if self.name != t.name => 2,
            false => 3,
        }
    }
}
