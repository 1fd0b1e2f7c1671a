//! The program in a terminal: plots, completions, manual pages, one way to JSON, how much is said, colours.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn sidelines(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sidelines"));
    command.current_dir(folder).env("LANG", "C.UTF-8");
    ["SIDELINES_RECORD", "NO_COLOR", "LC_ALL", "LC_CTYPE"].iter().for_each(|name| {
        command.env_remove(name);
    });
    command
}

fn run(folder: &Path, args: &[&str]) -> (i32, String, String) {
    told(&sidelines(folder).args(args).output().unwrap())
}

fn told(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code().unwrap_or(-1), text(&output.stdout), text(&output.stderr))
}

#[allow(clippy::disallowed_methods)]
fn put(folder: &Path, name: &str, text: &str) {
    fs::write(folder.join(name), text).unwrap();
}

const MET: &str = "GENEVA, March 3, 2015 -- The foreign ministers of Iran and the United States met in Geneva on \
    Tuesday.\n\nThe two sides discussed the nuclear programme, a spokeswoman said.\n";
const ACCUSED: &str = "OSLO, June 9, 2015 -- Norway on Monday accused Denmark of theft.\n";

/// A record with a meeting in March and an accusation in June.
fn filled() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "a.txt", MET);
    put(folder.path(), "b.txt", ACCUSED);
    assert_eq!(run(folder.path(), &["read", "a.txt", "b.txt"]).0, 0);
    folder
}

fn objects(text: &str) -> Vec<Value> {
    text.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

#[test]
fn plot_draws_what_list_lists_and_json_has_the_numbers() {
    let folder = filled();
    let listed = objects(&run(folder.path(), &["list", "--json"]).1).len();
    let (code, out, _) = run(folder.path(), &["list", "--plot"]);
    assert!(code == 0 && out.starts_with("2015-03  █") && out.contains("\n2015-06  █"), "{out}");
    assert!(out.contains("\n2015-04  0\n2015-05  0\n") && !out.contains('\u{1b}'), "{out}");
    let counts = objects(&run(folder.path(), &["list", "--plot", "--json"]).1);
    assert_eq!((&counts[0]["kind"], &counts[0]["period"]), (&"count".into(), &"2015-03".into()));
    assert_eq!(counts.iter().map(|c| c["events"].as_u64().unwrap() as usize).sum::<usize>(), listed);
    let years = objects(&run(folder.path(), &["list", "--plot=year", "--json"]).1);
    assert_eq!((&years[0]["by"], &years[0]["period"]), (&"year".into(), &"2015".into()));
    let accused = run(folder.path(), &["list", "--plot", "--type", "ACCUSE"]).1;
    assert!(accused.starts_with("2015-06") && accused.lines().count() == 1, "{accused}");
    let plain =
        told(&sidelines(folder.path()).env("LC_ALL", "C").args(["list", "--plot"]).output().unwrap()).1;
    assert!(plain.starts_with("2015-03  #") && plain.is_ascii(), "{plain}");
    let (code, out, said) = run(folder.path(), &["list", "--plot", "--who", "Nobody"]);
    assert!(code == 0 && out.is_empty() && said.contains("next:"), "{out}{said}");
}

#[test]
fn json_is_the_same_as_the_format_that_gives_it() {
    let folder = filled();
    let event = objects(&run(folder.path(), &["list", "--json"]).1)[0]["id"].as_str().unwrap().to_owned();
    assert_eq!(run(folder.path(), &["merge", &event, &event]).0, 1);
    for (args, format) in [
        (&["list"][..], "jsonl"),
        (&["stories", "--reports", "1"], "jsonl"),
        (&["decisions"], "jsonl"),
        (&["show", &event], "json"),
        (&["read", "a.txt", "b.txt"], "jsonl"),
    ] {
        let json = run(folder.path(), &[args, &["--json"]].concat()).1;
        assert_eq!(json, run(folder.path(), &[args, &["--format", format]].concat()).1, "{args:?}");
        let values =
            if format == "json" { vec![serde_json::from_str(&json).unwrap()] } else { objects(&json) };
        assert!(args == ["decisions"] || !values.is_empty(), "{args:?}");
        let (code, _, said) = run(folder.path(), &[args, &["--json", "--format", format]].concat());
        assert!(code == 2 && said.contains("cannot be used with"), "{args:?}: {said}");
    }
}

#[test]
fn analyses_are_objects_too() {
    let folder = filled();
    let path = folder.path();
    let parsed = objects(&run(path, &["parse", "b.txt", "--json"]).1);
    assert_eq!((parsed.len(), &parsed[0]["kind"]), (1, &"parse".into()));
    assert!(parsed[0]["sentences"][0]["tokens"].as_array().is_some_and(|t| t.len() > 5), "{parsed:?}");
    let explained = objects(&run(path, &["explain", "a.txt", "b.txt", "--json"]).1);
    assert_eq!(explained.iter().filter(|e| e["kind"] == "explanation").count(), 2);
    put(
        path,
        "pairs.tsv",
        "root\tmarked_sentence\nACCUSE\t<s>Kenya</s> accused <t>Uganda</t> of theft.\nAID\t<t>Rain</t> fell.\n",
    );
    let pairs = objects(&run(path, &["code", "--pairs", "pairs.tsv", "--json"]).1);
    assert_eq!((&pairs[0]["type"], &pairs[0]["line"]), (&"ACCUSE".into(), &2.into()));
    assert!(pairs[1]["type"].is_null() && pairs[1]["kind"] == "pair", "{pairs:?}");
    let figures =
        objects(&run(path, &["code", "--pairs", "pairs.tsv", "--gold", "root", "--show", "--json"]).1);
    assert_eq!(
        (figures.len(), &figures[0]["macro_f1"], &figures[0]["accuracy"]),
        (1, &0.5.into(), &0.5.into())
    );
    assert_eq!(
        (&figures[0]["otherwise"][0]["line"], &figures[0]["otherwise"][0]["told"]),
        (&3.into(), &Value::Null)
    );
}

#[test]
fn a_check_is_one_object_with_what_failed_and_why() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    fs::create_dir_all(path.join("mine/examples")).unwrap();
    put(
        path,
        "mine/trade.toml",
        "type = \"TRADE\"\nabout = \"Sells goods.\"\n\n[[rule]]\nid = \"sell\"\nwords = [\"sell\"]\n\
        actors = [\"subject\"]\nrecipients = [\"to\"]\nneeds = [\"political_recipient\"]\nmatch = [\n  \
        { text = \"Norway sold fish to the rain.\", actors = [\"Norway\"] },\n]\n",
    );
    put(
        path,
        "mine/examples/trade.txt",
        "[Norway]a [sold]=TRADE.held [fish]o to [Sweden]r.\n[Norway] sold.\n",
    );
    let (code, out, said) = run(path, &["codebook", "check", "mine", "--json"]);
    let value: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, &value["kind"], &value["examples"]), (1, &"check".into(), &1.into()), "{said}");
    let failed = &value["failed"][0];
    assert_eq!(
        (&failed["at"], &failed["text"]),
        (&"mine/trade.toml:11".into(), &"Norway sold fish to the rain.".into())
    );
    assert!(failed["why"].as_str().unwrap().contains("rule trade/sell needs"), "{out}");
    assert_eq!((&value["marked_sentences"], &value["types"][0]["found"]), (&1.into(), &1.into()), "{out}");
    assert!(value["broken"][0]["source"].as_str().unwrap().ends_with("trade.txt:2"), "{out}");
}

