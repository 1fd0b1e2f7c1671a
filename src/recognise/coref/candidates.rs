//! Noun phrases and pronouns that may refer: their heads and exact words.
//!
//! What belongs to a mention follows the corpus GUM (Zeldes 2017): determiners, modifiers, possessive
//! `'s`, prepositional phrases and relative clauses are part of it; appositions, the other members of a
//! coordination and what stands in brackets are not.

use super::tree::Tree;
use crate::document::{Sentence, Upos};
use crate::recognise::names::What;
use crate::recognise::titles::View;

/// Longest mention in tokens; a longer one is a sentence that the tree got wrong.
const LONGEST: usize = 60;

/// Words that may refer to something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Index of the sentence.
    pub sentence: usize,
    /// First token.
    pub first: usize,
    /// Last token.
    pub last: usize,
    /// The token the others hang on.
    pub head: usize,
    /// Several things joined by `and`.
    pub joined: bool,
}

/// The candidates of a sentence, outer before inner where they start together.
pub fn candidates(s: usize, view: &View, tree: &Tree) -> Vec<Candidate> {
    let mut found = Vec::new();
    for head in 0..view.sentence.tokens.len() {
        if !may_refer(view, head) {
            continue;
        }
        let (first, last) = words(view, tree, head);
        found.push(Candidate { sentence: s, first, last, head, joined: false });
        found.extend(joined(s, view, tree, head, first));
    }
    found.retain(|c| c.last - c.first < LONGEST);
    found.sort_by_key(|c| (c.first, std::cmp::Reverse(c.last), c.head));
    found.dedup_by_key(|c| (c.first, c.last));
    found
}

/// Could the token be the head of a mention?
fn may_refer(view: &View, i: usize) -> bool {
    let token = &view.sentence.tokens[i];
    let relation = view.relation(i);
    match token.upos {
        Upos::Propn | Upos::Noun => !matches!(relation, "flat" | "fixed" | "goeswith"),
        Upos::Pron => !matches!(token.xpos, "WDT" | "WP" | "WP$" | "EX"),
        Upos::Adv => matches!(view.form(i).to_lowercase().as_str(), "here" | "there"),
        Upos::Adj | Upos::Num | Upos::Det => nominal(relation),
        Upos::X => nominal(relation) || relation == "root",
        _ => false,
    }
}

fn nominal(relation: &str) -> bool {
    matches!(relation, "nsubj" | "obj" | "iobj" | "obl" | "nmod" | "appos" | "vocative" | "dislocated")
}

/// First and last token of the mention with this head.
fn words(view: &View, tree: &Tree, head: usize) -> (usize, usize) {
    let clause = tree.children(head).iter().any(|&c| matches!(view.relation(c), "cop" | "nsubj"));
    let (mut first, mut last) = (head, head);
    for &child in tree.children(head) {
        let (low, high) = tree.extent(child);
        if child < head && before(view, child) {
            first = first.min(low);
        } else if child > head && behind(view, head, child, low, clause) {
            last = last.max(high);
        }
    }
    trimmed(view.sentence, view, first, head, last)
}

fn before(view: &View, child: usize) -> bool {
    matches!(
        view.sentence.tokens[child].deprel,
        "det"
            | "det:predet"
            | "amod"
            | "compound"
            | "nmod:poss"
            | "nmod:desc"
            | "nummod"
            | "flat"
            | "nmod:unmarked"
            | "obl:unmarked"
            | "advmod:emph"
    )
}

fn behind(view: &View, head: usize, child: usize, low: usize, clause: bool) -> bool {
    let comma = |i: usize| matches!(view.form(i), "," | "(" | "—" | "–" | "-" | "--");
    let after_comma = comma(low) || low > head + 1 && comma(low - 1);
    match view.sentence.tokens[child].deprel {
        "flat" | "compound" | "case" | "amod" | "nummod" | "det" | "fixed" | "acl:relcl" | "obj"
        | "goeswith" => true,
        "nmod" | "acl" => !after_comma,
        // `Vorn himself`, but not `Vorn in 2010` that the tree takes for a part of the name.
        "nmod:unmarked" => !is_person(view, head) || view.form(child).ends_with("self"),
        "advmod" | "obl" => !clause && !after_comma,
        _ => false,
    }
}

fn is_person(view: &View, head: usize) -> bool {
    view.named_at(head).is_some_and(|n| matches!(n.what, What::Person(_)))
}

/// Without marks at the ends.
fn trimmed(
    sentence: &Sentence,
    view: &View,
    mut first: usize,
    head: usize,
    mut last: usize,
) -> (usize, usize) {
    while first < head && sentence.tokens[first].upos == Upos::Punct {
        first += 1;
    }
    let opened = |i: usize| (first..i).any(|k| matches!(view.form(k), "(" | "\"" | "“" | "["));
    while last > head && sentence.tokens[last].upos == Upos::Punct && !opened(last) {
        last -= 1;
    }
    (first, last)
}

/// `Vorn and Elm`: the whole coordination.
fn joined(s: usize, view: &View, tree: &Tree, head: usize, first: usize) -> Option<Candidate> {
    // A damaged tree may hang a `conj` on what stands behind it.
    let other = |c: &&usize| **c > head && view.relation(**c) == "conj" && may_refer(view, **c);
    let last = *tree.children(head).iter().rfind(other)?;
    let (_, end) = words(view, tree, last);
    Some(Candidate { sentence: s, first, last: end, head, joined: true })
}
