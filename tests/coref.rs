//! Coreference scored on the corpus GUM: CoNLL F1 (mean of MUC, B3, CEAFe) of person, organisation and place
//! chains, without singletons, from raw text. Needs `SIDELINES_SHARED`; skips without it.
//!
//! The text is that of the CoNLL-U file (words joined as `SpaceAfter` says, an empty line before `# newpar`;
//! no speaker labels: the corpus has them apart from the text); a predicted mention counts as the gold words
//! that its bytes overlap, and is right only where first and last word are. A gold chain counts when most of
//! its mentions are persons, organisations or places; a found one by the kind that the program gives it.
//! `SIDELINES_COREF` names another part or a file with names of documents, for choosing while training.

mod gum;
mod shared;

#[path = "gum/score.rs"]
mod score;

use std::collections::BTreeMap;

use gum::{GumDocument, documents};
use score::{Place, Score};
use shared::{floor, shared};
use sidelines::document::Document;
use sidelines::gazetteer::Gazetteer;
use sidelines::parse::Parser;
use sidelines::recognise::coref::{Chain, Coref};
use sidelines::recognise::names;
use sidelines::recognise::statements::quotations;
use sidelines::recognise::titles::View;

const GENRES: [&str; 5] = ["news", "interview", "speech", "bio", "court"];
const KINDS: [&str; 3] = ["person", "org", "place"];

struct Tools {
    parser: Parser,
    gazetteer: Gazetteer,
    coref: Coref,
}

impl Tools {
    fn new() -> Self {
        let (parser, gazetteer) = (Parser::embedded().unwrap(), Gazetteer::embedded().unwrap());
        let coref = Coref::embedded(&gazetteer).unwrap();
        Self { parser, gazetteer, coref }
    }

    /// The chains of a text, with gold boundaries or the program's own.
    fn chains(&self, gold: &GumDocument, given: bool) -> Vec<Vec<Place>> {
        let document = self.parser.parse(&gold.text);
        let named = names::named(&document, &gold.text, &self.gazetteer);
        let views = views(&document, &gold.text, &named, &self.gazetteer);
        let given = given.then(|| gold.candidates(&views));
        let quotes = quotations(&gold.text);
        let chains = self.coref.chains(&views, &document.vectors, &quotes, given.as_deref());
        chains
            .iter()
            .filter(|c| KINDS.contains(&c.kind))
            .map(|c| places(gold, c))
            .filter(|c| c.len() > 1)
            .collect()
    }
}

fn views<'a>(
    document: &'a Document,
    text: &'a str,
    named: &'a [Vec<names::Named>],
    gazetteer: &'a Gazetteer,
) -> Vec<View<'a>> {
    let pairs = document.sentences.iter().zip(named);
    pairs.map(|(sentence, named)| View { sentence, text, named, gazetteer }).collect()
}

fn places(gold: &GumDocument, chain: &Chain) -> Vec<Place> {
    let mut places: Vec<Place> = chain.members.iter().filter_map(|m| gold.words_of(m.span)).collect();
    places.sort_unstable();
    places.dedup();
    places
}

/// The gold chains of people, organisations and places, without singletons.
fn gold_chains(document: &GumDocument) -> Vec<Vec<Place>> {
    let mut entities: BTreeMap<&str, (Vec<Place>, Vec<&str>)> = BTreeMap::new();
    for m in &document.mentions {
        let (places, kinds) = entities.entry(&m.entity).or_default();
        places.push((m.first, m.last));
        kinds.push(&m.kind);
    }
    let wanted = |(mut places, kinds): (Vec<Place>, Vec<&str>)| {
        places.sort_unstable();
        places.dedup();
        let count = |k: &str| kinds.iter().filter(|x| **x == k).count();
        let usual = kinds.iter().copied().max_by_key(|k| (count(k), std::cmp::Reverse(*k)))?;
        (places.len() > 1 && ["person", "organization", "place"].contains(&usual)).then_some(places)
    };
    entities.into_values().filter_map(wanted).collect()
}

