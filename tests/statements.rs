//! Who said what, scored on the attributions of PolNeAR (brat), end to end from raw text.
//! The set is no part of the project: `SIDELINES_SHARED` names the folder that has it under `data/`; without it the
//! test says so and passes. `SIDELINES_PEER` names a file of another tool's answers (`benches/peers/statements.py`).
//! `SIDELINES_ERRORS=1` prints what is missed and wrong; `SIDELINES_HALF=train` reads the other half, `SIDELINES_LIMIT` so many.
//!
//! A gold attribution is **found** when at least half of its content is covered by the contents of the
//! answers together, in characters other than white space; its speaker is right when the answer that
//! covers most of it has a speaker whose words overlap the gold source. Attributions without a source
//! in the gold are left out of the figure of speakers. An answer is right when at least half of its
//! content lies in gold content. Direct quotations are gold contents of four words and more that open
//! with a quotation mark.

mod shared;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use shared::{floor, shared};
use sidelines::reader::Reader;
use sidelines::report::Report;
use sidelines::span::Span;
use sidelines::statement::{Act, Stance, Statement};

/// Source, cue and content of one attribution, in characters.
#[derive(Default)]
struct Gold {
    source: Vec<Span>,
    cue: Vec<Span>,
    content: Vec<Span>,
}

/// What a tool says: the pieces of a content, and the words of its speaker, in characters.
struct Answer {
    content: Vec<Span>,
    speaker: Option<Span>,
    why: String,
}

/// An article with what it holds.
struct Article {
    name: String,
    text: String,
    letters: Vec<char>,
    gold: Vec<Gold>,
}

/// The articles of a half, each with its first file of attributions.
fn articles(folder: &Path) -> Vec<Article> {
    let listed = |kind: &str| {
        let mut files: Vec<PathBuf> =
            fs::read_dir(folder.join(kind)).expect("a folder").map(|e| e.unwrap().path()).collect();
        files.sort();
        files
    };
    let notes = listed("attributions");
    let article = |path: &PathBuf| {
        let name = path.file_stem()?.to_str()?.to_owned();
        let note =
            notes.iter().find(|n| n.file_name().is_some_and(|f| f.to_string_lossy().starts_with(&name)))?;
        let text = fs::read_to_string(path).ok()?;
        let gold = brat(&fs::read_to_string(note).ok()?);
        Some(Article { name, letters: text.chars().collect(), text, gold })
    };
    listed("text").iter().filter_map(article).collect()
}

/// The attributions of a file in brat's format that have a content.
fn brat(notes: &str) -> Vec<Gold> {
    let mut spans: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
    let rows = notes.lines().map(|l| l.split('\t').collect::<Vec<_>>());
    let rows: Vec<Vec<&str>> = rows.filter(|r| r.len() > 1).collect();
    for row in rows.iter().filter(|r| r[0].starts_with('T')) {
        let (_, ranges) = row[1].split_once(' ').expect("a kind and its ranges");
        spans.insert(row[0], ranges.split(';').filter_map(range).collect());
    }
    let attribution = |row: &Vec<&str>| {
        let mut gold = Gold::default();
        for (role, id) in row[1].split(' ').filter_map(|part| part.split_once(':')) {
            let spans = spans.get(id).cloned().unwrap_or_default();
            match role.trim_end_matches(|c: char| c.is_ascii_digit()) {
                "Source" => gold.source.extend(spans),
                "Cue" => gold.cue.extend(spans),
                "Content" => gold.content.extend(spans),
                _ => {}
            }
        }
        gold
    };
    rows.iter().filter(|r| r[0].starts_with('E')).map(attribution).filter(|g| !g.content.is_empty()).collect()
}

fn range(words: &str) -> Option<Span> {
    let (start, end) = words.split_once(' ')?;
    Some(Span::new(start.parse().ok()?, end.parse().ok()?))
}

/// Counts over articles.
#[derive(Default)]
struct Score {
    gold: usize,
    found: usize,
    direct: usize,
    direct_found: usize,
    direct_sourced: usize,
    direct_speaker: usize,
    sourced: usize,
    speaker: usize,
    answers: usize,
    right: usize,
}

fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

impl Article {
    fn words(&self, spans: &[Span]) -> String {
        let of = |s: &Span| self.letters.get(s.start..s.end).unwrap_or_default().iter().collect::<String>();
        spans
            .iter()
            .map(of)
            .collect::<Vec<_>>()
            .join(" ... ")
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// A content of four words and more that opens with a quotation mark.
    fn is_direct(&self, gold: &Gold) -> bool {
        let first = gold.content.iter().map(|s| s.start).min().and_then(|i| self.letters.get(i));
        let open = first.is_some_and(|c| matches!(c, '"' | '“' | '”' | '\'' | '‘' | '’' | '`'));
        open && self.words(&gold.content).split(' ').count() >= 4
    }

    /// Which characters lie in the spans; white space counts nowhere.
    fn mask<'s>(&self, spans: impl Iterator<Item = &'s Span>) -> Vec<bool> {
        let mut mask = vec![false; self.letters.len()];
        for span in spans {
            for i in span.start..span.end.min(mask.len()) {
                mask[i] = !self.letters[i].is_whitespace();
            }
        }
        mask
    }

    fn size(&self, spans: &[Span]) -> usize {
        self.mask(spans.iter()).iter().filter(|m| **m).count()
    }
}

fn inside(mask: &[bool], spans: &[Span]) -> usize {
    spans.iter().flat_map(|s| s.start..s.end).filter(|i| mask.get(*i) == Some(&true)).count()
}

impl Score {
    fn add(&mut self, article: &Article, answers: &[Answer]) {
        let said = article.mask(answers.iter().flat_map(|a| &a.content));
        let gold = article.mask(article.gold.iter().flat_map(|g| &g.content));
        for g in &article.gold {
            self.add_gold(article, g, answers, &said);
        }
        for a in answers {
            let right = 2 * inside(&gold, &a.content) >= article.size(&a.content);
            self.answers += 1;
            self.right += usize::from(right);
            if !right {
                note("WRONG", article, &a.why, &a.content, &[], a.speaker.as_slice());
            }
        }
    }

    fn add_gold(&mut self, article: &Article, g: &Gold, answers: &[Answer], said: &[bool]) {
        let found = 2 * inside(said, &g.content) >= article.size(&g.content);
        let own = article.mask(g.content.iter());
        let best = answers.iter().map(|a| (inside(&own, &a.content), a)).filter(|(n, _)| *n > 0);
        let best =
            best.max_by_key(|(n, a)| (*n, std::cmp::Reverse(article.size(&a.content)))).map(|(_, a)| a);
        let speaker = best.and_then(|a| a.speaker).filter(|_| found);
        let right = speaker.is_some_and(|s| g.source.iter().any(|t| t.overlaps(s)));
        let direct = article.is_direct(g);
        let sourced = !g.source.is_empty();
        self.gold += 1;
        self.found += usize::from(found);
        self.sourced += usize::from(sourced);
        self.speaker += usize::from(right);
        self.direct += usize::from(direct);
        self.direct_found += usize::from(direct && found);
        self.direct_sourced += usize::from(direct && sourced);
        self.direct_speaker += usize::from(direct && right);
        let tell = |kind: &str| note(kind, article, "", &g.content, &g.cue, &g.source);
        match (direct, found, right || !sourced) {
            (true, false, _) => tell("MISSED-DIRECT"),
            (false, false, _) => tell("MISSED"),
            (true, true, false) => {
                tell("SPEAKER-DIRECT");
                note("  got", article, best.map_or("", |b| &b.why), &[], &[], speaker.as_slice());
            }
            (false, true, false) => tell("SPEAKER"),
            _ => {}
        }
    }

