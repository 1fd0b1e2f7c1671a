//! Zip archives: each entry is read as a file of its own, called `archive.zip/entry`.
//!
//! Nothing is written to disk: a name such as `../../etc/passwd` is only a name, and is shown
//! without what would lead out of the archive.

use std::io::{self, Cursor, Read, Seek};

use zip::read::{ZipArchive, ZipFile, read_zipfile_from_stream};
use zip::result::ZipError;

use super::input::{self, Buffered, Source, Unpacked, read_up_to};
use super::{Job, ReadSeek, dispatch, is_readable_name};

/// First bytes of an archive with entries.
pub const MAGIC: &[u8] = b"PK\x03\x04";

/// The largest archive that is read where it cannot be sought in (standard input, another
/// archive): its table of contents stands at its end, so it is held in memory.
const MAX_HELD: usize = 256 << 20;

/// First entries of what is a zip archive inside but not one of reports.
const OFFICE: [&str; 4] = ["[Content_Types].xml", "mimetype", "_rels/.rels", "META-INF/MANIFEST.MF"];

/// Reads an archive out of a stream.
pub fn read_stream(source: &str, input: &mut dyn Source, job: &mut Job) {
    let mut held = Vec::new();
    match read_up_to(input, MAX_HELD, &mut held) {
        Ok(true) => read(source, &mut Cursor::new(held), job),
        Ok(false) => job.issue(
            source,
            format!("is a zip archive of over {} MB inside a stream: unpack it first", MAX_HELD >> 20),
        ),
        Err(error) => {
            job.issue(source, input::broken(&error, input.place()));
            in_order(source, &mut Cursor::new(held), job);
        }
    }
}

/// Reads an archive by its table of contents, or, if that is gone, entry by entry from the start.
pub fn read(source: &str, file: &mut dyn ReadSeek, job: &mut Job) {
    let error = match ZipArchive::new(&mut *file) {
        Ok(mut archive) => return by_table(source, &mut archive, job),
        Err(error) => error,
    };
    let what = format!("is a damaged zip archive ({error}): its entries are read as far as they go");
    job.issue(source, what);
    if file.rewind().is_ok() {
        in_order(source, file, job);
    }
}

/// Reads the entries that the table of contents names.
fn by_table<R: Read + Seek>(source: &str, archive: &mut ZipArchive<R>, job: &mut Job) {
    if archive.file_names().take(2).any(|name| OFFICE.contains(&name)) {
        return job.issue(source, "is an office document, book or program: save it as text or HTML");
    }
    let before = job.items;
    for index in 0..archive.len() {
        if job.budget.is_spent() {
            return;
        }
        let name = archive.name_for_index(index).unwrap_or_default().to_owned();
        match archive.by_index(index) {
            Ok(mut file) => entry(source, &mut file, job),
            Err(error) => job.issue(&entry_name(source, &name), refusal(&error)),
        }
    }
    if job.items == before && job.summary.passed_over == 0 {
        job.issue(source, "is a zip archive without any report in it");
    }
}

/// Reads entries one after the other until one cannot be read.
fn in_order(source: &str, input: &mut dyn Read, job: &mut Job) {
    let mut input = input;
    while let Ok(Some(mut file)) = read_zipfile_from_stream(&mut input) {
        entry(source, &mut file, job);
        if job.budget.is_spent() || io::copy(&mut file, &mut io::sink()).is_err() {
            return;
        }
    }
}

/// Reads one entry, if it is named like something that is read.
fn entry<R: Read>(source: &str, file: &mut ZipFile<R>, job: &mut Job) {
    let name = file.name().to_owned();
    if file.is_dir() || name.starts_with("__MACOSX/") || !is_readable_name(&name) {
        return;
    }
    let budget = job.budget;
    let mut input = Buffered::new(Unpacked::new(file, budget));
    dispatch(&entry_name(source, &name), &mut input, job);
}

/// `archive.zip/folder/entry`, without steps that would lead out of the archive.
fn entry_name(source: &str, name: &str) -> String {
    let clean: String = name.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
    let steps = clean.split(['/', '\\']).filter(|s| !s.is_empty() && *s != "." && *s != ".." && !is_drive(s));
    steps.fold(source.to_owned(), |path, step| format!("{path}/{step}"))
}

/// Is `step` a drive of a Windows path (`C:`)?
fn is_drive(step: &str) -> bool {
    matches!(step.as_bytes(), [letter, b':'] if letter.is_ascii_alphabetic())
}

/// Why an entry is not read, and what to do.
fn refusal(error: &ZipError) -> String {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            "is encrypted: unpack it with its password first".to_owned()
        }
        ZipError::CompressionMethodNotSupported(_) | ZipError::UnsupportedArchive(_) => {
            format!("is packed in a way that is not read ({error}): unpack it first, or pack it with deflate")
        }
        _ => format!("is damaged ({error}): get the archive again"),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::io::Write;

    use zip::write::{SimpleFileOptions, ZipWriter};

    use super::super::tests::all;
    use super::*;

    /// An archive of `entries`.
    pub fn packed(entries: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in entries {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn entries_are_files_with_names_that_stay_inside() {
        let bytes = packed(&[
            ("../../etc/one.txt", b"The envoys met."),
            ("/abs/two.txt", b"They met again."),
            ("C:\\x\\three.md", b"# Talks\n\nThey talked."),
            ("photo.jpeg", b"\xFF\xD8\xFF"),
            (".hidden.txt", b"No."),
            ("__MACOSX/._one.txt", b"No."),
        ]);
        let (reports, issues) = all("a.zip", &bytes);
        let sources: Vec<&str> = reports.iter().map(|r| r.source.as_str()).collect();
        assert_eq!(sources, ["a.zip/etc/one.txt", "a.zip/abs/two.txt", "a.zip/x/three.md"]);
        assert_eq!(reports[2].title.as_deref(), Some("Talks"));
        assert!(issues.is_empty(), "{issues:?}");
    }

    #[test]
    fn a_cut_archive_gives_what_is_whole() {
        let text = "The envoys met in Oslo and talked for three hours. ".repeat(40);
        let bytes = packed(&[("one.txt", text.as_bytes()), ("two.txt", text.as_bytes())]);
        let (reports, issues) = all("a.zip", &bytes[..bytes.len() - 120]);
        assert_eq!(reports[0].source, "a.zip/one.txt");
        assert!(issues[0].what.contains("damaged zip"), "{issues:?}");
    }

    #[test]
    fn an_office_document_or_an_empty_archive_is_told() {
        let (_, issues) =
            all("a.zip", &packed(&[("[Content_Types].xml", b"<Types/>"), ("word/x.xml", b"<w/>")]));
        assert!(issues.len() == 1 && issues[0].what.contains("office"));
        let (_, issues) = all("a.zip", &packed(&[("photo.png", b"x")]));
        assert!(issues.len() == 1 && issues[0].what.contains("without any report"));
    }

    #[test]
    fn archives_lie_two_deep_at_most() {
        let inner = packed(&[("one.txt", b"The envoys met.")]);
        let two = packed(&[("in.zip", &inner)]);
        assert_eq!(all("a.zip", &two).0[0].source, "a.zip/in.zip/one.txt");
        let three = packed(&[("mid.zip", &two)]);
        let (reports, issues) = all("a.zip", &three);
        assert!(reports.is_empty() && issues[0].what.contains("more than twice"), "{issues:?}");
        assert_eq!(issues[0].source, "a.zip/mid.zip/in.zip");
    }
}
