//! Short hashes of what decides a reading (model, tables, codebook, code), so that a record can tell
//! which program wrote it. Build time is the place: hashing the weights at every start would cost 0.1 s.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

const PARTS: [(&str, &str); 4] =
    [("MODEL", "models"), ("TABLES", "gazetteer"), ("CODEBOOK", "codebook"), ("CODE", "src")];

fn main() {
    for (name, folder) in PARTS {
        println!("cargo::rerun-if-changed={folder}");
        println!("cargo::rustc-env=SIDELINES_{name}_HASH={}", hash(Path::new(folder)));
    }
}

/// The first 8 hex digits of the SHA-256 of all files below, in order of their paths.
fn hash(folder: &Path) -> String {
    let mut paths = Vec::new();
    walk(folder, &mut paths);
    paths.sort();
    let mut sum = Sha256::new();
    for path in paths {
        // Line ends and separators differ between systems; the hash must not.
        let name = path.to_string_lossy().replace('\\', "/");
        let bytes = fs::read(&path).unwrap_or_default();
        sum.update(format!("{name}\0{}\0", bytes.len()));
        sum.update(bytes);
    }
    sum.finalize().iter().take(4).map(|b| format!("{b:02x}")).collect()
}

/// All files below `folder`; prose (`*.md`) decides nothing, nor do sentences that are only measured by.
fn walk(folder: &Path, paths: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|e| e.path()) {
        if path.ends_with("codebook/examples") {
            continue;
        }
        if path.is_dir() {
            walk(&path, paths);
        } else if path.extension().is_none_or(|e| e != "md") {
            paths.push(path);
        }
    }
}
