//! A file that was dropped on the page: read by this same program in a process of its own, so that it passes all that
//! `sidelines read` holds ready for bad input, and a fault there leaves the server as it is.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::Context;
use serde_json::{Value, json};

use super::State;

/// Characters of a file's name that are kept.
const MOST_NAME: usize = 120;

/// Reads `content` as a file of that name into the record. What was said, and the events it tells.
///
/// # Errors
/// When no file or process can be made.
#[allow(clippy::disallowed_methods)] // The caller's side of invariant 1: cli/ holds the file for the reader.
pub fn read(state: &State, name: &str, content: &[u8]) -> anyhow::Result<Value> {
    let folder = tempfile::tempdir().context("cannot make a folder for the file")?;
    let name = plain(name);
    std::fs::write(folder.path().join(&name), content).context("cannot store the file")?;
    let record = std::fs::canonicalize(state.record()).context("cannot find the record")?;
    let program = std::env::current_exe().context("cannot find this program")?;
    let run = Command::new(program)
        .args(["read", "--format", "jsonl"])
        .arg("--record")
        .arg(record)
        .arg(Path::new("./").join(&name))
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .output()
        .context("cannot start the reader")?;
    let objects: Vec<Value> =
        run.stdout.split(|b| *b == b'\n').filter_map(|line| serde_json::from_slice(line).ok()).collect();
    let ids = |kind: &str| -> Vec<Value> {
        objects.iter().filter(|o| o["kind"] == kind).map(|o| o["id"].clone()).collect()
    };
    let said = String::from_utf8_lossy(&run.stderr);
    Ok(
        json!({"done": run.status.success(), "said": said.trim(), "reports": ids("report"), "events": ids("event")}),
    )
}

/// A name without folders, odd characters or a beginning that means something else.
fn plain(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or("");
    let kept: String =
        last.chars().map(|c| if c.is_alphanumeric() || ".-_ ".contains(c) { c } else { '_' }).collect();
    let short: String = kept.trim_start_matches(['.', '-', ' ']).chars().take(MOST_NAME).collect();
    if short.trim().is_empty() { "dropped.txt".to_owned() } else { short }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn a_name_stays_in_its_folder() {
        assert_eq!(plain("../../etc/passwd"), "passwd");
        assert_eq!(plain("C:\\x\\Bericht 1.html"), "Bericht 1.html");
        assert_eq!(plain("--record"), "record");
        assert_eq!(plain("<script>\u{202e}.txt"), "_script__.txt");
        assert_eq!(plain("../"), "dropped.txt");
        assert!(plain(&"é".repeat(900)).len() < 256);
    }
}
