//! `sidelines parse`: a text's sentences, tokens, tags, trees and names as CoNLL-U.

use std::path::Path;

use anyhow::Context;
use sidelines::parse::{Parser, conllu};
use sidelines::read::{Item, read_bytes};
use sidelines::show::parsed::parsed;

use crate::args::{Parse, Tokens};
use crate::inputs::{Input, load};
use crate::message::{Outcome, complain, timed};
use crate::terminal;

/// Runs the command.
pub fn run(args: &Parse) -> anyhow::Result<Outcome> {
    let input = Input { source: args.file.clone(), bytes: 0 };
    let bytes = load(&input).map_err(|i| anyhow::anyhow!("{}: {}", i.source, i.what))?;
    let parser = timed("loading the model", Parser::embedded).map_err(anyhow::Error::msg)?;
    if args.tokens == Tokens::Gold { gold(&parser, &args.file, &bytes) } else { own(&parser, args, &bytes) }
}

/// The text as it stands: a scorer compares it letter by letter, so nothing is cleaned away.
fn own(parser: &Parser, args: &Parse, bytes: &[u8]) -> anyhow::Result<Outcome> {
    let source = args.file.as_str();
    let (mut told, mut outcome) = (String::new(), Outcome::Done);
    let stem = Path::new(source).file_stem().map_or_else(String::new, |s| s.to_string_lossy().into_owned());
    let mut n = 0;
    read_bytes(source, bytes, &mut |item: Item| match item {
        Ok(raw) => {
            n += 1;
            let id = if n == 1 { stem.clone() } else { format!("{stem}-{n}") };
            let document = parser.parse(&raw.text);
            told += &if args.json {
                format!("{}\n", parsed(&document, &raw.text, &raw.source))
            } else {
                conllu::write(&document, &raw.text, &id)
            };
        }
        Err(issue) => {
            complain(format!("sidelines: {}: {}", issue.source, issue.what));
            outcome = Outcome::SomeFailed;
        }
    });
    terminal::out(&told)?;
    Ok(outcome)
}

/// Sentences and tokens as the file gives them.
fn gold(parser: &Parser, source: &str, bytes: &[u8]) -> anyhow::Result<Outcome> {
    let text =
        std::str::from_utf8(bytes).with_context(|| format!("{source} is not UTF-8, as CoNLL-U must be"))?;
    let given = conllu::read(text);
    if given.is_empty() {
        anyhow::bail!(
            "{source} holds no sentence in CoNLL-U\nnext: leave --tokens gold out for a plain text"
        );
    }
    let words: Vec<Vec<&str>> = given.iter().map(|s| s.words.clone()).collect();
    let (_, document) = parser.parse_tokens(&words);
    terminal::out(&conllu::write_given(&given, &document))
}
