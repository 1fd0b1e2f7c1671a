//! Who is meant on the day: `Clinton` in 1998 and in 2010, `the US president` of four years, `Kim` in
//! Seoul and in Pyongyang. The cases are our own (tests/data/identity.tsv): the words in brackets are
//! asked about, `-` stands for nobody of the tables. `SIDELINES_ERRORS=1` prints what went wrong.

use sidelines::actor::Actor;
use sidelines::gazetteer::table::key;
use sidelines::reader::{Reader, Reading};
use sidelines::report::{RawReport, stable_id};
use sidelines::span::Span;

/// One line of the table.
struct Case<'a> {
    published: &'a str,
    person: &'a str,
    country: &'a str,
    sector: &'a str,
    /// The text without its brackets.
    text: String,
    /// The words in brackets, and how often they stand in the text before.
    words: &'a str,
    before: usize,
}

fn cases(table: &str) -> Vec<Case<'_>> {
    let lines = table.lines().skip(1).filter(|l| !l.starts_with('#'));
    lines.map(|l| case(l).unwrap_or_else(|| panic!("not a case: {l}"))).collect()
}

fn case(line: &str) -> Option<Case<'_>> {
    let [published, person, country, sector, marked] =
        <[&str; 5]>::try_from(line.split('\t').collect::<Vec<_>>()).ok()?;
    let (head, rest) = marked.split_once('[')?;
    let (words, tail) = rest.split_once(']')?;
    let before = head.matches(words).count();
    Some(Case { published, person, country, sector, text: format!("{head}{words}{tail}"), words, before })
}

/// The actor that the marked words name in the reading.
fn named<'a>(reading: &'a Reading, case: &Case) -> Option<&'a Actor> {
    let (at, _) = reading.report.text.match_indices(case.words).nth(case.before)?;
    let asked = Span::new(at, at + case.words.len());
    let mentions = reading.found.mentions.iter().filter(|m| m.span.overlaps(asked) && m.actors.len() == 1);
    let best = mentions.max_by_key(|m| (m.span.end, std::cmp::Reverse(m.span.start)))?;
    reading.found.actors.get(best.actors[0])
}

/// What is wrong with the answer; `None` when it is right.
fn fault(reader: &Reader, case: &Case) -> Option<String> {
    let raw = RawReport {
        source: "identity".into(),
        text: case.text.clone(),
        date: Some(case.published.to_owned()),
        ..RawReport::default()
    };
    let reading = reader.read(&raw);
    let actor = named(&reading, case);
    let told = actor
        .map(|a| {
            format!("{} {:?} {:?} {:?}", a.name, a.country, a.sector, a.offices.first().map(|o| &o.title))
        })
        .unwrap_or_default();
    let of_tables = actor.is_some_and(|a| !a.offices.is_empty());
    if case.person == "-" {
        return of_tables.then_some(told);
    }
    let known = reader
        .gazetteer
        .people
        .iter()
        .find(|p| p.name == case.person)
        .unwrap_or_else(|| panic!("the tables have no {}", case.person));
    let id = known.qid.clone().unwrap_or_else(|| stable_id("person:", &[&key(&known.name)]));
    let right = |actor: &Actor| {
        actor.id == id
            && (case.country.is_empty() || actor.country.as_deref().unwrap_or("-") == case.country)
            && (case.sector.is_empty() || actor.sector.as_deref() == Some(case.sector))
    };
    (!actor.is_some_and(right)).then_some(told)
}

/// The share of a table's cases that are right.
fn right(table: &str, name: &str) -> f64 {
    let reader = Reader::embedded().expect("embedded data is sound");
    let cases = cases(table);
    let wrong: Vec<(&Case, String)> = cases.iter().filter_map(|c| Some((c, fault(&reader, c)?))).collect();
    eprintln!("{name}: {} of {} cases right", cases.len() - wrong.len(), cases.len());
    for (case, told) in wrong.iter().filter(|_| std::env::var_os("SIDELINES_ERRORS").is_some()) {
        eprintln!(
            "{} {} {} {}: {told}: {}",
            case.published, case.person, case.country, case.sector, case.text
        );
    }
    1.0 - wrong.len() as f64 / cases.len() as f64
}

/// The cases that the rules were written by.
#[test]
fn people_are_who_they_are_on_the_day() {
    assert!(right(include_str!("data/identity.tsv"), "identity") >= 0.99);
}

/// Cases written when the rules were done.
#[test]
fn people_of_other_reports_are_who_they_are() {
    assert!(right(include_str!("data/identity_later.tsv"), "identity, later cases") >= 0.93);
}
