//! Inputs to raw reports: pages, archives, JSON, text, packed or not, told apart by what they hold.
//!
//! Pure: the caller walks folders and opens files. Inputs are streams, and memory is bounded
//! whatever they hold: a report by [`MAX_ITEM`], what a file unpacks to by a ratio to its size.
//! A broken item becomes an [`Issue`] that says where it is and what to do; the rest go on.

pub mod charset;
mod csv;
mod decode;
mod elements;
mod feed;
mod fields;
mod format;
pub mod gauge;
mod gzip;
pub mod html;
mod input;
mod json;
mod mapper;
mod markdown;
mod page;
mod text;
mod utf16;
mod warc;
mod wire;
mod xml;
mod zip;
mod zstd;

use std::io::{Read, Seek};

use crate::issue::Issue;
use crate::report::RawReport;
use format::{Format, format_of};
use input::{Budget, Buffered, Metered, Source, broken, read_up_to};

pub use format::is_readable_name;
pub use mapper::{FIELDS, Mapper, field_of_map};

/// One thing found in an input: a raw report, or what was wrong with it.
pub type Item = Result<RawReport, Issue>;

/// Takes what is found, in the order of the input.
pub type Sink<'a> = dyn FnMut(Item) + 'a;

/// The largest single report that is read, in bytes. The longest news reports are under 200 kB and
/// the longest pages a few MB; what is larger is an archive of another kind, or damage.
pub const MAX_ITEM: usize = 8 << 20;

/// The largest document of many reports that has to be held in memory whole: a feed, a wire
/// message, a JSON object around a list.
const MAX_DOCUMENT: usize = 64 << 20;

/// Containers that may lie inside each other (`pages.zip/day.warc.gz`).
const MAX_DEPTH: u8 = 2;

/// How an input is read.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Field of a report and the name that records have for it, as `--map FIELD=NAME` gives them.
    /// Fields are those of [`FIELDS`].
    pub map: Vec<(String, String)>,
}

/// What was passed over without being an issue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Records of web archives that hold no article: pictures, scripts, errors, pages of links.
    pub passed_over: u64,
}

/// What can be read and sought in, as zip archives need it.
pub trait ReadSeek: Read + Seek {}

impl<T: Read + Seek> ReadSeek for T {}

/// One input being read: what every reader of a format is given.
struct Job<'a> {
    options: &'a Options,
    sink: &'a mut Sink<'a>,
    budget: &'a Budget,
    summary: Summary,
    /// Reports and issues so far.
    items: u64,
    /// Containers around what is being read.
    depth: u8,
}

impl Job<'_> {
    /// Gives what was found.
    fn give(&mut self, item: Item) {
        self.items += 1;
        (self.sink)(item);
    }

    /// Gives a report.
    fn report(&mut self, raw: RawReport) {
        self.give(Ok(raw));
    }

    /// Gives an issue.
    fn issue(&mut self, source: &str, what: impl Into<String>) {
        self.give(Err(Issue::new(source, what)));
    }

    /// Runs `read` on what a container holds, unless too many lie inside each other.
    fn inside(&mut self, source: &str, read: impl FnOnce(&mut Self)) {
        if self.depth == MAX_DEPTH {
            return self.issue(source, "is packed more than twice over: unpack it first");
        }
        self.depth += 1;
        read(self);
        self.depth -= 1;
    }
}

/// Reads every report in a stream and gives each to `sink`, in the order of the input.
/// `source` names the input (a path, or `-`); of one record among many it becomes `source:line`,
/// of one in a web archive `source:offset`, of a file in a zip archive `source/name`.
pub fn read_stream(source: &str, input: &mut dyn Read, options: &Options, sink: &mut Sink) -> Summary {
    let budget = Budget::default();
    with_job(options, &budget, sink, |job| {
        dispatch(source, &mut Buffered::new(Metered::new(input, &budget)), job);
    })
}

