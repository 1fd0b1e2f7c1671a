//! The words of an account, folded and hashed: what is said of the act beside who, when and where.

use crate::account::Account;
use crate::show::query::folded;

/// Words this short say nothing of what an act is about.
const SHORTEST: usize = 4;
/// Bytes of a folded word that are compared: endings beyond them are inflection or derivation.
const STEM: usize = 6;

/// Hashed stems, ascending, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words(Box<[u32]>);

impl Words {
    /// Those of its evidence and topics, without the names of who takes part and where.
    pub fn of(account: &Account) -> Self {
        let mut names: Vec<u32> = Vec::new();
        for p in account.actors.iter().chain(&account.recipients) {
            names.extend(stems(&p.name).chain(stems(&p.span.exact)));
            names.extend(p.title.iter().flat_map(|t| stems(t)));
        }
        names.extend(account.place.iter().flat_map(|p| stems(&p.name)));
        let said = account.evidence.iter().flat_map(|q| stems(&q.exact));
        let mut all: Vec<u32> = said.chain(account.topics.iter().flat_map(|t| stems(t))).collect();
        all.sort_unstable();
        all.dedup();
        all.retain(|w| !names.contains(w));
        Self(all.into())
    }

    /// How many words the two share, of those that either could share: 0 to 1 (the overlap coefficient, tempered by half
    /// a word more on the shorter side, so that one shared word of one is no proof). `None` where one is silent.
    pub fn likeness(&self, other: &Self) -> Option<f64> {
        let shorter = self.0.len().min(other.0.len());
        let shared = crate::clean::fingerprint::common(&self.0, &other.0);
        (shorter > 0).then(|| shared as f64 / (shorter as f64 + 1.5))
    }
}

/// The last three words of a name that are long enough to tell, hashed.
pub fn name(name: &str) -> [u32; 3] {
    let mut found = [0; 3];
    let words: Vec<u32> = stems(name).collect();
    words.iter().rev().zip(&mut found).for_each(|(w, slot)| *slot = *w);
    found
}

fn stems(text: &str) -> impl Iterator<Item = u32> {
    let words: Vec<String> = folded(text).split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect();
    words.into_iter().filter(|w| w.len() >= SHORTEST && !is_common(w)).map(|w| {
        let end = (0..=STEM.min(w.len())).rev().find(|&i| w.is_char_boundary(i)).unwrap_or(0);
        super::profile::hash(&w[..end]) as u32
    })
}

/// Words of grammar and of time, which any report holds.
fn is_common(word: &str) -> bool {
    static COMMON: std::sync::LazyLock<Vec<&str>> =
        std::sync::LazyLock::new(|| include_str!("data/common.txt").lines().collect());
    COMMON.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflected_words_are_one() {
        let of = |t: &str| stems(t).collect::<Vec<u32>>();
        assert_eq!(of("sanctions on the ministry"), of("sanctioned ministries"));
        assert!(of("on the at").is_empty());
    }

    #[test]
    fn names_keep_their_last_words() {
        assert_eq!(name("Erdoğan"), name("Erdogan"));
        assert_eq!(name("Houthi rebels")[1], name("Houthis")[0]);
    }
}
