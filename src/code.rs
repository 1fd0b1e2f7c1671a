//! Document and findings to accounts, by the codebook.

use crate::account::Account;
use crate::document::Document;
use crate::gazetteer::Gazetteer;
use crate::recognise::Found;
use crate::report::Report;

/// The rules of `codebook/`.
pub struct Codebook {}

impl Codebook {
    /// The embedded codebook.
    ///
    /// # Errors
    /// When a codebook file is damaged.
    pub fn embedded() -> Result<Self, String> {
        Ok(Self {})
    }

    /// The accounts of one report.
    pub fn code(&self, _d: &Document, _r: &Report, _f: &mut Found, _g: &Gazetteer) -> Vec<Account> {
        Vec::new()
    }
}
