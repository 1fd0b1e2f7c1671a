//! Tab-separated tables with a header line, and an index by name.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The rows of a table, with cells looked up by column name.
pub struct Rows<'a> {
    name: &'static str,
    columns: Rc<BTreeMap<&'a str, usize>>,
    lines: std::iter::Enumerate<std::str::Lines<'a>>,
}

/// One row.
pub struct Row<'a> {
    table: &'static str,
    line: usize,
    columns: Rc<BTreeMap<&'a str, usize>>,
    cells: Vec<&'a str>,
}

impl<'a> Rows<'a> {
    /// A table from its text; `name` is told in errors.
    pub fn new(name: &'static str, text: &'a str) -> Self {
        let mut lines = text.lines().enumerate();
        let header = lines.next().map_or("", |(_, l)| l);
        let columns = header.split('\t').enumerate().map(|(i, c)| (c.trim(), i)).collect();
        Self { name, columns: Rc::new(columns), lines }
    }
}

impl<'a> Iterator for Rows<'a> {
    type Item = Row<'a>;

    fn next(&mut self) -> Option<Row<'a>> {
        let (i, line) = self.lines.by_ref().find(|(_, l)| !l.trim().is_empty())?;
        let cells = line.split('\t').collect();
        Some(Row { table: self.name, line: i + 1, columns: Rc::clone(&self.columns), cells })
    }
}

impl<'a> Row<'a> {
    /// The cell under `column`, trimmed; empty when the row is short or the column is not there.
    pub fn cell(&self, column: &str) -> &'a str {
        self.columns.get(column).and_then(|&i| self.cells.get(i)).map_or("", |c| c.trim())
    }

    /// The cell, or `None` when it is empty.
    pub fn some(&self, column: &str) -> Option<String> {
        Some(self.cell(column)).filter(|c| !c.is_empty()).map(str::to_owned)
    }

    /// The parts of a list cell.
    pub fn list(&self, column: &str) -> Vec<String> {
        self.cell(column).split('|').map(str::trim).filter(|c| !c.is_empty()).map(str::to_owned).collect()
    }

    /// The cell as a number, if it is one.
    pub fn number<T: std::str::FromStr>(&self, column: &str) -> Option<T> {
        self.cell(column).parse().ok()
    }

    /// The cell, which must not be empty.
    pub fn required(&self, column: &str) -> Result<String, String> {
        self.some(column).ok_or_else(|| format!("gazetteer/{} line {}: no {column}", self.table, self.line))
    }
}

/// The form under which names are looked up: no accents, no full stops, one kind of apostrophe, lower case.
pub fn key(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    if name.is_ascii() {
        out.extend(name.bytes().filter(|b| *b != b'.').map(|b| b.to_ascii_lowercase() as char));
        return out;
    }
    for c in name.nfd().filter(|c| !is_combining_mark(*c)) {
        match c {
            '.' => {}
            '’' | '‘' | 'ʼ' | '`' => out.push('\''),
            '–' | '‑' => out.push('-'),
            'ı' => out.push('i'),
            _ => out.extend(c.to_lowercase()),
        }
    }
    out
}

/// Is this an acronym, which must be met in capitals (`US`, not `us`)?
fn is_acronym(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic());
    name.chars().count() <= 8 && letters.clone().count() >= 2 && letters.clone().all(char::is_uppercase)
}

/// Values by name. Names are found whatever their accents and full stops; acronyms only in capitals.
pub struct Index<T> {
    plain: BTreeMap<String, Vec<T>>,
    acronyms: BTreeMap<String, Vec<T>>,
    first: BTreeSet<String>,
    longest: usize,
}

impl<T> Default for Index<T> {
    fn default() -> Self {
        Self { plain: BTreeMap::new(), acronyms: BTreeMap::new(), first: BTreeSet::new(), longest: 0 }
    }
}

impl<T: Copy + PartialEq> Index<T> {
    /// Adds `value` under `name`.
    pub fn add(&mut self, name: &str, value: T) {
        let k = key(name);
        self.longest = self.longest.max(name.split([' ', '-', '\'']).count() + 2);
        self.first.insert(k.split([' ', '-', '\'']).next().unwrap_or("").to_owned());
        let map = if is_acronym(name) { &mut self.acronyms } else { &mut self.plain };
        let values = map.entry(k).or_default();
        if !values.contains(&value) {
            values.push(value);
        }
    }

    /// The values under `name`, first added first.
    pub fn get(&self, name: &str) -> &[T] {
        let k = key(name);
        let acronym = if is_acronym(name) { self.acronyms.get(&k) } else { None };
        acronym.or_else(|| self.plain.get(&k)).map_or(&[], Vec::as_slice)
    }

    /// The longest name, in tokens.
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// Does a name begin with this word?
    pub fn begins(&self, word: &str) -> bool {
        self.first.contains(&key(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acronyms_ask_for_capitals_and_names_for_nothing() {
        let mut index = Index::default();
        index.add("U.S.", 1);
        index.add("São Tomé", 2);
        assert_eq!(index.get("US"), [1]);
        assert_eq!(index.get("U.S."), [1]);
        assert!(index.get("us").is_empty());
        assert_eq!(index.get("SAO TOME"), [2]);
    }

    #[test]
    fn rows_know_their_columns() {
        let mut rows = Rows::new("t.tsv", "a\tb\n1\tx|y\n");
        let row = rows.next().unwrap();
        assert_eq!(row.number::<u32>("a"), Some(1));
        assert_eq!(row.list("b"), ["x", "y"]);
        assert!(row.required("c").unwrap_err().contains("t.tsv line 2"));
    }
}
