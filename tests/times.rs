//! Expressions of time scored on TimeBank and AQUAINT (TempEval-3), read as the program reads them.
//! The set is not part of the project: `SIDELINES_SHARED` names the folder that has it under `data/`;
//! without it this passes with a message. `SIDELINES_ERRORS=1` prints what went wrong.
//! `SIDELINES_PEER` may name files of another tool's answers (`benches/peers/times.py`), between
//! colons, which are scored beside.

mod shared;

use std::collections::BTreeMap;
use std::path::Path;

use shared::{floor, shared};
use sidelines::reader::Reader;
use sidelines::recognise::times::times;
use sidelines::span::Span;
use sidelines::when::Timex;

const SET: &str = "data/measure-only/tempeval3-tbaq/data/TBAQ-cleaned";

/// An expression of the gold, of ours or of a peer.
#[derive(Clone)]
struct Time {
    span: Span,
    timex: String,
    value: String,
}

/// One article of the set.
struct Article {
    file: String,
    text: String,
    day: String,
    gold: Vec<Time>,
}

/// Text, expressions and creation day of a TimeML file.
fn timeml(file: String, xml: &str) -> Option<Article> {
    let day = attribute(&xml[xml.find("<DCT>")?..], "value")?;
    let body = &xml[xml.find("<TEXT>")? + 6..xml.rfind("</TEXT>")?];
    let (mut text, mut gold, mut open) = (String::new(), Vec::new(), None);
    let mut rest = body;
    while let Some(at) = rest.find('<') {
        text.push_str(&unescaped(&rest[..at]));
        let end = at + rest[at..].find('>')?;
        let tag = &rest[at..=end];
        if tag.starts_with("<TIMEX3") {
            open = attribute(tag, "value").zip(attribute(tag, "type")).map(|v| (text.len(), v));
        } else if tag == "</TIMEX3>"
            && let Some((start, (value, timex))) = open.take()
        {
            gold.push(Time { span: trimmed(&text, start), timex, value });
        }
        rest = &rest[end + 1..];
    }
    text.push_str(&unescaped(rest));
    Some(Article { file, text, day, gold })
}

fn trimmed(text: &str, start: usize) -> Span {
    let lead = text[start..].len() - text[start..].trim_start().len();
    Span::new(start + lead, text.trim_end().len())
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&")
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let from = tag.find(&format!("{name}=\""))? + name.len() + 2;
    Some(tag[from..from + tag[from..].find('"')?].to_owned())
}

/// The articles of one corpus, in order.
fn articles(folder: &Path) -> Vec<Article> {
    let files = std::fs::read_dir(folder).expect("a folder of TimeML");
    let mut files: Vec<_> = files.filter_map(|f| Some(f.ok()?.path())).collect();
    files.retain(|p| p.extension().is_some_and(|e| e == "tml"));
    files.sort();
    let read = |path: std::path::PathBuf| {
        let name = path.file_stem()?.to_string_lossy().into_owned();
        timeml(name, &std::fs::read_to_string(&path).expect("UTF-8"))
    };
    files.into_iter().filter_map(read).collect()
}

/// Counts as the TempEval-3 scorer makes them: strict is the very span, relaxed an overlap, value and
/// class are right on an overlap (UzZaman et al. 2013, SemEval-2013 task 1).
#[derive(Clone, Copy, Default)]
struct Score {
    gold: usize,
    found: usize,
    strict: usize,
    relaxed: usize,
    value: usize,
    class: usize,
}

impl Score {
    fn f1(&self, hits: usize) -> f64 {
        2.0 * hits as f64 / (self.gold + self.found).max(1) as f64
    }

    fn print(&self, what: &str) {
        let [strict, relaxed, value, class] =
            [self.strict, self.relaxed, self.value, self.class].map(|hits| 100.0 * self.f1(hits));
        println!(
            "{what}: {} gold, {} found; strict F1 {strict:.1}, relaxed {relaxed:.1}, value {value:.1}, class {class:.1}",
            self.gold, self.found
        );
    }

    fn and(self, other: Self) -> Self {
        Self {
            gold: self.gold + other.gold,
            found: self.found + other.found,
            strict: self.strict + other.strict,
            relaxed: self.relaxed + other.relaxed,
            value: self.value + other.value,
            class: self.class + other.class,
        }
    }

