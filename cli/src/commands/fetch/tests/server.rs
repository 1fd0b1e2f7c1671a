//! A small HTTP server on loopback that says what a test tells it to.
#![allow(clippy::disallowed_types, clippy::disallowed_methods)]

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// Makes the answers of a server: the path and all headers of a request in, the whole answer out.
type Answers = dyn Fn(&str, &str) -> Vec<u8> + Send + Sync;

/// A server; it stops when it is dropped.
pub struct Server {
    at: SocketAddr,
    shared: Arc<Shared>,
    thread: Option<thread::JoinHandle<()>>,
}

struct Shared {
    answers: Box<Answers>,
    asked: Mutex<Vec<String>>,
    open: AtomicUsize,
    most_open: AtomicUsize,
    over: AtomicBool,
}

/// A body sent a byte at a time: the path that asks for it.
pub const DRIP: &str = "/drip";

impl Server {
    /// Serves `answers`.
    pub fn new(answers: impl Fn(&str, &str) -> Vec<u8> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let at = listener.local_addr().unwrap();
        let shared = Arc::new(Shared {
            answers: Box::new(answers),
            asked: Mutex::default(),
            open: AtomicUsize::new(0),
            most_open: AtomicUsize::new(0),
            over: AtomicBool::new(false),
        });
        let theirs = Arc::clone(&shared);
        let thread = thread::spawn(move || {
            for stream in listener.incoming() {
                if theirs.over.load(Ordering::SeqCst) {
                    break;
                }
                let theirs = Arc::clone(&theirs);
                thread::spawn(move || stream.map(|s| theirs.serve(s)));
            }
        });
        Self { at, shared, thread: Some(thread) }
    }

    /// Serves pages by their paths; robots.txt and all others are not found.
    pub fn pages(pages: &[(&str, Vec<u8>)]) -> Self {
        let pages: BTreeMap<String, Vec<u8>> =
            pages.iter().map(|(p, a)| ((*p).to_owned(), a.clone())).collect();
        Self::new(move |path, _| {
            pages.get(path).cloned().unwrap_or_else(|| answer("404 Not Found", "", b"no"))
        })
    }

    /// The address of a path.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.at)
    }

    /// The paths that were asked for so far, in order.
    pub fn asked(&self) -> Vec<String> {
        self.shared.asked.lock().unwrap().clone()
    }

    /// The most requests that were open at the same time.
    pub fn most_open(&self) -> usize {
        self.shared.most_open.load(Ordering::SeqCst)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.over.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.at);
        self.thread.take().map(thread::JoinHandle::join);
    }
}

impl Shared {
    fn serve(&self, mut stream: TcpStream) {
        let open = self.open.fetch_add(1, Ordering::SeqCst) + 1;
        self.most_open.fetch_max(open, Ordering::SeqCst);
        let (path, headers) = request(&stream);
        self.asked.lock().unwrap().push(path.clone());
        let answer = (self.answers)(&path, &headers);
        // Before the last byte goes out: the next request may come the moment it is there.
        self.open.fetch_sub(1, Ordering::SeqCst);
        if path == DRIP {
            for byte in answer {
                if stream.write_all(&[byte]).is_err() || self.over.load(Ordering::SeqCst) {
                    return;
                }
                thread::sleep(Duration::from_millis(50));
            }
        } else {
            let _ = stream.write_all(&answer);
        }
        let _ = stream.shutdown(std::net::Shutdown::Write);
        // What the client has still to say is taken, or the answer might be lost with the connection.
        let _ = stream.take(1 << 16).read_to_end(&mut Vec::new());
    }
}

fn request(stream: &TcpStream) -> (String, String) {
    let mut reader = BufReader::new(stream);
    let (mut line, mut headers) = (String::new(), String::new());
    reader.read_line(&mut line).unwrap();
    let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
    while reader.read_line(&mut headers).is_ok_and(|n| n > 2) {}
    (path, headers.to_lowercase())
}

/// An answer with a length. `headers` are whole lines, each with its end.
pub fn answer(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}

/// A page.
pub fn page(body: &str) -> Vec<u8> {
    answer("200 OK", "Content-Type: text/html; charset=utf-8\r\n", body.as_bytes())
}
