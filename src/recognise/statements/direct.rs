//! Quotations that no cue has in its clause: whose words they are.

use super::clauses::is_mark;
use super::draft::{Draft, Scene};
use super::quotes::overlapping;
use super::speakers::speaks;
use super::subjects;
use crate::span::Span;

/// How far a cue may stand from its quotation, in bytes.
const REACH: usize = 120;

/// The same for a few quoted words within a clause.
const SHORT: usize = 25;

/// A quotation with the draft it belongs to.
struct Quoted {
    span: Span,
    /// Sentences that hold its first and last words.
    first: usize,
    last: usize,
    words: usize,
    /// Do its sentences hold nothing but quoted words?
    bare: bool,
    owner: Option<usize>,
}

/// Gives every quotation that is somebody's words to a draft.
pub fn attribute(scene: &Scene, drafts: &mut Vec<Draft>) {
    let mut quoted: Vec<Quoted> = scene.quotes.iter().map(|q| quoted(scene, drafts, *q)).collect();
    for q in quoted.iter_mut().filter(|q| q.owner.is_none()) {
        q.owner = carrier(scene, drafts, q);
        if let Some(owner) = q.owner {
            drafts[owner].pieces.push(q.span);
        }
    }
    for i in 0..quoted.len() {
        if quoted[i].owner.is_none() {
            quoted[i].owner = by_context(scene, drafts, &quoted, i);
        }
    }
}

fn quoted(scene: &Scene, drafts: &[Draft], span: Span) -> Quoted {
    let (first, last) = (scene.sentence_at(span.start), scene.sentence_at(span.end.saturating_sub(1)));
    let outside = |s: usize| {
        let view = &scene.views[s];
        let loose = |i: &usize| !is_mark(view, *i) && scene.quoted(s, *i).is_none();
        (0..view.sentence.tokens.len()).any(|i| loose(&i))
    };
    let owns = |d: &&Draft| d.touches(span) && !span.covers(d.cue_span(scene));
    let owner = drafts.iter().filter(owns).max_by_key(|d| (d.act.vouches(), d.carries));
    Quoted {
        span,
        first,
        last,
        words: span.of(scene.text()).split_whitespace().count(),
        bare: !(first..=last).any(outside),
        owner: owner.and_then(|o| drafts.iter().position(|d| std::ptr::eq(d, o))),
    }
}

/// The nearest cue without quotation marks around it, in the sentence of the quotation or right beside.
fn carrier(scene: &Scene, drafts: &[Draft], q: &Quoted) -> Option<usize> {
    if q.words >= 2 && is_title(scene, q) {
        return None;
    }
    let reach = if q.words < 4 && !q.bare { SHORT } else { REACH };
    let near = |d: &Draft| distance(scene, d, q).filter(|far| *far <= reach);
    let able = |d: &Draft| d.carries && scene.quoted(d.sentence, d.cue).is_none();
    let found = drafts.iter().enumerate().filter(|(_, d)| able(d));
    found.filter_map(|(i, d)| Some((near(d)?, i))).min().map(|(_, i)| i)
}

/// How far the cue stands from the quotation; `None` where it cannot carry it.
fn distance(scene: &Scene, d: &Draft, q: &Quoted) -> Option<usize> {
    let cue = d.cue_span(scene);
    let paragraph = |s: usize| scene.views[s].sentence.paragraph;
    let gap = if cue.end <= q.span.start {
        Span::new(cue.end, q.span.start)
    } else {
        Span::new(q.span.end, cue.start.max(q.span.end))
    };
    let before = d.sentence == q.first && cue.end <= q.span.start;
    let after = d.sentence == q.last && cue.start >= q.span.end;
    // `"Is it so?" Vorn asked.`: the marks may have ended the sentence.
    let next = d.sentence == q.last + 1
        && paragraph(d.sentence) == paragraph(q.last)
        && d.pieces.is_empty()
        && d.cue <= 8
        && ends_with(scene, q);
    let near = before || after || next;
    let crossed = || overlapping(scene.quotes, gap).iter().any(|o| *o != q.span);
    (near && !crossed()).then_some(gap.end - gap.start)
}

/// Does the quotation stand at the end of its sentence?
fn ends_with(scene: &Scene, q: &Quoted) -> bool {
    let end = scene.views[q.last].sentence.span.end;
    q.span.end + 1 >= end
}

