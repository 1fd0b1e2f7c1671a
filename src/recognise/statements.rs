//! Statements: who is said to have said what, and through whom it is relayed.
//!
//! 1. [`verbs`], [`others`]: a cue and what hangs on it in the tree.
//! 2. [`relays`]: outlets that pass on the words of others.
//! 3. [`tags`], [`direct`]: colons, and quotations that no cue has in its clause.
//! 4. [`voice`], [`days`]: the speaker and the day of each.

mod clauses;
mod cues;
mod days;
mod direct;
mod draft;
mod others;
mod quotes;
mod relays;
mod speakers;
mod subjects;
mod tags;
mod verbs;
mod voice;

pub use cues::{Cue, Cues};
pub use draft::Scene;
pub use quotes::{holding, overlapping, quotations};

use crate::report::stable_id;
use crate::span::{Quote, Span};
use crate::statement::Statement;
use draft::Draft;

/// The statements of a report, in order of their sentences and cues.
pub fn statements(scene: &Scene) -> Vec<Statement> {
    let mut drafts: Vec<Draft> = Vec::new();
    for (s, view) in scene.views.iter().enumerate() {
        for i in 0..view.sentence.tokens.len() {
            drafts.extend(cue_draft(scene, s, i));
        }
    }
    relays::settle_beside(scene, &mut drafts);
    tags::attribute(scene, &mut drafts);
    tags::signed(scene, &mut drafts);
    direct::attribute(scene, &mut drafts);
    drafts.retain(|d| !d.relay && !d.pieces.is_empty());
    drafts.sort_by_key(|d| (d.sentence, d.cue));
    drafts.iter().map(|d| finish(scene, d)).collect()
}

fn cue_draft(scene: &Scene, s: usize, i: usize) -> Option<Draft> {
    let mut draft = if let Some(mut draft) = verbs::draft(scene, s, i) {
        let view = &scene.views[s];
        if let Some(cue) = scene.cues.verb(&view.lemma(i)) {
            relays::settle_verb(scene, cue, &mut draft, clauses::is_passive(view, i));
        }
        draft
    } else {
        let mut draft = others::draft(scene, s, i)?;
        relays::settle_according(scene, &mut draft);
        draft
    };
    fit_to_quotes(scene, &mut draft);
    Some(draft)
}

/// A piece that stands within a quotation stands for the whole of it, unless the cue stands there too.
fn fit_to_quotes(scene: &Scene, draft: &mut Draft) {
    let own = scene.quoted(draft.sentence, draft.cue);
    for piece in &mut draft.pieces {
        if let Some(own) = own {
            *piece = Span::new(piece.start.max(own.start), piece.end.min(own.end).max(own.start));
            continue;
        }
        *piece = overlapping(scene.quotes, *piece).iter().fold(*piece, |all, q| all.join(*q));
    }
    draft.pieces.retain(|p| p.start < p.end);
}

fn finish(scene: &Scene, draft: &Draft) -> Statement {
    let text = scene.text();
    let pieces = united(&draft.pieces);
    let main = pieces.iter().copied().max_by_key(|p| (p.end - p.start, std::cmp::Reverse(p.start)));
    let (cue, content) = (draft.cue_span(scene).quote(text), main.unwrap_or_default().quote(text));
    let at = format!("{}-{}", cue.start, content.start);
    let parts: Vec<Quote> = pieces.iter().map(|p| p.quote(text)).collect();
    Statement {
        id: stable_id("s", &[scene.report, &at]),
        report: scene.report.to_owned(),
        speaker: draft.who.map(|(s, t)| voice::speaker(scene, s, t)),
        via: draft.via.clone(),
        cue,
        content,
        direct: is_direct(scene, &pieces),
        parts: if parts.len() > 1 { parts } else { Vec::new() },
        stance: draft.stance,
        act: draft.act,
        when: days::said_on(scene, draft),
        accounts: Vec::new(),
    }
}

/// The pieces in order of the text, those that overlap or touch joined.
fn united(pieces: &[Span]) -> Vec<Span> {
    let mut sorted = pieces.to_vec();
    sorted.sort_unstable();
    let mut out: Vec<Span> = Vec::new();
    for piece in sorted {
        match out.last_mut().filter(|last| piece.start <= last.end + 1) {
            Some(last) => *last = last.join(piece),
            None => out.push(piece),
        }
    }
    out
}

/// Is at least half of the content in quotation marks?
fn is_direct(scene: &Scene, pieces: &[Span]) -> bool {
    let len = |s: Span| s.end.saturating_sub(s.start);
    let common = |a: Span, b: Span| len(Span::new(a.start.max(b.start), a.end.min(b.end)));
    let all: usize = pieces.iter().map(|p| len(*p)).sum();
    let quoted: usize =
        pieces.iter().flat_map(|p| overlapping(scene.quotes, *p).iter().map(|q| common(*p, *q))).sum();
    2 * quoted >= all.max(1)
}