    fn figures(&self) -> [(&'static str, f64); 5] {
        [
            ("direct_found", share(self.direct_found, self.direct)),
            ("direct_speaker", share(self.direct_speaker, self.direct_sourced)),
            ("found", share(self.found, self.gold)),
            ("precision", share(self.right, self.answers)),
            ("speaker", share(self.speaker, self.sourced)),
        ]
    }
}

fn note(kind: &str, article: &Article, why: &str, content: &[Span], cue: &[Span], source: &[Span]) {
    if std::env::var_os("SIDELINES_ERRORS").is_some() {
        let short: String = article.name.chars().take(28).collect();
        println!(
            "{kind}\t{why}\t{{{}}} <{}> [{}]\t{short}",
            article.words(source),
            article.words(cue),
            article.words(content)
        );
    }
}

/// The statements of one article, in characters.
fn ours(article: &Article, statements: &[Statement]) -> Vec<Answer> {
    let chars = |byte: usize| article.text[..byte].chars().count();
    let of = |s: Span| Span::new(chars(s.start), chars(s.end));
    let answer = |st: &Statement| Answer {
        content: st.spans().map(of).collect(),
        speaker: st.speaker.as_ref().map(|s| of(s.span.span())),
        why: format!("{} {:?} {:?} {}", st.cue.exact, st.act, st.stance, st.direct),
    };
    statements.iter().map(answer).collect()
}

/// Answers of another tool: file, start and end of the content, start and end of the speaker or
/// nothing, in characters, tab-separated.
fn peer(path: &Path) -> BTreeMap<String, Vec<Answer>> {
    let mut answers: BTreeMap<String, Vec<Answer>> = BTreeMap::new();
    for line in fs::read_to_string(path).expect("the peer's answers").lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        let span = |i: usize| range(&format!("{} {}", cells.get(i)?, cells.get(i + 1)?));
        let Some(content) = span(1) else { continue };
        let answer = Answer { content: vec![content], speaker: span(3), why: String::new() };
        answers.entry(cells[0].to_owned()).or_default().push(answer);
    }
    answers
}

/// Reads the articles as they stand: cleaning is left out, so that offsets stay.
fn read(articles: &[Article]) -> Vec<Vec<Answer>> {
    let reader = Reader::embedded().expect("embedded data is sound");
    let report = |a: &Article| Report {
        id: a.name.clone(),
        text: a.text.clone(),
        published: a.name.split('_').nth(1).map(str::to_owned),
        ..blank()
    };
    let read = |a: &Article| ours(a, reader.read_report(report(a)).statements());
    articles.iter().map(read).collect()
}

fn blank() -> Report {
    Report {
        id: String::new(),
        source: String::new(),
        outlet: None,
        url: None,
        title: None,
        byline: None,
        language: Some("en".to_owned()),
        published: None,
        published_basis: None,
        dateline: None,
        text: String::new(),
        sha256: String::new(),
        retrieved: None,
        origin: None,
        issues: Vec::new(),
        dropped: Vec::new(),
    }
}

/// What the statements of a short text of our own come to: speaker, cue, words, and the rest.
fn said(reader: &Reader, text: &str) -> Vec<Statement> {
    let report = Report {
        id: "own".to_owned(),
        text: text.to_owned(),
        published: Some("2031-03-12".to_owned()),
        ..blank()
    };
    reader.read_report(report).statements().to_vec()
}

fn name(statement: &Statement) -> &str {
    statement.speaker.as_ref().map_or("", |s| s.name.as_str())
}

#[test]
fn statements_have_speaker_cue_content_stance_and_day() {
    let reader = Reader::embedded().expect("embedded data is sound");
    let one = |text: &str| {
        let all = said(&reader, text);
        assert!(!all.is_empty(), "{text}");
        all.into_iter().max_by_key(Statement::size).expect("one at least")
    };

    let told = one("Finance Minister Anna Vorn said on Tuesday that the dam would be finished next year.");
    assert_eq!((name(&told), told.cue.exact.as_str(), told.direct), ("Anna Vorn", "said", false));
    assert_eq!(told.when.as_deref(), Some("2031-03-11"));
    assert!(told.content.exact.ends_with("the dam would be finished next year"));

    let split = one("“We will build the dam,” Vorn said, “and we will pay for it ourselves.”");
    assert!(split.direct);
    let words: Vec<&str> = split.parts.iter().map(|p| p.exact.as_str()).collect();
    assert_eq!(words, ["“We will build the dam,”", "“and we will pay for it ourselves.”"]);

    let hidden = one("Two people familiar with the talks said the bank had refused to lend the money.");
    assert_eq!(name(&hidden), "Two people familiar with the talks");

    let denied = one("Minister Anna Vorn denied that her office had paid for the house.");
    assert_eq!((name(&denied), denied.stance), ("Anna Vorn", Stance::Denies));

    let silent = one("Minister Anna Vorn declined to say who had paid for the house.");
    assert_eq!(silent.stance, Stance::Declines);

    let wish = one("Minister Anna Vorn wants to sell the national bank to its workers.");
    assert_eq!(wish.act, Act::Will);
    assert!(!wish.act.vouches());
}

