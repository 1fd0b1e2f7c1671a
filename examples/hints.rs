//! Prints what the event head says of each line of standard input: `cargo run --example hints < FILE`.
//! One row a word: the word, its likeliest type and that type's probability; for words that may tell an event also
//! the words with a part in it. Made to compare the engine with the training code.

use std::io::Read;

use sidelines::document::EVENT_TYPES;
use sidelines::parse::Parser;

fn main() {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).expect("text on standard input");
    let document = Parser::embedded().expect("embedded data is sound").parse(&text);
    for (sentence, hints) in document.sentences.iter().zip(&document.hints) {
        for (i, token) in sentence.tokens.iter().enumerate() {
            let (best, p) = hints.likeliest(i);
            print!("{}\t{}\t{p:.3}\t{:.3}", token.span.of(&text), EVENT_TYPES[best], hints.event(i));
            if let Some(hint) = hints.at(i) {
                for (w, links) in hint.links.iter().enumerate() {
                    for (part, p) in "arptso".chars().zip(links).filter(|(_, p)| **p > 0.3) {
                        print!("\t{part}:{}:{p:.2}", sentence.tokens[w].span.of(&text));
                    }
                }
            }
            println!();
        }
    }
}
