"""bodies.tsv: organisations by hand, plus the foreign and defence ministry, army and parliament of every state.

Usage: bodies.py     (reads countries.tsv, so run countries.py first)
"""
from common import HAND, cell_list, fold, read_table, unique, write_table

COLUMNS = ["name", "aliases", "kind", "iso3", "sector", "state_like", "qid"]
# What each state has under its own adjective: (suffixes, kind, sector, state_like, "of" form).
OF_EVERY_STATE = [
    (["Foreign Ministry", "foreign ministry", "Ministry of Foreign Affairs", "Ministry of External Relations"], "body", "GOV", 1, "Foreign Ministry"),
    (["Defense Ministry", "Defence Ministry", "defense ministry", "defence ministry", "Ministry of Defense", "Ministry of Defence"], "body", "GOV", 1, "Defense Ministry"),
    (["Embassy", "embassy"], "body", "GOV", 1, "Embassy"),
]


def by_hand():
    """Sections `@kind;iso3;sector;state_like`, then one body a line: name;aliases;qid."""
    section = None
    for number, line in enumerate((HAND / "bodies.txt").read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [fold(c) for c in line.split(";")]
        if line.startswith("@"):
            section = dict(zip(["kind", "iso3", "sector", "state_like"], [cells[0][1:], *cells[1:]]))
            continue
        if len(cells) > 3:
            raise ValueError(f"bodies.txt:{number}: {line}")
        cells += [""] * (3 - len(cells))
        yield section | {"name": cells[0], "aliases": cell_list(cells[1]), "qid": cells[2]}


def of_states():
    """`Chinese Foreign Ministry|China's Foreign Ministry|Foreign Ministry of China...` for every state with a COW number."""
    for state in read_table("countries"):
        if not state["cow"] and state["iso3"] not in ("PSE", "VAT", "HKG") or not state["iso2"]:
            continue
        adjectives = [a for a in cell_list(state["demonyms"]) if not a.endswith(("s", "man", "men", "woman")) or a.endswith("ss")]
        first = adjectives[0] if adjectives else state["name"]
        for suffixes, kind, sector, like, of in OF_EVERY_STATE:
            forms = [f"{a} {s}" for a in [first, state["name"] + "'s"] for s in suffixes]
            forms += [f"{of} of {state['name']}"]
            yield {"name": forms[0], "aliases": unique(forms[1:]), "kind": kind, "iso3": state["iso3"], "sector": sector,
                   "state_like": like, "qid": ""}


def build():
    rows = list(by_hand())
    taken = {n for r in rows for n in [r["name"], *r["aliases"]]}
    for row in of_states():
        if row["name"] not in taken:
            row["aliases"] = [a for a in row["aliases"] if a not in taken]
            rows.append(row)
    return rows


if __name__ == "__main__":
    write_table("bodies", COLUMNS, build(), key=lambda r: (r["name"].lower(), r["iso3"]))
