//! Every command in the README and the handbook is run, and its output compared with what is printed there.
//!
//! Of each document, in a folder of its own that holds a copy of `examples/`, in the order of the text:
//!
//! - ` ```console `: lines that begin with `$ ` are run, one by one; the lines up to the next are what they print
//!   (stdout and stderr), letter by letter, where a line `...` stands for any lines, or none. A command must
//!   succeed, in ` ```console fails ` it must not.
//! - ` ```sh `: run as a whole; every command must succeed.
//! - ` ```toml file=mine/trade.toml ` (any language): the block is written to that file; with `append=` behind what it holds.
//! - `<!-- sh` to `-->`: run as ` ```sh `, not seen by readers: files that the text takes for given.
//! - ` ```sh no-run `: counted only: what needs the network, cargo or Python, or does not end.
//!
//! A block without a language, or with words that are none of these, fails. `SIDELINES_HANDBOOK=write` puts what
//! commands print now into the documents, where that has no `...` line: look at the change before you keep it.
#![cfg(unix)]

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::Command;

#[test]
fn readme() {
    check("README.md");
}

#[test]
fn handbook() {
    check("docs/HANDBOOK.md");
}

#[test]
fn tutorial() {
    check("docs/TUTORIAL.md");
}

#[test]
fn codebook_howto() {
    check("docs/CODEBOOK_HOWTO.md");
}

#[test]
fn judging() {
    check("docs/JUDGING.md");
}

#[test]
fn questions() {
    check("docs/QUESTIONS.md");
}

#[test]
fn from_others() {
    check("docs/FROM_OTHERS.md");
}

/// Something a document says to do.
#[derive(Debug, PartialEq, Eq)]
struct Step {
    /// Its line in the document, from 1.
    line: usize,
    does: Does,
    text: String,
}

#[derive(Debug, PartialEq, Eq)]
enum Does {
    /// One command of a console; what it prints stands in these lines of the document (from 0).
    Prints { lines: Range<usize>, fails: bool },
    /// A script.
    Runs,
    /// A file with this name; `more`: behind what it holds.
    Writes { name: String, more: bool },
    /// Nothing: it is not run.
    Nothing,
}

/// The steps of a document, in its order.
fn steps(text: &str) -> Result<Vec<Step>, String> {
    let lines: Vec<&str> = text.lines().collect();
    let (mut steps, mut at) = (Vec::new(), 0);
    while at < lines.len() {
        let end = |mark: &str| lines[at + 1..].iter().position(|l| *l == mark).map(|n| at + 1 + n);
        let (words, close) = match (lines[at].strip_prefix("```"), lines[at]) {
            (Some(words), _) => (words, "```"),
            (None, "<!-- sh") => ("sh", "-->"),
            _ => {
                at += 1;
                continue;
            }
        };
        let end = end(close).ok_or_else(|| format!("line {}: the block has no end", at + 1))?;
        steps.extend(block(words, &lines, at + 1..end).map_err(|e| format!("line {}: {e}", at + 1))?);
        at = end + 1;
    }
    Ok(steps)
}

/// The steps of one block, by the words behind its fence.
fn block(words: &str, lines: &[&str], inside: Range<usize>) -> Result<Vec<Step>, String> {
    let whole = |does| {
        let text = lines[inside.clone()].iter().map(|l| format!("{l}\n")).collect();
        vec![Step { line: inside.start + 1, does, text }]
    };
    match *words.split(' ').collect::<Vec<_>>() {
        ["console"] => Ok(commands(lines, inside, false)),
        ["console", "fails"] => Ok(commands(lines, inside, true)),
        ["sh"] => Ok(whole(Does::Runs)),
        ["sh" | "console", "no-run"] => Ok(whole(Does::Nothing)),
        [_, file] if file.starts_with("file=") || file.starts_with("append=") => {
            let (how, name) = file.split_once('=').unwrap_or_default();
            Ok(whole(Does::Writes { name: name.to_owned(), more: how == "append" }))
        }
        ["" | "bash" | "shell"] => Err("write ```sh or ```console, or the language of the block".to_owned()),
        [_] => Ok(Vec::new()),
        _ => Err(format!("what is {words:?} to say?")),
    }
}

