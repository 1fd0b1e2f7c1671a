//! Values that stand in many rows, each kept once and known by its number.

#![allow(clippy::disallowed_types)] // only looked up: the order of values is that of meeting them

use std::collections::HashMap;

use crate::show::query::{folded, has_word};

/// Values in the order in which they were first met.
#[derive(Debug, Default)]
pub struct Names {
    values: Vec<String>,
    numbers: HashMap<String, u32>,
}

impl Names {
    /// The number of a value, a new one if it is new.
    pub fn number(&mut self, value: &str) -> u32 {
        if let Some(n) = self.numbers.get(value) {
            return *n;
        }
        let n = self.values.len() as u32;
        self.values.push(value.to_owned());
        self.numbers.insert(value.to_owned(), n);
        n
    }

    /// The number of a value that is there.
    pub fn known(&self, value: &str) -> Option<u32> {
        self.numbers.get(value).copied()
    }

    /// The value of a number; the empty string for one that is none.
    pub fn value(&self, number: u32) -> &str {
        self.values.get(number as usize).map_or("", String::as_str)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// For each number: does its value meet a condition?
    pub fn which(&self, meets: impl Fn(&str) -> bool) -> Vec<bool> {
        self.values.iter().map(|v| meets(v)).collect()
    }

    /// For each number: does `part` (folded) begin a word of its value?
    pub fn with_word(&self, part: &str) -> Vec<bool> {
        self.which(|v| has_word(&folded(v), part))
    }

    /// For each number: is it this value, whatever its case?
    pub fn equal(&self, value: &str) -> Vec<bool> {
        self.which(|v| v.eq_ignore_ascii_case(value))
    }
}
