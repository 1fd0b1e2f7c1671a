//! White space: a text into paragraphs of one line each, and broken paragraphs mended.

/// Shortest and longest width, in characters, of lines that a mail program or typewriter broke.
const WRAP: std::ops::RangeInclusive<usize> = 40..=100;

/// The paragraphs of a text. Blank lines part them; single line ends do too (most pages are saved
/// one paragraph a line), unless the lines were broken to a width, which are joined again.
pub fn split(text: &str) -> Vec<String> {
    let lines: Vec<String> = text.replace("\r\n", "\n").split(is_line_end).map(line_of).collect();
    let blocks: Vec<&[String]> = lines.split(|l| l.is_empty()).filter(|b| !b.is_empty()).collect();
    let width = blocks.iter().filter(|b| is_wrapped(b)).map(|b| widest(b)).max();
    blocks.iter().flat_map(|block| unwrap(block, width)).collect()
}

/// What ends a line: also form feeds and Unicode's own separators.
fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// A line without invisible characters, its blanks single.
pub fn line_of(line: &str) -> String {
    let visible: String = line.chars().filter(|c| !is_invisible(*c)).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Characters that no reader sees: soft hyphens, zero widths, marks of direction, controls.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{fffc}')
        || (c.is_control() && !c.is_whitespace())
}

/// The widest line, in characters.
fn widest(block: &[String]) -> usize {
    block.iter().map(|l| l.chars().count()).max().unwrap_or(0)
}

/// Were these lines broken to a width? Then no line had room for the first word of the next, and
/// some line begins amid a sentence. Two lines prove too little.
fn is_wrapped(block: &[String]) -> bool {
    block.len() > 2
        && WRAP.contains(&widest(block))
        && filled(block, widest(block))
        && block[1..].iter().any(|l| begins_low(l))
}

/// Would the first word of each line have been too much for the line before, at this width?
fn filled(block: &[String], width: usize) -> bool {
    block.windows(2).all(|pair| {
        let word = pair[1].split(' ').next().map_or(0, |w| w.chars().count());
        pair[0].chars().count() + 1 + word > width
    })
}

/// Does the text go on in lower case?
fn begins_low(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_lowercase)
}

/// A block as paragraphs: one, when its lines were broken to a width (its own, or the text's).
fn unwrap(block: &[String], width: Option<usize>) -> Vec<String> {
    let by_text = width.is_some_and(|w| widest(block) <= w + 8 && filled(block, w));
    if block.len() > 1 && (is_wrapped(block) || by_text) { vec![block.join(" ")] } else { block.to_vec() }
}

/// Joins paragraphs that a page broke amid a sentence: the first ends in a comma or a plain word,
/// the next begins in lower case. A word alone does not prove it for short lines (lists).
pub fn mend(paragraphs: &mut Vec<String>) {
    let mut at = 1;
    while at < paragraphs.len() {
        if is_broken(&paragraphs[at - 1], &paragraphs[at]) {
            let next = paragraphs.remove(at);
            paragraphs[at - 1].push(' ');
            paragraphs[at - 1].push_str(&next);
        } else {
            at += 1;
        }
    }
}

/// Does `second` go on with the sentence of `first`?
fn is_broken(first: &str, second: &str) -> bool {
    let long = first.chars().count() > 60 && second.chars().count() > 40;
    let open = first.ends_with(',') || first.ends_with(char::is_lowercase);
    long && open && begins_low(second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_paragraph_a_line_stays_so() {
        assert_eq!(
            split("The first.\nThe second.\r\n\r\n\r\nThe \u{a0} third\u{ad}.  \n"),
            ["The first.", "The second.", "The third."]
        );
    }

    #[test]
    fn lines_broken_to_a_width_are_joined() {
        let text = "The foreign ministers of the two countries met on the border on\nMonday and agreed to open three crossings before the end of the\nmonth, officials said.\n\nThe talks had been put off twice since spring because of a quarrel\nover water.";
        let found = split(text);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].contains("border on Monday") && found[1].ends_with("quarrel over water."));
    }

    #[test]
    fn short_lists_are_not_joined() {
        assert_eq!(split("Oslo\nBern\nRome\nParis").len(), 4);
    }

    #[test]
    fn sentences_broken_by_the_page_are_mended() {
        let mut broken = vec![
            "The meeting would take place in the capital at a summit of the forum,".to_owned(),
            "which was founded to bring the economies of the region together.".to_owned(),
            "It has twenty members.".to_owned(),
        ];
        mend(&mut broken);
        assert_eq!(broken.len(), 2);
        assert!(broken[0].contains("forum, which"));
    }
}
