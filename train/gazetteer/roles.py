"""roles.tsv: words for roles by hand, then single-word agents of the PETRARCH2 dictionary (MIT) that are not there yet.

Usage: roles.py PETRARCH2_DICTIONARIES_FOLDER
"""
import re
import sys
from pathlib import Path

from common import hand_rows, write_table

COLUMNS = ["term", "sector", "kind", "office", "plural"]
# CAMEO agent codes of the dictionary -> PLOVER sectors; codes that say nothing about a sector are left out.
SECTORS = {"GOV": "GOV", "MIL": "MIL", "REB": "REB", "OPP": "OPP", "PTY": "PTY", "COP": "COP", "JUD": "JUD", "SPY": "SPY", "MED": "JRN",
           "EDU": "EDU", "BUS": "BUS", "CRM": "CRM", "CVL": "CVL", "LAB": "LAB", "AGR": "AGR", "HLH": "MED", "LEG": "LEG", "UAF": "REB",
           "REF": "REF", "ELI": "ELI", "NGO": "NGO", "IGO": "IGO", "RAD": "REB", "DEV": "CVL", "ENV": "CVL", "HRI": "CVL"}
# Words of the dictionary that are far more often something else in news, or that are names.
COMMON = set("state court house board committee order head chief force base class line party agent figure power author guard man woman patient "
             "subject driver player owner model star actor customer member hand body family kid guy boy girl child baby friend team group".split())


def petrarch(folder):
    """(term, sector) of agents of one word, or of two words whose last is known as a role."""
    text = (Path(folder) / "Phoenix.agents.txt").read_text("utf-8", errors="replace")
    for line in text.splitlines():
        found = re.match(r"([A-Z_]+?)_?\s+(?:\{[^}]*\}\s*)?\[~([A-Z]{3})\]", line)
        if found and found[2] in SECTORS:
            term = found[1].replace("_", " ").strip().lower()
            if 3 < len(term) < 30 and term.count(" ") <= 1 and term not in COMMON:
                yield term, SECTORS[found[2]]


def build(folder):
    rows = {r["term"]: r | {"kind": {"p": "person", "g": "group"}[r["kind"]]}
            for r in hand_rows("roles.txt", ["term", "sector", "kind", "office", "plural"])}
    heads = {t.split()[-1] for t in rows if rows[t]["kind"] == "person"}
    for term, sector in petrarch(folder):
        last = term.split()[-1]
        one_person = last in heads or re.search(r"(er|or|ist|ian|man|ant|ee)$", last)
        if term not in rows and one_person and (" " not in term or last in heads):
            rows[term] = {"term": term, "sector": sector, "kind": "person", "office": "", "plural": ""}
    return rows.values()


if __name__ == "__main__":
    write_table("roles", COLUMNS, build(sys.argv[1]), key=lambda r: (r["term"].lower(), r["term"]))
