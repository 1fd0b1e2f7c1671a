//! `sidelines code`: sentences with a marked pair to types, and how well they are told.

use anyhow::Context;
use rayon::prelude::*;
use serde_json::{Value, json};
use sidelines::code::figures::Figures;
use sidelines::code::pairs::{self, PairCode, Row};
use sidelines::code::plover::CrossWalk;
use sidelines::reader::Reader;
use sidelines::show::objects::object;

use crate::args::Code;
use crate::inputs::{Input, load};
use crate::message::{Outcome, complain, count, timed};
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
        timed("coding", || rows.par_iter().map(|row| (row, code(&reader, row, walk.as_ref()))).collect());
    let broken = coded.iter().filter_map(|(row, c)| c.as_ref().err().map(|e| (row.number, e)));
    let broken = broken.map(|(n, what)| complain(format!("sidelines: {}:{n}: {what}", args.pairs))).count();
    let told: Vec<Told> = coded.into_iter().filter_map(|(row, c)| c.ok().map(|c| (row, c))).collect();
    terminal::out(&output(args, &told))?;
    if broken > 0 {
        complain(format!("{} left out", count(broken, "line")));
    }
    Ok(if broken > 0 { Outcome::SomeFailed } else { Outcome::Done })
}

fn code(reader: &Reader, row: &Row, walk: Option<&CrossWalk>) -> Result<Option<PairCode>, String> {
    let pair = pairs::read_line(&row.line)?;
    Ok(pairs::code(reader, &pair.text, pair.source, pair.target, walk))
}

/// A sentence and what it tells of its pair.
type Told<'r> = (&'r Row, Option<PairCode>);

fn output(args: &Code, told: &[Told]) -> String {
    match (args.gold.is_some(), args.json) {
        (false, false) => told.iter().map(line).collect(),
        (false, true) => told.iter().map(|t| format!("{}\n", as_object(t))).collect(),
        (true, json) => {
            let (figures, otherwise) = scored(args, told);
            if json {
                format!("{}\n", in_figures(&figures, &otherwise))
            } else {
                in_words(args, &figures, &otherwise)
            }
        }
    }
}

/// One line of tabs.
fn line((row, code): &Told) -> String {
    let Some(c) = code else { return format!("-\t-\t-\t-\t{}\n", row.line) };
    let mode = c.mode.as_deref().unwrap_or("-");
    format!("{}\t{mode}\t{}\t{:.2}\t{}\n", c.kind, c.status.name(), c.confidence, row.line)
}

fn as_object((row, code): &Told) -> Value {
    let code = code.as_ref();
    let all = json!({
        "line": row.number,
        "sentence": row.line,
        "type": code.map(|c| &c.kind),
        "mode": code.and_then(|c| c.mode.as_ref()),
        "status": code.map(|c| c.status),
        "confidence": code.map(|c| c.confidence),
        "rule": code.map(|c| &c.rule),
    });
    object("pair", &all)
}

/// A line that is told otherwise than the gold has it.
struct Otherwise<'r> {
    row: &'r Row,
    gold: String,
    told: Option<String>,
    rule: Option<&'r str>,
}

/// The figures, and the lines told otherwise where they are asked for.
fn scored<'r>(args: &Code, told: &'r [Told]) -> (Figures, Vec<Otherwise<'r>>) {
    let (mut figures, mut otherwise) = (Figures::default(), Vec::new());
    for (row, code) in told {
        let gold = pairs::merged(row.gold.as_deref().unwrap_or(""), &args.merge);
        let kind = code.as_ref().map(|c| pairs::merged(&c.kind, &args.merge));
        figures.add(&gold, kind.as_deref());
        if args.show && kind.as_ref() != Some(&gold) {
            otherwise.push(Otherwise { row, gold, told: kind, rule: code.as_ref().map(|c| c.rule.as_str()) });
        }
    }
    (figures, otherwise)
}

fn in_words(args: &Code, figures: &Figures, otherwise: &[Otherwise]) -> String {
    let line = |o: &Otherwise| {
        let (told, rule) = (o.told.as_deref().unwrap_or("-"), o.rule.unwrap_or("-"));
        format!("{}:{}\t{}\t{told}\t{rule}\t{}\n", args.pairs, o.row.number, o.gold, o.row.line)
    };
    otherwise.iter().map(line).collect::<String>() + &figures.table()
}

fn in_figures(figures: &Figures, otherwise: &[Otherwise]) -> Value {
    let types = figures.classes.iter().map(|(kind, c)| {
        json!({ "type": kind, "cases": c.gold, "precision": c.precision(), "recall": c.recall(), "f1": c.f1() })
    });
    let lines = otherwise.iter().map(|o| {
        json!({ "line": o.row.number, "gold": o.gold, "told": o.told, "rule": o.rule, "sentence": o.row.line })
    });
    let all = json!({
        "cases": figures.all,
        "macro_f1": figures.macro_f1(),
        "accuracy": figures.accuracy(),
        "types": types.collect::<Vec<Value>>(),
        "otherwise": lines.collect::<Vec<Value>>(),
    });
    object("figures", &all)
}
