//! The English dates and times of Recognizers-Text, read as the program reads them. They are orders to an
//! assistant, not news: what news does not have is left out, by kind, as
//! `tests/data/recognizers-left-out.toml` lists. The set is not part of the project: `SIDELINES_SHARED`
//! names the folder that has it under `data/`; without it this passes with a message.
//! `SIDELINES_ERRORS=1` prints what went wrong.

#[path = "../shared/mod.rs"]
mod shared;

mod case;
mod same;

use std::collections::BTreeMap;

use case::{Case, Kinds, Wanted};
use shared::{floor, shared};
use sidelines::reader::Reader;
use sidelines::recognise::times::times;
use sidelines::span::Span;
use sidelines::when::TimeMention;

const SET: &str = "data/recognizers-text-specs/Specs/DateTime/English";

/// Words that TimeML leaves outside an expression.
const AROUND: [&str; 24] = [
    "the", "on", "in", "at", "of", "from", "to", "and", "between", "since", "before", "after", "until",
    "till", "by", "for", "during", "this", "a", "an", "s", "through", "starting", "than",
];

/// Is everything found that the case wants, and nothing where it wants nothing?
fn right(case: &Case, found: &[TimeMention]) -> bool {
    if case.wanted.is_empty() {
        return found.is_empty();
    }
    case.wanted.iter().all(|wanted| {
        let span = Span::new(wanted.start, wanted.start + wanted.words.len());
        let hits: Vec<&TimeMention> = found.iter().filter(|m| m.span.overlaps(span)).collect();
        match wanted.answers.is_empty() {
            true => !hits.is_empty() && covered(case, wanted, &hits),
            false => hits.iter().any(|m| same::means(m, wanted)),
        }
    })
}

/// Do the mentions cover the words, but for those that TimeML leaves out, and no more?
fn covered(case: &Case, wanted: &Wanted, hits: &[&TimeMention]) -> bool {
    let (from, to) = (wanted.start, wanted.start + wanted.words.len());
    let inside = |i: usize| hits.iter().any(|m| m.span.start <= i && i < m.span.end);
    let free = |from: usize, to: usize| {
        let part: String = case.input.get(from..to).unwrap_or("").to_lowercase();
        part.split(|c: char| !c.is_alphanumeric()).all(|w| w.is_empty() || AROUND.contains(&w))
    };
    let mut at = from;
    while at < to {
        let end = (at..to).find(|i| inside(*i)).unwrap_or(to);
        if !free(at, end) {
            return false;
        }
        at = (end..to).find(|i| !inside(*i)).unwrap_or(to);
    }
    hits.iter().all(|m| {
        (m.span.start >= from || free(m.span.start, from)) && (m.span.end <= to || free(to, m.span.end))
    })
}

fn print(case: &Case, found: &[TimeMention]) {
    let got: Vec<_> = found.iter().map(|m| (m.span.of(&case.input), &m.value, &m.edtf)).collect();
    let wanted: Vec<_> =
        case.wanted.iter().map(|w| (&w.words, w.answers.first().map(|a| &a.timex))).collect();
    println!("{} on {}: {} wanted {wanted:?} got {got:?}", case.file, case.day, case.input);
}

#[test]
fn cases_that_news_has() {
    let Some(folder) = shared(SET) else { return };
    let reader = Reader::embedded().expect("embedded data is sound");
    let (kinds, all) = (Kinds::load(), case::cases(&folder));
    let explain = std::env::var_os("SIDELINES_ERRORS").is_some();
    let mut parsed = BTreeMap::new();
    let mut counts: BTreeMap<Option<&str>, (usize, usize)> = BTreeMap::new();
    for case in &all {
        let document = parsed.entry(&case.input).or_insert_with(|| reader.parser.parse(&case.input));
        let found = times(document, &case.input, Some(&case.day));
        let (kind, hit) = (kinds.of(case), right(case, &found));
        let count = counts.entry(kind).or_default();
        *count = (count.0 + 1, count.1 + usize::from(hit));
        if !hit && kind.is_none() && explain {
            print(case, &found);
        }
    }
    for (kind, (n, hits)) in &counts {
        let share = 100.0 * *hits as f64 / *n as f64;
        println!("{}: {n} cases, {hits} right ({share:.1} %)", kind.unwrap_or("of news"));
    }
    let (n, hits) = counts[&None];
    let share = hits as f64 / n as f64;
    assert!(n > all.len() / 3, "most of the set is left out");
    assert!(share >= floor("times", "recognizers"), "{share:.3} is below its floor");
}
