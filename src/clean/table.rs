//! Tables of patterns: regular expressions kept as data, compiled once.

use std::collections::BTreeMap;

use regex::{Regex, RegexBuilder, RegexSet, RegexSetBuilder};

/// Room for the states of a pattern's automaton, in bytes. With the engine's own 2 MB the large sets
/// run out of it, and each paragraph is matched by its slowest way: five times the time.
const AUTOMATON: usize = 32 << 20;

/// A table as its file has it: lists of patterns by name.
pub type Lists = BTreeMap<String, toml::Value>;

/// Reads a table. The tables are part of the program; its tests hold them to be sound.
pub fn lists(text: &str) -> Lists {
    toml::from_str(text).unwrap_or_default()
}

/// The strings of list `name`.
pub fn strings<'a>(lists: &'a Lists, name: &str) -> impl Iterator<Item = &'a str> {
    lists.get(name).and_then(toml::Value::as_array).into_iter().flatten().filter_map(toml::Value::as_str)
}

/// List `name` as one set, each pattern put into `frame` at `{}`, without regard to case.
pub fn set(lists: &Lists, name: &str, frame: &str) -> RegexSet {
    let patterns: Vec<String> = strings(lists, name).map(|p| swift(&frame.replace("{}", p))).collect();
    build(
        RegexSetBuilder::new(&patterns)
            .case_insensitive(true)
            .size_limit(64 << 20)
            .dfa_size_limit(AUTOMATON)
            .build(),
    )
}

/// List `name` as single patterns, as [`set`].
pub fn each(lists: &Lists, name: &str, frame: &str) -> Vec<Regex> {
    strings(lists, name).map(|p| insensitive(&frame.replace("{}", p))).collect()
}

/// One pattern, without regard to case.
pub fn insensitive(text: &str) -> Regex {
    build(
        RegexBuilder::new(&swift(text))
            .case_insensitive(true)
            .size_limit(16 << 20)
            .dfa_size_limit(AUTOMATON)
            .build(),
    )
}

/// One pattern.
pub fn pattern(text: &str) -> Regex {
    build(Regex::new(&swift(text)))
}

/// With word boundaries of ASCII. Those of Unicode make the engine leave its automaton at the first
/// curly quotation mark, and most news has one: cleaning a page took six times as long.
fn swift(pattern: &str) -> String {
    pattern.replace(r"\b", r"(?-u:\b)")
}

/// A pattern that does not compile is a fault of the build, found by the first test that runs.
fn build<T>(built: Result<T, regex::Error>) -> T {
    built.unwrap_or_else(|error| panic!("a built-in pattern is unsound: {error}"))
}
