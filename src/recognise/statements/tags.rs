//! Colons: `Vorn: We will go` in headlines and transcripts, and whole paragraphs that a colon announces.

use super::clauses::is_mark;
use super::draft::{Draft, Scene};
use super::quotes::overlapping;
use crate::document::Upos;
use crate::recognise::titles::View;
use crate::span::Span;

/// A speaker's tag has at most so many words.
const TAG: usize = 6;

/// Drafts of tags, and the paragraphs that a cue with a colon announces.
pub fn attribute(scene: &Scene, drafts: &mut Vec<Draft>) {
    for s in 0..scene.views.len() {
        let starts = s == 0 || scene.views[s - 1].sentence.paragraph != scene.views[s].sentence.paragraph;
        if starts {
            drafts.extend(tag(scene, drafts, s));
            announced(scene, drafts, s);
        }
    }
}

/// `"..." — Anna Vorn, Aville`: a quotation with a dash and a name under it.
pub fn signed(scene: &Scene, drafts: &mut Vec<Draft>) {
    for quote in scene.quotes {
        let signature = signature(scene, *quote).filter(|_| !drafts.iter().any(|d| d.touches(*quote)));
        drafts.extend(signature.map(|(s, token, who)| {
            let mut draft = Draft::plain(s, token);
            draft.who = Some((s, who));
            draft.pieces.push(*quote);
            draft
        }));
    }
}

/// Sentence, dash and head of the name that signs a quotation: nothing but the name's own phrase stands
/// between the dash and the end of the paragraph.
fn signature(scene: &Scene, quote: Span) -> Option<(usize, usize, usize)> {
    let rest = &scene.text()[quote.end..];
    let gap = rest.find(|c: char| c.is_alphanumeric())?;
    let dash = rest[..gap].find(['―', '—', '–', '-'])?;
    if gap > 8 || rest[..gap].contains(['"', '“', ',']) {
        return None;
    }
    let line = rest[gap..].find('\n').map_or(rest.len(), |n| gap + n);
    if line > 80 {
        return None;
    }
    let s = scene.sentence_at(quote.end + gap);
    let view = &scene.views[s];
    let tokens = &view.sentence.tokens;
    let under =
        |i: &usize| tokens[*i].span.start >= quote.end + gap && tokens[*i].span.end <= quote.end + line;
    let name: Vec<usize> = (0..tokens.len()).filter(under).collect();
    let verbal = name.iter().any(|&i| matches!(tokens[i].upos, Upos::Verb | Upos::Aux));
    let first = *name.first().filter(|_| !verbal)?;
    let mark = tokens.iter().position(|t| t.span.start == quote.end + dash).unwrap_or(first);
    let last = name.iter().copied().take_while(|&i| view.form(i) != ",").last()?;
    (tokens[first].upos == Upos::Propn).then(|| (s, mark, view.head_of(first, last)))
}

/// The bytes from `from` to the end of the paragraph of sentence `s`.
fn rest(scene: &Scene, s: usize, from: usize) -> Span {
    let paragraph = scene.views[s].sentence.paragraph;
    let last = scene.views[s..].iter().take_while(|v| v.sentence.paragraph == paragraph).last();
    Span::new(from, last.map_or(from, |v| v.sentence.span.end))
}

/// `VORN: ...`, `Poll: ...` at the head of a paragraph.
fn tag(scene: &Scene, drafts: &[Draft], s: usize) -> Option<Draft> {
    let view = &scene.views[s];
    let n = view.sentence.tokens.len();
    let colon = (0..n.min(TAG + 2)).find(|&i| view.form(i) == ":")?;
    let first = (0..colon).find(|&i| !is_mark(view, i))?;
    let last = (first..colon).rev().find(|&i| !is_mark(view, i))?;
    let verbal = (first..colon).any(|i| matches!(view.sentence.tokens[i].upos, Upos::Verb | Upos::Aux));
    let next = (colon + 1..n).find(|&i| !is_mark(view, i))?;
    let from = view.sentence.tokens[(colon + 1).min(next)].span.start;
    let content = rest(scene, s, from);
    let known = drafts.iter().any(|d| d.sentence == s && d.touches(content) && d.cue < next);
    let words = content.of(scene.text()).split_whitespace().count();
    if verbal || known || words < 3 || !is_speaker(scene, view, s, first, last) {
        return None;
    }
    let mut draft = Draft::plain(s, colon);
    draft.who = Some((s, view.head_of(first, last)));
    draft.pieces.push(content);
    Some(draft)
}

/// A name, capitals throughout, or a document that can say something.
fn is_speaker(scene: &Scene, view: &View, s: usize, first: usize, last: usize) -> bool {
    let head = view.head_of(first, last);
    let capitals = (first..=last).filter(|&i| !is_mark(view, i)).all(|i| {
        let word = view.form(i);
        word.chars().count() > 1 && word.chars().all(|c| !c.is_lowercase())
    });
    let paper =
        matches!(view.lemma(head).as_str(), "poll" | "report" | "study" | "survey" | "source" | "official");
    capitals || paper || scene.mention_at(s, head).is_some()
}

/// The paragraph of sentence `s` as the words of the cue that ends the paragraph before with a colon.
fn announced(scene: &Scene, drafts: &mut [Draft], s: usize) {
    let Some(before) = s.checked_sub(1).map(|b| &scene.views[b]) else { return };
    let span = rest(scene, s, scene.views[s].sentence.span.start);
    let colon = before.sentence.span.of(scene.text()).trim_end().ends_with(':');
    if !colon || overlapping(scene.quotes, span).iter().any(|q| q.start <= span.start + 1) {
        return;
    }
    let free = |d: &&mut Draft| d.sentence + 1 == s && d.carries && d.act.vouches() && d.who.is_some();
    if let Some(draft) = drafts.iter_mut().rfind(free).filter(|d| d.pieces.is_empty()) {
        draft.pieces.push(span);
    }
}
