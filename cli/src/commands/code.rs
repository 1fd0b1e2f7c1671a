//! `sidelines code`: sentences with a marked pair to types, and how well they are told.

use anyhow::Context;
use rayon::prelude::*;
use sidelines::code::figures::Figures;
use sidelines::code::pairs::{self, PairCode, Row};
use sidelines::code::plover::CrossWalk;
use sidelines::reader::Reader;

use crate::args::Code;
use crate::inputs::{Input, load};
use crate::message::{Outcome, count, say};
use crate::terminal;

/// Runs the command.
pub fn run(args: &Code) -> anyhow::Result<Outcome> {
    let input = Input { source: args.pairs.clone(), bytes: 0 };
    let bytes = load(&input).map_err(|i| anyhow::anyhow!("{}: {}", i.source, i.what))?;
    let text = String::from_utf8(bytes).with_context(|| format!("{} is not UTF-8", args.pairs))?;
    let rows =
        pairs::rows(&text, args.gold.as_deref()).map_err(|e| anyhow::anyhow!("{}: {e}", args.pairs))?;
    if rows.is_empty() {
        anyhow::bail!(
            "{} holds no sentence\nnext: write one a line, with <s>..</s> and <t>..</t>",
            args.pairs
        );
    }
    let reader = super::codebook::reader(args.codebook.as_deref())?;
    let walk = if args.plover { Some(CrossWalk::embedded().map_err(anyhow::Error::msg)?) } else { None };
    let coded: Vec<(&Row, Result<Option<PairCode>, String>)> =
        rows.par_iter().map(|row| (row, code(&reader, row, walk.as_ref()))).collect();
    let broken = coded.iter().filter_map(|(row, c)| c.as_ref().err().map(|e| (row.number, e)));
    let broken = broken.map(|(n, what)| say(format!("sidelines: {}:{n}: {what}", args.pairs))).count();
    let told: Vec<(&Row, Option<PairCode>)> =
        coded.into_iter().filter_map(|(row, c)| c.ok().map(|c| (row, c))).collect();
    terminal::out(&if args.gold.is_some() { scored(args, &told) } else { listed(&told) })?;
    if broken > 0 {
        say(format!("{} left out", count(broken, "line")));
    }
    Ok(if broken > 0 { Outcome::SomeFailed } else { Outcome::Done })
}

fn code(reader: &Reader, row: &Row, walk: Option<&CrossWalk>) -> Result<Option<PairCode>, String> {
    let pair = pairs::read_line(&row.line)?;
    Ok(pairs::code(reader, &pair.text, pair.source, pair.target, walk))
}

/// One line of tabs a sentence.
fn listed(told: &[(&Row, Option<PairCode>)]) -> String {
    let line = |(row, code): &(&Row, Option<PairCode>)| match code {
        None => format!("-\t-\t-\t-\t{}\n", row.line),
        Some(c) => {
            let mode = c.mode.as_deref().unwrap_or("-");
            format!("{}\t{mode}\t{}\t{:.2}\t{}\n", c.kind, c.status.name(), c.confidence, row.line)
        }
    };
    told.iter().map(line).collect()
}

/// The lines told otherwise, where they are asked for, then the figures.
fn scored(args: &Code, told: &[(&Row, Option<PairCode>)]) -> String {
    let (mut figures, mut out) = (Figures::default(), String::new());
    for (row, code) in told {
        let gold = pairs::merged(row.gold.as_deref().unwrap_or(""), &args.merge);
        let kind = code.as_ref().map(|c| pairs::merged(&c.kind, &args.merge));
        figures.add(&gold, kind.as_deref());
        if args.show && kind.as_ref() != Some(&gold) {
            let by = code.as_ref().map_or("-", |c| c.rule.as_str());
            let kind = kind.as_deref().unwrap_or("-");
            out += &format!("{}:{}\t{gold}\t{kind}\t{by}\t{}\n", args.pairs, row.number, row.line);
        }
    }
    out + &figures.table()
}
