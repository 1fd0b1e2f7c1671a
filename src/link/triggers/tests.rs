use super::*;
use crate::document::{Sentence, Token, Upos};
use crate::span::Span;

/// A sentence from `form/lemma/UPOS/head/relation` (heads from 1), and its text.
fn sentence(rows: &str) -> (Sentence, String) {
    let (mut text, mut tokens) = (String::new(), Vec::new());
    for row in rows.split_whitespace() {
        let cells: Vec<&'static str> = row.split('/').map(|c| &*c.to_owned().leak()).collect();
        let start = text.len();
        text.push_str(cells[0]);
        tokens.push(Token {
            span: Span::new(start, text.len()),
            lemma: cells[1].to_owned(),
            upos: Upos::from_ud(cells[2]),
            xpos: if cells[0].ends_with("ed") { "VBN" } else { "X" },
            head: cells[3].parse::<usize>().ok().and_then(|h| h.checked_sub(1)),
            deprel: cells[4],
            joined: false,
        });
        text.push(' ');
    }
    (Sentence { tokens, ..Sentence::default() }, text)
}

fn act(rows: &str, tokens: &[usize]) -> Act {
    let (sentence, text) = sentence(rows);
    Act::at(&sentence, &text, tokens).expect("an act")
}

const ACCUSED: &str = "Nur/Nur/PROPN/2/nsubj accused/accuse/VERB/0/root Tavia/Tavia/PROPN/2/obj";
const CHARGED: &str = "Tavia/Tavia/PROPN/3/nsubj:pass was/be/AUX/3/aux:pass charged/charge/VERB/0/root";
const OTHER: &str = "Nur/Nur/PROPN/2/nsubj accused/accuse/VERB/0/root Senn/Senn/PROPN/2/obj \
                     on/on/ADP/5/case Monday/Monday/PROPN/2/obl";
const SAID: &str = "Rusk/Rusk/PROPN/2/nsubj said/say/VERB/0/root so/so/ADV/2/advmod";
const SAID_OTHER: &str = "Tallow/Tallow/PROPN/2/nsubj said/say/VERB/0/root so/so/ADV/2/advmod";
const SAID_HE: &str = "He/he/PRON/2/nsubj said/say/VERB/0/root so/so/ADV/2/advmod";

#[test]
fn words_of_one_act_are_alike_others_not() {
    for (a, b, alike) in [
        ("meet", "meet", SAME),
        ("negotiate", "negotiation", DERIVED),
        ("arrest", "detain", SYNONYM),
        ("resign", "step_down", SYNONYM),
        ("deploy", "deployment", DERIVED),
        ("meet", "resign", 0.0),
        ("kill", "sign", 0.0),
    ] {
        assert_eq!((same_act(a, b), same_act(b, a)), (alike, alike), "{a} {b}");
    }
}

#[test]
fn a_row_may_keep_to_verbs_or_nouns() {
    assert_eq!(same(("fire", Class::Verb), ("dismiss", Class::Verb)), SYNONYM);
    assert_eq!(same(("fire", Class::Noun), ("dismiss", Class::Verb)), 0.0);
    assert_eq!(same(("fire", Class::Noun), ("blaze", Class::Noun)), SYNONYM);
}

#[test]
fn the_parties_of_passives_are_read_rightly() {
    assert_eq!(act(ACCUSED, &[1]).likeness(&act(CHARGED, &[2])), SYNONYM);
    assert_eq!(act(ACCUSED, &[1]).likeness(&act(OTHER, &[1])), 0.6);
}

#[test]
fn words_of_saying_need_one_speaker() {
    let rusk = act(SAID, &[1]);
    assert_eq!(rusk.likeness(&rusk.clone()), 1.0);
    assert_eq!(rusk.likeness(&act(SAID_OTHER, &[1])), 0.0);
    assert_eq!(rusk.likeness(&act(SAID_HE, &[1])), 0.4);
}

#[test]
fn light_verbs_and_particles_are_seen() {
    let pact = "They/they/PRON/2/nsubj made/make/VERB/0/root a/a/DET/4/det pledge/pledge/NOUN/2/obj";
    let vow = "They/they/PRON/2/nsubj vowed/vow/VERB/0/root";
    assert_eq!(act(pact, &[1, 2, 3]).likeness(&act(vow, &[1])), SYNONYM);
    let down = "He/he/PRON/2/nsubj stepped/step/VERB/0/root down/down/ADP/2/compound:prt";
    let quit = "He/he/PRON/2/nsubj quit/quit/VERB/0/root";
    assert_eq!(act(down, &[1]).likeness(&act(quit, &[1])), SYNONYM);
}

#[test]
fn only_mentions_of_one_story_are_joined() {
    let (a, b, c) = (act(ACCUSED, &[1]), act(CHARGED, &[2]), act(SAID, &[1]));
    assert_eq!(acts(&[(0, &a), (0, &b), (1, &a), (0, &c), (1, &a)]), [vec![0, 1], vec![2, 4], vec![3]]);
    assert!(acts(&[]).is_empty());
}

#[test]
fn no_tokens_are_no_act() {
    let (sentence, text) = sentence(SAID);
    assert_eq!(Act::at(&sentence, &text, &[]), None);
    assert_eq!(Act::at(&sentence, &text, &[9]), None);
}

#[test]
fn every_row_of_the_table_is_whole() {
    for row in rows(include_str!("../data/acts.tsv")) {
        assert!(row.len() == 2 && ["act", "speech"].contains(&row[0]), "{row:?}");
        assert!(row[1].split(' ').count() > 1 && !row[1].contains("  "), "{row:?}");
    }
}
