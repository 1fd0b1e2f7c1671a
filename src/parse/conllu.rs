//! CoNLL-U, the file format of the treebanks: a document written out, gold words read in.
//!
//! <https://universaldependencies.org/format.html>. FEATS and DEPS are `_`. MISC holds what the format
//! leaves open: `NER=B-PER` for names and `TokenRange=start:end` with **bytes** of the report's text.

use std::fmt::Write;

use crate::document::{Document, Sentence, Token};

/// A sentence of a CoNLL-U file: its words are given, its analysis is ours to make.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given<'t> {
    /// Comment lines, with their `#`.
    pub comments: Vec<&'t str>,
    /// Forms of the syntactic words.
    pub words: Vec<&'t str>,
    /// MISC of each word.
    misc: Vec<&'t str>,
    /// Lines of multiword tokens, each with the index of the word it stands before.
    ranges: Vec<(usize, &'t str)>,
}

/// The sentences of a CoNLL-U file with their words. Empty nodes (`8.1`) are skipped; lines that are
/// no CoNLL-U too.
pub fn read(conllu: &str) -> Vec<Given<'_>> {
    let mut out = Vec::new();
    let mut open = Given::default();
    for line in conllu.lines().chain([""]) {
        if line.trim().is_empty() {
            let done = std::mem::take(&mut open);
            out.extend((!done.words.is_empty()).then_some(done));
        } else {
            open.add(line);
        }
    }
    out
}

impl<'t> Given<'t> {
    fn add(&mut self, line: &'t str) {
        if line.starts_with('#') {
            self.comments.push(line);
            return;
        }
        let mut columns = line.split('\t');
        let (Some(id), Some(form)) = (columns.next(), columns.next()) else { return };
        if id.contains('-') {
            self.ranges.push((self.words.len(), line));
        } else if id.parse::<usize>().is_ok() {
            self.words.push(form);
            self.misc.push(columns.nth(7).unwrap_or("_"));
        }
    }
}

/// The given sentences with our analysis in the columns; comments, multiword tokens and
/// `SpaceAfter=No` stay as they were, so that a scorer finds the same text.
pub fn write_given(given: &[Given], document: &Document) -> String {
    let mut out = String::new();
    for (given, sentence) in given.iter().zip(&document.sentences) {
        given.comments.iter().for_each(|c| line(&mut out, c));
        let labels = name_labels(sentence);
        for (i, token) in sentence.tokens.iter().enumerate() {
            given.ranges.iter().filter(|(at, _)| *at == i).for_each(|(_, l)| line(&mut out, l));
            let mut misc = Misc::default();
            misc.add_if(given.misc[i].split('|').any(|m| m == "SpaceAfter=No"), "SpaceAfter=No");
            misc.add_if(!labels[i].is_empty(), &labels[i]);
            row(&mut out, i, given.words[i], token, &misc.0);
        }
        out.push('\n');
    }
    out
}

/// `document` as CoNLL-U; `text` is the report's text, `id` names the document and its sentences.
pub fn write(document: &Document, text: &str, id: &str) -> String {
    let mut out = format!("# newdoc id = {id}\n");
    for (i, sentence) in document.sentences.iter().enumerate() {
        let before = i.checked_sub(1).map(|b| document.sentences[b].paragraph);
        if before != Some(sentence.paragraph) {
            line(&mut out, "# newpar");
        }
        let _ = writeln!(out, "# sent_id = {id}-{}\n# text = {}", i + 1, on_one_line(sentence.span.of(text)));
        tokens(&mut out, sentence, text);
        out.push('\n');
    }
    out
}

fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}

/// The words of a sentence with one blank for every gap.
fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn tokens(out: &mut String, sentence: &Sentence, text: &str) {
    let labels = name_labels(sentence);
    let mut range_end = 0;
    for (i, token) in sentence.tokens.iter().enumerate() {
        if i >= range_end && token.joined {
            range_end = end_of_range(sentence, i);
            range(out, sentence, text, i, range_end);
        }
        let mut misc = Misc::default();
        misc.add_if(i >= range_end && touches_next(token, text), "SpaceAfter=No");
        misc.add_if(!labels[i].is_empty(), &labels[i]);
        misc.add_if(true, &format!("TokenRange={}:{}", token.span.start, token.span.end));
        row(out, i, token.span.of(text), token, &misc.0);
    }
}

/// One past the last word of the multiword token that begins at `first`.
fn end_of_range(sentence: &Sentence, first: usize) -> usize {
    let joined = sentence.tokens[first..].iter().take_while(|t| t.joined).count();
    (first + joined + 1).min(sentence.tokens.len())
}