/// The commands of a console, each with the lines it prints. A `\` at the end of a line goes on in the next.
fn commands(lines: &[&str], inside: Range<usize>, fails: bool) -> Vec<Step> {
    let starts: Vec<usize> = inside.clone().filter(|i| lines[*i].starts_with("$ ")).collect();
    let ends = starts.iter().skip(1).copied().chain([inside.end]);
    let step = |(start, end): (&usize, usize)| {
        let more = lines[*start..end].iter().take_while(|l| l.ends_with('\\')).count();
        let text = lines[*start..=start + more].join("\n");
        let does = Does::Prints { lines: start + more + 1..end, fails };
        Step { line: start + 1, does, text: text["$ ".len()..].to_owned() }
    };
    starts.iter().zip(ends).map(step).collect()
}

/// Is this what was expected? A line `...` stands for any lines.
fn is_like(expected: &[&str], printed: &[&str]) -> bool {
    match expected.split_first() {
        None => printed.is_empty(),
        Some((&"...", rest)) => (0..=printed.len()).any(|n| is_like(rest, &printed[n..])),
        Some((line, rest)) => printed.first() == Some(line) && is_like(rest, &printed[1..]),
    }
}

/// Seconds that a command or script may take.
const LONGEST: &str = "300";

/// A folder with the examples, and what was wrong in it.
struct Desk {
    folder: tempfile::TempDir,
    wrong: Vec<String>,
    /// How many commands and scripts were run, and how many were not.
    run: usize,
    left_out: usize,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let examples = folder.path().join("examples");
        fs::create_dir(&examples).unwrap();
        for entry in fs::read_dir(root().join("examples")).unwrap().map(Result::unwrap) {
            if entry.path().extension().is_none_or(|e| e != "rs") {
                fs::copy(entry.path(), examples.join(entry.file_name())).unwrap();
            }
        }
        Self { folder, wrong: Vec::new(), run: 0, left_out: 0 }
    }

    /// Does a step; of a command that prints, what that is.
    fn take(&mut self, step: &Step, lines: &[&str]) -> Option<String> {
        match &step.does {
            Does::Nothing => self.left_out += 1,
            Does::Writes { name, more } => self.put(name, &step.text, *more),
            Does::Runs => {
                let (done, printed) = self.sh(&format!("set -e\n{}", step.text));
                self.expect(done, step, &printed);
            }
            Does::Prints { lines: expected, fails } => {
                let (done, printed) = self.sh(&step.text);
                let trimmed: Vec<&str> = printed.lines().map(str::trim_end).collect();
                self.expect(done != *fails && is_like(&lines[expected.clone()], &trimmed), step, &printed);
                return Some(printed);
            }
        }
        None
    }

    fn expect(&mut self, is_so: bool, step: &Step, printed: &str) {
        self.run += 1;
        if !is_so {
            self.wrong.push(format!("line {}: {}\nprints now:\n{printed}", step.line, step.text));
        }
    }

    #[allow(clippy::disallowed_methods)]
    fn put(&self, name: &str, text: &str, more: bool) {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let before = if more { fs::read_to_string(&path).unwrap() } else { String::new() };
        fs::write(path, before + text).unwrap();
    }

    /// Runs a script with the built program first on the path: did it succeed, and what did it print?
    fn sh(&self, script: &str) -> (bool, String) {
        let program = Path::new(env!("CARGO_BIN_EXE_sidelines")).parent().unwrap();
        let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap_or_default());
        // What does not end must not hold up the tests; `timeout` takes what it has started along.
        let mut sh = Command::new("timeout");
        sh.args([LONGEST, "sh", "-c", &format!("exec 2>&1 </dev/null\n{script}")]);
        sh.current_dir(self.folder.path());
        sh.env("PATH", path).env("HOME", self.folder.path()).env("LANG", "C.UTF-8");
        ["SIDELINES_RECORD", "NO_COLOR", "LC_ALL", "LC_CTYPE", "COLUMNS"].iter().for_each(|name| {
            sh.env_remove(name);
        });
        let output = sh.output().unwrap();
        (output.status.success(), String::from_utf8_lossy(&output.stdout).into_owned())
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Runs a document, and looks whether the files that it links to are there.
fn check(name: &str) {
    let path = root().join(name);
    let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{name}: {e}"));
    let lines: Vec<&str> = text.lines().collect();
    let mut desk = Desk::new();
    desk.wrong.extend(missing(&text, path.parent().unwrap()));
    let steps = steps(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
    let printed: Vec<(&Step, Option<String>)> = steps.iter().map(|s| (s, desk.take(s, &lines))).collect();
    if std::env::var("SIDELINES_HANDBOOK").is_ok_and(|v| v == "write") {
        return write(&path, &lines, &printed);
    }
    println!("{name}: {} run, {} not run", desk.run, desk.left_out);
    assert!(desk.wrong.is_empty(), "{name}:\n{}", desk.wrong.join("\n"));
    assert!(desk.run > 0, "{name} has no command that is run");
}

/// Links to files of the project that are not there.
fn missing(text: &str, folder: &Path) -> Vec<String> {
    let links = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let files = links.filter(|l| !l.contains("://")).filter_map(|l| l.split('#').next());
    let gone = files.filter(|f| !f.is_empty() && !folder.join(f).exists());
    gone.map(|f| format!("there is no {f}")).collect()
}

/// Puts into the document what its commands print now.
#[allow(clippy::disallowed_methods)]
fn write(path: &Path, lines: &[&str], printed: &[(&Step, Option<String>)]) {
    let mut lines: Vec<String> = lines.iter().map(|l| (*l).to_owned()).collect();
    for (step, printed) in printed.iter().rev() {
        let (Does::Prints { lines: expected, .. }, Some(printed)) = (&step.does, printed) else { continue };
        if lines[expected.clone()].iter().all(|l| l != "...") {
            lines.splice(expected.clone(), printed.lines().map(|l| l.trim_end().to_owned()));
        }
    }
    fs::write(path, lines.join("\n") + "\n").unwrap();
}

#[test]
fn documents_are_taken_apart_as_they_are_written() {
    let text = "# A\n```console\n$ one \\\n  two\nout\n$ three\n```\n<!-- sh\nsetup\n-->\n```toml file=a/b.toml\nx = 1\n```\n```sh no-run\nnet\n```\n```json\n{}\n```\n";
    let prints = |lines, fails| Does::Prints { lines, fails };
    let step = |line, does, text: &str| Step { line, does, text: text.to_owned() };
    assert_eq!(
        steps(text).unwrap(),
        [
            step(3, prints(4..5, false), "one \\\n  two"),
            step(6, prints(6..6, false), "three"),
            step(9, Does::Runs, "setup\n"),
            step(12, Does::Writes { name: "a/b.toml".to_owned(), more: false }, "x = 1\n"),
            step(15, Does::Nothing, "net\n"),
        ]
    );
    assert_eq!(steps("```console fails\n$ no\n```").unwrap()[0].does, prints(2..2, true));
    for wrong in ["```\nx\n```", "```sh norun\nx\n```", "```bash\nx\n```", "text\n```sh\nx"] {
        assert!(steps(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn three_dots_stand_for_any_lines_and_nothing_else_does() {
    for (expected, printed, like) in [
        (&["a", "b"][..], &["a", "b"][..], true),
        (&["a"], &["a", "b"], false),
        (&["a", "..."], &["a", "b", "c"], true),
        (&["...", "c"], &["a", "b", "c"], true),
        (&["a", "...", "c", "..."], &["a", "c"], true),
        (&["a", "...", "d"], &["a", "b", "c"], false),
        (&[], &["a"], false),
        (&["..."], &[], true),
    ] {
        assert_eq!(is_like(expected, printed), like, "{expected:?} {printed:?}");
    }
}

#[test]
fn a_document_that_is_wrong_is_told() {
    let mut desk = Desk::new();
    let text = "```console\n$ echo a\nb\n$ false\n$ cat f\nx\n```\n```sh\nfalse\ntrue\n```\n```text file=g\ny\n```\n```console fails\n$ true\n```\n";
    let lines: Vec<&str> = text.lines().collect();
    steps(text).unwrap().iter().for_each(|s| drop(desk.take(s, &lines)));
    assert_eq!((desk.run, desk.wrong.len()), (5, 5), "{:#?}", desk.wrong);
    assert!(desk.wrong[0].starts_with("line 2: echo a\nprints now:\na"), "{:?}", desk.wrong);
    assert_eq!(
        missing("[a](examples/none.txt) [b](https://x.example) [c](#d)", &root()),
        ["there is no examples/none.txt"]
    );
}
