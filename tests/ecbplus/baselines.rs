//! What a few lines do: to be told apart from, in the same run.

use std::collections::BTreeMap;

use crate::corpus::Article;
use sidelines::document::Sentence;

/// Documents joined wherever the cosine of two is at least `bound`; weights are tf-idf over the pot itself
/// (Salton and Buckley 1988: term frequency times log of N over the documents that have the term).
pub fn tf_idf(articles: &[Article], bound: f64) -> Vec<Vec<usize>> {
    let counts: Vec<BTreeMap<String, f64>> = articles.iter().map(|a| counts(&a.text)).collect();
    let mut holders: BTreeMap<&str, f64> = BTreeMap::new();
    counts.iter().flat_map(BTreeMap::keys).for_each(|t| *holders.entry(t).or_default() += 1.0);
    let n = articles.len() as f64;
    let weigh = |c: &BTreeMap<String, f64>| -> BTreeMap<String, f64> {
        c.iter().map(|(t, tf)| (t.clone(), tf * (n / holders[t.as_str()]).ln())).collect()
    };
    let vectors: Vec<BTreeMap<String, f64>> = counts.iter().map(weigh).collect();
    let mut cluster: Vec<usize> = (0..articles.len()).collect();
    for b in 0..articles.len() {
        for a in 0..b {
            if cluster[a] != cluster[b] && cosine(&vectors[a], &vectors[b]) >= bound {
                let (from, to) = (cluster[b], cluster[a]);
                cluster.iter_mut().filter(|c| **c == from).for_each(|c| *c = to);
            }
        }
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    cluster.iter().enumerate().for_each(|(i, c)| groups.entry(*c).or_default().push(i));
    groups.into_values().collect()
}

fn counts(text: &str) -> BTreeMap<String, f64> {
    let mut counts = BTreeMap::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        *counts.entry(word.to_lowercase()).or_default() += 1.0;
    }
    counts
}

fn cosine(a: &BTreeMap<String, f64>, b: &BTreeMap<String, f64>) -> f64 {
    let dot: f64 = a.iter().filter_map(|(t, w)| b.get(t).map(|v| v * w)).sum();
    let length = |v: &BTreeMap<String, f64>| v.values().map(|w| w * w).sum::<f64>().sqrt();
    dot / (length(a) * length(b)).max(f64::MIN_POSITIVE)
}

/// The lemma of the word that the others of a mention hang on.
pub fn head_lemma(sentence: &Sentence, tokens: &[usize]) -> String {
    let outer = |i: &&usize| sentence.tokens[**i].head.is_none_or(|h| !tokens.contains(&h));
    tokens.iter().find(outer).map_or(String::new(), |&i| sentence.tokens[i].lemma.to_lowercase())
}