/// The owner by what stands around: the paragraph's other quotations, a colon, the sentence before.
fn by_context(scene: &Scene, drafts: &mut Vec<Draft>, all: &[Quoted], i: usize) -> Option<usize> {
    let q = &all[i];
    if is_title(scene, q) && q.words >= 2 {
        return None;
    }
    if !q.bare {
        return (q.words >= 4).then(|| embedded(scene, drafts, q)).flatten();
    }
    let paragraph = |q: &Quoted| scene.views[q.first].sentence.paragraph;
    let here = paragraph(q);
    let before = i.checked_sub(1).map(|k| &all[k]);
    let told = q.first.checked_sub(1);
    let same = told.filter(|&s| scene.views[s].sentence.paragraph == here);
    if let Some(owner) =
        before.filter(|b| paragraph(b) == here && b.last + 1 >= q.first).and_then(|b| b.owner)
    {
        return Some(extend(drafts, owner, q.span));
    }
    if let Some(owner) = told.filter(|&s| ends_in_colon(scene, s)).and_then(|s| of_sentence(scene, drafts, s))
    {
        return Some(go_on(drafts, owner, q.span));
    }
    if let Some(owner) = same.and_then(|s| of_sentence(scene, drafts, s)) {
        return Some(go_on(drafts, owner, q.span));
    }
    let next = all.get(i + 1).filter(|n| paragraph(n) == here && n.first <= q.last + 1);
    if let Some(owner) = next.and_then(|n| n.owner) {
        return Some(extend(drafts, owner, q.span));
    }
    let run = before.filter(|b| paragraph(b) + 1 == here).and_then(|b| b.owner);
    let owner = run.or_else(|| told.and_then(|s| of_sentence(scene, drafts, s)));
    match owner {
        Some(owner) => Some(go_on(drafts, owner, q.span)),
        None if q.words < 4 => None,
        None => {
            let mut draft = Draft::plain(q.first, 0);
            draft.pieces.push(q.span);
            drafts.push(draft);
            Some(drafts.len() - 1)
        }
    }
}

/// More words of one statement.
fn extend(drafts: &mut [Draft], owner: usize, span: Span) -> usize {
    drafts[owner].pieces.push(span);
    owner
}

/// A further statement of the same speaker, by the same cue.
fn go_on(drafts: &mut Vec<Draft>, owner: usize, span: Span) -> usize {
    let draft = Draft { pieces: vec![span], via: Vec::new(), relay: false, ..drafts[owner].clone() };
    drafts.push(draft);
    drafts.len() - 1
}

fn ends_in_colon(scene: &Scene, s: usize) -> bool {
    scene.views[s].sentence.span.of(scene.text()).trim_end().ends_with(':')
}

/// The draft whose speaker the sentence leaves in the reader's mind: its last cue with a speaker; else
/// its subject, by its root (`Vorn was blunt.`).
fn of_sentence(scene: &Scene, drafts: &mut Vec<Draft>, s: usize) -> Option<usize> {
    let told = |d: &Draft| d.sentence == s && d.who.is_some() && d.act.vouches() && d.carries;
    if let Some(found) = drafts.iter().rposition(told) {
        return Some(found);
    }
    let view = &scene.views[s];
    let root = view.sentence.root();
    let subject = subjects::subject(view, root).or_else(|| subjects::agent(view, root));
    let who = subject.or(ends_in_colon(scene, s).then_some(root))?;
    if !speaks(scene, s, who) {
        return None;
    }
    let mut draft = Draft::plain(s, root);
    draft.who = Some((s, who));
    drafts.push(draft);
    Some(drafts.len() - 1)
}

/// `"The Long Road Home"`: the name of a work, or of anything.
fn is_title(scene: &Scene, q: &Quoted) -> bool {
    let words =
        q.span.of(scene.text()).split_whitespace().map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()));
    let small = words.filter(|w| w.chars().next().is_some_and(char::is_lowercase) && w.len() > 3);
    small.count() == 0
}

/// A quotation inside a clause of the report (`had "some alignment with them"`): the words of the subject
/// of the nearest verb outside of it.
fn embedded(scene: &Scene, drafts: &mut Vec<Draft>, q: &Quoted) -> Option<usize> {
    let view = &scene.views[q.first];
    let inside = |i: usize| q.span.covers(view.sentence.tokens[i].span);
    let mut at = (0..view.sentence.tokens.len()).find(|&i| inside(i) && !is_mark(view, i))?;
    while inside(at) || !view.sentence.tokens[at].xpos.starts_with("VB") {
        at = view.sentence.tokens[at].head?;
    }
    let mut draft = Draft::plain(q.first, at);
    let who = subjects::of_verb(view, at).filter(|&t| !inside(t) && speaks(scene, q.first, t));
    draft.who = who.map(|t| (q.first, t));
    draft.pieces.push(q.span);
    drafts.push(draft);
    Some(drafts.len() - 1)
}
