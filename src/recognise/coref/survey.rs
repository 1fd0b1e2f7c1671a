//! All candidates of a text, described, with the antecedents that each may have.

use std::collections::BTreeMap;

use super::candidates::{Candidate, candidates};
use super::features::{Text, agree};
use super::traits::{Context, Interner, Traits, describe};
use super::tree::Tree;
use super::words::Words;
use crate::recognise::people::people;
use crate::recognise::titles::View;
use crate::span::Span;

/// How many candidates back an antecedent is looked for: about ten sentences.
const WINDOW: usize = 60;
/// Further back, only what shares a word; so many of each word.
const OF_A_WORD: usize = 2;

/// A possible antecedent: its index, and how many candidates that agree stand between.
pub type Antecedent = (usize, usize);

/// Describes the candidates of a text: those `given` (in order), else all that the trees show.
pub fn describe_all(
    views: &[View],
    quotes: &[Span],
    words: &Words,
    given: Option<&[Candidate]>,
) -> Vec<Traits> {
    let mut offsets = Vec::with_capacity(views.len());
    let mut tokens = 0;
    for view in views {
        offsets.push(tokens);
        tokens += view.sentence.tokens.len();
    }
    let (people, names) = match views.is_empty() {
        true => Default::default(),
        false => people(views, None),
    };
    let context = Context { words, quotes, offsets: &offsets, people: (&people, &names) };
    let mut interner = Interner::default();
    let mut all = Vec::new();
    for (s, view) in views.iter().enumerate() {
        let tree = Tree::of(view.sentence);
        let here = match given {
            Some(given) => given.iter().filter(|c| c.sentence == s).copied().collect(),
            None => candidates(s, view, &tree),
        };
        all.extend(here.into_iter().map(|c| describe(c, view, &tree, &context, &mut interner)));
    }
    all
}

/// The text that features are taken from.
pub fn text<'a>(all: &'a [Traits], views: &'a [View<'a>]) -> Text<'a> {
    let tokens: usize = views.iter().map(|v| v.sentence.tokens.len()).sum();
    let talking = all.iter().filter(|t| t.pronoun.is_some_and(|p| p.person < 3 && p.word < 3)).count();
    let talk = match 1000 * talking / tokens.max(1) {
        0..=4 => 0,
        5..=24 => 1,
        _ => 2,
    };
    let seen_words = seen(all.iter().map(|t| t.words.clone()));
    let seen_lemma = seen(all.iter().map(|t| t.lemma));
    Text { all, views, talk, seen_words, seen_lemma }
}

fn seen<K: Ord>(keys: impl Iterator<Item = K>) -> Vec<usize> {
    let mut counts: BTreeMap<K, usize> = BTreeMap::new();
    keys.map(|k| {
        let count = counts.entry(k).or_default();
        *count += 1;
        *count - 1
    })
    .collect()
}

/// Walks through the candidates and tells the possible antecedents of each, nearest first.
#[derive(Default)]
pub struct Walk {
    by_word: BTreeMap<u32, Vec<usize>>,
}

impl Walk {
    /// The antecedents of candidate `i`; call it for each in order.
    pub fn antecedents(&mut self, all: &[Traits], i: usize) -> Vec<Antecedent> {
        let from = i.saturating_sub(WINDOW);
        let mut between = 0;
        let mut found: Vec<Antecedent> = Vec::with_capacity(WINDOW);
        for j in (from..i).rev() {
            if same_end(&all[i], &all[j]) {
                continue;
            }
            found.push((j, between));
            between += usize::from(agree(&all[i], &all[j]));
        }
        let mut far: Vec<usize> = Vec::new();
        let keys = keys(&all[i]);
        for key in &keys {
            let list = self.by_word.get(key).into_iter().flatten().rev();
            far.extend(list.copied().filter(|&j| j < from).take(OF_A_WORD));
        }
        far.sort_unstable_by(|a, b| b.cmp(a));
        far.dedup();
        found.extend(far.into_iter().map(|j| (j, between)));
        for key in keys {
            let list = self.by_word.entry(key).or_default();
            // Only the latest before the window can be asked for.
            if list.len() > OF_A_WORD + WINDOW {
                list.remove(0);
            }
            list.push(i);
        }
        found
    }
}

/// By what a candidate is found again from afar: its words; a pronoun by which it is.
fn keys(t: &Traits) -> Vec<u32> {
    match t.pronoun {
        Some(p) => vec![u32::MAX - p.word as u32],
        None => t.words.clone(),
    }
}

/// Two readings of the same phrase, of which one at most is a mention.
fn same_end(a: &Traits, b: &Traits) -> bool {
    a.at.sentence == b.at.sentence && a.at.head == b.at.head && (a.at.joined == b.at.joined)
}
