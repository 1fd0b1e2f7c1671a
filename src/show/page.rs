//! Text with tones: what a terminal may colour and plain text may mark.

use unicode_width::UnicodeWidthStr;

/// What a stretch of text is; the caller decides how that looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// As it is.
    Plain,
    /// A heading.
    Head,
    /// Ids, places of origin: less important.
    Quiet,
    /// Words of a report.
    Quoted,
    /// What accounts agree on.
    Agree,
    /// Where they differ.
    Differ,
    /// Who, in a report's text.
    Who,
    /// When, in a report's text.
    When,
    /// Where, in a report's text.
    Where,
    /// A word of saying, in a report's text.
    Cue,
}

/// A stretch of text in one tone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its tone.
    pub tone: Tone,
    /// The words.
    pub text: String,
}

/// One line.
pub type Line = Vec<Piece>;

/// Lines of text with tones, wrapped to a width.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The lines.
    pub lines: Vec<Line>,
    width: usize,
}

impl Page {
    /// An empty page, `width` columns wide (at least 40).
    pub fn new(width: usize) -> Self {
        Self { lines: Vec::new(), width: width.max(40) }
    }

    /// An empty line, unless the page begins with it.
    pub fn gap(&mut self) {
        if !self.lines.is_empty() {
            self.lines.push(Vec::new());
        }
    }

    /// A heading after a gap.
    pub fn heading(&mut self, words: &str) {
        self.gap();
        self.put(0, &[piece(Tone::Head, words)]);
    }

    /// Pieces in one paragraph, its lines `indent` columns in, wrapped between words.
    pub fn put(&mut self, indent: usize, pieces: &[Piece]) {
        self.hang(indent, indent, pieces);
    }

    /// As [`Page::put`], the first line `first` columns in and the others `rest`.
    pub fn hang(&mut self, first: usize, rest: usize, pieces: &[Piece]) {
        let mut line = vec![piece(Tone::Plain, &" ".repeat(first))];
        let (mut used, mut fresh) = (first, true);
        for (tone, word, glued) in words(pieces) {
            let width = word.width();
            let space = usize::from(!fresh && !glued);
            if !fresh && !glued && used + space + width > self.width {
                self.lines.push(std::mem::replace(&mut line, vec![piece(Tone::Plain, &" ".repeat(rest))]));
                used = rest;
                fresh = true;
            }
            let space = usize::from(!fresh && !glued);
            add(&mut line, tone, space, word);
            used += space + width;
            fresh = false;
        }
        self.lines.push(line);
    }

    /// The page without tones.
    pub fn plain(&self) -> String {
        let line =
            |l: &Line| l.iter().map(|p| p.text.as_str()).collect::<String>().trim_end().to_owned() + "\n";
        self.lines.iter().map(line).collect()
    }
}

/// A stretch of text.
pub fn piece(tone: Tone, text: &str) -> Piece {
    Piece { tone, text: text.to_owned() }
}

/// The words of all pieces (a no-break space joins two words in one, for columns); a word is glued when no space stands before it.
fn words(pieces: &[Piece]) -> Vec<(Tone, &str, bool)> {
    let mut out = Vec::new();
    let mut spaced = true;
    for p in pieces {
        let mut begins = true;
        for word in p.text.split_ascii_whitespace() {
            let glued = begins && !spaced && !p.text.starts_with(|c: char| c.is_ascii_whitespace());
            out.push((p.tone, word, glued));
            begins = false;
        }
        spaced = p.text.ends_with(|c: char| c.is_ascii_whitespace()) || (p.text.is_empty() && spaced);
    }
    out
}

/// Adds a word; a space inside one tone belongs to it, so that a mark covers a name as a whole.
fn add(line: &mut Line, tone: Tone, space: usize, word: &str) {
    let (space, word) = (&" "[..space], &word.replace('\u{a0}', " "));
    match line.last_mut() {
        Some(last) if last.tone == tone => last.text += &format!("{space}{word}"),
        Some(last) => {
            last.text += space;
            line.push(piece(tone, word));
        }
        None => line.push(piece(tone, word)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wraps_between_words_and_keeps_tones_whole() {
        let mut page = Page::new(40);
        page.put(
            2,
            &[
                piece(Tone::Plain, "The talks between "),
                piece(Tone::Who, "Angela Merkel"),
                piece(Tone::Plain, ", the chancellor, and others went on."),
            ],
        );
        assert_eq!(
            page.plain(),
            "  The talks between Angela Merkel, the\n  chancellor, and others went on.\n"
        );
        assert!(page.lines[0].contains(&piece(Tone::Who, "Angela Merkel")));
    }

    #[test]
    fn wide_characters_count_twice() {
        let mut page = Page::new(40);
        page.put(0, &[piece(Tone::Plain, &"外交部 ".repeat(9))]);
        assert_eq!(page.lines.len(), 2);
        assert!(page.plain().lines().all(|l| l.width() <= 40));
    }
}