    fn add(&mut self, article: &Article, found: &[Time], explain: bool) {
        self.gold += article.gold.len();
        self.found += found.len();
        let note = |kind: &str, span: Span, gold: &str, got: &str| {
            if explain {
                note(kind, article, span, gold, got);
            }
        };
        let mut taken = vec![false; found.len()];
        for g in &article.gold {
            // The exact span first, else the first that overlaps.
            let free = |f: &dyn Fn(&Time) -> bool| (0..found.len()).find(|&i| !taken[i] && f(&found[i]));
            let Some(i) = free(&|m| m.span == g.span).or_else(|| free(&|m| m.span.overlaps(g.span))) else {
                note("missed", g.span, &g.value, "");
                continue;
            };
            taken[i] = true;
            self.relaxed += 1;
            self.strict += usize::from(found[i].span == g.span);
            self.value += usize::from(found[i].value == g.value);
            self.class += usize::from(found[i].timex == g.timex);
            if found[i].value != g.value {
                note("value", found[i].span, &g.value, &found[i].value);
            }
            if found[i].span != g.span {
                note("span", found[i].span, g.span.of(&article.text), &found[i].value);
            }
        }
        for (m, _) in found.iter().zip(taken).filter(|(_, t)| !t) {
            note("extra", m.span, "", &m.value);
        }
    }
}

fn note(kind: &str, article: &Article, span: Span, gold: &str, got: &str) {
    let text = &article.text;
    let boundary = |i: &usize| text.is_char_boundary(*i);
    let from = (0..=span.start.saturating_sub(40)).rev().find(boundary).unwrap_or(0);
    let to = (span.end + 30..text.len()).find(boundary).unwrap_or(text.len());
    let one = |s: &str| s.split_whitespace().collect::<Vec<_>>().join(" ");
    let (a, words, b) = (one(&text[from..span.start]), one(span.of(text)), one(&text[span.end..to]));
    println!("{kind}\tgold {}\tgot {got}\t{}: {a} [[{words}]] {b}", one(gold), article.file);
}

/// What the program finds in an article published on its day.
fn ours(reader: &Reader, article: &Article) -> Vec<Time> {
    let class = |timex| match timex {
        Timex::Date => "DATE",
        Timex::Time => "TIME",
        Timex::Duration => "DURATION",
        Timex::Set => "SET",
    };
    let document = reader.parser.parse(&article.text);
    let found = times(&document, &article.text, Some(&article.day)).into_iter();
    found.map(|m| Time { span: m.span, timex: class(m.timex).to_owned(), value: m.value }).collect()
}

/// A peer's answers by file.
fn peer(path: &Path) -> BTreeMap<String, Vec<Time>> {
    let mut answers: BTreeMap<String, Vec<Time>> = BTreeMap::new();
    for line in std::fs::read_to_string(path).expect("the peer's answers").lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [file, start, end, timex, value] = fields[..] else { panic!("a row of five fields: {line}") };
        let byte = |n: &str| n.parse::<usize>().expect("a number of bytes");
        let span = Span::new(byte(start), byte(end));
        let time = Time { span, timex: timex.to_owned(), value: value.to_owned() };
        answers.entry(file.to_owned()).or_default().push(time);
    }
    answers
}

/// Scores both corpora and prints them; the figures of both together.
fn score(
    tool: &str,
    corpora: &[(&str, Vec<Article>)],
    explain: bool,
    find: &dyn Fn(&Article) -> Vec<Time>,
) -> Score {
    let mut both = Score::default();
    for (corpus, articles) in corpora {
        let mut score = Score::default();
        for article in articles {
            score.add(article, &find(article), explain);
        }
        score.print(&format!("{tool}, {corpus}"));
        both = both.and(score);
    }
    both.print(&format!("{tool}, both"));
    both
}

#[test]
fn timebank_and_aquaint() {
    let Some(folder) = shared(SET) else { return };
    let reader = Reader::embedded().expect("embedded data is sound");
    let corpora = ["TimeBank", "AQUAINT"].map(|corpus| (corpus, articles(&folder.join(corpus))));
    let explain = std::env::var_os("SIDELINES_ERRORS").is_some();
    let mine = score("sidelines", &corpora, explain, &|article| ours(&reader, article));
    for path in std::env::var_os("SIDELINES_PEER").iter().flat_map(std::env::split_paths) {
        let answers = peer(&path);
        let tool = path.file_stem().map_or_else(String::new, |s| s.to_string_lossy().into_owned());
        score(&tool, &corpora, false, &|article| answers.get(&article.file).cloned().unwrap_or_default());
    }
    for (name, got) in [("strict", mine.f1(mine.strict)), ("value", mine.f1(mine.value))] {
        assert!(got >= floor("times", name), "{name} F1 {got:.4} is below its floor");
    }
}
