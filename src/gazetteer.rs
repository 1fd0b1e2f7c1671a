//! The tables: people, states, bodies, places, summits, outlets.

pub mod outlets;

/// All tables, indexed.
pub struct Gazetteer {}

impl Gazetteer {
    /// The tables embedded in the binary.
    ///
    /// # Errors
    /// When a table is damaged.
    pub fn embedded() -> Result<Self, String> {
        Ok(Self {})
    }
}
