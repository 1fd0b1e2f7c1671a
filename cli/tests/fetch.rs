//! `sidelines fetch` as people use it, as far as that needs no network.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
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

/// A server for one test: a feed with one story.
#[allow(clippy::disallowed_types, clippy::disallowed_methods)]
fn courier() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let home = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let mut line = String::new();
            BufReader::new(&stream).read_line(&mut line).unwrap();
            let (status, kind, body) = match line.split(' ').nth(1).unwrap_or_default() {
                "/feed" => ("200 OK", "application/rss+xml", FEED),
                "/story" => ("200 OK", "text/html", STORY),
                _ => ("404 Not Found", "text/plain", ""),
            };
            let head = format!(
                "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\r\n",
                body.len()
            );
            let _ = (&stream).write_all(&[head.as_bytes(), body.as_bytes()].concat());
            let _ = stream.shutdown(std::net::Shutdown::Write);
            let _ = (&stream).read_to_end(&mut Vec::new());
        }
    });
    home
}

const FEED: &str = "<rss version='2.0'><channel><title>Courier</title><item><title>Talks</title>\
    <link>/story</link></item></channel></rss>";
const STORY: &str = "<!DOCTYPE html><html><head><title>Ministers meet in Geneva</title></head><body><article>\
    <h1>Ministers meet in Geneva</h1><p>GENEVA, March 3, 2015 -- The foreign ministers of Iran and the United \
    States met in Geneva on Tuesday.</p><p>The two sides discussed the nuclear programme, a spokeswoman \
    said.</p></article></body></html>";

#[test]
fn what_is_fetched_is_read_once() {
    let (folder, feed) = (tempfile::tempdir().unwrap(), courier() + "/feed");
    let args = [feed.as_str(), "--allow-private", "--delay", "0"];
    let (code, words) = fetch(folder.path(), &args);
    assert_eq!(code, Some(0), "{words}");
    assert!(words.contains("2 pages stored") && words.contains("1 report read"), "{words}");
    let (code, words) = fetch(folder.path(), &args);
    assert_eq!(code, Some(0), "{words}");
    assert!(words.contains("2 not changed") && words.contains("1 already in the record"), "{words}");
}
