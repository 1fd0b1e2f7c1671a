//! Report to document: sentences, tokens, tags, trees, names (the language model).

use crate::document::Document;

/// The language model with its tokeniser; cheap to share, pure to use.
pub struct Parser {}

impl Parser {
    /// The model embedded in the binary.
    ///
    /// # Errors
    /// When the embedded weights are damaged.
    pub fn embedded() -> Result<Self, String> {
        Ok(Self {})
    }

    /// Parses a text. Cannot fail; an empty text gives an empty document.
    pub fn parse(&self, _text: &str) -> Document {
        Document::default()
    }
}
