//! Expressions of time scored on public sets: TimeBank and AQUAINT (TempEval-3), and the English
//! cases of Recognizers-Text. The sets are not part of the project: `SIDELINES_SHARED` names the
//! folder that has them under `data/`; without it these tests say so and pass.
//! `SIDELINES_ERRORS=1` prints what went wrong.

use std::path::{Path, PathBuf};

use sidelines::document::{Document, Sentence, Token, Upos};
use sidelines::recognise::times::times;
use sidelines::span::Span;
use sidelines::when::TimeMention;
use sidelines::when::calendar::Day;
use sidelines::when::edtf::Edtf;

/// The shared folder, or a message.
fn shared(under: &str) -> Option<PathBuf> {
    let folder =
        std::env::var_os("SIDELINES_SHARED").map(|s| Path::new(&s).join(under)).filter(|p| p.is_dir());
    if folder.is_none() {
        eprintln!("skipped: SIDELINES_SHARED does not name a folder with {under}");
    }
    folder
}

fn explain() -> bool {
    std::env::var_os("SIDELINES_ERRORS").is_some()
}

/// A document by white space and marks alone, without tags: what the recogniser gets at worst.
pub fn document(text: &str) -> Document {
    let mut sentences = vec![Sentence::default()];
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let word = |c: char| c.is_alphanumeric();
        let len = match word(c) {
            true => text[at..].find(|c| !word(c)).unwrap_or(text.len() - at),
            false => c.len_utf8(),
        };
        if !c.is_whitespace() {
            push(&mut sentences, text, Span::new(at, at + len));
        }
        at += len;
    }
    Document { sentences: sentences.into_iter().filter(|s| !s.tokens.is_empty()).collect() }
}

fn push(sentences: &mut Vec<Sentence>, text: &str, span: Span) {
    let sentence = sentences.last_mut().expect("never empty");
    let gap = text.get(sentence.span.end..span.start).unwrap_or("");
    let last = sentence.tokens.last().map_or("", |t| t.span.of(text));
    let before = sentence.tokens.len().checked_sub(2).map_or("", |i| sentence.tokens[i].span.of(text));
    let capital = span.of(text).starts_with(|c: char| c.is_uppercase() || !c.is_alphanumeric());
    let stop = matches!(last, "." | "?" | "!" | "'" | "\"") && !gap.is_empty() && capital && before.len() > 5;
    let paragraph = sentence.paragraph + usize::from(gap.contains("\n\n"));
    if !sentence.tokens.is_empty() && (stop || gap.contains("\n\n")) {
        sentences.push(Sentence { span, paragraph, ..Sentence::default() });
    }
    let sentence = sentences.last_mut().expect("never empty");
    sentence.span = if sentence.tokens.is_empty() { span } else { sentence.span.join(span) };
    sentence.tokens.push(Token {
        span,
        lemma: span.of(text).to_lowercase(),
        upos: Upos::X,
        xpos: "",
        head: None,
        deprel: "dep",
        joined: false,
    });
}

/// One expression of the gold.
struct Gold {
    span: Span,
    value: String,
}

