//! The whole command against servers on loopback.

mod records;
mod server;

use std::io::Write;
use std::net::{IpAddr, Ipv4Addr};

use clap::Parser;
use flate2::{Compression, write::GzEncoder};

use super::guard::Reach;
use super::*;
use crate::args::{Args, Command};
use records::{of_type, records};
use server::{DRIP, Server, answer, page};

/// Runs `sidelines fetch` with `args`, storing into `folder`; only the servers' address is in reach.
fn fetch_with(folder: &Path, args: &[&str]) -> (Outcome, String) {
    let file = folder.join("kept.warc.gz").to_string_lossy().into_owned();
    let usual = ["sidelines", "fetch", "--no-read", "--delay", "0", "-o", &file];
    let parsed = Args::parse_from(usual.iter().chain(args));
    let Some(Command::Fetch(args)) = parsed.command else { panic!("fetch was asked for") };
    (fetch(&args, &file, Reach::Only(IpAddr::V4(Ipv4Addr::LOCALHOST))).unwrap(), file)
}

/// The bodies of the responses stored from `server`'s pages, by path.
fn stored(server: &Server, file: &str) -> Vec<(String, String)> {
    let home = server.url("");
    let path = |r: &records::Record| r.field("WARC-Target-URI").strip_prefix(&home).map(str::to_owned);
    let text = |r: &records::Record| String::from_utf8_lossy(&r.body).into_owned();
    of_type(file, "response").iter().filter_map(|r| Some((path(r)?, text(r)))).collect()
}

/// The same, less robots.txt.
fn paths(server: &Server, file: &str) -> Vec<String> {
    stored(server, file).into_iter().map(|(p, _)| p).filter(|p| p != "/robots.txt").collect()
}

#[test]
fn what_comes_is_stored_and_can_be_read_back() {
    let (folder, server) =
        (tempfile::tempdir().unwrap(), Server::pages(&[("/a?b=1", page("<p>Talks began."))]));
    let (outcome, file) = fetch_with(folder.path(), &[&server.url("/a?b=1#c")]);
    assert_eq!(outcome, Outcome::Done);
    assert_eq!(server.asked(), ["/robots.txt", "/a?b=1"]);
    let all = records(&file);
    let kinds: Vec<&str> = all.iter().map(|r| r.field("WARC-Type")).collect();
    assert_eq!(kinds, ["warcinfo", "response", "request", "response", "request"]);
    let (response, request) = (&all[3], &all[4]);
    assert_eq!(response.field("WARC-Target-URI"), server.url("/a?b=1"));
    assert_eq!(response.body, b"<p>Talks began.");
    assert!(response.head.starts_with("HTTP/1.1 200 OK\r\n"), "{}", response.head);
    assert!(response.head.contains("content-type: text/html; charset=utf-8\r\n"), "{}", response.head);
    assert_eq!(response.field("WARC-Payload-Digest"), warc::digest(&response.body));
    assert!(request.head.starts_with("GET /a?b=1 HTTP/1.1\r\nHost: 127.0.0.1:"), "{}", request.head);
    assert_eq!(request.field("WARC-Concurrent-To"), response.field("WARC-Record-ID"));
}

#[test]
fn robots_txt_is_obeyed() {
    let folder = tempfile::tempdir().unwrap();
    let forbid = page("User-agent: *\nDisallow: /\n\nUser-agent: sidelines\nDisallow: /private");
    let some = Server::pages(&[("/robots.txt", forbid), ("/private/a", page("no")), ("/b", page("yes"))]);
    let broken = Server::pages(&[("/robots.txt", answer("500 Oh", "", b"")), ("/a", page("no"))]);
    let args = [some.url("/private/a"), some.url("/b"), broken.url("/a")];
    let (outcome, file) = fetch_with(folder.path(), &args.each_ref().map(String::as_str));
    assert_eq!(outcome, Outcome::SomeFailed);
    assert_eq!(some.asked(), ["/robots.txt", "/b"]);
    assert_eq!(broken.asked(), ["/robots.txt"]);
    assert_eq!(paths(&some, &file), ["/b"]);
    // Another name of ours has other rules.
    let (_, file) = fetch_with(folder.path(), &[&some.url("/b"), "--user-agent", "courier-bot/2"]);
    assert_eq!(paths(&some, &file), ["/b"]);
    assert_eq!(some.asked()[2..], ["/robots.txt"]);
}

