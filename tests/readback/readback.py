"""Reads every export of a record back with the tools that its users have, and compares them with one another.

    readback.py PROGRAM REPORTS

Makes a record of REPORTS in a folder of its own and exports it in all formats. Each function whose name begins with
`check_` looks at one of them; all are run, and the first fault of each is told.
"""

import datetime
import io
import json
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile
import traceback

import duckdb
import icalendar
import jsonschema
import pandas
import polars
import pyarrow.parquet
import sqlite_utils
from pyld import jsonld

import legacy

KINDS = ["report", "statement", "account", "actor", "event", "mention", "time", "place"]
# Which table of csv and sqlite holds the members of which list of which kind of object.
LISTS = {
    "office": ("actor", ["offices"]),
    "statement_part": ("statement", ["parts"]),
    "statement_account": ("statement", ["accounts"]),
    "participant": ("account", ["actors", "recipients"]),
    "event_actor": ("event", ["actors", "recipients"]),
    "evidence": ("account", ["evidence"]),
    "account_source": ("account", ["sources"]),
    "account_topic": ("account", ["topics"]),
    "account_context": ("account", ["contexts"]),
    "event_topic": ("event", ["topics"]),
    "event_context": ("event", ["contexts"]),
    "status_history": ("event", ["status_history"]),
    "series": ("event", ["series"]),
    "beside": ("event", ["beside"]),
    "follows": ("event", ["follows"]),
}


class Exports:
    """The record of some reports, exported in all formats."""

    def __init__(self, program, reports, folder):
        self.program, self.folder, self.record = program, folder, folder / "record.db"
        self.run("read", str(reports))
        self.lines = [json.loads(line) for line in self.run("export", "--all").splitlines()]
        self.kinds = {kind: [o for o in self.lines if o["kind"] == kind] for kind in KINDS}
        self.texts = {r["id"]: r["text"].encode() for r in self.kinds["report"]}
        self.report_of = {a["id"]: a["report"] for a in self.kinds["account"]}
        for name in ["csv", "parquet"]:
            self.run("export", "--all", "--format", name, "-o", str(folder / name))
        self.run("export", "--all", "-o", str(folder / "record.sqlite"))

    def run(self, *args):
        command = [self.program, *args, "--record", str(self.record)]
        done = subprocess.run(command, capture_output=True, check=False)
        assert done.returncode == 0, f"{args}: {done.stderr.decode()}"
        return done.stdout.decode()

    def rows(self, table):
        """How many rows a table has by the objects."""
        if table in KINDS:
            return len(self.kinds[table])
        kind, lists = LISTS[table]
        return sum(len(o[name]) for o in self.kinds[kind] for name in lists)

    def csv(self, table):
        return self.folder / "csv" / f"{table}.csv"

    def parquet(self, kind):
        return self.folder / "parquet" / f"{kind}.parquet"


def same(found, expected, what):
    assert found == expected, f"{what}: {repr(found)[:600]}, not {repr(expected)[:600]}"


def spans(value, report, out):
    """All spans in an object, each with the report it points into."""
    if isinstance(value, list):
        for member in value:
            spans(member, report, out)
    elif isinstance(value, dict):
        if {"start", "end", "exact"} <= value.keys():
            out.append((value.get("account", report), value["start"], value["end"], value["exact"]))
        for member in value.values():
            spans(member, report, out)


def check_jsonl(x):
    """Every line is as the schema says, and every span says what its text says."""
    schema = json.loads(x.run("export", "--schema"))
    jsonschema.Draft202012Validator.check_schema(schema)
    for kind in KINDS:
        assert x.kinds[kind], f"examples/ have no {kind}"
        only = {"$ref": f"#/$defs/{kind}", "$defs": schema["$defs"]}
        validator = jsonschema.Draft202012Validator(only)
        for o in x.kinds[kind]:
            validator.validate(o)
            same(set(o), set(schema["$defs"][kind]["properties"]), f"fields of {kind}")
    found = []
    for kind in ["statement", "account", "mention", "time", "place"]:
        for o in x.kinds[kind]:
            spans({k: v for k, v in o.items() if k != "kind"}, o["report"], found)
    for event in x.kinds["event"]:
        spans(event["comparison"], None, found)
        for step in event["status_history"]:
            spans(step["words"], step["account"], found)
    for at, start, end, exact in found:
        text = x.texts[x.report_of.get(at, at)]
        same(text[start:end].decode(), exact, f"words at {start}..{end} of {at}")
    assert len(found) > 500, len(found)


