"""Validate every table of gazetteer/: columns, codes, dates, from <= to, duplicates. Exit 1 on any error.

Usage: check.py [-v]     (-v also prints the warnings: things to look at, not errors)
"""
import re
import sys
from collections import Counter, defaultdict

from common import TABLES, cell_list, read_table

COLUMNS = {
    "countries": "iso3 iso2 name aliases demonyms capital capital_aliases government_names lat lon geonames fips cow cameo continent qid",
    "cities": "geonames name aliases iso3 admin1 lat lon population common",
    "regions": "name aliases iso3 kind lat lon geonames",
    "leaders": "name aliases surname gender qid iso3 office title role sector from to source",
    "bodies": "name aliases kind iso3 sector state_like qid",
    "outlets": "domain name aliases iso3 kind",
    "summits": "series name aliases ordinal year from to city iso3 source",
    "roles": "term sector kind office plural",
}
ALLOWED = {
    ("bodies", "kind"): "igo body group party military court legislature agency company ngo",
    ("bodies", "sector"): "IGO GOV MIL LEG JUD PTY REB SPY COP MED BUS NGO CVL OPP EDU JRN",
    ("bodies", "state_like"): "0 1",
    ("leaders", "gender"): "m f",
    ("leaders", "role"): "hos hog fm defmin igo other",
    ("leaders", "sector"): "IGO GOV MIL LEG JUD PTY REB SPY COP BUS NGO CVL OPP JRN REL ELI",
    ("leaders", "source"): "hand factbook congress petrarch2",
    ("outlets", "kind"): "agency newspaper broadcaster site",
    ("regions", "kind"): "state province region continent sea conflict-area",
    ("roles", "kind"): "person group",
    ("cities", "common"): "0 1",
    ("summits", "source"): "hand factbook",
}
KEYS = {"countries": ["iso3"], "cities": ["geonames", "name"], "regions": ["name", "iso3"], "bodies": ["name", "iso3"],
        "leaders": ["name", "iso3", "office", "title", "from"], "outlets": ["domain", "name"], "summits": ["series", "name", "year", "from"],
        "roles": ["term"]}
# Offices that one person holds at a time: two open spells are an error.
SINGLE = {"president", "prime minister", "chancellor", "king", "queen", "emperor", "emir", "sultan", "pope", "vice president",
          "foreign minister", "defence minister", "secretary of state", "secretary-general"}
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")
errors, warnings = [], []


def shape(name):
    """Column line, cell counts, sorted list cells without blanks, no typographic apostrophes."""
    lines = (TABLES / f"{name}.tsv").read_text("utf-8").split("\n")
    if lines[0].split("\t") != COLUMNS[name].split():
        errors.append(f"{name}: columns are {lines[0]!r}")
    for number, line in enumerate(lines[1:-1], 2):
        cells = line.split("\t")
        if len(cells) != len(COLUMNS[name].split()):
            errors.append(f"{name}:{number}: {len(cells)} cells")
        if any(c != c.strip() or "||" in c or c.startswith("|") or c.endswith("|") for c in cells):
            errors.append(f"{name}:{number}: blank item or space at an edge: {line[:80]}")
        if "’" in line:
            errors.append(f"{name}:{number}: typographic apostrophe")


def codes(name, rows, states, bodies):
    for row in rows:
        for column, allowed in ((c, a) for (t, c), a in ALLOWED.items() if t == name):
            if row[column] not in allowed.split():
                errors.append(f"{name}: {column} {row[column]!r} in {list(row.values())[:4]}")
        if name != "countries" and row.get("iso3") and row["iso3"] not in states and not (name == "leaders" and row["iso3"] in bodies):
            errors.append(f"{name}: unknown iso3 or body {row['iso3']!r} of {row.get('name')}")
        if row.get("qid") and not re.fullmatch(r"Q\d+", row["qid"]):
            errors.append(f"{name}: qid {row['qid']}")
        for column, limit in (("lat", 90), ("lon", 180)):
            if row.get(column) and abs(float(row[column])) > limit:
                errors.append(f"{name}: {column} {row[column]} of {row['name']}")


def dates(name, rows):
    for row in rows:
        a, b = row["from"], row["to"]
        if any(d and not DATE.match(d) for d in (a, b)) or not a and name == "leaders":
            errors.append(f"{name}: dates {a!r} {b!r} of {row['name']}")
        shared = min(len(a), len(b))
        if a and b and a[:shared] > b[:shared]:
            errors.append(f"{name}: {row['name']} ends before it begins: {a} {b}")
        if name == "summits" and a and a[:4] != row["year"]:
            errors.append(f"{name}: {row['name']} year {row['year']} from {a}")


def duplicates(name, rows):
    for key, count in Counter(tuple(r[k] for k in KEYS[name]) for r in rows).items():
        if count > 1:
            errors.append(f"{name}: {count} rows of {key}")


def ambiguous(name, rows):
    """One qid for two names is an error; one alias for two bodies is worth a look."""
    by_qid, by_alias = defaultdict(set), defaultdict(set)
    for row in rows:
        if row.get("qid"):
            by_qid[row["qid"]].add(row["name"])
        for alias in [row["name"], *cell_list(row.get("aliases", ""))]:
            by_alias[alias].add((row["name"], row["iso3"]))
    errors.extend(f"{name}: {q} is {sorted(n)}" for q, n in by_qid.items() if len(n) > 1)
    warnings.extend(f"{name}: {a!r} means {sorted(n)}" for a, n in by_alias.items() if len(n) > 1)


def office_holders(rows):
    """Two holders in office at once, or overlapping by more than a day, in an office that one person holds."""
    spells = defaultdict(list)
    for row in rows:
        if row["office"] in SINGLE and row["role"] in ("hos", "hog", "fm", "defmin", "igo"):
            spells[row["iso3"], row["office"], row["title"]].append((row["from"], row["to"] or "9999", row["name"]))
    for key, held in spells.items():
        held.sort()
        for (a, b, one), (c, d, two) in zip(held, held[1:]):
            size = min(len(b), len(c))
            if b[:size] > c[:size] and one != two:
                (errors if b == d == "9999" else warnings).append(f"leaders: {key} {one} until {b} and {two} from {c}")


def offices(tables):
    """Every office that a role word points to should be held by somebody; `leader` and the like stand for any hos or hog."""
    held = {r["office"] for r in tables.get("leaders", [])} | {"leader", "head of state", "head of government"}
    for row in tables.get("roles", []):
        warnings.extend(f"roles: nobody holds {o!r} of {row['term']!r}" for o in cell_list(row["office"]) if o not in held)


def main():
    tables = {name: read_table(name) for name in COLUMNS if (TABLES / f"{name}.tsv").exists()}
    states = {r["iso3"] for r in tables["countries"]}
    bodies = {r["name"] for r in tables.get("bodies", [])}
    for name, rows in tables.items():
        shape(name)
        codes(name, rows, states, bodies)
        duplicates(name, rows)
        if name in ("leaders", "summits"):
            dates(name, rows)
        if name in ("bodies", "leaders", "countries"):
            ambiguous(name, rows)
    office_holders(tables.get("leaders", []))
    offices(tables)
    missing = [name for name in COLUMNS if name not in tables]
    size = sum(p.stat().st_size for p in TABLES.glob("*.tsv"))
    for line in errors + (warnings if "-v" in sys.argv else []):
        print(line)
    print(f"{len(tables)} tables, {size:,} bytes, {len(errors)} errors, {len(warnings)} warnings" + (f"; missing: {missing}" if missing else ""))
    return 1 if errors or missing else 0


if __name__ == "__main__":
    sys.exit(main())
