//! What was wrong with an input, in words a user can act on.

use serde::{Deserialize, Serialize};

/// Something that went wrong, or was doubted, while reading. Issues never stop a batch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    /// The file, address or record it concerns.
    pub source: String,
    /// What was wrong, and the next step.
    pub what: String,
}

impl Issue {
    /// An issue with `source`.
    pub fn new(source: impl Into<String>, what: impl Into<String>) -> Self {
        Self { source: source.into(), what: what.into() }
    }
}