#[test]
fn quiet_leaves_out_notes_and_keeps_errors() {
    let folder = filled();
    let (code, out, said) = run(folder.path(), &["-q", "read", "a.txt"]);
    assert!(code == 0 && out.contains("CONSULT") && said.is_empty(), "{out}{said}");
    let (code, _, said) = run(folder.path(), &["list", "--who", "Nobody", "--quiet"]);
    assert!(code == 0 && said.is_empty(), "{said}");
    let (code, _, said) = run(folder.path(), &["read", "missing.txt", "a.txt", "-q"]);
    assert_eq!(
        (code, said.as_str()),
        (1, "sidelines: missing.txt: no such file or folder; check the name\n")
    );
    let (code, _, said) = run(folder.path(), &["show", "e0", "-q"]);
    assert!(code == 1 && said.contains("nothing in the record has the id e0"), "{said}");
    assert_eq!(run(folder.path(), &["list", "-q", "-v"]).0, 2);
}

#[test]
fn verbose_tells_each_step_and_each_input() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "a.txt", MET);
    put(folder.path(), "b.txt", ACCUSED);
    put(folder.path(), "copy.md", &format!("---\ntitle: Again\noutlet: The Echo\n---\n\n{MET}"));
    let (code, out, said) = run(folder.path(), &["-v", "read", "a.txt", "b.txt", "copy.md"]);
    assert!(code == 0 && !out.contains(" s\n"), "{out}");
    for step in ["opening sidelines.db: ", "loading model, tables and codebook: ", "linking: ", "in all: "] {
        let time = said.lines().find_map(|l| l.strip_prefix(step)).and_then(|l| l.strip_suffix(" s"));
        assert!(time.is_some_and(|t| t.parse::<f64>().is_ok()), "{step}{said}");
    }
    assert!(said.contains("b.txt: r") && said.contains(", 1 account\n"), "{said}");
    assert_eq!(said.matches(", a reprint of r").count(), 1, "{said}");
    assert!(run(folder.path(), &["read", "a.txt", "-v"]).2.contains(", in the record already\n"));
    assert!(run(folder.path(), &["list", "-v"]).2.contains("opening sidelines.db: "));
}

