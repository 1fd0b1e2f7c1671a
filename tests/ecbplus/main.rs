//! ECB+ (topics that nothing was chosen by): reports to stories, and given mentions of events to events.
//! The program is given texts alone; documents of all topics stand in one pot. `SIDELINES_SHARED` names the
//! folder with the corpus; without it this passes with a message. `SIDELINES_TOPICS=1,3` names other topics:
//! then no floor is held. `SIDELINES_ERRORS=1` prints the stories found.

#[allow(dead_code, reason = "the stories are scored by B3 alone")]
#[path = "../gum/score.rs"]
mod score;
#[path = "../shared/mod.rs"]
mod shared;

mod baselines;
mod corpus;

use std::collections::BTreeMap;
use std::path::PathBuf;

use corpus::{Article, Mention};
use score::{Place, Score};
use shared::{floor, shared};
use sidelines::document::{Document, Sentence};
use sidelines::link::stories::{Told, stories};
use sidelines::link::terms::Terms;
use sidelines::link::triggers::{Act, acts};
use sidelines::parse::Parser;

const DEV: [u32; 8] = [2, 5, 12, 18, 21, 23, 34, 35];

/// The topics that are asked for, and whether they are those with a floor.
fn topics() -> (Vec<u32>, bool) {
    let named = std::env::var("SIDELINES_TOPICS").ok();
    let named = named.map(|t| t.split(',').map(|n| n.parse().expect("a topic's number")).collect());
    (named.clone().unwrap_or(DEV.to_vec()), named.is_none())
}

fn corpus() -> Option<(Vec<Article>, bool)> {
    let folder: PathBuf = shared("data/measure-only/ecbplus")?;
    let (topics, floors) = topics();
    Some((corpus::articles(&folder, &topics), floors))
}

fn terms(articles: &[Article]) -> Vec<Terms> {
    articles.iter().map(|a| Terms::of(None, &a.text)).collect()
}

/// Clusters of documents, by the product.
fn found_stories(articles: &[Article]) -> Vec<Vec<usize>> {
    let terms = terms(articles);
    let told: Vec<Told> =
        articles.iter().zip(&terms).map(|(a, t)| Told { id: &a.name, day: None, terms: t }).collect();
    stories(&told)
}

/// Things with equal keys together, each as a place (its number, 0).
fn by_key<K: Ord>(keys: impl Iterator<Item = K>) -> Vec<Vec<Place>> {
    let mut groups: BTreeMap<K, Vec<Place>> = BTreeMap::new();
    keys.enumerate().for_each(|(i, key)| groups.entry(key).or_default().push((i, 0)));
    groups.into_values().collect()
}

fn places(clusters: Vec<Vec<usize>>) -> Vec<Vec<Place>> {
    clusters.into_iter().map(|c| c.into_iter().map(|i| (i, 0)).collect()).collect()
}

/// The number of the cluster that each thing is in.
fn numbers(clusters: &[Vec<usize>], n: usize) -> Vec<usize> {
    let mut numbers = vec![0; n];
    clusters.iter().enumerate().for_each(|(c, members)| members.iter().for_each(|&m| numbers[m] = c));
    numbers
}

fn scored(gold: &[Vec<Place>], found: &[Vec<Place>]) -> Score {
    let mut score = Score::default();
    score.add(gold, found);
    score
}

