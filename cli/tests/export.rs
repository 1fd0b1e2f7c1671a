//! The formats of `sidelines export`, read back. What their users' own tools make of them is tried in tests/readback/.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use assert_cmd::Command;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::RowAccessor;
use serde_json::Value;
use tempfile::TempDir;

const STORIES: [(&str, &str); 3] = [
    (
        "a.txt",
        "Ministers meet in Évian\n\nMarch 3, 2015\n\nÉVIAN, March 3, 2015 (Strait News Agency) -- The foreign ministers of \
        Iran and France met in Évian on Tuesday.\n\n\"We discussed the nuclear programme, Señor,\" French Foreign Minister \
        Laurent Fabius told reporters after the talks.\n",
    ),
    (
        "b.txt",
        "Kenya accuses Uganda\n\nApril 9, 2015\n\nKenya accused Uganda of shielding smugglers on Thursday, the president's \
        spokesman said.\n\nUganda rejected the accusation.\n",
    ),
    (
        "c.txt",
        "Talks called off\n\nMay 4, 2015\n\nThe president of Kenya cancelled a meeting with the president of Uganda that was \
        planned for May 12 in Kampala.\n",
    ),
];

/// A record of the three stories, read once for all tests.
static RECORD: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in STORIES {
        #[allow(clippy::disallowed_methods)]
        fs::write(folder.path().join(name), text).unwrap();
    }
    sidelines(folder.path()).args(["read", "a.txt", "b.txt", "c.txt"]).assert().success();
    folder
});

fn sidelines(folder: &Path) -> Command {
    let mut command = Command::cargo_bin("sidelines").unwrap();
    command.current_dir(folder).env_remove("SIDELINES_RECORD");
    command
}

fn export(args: &[&str]) -> String {
    let output = sidelines(RECORD.path()).arg("export").args(args).assert().success().get_output().clone();
    String::from_utf8(output.stdout).unwrap()
}

fn objects(args: &[&str]) -> Vec<Value> {
    export(args).lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

fn of<'a>(objects: &'a [Value], kind: &str) -> Vec<&'a Value> {
    objects.iter().filter(|o| o["kind"] == kind).collect()
}

fn text(object: &Value) -> &str {
    object.as_str().unwrap()
}

fn table(text: &str) -> Vec<csv::StringRecord> {
    csv::Reader::from_reader(text.as_bytes()).records().map(Result::unwrap).collect()
}

fn column(name: &str, rows: &[csv::StringRecord], header: &str) -> Vec<String> {
    let at = header.trim_end().split(',').position(|c| c == name).unwrap();
    rows.iter().map(|r| r[at].to_owned()).collect()
}

#[test]
fn conditions_take_events_with_all_that_stands_behind_them() {
    let all = objects(&[]);
    let some = objects(&["--who", "Kenya", "--type", "ACCUSE"]);
    assert!(of(&some, "event").len() < of(&all, "event").len() && !of(&some, "event").is_empty());
    let events: BTreeSet<&str> = of(&some, "event").iter().map(|e| text(&e["id"])).collect();
    let reports: BTreeSet<&str> = of(&some, "report").iter().map(|r| text(&r["id"])).collect();
    let actors: BTreeSet<&str> = of(&some, "actor").iter().map(|a| text(&a["id"])).collect();
    assert_eq!(reports.len(), 1);
    for account in of(&some, "account") {
        assert!(events.contains(text(&account["event"])) && reports.contains(text(&account["report"])));
        assert!(account["actors"].as_array().unwrap().iter().all(|p| actors.contains(text(&p["actor"]))));
    }
    assert!(some.iter().all(|o| all.contains(o)));
}

