//! The program as people use it: help, exit codes, messages.

use std::fs;
use std::io::Write;
use std::path::Path;

use assert_cmd::Command;

fn sidelines(folder: &Path) -> Command {
    let mut command = Command::cargo_bin("sidelines").unwrap();
    command.current_dir(folder).env_remove("SIDELINES_RECORD").env_remove("NO_COLOR");
    command
}

fn stdout(command: &mut Command) -> String {
    String::from_utf8(command.output().unwrap().stdout).unwrap()
}

fn stderr(command: &mut Command) -> String {
    String::from_utf8(command.output().unwrap().stderr).unwrap()
}

#[allow(clippy::disallowed_methods)]
fn put(folder: &Path, name: &str, text: &str) {
    fs::write(folder.join(name), text).unwrap();
}

const STORY: &str = "GENEVA, March 3, 2015 -- The foreign ministers of Iran and the United States met in \
    Geneva on Tuesday.\n\nThe two sides discussed the nuclear programme, a spokeswoman said.\n";

#[test]
fn the_bare_command_leads_with_examples() {
    let folder = tempfile::tempdir().unwrap();
    let out = sidelines(folder.path()).assert().success().get_output().stdout.clone();
    assert!(String::from_utf8(out).unwrap().contains("  sidelines read reports/"));
}

#[test]
fn every_command_has_help_with_examples() {
    let folder = tempfile::tempdir().unwrap();
    for command in ["read", "list", "show", "export", "parse", "explain", "code", "codebook"] {
        let help = stdout(sidelines(folder.path()).args([command, "--help"]));
        assert!(help.contains("Examples:") && help.contains("Usage: sidelines"), "{command}: {help}");
        assert!(help.contains("--record"), "{help}");
    }
}

#[test]
fn the_version_names_model_tables_and_codebook() {
    let folder = tempfile::tempdir().unwrap();
    let version = stdout(sidelines(folder.path()).arg("--version"));
    let hashes =
        version.split([' ', ',', ')']).filter(|w| w.len() == 8 && w.bytes().all(|b| b.is_ascii_hexdigit()));
    assert_eq!(hashes.count(), 3, "{version}");
}

#[test]
fn wrong_usage_is_2() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "a.txt", STORY);
    put(folder.path(), "b.txt", STORY);
    for args in [
        &["frobnicate"][..],
        &["read"],
        &["list", "--since", "yesterday"],
        &["list", "--status", "maybe"],
        &["read", "a.txt", "b.txt", "--published", "2015-03-03"],
        &["read", "a.txt", "--all"],
        &["read", "sidelines.db"],
    ] {
        if args == ["read", "sidelines.db"] {
            sidelines(folder.path()).args(["read", "a.txt"]).assert().success();
        }
        sidelines(folder.path()).args(args).assert().code(2);
    }
}

#[test]
fn a_missing_file_is_told_and_the_rest_is_recorded() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "a.txt", STORY);
    let mut command = sidelines(folder.path());
    let output = command.args(["read", "missing.txt", "a.txt"]).assert().code(1).get_output().clone();
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("missing.txt: no such file") && told.contains("1 report read"), "{told}");
    sidelines(folder.path()).args(["read", "missing.txt"]).assert().code(1);
}

#[test]
fn strict_stops_at_the_first_failure() {
    let folder = tempfile::tempdir().unwrap();
    put(
        folder.path(),
        "a.jsonl",
        &format!("{}\nnot json\n{}\n", line(STORY), line(&STORY.replace("Iran", "Oman"))),
    );
    sidelines(folder.path()).args(["read", "a.jsonl", "--strict"]).assert().code(1);
    assert_eq!(reports(folder.path()), 1);
    sidelines(folder.path()).args(["read", "a.jsonl"]).assert().code(1);
    assert_eq!(reports(folder.path()), 2);
}

fn line(text: &str) -> String {
    serde_json::json!({ "title": "Talks", "date": "2015-03-03", "text": text }).to_string()
}

fn reports(folder: &Path) -> usize {
    let out = stdout(sidelines(folder).arg("export"));
    out.lines().filter(|l| l.starts_with("{\"kind\":\"report\"")).count()
}

/// The file `a.txt` in an archive.
fn zipped(text: &str) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    writer.start_file("../a.txt", zip::write::SimpleFileOptions::default()).unwrap();
    writer.write_all(text.as_bytes()).unwrap();
    writer.finish().unwrap().into_inner()
}

#[test]
#[allow(clippy::disallowed_methods)]
fn packed_files_are_read_from_folders_and_from_standard_input() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.zip"), zipped(STORY)).unwrap();
    let told = stderr(sidelines(folder.path()).args(["read", "."]));
    assert!(told.contains("1 report read"), "{told}");
    assert!(stdout(sidelines(folder.path()).arg("export")).contains("a.zip/a.txt"));
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(STORY.replace("Iran", "Oman").as_bytes()).unwrap();
    for bytes in [gzip.finish().unwrap(), zipped(&STORY.replace("Iran", "Kenya"))] {
        sidelines(folder.path()).args(["read", "-"]).write_stdin(bytes).assert().success();
    }
    assert_eq!(reports(folder.path()), 3);
}