/// Reads every report in a file, as [`read_stream`] does, and zip archives of any size, whose table
/// of contents stands at their end. `size` is the file's, in bytes.
pub fn read_seekable(
    source: &str,
    file: &mut dyn ReadSeek,
    size: u64,
    options: &Options,
    sink: &mut Sink,
) -> Summary {
    let mut head = Vec::new();
    let peeked = file.take(zip::MAGIC.len() as u64).read_to_end(&mut head);
    if peeked.is_err() || file.rewind().is_err() {
        // What cannot be sought in, such as a pipe with a name, goes on after what was looked at.
        return read_stream(source, &mut head.chain(file), options, sink);
    }
    if head != zip::MAGIC {
        return read_stream(source, &mut *file, options, sink);
    }
    let budget = Budget::default();
    budget.stored(size);
    with_job(options, &budget, sink, |job| job.inside(source, |job| zip::read(source, file, job)))
}

/// Reads every report in `bytes`, as [`read_stream`] does.
pub fn read_bytes(source: &str, bytes: &[u8], sink: &mut Sink) {
    read_stream(source, &mut &*bytes, &Options::default(), sink);
}

fn with_job(options: &Options, budget: &Budget, sink: &mut Sink, run: impl FnOnce(&mut Job)) -> Summary {
    let mut give = |item| sink(item);
    let summary = Summary::default();
    let mut job = Job { options, sink: &mut give, budget, summary, items: 0, depth: 0 };
    run(&mut job);
    job.summary
}

/// Reads an input by what it holds. Each format is one line.
fn dispatch(source: &str, input: &mut dyn Source, job: &mut Job) {
    let head = match input.fill_buf() {
        Ok(head) => head,
        Err(error) => return job.issue(source, broken(&error, input.place())),
    };
    let (budget, options) = (job.budget, job.options);
    match format_of(source, head) {
        Err(what) => job.issue(source, what),
        Ok(Format::Gzip) => {
            job.inside(source, |job| dispatch(source, &mut gzip::Gzip::new(input, budget), job))
        }
        Ok(Format::Zstd) => {
            job.inside(source, |job| dispatch(source, &mut zstd::Zstd::new(input, budget), job))
        }
        Ok(Format::Zip) => job.inside(source, |job| zip::read_stream(source, input, job)),
        Ok(Format::Warc) => warc::read(source, input, job),
        Ok(Format::JsonLines) => json::read_lines(source, input, job),
        Ok(Format::Json) => json::read_document(source, input, job),
        Ok(Format::Table) => csv::read(source, input, options, &mut |item| job.give(item)),
        Ok(Format::Feed) => whole(source, input, MAX_DOCUMENT, job, |bytes, job| {
            feed::read(source, bytes, options, &mut |item| job.give(item));
        }),
        Ok(Format::Xml) => whole(source, input, MAX_DOCUMENT, job, |bytes, job| {
            xml::read(source, bytes, options, &mut |item| job.give(item));
        }),
        Ok(Format::Html) => whole(source, input, MAX_ITEM, job, |bytes, job| {
            let raw = page::read(source, bytes, None, job);
            raw.into_iter().for_each(|raw| job.report(raw));
        }),
        Ok(Format::Markdown) => {
            whole(source, input, MAX_ITEM, job, |bytes, job| written(source, bytes, markdown::read, job))
        }
        Ok(Format::Text) => {
            whole(source, input, MAX_ITEM, job, |bytes, job| written(source, bytes, text::read, job))
        }
    }
}

/// Reads an input that has to be held in memory, up to `most` bytes. Of a damaged one, what stands
/// before the damage.
fn whole(
    source: &str,
    input: &mut dyn Source,
    most: usize,
    job: &mut Job,
    read: impl FnOnce(&[u8], &mut Job),
) {
    let mut bytes = Vec::new();
    match read_up_to(input, most, &mut bytes) {
        Ok(true) => read(&bytes, job),
        Ok(false) if most == MAX_ITEM => job.issue(source, too_large(0)),
        Ok(false) => job.issue(source, format!("is one document of over {} MB: split it", most >> 20)),
        Err(error) => {
            if !bytes.is_empty() {
                read(&bytes, job);
            }
            job.issue(source, broken(&error, input.place()));
        }
    }
}

