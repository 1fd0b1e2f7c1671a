//! What tests that score on public sets have in common: where the sets are, and what is asked.

use std::path::{Path, PathBuf};

/// The folder `under` in `SIDELINES_SHARED`, or in `../shared` beside the checkout; without it a
/// message, and the test passes.
pub fn shared(under: &str) -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let folder = std::env::var_os("SIDELINES_SHARED").map_or(beside, PathBuf::from).join(under);
    if !folder.is_dir() {
        eprintln!("skipped: there is no {} (set SIDELINES_SHARED)", folder.display());
        return None;
    }
    Some(folder)
}

/// The figure of a set in `tests/floors.toml`, which must not be undercut.
pub fn floor(set: &str, name: &str) -> f64 {
    let floors: toml::Table = include_str!("../floors.toml").parse().expect("tests/floors.toml parses");
    floors[set][name].as_float().unwrap_or_else(|| panic!("tests/floors.toml: no {set}.{name}"))
}
