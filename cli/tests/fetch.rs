//! `sidelines fetch` as people use it, as far as that needs no network.

use std::path::Path;

use assert_cmd::Command;

fn fetch(folder: &Path, args: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::cargo_bin("sidelines").unwrap();
    command.current_dir(folder).env_remove("SIDELINES_RECORD").arg("fetch").args(args);
    let output = command.output().unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn wrong_usage_is_2() {
    let folder = tempfile::tempdir().unwrap();
    let address = "https://courier.example/a";
    for args in [
        &[][..],
        &[address, "--hosts", "0"],
        &[address, "--delay", "-1"],
        &[address, "--timeout", "soon"],
        &[address, "--max-size", "0"],
        &[address, "--user-agent", "two\nlines"],
        &[address, "--user-agent", "/1"],
    ] {
        assert_eq!(fetch(folder.path(), args).0, Some(2), "{args:?}");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn the_own_machine_is_out_of_reach_unless_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    for address in
        ["http://127.0.0.1:9/a", "http://2130706433:9/a", "http://localhost:9/a", "http://[::1]:9/"]
    {
        let (code, words) = fetch(folder.path(), &[address, "--no-read"]);
        assert_eq!(code, Some(1), "{words}");
        assert!(words.contains("not a public address") && words.contains("--allow-private"), "{words}");
    }
    let (code, words) = fetch(folder.path(), &["http://127.0.0.1:9/a", "--no-read", "--allow-private"]);
    assert_eq!(code, Some(1), "{words}");
    assert!(words.contains("the connection failed"), "{words}");
}

#[test]
fn what_cannot_be_used_is_told_with_the_next_step() {
    let folder = tempfile::tempdir().unwrap();
    let (code, words) = fetch(folder.path(), &["courier.example/a", "ftp://courier.example/", "--no-read"]);
    assert_eq!(code, Some(1), "{words}");
    assert!(words.contains("courier.example/a: no such file"), "{words}");
    assert!(words.contains("ftp://courier.example/: not an address to fetch"), "{words}");
    assert!(words.ends_with("0 pages stored in sidelines.warc.gz · 2 failed\n"), "{words}");
    assert!(!folder.path().join("sidelines.warc.gz").exists());
}
