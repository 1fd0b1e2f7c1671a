//! Web archives (WARC 0.17, 1.0, 1.1; ISO 28500), record by record.
//!
//! Each report's source is `file:OFFSET`, the byte at which its record begins in the file as
//! stored: in a packed archive that of its gzip member, as the indexes of such archives (CDX)
//! give it. What holds no article is gone over without being kept, and only counted.

mod body;
mod header;
mod http;
#[cfg(test)]
mod tests;

use std::io;

use super::format::{Format, format_of};
use super::input::{Buffered, Place, Source, broken, read_up_to, skip_all};
use super::{Job, MAX_DEPTH, MAX_ITEM, charset, dispatch, gauge, page, text, too_large};
use crate::report::RawReport;
use body::Body;
use header::{Header, Kind, Lines};
use http::{Media, MediaKind, Wrapping};

/// How much of a payload tells what it is.
const SAMPLE: usize = 4096;

/// Reads every record of an archive.
pub fn read(source: &str, input: &mut dyn Source, job: &mut Job) {
    let (mut lines, mut payload) = (Lines::default(), Vec::new());
    loop {
        match next(source, input, &mut lines, &mut payload, job) {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => {
                job.issue(source, broken(&error, input.place()));
                if !input.resync() {
                    return;
                }
            }
        }
    }
}

/// Reads the next record. False at the end of input. `payload` is scratch memory.
fn next(
    source: &str,
    input: &mut dyn Source,
    lines: &mut Lines,
    payload: &mut Vec<u8>,
    job: &mut Job,
) -> io::Result<bool> {
    let found = lines.find_version(input)?;
    if let Some(place) = found.strange {
        let what = "is no archive record; what stands there was passed over, up to the next record";
        job.issue(&format!("{source}:{place}"), what);
    }
    let Some(place) = found.record else { return Ok(false) };
    match lines.header(input)? {
        Ok(header) => {
            let record = Record { source, place, header };
            record.read(input, payload, job)?;
        }
        Err(what) => {
            job.issue(
                &format!("{source}:{place}"),
                format!("is a broken archive record ({what}); it was passed over"),
            );
            lines.quiet = true;
        }
    }
    Ok(true)
}

/// One record, of which the header has been read.
struct Record<'a> {
    source: &'a str,
    place: Place,
    header: Header,
}

impl Record<'_> {
    /// The name of what is in the record.
    fn at(&self) -> String {
        format!("{}:{}", self.source, self.place)
    }

    /// Reads the payload, or not, and goes to its end.
    fn read(&self, input: &mut dyn Source, payload: &mut Vec<u8>, job: &mut Job) -> io::Result<()> {
        let mut body = Body::new(input, self.header.length);
        let wanted = match self.header.kind {
            _ if self.is_for_robots() => None,
            Kind::Response => http::head(&mut body)?,
            Kind::Resource => Some((Media::of(&self.header.media), Wrapping::default())),
            Kind::Other => None,
        };
        match wanted.filter(|(media, _)| media.kind != MediaKind::Foreign) {
            Some((media, wrapping)) => self.content(&mut body, &media, wrapping, payload, job)?,
            None => job.summary.passed_over += u64::from(self.header.kind != Kind::Other),
        }
        skip_all(&mut body)?;
        if body.is_cut() {
            job.issue(&self.at(), "is shorter than its Content-Length says; it was read as far as it goes");
        }
        Ok(())
    }

    /// Is it what a site tells robots, which crawlers keep beside its pages?
    fn is_for_robots(&self) -> bool {
        self.header.url.as_deref().is_some_and(|t| t.ends_with("/robots.txt"))
    }

    /// Takes in a payload that may be a report.
    fn content(
        &self,
        body: &mut Body,
        media: &Media,
        wrapping: Wrapping,
        payload: &mut Vec<u8>,
        job: &mut Job,
    ) -> io::Result<()> {
        if body.left() > MAX_ITEM as u64 {
            job.issue(&self.at(), too_large(body.left()));
            return Ok(());
        }
        payload.clear();
        read_up_to(body, MAX_ITEM, payload)?;
        if let Some(end) = header::swallowed(payload) {
            payload.truncate(end);
            job.issue(
                &self.at(),
                "is longer by its Content-Length than it is; the records after it were lost",
            );
        }
        match wrapping.undo(payload, job.budget)? {
            Ok(()) => self.give(payload, media, job),
            Err(what) => job.issue(&self.at(), what),
        }
        Ok(())
    }

    /// Gives what the payload holds, read as what it is.
    fn give(&self, payload: &[u8], media: &Media, job: &mut Job) {
        let sample = &payload[..payload.len().min(SAMPLE)];
        let format = match (media.kind, format_of("", sample)) {
            (MediaKind::Page, Ok(Format::Text | Format::Markdown)) => Some(Format::Html),
            (MediaKind::Unknown, Ok(format)) if format != Format::Html => None,
            (MediaKind::Data, Ok(Format::Text | Format::Markdown)) => None,
            (_, format) => format.ok(),
        };
        match format {
            Some(Format::Html) if gauge::may_hold_article(payload) => {
                let raw = page::read(&self.at(), payload, media.charset.as_deref(), job);
                raw.into_iter().for_each(|raw| job.report(self.with_origin(raw)));
            }
            Some(Format::Text | Format::Markdown) if gauge::may_hold_article(payload) => {
                let decoded = charset::decode_page(payload, media.charset.as_deref());
                job.report(self.with_origin(text::read(&self.at(), &decoded.text)));
            }
            Some(Format::Html | Format::Text | Format::Markdown) | None => job.summary.passed_over += 1,
            Some(_) => self.nested(payload, job),
        }
    }

    /// Reads a feed or data file. One that holds no report is passed over like any other: sites
    /// send all kinds of data.
    fn nested(&self, payload: &[u8], job: &mut Job) {
        let (mut given, mut found) = (Vec::new(), false);
        let mut sink = |item: super::Item| given.extend(item.ok());
        let mut inner = Job {
            options: job.options,
            sink: &mut sink,
            budget: job.budget,
            summary: job.summary,
            items: 0,
            depth: MAX_DEPTH,
        };
        dispatch(&self.at(), &mut Buffered::new(payload), &mut inner);
        job.summary = inner.summary;
        for raw in given {
            found = true;
            job.report(self.with_origin(raw));
        }
        job.summary.passed_over += u64::from(!found);
    }

    /// A report with where and when it was fetched, unless it says so itself.
    fn with_origin(&self, mut raw: RawReport) -> RawReport {
        raw.url = raw.url.or_else(|| self.header.url.clone());
        raw.retrieved = raw.retrieved.or_else(|| self.header.date.clone());
        raw
    }
}