#[test]
fn a_host_is_asked_one_thing_at_a_time_and_hosts_side_by_side() {
    let folder = tempfile::tempdir().unwrap();
    let slow = |path: &str, _: &str| {
        std::thread::sleep(std::time::Duration::from_millis(15));
        if path == "/robots.txt" { answer("404 Not Found", "", b"") } else { page(path) }
    };
    let server = Server::new(slow);
    let urls: Vec<String> = (0..8).map(|n| server.url(&format!("/{n}"))).collect();
    let args: Vec<&str> = urls.iter().map(String::as_str).chain(["--hosts", "8"]).collect();
    let (outcome, file) = fetch_with(folder.path(), &args);
    assert_eq!(outcome, Outcome::Done);
    assert_eq!(paths(&server, &file).len(), 8);
    assert_eq!(server.most_open(), 1);
}

#[test]
fn redirects_are_followed_so_far_and_checked() {
    let folder = tempfile::tempdir().unwrap();
    let to = |target: &str| answer("302 Found", &format!("Location: {target}\r\n"), b"");
    let server = Server::pages(&[
        ("/robots.txt", page("User-agent: *\nDisallow: /shut")),
        ("/a", to("b")),
        ("/b", page("arrived")),
        ("/c", to("/shut")),
        ("/loop", to("/pool")),
        ("/pool", to("/loop")),
        ("/out", to("http://127.0.0.2:9/")),
        ("/file", to("file:///etc/hosts")),
        ("/1", to("/2")),
        ("/2", to("/3")),
        ("/3", to("/4")),
        ("/4", to("/5")),
        ("/5", to("/6")),
        ("/6", to("/7")),
        ("/7", page("too far")),
    ]);
    let (outcome, file) = fetch_with(folder.path(), &[&server.url("/a")]);
    assert_eq!((outcome, paths(&server, &file)), (Outcome::Done, vec!["/a".to_owned(), "/b".to_owned()]));
    for start in ["/c", "/loop", "/out", "/file", "/1"] {
        assert_eq!(fetch_with(folder.path(), &[&server.url(start)]).0, Outcome::SomeFailed, "{start}");
    }
    let asked = server.asked();
    assert!(!asked.iter().any(|p| p == "/shut" || p == "/7"), "{asked:?}");
    assert!(asked.iter().any(|p| p == "/6"), "{asked:?}");
}

#[test]
fn what_has_not_changed_is_not_sent_or_stored_again() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::new(|path, headers| match path {
        "/tagged" if headers.contains("if-none-match: \"v1\"") => answer("304 Not Modified", "", b""),
        "/tagged" => answer("200 OK", "ETag: \"v1\"\r\n", b"first"),
        "/dated" if headers.contains("if-modified-since: wed, 01 may 2024") => {
            answer("304 Not Modified", "", b"")
        }
        "/dated" => answer("200 OK", "Last-Modified: Wed, 01 May 2024 10:00:00 GMT\r\n", b"second"),
        "/plain" => answer("200 OK", "", b"third"),
        "/always" => answer("304 Not Modified", "", b""),
        _ => answer("404 Not Found", "", b""),
    });
    let urls = ["/tagged", "/dated", "/plain"].map(|p| server.url(p));
    let (outcome, file) = fetch_with(folder.path(), &urls.each_ref().map(String::as_str));
    assert_eq!((outcome, paths(&server, &file).len()), (Outcome::Done, 3));
    let (outcome, _) = fetch_with(folder.path(), &urls.each_ref().map(String::as_str));
    assert_eq!((outcome, paths(&server, &file).len()), (Outcome::Done, 3));
    let again = of_type(&file, "revisit");
    let profiles: Vec<&str> =
        again.iter().filter_map(|r| r.field("WARC-Profile").rsplit('/').next()).collect();
    assert_eq!(profiles, ["server-not-modified", "server-not-modified", "identical-payload-digest"]);
    assert_eq!(again[2].field("WARC-Payload-Digest"), warc::digest(b"third"));
    assert!(again.iter().all(|r| r.body.is_empty() && !r.field("WARC-Refers-To-Date").is_empty()));
    // Without the file, nothing is stored any more, and all of it is asked for anew.
    std::fs::remove_file(&file).unwrap();
    fetch_with(folder.path(), &urls.each_ref().map(String::as_str));
    assert_eq!(paths(&server, &file).len(), 3);
    assert_eq!(fetch_with(folder.path(), &[&server.url("/always")]).0, Outcome::SomeFailed);
}