def check_csv(x):
    """pandas, polars and DuckDB read the same rows; ids join; spans hold."""
    names = sorted(path.stem for path in (x.folder / "csv").iterdir())
    same(set(names), set(KINDS) | set(LISTS) | {"report_actor", "comparison"}, "tables")
    frames = {}
    for name in names:
        frame = pandas.read_csv(x.csv(name), keep_default_na=False, na_values=[""])
        frames[name] = frame
        if name in LISTS or name in KINDS:
            same(len(frame), x.rows(name), f"rows of {name} (pandas)")
        same(polars.read_csv(x.csv(name), infer_schema_length=None).height, len(frame), f"rows of {name} (polars)")
        counted = duckdb.sql(f"SELECT count(*) FROM read_csv('{x.csv(name)}', header=true)").fetchall()[0][0]
        same(counted, len(frame), f"rows of {name} (DuckDB)")
        same(polars.read_csv(x.csv(name), infer_schema_length=None).columns, list(frame.columns), f"columns of {name}")
    reports = frames["report"].set_index("id")
    for report in x.kinds["report"]:
        same(reports.text[report["id"]], report["text"], "text of a report")
    spans = frames["evidence"].merge(frames["report"], left_on="report", right_on="id")
    for row in spans.itertuples():
        same(row.text.encode()[row.start : row.end].decode(), row.exact, "evidence")
    joined = frames["participant"].merge(frames["account"], left_on="account", right_on="id")
    same(len(joined), len(frames["participant"]), "participants with their accounts")
    for column, table in [("event", "event"), ("report", "report")]:
        assert frames["account"][column].isin(frames[table]["id"]).all(), f"an account's {column} is not there"
    assert frames["participant"].actor.isin(frames["actor"]["id"]).all(), "an actor is not there"
    assert pandas.api.types.is_integer_dtype(frames["event"].n_reports)
    assert pandas.api.types.is_float_dtype(frames["event"].confidence)
    assert frames["comparison"].verdict.isin(["agree", "differ", "superseded", "silent"]).all()
    single = pandas.read_csv(io.StringIO(x.run("export", "--format", "csv", "--table", "event")))
    same(list(single.id), list(frames["event"].id), "one table by itself")
    some = pandas.read_csv(io.StringIO(x.run("export", "--format", "csv", "--type", "CONSULT")))
    same(set(some.id), {e["id"] for e in x.kinds["event"] if e["type"] == "CONSULT"}, "events of one type")


def check_parquet(x):
    """The objects come back as they are; pandas, polars and DuckDB reach into them."""
    for kind in KINDS:
        table = pyarrow.parquet.read_table(x.parquet(kind))
        own = [{k: v for k, v in o.items() if k != "kind"} for o in x.kinds[kind]]
        rows = table.to_pylist()
        if kind == "event":
            # In order of time here, by id in JSON Lines.
            own, rows = (sorted(all, key=lambda o: o["id"]) for all in [own, rows])
        same(rows, own, f"objects of {kind} (pyarrow)")
        same(len(pandas.read_parquet(x.parquet(kind))), len(own), f"rows of {kind} (pandas)")
        same(polars.read_parquet(x.parquet(kind)).height, len(own), f"rows of {kind} (polars)")
        assert table.schema.field(0).metadata[b"description"], kind
        codec = pyarrow.parquet.ParquetFile(x.parquet(kind)).metadata.row_group(0).column(0).compression
        same(codec, "ZSTD", "compression")
    events = polars.scan_parquet(x.parquet("event"))
    people = events.explode("actors").select(polars.col("actors").struct.field("name")).collect()
    same(
        sorted(n for n in people["name"].to_list() if n is not None),
        sorted(p["name"] for e in x.kinds["event"] for p in e["actors"]),
        "names of actors (polars)",
    )
    duck = duckdb.sql(
        f"""SELECT e.id, e."when".edtf, len(e.comparison."when".differ) FROM '{x.parquet("event")}' e
        JOIN '{x.parquet("account")}' a ON a.event = e.id WHERE e.type = 'CONSULT' AND a.status = 'held'"""
    ).fetchall()
    held = {a["event"] for a in x.kinds["account"] if a["status"] == "held"}
    expected = {
        (e["id"], (e["when"] or {}).get("edtf"), len(e["comparison"]["when"]["differ"]))
        for e in x.kinds["event"]
        if e["type"] == "CONSULT" and e["id"] in held
    }
    same(set(duck), expected, "nested fields (DuckDB)")


