//! Coreference on short texts, with the embedded model.

use std::sync::LazyLock;

use super::candidates::candidates;
use super::tree::Tree;
use super::*;
use crate::document::Document;
use crate::parse::Parser;
use crate::recognise::names::{self, Named};
use crate::recognise::statements::quotations;

static TOOLS: LazyLock<(Parser, Gazetteer, Coref)> = LazyLock::new(|| {
    let gazetteer = Gazetteer::embedded().unwrap();
    let coref = Coref::embedded(&gazetteer).unwrap();
    (Parser::embedded().unwrap(), gazetteer, coref)
});

fn with_views<T>(text: &str, look: impl Fn(&Document, &[View]) -> T) -> T {
    let (parser, gazetteer, _) = &*TOOLS;
    let document = parser.parse(text);
    let named: Vec<Vec<Named>> = names::named(&document, text, gazetteer);
    let pairs = document.sentences.iter().zip(&named);
    let views: Vec<View> = pairs.map(|(sentence, named)| View { sentence, text, named, gazetteer }).collect();
    look(&document, &views)
}

fn mentions(text: &str) -> Vec<String> {
    with_views(text, |_, views| {
        let of = |(s, v): (usize, &View)| candidates(s, v, &Tree::of(v.sentence));
        let all: Vec<Candidate> = views.iter().enumerate().flat_map(of).collect();
        all.iter().map(|c| views[c.sentence].sentence.bytes(c.first, c.last).of(text).to_owned()).collect()
    })
}

fn chains(text: &str) -> Vec<(&'static str, Vec<String>)> {
    with_views(text, |document, views| {
        let found = TOOLS.2.chains(views, &document.vectors, &quotations(text), None);
        let words = |c: &Chain| c.members.iter().map(|m| m.span.of(text).to_owned()).collect();
        found.iter().map(|c| (c.kind, words(c))).collect()
    })
}

#[test]
fn a_mention_has_its_clause_but_not_its_apposition() {
    let found = mentions("Anna Vorn, the minister who signed the treaty, met her rival in the old harbour.");
    for words in ["Anna Vorn", "the minister who signed the treaty", "her rival", "her", "the old harbour"] {
        assert!(found.iter().any(|f| f == words), "{words}: {found:?}");
    }
}

#[test]
fn those_joined_are_candidates_alone_and_together() {
    let found = mentions("Anna Vorn and Peter Elm met in Lisbon.");
    for words in ["Anna Vorn and Peter Elm", "Anna Vorn", "Peter Elm", "Lisbon"] {
        assert!(found.iter().any(|f| f == words), "{words}: {found:?}");
    }
}

#[test]
fn names_and_pronouns_make_chains_of_their_kind() {
    let text = "Anna Vorn arrived in Lisbon on Monday. Vorn said she would meet her ministers. \
        She left Lisbon the next day.";
    let found = chains(text);
    let has = |kind: &str, words: &[&str]| {
        found.iter().any(|(k, c)| *k == kind && words.iter().all(|w| c.iter().any(|m| m == w)))
    };
    assert!(has("person", &["Anna Vorn", "Vorn", "she", "her", "She"]), "{found:?}");
    assert!(has("place", &["Lisbon"]), "{found:?}");
}

#[test]
fn names_in_the_same_words_are_one_chain() {
    with_views("Vorn went to Lisbon. Elm stayed. Vorn came back.", |_, views| {
        let (_, gazetteer, _) = &*TOOLS;
        let words = Words::embedded(gazetteer).unwrap();
        let all = survey::describe_all(views, &[], &words, None);
        let alone: Vec<Vec<usize>> = (0..all.len()).map(|i| vec![i]).collect();
        let vorn: Vec<usize> = (0..all.len()).filter(|&i| all[i].words == all[0].words).collect();
        let united = unite::unite(&all, alone.clone(), &vec![false; all.len()]);
        assert_eq!(vorn.len(), 2);
        assert_eq!(united[0], vorn);
        assert_eq!(united.len(), all.len() - 1);
        assert_eq!(unite::unite(&all, alone.clone(), &vec![true; all.len()]), alone);
    });
}

#[test]
fn an_emphatic_pronoun_belongs_to_the_name() {
    let found = mentions("Peter Elm himself signed the treaty.");
    assert!(found.iter().any(|f| f == "Peter Elm himself"), "{found:?}");
}

#[test]
fn a_text_without_vectors_has_no_chains() {
    let text = "Anna Vorn arrived. She left.";
    let none = with_views(text, |_, views| TOOLS.2.chains(views, &[], &[], None));
    assert_eq!(none, []);
}

#[test]
fn much_text_takes_time_in_proportion() {
    let text = "Anna Vorn met Peter Elm in Lisbon, and he thanked her. ".repeat(400);
    let found = chains(&text);
    assert!(!found.is_empty());
}
