//! The shipped model says in Rust what it said where it was made.
//!
//! `data/model_reference.json` comes from `train/` (int8 arithmetic in Python): pieces, tags, trees, names.

use serde_json::Value;
use sidelines::document::{Name, NameKind};
use sidelines::parse::model::{Analysis, Model};

const REFERENCE: &str = include_str!("data/model_reference.json");

fn strings<'a>(sentence: &'a Value, field: &str) -> Vec<&'a str> {
    sentence[field].as_array().unwrap().iter().map(|v| v.as_str().unwrap()).collect()
}

fn heads(sentence: &Value) -> Vec<Option<usize>> {
    let numbers = sentence["heads"].as_array().unwrap().iter();
    numbers.map(|v| (v.as_u64().unwrap() as usize).checked_sub(1)).collect()
}

fn names(sentence: &Value) -> Vec<Name> {
    let name = |v: &Value| Name {
        first: v[0].as_u64().unwrap() as usize,
        last: v[1].as_u64().unwrap() as usize - 1,
        kind: NameKind::from_label(v[2].as_str().unwrap()).unwrap(),
    };
    sentence["names"].as_array().unwrap().iter().map(name).collect()
}

/// Words of both that agree in everything that a word has.
fn agreeing(sentence: &Value, analysis: &Analysis) -> usize {
    let (upos, xpos) = (strings(sentence, "upos"), strings(sentence, "xpos"));
    let (deprels, heads) = (strings(sentence, "deprel"), heads(sentence));
    let same = |i: &usize| {
        upos[*i] == analysis.upos[*i].ud()
            && xpos[*i] == analysis.xpos[*i]
            && deprels[*i] == analysis.deprels[*i]
            && heads[*i] == analysis.heads[*i]
    };
    (0..heads.len()).filter(same).count()
}

#[test]
fn as_in_python() {
    let reference: Vec<Value> = serde_json::from_str(REFERENCE).unwrap();
    let words: Vec<Vec<&str>> = reference.iter().map(|s| strings(s, "words")).collect();
    let sentences: Vec<&[&str]> = words.iter().map(|w| w.as_slice()).collect();
    let model = Model::embedded().unwrap();
    for ((wanted, words), got) in reference.iter().zip(&words).zip(model.analyse(&sentences)) {
        let pieces = wanted["pieces"].as_array().unwrap().len();
        assert_eq!(model.count_pieces(&[words]), pieces, "{words:?}");
        // Rounding differs in the last bit here and there, so a close call may fall the other way.
        let close = agreeing(wanted, &got);
        assert!(close + 1 >= words.len(), "{close} of {} words agree: {words:?}", words.len());
        assert_eq!(got.names, names(wanted), "{words:?}");
    }
}
