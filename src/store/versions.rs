//! Which model, tables, codebook and code read a report.

/// Short hashes of what decides a reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Versions {
    /// Of the files in `models/`.
    pub model: String,
    /// Of the files in `gazetteer/`.
    pub tables: String,
    /// Of the files in `codebook/`.
    pub codebook: String,
    /// Of the source.
    pub code: String,
}

impl Versions {
    /// Those built into this program.
    pub fn embedded() -> Self {
        Self {
            model: env!("SIDELINES_MODEL_HASH").to_owned(),
            tables: env!("SIDELINES_TABLES_HASH").to_owned(),
            codebook: env!("SIDELINES_CODEBOOK_HASH").to_owned(),
            code: env!("SIDELINES_CODE_HASH").to_owned(),
        }
    }

    /// All of them in one word, kept with each report: a report read by another program is read anew
    /// when it is met again.
    pub fn joint(&self) -> String {
        [&self.model, &self.tables, &self.codebook, &self.code].map(String::as_str).join("-")
    }
}