/// The line of a multiword token: `1-2 don't`.
fn range(out: &mut String, sentence: &Sentence, text: &str, first: usize, end: usize) {
    let form = sentence.bytes(first, end - 1).of(text);
    let space = if touches_next(&sentence.tokens[end - 1], text) { "SpaceAfter=No" } else { "_" };
    let _ = writeln!(out, "{}-{end}\t{form}{}{space}", first + 1, "\t_".repeat(7) + "\t");
}

/// Is there no blank after the token?
fn touches_next(token: &Token, text: &str) -> bool {
    let after = text.get(token.span.end..).unwrap_or("");
    after.chars().next().is_some_and(|c| !super::tokenise::chars::is_blank(c))
}

/// One word line.
fn row(out: &mut String, i: usize, form: &str, token: &Token, misc: &str) {
    let misc = if misc.is_empty() { "_" } else { misc };
    let head = token.head.map_or(0, |h| h + 1);
    let lemma = if token.lemma.is_empty() { "_" } else { &token.lemma };
    let tags = format!("{}\t{}", token.upos.ud(), or_blank(token.xpos));
    let _ =
        writeln!(out, "{}\t{form}\t{lemma}\t{tags}\t_\t{head}\t{}\t_\t{misc}", i + 1, or_blank(token.deprel));
}

fn or_blank(field: &str) -> &str {
    if field.is_empty() { "_" } else { field }
}

/// `NER=B-PER`, `NER=I-PER` or nothing for each token.
fn name_labels(sentence: &Sentence) -> Vec<String> {
    let mut labels = vec![String::new(); sentence.tokens.len()];
    for name in &sentence.names {
        for (i, label) in labels.iter_mut().enumerate().take(name.last + 1).skip(name.first) {
            *label = format!("NER={}-{}", if i == name.first { 'B' } else { 'I' }, name.kind.label());
        }
    }
    labels
}

/// The MISC column as it grows.
#[derive(Default)]
struct Misc(String);

impl Misc {
    fn add_if(&mut self, wanted: bool, field: &str) {
        if wanted {
            self.0.extend((!self.0.is_empty()).then_some("|"));
            self.0.push_str(field);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Name, NameKind, Upos};
    use crate::span::Span;

    fn token(start: usize, end: usize, head: Option<usize>, joined: bool) -> Token {
        let lemma = "x".to_owned();
        Token { span: Span::new(start, end), lemma, upos: Upos::X, xpos: "FW", head, deprel: "dep", joined }
    }

    fn document() -> Document {
        let tokens = vec![
            token(0, 2, Some(2), true),
            token(2, 5, Some(2), false),
            token(6, 8, None, false),
            token(8, 9, Some(2), false),
        ];
        let names = vec![Name { first: 2, last: 2, kind: NameKind::Person }];
        Document {
            sentences: vec![Sentence { span: Span::new(0, 9), tokens, names, paragraph: 0 }],
            ..Document::default()
        }
    }

    #[test]
    fn a_document_is_written_with_ranges_names_and_bytes() {
        let expected = "# newdoc id = d\n# newpar\n# sent_id = d-1\n# text = Don't Xi.\n\
            1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\t_\n\
            1\tDo\tx\tX\tFW\t_\t3\tdep\t_\tTokenRange=0:2\n\
            2\tn't\tx\tX\tFW\t_\t3\tdep\t_\tTokenRange=2:5\n\
            3\tXi\tx\tX\tFW\t_\t0\tdep\t_\tSpaceAfter=No|NER=B-PER|TokenRange=6:8\n\
            4\t.\tx\tX\tFW\t_\t3\tdep\t_\tTokenRange=8:9\n\n";
        assert_eq!(write(&document(), "Don't Xi.", "d"), expected);
    }

    #[test]
    fn what_was_written_can_be_read_and_given_back() {
        let file = write(&document(), "Don't Xi.", "d");
        let given = read(&file);
        assert_eq!(given[0].words, ["Do", "n't", "Xi", "."]);
        let again = write_given(&given, &document());
        assert!(again.contains("1-2\tDon't") && again.contains("SpaceAfter=No|NER=B-PER\n"));
        assert_eq!(read(&again)[0].words, given[0].words);
    }

    #[test]
    fn empty_nodes_and_noise_are_skipped() {
        let given = read("# c\nnoise\n1\ta\n1.1\tb\n\n\n2-3\tcd\n");
        assert_eq!(given.len(), 1);
        assert_eq!(given[0].words, ["a"]);
    }
}
