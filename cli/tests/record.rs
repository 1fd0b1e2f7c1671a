//! The record under rough treatment: a killed program, two programs at once, a closed pipe.

use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use sidelines::store::{Store, Versions};

const PROGRAM: &str = env!("CARGO_BIN_EXE_sidelines");

fn sidelines(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(PROGRAM);
    command.current_dir(folder).args(args).env_remove("SIDELINES_RECORD");
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn lines(folder: &Path, name: &str, from: usize, to: usize) {
    let line = |n: usize| {
        let text =
            format!("Ministers of country number {n} met in Geneva on Tuesday. They spoke for {n} hours.");
        serde_json::json!({ "title": format!("Talks {n}"), "date": "2015-03-03", "text": text }).to_string()
            + "\n"
    };
    let all: String = (from..to).map(line).collect();
    #[allow(clippy::disallowed_methods)]
    std::fs::write(folder.join(name), all).unwrap();
}

fn reports(folder: &Path) -> usize {
    let path = folder.join("sidelines.db");
    Store::open_existing(path.to_str().unwrap(), &Versions::embedded()).unwrap().report_ids().unwrap().len()
}

#[test]
fn a_killed_program_leaves_a_record_with_all_finished_reports() {
    let folder = tempfile::tempdir().unwrap();
    lines(folder.path(), "many.jsonl", 0, 20_000);
    let args = ["read", "many.jsonl", "--format", "jsonl", "--jobs", "1"];
    let mut child = sidelines(folder.path(), &args).spawn().unwrap();
    // The program prints a report when it is recorded: kill it after some of them.
    let mut out = child.stdout.take().unwrap();
    let mut seen = String::new();
    let mut buffer = [0; 4096];
    while seen.matches("{\"kind\":\"report\"").count() < 50 {
        let n = out.read(&mut buffer).unwrap();
        assert!(n > 0, "it ended before it was killed");
        seen += &String::from_utf8_lossy(&buffer[..n]);
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let kept = reports(folder.path());
    assert!((50..20_000).contains(&kept), "{kept}");
    let check: String = rusqlite::Connection::open(folder.path().join("sidelines.db"))
        .and_then(|db| db.query_row("PRAGMA integrity_check", [], |r| r.get(0)))
        .unwrap();
    assert_eq!(check, "ok");
    // And the same command goes on.
    lines(folder.path(), "many.jsonl", 0, kept + 5);
    let output = sidelines(folder.path(), &["read", "many.jsonl"]).output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains(&format!("5 reports read, {kept} already in the record")), "{told}");
}

#[test]
fn two_programs_at_once_fill_one_record() {
    let folder = tempfile::tempdir().unwrap();
    for (i, name) in ["a.jsonl", "b.jsonl", "c.jsonl"].iter().enumerate() {
        lines(folder.path(), name, i * 100, i * 100 + 150);
    }
    let run = |name| sidelines(folder.path(), &["read", name]).spawn().unwrap();
    let children = ["a.jsonl", "b.jsonl", "c.jsonl"].map(run);
    for child in children {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    assert_eq!(reports(folder.path()), 350);
}

#[test]
fn a_closed_pipe_is_quiet() {
    let folder = tempfile::tempdir().unwrap();
    lines(folder.path(), "many.jsonl", 0, 2_000);
    sidelines(folder.path(), &["read", "many.jsonl"]).output().unwrap();
    for args in [&["export"][..], &["read", "many.jsonl", "--format", "jsonl"]] {
        let mut child = sidelines(folder.path(), args).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{told}");
        assert!(!told.contains("panicked") && !told.contains("pipe"), "{told}");
    }
}

#[test]
fn a_locked_record_is_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    lines(folder.path(), "a.jsonl", 0, 3);
    lines(folder.path(), "b.jsonl", 3, 6);
    sidelines(folder.path(), &["read", "a.jsonl"]).output().unwrap();
    let db = rusqlite::Connection::open(folder.path().join("sidelines.db")).unwrap();
    db.execute_batch("BEGIN IMMEDIATE").unwrap();
    let child = sidelines(folder.path(), &["read", "b.jsonl"]).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(700));
    assert_eq!(reports(folder.path()), 3);
    db.execute_batch("COMMIT").unwrap();
    assert!(child.wait_with_output().unwrap().status.success());
    assert_eq!(reports(folder.path()), 6);
}
