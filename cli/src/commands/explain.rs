//! `sidelines explain`: what coding considered in reports, what fired, and why the rest did not.

use sidelines::read::{Item, Options};
use sidelines::reader::Reader;
use sidelines::report::RawReport;
use sidelines::show::explain::Explained;
use sidelines::show::page::Page;

use crate::args::Explain;
use crate::inputs::{self, Meter, stream};
use crate::message::{Outcome, complain};
use crate::{paint, terminal};

/// Runs the command.
pub fn run(args: &Explain) -> anyhow::Result<Outcome> {
    let (files, mut issues) = inputs::gather(&args.paths);
    let reader = super::codebook::reader(args.codebook.as_deref())?;
    let mut first = true;
    for file in &files {
        let mut written = Ok(Outcome::Done);
        let meter = Meter::default();
        let read = stream(file, &meter, &Options::default(), &mut |item: Item| match item {
            Ok(raw) if written.is_ok() => {
                written = explain(&reader, args, raw, std::mem::take(&mut first));
                if written.is_err() {
                    meter.stop();
                }
            }
            Ok(_) => {}
            Err(issue) => issues.push(issue),
        });
        issues.extend(read.err());
        written?;
    }
    issues.iter().for_each(|i| complain(format!("sidelines: {}: {}", i.source, i.what)));
    Ok(if issues.is_empty() { Outcome::Done } else { Outcome::SomeFailed })
}

/// Prints one report.
fn explain(reader: &Reader, args: &Explain, mut raw: RawReport, first: bool) -> anyhow::Result<Outcome> {
    if let Some(day) = &args.published {
        raw.date = Some(day.clone());
    }
    let (reading, trace) = reader.explain(reader.clean(&raw));
    let explained = Explained { reading: &reading, trace: &trace };
    if args.json {
        return terminal::out(&format!("{}\n", explained.json()));
    }
    let mut page = Page::new(usize::from(terminal::width()));
    explained.page(&mut page, args.all);
    let gap = if first { "" } else { "\n" };
    terminal::out(&format!("{gap}{}", paint::painted(&page, terminal::coloured())))
}
