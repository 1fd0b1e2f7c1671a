//! One copy in several outlets: each keeps its report, the first alone is coded, and the order of reading
//! changes nothing.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

const LEAD: &str = "Foreign Minister Wang Yi met Iranian Foreign Minister Javad Zarif in Geneva on Tuesday. \
The two ministers discussed the nuclear talks and the sale of oil, a spokesman for the Chinese delegation said.";
const REST: &str = "“We have come closer to one another,” Zarif told reporters at the lake after the meeting. \
Both delegations stayed for a dinner that the Swiss hosts gave in an old mill above the town. \
Wang Yi is to fly to Moscow on Wednesday. He will meet Russian Foreign Minister Sergei Lavrov there. \
The talks had begun in the autumn and were twice put off because of the weather on the pass.";
const OTHER: &str = "China and Iran came a step closer in Geneva on Tuesday, when their foreign ministers sat down \
for two hours. Wang Yi met Javad Zarif to talk about oil and centrifuges. Diplomats who were near the room \
called the mood good, though nothing was signed and no new date was named by either of the two sides.";

/// Date, outlet, headline and text of each report: a whole one, a cut one, one that came before both, one
/// without a date, and another outlet's own report.
fn wire() -> Vec<Value> {
    let report = |day: Option<&str>, outlet: &str, title: &str, text: String| serde_json::json!({ "date": day, "outlet": outlet, "title": title, "text": text });
    let whole = format!("{LEAD}\\n\\n{REST}").replace("\\n", "\n");
    vec![
        report(Some("2015-03-04"), "Harbour Courier", "Ministers meet at the lake", whole.clone()),
        report(
            Some("2015-03-05"),
            "Valley Post",
            "Wang and Zarif talk",
            LEAD.to_owned() + " " + &REST[..210],
        ),
        report(
            Some("2015-03-03"),
            "Island Gazette",
            "China, Iran in Geneva",
            whole.replace(['“', '”'], "\"") + "\n\nThe Gazette is printed on Mondays.",
        ),
        report(None, "Undated Times", "Old mill, new talks", whole),
        report(Some("2015-03-04"), "Mountain Mirror", "A step closer", OTHER.to_owned()),
    ]
}

fn sidelines(folder: &Path, args: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sidelines"));
    command.current_dir(folder).args(args).env_remove("SIDELINES_RECORD");
    let output = command.output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn put(folder: &Path, name: &str, reports: &[&Value]) {
    let lines: String = reports.iter().map(|r| format!("{r}\n")).collect();
    #[allow(clippy::disallowed_methods)]
    std::fs::write(folder.join(name), lines).unwrap();
}

/// The record after the reports came in this order, in one run or one run for each.
fn record(folder: &Path, reports: &[Value], order: &[usize], at_once: bool) -> String {
    let name = format!("{order:?}{at_once}.db").replace([' ', ',', '[', ']'], "");
    let runs: Vec<Vec<usize>> =
        if at_once { vec![order.to_vec()] } else { order.iter().map(|i| vec![*i]).collect() };
    for run in runs {
        let chosen: Vec<&Value> = run.iter().map(|i| &reports[*i]).collect();
        put(folder, "wire.jsonl", &chosen);
        sidelines(folder, &["read", "wire.jsonl", "--record", &name]);
    }
    // Where each was read from depends on its place in the file.
    let out = sidelines(folder, &["export", "--all", "--record", &name]);
    out.lines().map(|l| strip_source(l) + "\n").collect()
}

fn strip_source(line: &str) -> String {
    let mut object: Value = serde_json::from_str(line).unwrap();
    object.as_object_mut().unwrap().shift_remove("source");
    object.to_string()
}

fn objects(record: &str, kind: &str) -> Vec<Value> {
    let all = record.lines().map(|l| serde_json::from_str::<Value>(l).unwrap());
    all.filter(|o| o["kind"] == kind).collect()
}

#[test]
fn reprints_name_the_first_and_share_its_accounts() {
    let folder = tempfile::tempdir().unwrap();
    let out = record(folder.path(), &wire(), &[0, 1, 2, 3, 4], true);
    let reports = objects(&out, "report");
    let first = reports.iter().find(|r| r["outlet"] == "Island Gazette").unwrap();
    let own = reports.iter().find(|r| r["outlet"] == "Mountain Mirror").unwrap();
    assert!(first["origin"].is_null() && own["origin"].is_null(), "{first} {own}");
    let reprints: Vec<&Value> = reports.iter().filter(|r| r["origin"]["reprint_of"] == first["id"]).collect();
    assert_eq!(reprints.len(), 3, "{out}");
    assert!(reprints.iter().all(|r| r["origin"]["score"].as_f64().unwrap() > 0.8));
    for kind in ["account", "statement", "mention"] {
        let by: Vec<Value> = objects(&out, kind).into_iter().map(|o| o["report"].clone()).collect();
        assert!(by.contains(&first["id"]), "no {kind}");
        assert!(by.iter().all(|r| *r == first["id"] || *r == own["id"]), "{kind} of a reprint");
    }
}

#[test]
fn any_order_and_any_number_of_runs_give_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let reports = wire();
    let expected = record(folder.path(), &reports, &[0, 1, 2, 3, 4], true);
    for (order, at_once) in [([4, 3, 2, 1, 0], true), ([3, 1, 4, 0, 2], false), ([2, 0, 3, 1, 4], true)] {
        assert_eq!(record(folder.path(), &reports, &order, at_once), expected, "{order:?}");
    }
}

#[test]
fn a_reprint_is_shown_with_the_accounts_of_its_origin_and_counted() {
    let folder = tempfile::tempdir().unwrap();
    let reports = wire();
    let all: Vec<&Value> = reports.iter().collect();
    put(folder.path(), "wire.jsonl", &all);
    let mut read = Command::new(env!("CARGO_BIN_EXE_sidelines"));
    let output =
        read.current_dir(folder.path()).args(["read", "wire.jsonl", "--record", "r.db"]).output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("5 reports read, 3 of them reprints"), "{told}");
    let out = sidelines(folder.path(), &["export", "--record", "r.db"]);
    let cut = objects(&out, "report").into_iter().find(|r| r["outlet"] == "Valley Post").unwrap();
    let page = sidelines(folder.path(), &["show", cut["id"].as_str().unwrap(), "--record", "r.db"]);
    let first = cut["origin"]["reprint_of"].as_str().unwrap();
    assert!(page.contains(&format!("reprint of {first} (")), "{page}");
    assert!(page.contains("of the report that it reprints") && page.contains("Zarif"), "{page}");
    let events = objects(&out, "event");
    let met = events.iter().find(|e| e["n_reports"] == 5).unwrap_or_else(|| panic!("{events:#?}"));
    assert_eq!(met["n_independent"], 2);
    // Read alone, a reprint leads to the event that its origin tells.
    put(folder.path(), "one.jsonl", &[&reports[1]]);
    let ledger = sidelines(folder.path(), &["read", "one.jsonl", "--record", "r.db"]);
    assert!(ledger.contains("Zarif"), "{ledger}");
}