#[test]
fn quotations_without_a_cue_of_their_own_have_their_speaker() {
    let reader = Reader::embedded().expect("embedded data is sound");
    let speakers = |text: &str| -> Vec<(String, String)> {
        let all = said(&reader, text);
        let direct = all.iter().filter(|s| s.direct);
        direct
            .map(|s| (name(s).to_owned(), s.spans().map(|p| p.of(text)).collect::<Vec<_>>().join(" ")))
            .collect()
    };
    let owned = |text: &str, words: &str| {
        let found = speakers(text);
        found
            .iter()
            .find(|(_, said)| said.contains(words))
            .map_or_else(|| format!("{found:?}"), |(who, _)| who.clone())
    };

    let run = "“The dam is safe,” said Anna Vorn. “Nobody has to leave the valley.”\n\n“The engineers looked at every wall of it twice.”";
    assert_eq!(owned(run, "Nobody has to leave"), "Anna Vorn");
    assert_eq!(owned(run, "looked at every wall"), "Anna Vorn");

    let blunt = "Anna Vorn was blunt. “There is no money left for this dam.”";
    assert_eq!(owned(blunt, "no money left"), "Anna Vorn");

    let announced = "After the vote, Anna Vorn told reporters:\n\n“We have waited long enough for this dam.”";
    assert_eq!(owned(announced, "waited long enough"), "Anna Vorn");

    let signed = "“I have lived in this valley for eighty years.” — Anna Vorn, farmer";
    assert_eq!(owned(signed, "eighty years"), "Anna Vorn");

    let under = "“I have lived in this valley for eighty years.”\n\n— Anna Vorn, farmer\n\nThe ministry, which has the last word on all dams of the country, gave no answer to two letters.";
    assert_eq!(owned(under, "eighty years"), "Anna Vorn");

    let partial = "Anna Vorn called the plan “a gift to people who already own half of the valley”.";
    assert_eq!(owned(partial, "a gift to people"), "Anna Vorn");
}

#[test]
fn polnear() {
    let half = std::env::var("SIDELINES_HALF").unwrap_or_else(|_| "dev".to_owned());
    let Some(folder) = shared(&format!("data/measure-only/polnear/data/{half}")) else { return };
    let limit = std::env::var("SIDELINES_LIMIT").ok().and_then(|n| n.parse().ok()).unwrap_or(usize::MAX);
    let articles: Vec<Article> = articles(&folder).into_iter().take(limit).collect();
    let mut score = Score::default();
    let theirs = std::env::var_os("SIDELINES_PEER").map(|p| peer(Path::new(&p)));
    let name = if theirs.is_some() { "peer" } else { "sidelines" };
    let answers = match theirs {
        Some(mut by_name) => articles.iter().map(|a| by_name.remove(&a.name).unwrap_or_default()).collect(),
        None => read(&articles),
    };
    for (article, answers) in articles.iter().zip(&answers) {
        score.add(article, answers);
    }
    println!(
        "{name} on {half}: {} attributions, {} direct, {} answers; of those with a source {} and {} direct",
        score.gold, score.direct, score.answers, score.sourced, score.direct_sourced
    );
    for (figure, value) in score.figures() {
        println!("  {figure} {value:.3}");
        if name == "sidelines" && half == "dev" && limit == usize::MAX {
            assert!(value >= floor("statements", figure), "{figure} fell to {value:.3}");
        }
    }
}
