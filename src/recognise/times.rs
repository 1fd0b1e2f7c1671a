//! Expressions of time, found and resolved.

use crate::document::Document;
use crate::when::TimeMention;

/// The expressions of time in a document, in order, resolved against `published` (EDTF day) where
/// they are relative. Without it, relative ones keep `edtf: None`.
pub fn times(_document: &Document, _text: &str, _published: Option<&str>) -> Vec<TimeMention> {
    Vec::new()
}