#[test]
fn reports_to_stories() {
    let Some((articles, floors)) = corpus() else { return };
    let gold = by_key(articles.iter().map(Article::story));
    let print = |name: &str, found: &[Vec<Place>]| {
        let [p, r, f] = scored(&gold, found).b_cubed.figures();
        println!("{name:<44} B3 P {p:.3} R {r:.3} F1 {f:.3}  ({} clusters)", found.len());
        f
    };
    println!("{} documents of {} stories", articles.len(), gold.len());
    let ours = found_stories(&articles);
    let ours_f1 = print("sidelines", &places(ours.clone()));
    let mut others = vec![print("each document alone", &by_key(0..articles.len()))];
    for bound in [0.1, 0.2, 0.3, 0.4] {
        let plain = places(baselines::tf_idf(&articles, bound));
        others.push(print(&format!("tf-idf of the pot, linked from {bound}"), &plain));
    }
    if std::env::var_os("SIDELINES_ERRORS").is_some() {
        ours.iter().for_each(|c| {
            println!("{}", c.iter().map(|&i| &*articles[i].name).collect::<Vec<_>>().join(" "))
        });
    }
    assert!(!floors || ours_f1 >= floor("ecbplus", "stories_b3"), "stories fell to {ours_f1:.4}");
    assert!(others.iter().all(|o| *o < ours_f1), "a baseline is better");
}

/// A mention in its parsed sentence.
struct Parsed<'a> {
    article: usize,
    mention: &'a Mention,
    act: Act,
    lemma: String,
}

/// The sentence that holds the first word of a mention, and the mention's tokens in it.
fn located<'d>(document: &'d Document, mention: &Mention) -> Option<(&'d Sentence, Vec<usize>)> {
    let overlaps = |s: &sidelines::span::Span| mention.spans.iter().any(|m| m.overlaps(*s));
    let sentence = document.sentences.iter().find(|s| s.tokens.iter().any(|t| overlaps(&t.span)))?;
    let tokens = (0..sentence.tokens.len()).filter(|&i| overlaps(&sentence.tokens[i].span)).collect();
    Some((sentence, tokens))
}

fn parsed(articles: &[Article]) -> Vec<Parsed<'_>> {
    let parser = Parser::embedded().expect("the model is sound");
    let mut all = Vec::new();
    for (n, article) in articles.iter().enumerate() {
        let document = parser.parse(&article.text);
        for mention in &article.mentions {
            let (sentence, tokens) = located(&document, mention).expect("every mention is in the text");
            let act = Act::at(sentence, &article.text, &tokens).expect("a mention has words");
            all.push(Parsed { article: n, mention, act, lemma: baselines::head_lemma(sentence, &tokens) });
        }
    }
    all
}

#[test]
fn mentions_to_events() {
    let Some((articles, floors)) = corpus() else { return };
    let mentions = parsed(&articles);
    let gold = by_key(mentions.iter().map(|m| m.mention.event.as_str()));
    let story = numbers(&found_stories(&articles), articles.len());
    println!("{} mentions of {} events", mentions.len(), gold.len());
    let print = |name: &str, found: &[Vec<Place>]| {
        let score = scored(&gold, found);
        let figures = |s: score::Sums| s.figures().map(|x| format!("{:.1}", 100.0 * x)).join("/");
        let parts = [score.muc, score.b_cubed, score.ceaf].map(figures);
        let conll = score.conll();
        println!(
            "{name:<44} CoNLL F1 {:.2}  P/R/F1 MUC {} B3 {} CEAFe {}",
            100.0 * conll,
            parts[0],
            parts[1],
            parts[2]
        );
        conll
    };
    let told: Vec<(usize, &Act)> = mentions.iter().map(|m| (story[m.article], &m.act)).collect();
    let ours = print("sidelines", &places(acts(&told)));
    let topic = |m: &Parsed| articles[m.article].topic().to_owned();
    let others = [
        print("head lemma, all documents", &by_key(mentions.iter().map(|m| &m.lemma))),
        print(
            "head lemma, stories of sidelines",
            &by_key(mentions.iter().map(|m| (story[m.article], &m.lemma))),
        ),
        print("head lemma, topics given", &by_key(mentions.iter().map(|m| (topic(m), &m.lemma)))),
    ];
    print(
        "head lemma, stories given",
        &by_key(mentions.iter().map(|m| (articles[m.article].story(), &m.lemma))),
    );
    assert!(!floors || ours >= floor("ecbplus", "mentions_conll"), "mentions fell to {ours:.4}");
    assert!(others.iter().all(|o| *o < ours), "a baseline is better");
}
