//! The text of a report with what was understood in it: people, bodies, states, times and places in
//! their tones, what is said and by which word, and short glosses of what a word stands for.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::page::{Page, Piece, Tone, piece};
use super::report::Copy;
use crate::span::Span;

/// A stretch of the text in a tone, and what it stands for where the words alone do not say it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The words.
    pub span: Span,
    /// `Who`, `When`, `Where` or `Cue`.
    pub tone: Tone,
    /// What they stand for.
    pub gloss: Option<String>,
    /// What they mean: ids of actors, one EDTF time, or one place's name and (where known) its country's code.
    pub means: Vec<String>,
}

/// The marks of a report in order of its text, none over another: names, descriptions and pronouns of actors, times,
/// places, and words of saying.
pub fn marks(copy: &Copy) -> Vec<Mark> {
    Layers::of(copy).marks
}

/// Two layers of marks: names, times, places and words of saying; below them what is said.
#[derive(Debug, Default)]
struct Layers {
    marks: Vec<Mark>,
    said: Vec<Span>,
}

/// Puts the text on the page, after a line that says what the tones are.
pub fn text(copy: &Copy, page: &mut Page) {
    let layers = Layers::of(copy);
    legend(&layers, page);
    let mut from = 0;
    for paragraph in copy.report.text.split('\n') {
        let to = from + paragraph.len();
        if paragraph.trim().is_empty() {
            page.gap();
        } else {
            page.put(0, &layers.pieces(&copy.report.text, Span::new(from, to)));
        }
        from = to + 1;
    }
}

/// Which tone is what, for those that the text has.
fn legend(layers: &Layers, page: &mut Page) {
    let tones = [
        (Tone::Who, "who"),
        (Tone::When, "when"),
        (Tone::Where, "where"),
        (Tone::Cue, "words of saying"),
        (Tone::Quoted, "what is said"),
    ];
    let said = |t: Tone| t == Tone::Quoted && !layers.said.is_empty();
    let mut line = Vec::new();
    for (tone, name) in tones.iter().filter(|(t, _)| said(*t) || layers.marks.iter().any(|m| m.tone == *t)) {
        line.push(piece(Tone::Plain, if line.is_empty() { "" } else { " · " }));
        line.push(piece(*tone, name));
    }
    if !line.is_empty() {
        page.put(0, &line);
        page.gap();
    }
}

impl Layers {
    fn of(copy: &Copy) -> Self {
        let [mentions, times, places] = copy.marks;
        let named: Vec<&Value> = places.iter().filter(|p| p["basis"] != "people").collect();
        let place_spans: BTreeSet<Span> = named.iter().filter_map(|p| span(p)).collect();
        let who = mentions.iter().filter_map(|m| of_mention(m, &place_spans, copy.names));
        let when = times.iter().filter_map(of_time);
        let cues = copy.statements.iter().map(|s| plain(s.cue.span(), Tone::Cue));
        let marks = apart(who.chain(when).chain(of_places(&named)).chain(cues).collect());
        let said = copy.statements.iter().map(|s| s.content.span()).collect();
        Self { marks, said }
    }

    /// The bytes of one paragraph in pieces.
    fn pieces(&self, text: &str, paragraph: Span) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut at = paragraph.start;
        let from = self.marks.partition_point(|m| m.span.start < paragraph.start);
        let here = self.marks[from..].iter().take_while(|m| m.span.start < paragraph.end);
        let said: Vec<Span> = self.said.iter().copied().filter(|s| s.overlaps(paragraph)).collect();
        for mark in here.filter(|m| paragraph.covers(m.span)) {
            unmarked(text, Span::new(at, mark.span.start), &said, &mut pieces);
            pieces.push(piece(mark.tone, mark.span.of(text)));
            if let Some(gloss) = &mark.gloss {
                pieces.push(piece(Tone::Quiet, &format!("={}", gloss.replace(' ', "\u{a0}"))));
            }
            at = mark.span.end;
        }
        unmarked(text, Span::new(at, paragraph.end), &said, &mut pieces);
        pieces
    }
}

/// The marks in order, without overlaps: of two that overlap the earlier, then the longer stays.
fn apart(mut marks: Vec<Mark>) -> Vec<Mark> {
    marks.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end), m.gloss.is_none()));
    let mut end = 0;
    marks.retain(|m| {
        let free = m.span.start >= end && m.span.start < m.span.end;
        end = if free { m.span.end } else { end };
        free
    });
    marks
}

/// Text between marks, cut where something said begins or ends.
fn unmarked(text: &str, gap: Span, said: &[Span], pieces: &mut Vec<Piece>) {
    let ends = said.iter().flat_map(|s| [s.start, s.end]);
    let mut cuts: BTreeSet<usize> = ends.filter(|e| (gap.start..gap.end).contains(e)).collect();
    cuts.extend([gap.start, gap.end]);
    let cuts: Vec<usize> = cuts.into_iter().collect();
    for pair in cuts.windows(2) {
        let stretch = Span::new(pair[0], pair[1]);
        let quoted = said.iter().any(|s| s.covers(stretch));
        pieces.push(piece(if quoted { Tone::Quoted } else { Tone::Plain }, stretch.of(text)));
    }
}

fn plain(span: Span, tone: Tone) -> Mark {
    Mark { span, tone, gloss: None, means: Vec::new() }
}

