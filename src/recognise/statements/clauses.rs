//! Parts of the tree as stretches of text.

use crate::recognise::titles::View;
use crate::span::Span;

/// Is token `i` nothing but marks?
pub fn is_mark(view: &View, i: usize) -> bool {
    !view.form(i).chars().any(char::is_alphanumeric)
}

/// The tokens from `first` to `last` without the marks at their ends; quotation marks stay.
fn trimmed(view: &View, mut first: usize, mut last: usize) -> Option<Span> {
    let loose =
        |i: usize| is_mark(view, i) && !view.form(i).contains(['"', '“', '”', '‘', '’', '\'', '`', '$']);
    while first < last && loose(first) {
        first += 1;
    }
    while last > first && loose(last) {
        last -= 1;
    }
    (!is_mark(view, first) || first < last).then(|| view.sentence.bytes(first, last))
}

/// The stretch below `top` on its side of `cue`.
pub fn beside(view: &View, top: usize, cue: usize) -> Option<Span> {
    let under = |i: &usize| (*i < cue) == (top < cue) && *i != cue && view.sentence.is_under(*i, top);
    let first = (0..view.sentence.tokens.len()).find(under)?;
    let last = (0..view.sentence.tokens.len()).rfind(under)?;
    trimmed(view, first, last)
}

/// The stretches of the clause of `head` before and after the tokens `low..=high`, longest first.
pub fn outside(view: &View, head: usize, low: usize, high: usize) -> Vec<Span> {
    let kept = |i: &usize| view.sentence.is_under(*i, head) && !(low..=high).contains(i);
    let n = view.sentence.tokens.len();
    let run = |range: std::ops::Range<usize>| {
        let first = range.clone().find(kept)?;
        let last = range.rev().find(kept)?;
        trimmed(view, first, last)
    };
    let mut pieces: Vec<Span> = [run(0..low), run(high + 1..n)].into_iter().flatten().collect();
    pieces.sort_by_key(|p| std::cmp::Reverse(p.end - p.start));
    pieces
}

/// The stretches of the clause of `head` before and after the part of the tree below `out`, longest first.
pub fn around(view: &View, head: usize, out: usize) -> Vec<Span> {
    let (low, high) = view.sentence.extent(out);
    outside(view, head, low, high)
}

/// The word that marks how `c` hangs on its head: its preposition or conjunction, lower case.
pub fn marker(view: &View, c: usize) -> Option<String> {
    let marks = |m: &usize| matches!(view.relation(*m), "case" | "mark" | "advmod") && *m < c;
    view.sentence
        .children(c)
        .find(|m| marks(m) && view.relation(*m) != "advmod")
        .map(|m| view.form(m).to_lowercase())
}

/// Is the verb at `i` passive, also as a participle without its auxiliary (`Asked about it, he ...`)?
pub fn is_passive(view: &View, i: usize) -> bool {
    let token = &view.sentence.tokens[i];
    let helped = || view.sentence.children(i).any(|c| view.relation(c) == "aux");
    let bare = token.xpos == "VBN" && matches!(view.relation(i), "advcl" | "acl") && !helped();
    bare || view
        .sentence
        .children(i)
        .any(|c| matches!(view.sentence.tokens[c].deprel, "nsubj:pass" | "aux:pass"))
}

/// Is the word at `i` denied (`did not say`, `never said`)?
pub fn is_negated(view: &View, i: usize) -> bool {
    let no = |c: usize| matches!(view.form(c).to_lowercase().as_str(), "not" | "n't" | "n’t" | "never" | "t");
    view.sentence.children(i).any(|c| c < i && view.relation(c) == "advmod" && no(c))
}

/// Is there a colon among the marks right before token `i`?
pub fn colon_before(view: &View, i: usize) -> bool {
    let marks = (0..i).rev().take_while(|k| is_mark(view, *k));
    marks.into_iter().any(|k| view.form(k).contains(':'))
}
