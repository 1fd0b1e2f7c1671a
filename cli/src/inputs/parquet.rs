//! Parquet files, row by row. Of their columns only those that can be a report's field are read.
//!
//! In cli/ and not in the library: it needs a file to seek in, and a decoder of some weight.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use parquet::basic::{LogicalType, TimeUnit};
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, Row};
use parquet::schema::types::Type;
use serde_json::{Map, Value};
use sidelines::issue::Issue;
use sidelines::read::{Mapper, Options, Sink};

/// Is the file at `path` Parquet? Told by its first bytes, whatever its name.
pub fn is_parquet(path: &str) -> bool {
    let mut magic = [0; 4];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut magic));
    read.is_ok() && magic == *b"PAR1"
}

/// Reads every row of the file at `source`. A report is called `source:row`, rows counted from 1.
pub fn read(source: &str, options: &Options, sink: &mut Sink) {
    // The decoder asserts what a damaged file may break.
    let done = catch_unwind(AssertUnwindSafe(|| rows(source, options, sink)));
    let what = match done {
        Ok(Ok(())) => return,
        Ok(Err(error)) => error.to_string(),
        Err(_) => "its columns are not as its description says".to_owned(),
    };
    let what = format!("is a Parquet file that cannot be read on ({what}): write it again, or as JSON Lines");
    sink(Err(Issue::new(source, what)));
}

fn rows(source: &str, options: &Options, sink: &mut Sink) -> Result<(), ParquetError> {
    let file = SerializedFileReader::new(File::open(source)?)?;
    let mut mapper = Mapper::new(options);
    let schema = file.metadata().file_metadata().schema().clone();
    mapper.has_columns(names(&schema).into_iter());
    let Some(columns) = projection(&schema, &mapper)? else {
        let what = format!(
            "has no column that holds a text; its columns are: {}. Name the right one with --map text=COLUMN",
            names(&schema).join(", ")
        );
        sink(Err(Issue::new(source, what)));
        return Ok(());
    };
    let fine = nanoseconds(&columns);
    let mut number = 0_u64;
    for group in 0..file.num_row_groups() {
        let group = file.get_row_group(group)?;
        for row in group.get_row_iter(Some(columns.clone()))? {
            number += 1;
            mapper.take(&format!("{source}:{number}"), &record(&row?, &fine), sink);
        }
    }
    if number == 0 {
        sink(Err(Issue::new(source, "is a table without rows: nothing to read")));
    }
    mapper.end(source, sink);
    Ok(())
}

fn names(schema: &Type) -> Vec<&str> {
    schema.get_fields().iter().map(|field| field.name()).collect()
}

/// The schema of the columns that matter; `None` when none of them can hold a text.
fn projection(schema: &Type, mapper: &Mapper) -> Result<Option<Type>, ParquetError> {
    let read: Vec<Arc<Type>> =
        schema.get_fields().iter().filter(|f| mapper.reads(f.name())).cloned().collect();
    if !read.iter().any(|field| mapper.may_hold_text(field.name())) {
        return Ok(None);
    }
    Type::group_type_builder(schema.name()).with_fields(read).build().map(Some)
}

/// Columns of instants in nanoseconds, which the decoder gives as plain numbers.
fn nanoseconds(schema: &Type) -> BTreeSet<String> {
    let is_fine = |field: &&Arc<Type>| {
        let kind = field.get_basic_info().logical_type_ref();
        matches!(kind, Some(LogicalType::Timestamp(instant)) if instant.unit == TimeUnit::NANOS)
    };
    schema.get_fields().iter().filter(is_fine).map(|field| field.name().to_owned()).collect()
}

/// A row as a record of JSON.
fn record(row: &Row, fine: &BTreeSet<String>) -> Map<String, Value> {
    let columns = row.get_column_iter();
    let value = |name: &String, field: &Field| match field {
        Field::Long(instant) if fine.contains(name) => Value::String(instant_of(instant / 1_000_000_000)),
        _ => value(field),
    };
    columns.map(|(name, field)| (name.clone(), value(name, field))).collect()
}

/// An instant, in seconds since 1970, in writing; empty outside the calendar.
fn instant_of(seconds: i64) -> String {
    jiff::Timestamp::from_second(seconds).map_or_else(|_| String::new(), |instant| instant.to_string())
}