#[test]
fn strict_stops_reading_an_endless_input() {
    let folder = tempfile::tempdir().unwrap();
    let text = "not json\n".repeat(1_000_000);
    put(folder.path(), "a.jsonl", &text);
    let told = stderr(sidelines(folder.path()).args(["read", "a.jsonl", "--strict"]));
    assert!(told.contains("a.jsonl:1:") && !told.contains("a.jsonl:2:"), "{told}");
}

#[test]
fn standard_input_is_read() {
    let folder = tempfile::tempdir().unwrap();
    sidelines(folder.path()).args(["read", "-"]).write_stdin(STORY).assert().success();
    assert_eq!(reports(folder.path()), 1);
}

#[test]
fn jsonl_streams_objects_with_kind_first_and_the_text_they_point_at() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "a.txt", STORY);
    let out = stdout(sidelines(folder.path()).args(["read", "a.txt", "--format", "jsonl", "--all"]));
    let objects: Vec<serde_json::Value> = out.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert!(out.lines().all(|l| l.starts_with("{\"kind\":\"")), "{out}");
    assert_eq!(objects[0]["kind"], "report");
    let text = objects[0]["text"].as_str().unwrap();
    for span in objects.iter().map(|o| &o["span"]).filter(|s| s.is_object()) {
        let (start, end) = (span["start"].as_u64().unwrap() as usize, span["end"].as_u64().unwrap() as usize);
        assert_eq!(&text[start..end], span["exact"].as_str().unwrap());
    }
}

#[test]
fn reading_again_changes_nothing_whatever_order_and_jobs() {
    let folder = tempfile::tempdir().unwrap();
    for (name, word) in [("a.txt", "Iran"), ("b.txt", "Oman"), ("c.txt", "Kenya")] {
        put(folder.path(), name, &STORY.replace("Iran", word));
    }
    sidelines(folder.path()).args(["read", "a.txt", "b.txt", "c.txt", "--jobs", "3"]).assert().success();
    let before = stdout(sidelines(folder.path()).args(["export", "--all"]));
    let again = stderr(sidelines(folder.path()).args(["read", "c.txt", "a.txt", "b.txt"]));
    assert!(again.contains("0 reports read, 3 already in the record"), "{again}");
    assert_eq!(stdout(sidelines(folder.path()).args(["export", "--all"])), before);
    let mut other = sidelines(folder.path());
    other.args(["read", "c.txt", "b.txt", "a.txt", "--jobs", "1", "--record", "o.db"]).assert().success();
    assert_eq!(stdout(sidelines(folder.path()).args(["export", "--all", "--record", "o.db"])), before);
}

#[test]
fn the_flag_beats_the_environment_beats_the_default() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "a.txt", STORY);
    sidelines(folder.path()).args(["read", "a.txt"]).env("SIDELINES_RECORD", "env.db").assert().success();
    assert!(folder.path().join("env.db").exists() && !folder.path().join("sidelines.db").exists());
    let mut command = sidelines(folder.path());
    command
        .args(["read", "a.txt", "--record", "flag.db"])
        .env("SIDELINES_RECORD", "env2.db")
        .assert()
        .success();
    assert!(folder.path().join("flag.db").exists() && !folder.path().join("env2.db").exists());
}

#[test]
fn errors_say_what_and_what_next() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "notes.txt", "not a record");
    for (args, words) in [
        (&["list"][..], "sidelines read"),
        (&["list", "--record", "notes.txt"], "not a Sidelines record"),
        (&["read", "notes.txt", "--record", "no/folder/x.db"], "check that the folder exists"),
        (&["parse", "none.txt"], "no such file"),
    ] {
        let output = sidelines(folder.path()).args(args).assert().code(1).get_output().clone();
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(told.contains(words), "{args:?}: {told}");
    }
    sidelines(folder.path()).args(["read", "notes.txt"]).assert().success();
    let told = stderr(sidelines(folder.path()).args(["show", "e000"]));
    assert!(told.contains("no") && told.contains("sidelines list"), "{told}");
}

#[test]
fn a_report_is_shown_by_the_beginning_of_its_id() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "a.txt", STORY);
    let out = stdout(sidelines(folder.path()).args(["read", "a.txt", "--format", "jsonl"]));
    let report: serde_json::Value = serde_json::from_str(out.lines().next().unwrap()).unwrap();
    let id = &report["id"].as_str().unwrap()[..8];
    assert!(stdout(sidelines(folder.path()).args(["show", id])).contains("discussed the nuclear"));
    let shown: serde_json::Value =
        serde_json::from_str(&stdout(sidelines(folder.path()).args(["show", id, "--format", "json"])))
            .unwrap();
    assert_eq!(shown["report"]["id"], report["id"]);
}
