//! Events merged and split by hand, the log of it, and taking it back.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

fn run(folder: &Path, args: &[&str]) -> (bool, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sidelines"));
    command.current_dir(folder).args(args).env_remove("SIDELINES_RECORD");
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.success(), text(output.stdout), text(output.stderr))
}

fn put(folder: &Path, name: &str, reports: &[(&str, &str, &str)]) {
    let line = |(day, outlet, text): &(&str, &str, &str)| {
        serde_json::json!({ "date": day, "outlet": outlet, "title": "Talks", "text": text }).to_string()
            + "\n"
    };
    #[allow(clippy::disallowed_methods)]
    std::fs::write(folder.join(name), reports.iter().map(line).collect::<String>()).unwrap();
}

/// Two tell one meeting, two another of the same ministers in spring.
const REPORTS: [(&str, &str, &str); 4] = [
    (
        "2015-03-04",
        "Harbour Courier",
        "Foreign Minister Wang Yi met Iranian Foreign Minister Javad Zarif in Geneva on Tuesday. They spoke about oil.",
    ),
    (
        "2015-03-04",
        "Valley Post",
        "Wang Yi of China and Iran's Javad Zarif held talks in Geneva on Tuesday, diplomats said. The mood was good.",
    ),
    (
        "2015-05-21",
        "Harbour Courier",
        "Chinese Foreign Minister Wang Yi met Javad Zarif of Iran in Vienna on Wednesday. The lake was calm.",
    ),
    (
        "2015-05-22",
        "Island Gazette",
        "Javad Zarif, the Iranian foreign minister, met his Chinese counterpart Wang Yi in Vienna on Wednesday.",
    ),
];

fn events(folder: &Path) -> Vec<Value> {
    let (_, out, _) = run(folder, &["export"]);
    let all = out.lines().map(|l| serde_json::from_str::<Value>(l).unwrap());
    all.filter(|o| o["kind"] == "event" && o["type"] == "CONSULT" && o["status"] == "held").collect()
}

fn filled() -> (tempfile::TempDir, String, String) {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "r.jsonl", &REPORTS);
    assert!(run(folder.path(), &["read", "r.jsonl"]).0);
    let mut met: Vec<(String, String)> = events(folder.path())
        .iter()
        .map(|e| (e["when"]["edtf"].as_str().unwrap().to_owned(), e["id"].as_str().unwrap().to_owned()))
        .collect();
    met.sort();
    assert_eq!(met.iter().map(|m| m.0.as_str()).collect::<Vec<_>>(), ["2015-03-03", "2015-05-20"]);
    (folder, met[0].1.clone(), met[1].1.clone())
}

#[test]
fn merged_events_keep_the_older_id_and_are_found_by_both() {
    let (folder, march, may) = filled();
    let before = run(folder.path(), &["export"]).1;
    let (done, _, told) = run(folder.path(), &["merge", &may, &march, "--note", "one visit"]);
    assert!(done && told.contains(&format!("one event now: {march}")), "{told}");
    let one = events(folder.path());
    assert_eq!(
        (one.len(), one[0]["id"].as_str(), one[0]["n_reports"].as_u64()),
        (1, Some(march.as_str()), Some(4))
    );
    assert!(one[0]["merged"].as_array().unwrap().iter().any(|id| *id == may.as_str()));
    let (_, shown, _) = run(folder.path(), &["show", &may, "--format", "json"]);
    assert_eq!(serde_json::from_str::<Value>(&shown).unwrap()["event"]["id"], march.as_str());
    // What was decided outlives new reports.
    put(
        folder.path(),
        "late.jsonl",
        &[(
            "2015-05-23",
            "Mountain Mirror",
            "China's foreign minister Wang Yi met Iranian minister Javad Zarif in Vienna on Wednesday.",
        )],
    );
    assert!(run(folder.path(), &["read", "late.jsonl"]).0);
    assert_eq!(events(folder.path()).len(), 1);
    let (_, log, _) = run(folder.path(), &["decisions"]);
    assert!(log.contains(&format!("merge {may} with {march} - one visit")), "{log}");
    assert!(run(folder.path(), &["undo"]).0);
    assert_eq!(events(folder.path()).len(), 2);
    assert!(run(folder.path(), &["decisions"]).1.contains("(taken back "));
    assert!(before.contains(&may));
}

#[test]
fn a_split_takes_a_report_out_and_undo_puts_it_back() {
    let (folder, march, _) = filled();
    let before = run(folder.path(), &["export"]).1;
    let report = events(folder.path())
        .iter()
        .find(|e| e["id"] == march.as_str())
        .and_then(|e| e["accounts"][1].as_str().map(str::to_owned))
        .unwrap();
    let (done, _, told) = run(folder.path(), &["split", &march, &report]);
    assert!(done && told.contains("is split into"), "{told}");
    assert_eq!(events(folder.path()).len(), 3);
    assert!(run(folder.path(), &["undo"]).0);
    assert_eq!(run(folder.path(), &["export"]).1, before);
    let (done, _, told) = run(folder.path(), &["undo"]);
    assert!(!done && told.contains("no decision to take back"), "{told}");
}

#[test]
fn wrong_ids_are_told_and_change_nothing() {
    let (folder, march, _) = filled();
    for args in
        [vec!["merge", &march, "e0000"], vec!["merge", &march, &march], vec!["split", &march, "r0000"]]
    {
        let (done, _, told) = run(folder.path(), &args);
        assert!(!done && told.contains("sidelines:"), "{args:?}: {told}");
    }
    assert!(run(folder.path(), &["decisions"]).2.contains("nothing was decided by hand"));
}