#[test]
fn csv_tables_join_and_spans_hold() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("tables");
    export(&["--format", "csv", "--all", "-o", out.to_str().unwrap()]);
    let read = |name: &str| fs::read_to_string(out.join(format!("{name}.csv"))).unwrap();
    let cells = |name: &str, field: &str| {
        let whole = read(name);
        let rows = table(&whole);
        column(field, &rows, whole.lines().next().unwrap())
    };
    let all = objects(&["--all"]);
    for kind in ["report", "statement", "account", "actor", "event", "mention", "time", "place"] {
        assert_eq!(table(&read(kind)).len(), of(&all, kind).len(), "{kind}");
    }
    let reports: Vec<(String, String)> =
        cells("report", "id").into_iter().zip(cells("report", "text")).collect();
    let spans = cells("evidence", "report").into_iter().zip(cells("evidence", "start"));
    let spans = spans.zip(cells("evidence", "end").into_iter().zip(cells("evidence", "exact")));
    let mut seen = 0;
    for ((report, start), (end, exact)) in spans {
        let text = &reports.iter().find(|(id, _)| *id == report).unwrap().1;
        assert_eq!(text[start.parse().unwrap()..end.parse().unwrap()], exact);
        seen += 1;
    }
    assert!(seen >= 3);
    let events: BTreeSet<String> = cells("event", "id").into_iter().collect();
    assert!(cells("account", "event").iter().all(|e| events.contains(e)));
    let accounts: BTreeSet<String> = cells("account", "id").into_iter().collect();
    assert!(cells("participant", "account").iter().all(|a| accounts.contains(a)));
    assert!(
        !fs::read_dir(&out).unwrap().flatten().any(|f| f.path().extension().is_some_and(|e| e == "part"))
    );
}

#[test]
fn one_table_goes_to_standard_output_or_a_file() {
    let events = export(&["--format", "csv"]);
    assert!(events.starts_with("id,title,day,"), "{events}");
    assert_eq!(table(&events).len(), of(&objects(&[]), "event").len());
    let people = export(&["--format", "csv", "--table", "participant", "--who", "Uganda"]);
    assert!(people.contains("Kenya") && !people.contains("France"), "{people}");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("x.csv");
    export(&["-o", file.to_str().unwrap()]);
    assert_eq!(fs::read_to_string(file).unwrap(), events);
}

#[test]
fn parquet_has_a_file_for_each_kind() {
    let folder = tempfile::tempdir().unwrap();
    export(&["--format", "parquet", "-o", folder.path().to_str().unwrap()]);
    let all = objects(&[]);
    for kind in ["report", "statement", "account", "actor", "event"] {
        let file = fs::File::open(folder.path().join(format!("{kind}.parquet"))).unwrap();
        let reader = SerializedFileReader::new(file).unwrap();
        let rows = reader.metadata().file_metadata().num_rows();
        assert_eq!(rows as usize, of(&all, kind).len(), "{kind}");
    }
    assert!(!folder.path().join("mention.parquet").exists());
    let file = folder.path().join("event.parquet");
    let reader = SerializedFileReader::new(fs::File::open(file).unwrap()).unwrap();
    let ids: BTreeSet<String> =
        reader.get_row_iter(None).unwrap().map(|r| r.unwrap().get_string(0).unwrap().to_owned()).collect();
    assert_eq!(ids, of(&all, "event").iter().map(|e| text(&e["id"]).to_owned()).collect());
}

#[test]
fn sqlite_has_keys_that_hold_and_words_that_are_found() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("record.sqlite");
    export(&["--all", "-o", file.to_str().unwrap()]);
    let db = rusqlite::Connection::open(&file).unwrap();
    let count = |sql: &str| db.query_row(sql, [], |r| r.get::<_, i64>(0)).unwrap();
    let all = objects(&["--all"]);
    for kind in ["report", "statement", "account", "actor", "event", "mention", "time", "place"] {
        assert_eq!(
            count(&format!("SELECT count(*) FROM \"{kind}\"")) as usize,
            of(&all, kind).len(),
            "{kind}"
        );
    }
    assert_eq!(count("SELECT count(*) FROM pragma_foreign_key_check"), 0);
    assert!(count("SELECT count(*) FROM pragma_foreign_key_list('account')") >= 2);
    // Without accents, by the stem.
    assert_eq!(count("SELECT count(*) FROM report_fts WHERE report_fts MATCH 'evian'"), 1);
    assert!(count("SELECT count(*) FROM event_fts WHERE event_fts MATCH 'accuses'") >= 1);
    let joined =
        "SELECT count(*) FROM participant p JOIN account a ON a.id = p.account JOIN event e ON e.id = a.event
        JOIN actor x ON x.id = p.actor WHERE x.name = 'Kenya' AND e.type = 'ACCUSE'";
    assert!(count(joined) >= 1);
    let told = fs::read_to_string(format!("{}.metadata.json", file.display())).unwrap();
    let told: Value = serde_json::from_str(&told).unwrap();
    assert_eq!(told["databases"]["record"]["tables"]["event"]["label_column"], "title");
}

