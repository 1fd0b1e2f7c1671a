//! What a line break means: a wrapped line, a new line of its own, or a new paragraph.

/// What stands between two words on different lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Break {
    /// The line was only too long: the sentence goes on.
    Wrap,
    /// A headline, a list: a new line begins.
    Line,
    /// A blank line: a new paragraph begins.
    Paragraph,
}

/// The lines of a text.
pub struct Lines<'t> {
    text: &'t str,
    /// Width at which the text is wrapped by hand, if it is.
    wrapped: Option<usize>,
}

/// Widths at which mail and agency copy is wrapped; a line of prose on a web page is longer.
const WIDTHS: std::ops::RangeInclusive<usize> = 45..=120;

/// A wrapped line ends at most this many bytes before it must.
const SLACK: usize = 8;

impl<'t> Lines<'t> {
    /// Looks over the whole text once: a text is wrapped throughout or not at all.
    pub fn new(text: &'t str) -> Self {
        let width = text.lines().map(str::len).max().unwrap_or(0);
        let mut lines = Self { text, wrapped: None };
        if WIDTHS.contains(&width) && lines.looks_wrapped(width) {
            lines.wrapped = Some(width);
        }
        lines
    }

    /// Are at least three lines followed by another, and four of five of these full?
    fn looks_wrapped(&self, width: usize) -> bool {
        let pairs = self.text.lines().zip(self.text.lines().skip(1));
        let (mut full, mut all) = (0, 0);
        for (line, next) in pairs.filter(|(a, b)| !a.trim().is_empty() && !b.trim().is_empty()) {
            all += 1;
            full += usize::from(is_full(line, next, width));
        }
        all >= 3 && full * 5 >= all * 4
    }

    /// What the break between the word that ends at `end` and the one that starts at `start` means;
    /// `None` when there is no line break.
    pub fn kind(&self, end: usize, start: usize) -> Option<Break> {
        let newlines = self.text[end..start].bytes().filter(|b| *b == b'\n').count();
        match newlines {
            0 => None,
            1 => Some(self.single(end, start)),
            _ => Some(Break::Paragraph),
        }
    }

    fn single(&self, end: usize, start: usize) -> Break {
        let line = &self.text[self.text[..end].rfind('\n').map_or(0, |i| i + 1)..end];
        let next = self.text[start..].lines().next().unwrap_or("");
        let goes_on =
            next.starts_with(char::is_lowercase) && !line.ends_with(['.', '!', '?', ':', ';', '”', '"']);
        let full = self.wrapped.is_some_and(|width| is_full(line, next, width));
        if goes_on || full && !is_bullet(next) { Break::Wrap } else { Break::Line }
    }
}

/// Would the first word of `next` have passed the edge?
fn is_full(line: &str, next: &str, width: usize) -> bool {
    let word = next.split_whitespace().next().unwrap_or("").len();
    line.len() + 1 + word + SLACK > width
}

/// Does the line begin like an item of a list?
fn is_bullet(line: &str) -> bool {
    let Some(mark) = line.split_whitespace().next() else { return false };
    let number = mark.trim_end_matches(['.', ')']);
    matches!(mark, "-" | "*" | "•" | "–" | "—" | "·" | "►" | "o")
        || number.len() < mark.len() && number.len() <= 2 && number.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<Break> {
        let lines = Lines::new(text);
        let ends = text.match_indices('\n').map(|(i, _)| i);
        ends.filter_map(|i| lines.kind(i, i + 1 + text[i + 1..].len() - text[i + 1..].trim_start().len()))
            .collect()
    }

    #[test]
    fn wrapped_text_is_told_from_lines() {
        let wrapped = "The ministers of the four states met on Monday in\n\
                       Geneva, where they talked about the river and the\n\
                       Dam that one of them builds without the consent of\n\
                       Others, and they will meet again before the end of\nthe year.";
        assert_eq!(kinds(wrapped), [Break::Wrap; 4]);
        assert_eq!(kinds("Ministers meet\nThe talks went on\nBy Our Man"), [Break::Line; 2]);
    }

    #[test]
    fn blank_lines_part_paragraphs() {
        assert_eq!(kinds("One.\n\nTwo")[0], Break::Paragraph);
    }

    #[test]
    fn a_small_letter_goes_on() {
        assert_eq!(kinds("A headline that\ngoes on"), [Break::Wrap]);
        assert_eq!(kinds("It ended.\nand more"), [Break::Line]);
    }
}
