//! A text cut where marks begin and end, the sentence around words, and long texts in parts: what a page needs to
//! show marks that overlap as stretches that do not.

use std::ops::Range;

use crate::parse::sentences::sentences;
use crate::parse::tokenise::words;
use crate::span::Span;

/// A stretch of a text that is covered by the same marks from its first byte to its last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The stretch.
    pub span: Span,
    /// Indices of the marks that cover it, ascending.
    pub marks: Vec<usize>,
}

/// Cuts `window` of a text into segments: together they are the window, in order, none empty. Marks are cut at its
/// ends; those that lie outside, are empty or do not begin and end on characters of `text` are left out.
pub fn segments(text: &str, window: Span, marks: &[Span]) -> Vec<Segment> {
    let fits = |m: &Span| m.start < m.end && text.get(m.start..m.end).is_some() && m.overlaps(window);
    let mut edges: Vec<(usize, bool, usize)> = Vec::new();
    for (i, mark) in marks.iter().enumerate().filter(|(_, m)| fits(m)) {
        edges.push((mark.start.max(window.start), true, i));
        edges.push((mark.end.min(window.end), false, i));
    }
    edges.sort_unstable();
    let mut open: Vec<usize> = Vec::new();
    let mut out = Vec::new();
    let mut at = window.start;
    for (place, begins, mark) in edges {
        push(&mut out, Span::new(at, place), &open);
        at = place.max(at);
        match open.binary_search(&mark) {
            Err(i) if begins => open.insert(i, mark),
            Ok(i) if !begins => drop(open.remove(i)),
            _ => {}
        }
    }
    push(&mut out, Span::new(at, window.end), &open);
    out
}

fn push(out: &mut Vec<Segment>, span: Span, open: &[usize]) {
    if span.start < span.end {
        out.push(Segment { span, marks: open.to_vec() });
    }
}

/// Bytes on each side of some words in which their sentence is looked for: a line may have megabytes.
const REACH: usize = 1500;

/// The sentence that holds `span`, or the sentences from its first word to its last; `span` itself where it does not
/// fit the text. At most [`REACH`] bytes before and behind it.
pub fn sentence(text: &str, span: Span) -> Span {
    if text.get(span.start..span.end).is_none() {
        return span;
    }
    let window = line_around(text, span);
    let near = window.of(text);
    let words = words(near);
    let at = |i: usize| words[i].span;
    let whole = sentences(near, &words)
        .into_iter()
        .filter(|s| s.first < s.end)
        .map(|s| Span::new(window.start + at(s.first).start, window.start + at(s.end - 1).end));
    whole.filter(|s| s.overlaps(span)).fold(span, Span::join)
}

/// The line that holds `span`, at most [`REACH`] bytes on each side, cut at blanks.
fn line_around(text: &str, span: Span) -> Span {
    let low = text.ceil_char_boundary(span.start.saturating_sub(REACH));
    let high = text.floor_char_boundary((span.end + REACH).min(text.len()));
    let (before, behind) = (&text[low.min(span.start)..span.start], &text[span.end..high.max(span.end)]);
    let first = before.rfind('\n').map(|i| i + 1);
    let cut = || if low > 0 { before.find(' ').map(|i| i + 1) } else { None };
    let last = behind.find('\n');
    let short = || if high < text.len() { behind.rfind(' ') } else { None };
    let start = low.min(span.start) + first.or_else(cut).unwrap_or(0);
    Span::new(start, span.end + last.or_else(short).unwrap_or(behind.len()))
}

/// How far back from the limit of a part a blank is looked for.
const BACK: usize = 2000;

/// The parts of a text, each of at most `most` bytes, cut behind a line end or a blank where there is one near.
/// A text without words is one empty part.
pub fn parts(text: &str, most: usize) -> Vec<Range<usize>> {
    let most = most.max(4);
    let mut out = Vec::new();
    let mut at = 0;
    while text.len() - at > most {
        let limit = text.floor_char_boundary(at + most);
        let near = text.ceil_char_boundary(limit.saturating_sub(BACK).max(at));
        let tail = &text[near..limit];
        let cut = tail.rfind('\n').or_else(|| tail.rfind(' ')).map_or(limit, |i| near + i + 1);
        out.push(at..cut);
        at = cut;
    }
    out.push(at..text.len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_marks_become_stretches_that_hold_the_text_once() {
        let text = "Vorn said the talks in Selm failed.";
        let marks =
            [Span::new(0, 4), Span::new(10, 35), Span::new(14, 27), Span::new(23, 34), Span::new(40, 50)];
        let found = segments(text, Span::new(0, text.len()), &marks);
        let all: String = found.iter().map(|s| s.span.of(text)).collect();
        assert_eq!(all, text);
        let told: Vec<(&str, Vec<usize>)> =
            found.iter().map(|s| (s.span.of(text), s.marks.clone())).collect();
        assert_eq!(told[0], ("Vorn", vec![0]));
        assert_eq!(told[1], (" said ", vec![]));
        assert_eq!(told[2], ("the ", vec![1]));
        assert_eq!(told[3], ("talks in ", vec![1, 2]));
        assert_eq!(told[4], ("Selm", vec![1, 2, 3]));
        assert_eq!(told[5], (" failed", vec![1, 3]));
    }

    #[test]
    fn marks_that_cut_a_character_are_left_out_and_windows_cut_marks() {
        let text = "Élysée met";
        let found = segments(text, Span::new(0, 8), &[Span::new(1, 4), Span::new(2, 12)]);
        let told: Vec<&str> = found.iter().map(|s| s.span.of(text)).collect();
        assert_eq!(told, ["É", "lysée"]);
        assert_eq!(found[1].marks, [1]);
    }

    #[test]
    fn the_sentence_around_words_is_found() {
        let text = "It rained. Mr. Vorn met Ms. Lind in Selm on May 3. They left.\n\nNext day.";
        let met = text.find("met").map(|i| Span::new(i, i + 3)).unwrap_or_default();
        assert_eq!(sentence(text, met).of(text), "Mr. Vorn met Ms. Lind in Selm on May 3.");
        let off = Span::new(500, 600);
        assert_eq!(sentence(text, off), off);
    }

    #[test]
    fn the_sentence_in_a_line_of_megabytes_is_bounded() {
        let text = "lorem ".repeat(300_000);
        let found = sentence(&text, Span::new(600_000, 600_005));
        assert!(found.end - found.start <= 2 * REACH + 5);
    }

    #[test]
    fn parts_hold_the_text_once_and_end_at_blanks() {
        let text = "one two three four five six seven".repeat(20);
        let found = parts(&text, 50);
        assert!(found.iter().all(|p| p.len() <= 50 && !p.is_empty()));
        assert_eq!(found.iter().map(|p| &text[p.clone()]).collect::<String>(), text);
        assert!(text[found[0].clone()].ends_with(' '));
        let solid = "é".repeat(100);
        assert_eq!(parts(&solid, 51).iter().map(|p| &solid[p.clone()]).collect::<String>(), solid);
        assert_eq!(parts("", 10), vec![0..0; 1]);
    }
}
