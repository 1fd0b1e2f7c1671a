//! Where a sentence tells nothing of a pair: the rule whose words fit, though it does not find its
//! participants. Who they are is given.

use super::PairCode;
use crate::account::Status;
use crate::code::codebook::Rule;
use crate::code::trace::{Note, Trace, Verdict};
use crate::reader::{Reader, Reading};
use crate::recognise::titles::View;
use crate::span::Span;

/// The rule at the word that stands nearest above the pair, at half its confidence.
pub fn nearest(reader: &Reader, reading: &Reading, trace: &Trace, pair: &[Span]) -> Option<PairCode> {
    let notes = trace.notes();
    let unmet = notes.iter().filter(|n| matches!(n.verdict, Verdict::Unmet(_)));
    let ranked = unmet.filter_map(|n| Some((rank(reading, n, pair)?, n)));
    // Of several rules on one word the first was asked first.
    let (_, note) = ranked.reduce(|best, other| if other.0 < best.0 { other } else { best })?;
    let (kind, rule) = rule(reader, &note.by)?;
    Some(PairCode {
        kind: kind.to_owned(),
        mode: rule.mode.clone(),
        status: status(reader, reading, note, rule)?,
        confidence: rule.confidence.unwrap_or(0.5) / 2.0,
        rule: note.by.clone(),
    })
}

/// How many of the pair do not hang on the word, then how many bytes lie between it and the pair.
fn rank(reading: &Reading, note: &Note, pair: &[Span]) -> Option<(usize, usize)> {
    let sentence = reading.document.sentences.get(note.sentence)?;
    let word = sentence.tokens.get(note.token)?.span;
    let hangs = |side: &&Span| {
        let mut inside = sentence.tokens.iter().enumerate().filter(|(_, t)| t.span.overlaps(**side));
        inside.any(|(i, _)| sentence.is_under(i, note.token))
    };
    let far = |side: &Span| side.start.saturating_sub(word.end) + word.start.saturating_sub(side.end);
    Some((pair.iter().filter(|side| !hangs(side)).count(), pair.iter().map(far).sum()))
}

/// A rule by its name in the record, with its type.
fn rule<'r>(reader: &'r Reader, name: &str) -> Option<(&'r str, &'r Rule)> {
    let rules = reader.codebook.types.iter().flat_map(|t| t.rules.iter().map(|r| (t.kind.as_str(), r)));
    rules.into_iter().find(|(kind, r)| r.name(kind) == name)
}

fn status(reader: &Reader, reading: &Reading, note: &Note, rule: &Rule) -> Option<Status> {
    if rule.negated {
        return Some(Status::Held);
    }
    let (sentence, named) =
        (reading.document.sentences.get(note.sentence)?, reading.found.named.get(note.sentence)?);
    let view = View { sentence, text: &reading.report.text, named, gazetteer: &reader.gazetteer };
    let told = reader.codebook.status.status(&view, note.token);
    let fixed = rule.status.as_deref().and_then(Status::from_name);
    Some(fixed.filter(|_| told == Status::Held).unwrap_or(told))
}
