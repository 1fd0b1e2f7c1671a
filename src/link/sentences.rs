//! Sentences of a report's text around a span, without the language model: linking has the text alone.
//!
//! A stop ends a sentence when a blank and an opening letter, digit or quotation mark follow, unless it
//! stands behind an abbreviation; an empty line always does. Where that is wrong the piece is too short or
//! too long, never out of place.

use crate::span::Span;

/// Words before a stop that ends no sentence, in small letters.
const SHORT: [&str; 30] = [
    "mr", "mrs", "ms", "dr", "gen", "lt", "col", "maj", "capt", "sgt", "sen", "rep", "gov", "prof", "st",
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "no", "vs", "inc",
];

/// The sentence, or the run of sentences, that holds `span`.
pub fn around(text: &str, span: Span) -> Span {
    let (Some(before), Some(_)) = (text.get(..span.start), text.get(span.start..span.end)) else {
        return Span::new(0, 0);
    };
    let paragraph = before.rfind("\n\n").map_or(0, |i| i + 2);
    let start = paragraph + boundaries(&before[paragraph..]).last().unwrap_or(0);
    // What ends within the span is inside; a stop at its very end closes the sentence there.
    let from = span.end.saturating_sub(1).max(span.start);
    let from = (from..=span.end).find(|i| text.is_char_boundary(*i)).unwrap_or(span.end);
    let end = next(text, from).unwrap_or(text.len());
    trimmed(text, Span::new(start, end))
}

/// The sentence after that one.
pub fn after(text: &str, sentence: Span) -> Option<Span> {
    let rest = text.get(sentence.end..)?;
    let blank = &rest[..rest.len() - rest.trim_start().len()];
    let start = sentence.end + blank.len();
    let end = next(text, start).unwrap_or(text.len());
    (start < text.len()).then(|| trimmed(text, Span::new(start, end)))
}

/// The sentence before that one.
pub fn before(text: &str, sentence: Span) -> Option<Span> {
    let rest = text.get(..sentence.start)?.trim_end();
    let last = rest.char_indices().next_back()?.0;
    Some(around(text, Span::new(last, rest.len())))
}

/// Where sentences begin in `text`, the first left out.
fn boundaries(text: &str) -> impl Iterator<Item = usize> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        at = next(text, at)?;
        Some(at)
    })
}

/// Where the next sentence begins after `from`.
fn next(text: &str, from: usize) -> Option<usize> {
    let tail = text.get(from..)?;
    for (i, c) in tail.char_indices() {
        let at = from + i;
        let rest = &text[at..];
        if rest.starts_with("\n\n") {
            return Some(at + 2).filter(|a| *a <= text.len());
        }
        if matches!(c, '.' | '!' | '?') && (c != '.' || !is_short(&text[..at])) {
            let closed = rest[1..].trim_start_matches(['"', '”', '’', '\'', ')']);
            let opened = closed.trim_start_matches([' ', '\n']);
            let begins = |c: char| c.is_uppercase() || c.is_ascii_digit() || "\"“‘'(".contains(c);
            let broken = opened.len() < closed.len();
            if broken && opened.chars().next().is_none_or(begins) {
                return Some(text.len() - opened.len());
            }
        }
    }
    None
}

/// Does the text end in a word whose stop belongs to it: a title, a month, an initial?
fn is_short(before: &str) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || "(“\"".contains(c)).next().unwrap_or("");
    let letters = word.chars().count();
    let initials = word.contains('.') && word.split('.').all(|w| w.chars().count() <= 1);
    letters == 1 && word.starts_with(char::is_uppercase)
        || initials
        || SHORT.contains(&word.to_lowercase().as_str())
}

fn trimmed(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let start = span.start + (words.len() - words.trim_start().len());
    Span::new(start, start + words.trim().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "PORT SELM — Gen. Brask met Ms. Marn here. “We agreed,” he said. U.S. aid of \
        $1.2 million came too.\n\nNothing else was said.";

    fn sentence(words: &str) -> &'static str {
        let start = TEXT.find(words).unwrap();
        around(TEXT, Span::new(start, start + words.len())).of(TEXT)
    }

    #[test]
    fn a_sentence_ends_at_its_stop_only() {
        assert_eq!(sentence("met"), "PORT SELM — Gen. Brask met Ms. Marn here.");
        assert_eq!(sentence("here."), "PORT SELM — Gen. Brask met Ms. Marn here.");
        assert_eq!(sentence("agreed"), "“We agreed,” he said.");
        assert_eq!(sentence("aid of"), "U.S. aid of $1.2 million came too.");
        assert_eq!(sentence("Nothing"), "Nothing else was said.");
        assert_eq!(sentence("here. “We"), "PORT SELM — Gen. Brask met Ms. Marn here. “We agreed,” he said.");
    }

    #[test]
    fn one_follows_the_other() {
        let first = around(TEXT, Span::new(0, 4));
        let second = after(TEXT, first).unwrap();
        assert_eq!(second.of(TEXT), "“We agreed,” he said.");
        let third = after(TEXT, second).unwrap();
        let last = after(TEXT, third).unwrap();
        assert_eq!(last.of(TEXT), "Nothing else was said.");
        assert_eq!(after(TEXT, last), None);
        assert_eq!(before(TEXT, last), Some(third));
        assert_eq!(before(TEXT, first), None);
        assert_eq!(around(TEXT, Span::new(4000, 4001)), Span::new(0, 0));
    }
}
