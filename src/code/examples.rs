//! Codebook files are held to their own examples: what must be coded, and what must not.

mod reasons;

use std::collections::{BTreeMap, BTreeSet};

use super::Codebook;
use super::codebook::{self, Example, File, Rule};
use super::contexts::Context;
use super::lines::{self, Lines};
use crate::reader::{Reader, Reading};
use crate::recognise::titles::View;
use crate::report::RawReport;

/// Examples are read as if they had appeared on this day, a Wednesday.
const PUBLISHED: &str = "2016-09-07";

/// What running the examples came to.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Examples run.
    pub run: usize,
    /// What failed, each with its place and the reason.
    pub failures: Vec<String>,
}

/// One example of a codebook.
#[derive(Clone, Debug)]
pub struct Case<'c> {
    /// Where it stands: `my-codebook/aid.toml:12`.
    pub at: String,
    /// Its file.
    pub file: &'c str,
    /// The sentence.
    pub text: &'c str,
    want: Want<'c>,
}

/// What must come of a sentence.
#[derive(Clone, Debug)]
enum Want<'c> {
    /// The type of the rule is told so.
    Told { kind: &'c str, rule: &'c Rule, example: &'c Example },
    /// The type is not told.
    NotTold { kind: &'c str },
    /// It has the context, or has it not.
    Context { name: &'c str, wanted: bool },
}

/// Where rules stand, by file and name.
type Places = BTreeMap<(String, String), Lines>;

/// The examples of all rules and contexts. `own` are a user's files with the paths that messages name.
pub fn cases<'c>(codebook: &'c Codebook, own: &[File]) -> Vec<Case<'c>> {
    let places = places(own);
    let mut all = Vec::new();
    for (kind, rule) in codebook.types.iter().flat_map(|t| t.rules.iter().map(move |r| (&t.kind, r))) {
        let lines = places.get(&(rule.file.clone(), rule.id.clone()));
        let case = |text, want, list: fn(&Lines) -> &Vec<usize>, i: usize| {
            let line = lines.and_then(|l| list(l).get(i)).copied();
            Case { at: at(&rule.file, line), file: &rule.file, text, want }
        };
        let told = |(i, example): (usize, &'c Example)| {
            case(&example.text, Want::Told { kind, rule, example }, |l| &l.matches, i)
        };
        let not_told =
            |(i, text): (usize, &'c String)| case(text, Want::NotTold { kind }, |l| &l.no_match, i);
        all.extend(rule.matches.iter().enumerate().map(told));
        all.extend(rule.no_match.iter().enumerate().map(not_told));
    }
    all.extend(codebook.contexts.all.iter().flat_map(|c| in_context(c, &places)));
    all
}

fn in_context<'c>(context: &'c Context, places: &Places) -> Vec<Case<'c>> {
    let lines = places.get(&(context.file.clone(), context.name.clone())).cloned().unwrap_or_default();
    let case = |text: &'c String, line: Option<&usize>, wanted| Case {
        at: at(&context.file, line.copied()),
        file: &context.file,
        text,
        want: Want::Context { name: &context.name, wanted },
    };
    let yes = context.examples.iter().enumerate().map(|(i, t)| case(t, lines.matches.get(i), true));
    let no = context.counter.iter().enumerate().map(|(i, t)| case(t, lines.no_match.get(i), false));
    yes.chain(no).collect()
}

fn at(file: &str, line: Option<usize>) -> String {
    line.map_or_else(|| file.to_owned(), |l| format!("{file}:{l}"))
}

fn places(own: &[File]) -> Places {
    let built_in = codebook::embedded().into_iter().map(|(name, text)| (codebook::built_in(name), text));
    let own = own.iter().map(|(path, text)| ((*path).to_owned(), *text));
    let all = built_in
        .chain(own)
        .flat_map(|(path, text)| lines::of(text).into_iter().map(move |l| ((path.clone(), l.id.clone()), l)));
    all.collect()
}

/// Runs the examples of all rules of the reader's codebook, where that is the built-in one.
pub fn check(reader: &Reader) -> Outcome {
    let cases = cases(&reader.codebook, &[]);
    Outcome { run: cases.len(), failures: cases.iter().filter_map(|c| run(reader, c)).collect() }
}

/// Runs one example; what is wrong, if it fails: its place, the sentence, the reason and what was told.
pub fn run(reader: &Reader, case: &Case) -> Option<String> {
    let (reading, trace) = reader.explain(reader.clean(&raw(case.text)));
    let reason = match &case.want {
        Want::Told { kind, rule, example } => reasons::not_so(&reading, &trace, kind, rule, example),
        Want::NotTold { kind } => reasons::told(&reading, kind),
        Want::Context { name, wanted } => wrong_context(reader, &reading, name, *wanted),
    };
    reason.map(|reason| format!("{}: {}\n    {reason}", case.at, case.text))
}

/// Has the sentence the context, though it must not, or not, though it must?
fn wrong_context(reader: &Reader, reading: &Reading, name: &str, wanted: bool) -> Option<String> {
    let pairs = reading.document.sentences.iter().zip(&reading.found.named);
    let text = &reading.report.text;
    let views = pairs.map(|(sentence, named)| View { sentence, text, named, gazetteer: &reader.gazetteer });
    let found: BTreeSet<String> = views.flat_map(|v| reader.codebook.contexts.of(&v)).collect();
    let should = if wanted { "must have" } else { "must not have" };
    let has = if found.is_empty() { "none".to_owned() } else { Vec::from_iter(found.clone()).join(", ") };
    (found.contains(name) != wanted).then(|| format!("{should} the context {name}; has {has}"))
}

fn raw(text: &str) -> RawReport {
    RawReport {
        source: "example".into(),
        title: Some("Example".into()),
        date: Some(PUBLISHED.into()),
        text: text.into(),
        ..RawReport::default()
    }
}
