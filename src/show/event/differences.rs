//! Where the accounts differ, with who says what.

use super::{Case, clipped, numbers, outlets, status};
use crate::event::{FieldComparison, Given};
use crate::show::page::{Page, Tone, piece};

/// The fields in the order in which they are compared.
pub const FIELDS: [&str; 7] = ["who", "when", "where", "status", "outcome", "figures", "topics"];

/// The differences; where there are none, that there are none; and what some say nothing of.
pub fn write(case: &Case, page: &mut Page) {
    let fields = || FIELDS.iter().filter_map(|f| case.event.comparison.get(*f).map(|c| (*f, c)));
    if fields().all(|(_, c)| c.differ.is_empty()) {
        page.gap();
        page.put(0, &[piece(Tone::Agree, "The accounts contradict one another nowhere.")]);
    } else {
        page.heading("Where they differ");
        fields().for_each(|(f, c)| values(case, f, &c.differ, page));
    }
    let silent = |(f, c): (&str, &FieldComparison)| {
        let some = !c.silent.is_empty() && c.silent.len() < case.accounts.len();
        some.then(|| format!("{f}: {}", numbers(case, &c.silent)))
    };
    let silent: Vec<String> = fields().filter_map(silent).collect();
    if !silent.is_empty() {
        page.hang(2, 4, &[piece(Tone::Quiet, &format!("not said — {}", silent.join(" · ")))]);
    }
}

fn values(case: &Case, field: &str, given: &[Given], page: &mut Page) {
    for (i, g) in given.iter().enumerate() {
        let label = if i == 0 { field } else { "" };
        let value = if field == "status" { status(&g.value) } else { clipped(&g.value) };
        // The label's column is made of spaces that must not fold: it is drawn as one word.
        let label = format!("{label:\u{a0}<9}");
        let mut line =
            vec![piece(Tone::Plain, &label), piece(Tone::Differ, &value), piece(Tone::Plain, " — ")];
        line.extend(outlets(case, &g.accounts, &g.words));
        page.hang(2, 11, &line);
    }
}