#[test]
fn answers_are_bounded_in_size_and_time() {
    let folder = tempfile::tempdir().unwrap();
    let mut bomb = GzEncoder::new(Vec::new(), Compression::best());
    bomb.write_all(&[b'a'; 1 << 20]).unwrap();
    let bomb = bomb.finish().unwrap();
    // Members without content: nothing comes out, however many there are.
    let empty = GzEncoder::new(Vec::new(), Compression::fast()).finish().unwrap().repeat(2000);
    let endless = |body: &[u8]| [b"HTTP/1.1 200 OK\r\n\r\n", body].concat();
    let gzip = "Content-Encoding: gzip\r\n";
    let server = Server::pages(&[
        ("/long", page(&"x".repeat(20_001))),
        ("/fits", page(&"x".repeat(20_000))),
        ("/endless", endless(&[b'y'; 100_000])),
        ("/bomb", answer("200 OK", gzip, &bomb)),
        ("/empty", answer("200 OK", gzip, &empty)),
        (DRIP, page("drop by drop")),
        ("/broken", b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf".to_vec()),
        ("/head", [b"HTTP/1.1 200 OK\r\nx: ".to_vec(), vec![b'x'; 200_000]].concat()),
        ("/rubbish", b"\0\0\0\0\r\n\r\n".to_vec()),
    ]);
    let small = ["--max-size", "0.02", "--timeout", "5"];
    let cut = ["/long", "/fits", "/endless", "/bomb", "/empty"].map(|p| server.url(p));
    let args: Vec<&str> = cut.iter().map(String::as_str).chain(small).collect();
    let (outcome, file) = fetch_with(folder.path(), &args);
    assert_eq!(outcome, Outcome::Done);
    let kept = of_type(&file, "response");
    let kept: Vec<(usize, &str)> =
        kept[1..].iter().map(|r| (r.body.len(), r.field("WARC-Truncated"))).collect();
    let long = (20_000, "length");
    assert_eq!(kept, [long, (20_000, ""), long, long, (0, "length")]);
    for path in ["/broken", "/head", "/rubbish"] {
        assert_eq!(fetch_with(folder.path(), &[&server.url(path)]).0, Outcome::SomeFailed, "{path}");
    }
    let drip = [&server.url(DRIP), "--timeout", "0.4"];
    assert_eq!(fetch_with(folder.path(), &drip).0, Outcome::SomeFailed);
    assert_eq!(
        of_type(&file, "response").iter().filter(|r| r.field("WARC-Target-URI").contains(DRIP)).count(),
        0
    );
}

#[test]
fn a_run_ends_at_its_total() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::pages(&[("/1", page(&"x".repeat(3000))), ("/2", page("x")), ("/3", page("x"))]);
    let urls = ["/1", "/2", "/3"].map(|p| server.url(p));
    let args: Vec<&str> = urls.iter().map(String::as_str).chain(["--max-total", "0.002"]).collect();
    let (outcome, file) = fetch_with(folder.path(), &args);
    assert_eq!((outcome, paths(&server, &file)), (Outcome::SomeFailed, vec!["/1".to_owned()]));
}