def check_sqlite(x):
    """Keys are declared and hold; the same rows as CSV; search finds; the metadata names what is there."""
    path = x.folder / "record.sqlite"
    plain = sqlite3.connect(path)
    same(plain.execute("PRAGMA integrity_check").fetchall(), [("ok",)], "integrity")
    same(plain.execute("PRAGMA foreign_key_check").fetchall(), [], "foreign keys")
    db = sqlite_utils.Database(path)
    tables = {t.name: t for t in db.tables if "_fts" not in t.name and not t.name.startswith("sqlite_")}
    for name, table in tables.items():
        frame = pandas.read_csv(x.csv(name), keep_default_na=False, na_values=[""])
        same(table.count, len(frame), f"rows of {name}")
        same([c.name for c in table.columns], list(frame.columns), f"columns of {name}")
        assert table.pks != ["rowid"], f"{name} has no key"
        indexed = {i.columns[0] for i in table.indexes} | {table.pks[0]}
        for key in table.foreign_keys:
            assert key.column in indexed, f"{name}.{key.column} has no index"
            assert key.other_table in tables, f"{name}.{key.column}"
    links = {(name, k.column, k.other_table) for name, t in tables.items() for k in t.foreign_keys}
    for link in [("account", "event", "event"), ("account", "report", "report"), ("participant", "actor", "actor"),
                 ("event_actor", "event", "event"), ("status_history", "account", "account"),
                 ("comparison", "event", "event"), ("evidence", "account", "account"),
                 ("account_source", "statement", "statement")]:
        assert link in links, link
    for name in ["report", "event", "statement"]:
        same(tables[name].detect_fts(), f"{name}_fts", "full-text search")
    found = {row["id"] for row in tables["event"].search("singapore")}
    assert found and found < {e["id"] for e in x.kinds["event"]}, found
    assert list(tables["report"].search("denuclearisation OR denuclearization")), "no report is found"
    metadata = json.loads((x.folder / "record.sqlite.metadata.json").read_text())
    told = metadata["databases"]["record"]["tables"]
    same(set(told), set(tables), "tables of the metadata")
    for name, about in told.items():
        columns = {c.name for c in tables[name].columns}
        same(set(about["columns"]), columns, f"columns of {name} in the metadata")
        assert about.get("label_column", "") in columns | {""}, name
    some = x.folder / "some.sqlite"
    x.run("export", "--type", "CONSULT", "-o", str(some))
    part = sqlite3.connect(some)
    same(part.execute("PRAGMA foreign_key_check").fetchall(), [], "foreign keys of a part")
    talks = {(e["id"],) for e in x.kinds["event"] if e["type"] == "CONSULT"}
    same(set(part.execute("SELECT id FROM event")), talks, "events of a part")
    assert len(talks) > 3, "examples/ have hardly any talks"


def days(edtf):
    """First and last day of an EDTF time that is exact to the day; the last may not be known."""
    ends = [re.sub("[?~%]$", "", end) for end in edtf.split("/")]
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", ends[0]):
        return None
    last = ends[-1]
    if re.fullmatch(r"\d{4}-\d\d-\d\d", last):
        return datetime.date.fromisoformat(ends[0]), datetime.date.fromisoformat(last)
    return (datetime.date.fromisoformat(ends[0]), None) if last in ("", "..") else None


