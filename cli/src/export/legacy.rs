//! The tables of earlier event data sets. What stands in them is made by the library.

use sidelines::store::Store;

use crate::args::Export;
use crate::message::Usage;

/// Writes the table that `args` asks for.
pub fn write(
    _store: &Store,
    _events: &[String],
    _args: &Export,
    _output: Option<&str>,
) -> anyhow::Result<()> {
    Err(Usage("this format is not there yet".to_owned()).into())
}