#[test]
fn lists_lead_to_feeds_and_feeds_to_their_newest_stories() {
    let folder = tempfile::tempdir().unwrap();
    let item =
        |n: u32| format!("<item><link>/story/{n}</link><pubDate>0{n} May 2024 10:00:00 GMT</pubDate></item>");
    let items: String = (1..=4).map(item).collect();
    let feed = format!("<rss version='2.0'><channel><title>Courier</title>{items}</channel></rss>");
    let server = Server::new(move |path, headers| match path {
        "/feed" if headers.contains("if-none-match") => answer("304 Not Modified", "", b""),
        "/feed" => answer("200 OK", "ETag: \"f\"\r\n", feed.as_bytes()),
        "/list" => {
            let feed = url_of(headers, "/feed");
            page(&format!("<opml><body><outline xmlUrl='{feed}'/></body></opml>"))
        }
        // A feed among the stories is stored, not followed.
        "/story/4" => answer("200 OK", "", feed.replace("/story/", "/deep/").as_bytes()),
        "/story/3" => page("<p>Ministers met."),
        _ => answer("404 Not Found", "", b""),
    });
    let (outcome, file) = fetch_with(folder.path(), &[&server.url("/feed"), "--limit", "2"]);
    assert_eq!(outcome, Outcome::Done);
    assert_eq!(paths(&server, &file), ["/feed", "/story/4", "/story/3"]);
    // The feed has not changed; a story that is still missing is asked for all the same.
    let (outcome, _) = fetch_with(folder.path(), &[&server.url("/feed"), "--limit", "3"]);
    assert_eq!(outcome, Outcome::SomeFailed);
    assert_eq!(server.asked().last().unwrap(), "/story/2");
    let before = server.asked().len();
    let (outcome, _) = fetch_with(folder.path(), &[&server.url("/list"), "--limit", "1"]);
    assert_eq!(outcome, Outcome::Done);
    assert_eq!(server.asked()[before..], ["/robots.txt", "/list", "/feed", "/story/4"]);
}

/// The address of a path of the server that was asked with `headers`.
fn url_of(headers: &str, path: &str) -> String {
    let host = headers.lines().find_map(|l| l.strip_prefix("host: ")).unwrap_or_default();
    format!("http://{host}{path}")
}

#[test]
fn gzip_is_taken_off_and_its_headers_renamed() {
    let folder = tempfile::tempdir().unwrap();
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(b"<p>Talks began in Geneva.").unwrap();
    let headers = "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n";
    let packed = packed.finish().unwrap();
    let mut chunked = format!("HTTP/1.1 200 OK\r\n{headers}{:x}\r\n", packed.len()).into_bytes();
    chunked.extend(packed.iter().chain(b"\r\n0\r\n\r\n"));
    let other = answer("200 OK", "Content-Encoding: br\r\n", b"\x01\x02");
    let server = Server::pages(&[("/gzip", chunked), ("/other", other)]);
    let (outcome, file) = fetch_with(folder.path(), &[&server.url("/gzip"), &server.url("/other")]);
    assert_eq!(outcome, Outcome::Done);
    let responses = of_type(&file, "response");
    let (gzip, other) = (&responses[1], &responses[2]);
    assert_eq!(gzip.body, b"<p>Talks began in Geneva.");
    for line in ["X-Archive-Orig-content-encoding: gzip", "X-Archive-Orig-transfer-encoding: chunked"] {
        assert!(gzip.head.contains(line), "{}", gzip.head);
    }
    assert!(gzip.head.contains("\r\ncontent-length: 25\r\n"), "{}", gzip.head);
    assert!(other.head.contains("\r\ncontent-encoding: br\r\n"), "{}", other.head);
}

#[test]
fn an_overburdened_host_is_asked_once_more() {
    let folder = tempfile::tempdir().unwrap();
    let wait = |seconds: u32| answer("429 Too Many Requests", &format!("Retry-After: {seconds}\r\n"), b"");
    let first = std::sync::atomic::AtomicBool::new(true);
    let server = Server::new(move |path, _| match path {
        "/once" if !first.swap(false, std::sync::atomic::Ordering::SeqCst) => page("at last"),
        "/once" | "/never" => wait(0),
        "/tomorrow" => wait(86_400),
        _ => answer("404 Not Found", "", b""),
    });
    let (outcome, file) = fetch_with(folder.path(), &[&server.url("/once")]);
    assert_eq!((outcome, paths(&server, &file)), (Outcome::Done, vec!["/once".to_owned()]));
    for path in ["/never", "/tomorrow"] {
        assert_eq!(fetch_with(folder.path(), &[&server.url(path)]).0, Outcome::SomeFailed);
    }
    let times = |path: &str| server.asked().iter().filter(|p| *p == path).count();
    assert_eq!((times("/never"), times("/tomorrow")), (2, 1));
}

#[allow(clippy::disallowed_methods)]
#[test]
fn a_file_of_another_kind_is_not_added_to() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes.warc.gz");
    std::fs::write(&path, "My notes").unwrap();
    let error = Archive::open(&path.to_string_lossy(), "sidelines").err().unwrap();
    assert!(error.to_string().contains("no WARC file"), "{error}");
    assert!(!folder.path().join("notes.warc.gz.seen.jsonl").exists());
}
