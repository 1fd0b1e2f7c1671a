//! Status alone: held, ongoing, planned, possible, called off or not held, on the gold accounts that the
//! program finds and on the event mentions of MEANTIME, with the most frequent status and a list of words
//! (`tests/data/status.toml`) beside it. `SIDELINES_SHARED` names the folder with both sets; without it
//! this passes with a message. `SIDELINES_ERRORS=1` prints what went wrong.

#[allow(dead_code, reason = "only the pairing is used here, not the counts")]
#[path = "../scorer/mod.rs"]
mod scorer;
#[path = "../shared/mod.rs"]
mod shared;

mod meantime;
mod tally;

use std::path::Path;

use serde_json::Value;
use shared::{floor, shared};
use sidelines::account::Status;
use sidelines::document::{Document, Upos};
use sidelines::reader::Reader;
use sidelines::report::RawReport;
use tally::Tally;

/// The tables of `tests/data/status.toml`.
fn tables() -> toml::Table {
    include_str!("../data/status.toml").parse().expect("tests/data/status.toml parses")
}

/// One event: its gold status, ours, the words before it, and where it stands.
struct Case {
    gold: Status,
    ours: Status,
    before: String,
    shown: String,
}

/// The rows under `key`.
fn rows<'a>(tables: &'a toml::Table, key: &str) -> impl Iterator<Item = &'a toml::Table> {
    tables[key].as_array().into_iter().flatten().filter_map(toml::Value::as_table)
}

fn lists(value: &toml::Value, word: &str) -> bool {
    match value.as_array() {
        Some(list) => list.iter().any(|v| v.as_str() == Some(word)),
        None => value.as_str() == Some(word),
    }
}

/// The status of the first word list that has one of these words.
fn by_words(tables: &toml::Table, before: &str) -> Status {
    let before = before.to_lowercase().replace("n't", " n't");
    let words: Vec<&str> =
        before.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|w| !w.is_empty()).collect();
    let fits = |row: &&toml::Table| words.iter().any(|w| lists(&row["words"], w));
    let row = rows(tables, "words").find(fits);
    row.and_then(|r| Status::from_name(r["status"].as_str()?)).unwrap_or(Status::Held)
}

/// Our status for a mention of MEANTIME: `None` where its marks give none.
fn mapped(tables: &toml::Table, event: &meantime::Event, word: &str) -> Option<Status> {
    let mark = |name: &str| if name == "word" { word } else { event.marks.get(name).map_or("", |m| m) };
    let fits = |row: &&toml::Table| row.iter().all(|(n, v)| n == "status" || lists(v, mark(n)));
    Status::from_name(rows(tables, "meantime").find(fits)?["status"].as_str()?)
}

/// Sentence and token of the word that heads the words of a mention.
fn word_of(document: &Document, event: &meantime::Event) -> Option<(usize, usize)> {
    let s = document.sentences.iter().position(|s| s.span.overlaps(event.span))?;
    let tokens = &document.sentences[s].tokens;
    let inside: Vec<usize> = (0..tokens.len()).filter(|&i| tokens[i].span.overlaps(event.span)).collect();
    let outside = |i: &&usize| tokens[**i].head.is_none_or(|h| !inside.contains(&h));
    Some((s, *inside.iter().find(outside)?))
}

fn class(upos: Upos) -> Option<&'static str> {
    match upos {
        Upos::Verb | Upos::Aux => Some("verb"),
        Upos::Noun | Upos::Propn => Some("noun"),
        _ => None,
    }
}

/// The verbs and nouns of an article that are marked as events; a word that is marked twice counts once.
fn meantime_cases(reader: &Reader, tables: &toml::Table, article: &meantime::Article) -> Vec<Case> {
    let (document, text) = (reader.parser.parse(&article.text), &article.text);
    let (mut cases, mut seen) = (Vec::new(), Vec::new());
    for event in &article.events {
        let Some((s, t)) = word_of(&document, event).filter(|at| !seen.contains(at)) else { continue };
        let sentence = &document.sentences[s];
        let Some(gold) = class(sentence.tokens[t].upos).and_then(|w| mapped(tables, event, w)) else {
            continue;
        };
        let ours = reader.codebook.status_at(&document, text, &reader.gazetteer, s, t);
        seen.push((s, t));
        let word = sentence.tokens[t].span;
        let (before, after) = (&text[sentence.span.start..word.start], &text[word.end..sentence.span.end]);
        let shown = format!("{before}[[{}]]{after}", word.of(text));
        cases.push(Case { gold, ours: ours.expect("a word of the text"), before: before.to_owned(), shown });
    }
    cases
}

