//! Reading the small tables beside this file: tab-separated rows, `#` begins a comment line.

/// The rows of a table; blank lines and comments are skipped.
pub fn rows(tsv: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    let lines = tsv.lines().filter(|l| !l.is_empty() && !l.starts_with('#'));
    lines.map(|l| l.split('\t').collect())
}

/// Words (lower case, sorted) with a value each, looked up without regard to case.
pub struct Words<V>(Vec<(&'static str, V)>);

impl<V> Words<V> {
    /// A table of the given entries, in any order.
    pub fn new(entries: impl Iterator<Item = (&'static str, V)>) -> Self {
        let mut entries: Vec<_> = entries.collect();
        entries.sort_by_key(|(word, _)| *word);
        Self(entries)
    }

    /// The value of `word`, lower-cased.
    pub fn get(&self, word: &str) -> Option<&V> {
        lowered(word, |low| self.0.binary_search_by_key(&low, |(w, _)| w).ok()).map(|i| &self.0[i].1)
    }
}

/// The first column of a table as a set of words.
pub fn word_set(tsv: &'static str) -> Words<()> {
    Words::new(rows(tsv).map(|row| (row[0], ())))
}

/// Calls `with` on `word` in lower case; short ASCII words cost no allocation.
pub fn lowered<R>(word: &str, with: impl FnOnce(&str) -> R) -> R {
    let mut buffer = [0u8; 32];
    if !word.is_ascii() || word.len() > buffer.len() {
        return with(&word.to_lowercase());
    }
    let low = &mut buffer[..word.len()];
    low.copy_from_slice(word.as_bytes());
    low.make_ascii_lowercase();
    with(std::str::from_utf8(low).unwrap_or(""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_no_rows_and_case_does_not_matter() {
        let set = word_set("# a comment\nnon\nanti\n");
        assert!(set.get("Anti").is_some() && set.get("NON").is_some());
        assert!(set.get("# a comment").is_none());
        assert_eq!(lowered("ÉLYSÉE", str::to_owned), "élysée");
    }
}
