//! Objects as Parquet: a file for each kind, nested as the objects are, compressed with Zstandard.

use std::io::Write;
use std::path::Path;

use ::parquet::arrow::ArrowWriter;
use ::parquet::basic::{Compression, ZstdLevel};
use ::parquet::file::properties::WriterProperties;
use arrow_json::ReaderBuilder;
use arrow_json::reader::Decoder;
use serde_json::Value;
use sidelines::show::schema::{self, KINDS};
use sidelines::show::walk::{MARKS, Selection, walk};
use sidelines::store::Store;

use super::arrow;
use super::target::{self, Files};
use crate::message::{Usage, say};

/// Objects that wait to be written together; fewer where they are long.
const WAITING: usize = 2048;
/// Bytes of text that wait at most.
const WAITING_BYTES: usize = 16 << 20;
/// Bytes of a row group before it is written out.
const GROUP_BYTES: usize = 64 << 20;

/// Writes all kinds into a folder.
pub fn write(store: &Store, selection: &Selection, folder: &str) -> anyhow::Result<()> {
    target::folder(folder)?;
    let document = schema::document();
    let mut files = Files::default();
    let mut sheets = Vec::new();
    for kind in KINDS.into_iter().filter(|k| selection.marks || !MARKS.contains(k)) {
        let out = files.create(&Path::new(folder).join(format!("{kind}.parquet")))?;
        sheets.push(Sheet::begin(&document, kind, out)?);
    }
    fill(store, selection, &mut sheets)?;
    let n = sheets.len();
    sheets.into_iter().try_for_each(Sheet::end)?;
    files.keep()?;
    say(format!("wrote {n} files into {folder}"));
    Ok(())
}

/// Writes one kind.
pub fn one<W: Write + Send>(
    store: &Store,
    selection: &Selection,
    name: &str,
    out: &mut W,
) -> anyhow::Result<()> {
    let Some(kind) = KINDS.into_iter().find(|k| *k == name) else {
        return Err(Usage(format!("there is no table {name}; the tables are: {}", KINDS.join(", "))).into());
    };
    let selection = selection.only(kind);
    let mut sheets = [Sheet::begin(&schema::document(), kind, out)?];
    fill(store, &selection, &mut sheets)?;
    let [sheet] = sheets;
    sheet.end()
}

fn fill<W: Write + Send>(
    store: &Store,
    selection: &Selection,
    sheets: &mut [Sheet<W>],
) -> anyhow::Result<()> {
    walk(store, selection, &mut |stop| {
        let sheet = sheets.iter_mut().find(|s| s.kind == stop.thing.kind());
        sheet.map_or(Ok(()), |sheet| sheet.put(stop.thing.object()))
    })
}

/// One kind of object on its way into a file.
struct Sheet<W: Write + Send> {
    kind: &'static str,
    decoder: Decoder,
    out: ArrowWriter<W>,
    waiting: Vec<Value>,
    bytes: usize,
}

impl<W: Write + Send> Sheet<W> {
    fn begin(document: &Value, kind: &'static str, out: W) -> anyhow::Result<Self> {
        let schema = arrow::of(document, kind);
        let zstd = Compression::ZSTD(ZstdLevel::default());
        let properties = WriterProperties::builder().set_compression(zstd).build();
        let decoder = ReaderBuilder::new(schema.clone()).build_decoder()?;
        let out = ArrowWriter::try_new(out, schema, Some(properties))?;
        Ok(Self { kind, decoder, out, waiting: Vec::new(), bytes: 0 })
    }

    fn put(&mut self, object: Value) -> anyhow::Result<()> {
        self.bytes += object["text"].as_str().map_or(0, str::len);
        self.waiting.push(object);
        if self.waiting.len() >= WAITING || self.bytes >= WAITING_BYTES { self.batch() } else { Ok(()) }
    }

    fn batch(&mut self) -> anyhow::Result<()> {
        self.decoder.serialize(&self.waiting)?;
        (self.waiting, self.bytes) = (Vec::new(), 0);
        if let Some(batch) = self.decoder.flush()? {
            self.out.write(&batch)?;
        }
        if self.out.in_progress_size() >= GROUP_BYTES {
            self.out.flush()?;
        }
        Ok(())
    }

    fn end(mut self) -> anyhow::Result<()> {
        self.batch()?;
        self.out.close()?;
        Ok(())
    }
}