/// A mention, with the name of whom it means where it is no name itself (`he`, `the two leaders`).
fn of_mention(m: &Value, places: &BTreeSet<Span>, names: &BTreeMap<String, String>) -> Option<Mark> {
    // What only a chain found may be a long phrase, or nobody; names inside it say more.
    if m["basis"] == "chain" && (m["form"] != "pronoun" || m["actor"].is_null()) {
        return None;
    }
    let span = span(m)?;
    let place = m["mention_kind"] == "place" && m["actor"].is_null() || places.contains(&span);
    let ids = m["actors"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let means: Vec<String> = ids.filter(|id| names.contains_key(*id)).map(str::to_owned).collect();
    let known: Vec<&str> = means.iter().filter_map(|id| names.get(id)).map(String::as_str).collect();
    let exact = m["span"]["exact"].as_str().unwrap_or("");
    let told = known.len() == 1 && known[0].eq_ignore_ascii_case(exact);
    let gloss = (m["form"] != "name" && !known.is_empty() && !told).then(|| known.join("+"));
    (!place || gloss.is_some()).then_some(Mark { span, tone: Tone::Who, gloss, means })
}

/// A time, with its day where the words do not hold it.
fn of_time(t: &Value) -> Option<Mark> {
    let gloss = t["edtf"].as_str().filter(|e| t["span"]["exact"] != **e).map(str::to_owned);
    let means = t["edtf"].as_str().map(str::to_owned).into_iter().collect();
    Some(Mark { span: span(t)?, tone: Tone::When, gloss, means })
}

/// Places, each with its country where it is named first.
fn of_places(places: &[&Value]) -> Vec<Mark> {
    let mut seen = BTreeSet::new();
    let mark = |p: &&Value| {
        let words = p["span"]["exact"].as_str()?;
        let country = p["country"].as_str().filter(|_| seen.insert(words.to_owned()));
        let means =
            [&p["name"], &p["country"]].into_iter().filter_map(Value::as_str).map(str::to_owned).collect();
        Some(Mark { span: span(p)?, tone: Tone::Where, gloss: country.map(str::to_owned), means })
    };
    places.iter().filter_map(mark).collect()
}

fn span(object: &Value) -> Option<Span> {
    let at = |end: &str| object["span"][end].as_u64().and_then(|n| usize::try_from(n).ok());
    Some(Span::new(at("start")?, at("end")?)).filter(|s| s.start <= s.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn layers() -> Layers {
        let marks = vec![
            Mark {
                span: Span::new(0, 2),
                tone: Tone::Who,
                gloss: Some("Ann Vorn".into()),
                means: Vec::new(),
            },
            plain(Span::new(16, 22), Tone::When),
        ];
        Layers { marks, said: vec![Span::new(8, 28)] }
    }

    #[test]
    fn overlapping_marks_are_drawn_once() {
        let text = "Obama met Xi in Hangzhou.";
        let spans = [(10, 12, Tone::Who), (0, 5, Tone::Who), (16, 24, Tone::Where), (18, 20, Tone::Who)];
        let marks = apart(spans.map(|(a, b, tone)| plain(Span::new(a, b), tone)).to_vec());
        let pieces = Layers { marks, said: Vec::new() }.pieces(text, Span::new(0, text.len()));
        assert_eq!(pieces.iter().map(|p| p.text.as_str()).collect::<String>(), text);
        let who: Vec<&str> = pieces.iter().filter(|p| p.tone == Tone::Who).map(|p| p.text.as_str()).collect();
        assert_eq!(who, ["Obama", "Xi"]);
        assert_eq!(span(&json!({"span": {"start": 3, "end": 9}})), Some(Span::new(3, 9)));
    }

    #[test]
    fn pieces_hold_the_whole_text_once_and_glosses_beside_it() {
        let text = "He said they met Monday in all.";
        let pieces = layers().pieces(text, Span::new(0, text.len()));
        let told = pieces.iter().filter(|p| p.tone != Tone::Quiet).map(|p| p.text.as_str());
        assert_eq!(told.collect::<String>(), text);
        assert_eq!(pieces[0], piece(Tone::Who, "He"));
        assert_eq!(pieces[1], piece(Tone::Quiet, "=Ann\u{a0}Vorn"));
        assert!(pieces.contains(&piece(Tone::Quoted, "they met")), "{pieces:?}");
    }

    #[test]
    fn a_phrase_of_a_chain_leaves_the_names_in_it_alone() {
        let phrase = json!({"span": {"start": 0, "end": 30, "exact": "the envoy whom Ann Vorn sent"},
            "form": "nominal", "actor": null, "actors": [], "mention_kind": "other", "basis": "chain"});
        assert_eq!(of_mention(&phrase, &BTreeSet::new(), &BTreeMap::new()), None);
    }

    #[test]
    fn a_pronoun_is_glossed_and_a_name_is_not() {
        let names = BTreeMap::from([("Q1".to_owned(), "Ann Vorn".to_owned())]);
        let at = |form: &str| {
            json!({"span": {"start": 0, "end": 2, "exact": "He"}, "form": form, "actor": "Q1",
                   "actors": ["Q1"], "mention_kind": "person"})
        };
        let gloss = |form: &str| of_mention(&at(form), &BTreeSet::new(), &names).and_then(|m| m.gloss);
        assert_eq!(gloss("pronoun").as_deref(), Some("Ann Vorn"));
        assert_eq!(gloss("name"), None);
    }
}
