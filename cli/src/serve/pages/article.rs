//! The text of a report with what was found in it marked, in parts that a browser can take.

use std::collections::BTreeMap;
use std::ops::Range;

use sidelines::account::Account;
use sidelines::show::days::day;
use sidelines::show::marked::{Mark, marks};
use sidelines::show::page::Tone;
use sidelines::show::report::Copy;
use sidelines::show::segments::{Segment, parts, segments};
use sidelines::span::Span;
use sidelines::statement::Statement;

use super::address::Address;
use super::base::actor_href;
use super::text::{Told, attribute, told};
use super::words;

/// Bytes of text on one page at most.
pub const PART: usize = 60_000;

/// A stretch of text with what it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// The words.
    pub text: Option<Told>,
    /// Classes of what they are: `who`, `when`, `where`, `cue`, `said`, `told`.
    pub class: String,
    /// Where they lead.
    pub href: Option<String>,
    /// What they stand for.
    pub gloss: Option<String>,
    /// Accounts whose words begin here.
    pub anchors: Vec<String>,
}

/// One part of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// Its paragraphs.
    pub paragraphs: Vec<Vec<Run>>,
    /// Its bytes in the text.
    pub bytes: Range<usize>,
    /// Its number, from 1.
    pub part: usize,
    /// How many parts there are.
    pub parts: usize,
}

/// In which part of a text a byte stands, from 1.
pub fn place_of(text: &str, at: usize) -> usize {
    parts(text, PART).iter().position(|p| p.contains(&at)).map_or(1, |i| i + 1)
}

/// What is drawn over the text: marks that exclude one another, then what is said and what shows events.
struct Layers<'a> {
    marks: Vec<Mark>,
    statements: &'a [Statement],
    accounts: &'a [Account],
    names: &'a BTreeMap<String, String>,
    /// What each span is, in order of `spans`.
    kinds: Vec<Kind>,
    spans: Vec<Span>,
}

#[derive(Clone, Copy)]
enum Kind {
    Mark(usize),
    Said(usize),
    Told(usize),
}

/// Part `part` of the text of `copy`; the nearest there is. `glosses` says of actors who they are, by id.
pub fn article(copy: &Copy, part: usize, glosses: &BTreeMap<String, String>) -> Article {
    let text = &copy.report.text;
    let all = parts(text, PART);
    let n = part.clamp(1, all.len());
    let bytes = all[n - 1].clone();
    let layers = Layers::of(copy, glosses);
    let window = Span::new(bytes.start, bytes.end);
    let mut paragraphs = vec![Vec::new()];
    for segment in segments(text, window, &layers.spans) {
        layers.write(text, &segment, &mut paragraphs);
    }
    paragraphs.retain(|p: &Vec<Run>| {
        p.iter().any(|r| !r.anchors.is_empty() || r.text.as_ref().is_some_and(|t| !t.0.trim().is_empty()))
    });
    Article { paragraphs, bytes, part: n, parts: all.len() }
}

impl<'a> Layers<'a> {
    /// What does not hold in this text (a reprint's findings stand in another) is left out.
    fn of(copy: &'a Copy, names: &'a BTreeMap<String, String>) -> Self {
        let text = &copy.report.text;
        let marks: Vec<Mark> = marks(copy);
        let drawn = marks.iter().enumerate().map(|(i, m)| (Kind::Mark(i), m.span));
        let own = |cue: &Statement| cue.cue.holds(text);
        let said = copy.statements.iter().enumerate().filter(|(_, s)| own(s));
        let said = said.flat_map(|(i, s)| s.spans().map(move |span| (Kind::Said(i), span)));
        let shown = copy.accounts.iter().enumerate();
        let shown = shown.flat_map(|(i, a)| a.evidence.iter().map(move |q| (i, q)));
        let shown = shown.filter(|(_, q)| q.holds(text)).map(|(i, q)| (Kind::Told(i), q.span()));
        let (kinds, spans) = drawn.chain(said).chain(shown).unzip();
        Self { marks, statements: copy.statements, accounts: copy.accounts, names, kinds, spans }
    }

    /// Puts a segment into the last paragraph, and begins new ones at line ends.
    fn write(&self, text: &str, segment: &Segment, paragraphs: &mut Vec<Vec<Run>>) {
        let mut run = self.run(segment);
        for (i, line) in segment.span.of(text).split('\n').enumerate() {
            if i > 0 {
                paragraphs.push(Vec::new());
            }
            if !line.is_empty() || !run.anchors.is_empty() {
                let words = Run { text: Some(told(line)), ..run.clone() };
                paragraphs.last_mut().into_iter().for_each(|p| p.push(words.clone()));
                run.anchors.clear();
            }
        }
    }

    fn run(&self, segment: &Segment) -> Run {
        let mut run = Run::default();
        let mut classes = Vec::new();
        let mut notes = Vec::new();
        for i in &segment.marks {
            let begins = self.spans[*i].start == segment.span.start;
            match self.kinds[*i] {
                Kind::Mark(m) => self.mark(&self.marks[m], &mut run, &mut classes),
                Kind::Said(s) => {
                    classes.push("said");
                    notes.push(speaker(&self.statements[s]));
                }
                Kind::Told(a) => {
                    classes.push("told");
                    if begins && self.is_first(a, segment.span.start) {
                        run.anchors.push(self.accounts[a].id.clone());
                    }
                }
            }
        }
        classes.dedup();
        run.class = classes.join(" ");
        notes.dedup();
        // Of nested sayings the innermost tells; a name says more than who said it.
        run.gloss = run.gloss.or_else(|| notes.pop());
        run
    }

    /// Is this where the account's first words begin?
    fn is_first(&self, account: usize, at: usize) -> bool {
        self.accounts[account].evidence.first().is_some_and(|q| q.start == at)
    }

    fn mark(&self, m: &Mark, run: &mut Run, classes: &mut Vec<&'static str>) {
        classes.push(class(m.tone));
        let (href, gloss) = match (m.tone, m.means.as_slice()) {
            (Tone::Who, [id]) => (Some(actor_href(id)), self.names.get(id).cloned()),
            (Tone::Who, ids) => (None, self.several(ids)),
            (Tone::When, [edtf]) => (then(edtf), Some(day(Some(edtf)))),
            (Tone::Where, [name, country]) => (Some(at(name)), Some(words::place(name, Some(country)))),
            (Tone::Where, [name]) => (Some(at(name)), Some(name.clone())),
            _ => (None, None),
        };
        run.href = href;
        run.gloss = gloss.map(|g| attribute(&g));
    }

    fn several(&self, ids: &[String]) -> Option<String> {
        let names: Vec<&str> = ids.iter().filter_map(|id| self.names.get(id)).map(String::as_str).collect();
        (!names.is_empty()).then(|| names.join("; "))
    }
}

/// The ledger for the days of a time; of an interval or a decade there is none.
fn then(edtf: &str) -> Option<String> {
    let single = edtf.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    single.then(|| Address::of([("since", edtf), ("until", edtf)]).to("/"))
}

/// The ledger for one place.
fn at(place: &str) -> String {
    Address::of([("where", place)]).to("/")
}

fn class(tone: Tone) -> &'static str {
    match tone {
        Tone::When => "when",
        Tone::Where => "where",
        Tone::Cue => "cue",
        _ => "who",
    }
}

/// `Teo Brask says`.
fn speaker(s: &Statement) -> String {
    let who = s.speaker.as_ref().map_or("somebody", |p| p.name.as_str());
    attribute(&format!("{who} {}", words::saying(s).0))
}
