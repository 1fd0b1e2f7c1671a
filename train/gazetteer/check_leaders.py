"""How many holders of an outside leader list are in leaders.tsv with the right years. Measures only, copies nothing.

Usage: check_leaders.py FOLDER [-v]
FOLDER holds world-leaders-2021-wikidata.csv, reign-leaderlist-2021-03.csv, g20- and asean-leaders-2026.csv.
A holder is `named` when a row of that state has one of its name words, and `dated` when the row's first year differs
by at most one from the list's (lists count caretakers and swearing-in differently); -v prints the misses.
"""
import csv
import re
import sys
from pathlib import Path

from common import ascii_of, cell_list, read_table

# Left out of the table on purpose: captains regent, co-princes, places without an ISO code, monarchs outside their own country.
LEFT_OUT = {"San Marino", "cow331", "Andorra", "cow232", "Republic of Abkhazia", "Republic of Artsakh", "Republika Srpska", "Somaliland",
            "South Ossetia", "Transnistria", "Turkish Republic of Northern Cyprus", "Sahrawi Arab Democratic Republic"}
MONARCHS = {"Charles III", "Elizabeth II"}
SMALL = {"al", "el", "bin", "ibn", "the", "of", "von", "van", "der", "de", "da", "du", "la", "ii", "iii", "iv", "vi", "jr"}


def words(name):
    plain = (ascii_of(name) or name).lower().replace("'", "")
    return {w for w in re.split(r"[^a-z]+", plain) if len(w) > 1 and w not in SMALL}


def close(a, b):
    """Nearly the same word: transliterations differ in a letter or two."""
    import difflib
    return any(x == y or min(len(x), len(y)) > 4 and difflib.SequenceMatcher(None, x, y).ratio() > 0.79 for x in a for y in b)


class Table:
    def __init__(self):
        self.states = {}
        for c in read_table("countries"):
            for name in [c["name"], *cell_list(c["aliases"]), c["iso2"]]:
                self.states.setdefault(name, c["iso3"])
            if c["cow"] and c["iso2"]:
                self.states["cow" + c["cow"]] = c["iso3"] if c["iso3"] != "SCG" else self.states.get("cow345", "SRB")
        self.rows = {}
        for row in read_table("leaders"):
            bag = set().union(*(words(n) for n in [row["name"], *cell_list(row["aliases"]), *cell_list(row["surname"])]))
            self.rows.setdefault(row["iso3"], []).append((row, bag))

    def years(self, state, name):
        """First years of the rows of that state whose name shares a word with `name`."""
        wanted = words(name)
        here = self.rows.get(self.states.get(state, state), [])
        strict = [int(r["from"][:4]) for r, bag in here if len(wanted & bag) >= min(2, len(wanted))]
        return strict or [int(r["from"][:4]) for r, bag in here if close(wanted, bag)]


def read(path):
    with open(path, encoding="utf-8", errors="replace", newline="") as file:
        return list(csv.DictReader(file))


def wikidata(folder):
    for r in read(folder / "world-leaders-2021-wikidata.csv"):
        if r["start_year"]:
            yield r["country"].replace("Kingdom of Denmark", "Denmark").replace("Kingdom of the Netherlands", "Netherlands"), r["officeholderLabel"], int(r["start_year"])


def reign(folder):
    for r in read(folder / "reign-leaderlist-2021-03.csv"):
        if (r["eyear"] or "0").isdigit() and int(r["eyear"] or 0) >= 2000 and (r["syear"] or "").isdigit():
            yield "cow" + r["ccode"], r["leader"], int(r["syear"])


def today(folder):
    for file in ("g20-leaders-2026.csv", "asean-leaders-2026.csv"):
        for r in read(folder / file):
            for role in ("HoG", "HoS"):
                name = r["Head of Government" if role == "HoG" else "Head of State"]
                if name and r[role + " Since"] and len(r["ISO"]) == 2 and r["ISO"] != "EU":
                    yield r["ISO"], name, int(r[role + " Since"][:4])


def main():
    folder, table = Path(sys.argv[1]), Table()
    for label, source in (("wikidata 2022", wikidata), ("REIGN 2000 to 2021-03", reign), ("G20 and ASEAN August 2026", today)):
        listed = set(source(folder))
        holders = sorted(h for h in listed if h[0] not in LEFT_OUT and not (h[1] in MONARCHS and h[0] not in ("United Kingdom", "GB")))
        held = [(h, table.years(h[0], h[1])) for h in holders]
        named = sum(bool(y) for _, y in held)
        dated = sum(any(abs(h[2] - y) <= 1 for y in ys) for h, ys in held)
        print(f"{label}: {len(holders)} holders ({len(listed) - len(holders)} left out), {named / len(holders):.1%} named, {dated / len(holders):.1%} with the right year")
        if "-v" in sys.argv:
            for holder, years in held:
                if not any(abs(holder[2] - y) <= 1 for y in years):
                    print("   ", *holder, "table:", years)


if __name__ == "__main__":
    main()