/// A field as JSON. Instants and days become dates in writing; what no text or date is made of is null.
fn value(field: &Field) -> Value {
    match field {
        Field::Str(text) => Value::String(text.clone()),
        // Old writers leave out that a column is text.
        Field::Bytes(bytes) => Value::String(String::from_utf8_lossy(bytes.data()).into_owned()),
        Field::Int(number) => Value::from(*number),
        Field::Long(number) => Value::from(*number),
        Field::UInt(number) => Value::from(*number),
        Field::ULong(number) => Value::from(*number),
        Field::Double(number) => Value::from(*number),
        Field::Date(days) => Value::String(instant_of(i64::from(*days) * 86_400)),
        Field::TimestampMillis(instant) => Value::String(instant_of(instant.div_euclid(1000))),
        Field::TimestampMicros(instant) => Value::String(instant_of(instant.div_euclid(1_000_000))),
        Field::Group(row) => Value::Object(record(row, &BTreeSet::new())),
        Field::ListInternal(list) => list.elements().iter().map(value).collect(),
        _ => Value::Null,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::parser::parse_message_type;
    use sidelines::report::RawReport;

    /// A file with one row group for each pair of a text and an instant in nanoseconds.
    #[allow(clippy::disallowed_methods)]
    fn write(path: &str, rows: &[(&str, i64)]) {
        let schema = "message schema { REQUIRED BYTE_ARRAY inhoud (UTF8); REQUIRED BYTE_ARRAY colour;
            REQUIRED INT64 date (TIMESTAMP(NANOS,true));
            OPTIONAL GROUP authors (LIST) { REPEATED GROUP list { OPTIONAL BYTE_ARRAY element (UTF8); } } }";
        let schema = Arc::new(parse_message_type(schema).unwrap());
        let mut file =
            SerializedFileWriter::new(File::create(path).unwrap(), schema, Arc::default()).unwrap();
        for (text, instant) in rows {
            let mut group = file.next_row_group().unwrap();
            for bytes in [text, "red"] {
                let mut column = group.next_column().unwrap().unwrap();
                column.typed::<ByteArrayType>().write_batch(&[ByteArray::from(bytes)], None, None).unwrap();
                column.close().unwrap();
            }
            let mut column = group.next_column().unwrap().unwrap();
            column.typed::<Int64Type>().write_batch(&[*instant], None, None).unwrap();
            column.close().unwrap();
            let mut column = group.next_column().unwrap().unwrap();
            let names = [ByteArray::from("Ann Lee"), ByteArray::from("Bo Ray")];
            column.typed::<ByteArrayType>().write_batch(&names, Some(&[3, 3]), Some(&[0, 1])).unwrap();
            column.close().unwrap();
            group.close().unwrap();
        }
        file.close().unwrap();
    }

    fn all(path: &str, map: &[(&str, &str)]) -> (Vec<RawReport>, Vec<Issue>) {
        let map = map.iter().map(|(f, n)| ((*f).to_owned(), (*n).to_owned())).collect();
        let (mut reports, mut issues) = (Vec::new(), Vec::new());
        read(path, &Options { map }, &mut |item| match item {
            Ok(raw) => reports.push(raw),
            Err(issue) => issues.push(issue),
        });
        (reports, issues)
    }

    #[test]
    #[allow(clippy::disallowed_methods)]
    fn rows_become_reports_and_damage_an_issue() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.parquet").to_string_lossy().into_owned();
        write(&path, &[("They met.", 1_473_063_300_000_000_000), ("They left.", 0)]);
        assert!(is_parquet(&path));
        let (reports, issues) = all(&path, &[("text", "inhoud")]);
        assert!(issues.is_empty(), "{issues:?}");
        assert_eq!(reports[1].source, format!("{path}:2"));
        assert_eq!((reports[0].text.as_str(), reports[1].text.as_str()), ("They met.", "They left."));
        assert_eq!(reports[0].date.as_deref(), Some("2016-09-05T08:15:00Z"));
        assert_eq!(reports[0].byline.as_deref(), Some("Ann Lee, Bo Ray"));
        let (reports, issues) = all(&path, &[]);
        assert!(reports.is_empty() && issues[0].what.contains("inhoud, colour, date, authors"));
        let whole = std::fs::read(&path).unwrap();
        for length in [4, whole.len() / 2, whole.len() - 1] {
            std::fs::write(&path, &whole[..length]).unwrap();
            assert_eq!(all(&path, &[("text", "inhoud")]).1.len(), 1, "{length}");
        }
        let mut damaged = whole.clone();
        damaged[4..40].fill(0xFF);
        std::fs::write(&path, &damaged).unwrap();
        assert_eq!(all(&path, &[("text", "inhoud")]).1.len(), 1);
    }
}
