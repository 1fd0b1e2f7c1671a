//! What the event head says of a pair: each word is weighed as the trigger of each type by how surely it links source
//! and target, and the weights are added up by type.

use super::PairCode;
use crate::account::Status;
use crate::code::head::rule_name;
use crate::code::plover::CrossWalk;
use crate::document::{EVENT_TYPES, Hint, Hints, PARTS, Part, Sentence};
use crate::reader::{Reader, Reading};
use crate::span::Span;

/// The least that a missing link counts, as a logarithm.
const UNLINKED: f64 = -6.0;
/// How much the link to the target counts beside that to the source. Chosen on the relation set's development half.
const TARGET: f64 = 0.4;
/// What the type of the rules is worth beside the head's probabilities, which sum to 1. Chosen likewise.
const RULES: f64 = 0.5;

/// One way to read the pair.
struct Vote {
    kind: String,
    weight: f64,
    mode: Option<String>,
    status: Status,
    by: String,
}

/// The code of the pair: that of the rules and that of the head together. With `walk` types are those of PLOVER's
/// manual.
pub fn code(
    reader: &Reader,
    reading: &Reading,
    rules: Option<PairCode>,
    pair: (Option<Span>, Option<Span>),
    walk: Option<&CrossWalk>,
) -> Option<PairCode> {
    let mut votes: Vec<Vote> = Vec::new();
    for sentence in &reading.document.sentences {
        let forms: Vec<&str> = sentence.tokens.iter().map(|t| t.span.of(&reading.report.text)).collect();
        let hints = reader.parser.model().every_hint(&forms);
        votes.extend(of_sentence(sentence, &hints, pair, walk));
    }
    let sum: f64 = votes.iter().map(|v| v.weight).sum();
    votes.iter_mut().for_each(|v| v.weight /= sum.max(f64::MIN_POSITIVE));
    votes.extend(rules.map(|c| of_rules(c, walk)));
    let best = strongest(&votes)?;
    let all: f64 = votes.iter().map(|v| v.weight).sum();
    let mine = votes.iter().filter(|v| v.kind == best);
    let confidence = mine.clone().map(|v| v.weight).sum::<f64>() / all;
    let top = mine.reduce(|a, b| if b.weight > a.weight { b } else { a })?;
    Some(PairCode {
        kind: best.to_owned(),
        mode: top.mode.clone(),
        status: top.status,
        confidence,
        rule: top.by.clone(),
    })
}

/// The type with the largest sum, the first in the alphabet of equals.
fn strongest(votes: &[Vote]) -> Option<&str> {
    let mut kinds: Vec<&str> = votes.iter().map(|v| v.kind.as_str()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let sum = |kind: &str| votes.iter().filter(|v| v.kind == kind).map(|v| v.weight).sum::<f64>();
    kinds.into_iter().reduce(|best, k| if sum(k) > sum(best) { k } else { best })
}

fn of_rules(code: PairCode, walk: Option<&CrossWalk>) -> Vote {
    let kind = walk.map_or(code.kind.as_str(), |w| w.root(&code.kind, code.status, "", code.mode.as_deref()));
    Vote { kind: kind.to_owned(), weight: RULES, mode: code.mode.clone(), status: code.status, by: code.rule }
}

fn of_sentence(
    sentence: &Sentence,
    hints: &Hints,
    (source, target): (Option<Span>, Option<Span>),
    walk: Option<&CrossWalk>,
) -> Vec<Vote> {
    let words = |side: Span| -> Vec<usize> {
        (0..sentence.tokens.len()).filter(|&i| sentence.tokens[i].span.overlaps(side)).collect()
    };
    let sides = (source.map(words), target.map(words));
    let mut votes = Vec::new();
    for hint in &hints.triggers {
        let actor = sides.0.as_ref().map_or(0.0, |w| linked(hint, &[Part::Actor], w));
        let other = [Part::Actor, Part::Recipient, Part::Place, Part::Object];
        let aim = sides.1.as_ref().map_or(0.0, |w| linked(hint, &other, w));
        let near = (actor + TARGET * aim).exp();
        let lemma = &sentence.tokens[hint.word].lemma;
        for (k, kind) in EVENT_TYPES.iter().enumerate() {
            let p = near * f64::from(hints.kinds[hint.word][k + 1]);
            if p > 1e-7 {
                votes.extend(by_status(hint, k, kind, p, lemma, walk));
            }
        }
    }
    votes
}

/// One vote for each status, since with a cross-walk the status may decide the type.
fn by_status<'h>(
    hint: &'h Hint,
    k: usize,
    kind: &'h str,
    p: f64,
    lemma: &'h str,
    walk: Option<&'h CrossWalk>,
) -> impl Iterator<Item = Vote> + 'h {
    Status::all().into_iter().zip(hint.status).map(move |(status, q)| {
        let mode = hint.modes[k];
        let root = walk.map_or(kind, |w| w.root(kind, status, lemma, None));
        Vote {
            kind: root.to_owned(),
            weight: p * f64::from(q),
            mode: mode.map(str::to_owned),
            status,
            by: rule_name(kind, lemma),
        }
    })
}

/// The logarithm of the surest link of a trigger to any of the words in any of the parts.
fn linked(hint: &Hint, parts: &[Part], words: &[usize]) -> f64 {
    debug_assert!(parts.len() <= PARTS);
    let all = parts.iter().flat_map(|part| words.iter().map(|w| hint.link(*part, *w)));
    f64::from(all.fold(0.0, f32::max)).ln().max(UNLINKED)
}