/// Text, expressions and creation day of a TimeML file.
fn timeml(xml: &str) -> Option<(String, Vec<Gold>, String)> {
    let dct = attribute(&xml[xml.find("<DCT>")?..], "value")?;
    let body = &xml[xml.find("<TEXT>")? + 6..xml.rfind("</TEXT>")?];
    let (mut text, mut gold, mut open) = (String::new(), Vec::new(), None);
    let mut rest = body;
    while let Some(at) = rest.find('<') {
        text.push_str(&unescaped(&rest[..at]));
        let end = at + rest[at..].find('>')?;
        let tag = &rest[at..=end];
        if tag.starts_with("<TIMEX3") {
            open = attribute(tag, "value").map(|v| (text.len(), v));
        } else if tag == "</TIMEX3>"
            && let Some((start, value)) = open.take()
        {
            gold.push(Gold { span: trimmed(&text, start), value });
        }
        rest = &rest[end + 1..];
    }
    text.push_str(&unescaped(rest));
    Some((text, gold, dct))
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

/// Counts of one corpus.
#[derive(Default)]
struct Score {
    gold: usize,
    found: usize,
    strict: usize,
    relaxed: usize,
    value: usize,
}

impl Score {
    fn f1(&self, hits: usize) -> f64 {
        200.0 * hits as f64 / (self.gold + self.found).max(1) as f64
    }

    fn add(&mut self, gold: &[Gold], found: &[TimeMention], text: &str, file: &str) {
        self.gold += gold.len();
        self.found += found.len();
        let mut taken = vec![false; found.len()];
        for g in gold {
            // As the TempEval-3 scorer: the exact span first, else the first that overlaps.
            let free =
                |f: &dyn Fn(&TimeMention) -> bool| (0..found.len()).find(|&i| !taken[i] && f(&found[i]));
            let hit = free(&|m| m.span == g.span).or_else(|| free(&|m| m.span.overlaps(g.span)));
            let Some(i) = hit else {
                note("missed", file, g.span, &g.value, "", text);
                continue;
            };
            taken[i] = true;
            self.relaxed += 1;
            self.strict += usize::from(found[i].span == g.span);
            self.value += usize::from(found[i].value == g.value);
            if found[i].value != g.value {
                note("value", file, found[i].span, &g.value, &found[i].value, text);
            } else if found[i].span != g.span {
                note("span", file, found[i].span, g.span.of(text), &found[i].value, text);
            }
        }
        for (m, _) in found.iter().zip(taken).filter(|(_, t)| !t) {
            note("extra", file, m.span, "", &m.value, text);
        }
    }
}

fn note(kind: &str, file: &str, span: Span, gold: &str, got: &str, text: &str) {
    if explain() {
        let from =
            (0..span.start.saturating_sub(40) + 1).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
        let to = (span.end + 30..text.len()).find(|i| text.is_char_boundary(*i)).unwrap_or(text.len());
        let one = |s: &str| s.split_whitespace().collect::<Vec<_>>().join(" ");
        let (a, b) = (one(&text[from..span.start]), one(&text[span.end..to]));
        println!(
            "{kind}\t{}\tgold {gold}\tgot {got}\t{file}: {a} [[{}]] {b}",
            one(span.of(text)).to_lowercase(),
            one(span.of(text))
        );
    }
}

fn score(folder: &Path) -> Score {
    let files = std::fs::read_dir(folder).expect("a folder of TimeML");
    let mut files: Vec<_> = files.filter_map(|f| Some(f.ok()?.path())).collect();
    files.sort();
    let mut score = Score::default();
    for path in files.iter().filter(|p| p.extension().is_some_and(|e| e == "tml")) {
        let xml = std::fs::read_to_string(path).expect("UTF-8");
        let Some((text, gold, dct)) = timeml(&xml) else { continue };
        let found = times(&document(&text), &text, Some(&dct));
        assert!(found.iter().all(|m| !m.span.of(&text).is_empty()));
        let name = path.file_stem().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
        score.add(&gold, &found, &text, &name);
    }
    score
}

fn tempeval(corpus: &str, floors: [f64; 3]) {
    let Some(folder) = shared("data/measure-only/tempeval3-tbaq/data/TBAQ-cleaned") else { return };
    let score = score(&folder.join(corpus));
    let got = [score.f1(score.strict), score.f1(score.relaxed), score.f1(score.value)];
    let (p, r) = (score.relaxed as f64 / score.found as f64, score.relaxed as f64 / score.gold as f64);
    println!(
        "{corpus}: {} gold, {} found; strict F1 {:.1}, relaxed F1 {:.1} (P {:.3} R {:.3}), value F1 {:.1}",
        score.gold, score.found, got[0], got[1], p, r, got[2]
    );
    for (got, floor) in got.iter().zip(floors) {
        assert!(got >= &floor, "{got:.1} is below its floor {floor}");
    }
}

#[test]
fn timebank() {
    tempeval("TimeBank", [83.5, 92.0, 77.5]);
}

#[test]
fn aquaint() {
    tempeval("AQUAINT", [82.0, 92.0, 73.5]);
}

/// One case of Recognizers-Text: input, reference day, and the readings it allows.
struct Case {
    input: String,
    day: String,
    words: String,
    timex: String,
    /// First and last day, for the past and the future reading.
    days: Vec<(String, String)>,
}

fn cases(file: &Path) -> Vec<Case> {
    let json = std::fs::read_to_string(file).expect("UTF-8");
    let all: serde_json::Value = serde_json::from_str(json.trim_start_matches('\u{feff}')).expect("JSON");
    all.as_array().into_iter().flatten().filter_map(case).collect()
}

/// A case with exactly one result that has a value.
fn case(item: &serde_json::Value) -> Option<Case> {
    let text = |v: &serde_json::Value| v.as_str().unwrap_or_default().to_owned();
    let [result] = item["Results"].as_array()?.as_slice() else { return None };
    let day = text(&item["Context"]["ReferenceDateTime"]);
    let value = &result["Value"];
    let days = ["PastResolution", "FutureResolution"].iter().filter_map(|side| {
        let side = &value[*side];
        // Their ends are exclusive.
        let end = Day::parse(side["endDate"].as_str().unwrap_or_default()).map(|d| d.plus(-1).to_string());
        let start = side["date"].as_str().or(side["startDate"].as_str())?.to_owned();
        Some((start.clone(), end.unwrap_or(start)))
    });
    let (input, words, timex) = (text(&item["Input"]), text(&result["Text"]), text(&value["Timex"]));
    Some(Case {
        input,
        day: day.get(..10).unwrap_or_default().to_owned(),
        words,
        timex,
        days: days.collect(),
    })
}

/// Does one mention give the case's value: its days by either reading, or its TIMEX3?
fn right(case: &Case, mention: &TimeMention) -> bool {
    let edtf = mention.edtf.as_deref().and_then(Edtf::parse);
    let days = edtf.and_then(|e| Some((e.first_day()?.to_string(), e.last_day()?.to_string())));
    mention.value == case.timex || days.is_some_and(|d| case.days.contains(&d))
}

/// Their conventions differ from TimeML's in places (a month ago is a day, ends of intervals are
/// exclusive, both readings of `May 3` are given), and their sentences are orders to a calendar, not
/// news: the floors keep what works, they are no goal.
#[test]
fn recognizers() {
    let Some(folder) = shared("data/recognizers-text-specs/Specs/DateTime/English") else { return };
    let floors =
        [("DateParser", 45.0), ("DatePeriodParser", 31.0), ("DurationParser", 51.0), ("SetParser", 40.0)];
    for (file, floor) in floors {
        let cases = cases(&folder.join(format!("{file}.json")));
        let (mut found, mut correct) = (0, 0);
        for case in &cases {
            let mentions = times(
                &document(&case.input),
                &case.input,
                Some(&case.day).filter(|d| !d.is_empty()).map(String::as_str),
            );
            let start = case.input.to_lowercase().find(&case.words.to_lowercase()).unwrap_or(0);
            let span = Span::new(start, start + case.words.len());
            found += usize::from(mentions.iter().any(|m| m.span.overlaps(span)));
            let hit = mentions.iter().any(|m| m.span.overlaps(span) && right(case, m));
            correct += usize::from(hit);
            if !hit && explain() {
                let got: Vec<_> =
                    mentions.iter().map(|m| (m.span.of(&case.input), &m.value, &m.edtf)).collect();
                println!(
                    "{file}\t{} [{}] {:?} {:?} got {got:?}",
                    case.input, case.words, case.timex, case.days
                );
            }
        }
        let share = |n: usize| 100.0 * n as f64 / cases.len().max(1) as f64;
        println!("{file}: {} cases, found {:.1} %, right {:.1} %", cases.len(), share(found), share(correct));
        assert!(share(correct) >= floor, "{file} is below its floor {floor}");
    }
}
