//! Quotations: from an opening to its closing mark.

use crate::span::Span;

/// Quotations in a text: from an opening to its closing mark within a paragraph, marks included, the
/// outer one where they are nested. A paragraph that opens one and does not close it is quoted to its
/// end (the next one goes on).
pub fn quotations(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = 0;
    for paragraph in text.split_inclusive("\n\n") {
        in_paragraph(paragraph, start, &mut found);
        start += paragraph.len();
    }
    found
}

/// The quotation that holds `span`: its index into `quotes`, which stand in order and apart from each other,
/// as [`quotations`] gives them.
pub fn holding(quotes: &[Span], span: Span) -> Option<usize> {
    let last = quotes.partition_point(|q| q.start <= span.start).checked_sub(1)?;
    quotes[last].covers(span).then_some(last)
}

/// Those of `quotes`, in order and apart from each other, that share a byte with `span`.
pub fn overlapping(quotes: &[Span], span: Span) -> &[Span] {
    let from = quotes.partition_point(|q| q.end <= span.start);
    let to = quotes.partition_point(|q| q.start < span.end);
    quotes.get(from..to).unwrap_or(&[])
}

/// What a mark can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Opens,
    Closes,
    Either,
}

/// The mark of double quotation that stands at the start of `rest`, with its length.
fn double(rest: &str) -> Option<(Mark, usize)> {
    let marks = [
        ("“", Mark::Opens),
        ("„", Mark::Opens),
        ("«", Mark::Opens),
        ("``", Mark::Opens),
        ("‘‘", Mark::Opens),
        ("”", Mark::Closes),
        ("»", Mark::Closes),
        ("’’", Mark::Closes),
        ("\"", Mark::Either),
        ("''", Mark::Either),
    ];
    marks.iter().find(|(m, _)| rest.starts_with(m)).map(|(m, kind)| (*kind, m.len()))
}

/// A closing mark that stands before a word, where nothing can close, opens (`”We met.”`).
fn turned(paragraph: &str, at: usize, (mark, len): (Mark, usize)) -> (Mark, usize) {
    let before = paragraph[..at].chars().next_back();
    let after = paragraph[at + len..].chars().next();
    let opens = before.is_none_or(char::is_whitespace) && after.is_some_and(char::is_alphanumeric);
    if mark == Mark::Closes && opens { (Mark::Either, len) } else { (mark, len) }
}

fn in_paragraph(paragraph: &str, offset: usize, found: &mut Vec<Span>) {
    let mut open: Option<usize> = None;
    let mut at = 0;
    while let Some(c) = paragraph[at..].chars().next() {
        let rest = &paragraph[at..];
        let step = match (double(rest).map(|m| turned(paragraph, at, m)), open) {
            (Some((Mark::Opens | Mark::Either, len)), None) => {
                open = Some(at);
                len
            }
            (Some((Mark::Closes | Mark::Either, len)), Some(from)) => {
                found.push(Span::new(offset + from, offset + at + len));
                open = None;
                len
            }
            (Some((_, len)), _) => len,
            (None, None) => match single(paragraph, at) {
                Some(end) => {
                    found.push(Span::new(offset + at, offset + end));
                    end - at
                }
                None => c.len_utf8(),
            },
            (None, Some(_)) => c.len_utf8(),
        };
        at += step;
    }
    if let Some(from) = open {
        found.push(Span::new(offset + from, offset + paragraph.trim_end().len()));
    }
}

/// A quotation in single marks is no longer than this, in characters.
const LONGEST_SINGLE: usize = 1_000;

/// The end of a quotation in single marks that starts at `at`: it opens before a word, and closes after
/// one where no letter follows. Apostrophes of the plural (`voters'`) close one that is open, no more.
fn single(paragraph: &str, at: usize) -> Option<usize> {
    let close = match paragraph[at..].chars().next()? {
        '‘' => '’',
        '\'' => '\'',
        _ => return None,
    };
    let before = paragraph[..at].chars().next_back();
    let mut inside = paragraph[at..].char_indices().skip(1);
    let free = before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '—' | '–' | '-' | ','));
    if !free || !inside.clone().next().is_some_and(|(_, c)| c.is_alphabetic()) {
        return None;
    }
    let ends = |i: usize, c: char| {
        let end = at + i + c.len_utf8();
        let after = paragraph[end..].chars().next();
        (c == close && after.is_none_or(|a| !a.is_alphanumeric())).then_some(end)
    };
    let first = inside.next()?.0;
    // A lone `'em` or `'til` and a plural's apostrophe far behind are no quotation.
    let near = paragraph[at..]
        .char_indices()
        .take(LONGEST_SINGLE)
        .take_while(|(_, c)| !matches!(c, '\n' | '"' | '“'));
    near.filter(|(i, _)| *i > first).find_map(|(i, c)| ends(i, c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        quotations(text).into_iter().map(|q| q.of(text)).collect()
    }

    #[test]
    fn quotations_are_found_by_what_they_hold() {
        let text = "“We,” he said, “will go.” She left. “No.”";
        let quotes = quotations(text);
        for start in 0..text.len() {
            for end in start..text.len() {
                let span = Span::new(start, end);
                assert_eq!(holding(&quotes, span), quotes.iter().position(|q| q.covers(span)), "{span:?}");
                let shared: Vec<Span> = quotes.iter().copied().filter(|q| q.overlaps(span)).collect();
                assert_eq!(overlapping(&quotes, span), shared, "{span:?}");
            }
        }
    }

    #[test]
    fn quotations_close_with_either_mark() {
        let text = "\"We met,” he said. “No.\"\n\n\"Open to the end";
        assert_eq!(words(text), ["\"We met,”", "“No.\"", "\"Open to the end"]);
    }

    #[test]
    fn typed_pairs_and_single_marks() {
        assert_eq!(words("''I don't,'' he said. ``Go,'' she said"), ["''I don't,''", "``Go,''"]);
        assert_eq!(words("Elm calls the voters' vote ‘a farce’ and Vorn's"), ["‘a farce’"]);
        assert_eq!(words("“He said ‘no’ twice,” she said"), ["“He said ‘no’ twice,”"]);
        assert!(words("in the '90s the ministers' aides").is_empty());
    }
}
