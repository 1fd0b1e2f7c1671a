//! Writes what the coreference network is trained on: candidates, features and the encoder's vectors of
//! documents of the corpus GUM, made by the very code that reads reports.
//!
//! `cargo run --example coref_features -- GUM_FOLDER PART OUT [gold]`; four files a document:
//! `NAME.tsv` (a candidate a line), `NAME.gold` (a gold mention a line), `NAME.pairs` (u16), `NAME.words` (f32, the vectors of all words). With `gold` the candidates
//! are the gold mentions; with `found` the chains so far are those that the shipped network finds.

#![allow(clippy::disallowed_methods)] // a tool for training: it writes files

use std::collections::BTreeMap;
use std::error::Error;
use std::io::Write;
use std::path::Path;

use sidelines::gazetteer::Gazetteer;
use sidelines::parse::Parser;
use sidelines::recognise::coref::Coref;
use sidelines::recognise::coref::chains::{Chains, OF_CHAIN};
use sidelines::recognise::coref::features::{OF_ONE, OF_TWO};
use sidelines::recognise::coref::survey::{Walk, describe_all, text};
use sidelines::recognise::coref::words::Words;
use sidelines::recognise::names;
use sidelines::recognise::statements::quotations;
use sidelines::recognise::titles::View;

#[path = "../tests/gum/mod.rs"]
mod gum;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, folder, part, out, rest @ ..] = arguments.as_slice() else {
        return Err("usage: coref_features GUM_FOLDER PART OUT [gold]".into());
    };
    let (parser, gazetteer) = (Parser::embedded()?, Gazetteer::embedded()?);
    let (words, coref) = (Words::embedded(&gazetteer)?, Coref::embedded(&gazetteer)?);
    std::fs::create_dir_all(out)?;
    let sizes = |templates: &[(&str, usize)]| {
        templates.iter().map(|(n, s)| format!("{n}\t{s}\n")).collect::<String>()
    };
    std::fs::write(Path::new(out).join("one.txt"), sizes(&OF_ONE))?;
    std::fs::write(Path::new(out).join("two.txt"), sizes(&[&OF_TWO[..], &OF_CHAIN[..]].concat()))?;
    for (name, document) in gum::documents(Path::new(folder), part, &gum::GREEN) {
        let dump = Dump {
            parser: &parser,
            gazetteer: &gazetteer,
            words: &words,
            coref: &coref,
            document: &document,
        };
        dump.write(&Path::new(out).join(name), rest.first().map_or("", String::as_str))?;
    }
    Ok(())
}

/// For each candidate the one before it in its group.
fn before(groups: &[Vec<usize>], count: usize) -> Vec<Option<usize>> {
    let mut before = vec![None; count];
    for pair in groups.iter().flat_map(|g| g.windows(2)) {
        before[pair[1]] = Some(pair[0]);
    }
    before
}

struct Dump<'a> {
    parser: &'a Parser,
    gazetteer: &'a Gazetteer,
    words: &'a Words,
    coref: &'a Coref,
    document: &'a gum::GumDocument,
}

impl Dump<'_> {
    fn write(&self, path: &Path, mode: &str) -> Result<(), Box<dyn Error>> {
        let source = &self.document.text;
        let parsed = self.parser.parse(source);
        let named = names::named(&parsed, source, self.gazetteer);
        let views: Vec<View> = parsed
            .sentences
            .iter()
            .zip(&named)
            .map(|(sentence, named)| View { sentence, text: source, named, gazetteer: self.gazetteer })
            .collect();
        let given = (mode == "gold").then(|| self.document.candidates(&views));
        let all = describe_all(&views, &quotations(source), self.words, given.as_deref());
        let text = text(&all, &views);
        let forms: Vec<Vec<&str>> =
            views.iter().map(|v| v.sentence.tokens.iter().map(|t| t.span.of(source)).collect()).collect();
        let slices: Vec<&[&str]> = forms.iter().map(Vec::as_slice).collect();
        let vectors = self.parser.model().vectors(&slices);
        let counts = views.iter().map(|v| v.sentence.tokens.len());
        let offsets: Vec<usize> = counts.scan(0, |at, n| Some(std::mem::replace(at, *at + n))).collect();
        let mut lines = std::fs::File::create(path.with_extension("tsv"))?;
        let mut pairs: Vec<u8> = Vec::new();
        let (mut walk, mut chains) = (Walk::default(), Chains::default());
        // The chains so far are the gold ones, or those found.
        let mut latest: BTreeMap<String, usize> = BTreeMap::new();
        let found = (mode == "found").then(|| self.coref.groups(&text, &parsed.vectors)).flatten();
        let found = found.map(|(groups, _)| before(&groups, all.len()));
        for (i, candidate) in all.iter().enumerate() {
            let (first, last) = self.document.words_of(candidate.span).unwrap_or((usize::MAX, 0));
            let gold = self.document.mentions.iter().filter(|m| (m.first, m.last) == (first, last));
            let gold = gold.map(|m| format!("{}:{}", m.entity, m.kind)).next().unwrap_or("-".into());
            let features: Vec<String> = text.of_one(i).iter().map(usize::to_string).collect();
            let words = candidate.span.of(source).replace(['\n', '\t'], " ");
            let at = candidate.at;
            let token = |i: usize| offsets[at.sentence] + i;
            let above = views[at.sentence].sentence.tokens[at.head].head.map_or(-1, |h| token(h) as i64);
            let tokens = format!("{} {} {} {above}", token(at.head), token(at.first), token(at.last));
            writeln!(lines, "{first}\t{last}\t{gold}\t{}\t{words}\t{tokens}", features.join(" "))?;
            for (j, between) in walk.antecedents(&all, i) {
                let row =
                    [i, j].into_iter().chain(text.of_two(i, j, between)).chain(chains.of_chain(&all, i, j));
                pairs.extend(row.flat_map(|x| (x as u16).to_le_bytes()));
            }
            let entity = gold.split_once(':').map(|(entity, _)| entity.to_owned());
            let last = entity.as_ref().and_then(|e| latest.get(e)).copied();
            chains.add(&all, found.as_ref().map_or(last, |f| f[i]));
            latest.extend(entity.map(|e| (e, i)));
        }
        std::fs::write(path.with_extension("pairs"), pairs)?;
        let gold = self.document.mentions.iter();
        let gold: String =
            gold.map(|m| format!("{}\t{}\t{}\t{}\n", m.entity, m.kind, m.first, m.last)).collect();
        std::fs::write(path.with_extension("gold"), gold)?;
        let vectors: Vec<u8> = vectors.iter().flatten().flat_map(|x| x.to_le_bytes()).collect();
        Ok(std::fs::write(path.with_extension("words"), vectors)?)
    }
}