#[test]
fn every_shell_completes_the_commands() {
    let folder = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let (code, script, said) = run(folder.path(), &["completions", shell]);
        assert!(
            code == 0 && said.is_empty() && script.contains("stories") && script.contains("differ"),
            "{shell}"
        );
    }
    assert_eq!(run(folder.path(), &["completions", "cmd"]).0, 2);
    let script = "source <(\"$0\" completions bash); COMP_WORDS=(sidelines st); COMP_CWORD=1; _sidelines sidelines st sidelines; echo \"${COMPREPLY[*]}\"";
    match Command::new("bash").args(["-c", script, env!("CARGO_BIN_EXE_sidelines")]).output() {
        Ok(output) => assert_eq!(told(&output).1, "stories\n", "{output:?}"),
        Err(_) => eprintln!("left out: no bash here"),
    }
}

#[test]
fn every_command_has_a_page_of_the_manual() {
    let folder = tempfile::tempdir().unwrap();
    let (code, page, _) = run(folder.path(), &["man"]);
    assert!(code == 0 && page.contains(".TH sidelines 1") && page.contains(".SH EXAMPLES"), "{page}");
    let (code, page, _) = run(folder.path(), &["man", "list"]);
    assert!(code == 0 && page.contains(".TH sidelines-list 1"), "{page}");
    let (code, out, said) = run(folder.path(), &["man", "pages/man1"]);
    assert!(code == 0 && out.is_empty() && said.contains("pages to pages/man1"), "{said}");
    let help = run(folder.path(), &["--help"]).1;
    let commands = help.lines().skip_while(|l| *l != "Commands:").skip(1).take_while(|l| !l.is_empty());
    let names: Vec<&str> = commands
        .filter(|l| l.starts_with("  ") && !l.starts_with("   "))
        .filter_map(|l| l.split_whitespace().next())
        .collect();
    assert!(names.len() > 14, "{names:?}");
    for name in names.iter().filter(|n| **n != "help") {
        let page = fs::read_to_string(folder.path().join(format!("pages/man1/sidelines-{name}.1"))).unwrap();
        assert!(page.contains("\\-\\-record"), "{name}: {page}");
    }
    assert!(folder.path().join("pages/man1/sidelines-codebook-check.1").exists());
    put(folder.path(), "file", "");
    assert_eq!(run(folder.path(), &["man", "file/man1"]).0, 1);
}

/// Runs a command line on a terminal of its own; `None` where util-linux's `script` is missing.
fn on_a_terminal(folder: &Path, line: &str, no_color: Option<&str>) -> Option<String> {
    let mut command = Command::new("script");
    let program = env!("CARGO_BIN_EXE_sidelines");
    command.args(["-qec", &format!("'{program}' {line}"), "/dev/null"]).current_dir(folder);
    command
        .env("TERM", "xterm-256color")
        .env("LANG", "C.UTF-8")
        .env_remove("NO_COLOR")
        .env_remove("SIDELINES_RECORD");
    no_color.iter().for_each(|v| {
        command.env("NO_COLOR", v);
    });
    let output = command.stdin(std::process::Stdio::null()).output().ok()?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn colour_is_for_terminals_that_want_it() {
    let folder = filled();
    if on_a_terminal(folder.path(), "list", None).is_none() {
        return eprintln!("left out: no `script` here to make a terminal");
    }
    let event = objects(&run(folder.path(), &["list", "--json"]).1)[0]["id"].as_str().unwrap().to_owned();
    for line in
        ["list", "list --plot", &format!("show {event}"), "explain a.txt", "read a.txt", "list --help"]
    {
        let shown = |no_color| on_a_terminal(folder.path(), line, no_color).unwrap();
        assert!(shown(None).contains('\u{1b}'), "{line}");
        assert!(shown(Some("")).contains('\u{1b}'), "{line}: an empty NO_COLOR is none");
        assert!(!shown(Some("1")).contains('\u{1b}'), "{line}: {}", shown(Some("1")));
    }
}