/// A simple rule to compare with: a name joins the last one with the same words, `he`, `she`, `I` ... the
/// last mention that agrees in number, gender and person.
fn baseline(tools: &Tools, gold: &GumDocument) -> Vec<Vec<Place>> {
    use sidelines::recognise::coref::{features::agree, survey::describe_all, traits::Kind, words::Words};
    let document = tools.parser.parse(&gold.text);
    let named = names::named(&document, &gold.text, &tools.gazetteer);
    let views = views(&document, &gold.text, &named, &tools.gazetteer);
    let words = Words::embedded(&tools.gazetteer).unwrap();
    let all = describe_all(&views, &quotations(&gold.text), &words, None);
    let mut chains: Vec<Vec<usize>> = Vec::new();
    let mut of: Vec<usize> = Vec::new();
    for (i, t) in all.iter().enumerate() {
        let fits = |j: &usize| match t.kind {
            Kind::Name => all[*j].kind == Kind::Name && all[*j].words == t.words,
            Kind::Pronoun => {
                agree(t, &all[*j]) && (all[*j].kind == Kind::Pronoun || (1..6).contains(&all[*j].name))
            }
            _ => false,
        };
        let chain = (0..i).rev().find(fits).map_or(chains.len(), |j| of[j]);
        if chain == chains.len() {
            chains.push(Vec::new());
        }
        chains[chain].push(i);
        of.push(chain);
    }
    let places = |c: Vec<usize>| c.into_iter().filter_map(|i| gold.words_of(all[i].span)).collect();
    chains.into_iter().filter(|c| c.len() > 1).map(places).collect()
}

fn report(name: &str, score: &Score) {
    let figures = |s: score::Sums| s.figures().map(|x| format!("{:.1}", 100.0 * x)).join("/");
    println!(
        "{name}: CoNLL F1 {:.2}; P/R/F1 MUC {} B3 {} CEAFe {}",
        100.0 * score.conll(),
        figures(score.muc),
        figures(score.b_cubed),
        figures(score.ceaf)
    );
}

/// What coreference costs beside the parse, in milliseconds per 1,000 words.
#[allow(clippy::disallowed_types, clippy::disallowed_methods)] // measured, never part of an output
fn cost(tools: &Tools, gold: &GumDocument) -> [f64; 3] {
    use std::time::Instant;
    let start = Instant::now();
    let document = tools.parser.parse(&gold.text);
    let parsed = start.elapsed();
    let named = names::named(&document, &gold.text, &tools.gazetteer);
    let views = views(&document, &gold.text, &named, &tools.gazetteer);
    let start = Instant::now();
    tools.coref.chains(&views, &document.vectors, &quotations(&gold.text), None);
    [parsed.as_secs_f64() * 1e3, start.elapsed().as_secs_f64() * 1e3, gold.words.len() as f64 / 1e3]
}

#[test]
fn chains_of_gum() {
    let Some(folder) = shared("data/gum") else { return };
    let tools = Tools::new();
    let part = std::env::var("SIDELINES_COREF").unwrap_or("dev".into());
    let listed = std::fs::read_to_string(&part).ok();
    let (mut raw, mut given, mut simple) = (Score::default(), Score::default(), Score::default());
    let mut costs = [0.0; 3];
    let mut genres: BTreeMap<String, Score> = BTreeMap::new();
    for (name, document) in documents(&folder, if listed.is_some() { "train" } else { &part }, &GENRES) {
        if listed.as_ref().is_some_and(|l| !l.lines().any(|l| l == name)) {
            continue;
        }
        let gold = gold_chains(&document);
        let found = tools.chains(&document, false);
        raw.add(&gold, &found);
        genres.entry(name.split('_').nth(1).unwrap_or("").to_owned()).or_default().add(&gold, &found);
        given.add(&gold, &tools.chains(&document, true));
        simple.add(&gold, &baseline(&tools, &document));
        costs.iter_mut().zip(cost(&tools, &document)).for_each(|(sum, x)| *sum += x);
    }
    for (genre, score) in &genres {
        report(genre, score);
    }
    report("exact names and nearest agreeing pronoun", &simple);
    report("with gold boundaries", &given);
    report("from raw text", &raw);
    println!(
        "in this build, per 1,000 words: parse {:.1} ms, coreference {:.1} ms",
        costs[0] / costs[2].max(1e-9),
        costs[1] / costs[2].max(1e-9)
    );
    if part == "dev" {
        let floor = floor("coref", "conll");
        assert!(raw.conll() >= floor, "{:.4} is below the floor {floor}", raw.conll());
    }
}
