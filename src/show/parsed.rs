//! The grammatical analysis of a text as one object: what CoNLL-U has, with spans into the text.

use serde_json::{Value, json};

use super::objects::object;
use crate::document::{Document, Name, Sentence, Token};

/// The object of kind `parse`: `source`, `text` and its sentences. `head` is the index of a token's head in
/// its sentence, from 0; null for the root. Spans are bytes of `text`.
pub fn parsed(document: &Document, text: &str, source: &str) -> Value {
    let sentences: Vec<Value> = document.sentences.iter().map(|s| sentence(s, text)).collect();
    object("parse", &json!({ "source": source, "text": text, "sentences": sentences }))
}

fn sentence(sentence: &Sentence, text: &str) -> Value {
    json!({
        "span": sentence.span.quote(text),
        "paragraph": sentence.paragraph,
        "tokens": sentence.tokens.iter().map(|t| token(t, text)).collect::<Vec<Value>>(),
        "names": sentence.names.iter().filter_map(|n| name(n, sentence, text)).collect::<Vec<Value>>(),
    })
}

fn token(token: &Token, text: &str) -> Value {
    json!({
        "span": token.span.quote(text),
        "lemma": token.lemma,
        "upos": token.upos.ud(),
        "xpos": token.xpos,
        "head": token.head,
        "deprel": token.deprel,
    })
}

/// A name with the kind that the language model gives it (`PER`, `GPE`).
fn name(name: &Name, sentence: &Sentence, text: &str) -> Option<Value> {
    let (first, last) = (sentence.tokens.get(name.first)?, sentence.tokens.get(name.last)?);
    let span = crate::span::Span::new(first.span.start, last.span.end);
    Some(json!({ "span": span.quote(text), "kind": name.kind.label() }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::Parser;

    #[test]
    fn every_span_holds_its_words_and_every_tree_has_one_root() {
        let text = "Wang Yi met Sergey Lavrov in Élancourt on Monday. They didn't talk.";
        let value = parsed(&Parser::embedded().unwrap().parse(text), text, "a.txt");
        assert_eq!((&value["kind"], &value["source"]), (&json!("parse"), &json!("a.txt")));
        let sentences = value["sentences"].as_array().unwrap();
        assert_eq!(sentences.len(), 2);
        for sentence in sentences {
            let tokens = sentence["tokens"].as_array().unwrap();
            assert_eq!(tokens.iter().filter(|t| t["head"].is_null()).count(), 1);
            for span in tokens.iter().chain(sentence["names"].as_array().unwrap()).map(|t| &t["span"]) {
                let at = |edge: &str| span[edge].as_u64().unwrap() as usize;
                assert_eq!(&text[at("start")..at("end")], span["exact"].as_str().unwrap());
            }
        }
        let names: Vec<&Value> = sentences[0]["names"].as_array().unwrap().iter().collect();
        assert!(
            names.iter().any(|n| n["span"]["exact"] == "Sergey Lavrov" && n["kind"] == "PER"),
            "{names:?}"
        );
    }
}
