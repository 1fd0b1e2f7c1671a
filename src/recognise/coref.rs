//! Coreference within a report: which names, descriptions and pronouns mean the same.
//!
//! 1. [`candidates`]: noun phrases and pronouns of each tree, with the exact words of a mention.
//! 2. [`traits`]: what is known of each: wording, number, gender, name, country, place in the sentence.
//! 3. [`survey`]: the antecedents each may have, in a bounded window.
//! 4. [`features`], [`chains`]: what a pair, and a candidate and a chain, have in common.
//! 5. [`network`]: a score for each antecedent and for none (`models/coref-en/CARD.md`).
//! 6. [`decode`]: chains, in reading order.
//! 7. [`unite`]: chains of names in the same words are one.
//! 8. [`actors`]: whom a chain means.

pub mod actors;
pub mod candidates;
pub mod chains;
pub mod decode;
pub mod features;
pub mod network;
pub mod survey;
pub mod traits;
pub mod tree;
pub mod unite;
pub mod words;

use candidates::Candidate;
use features::Text;
use network::{KINDS, Network, Prepared};
use traits::Kind;
use words::Words;

use super::titles::View;
use crate::actor::MentionForm;
use crate::gazetteer::Gazetteer;
use crate::span::Span;

/// Network and tables; made once, shared freely.
pub struct Coref {
    network: Network,
    words: Words,
}

/// One member of a chain.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// Its words.
    pub span: Span,
    /// Its sentence and tokens.
    pub at: Candidate,
    /// How it is worded.
    pub form: MentionForm,
}

/// Mentions of one person, organisation, place or other thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Chain {
    /// `person`, `org`, `place` or `other`.
    pub kind: &'static str,
    /// Two members or more, in order of the text.
    pub members: Vec<Member>,
    /// Whom it means, indices into [`crate::recognise::Found::actors`]; empty where no actor is named in it.
    pub actors: Vec<usize>,
}

impl Coref {
    /// The embedded network and tables.
    ///
    /// # Errors
    /// Names the file that is damaged.
    pub fn embedded(gazetteer: &Gazetteer) -> Result<Self, String> {
        Ok(Self { network: Network::embedded()?, words: Words::embedded(gazetteer)? })
    }

    /// The chains of a text. `vectors` are those of [`crate::document::Document`]; without them there are none.
    /// With `given` mentions only these are grouped.
    pub fn chains(
        &self,
        views: &[View],
        vectors: &[Vec<f32>],
        quotes: &[Span],
        given: Option<&[Candidate]>,
    ) -> Vec<Chain> {
        let all = survey::describe_all(views, quotes, &self.words, given);
        let text = survey::text(&all, views);
        let Some((chains, prepared)) = self.groups(&text, vectors) else { return Vec::new() };
        let member = |i: &usize| Member { span: all[*i].span, at: all[*i].at, form: form(all[*i].kind) };
        let chain = |chain: Vec<usize>| Chain {
            kind: KINDS[decode::kind(&prepared, &chain)],
            members: chain.iter().map(member).collect(),
            actors: Vec::new(),
        };
        chains.into_iter().map(chain).collect()
    }

    /// The candidates of a text in groups of two and more, as indices, with what the network makes of each;
    /// nothing where `vectors` do not belong to the text.
    pub fn groups(&self, text: &Text, vectors: &[Vec<f32>]) -> Option<(Vec<Vec<usize>>, Prepared)> {
        let (views, inputs) = (text.views, self.network.inputs());
        let fits = |(v, x): (&View, &Vec<f32>)| x.len() == v.sentence.tokens.len() * inputs;
        if views.len() != vectors.len() || !views.iter().zip(vectors).all(fits) {
            return None;
        }
        let mut seen = Vec::with_capacity(text.all.len() * 3 * inputs);
        for t in text.all {
            push_vectors(&mut seen, &views[t.at.sentence], &vectors[t.at.sentence], &t.at, inputs);
        }
        let features: Vec<_> = (0..text.all.len()).map(|i| text.of_one(i)).collect();
        let prepared = self.network.prepare(&seen, &features);
        Some((decode::decode(text, &self.network, &prepared), prepared))
    }
}

/// The vector of a candidate's head, the mean of its words', and that of the word it hangs on (zeros for a root).
fn push_vectors(out: &mut Vec<f32>, view: &View, words: &[f32], at: &Candidate, inputs: usize) {
    let word = |i: usize| &words[i * inputs..][..inputs];
    out.extend_from_slice(word(at.head));
    let mean = out.len();
    out.resize(mean + inputs, 0.0);
    for i in at.first..=at.last {
        out[mean..].iter_mut().zip(word(i)).for_each(|(sum, x)| *sum += x);
    }
    let count = (at.last + 1 - at.first) as f32;
    out[mean..].iter_mut().for_each(|sum| *sum /= count);
    match view.sentence.tokens[at.head].head {
        Some(above) => out.extend_from_slice(word(above)),
        None => out.resize(out.len() + inputs, 0.0),
    }
}

fn form(kind: Kind) -> MentionForm {
    match kind {
        Kind::Pronoun => MentionForm::Pronoun,
        Kind::Name => MentionForm::Name,
        _ => MentionForm::Nominal,
    }
}

#[cfg(test)]
mod tests;
