//! A codebook of one's own, what is considered in a report, and sentences with a marked pair.

use std::fs;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;

fn run(folder: &Path, args: &[&str], code: i32) -> (String, String) {
    let mut command = Command::cargo_bin("sidelines").unwrap();
    command.current_dir(folder).env_remove("SIDELINES_RECORD");
    let Output { stdout, stderr, .. } = command.args(args).assert().code(code).get_output().clone();
    (String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

#[allow(clippy::disallowed_methods)]
fn put(folder: &Path, name: &str, text: &str) {
    fs::create_dir_all(folder.join(name).parent().unwrap()).unwrap();
    fs::write(folder.join(name), text).unwrap();
}

const OWN: &str = r#"type = "TRADE"
about = "Sells goods to, buys goods from."

[[rule]]
id = "sell"
words = ["sell"]
actors = ["subject"]
recipients = ["to"]
needs = ["recipient", "political_recipient"]
match = [
  { text = "Norway sold fish to Sweden.", actors = ["Norway"], recipients = ["Sweden"] },
]
no_match = ["The shop sold shoes to tourists."]
"#;

const STORY: &str = "OSLO, March 3, 2015 -- Norway sold fish to Sweden on Monday. Farmers in Norway sold \
    cows to the rain. Norway accused Denmark of theft.\n";

#[test]
fn an_own_codebook_adds_a_type_to_the_built_in_ones() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "mine/trade.toml", OWN);
    put(folder.path(), "story.txt", STORY);
    run(folder.path(), &["read", "story.txt", "--codebook", "mine"], 0);
    let (list, _) = run(folder.path(), &["list", "--format", "jsonl"], 0);
    assert!(list.contains("\"TRADE\"") && list.contains("\"ACCUSE\""), "{list}");
}

#[test]
fn a_broken_codebook_is_told_with_file_and_line() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "mine/trade.toml", &OWN.replace("id = \"sell\"", "id = \"sell\"\ncolour = 1"));
    put(folder.path(), "story.txt", STORY);
    let (_, told) = run(folder.path(), &["read", "story.txt", "--codebook", "mine"], 1);
    assert!(told.contains("mine/trade.toml:6: unknown field `colour`"), "{told}");
    let (_, told) = run(folder.path(), &["codebook", "check", "story.txt"], 1);
    assert!(told.contains("story.txt"), "{told}");
}

#[test]
fn check_points_at_the_line_and_the_reason() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "mine/trade.toml", OWN);
    let (out, told) = run(folder.path(), &["codebook", "check", "mine"], 0);
    assert!(out.is_empty() && told.contains("2 examples run, 0 failed"), "{out}{told}");
    put(folder.path(), "mine/trade.toml", &OWN.replace("fish to Sweden.", "fish to the rain."));
    let (out, told) = run(folder.path(), &["codebook", "check", "mine/"], 1);
    assert!(out.starts_with("mine/trade.toml:11: Norway sold fish to the rain.\n"), "{out}");
    assert!(out.contains("rule trade/sell needs a recipient"), "{out}");
    assert!(told.contains("2 examples run, 1 failed"), "{told}");
}

#[test]
fn marked_examples_are_measured_and_only_broken_marks_fail() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    put(path, "mine/trade.toml", OWN);
    put(
        path,
        "mine/examples/trade.txt",
        "# ours\n[Norway]a [sold]=TRADE.held [fish]o to [Sweden]r.\n[Chad]a [bartered]=TRADE.held with [Mali]r.\n",
    );
    put(path, "mine/examples/none-1.txt", "It rained in Norway all day.\n");
    let (out, told) = run(path, &["codebook", "check", "mine", "--show"], 0);
    assert!(out.contains("mine/examples/trade.txt:3: not told: TRADE held at \"bartered\""), "{out}");
    assert!(out.contains("TRADE              2     1 (50 %)    1 (100 %)"), "{out}");
    assert!(told.contains("3 marked sentences measured, 0 broken lines"), "{told}");
    put(path, "mine/examples/more.txt", "[Norway]a [sold]=TRADE.held\n[Norway] sold.\n");
    let (_, told) = run(path, &["codebook", "check", "mine"], 1);
    assert!(told.contains("mine/examples/more.txt:2: [Norway] has no mark\nnext: "), "{told}");
}

#[test]
fn explain_tells_what_fired_and_why_not() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "mine/trade.toml", OWN);
    put(folder.path(), "story.txt", STORY);
    let (out, _) = run(folder.path(), &["explain", "story.txt", "--codebook", "mine"], 0);
    assert!(out.contains("trade/sell: TRADE held, Norway -> Sweden, 2015-03-02"), "{out}");
    assert!(out.contains("trade/sell: needs a recipient"), "{out}");
    let (json, _) = run(folder.path(), &["explain", "story.txt", "--json"], 0);
    let value: serde_json::Value = serde_json::from_str(json.trim()).unwrap();
    let considered = value["sentences"][2]["considered"].as_array().unwrap();
    assert!(considered.iter().any(|c| c["verdict"] == "told" && c["account"]["type"] == "ACCUSE"), "{json}");
    let (_, told) = run(folder.path(), &["explain", "missing.txt"], 1);
    assert!(told.contains("missing.txt: no such file"), "{told}");
}

#[test]
fn marked_pairs_are_coded_and_scored() {
    let folder = tempfile::tempdir().unwrap();
    let (accuse, aid) =
        ("<s>Kenya</s> accused <t>Uganda</t> of theft.", "<s>Chad</s> gave food to <t>Mali</t> on Monday.");
    put(folder.path(), "pairs.txt", &format!("{accuse}\n<t>Rain</t> fell.\n"));
    let (out, _) = run(folder.path(), &["code", "--pairs", "pairs.txt"], 0);
    let first: Vec<&str> = out.lines().next().unwrap().split('\t').collect();
    assert_eq!((first[0], first[1], first[2], first[4]), ("ACCUSE", "-", "held", accuse));
    assert!(out.ends_with("-\t-\t-\t-\t<t>Rain</t> fell.\n"), "{out}");
    put(folder.path(), "pairs.tsv", &format!("root\tmarked_sentence\nBLAME\t{accuse}\nREJECT\t{aid}\n"));
    let args = ["code", "--pairs", "pairs.tsv", "--gold", "root", "--merge", "ACCUSE,BLAME=BLAME", "--show"];
    let (out, _) = run(folder.path(), &args, 0);
    assert!(out.contains("macro-F1            2                         0.500"), "{out}");
    assert!(out.starts_with("pairs.tsv:3\tREJECT\tAID\taid/"), "{out}");
    put(folder.path(), "broken.txt", &format!("{accuse}\nNo marks here.\n"));
    let (_, told) = run(folder.path(), &["code", "--pairs", "broken.txt"], 1);
    assert!(told.contains("broken.txt:2: no pair is marked"), "{told}");
    run(folder.path(), &["code", "--pairs", "pairs.txt", "--gold", "root"], 1);
}