/// Reads a text, plain or with marks.
fn written(source: &str, bytes: &[u8], read: fn(&str, &str) -> RawReport, job: &mut Job) {
    let decoded = decode::decode(bytes);
    if let Some(what) = decoded.doubt {
        job.issue(source, what);
    }
    if decoded.text.trim().is_empty() {
        return job.issue(source, "is empty: nothing to read");
    }
    let raw = read(source, &decoded.text);
    if raw.text.trim().is_empty() {
        return job.issue(source, "holds a title or fields but no text: give the article with them");
    }
    job.report(raw);
}

/// What is said of an item of `bytes` bytes over [`MAX_ITEM`] (0 if not counted).
fn too_large(bytes: u64) -> String {
    let size = if bytes == 0 { String::new() } else { format!("{} MB in one item, ", bytes >> 20) };
    format!(
        "holds {size}more than the {} MB read at once: split it into one report a file or a line",
        MAX_ITEM >> 20
    )
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Everything in `bytes`: reports and issues apart.
    pub(crate) fn all(source: &str, bytes: &[u8]) -> (Vec<RawReport>, Vec<Issue>) {
        let (reports, issues, _) = read_all(source, bytes);
        (reports, issues)
    }

    /// Everything in `bytes`, and what was passed over.
    pub(crate) fn read_all(source: &str, mut bytes: &[u8]) -> (Vec<RawReport>, Vec<Issue>, Summary) {
        let (mut reports, mut issues) = (Vec::new(), Vec::new());
        let summary = read_stream(source, &mut bytes, &Options::default(), &mut |item| match item {
            Ok(raw) => reports.push(raw),
            Err(issue) => issues.push(issue),
        });
        (reports, issues, summary)
    }

    #[test]
    fn empty_binary_and_oversized_inputs_become_issues() {
        for bytes in [&b""[..], b" \n\n", b"%PDF-1.4 x", b"\x1f\x8b\x08\0\0", &[0u8; 64]] {
            let (reports, issues) = all("f.txt", bytes);
            assert!(reports.is_empty(), "{bytes:?}");
            assert_eq!(issues.len(), 1, "{bytes:?}");
            assert_eq!(issues[0].source, "f.txt");
        }
        let (reports, issues) = all("f.txt", &vec![b'a'; MAX_ITEM + 1]);
        assert!(reports.is_empty() && issues[0].what.contains("split it"));
    }

    #[test]
    fn containers_are_told_by_content_and_read_through() {
        let text = b"The envoys met in Oslo.";
        for bytes in [gzip::tests::packed(text), zstd::tests::packed(text)] {
            let (reports, issues) = all("f.txt", &bytes);
            assert_eq!((reports[0].text.as_bytes(), issues.len()), (&text[..], 0));
            let zipped = zip::tests::packed(&[("a.txt.gz", &bytes)]);
            assert_eq!(all("f", &zipped).0[0].source, "f/a.txt.gz");
        }
        let (reports, _) = all("n.md.gz", &gzip::tests::packed(b"# Talks\n\nThey *met*."));
        assert_eq!(reports[0].text, "They met.");
    }

    #[test]
    fn a_title_without_a_text_is_no_report() {
        let (reports, issues) = all("n.md", b"---\ntitle: Talks\n---\n# Talks\n");
        assert!(reports.is_empty() && issues[0].what.contains("no text"), "{issues:?}");
    }

    #[test]
    fn pages_are_left_whole_for_the_cleaning() {
        let (reports, issues) = all("p.html", "<!doctype html><p>Ils se sont r\u{e9}unis.</p>".as_bytes());
        assert!(issues.is_empty() && reports[0].text.is_empty());
        assert!(reports[0].page.as_deref().is_some_and(|page| page.contains("réunis")));
    }
}
