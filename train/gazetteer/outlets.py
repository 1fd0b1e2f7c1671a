"""outlets.tsv: agencies, papers, broadcasters and sites by hand, then the publisher list of fundus (MIT).

Usage: outlets.py OUTLETS_TSV     (reads countries.tsv; OUTLETS_TSV: domain, name, country_folder, language)
"""
import re
import sys
from pathlib import Path

from common import HAND, ascii_of, cell_list, fold, read_table, unique, write_table

COLUMNS = ["domain", "name", "aliases", "iso3", "kind"]
BROADCAST = re.compile(r"\b(TV|Radio|NBC|CBS|CNN|BBC|CBC|ZDF|ARD|MDR|NDR|WDR|Tagesschau|Rundfunk|Television|Broadcasting|RTL|Channel|NRK|NPR|Fox News|SRF|VRT|TRT|DW|n-tv)\b")
SITE = re.compile(r"\b(Online|Insider|Intercept|Politico|Wire|Heise|Golem|TechCrunch|Wired|Verge|Blog|Netzpolitik|\.com|\.de)\b", re.I)
# Folders of the list that are not ISO 3166-1 alpha-2.
FOLDERS = {"UK": "GBR", "EU": "", "INT": ""}


def by_hand():
    kind = ""
    for number, line in enumerate((HAND / "outlets.txt").read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("@"):
            kind = line[1:].strip()
            continue
        cells = [fold(c) for c in line.split(";")]
        if len(cells) != 4:
            raise ValueError(f"outlets.txt:{number}: {line}")
        names = unique([cells[1], *cell_list(cells[2])])
        names = unique(names + [p for n in names if (p := ascii_of(n))])
        yield {"domain": cells[0], "name": cells[1], "aliases": names[1:], "iso3": cells[3], "kind": kind}


def listed(path, iso_of):
    for line in Path(path).read_text("utf-8").splitlines()[1:]:
        domain, name, folder = [fold(c) for c in line.split("\t")][:3]
        kind = "broadcaster" if BROADCAST.search(name) else "site" if SITE.search(name) else "newspaper"
        plain = ascii_of(name)
        yield {"domain": domain, "name": name, "aliases": [plain] if plain and plain != name else [],
               "iso3": FOLDERS.get(folder, iso_of.get(folder, folder if folder in iso_of.values() else "")), "kind": kind}


def build(path):
    rows = list(by_hand())
    domains = {r["domain"] for r in rows}
    names = {n.lower() for r in rows for n in [r["name"], *r["aliases"]]}
    iso_of = {c["iso2"]: c["iso3"] for c in read_table("countries") if c["iso2"]}
    for row in listed(path, iso_of):
        if row["domain"] not in domains and row["domain"].removeprefix("www.") not in domains and row["name"].lower() not in names:
            rows.append(row)
    return rows


if __name__ == "__main__":
    write_table("outlets", COLUMNS, build(sys.argv[1]), key=lambda r: (r["domain"], r["name"]))
