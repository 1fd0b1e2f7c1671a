//! A text as sentences of words, as coarse as a signature needs it: no model, one pass.

use unicode_normalization::char::decompose_canonical;

/// What a run of letters and digits is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A word that begins with a capital.
    Capital,
    /// Any other word.
    Small,
    /// Digits; the letters of an ordinal are gone (`81st`), commas too (`1,250`).
    Number,
}

/// One word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Lower case, without accents and the possessive.
    pub form: String,
    /// What it is.
    pub kind: Kind,
}

/// A sentence's words, and whether it is written like a headline.
pub struct Line {
    /// Its words in order.
    pub words: Vec<Word>,
    /// Most of its words have a capital, so that a capital tells nothing.
    pub headline: bool,
}

/// The sentences of a text.
pub fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(char::is_alphanumeric) {
        let (between, next) = rest.split_at(at);
        if ends_sentence(between, next) {
            close(&mut words, &mut lines);
        }
        rest = next;
        let length = run(rest);
        words.extend(word(&rest[..length]));
        rest = &rest[length..];
    }
    close(&mut words, &mut lines);
    lines
}

/// Does what stands between two words begin a new sentence, or the sentence of a quotation? Not after the
/// point of `Nov. 11`.
fn ends_sentence(between: &str, next: &str) -> bool {
    let stop = between.contains(". ") && next.starts_with(char::is_uppercase);
    stop || between.contains(['\n', '!', '?', '“', '"', ':'])
}

fn close(words: &mut Vec<Word>, lines: &mut Vec<Line>) {
    if !words.is_empty() {
        let capitals = words.iter().filter(|w| w.kind == Kind::Capital).count();
        let headline = 5 * capitals > 3 * words.len();
        lines.push(Line { words: std::mem::take(words), headline });
    }
}

/// Bytes of the word at the start of `text`: letters and digits, with an apostrophe between letters
/// and a point, comma or colon between digits.
fn run(text: &str) -> usize {
    let mut last = ' ';
    for (at, c) in text.char_indices() {
        let next = text[at + c.len_utf8()..].chars().next().unwrap_or(' ');
        let joins = match c {
            '\'' | '’' => last.is_alphabetic() && next.is_alphabetic(),
            '.' | ',' | ':' => last.is_ascii_digit() && next.is_ascii_digit(),
            _ => c.is_alphanumeric() || is_accent(c),
        };
        if !joins {
            return at;
        }
        last = c;
    }
    text.len()
}

fn word(run: &str) -> Option<Word> {
    if run.starts_with(|c: char| c.is_ascii_digit()) {
        let digits = run.trim_end_matches(char::is_alphabetic).replace(',', "");
        return Some(Word { form: digits, kind: Kind::Number });
    }
    let capital = run.chars().next().is_some_and(char::is_uppercase);
    let kind = if capital { Kind::Capital } else { Kind::Small };
    let folded = folded(run);
    let form = folded.strip_suffix("'s").unwrap_or(&folded);
    (!form.is_empty()).then(|| Word { form: form.to_owned(), kind })
}

/// Lower case, accents taken off, one kind of apostrophe.
fn folded(run: &str) -> String {
    if run.is_ascii() {
        return run.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(run.len());
    for c in run.chars().flat_map(char::to_lowercase) {
        let c = if c == '’' { '\'' } else { c };
        decompose_canonical(c, |d| out.extend((!is_accent(d)).then_some(d)));
    }
    out
}

fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let words = |l: &Line| l.words.iter().map(|w| w.form.clone()).collect::<Vec<_>>().join(" ");
        lines(text).iter().map(words).collect()
    }

    #[test]
    fn words_are_bare_and_sentences_apart() {
        let text =
            "Nur’s envoy won't re-open the 81st session. On 3.5 per cent, he said: “We wait”\nG20, 1,250";
        let lines =
            ["nur envoy won't re open the 81 session", "on 3.5 per cent he said", "we wait", "g20 1250"];
        assert_eq!(shown(text), lines);
    }

    #[test]
    fn accents_do_not_matter_however_they_are_written() {
        assert_eq!(shown("Čelik Ce\u{301}lik"), ["celik celik"]);
    }

    #[test]
    fn a_headline_is_told_by_its_capitals() {
        let told: Vec<bool> = lines("Envoys Meet In Port Arle\nThe envoys met in Port Arle")
            .iter()
            .map(|l| l.headline)
            .collect();
        assert_eq!(told, [true, false]);
    }
}