/// The gold accounts of one folder that the program finds.
fn gold_cases(reader: &Reader, gold: &Path, texts: &Path) -> Vec<Case> {
    let mut files: Vec<_> = std::fs::read_dir(gold).unwrap().map(|e| e.unwrap().path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "json"));
    files.sort();
    let mut cases = Vec::new();
    for file in files {
        let gold: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
        let text =
            std::fs::read_to_string(texts.join(file.file_stem().unwrap()).with_extension("txt")).unwrap();
        let raw = RawReport { source: "gold".into(), text, ..RawReport::default() };
        let found = serde_json::to_value(reader.read(&raw).accounts).unwrap();
        let (gold, found) = (gold["accounts"].as_array().unwrap(), found.as_array().unwrap());
        let pairs = scorer::pair_up(gold, found);
        let counted = pairs.iter().filter(|(i, _)| gold[*i]["optional"] != true);
        cases.extend(counted.map(|&(i, j)| gold_case(&gold[i], &found[j])));
    }
    cases
}

fn gold_case(gold: &Value, found: &Value) -> Case {
    let status = |a: &Value| Status::from_name(a["status"].as_str().unwrap_or("")).expect("a status");
    let words = gold["evidence"].as_str().unwrap_or("").to_owned();
    let shown = format!("{} {words} | {}", gold["type"], found["evidence"]);
    Case { gold: status(gold), ours: status(found), before: words, shown }
}

/// Prints the table of a set and holds its floors.
fn report(tables: &toml::Table, set: &str, key: &str, cases: &[Case]) {
    let mut ours = Tally::default();
    let mut words = Tally::default();
    let mut most = Tally::default();
    for case in cases {
        ours.add(case.gold, case.ours);
        words.add(case.gold, by_words(tables, &case.before));
        if std::env::var_os("SIDELINES_ERRORS").is_some() && case.gold != case.ours {
            println!("gold {}\tgot {}\t{}", case.gold.name(), case.ours.name(), case.shown);
        }
    }
    let majority = ours.majority();
    cases.iter().for_each(|c| most.add(c.gold, majority));
    ours.head(set);
    ours.row("sidelines");
    words.row("word list");
    most.row("majority");
    ours.confusion();
    for (name, got) in [("macro_f1", ours.macro_f1()), ("accuracy", ours.accuracy())] {
        let least = floor("status", &format!("{key}_{name}"));
        assert!(got >= least, "{set}: {name} fell to {got:.4}");
    }
    assert!(
        ours.macro_f1() > words.macro_f1() && ours.macro_f1() > most.macro_f1(),
        "{set}: a baseline is better"
    );
}

#[test]
fn gold_accounts() {
    let Some(shared) = shared("gold") else { return };
    let reader = Reader::embedded().expect("embedded data is sound");
    let sets = [("examples", "../examples"), ("wikinews-2019", "wikinews-2019-text")];
    let cases =
        sets.iter().flat_map(|(gold, texts)| gold_cases(&reader, &shared.join(gold), &shared.join(texts)));
    report(&tables(), "gold accounts found", "gold", &cases.collect::<Vec<_>>());
}

#[test]
fn meantime_mentions() {
    let Some(folder) = shared("data/meantime-apple/intra-doc") else { return };
    let reader = Reader::embedded().expect("embedded data is sound");
    let tables = tables();
    let articles = meantime::articles(&folder);
    let cases: Vec<Case> = articles.iter().flat_map(|a| meantime_cases(&reader, &tables, a)).collect();
    report(&tables, "MEANTIME, verbs and nouns", "meantime", &cases);
}

#[test]
fn the_word_list_and_the_map_answer_as_they_say() {
    let tables = tables();
    assert_eq!(by_words(&tables, "The mayor didn't"), Status::NotHeld);
    assert_eq!(by_words(&tables, "The mayor will"), Status::Planned);
    assert_eq!(by_words(&tables, "The mayor"), Status::Held);
    let marks = [("certainty", "CERTAIN"), ("polarity", "POS"), ("time", "FUTURE"), ("headline", "no")];
    let marks = marks.map(|(n, v)| (n.to_owned(), v.to_owned())).into();
    let event = meantime::Event { span: sidelines::span::Span::new(0, 1), marks };
    assert_eq!(mapped(&tables, &event, "verb"), Some(Status::Planned));
}