#[test]
fn a_part_of_the_record_has_keys_that_hold_too() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("some.db");
    export(&["--format", "sqlite", "--status", "called_off", "-o", file.to_str().unwrap()]);
    let db = rusqlite::Connection::open(&file).unwrap();
    let count = |sql: &str| db.query_row(sql, [], |r| r.get::<_, i64>(0)).unwrap();
    assert_eq!(count("SELECT count(*) FROM pragma_foreign_key_check"), 0);
    assert_eq!(count("SELECT count(*) FROM report"), 1);
    assert!(count("SELECT count(*) FROM event") >= 1);
}

#[test]
fn linked_data_points_at_words_by_characters() {
    let document: Value = serde_json::from_str(&export(&["--format", "jsonld"])).unwrap();
    let graph = document["@graph"].as_array().unwrap();
    let of = |kind: &str| graph.iter().filter(|n| n["type"] == kind).collect::<Vec<_>>();
    let report = |id: &Value| of("NewsArticle").into_iter().find(|r| r["id"] == *id).unwrap();
    let mut accents = 0;
    for annotation in of("Annotation") {
        for target in annotation["target"].as_array().unwrap() {
            let body = text(&report(&target["source"])["articleBody"]);
            let letters: Vec<char> = body.chars().collect();
            let at = |name: &str| target["selector"][0][name].as_u64().unwrap() as usize;
            let words: String = letters[at("start")..at("end")].iter().collect();
            assert_eq!(words, text(&target["selector"][1]["exact"]));
            accents += usize::from(!body.is_ascii());
        }
    }
    assert!(accents > 0, "one report has accents");
    assert!(of("Event").iter().any(|e| e["eventStatus"] == "schema:EventCancelled"));
    assert_eq!(of("Event").len(), self::of(&objects(&[]), "event").len());
}

#[test]
fn the_calendar_has_what_has_a_day() {
    let calendar = export(&["--format", "ics"]);
    assert!(
        calendar.contains("STATUS:CANCELLED") && calendar.contains("DTSTART;VALUE=DATE:20150303"),
        "{calendar}"
    );
    assert!(!calendar.contains("CATEGORIES:ACCUSE"));
    assert!(export(&["--format", "ics", "--type", "ACCUSE"]).contains("CATEGORIES:ACCUSE"));
}

#[test]
fn the_same_record_gives_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["x.jsonl", "x.csv", "x.parquet", "x.sqlite", "x.jsonld", "x.ics"] {
        let files = [folder.path().join(name), folder.path().join(format!("again-{name}"))];
        let bytes = files.map(|file| {
            export(&["-o", file.to_str().unwrap()]);
            fs::read(file).unwrap()
        });
        assert!(bytes[0] == bytes[1] && !bytes[0].is_empty(), "{name}");
    }
}

#[test]
fn the_schema_is_printed() {
    let schema: Value = serde_json::from_str(&export(&["--schema"])).unwrap();
    assert_eq!(schema["$defs"]["event"]["properties"]["kind"]["const"], "event");
    assert!(schema["$defs"]["actor"]["properties"]["actor_kind"].is_object());
}

#[test]
fn what_cannot_be_is_told() {
    for (args, words) in [
        (&["--table", "event"][..], "--table is for"),
        (&["--format", "csv", "--table", "cake"], "the tables are: report"),
        (&["--format", "sqlite"], "name one with -o"),
        (&["--format", "csv", "--all-types"], "--all-types is for"),
        (&["--schema", "--all"], "cannot be used with"),
        (&["--format", "sqlite", "-o", "sidelines.db"], "is the record itself"),
    ] {
        let output = sidelines(RECORD.path()).arg("export").args(args).assert().code(2).get_output().clone();
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(told.contains(words), "{args:?}: {told}");
    }
    let missing = sidelines(RECORD.path())
        .args(["export", "-o", "no/folder/x.sqlite"])
        .assert()
        .code(1)
        .get_output()
        .clone();
    assert!(String::from_utf8(missing.stderr).unwrap().contains("check that the folder exists"));
}