def check_ics(x):
    """Meetings and talks that have a day, each with the days, status and words it should have."""
    words = {"planned": "CONFIRMED", "ongoing": "CONFIRMED", "held": "CONFIRMED", "possible": "TENTATIVE", "called_off": "CANCELLED"}
    text = x.run("export", "--format", "ics")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n")), "a line is too long"
    calendar = icalendar.Calendar.from_ical(text)
    entries = {str(e["UID"]): e for e in calendar.walk("VEVENT")}
    expected = {
        f"{e['id']}@sidelines": e
        for e in x.kinds["event"]
        if e["type"] == "CONSULT" and e["status"] in words and e["when"] and days(e["when"]["edtf"])
    }
    same(set(entries), set(expected), "events")
    assert entries, "examples/ have no meeting with a day"
    for uid, event in expected.items():
        entry = entries[uid]
        first, last = days(event["when"]["edtf"])
        same(entry["DTSTART"].dt, first, "first day")
        if last:
            same(entry["DTEND"].dt, last + datetime.timedelta(days=1), "last day")
        same(str(entry["STATUS"]), words[event["status"]], "status")
        assert entry["DTSTAMP"].dt.year < 2026, "stamped by the clock"
        if event["where"]:
            assert event["where"]["name"] in entry["LOCATION"]
        accounts = [a for a in x.kinds["account"] if a["event"] == event["id"]]
        shown = " ".join(entry["DESCRIPTION"].split())
        assert any(" ".join(a["evidence"][0]["exact"].split())[:200] in shown for a in accounts), shown


def check_legacy(x):
    """The tables of POLECAT, GDELT and ICEWS have their columns and codes."""
    folder = x.folder / "legacy"
    for name in ["polecat", "gdelt", "icews"]:
        x.run("export", "--format", name, "-o", f"{folder}/")
    print(legacy.check(folder))
    single = x.run("export", "--format", "gdelt", "--table", "mentions")
    same(single, (folder / "gdelt.mentions.tsv").read_bytes().decode(), "one table by itself")
    more = x.run("export", "--format", "polecat", "--all-statuses").splitlines()
    assert len(more) > len((folder / "polecat.tsv").read_text().splitlines()), "no event of another status"


def no_network(address, _options=None):
    raise AssertionError(f"asks for {address}")


def check_jsonld(x):
    """Expands offline, loses no term, and points at words by characters."""
    document = json.loads(x.run("export", "--format", "jsonld"))
    expanded = jsonld.expand(document, {"documentLoader": no_network})
    nodes = {node["@id"]: node for node in document["@graph"] for node in [{**node, "@id": node["id"]}]}
    same(len(expanded), len(document["@graph"]), "nodes")
    for node in expanded:
        same(len(node), len(nodes[node["@id"]]) - 1, f"terms of {node['@id']}")
    events = [n for n in expanded if n["@type"] == ["https://schema.org/Event"]]
    same(len(events), len(x.kinds["event"]), "events")
    status = "https://schema.org/eventStatus"
    cancelled = [n for n in events if n.get(status) == [{"@id": "https://schema.org/EventCancelled"}]]
    same(len(cancelled), sum(e["status"] == "called_off" for e in x.kinds["event"]), "events called off")
    body = {n["@id"]: n["https://schema.org/articleBody"][0]["@value"] for n in expanded if "https://schema.org/articleBody" in n}
    oa, seen = "http://www.w3.org/ns/oa#", 0
    for node in (n for n in expanded if n["@type"] == [f"{oa}Annotation"]):
        for target in node[f"{oa}hasTarget"]:
            text = body[target[f"{oa}hasSource"][0]["@id"]]
            position, quote = target[f"{oa}hasSelector"]
            start, end = (int(position[f"{oa}{name}"][0]["@value"]) for name in ["start", "end"])
            exact, prefix, suffix = (quote[f"{oa}{n}"][0]["@value"] for n in ["exact", "prefix", "suffix"])
            same(text[start:end], exact, "words by position")
            same(text[max(0, start - len(prefix)) : end + len(suffix)], prefix + exact + suffix, "words around")
            seen += 1
    same(seen, sum(len(a["evidence"]) for a in x.kinds["account"]), "pieces of evidence")
    assert jsonld.to_rdf(expanded, {"documentLoader": no_network})["@default"], "no triples"


def main(program, reports):
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        exports = Exports(program, reports, pathlib.Path(folder))
        for name, check in list(globals().items()):
            if not name.startswith("check_"):
                continue
            try:
                check(exports)
                print(f"readback: {name.removeprefix('check_')} is sound")
            except Exception:
                failed += 1
                print(f"readback: {name.removeprefix('check_')} FAILED\n{traceback.format_exc()}", file=sys.stderr)
    return failed


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1], pathlib.Path(sys.argv[2])) else 0)
