//! A server that is asked for pages, with a clock beside it.

pub mod pages;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use pages::Page;

/// Askings that are not counted, and those that are.
const WARM: usize = 3;
const TIMES: usize = 20;
/// What a page may take (issue 7).
const LIMIT: Duration = Duration::from_millis(200);

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

pub struct Server {
    child: Child,
    address: String,
    /// From the start of the program to its first page.
    pub ready: Duration,
}

impl Server {
    /// Starts the built program on a record.
    ///
    /// # Errors
    /// When it does not start.
    pub fn start(record: &str) -> Result<Self> {
        let clock = Instant::now();
        let mut child = Command::new(program()?)
            .args(["serve", "--record", record, "--port", "0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()?;
        let mut lines = BufReader::new(child.stdout.take().ok_or("no output")?).lines();
        let address = loop {
            let line = lines.next().ok_or("the server ended")??;
            if let Some(found) = line.split_once("http://").map(|p| p.1) {
                break found.trim_end_matches('/').to_owned();
            }
        };
        let mut server = Self { child, address, ready: Duration::ZERO };
        server.get("/")?;
        server.ready = clock.elapsed();
        Ok(server)
    }

    /// Status and bytes of an answer.
    fn get(&self, path: &str) -> Result<(u16, usize)> {
        let mut stream = TcpStream::connect(&self.address)?;
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address)?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        let head = answer.windows(4).position(|w| w == b"\r\n\r\n").ok_or("no answer")?;
        let status = std::str::from_utf8(&answer[..head])?.split(' ').nth(1).ok_or("no status")?;
        Ok((status.parse()?, answer.len() - head - 4))
    }

    /// Asks for a page so many times and prints what it took.
    ///
    /// # Errors
    /// When there is no answer, or one that is no page.
    pub fn time(&self, page: &Page) -> Result<bool> {
        let mut taken = Vec::with_capacity(WARM + TIMES);
        let mut bytes = 0;
        for _ in 0..WARM + TIMES {
            let clock = Instant::now();
            let (status, size) = self.get(&page.path)?;
            taken.push(clock.elapsed());
            if status != 200 {
                return Err(format!("{}: {status}", page.path).into());
            }
            bytes = size;
        }
        let first = taken[0];
        let mut taken = taken.split_off(WARM);
        taken.sort();
        let (median, worst) = (taken[TIMES / 2], taken[TIMES - 1]);
        let ms = |d: Duration| d.as_secs_f64() * 1000.0;
        let slow = median > LIMIT;
        println!(
            "{:<34} {:>9.1} {:>9.1} {:>9.1} {:>9.1}{}",
            page.name,
            ms(median),
            ms(worst),
            ms(first),
            bytes as f64 / 1000.0,
            if slow { "  slow" } else { "" }
        );
        Ok(!slow)
    }

    /// The most memory that the server held, in megabytes.
    pub fn peak(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find(|l| l.starts_with("VmHWM:")).unwrap_or("");
        line.split_whitespace().nth(1).and_then(|k| k.parse::<f64>().ok()).unwrap_or(0.0) / 1000.0
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Whatever happens here, the measuring is over.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// `SIDELINES`, or the program that `cargo build --release` made.
fn program() -> Result<PathBuf> {
    if let Some(named) = std::env::var_os("SIDELINES") {
        return Ok(named.into());
    }
    let own = std::env::current_exe()?;
    let built = own.parent().and_then(Path::parent).map(|folder| folder.join("sidelines"));
    built
        .filter(|p| p.exists())
        .ok_or_else(|| "no program: cargo build --release, or name one in SIDELINES".into())
}
