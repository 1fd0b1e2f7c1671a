"""leaders.tsv: who held which office when. By hand (hand/leaders/*.txt), then the Factbook and the US Congress files.

Usage: leaders.py FACTBOOK_FOLDER CONGRESS_FOLDER     (reads countries.tsv and bodies.tsv)
A Factbook holder who has no row yet is added with source `factbook`; US people get their Wikidata ids from the
congress-legislators files (CC0). Other ids come from hand/leader_qids.txt.
"""
import difflib
import json
import re
import sys
from pathlib import Path

import yaml

from common import HAND, ascii_of, cell_list, fold, hand_rows, plain_html, read_table, unique, write_table

COLUMNS = ["name", "aliases", "surname", "gender", "qid", "iso3", "office", "title", "role", "sector", "from", "to", "source"]
ROLE = {"president": "hos", "king": "hos", "queen": "hos", "emperor": "hos", "sultan": "hos", "emir": "hos", "supreme leader": "hos",
        "pope": "hos", "prime minister": "hog", "premier": "hog", "chancellor": "hog", "foreign minister": "fm",
        "secretary of state": "fm", "defence minister": "defmin", "prince": "other"}
TITLES = {"foreign minister": "Foreign Minister", "defence minister": "Defense Minister", "finance minister": "Finance Minister"}
MONTHS = {m: i for i, m in enumerate("january february march april may june july august september october november december".split(), 1)}
# The PLOVER sector of offices that are not of the government; a body lends its own sector to those who speak for it.
SECTOR = {"LEG": "senator|lawmaker|senate leader|speaker", "OPP": "opposition leader|presidential candidate|dissident",
          "MIL": "general|armed forces chief", "SPY": "intelligence chief|director of national intelligence", "COP": "police chief",
          "JUD": "prosecutor|special counsel|judge|chief justice|judiciary chief", "REB": "separatist leader", "BUS": "company chief",
          "JRN": "journalist", "PTY": "politician|party leader", "REL": "religious leader|church leader|cleric",
          "ELI": "former president|former secretary of state"}
# One office may be written under two names in hand files; the table keeps one.
SAME_OFFICE = {"premier": "prime minister"}


def split_line(line, where):
    cells = [fold(c) for c in line.split(";")]
    if len(cells) > 6:
        raise ValueError(f"{where}: too many fields: {line}")
    cells += [""] * (6 - len(cells))
    return dict(zip(["name", "from", "to", "surname", "aliases", "qid"], cells))


def hand_sections():
    """(section, rows) of every hand file; a section is iso3-or-body, office, title, role."""
    for path in sorted((HAND / "leaders").glob("*.txt")):
        section, rows = None, []
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            if line.startswith("@"):
                if section:
                    yield section, rows
                parts = [fold(c) for c in line[1:].split(";")] + ["", "", ""]
                section, rows = dict(zip(["iso3", "office", "title", "role"], parts)), []
            else:
                rows.append(split_line(line, f"{path.name}:{number}"))
        yield section, rows


def one_section(section, rows, body_of):
    """The finished rows of one section: `>` ends resolved, role, title and gender set."""
    office = SAME_OFFICE.get(section["office"], section["office"])
    for i, row in enumerate(rows):
        if row["to"] == ">":
            row["to"] = rows[i + 1]["from"] if i + 1 < len(rows) else ""
        woman = row["name"].startswith("*")
        yield row | {
            "name": row["name"].lstrip("*"), "gender": "f" if woman else "m", "office": office,
            "iso3": body_of.get(section["iso3"], section["iso3"]), "source": "hand",
            "title": section["title"] or TITLES.get(office, office.title()), "role": section["role"] or ROLE.get(office, "other"),
            "surname": cell_list(row["surname"]), "aliases": cell_list(row["aliases"]),
        }


def sector(row, body_sector):
    """The PLOVER sector of the holder while in this office."""
    if row["role"] == "igo":
        return "IGO"
    if row["iso3"] in body_sector:
        return body_sector[row["iso3"]]
    if re.search("army|military|armed forces|IDF", row["title"]):
        return "MIL"
    return next((s for s, offices in SECTOR.items() if row["office"] in offices.split("|")), "GOV")


def last_word(name):
    """The family name of a name in Western order: the last word that is not a number or `Jr.`."""
    words = [w for w in name.split() if not re.fullmatch(r"[IVX]+|Jr\.?|Sr\.?|III", w)]
    return words[-1] if words else name


def spread(rows):
    """What one row of a person says (surname, aliases, gender, id) holds for all rows of that person."""
    facts = {}
    for row in rows:
        known = facts.setdefault(row["name"], {"surname": [], "aliases": [], "qid": "", "gender": "m"})
        known["surname"] += row["surname"]
        known["aliases"] += row["aliases"]
        known["qid"] = known["qid"] or row["qid"]
        known["gender"] = "f" if row["gender"] == "f" else known["gender"]
    for row in rows:
        known = facts[row["name"]]
        aliases = known["aliases"] + [p for a in known["aliases"] if (p := ascii_of(a)) and p != a]
        row["aliases"] = [a for a in unique(aliases) if a != row["name"]]
        surnames = known["surname"] or [last_word(row["name"])]
        surnames = surnames + [last_word(a) for a in row["aliases"] if not ascii_of(a) == a and len(surnames) == 1 and " " in a
                               and ascii_of(last_word(a)) == surnames[0]]
        row["surname"] = unique(surnames + [s[3:] for s in surnames if re.match("[ae]l-[A-Z]", s)])
        row["qid"], row["gender"] = known["qid"], known["gender"]


def factbook_date(text):
    """'(since 10 September 2025)' -> 2025-09-10; also month or year only; None without a date."""
    found = re.search(r"since (?:(\d{1,2}) )?(?:([A-Z][a-z]+) )?(\d{4})", text)
    if not found:
        return None
    day, month, year = found.groups()
    number = next((n for m, n in MONTHS.items() if month and m.startswith(month.lower())), None)
    return year + (f"-{number:02}" if number else "") + (f"-{int(day):02}" if number and day else "")


def factbook_holders(folder, iso_of):
    """(iso3, office, name, family words, since) of each first-named chief of state and head of government."""
    for path in sorted(Path(folder).glob("*/*.json")):
        page = json.loads(path.read_text("utf-8"))
        iso3 = iso_of.get(path.stem.upper())
        if not isinstance(page, dict) or not iso3:
            continue
        branch = page.get("Government", {}).get("Executive branch", {})
        for key in ("chief of state", "head of government"):
            text = plain_html(branch.get(key, {}).get("text", ""))
            head = re.match(r"((?:(?:Interim|Acting|Caretaker|Transition(?:al)?) )?(?:President|Prime Minister|King|Sultan|Amir|Chancellor|Emperor|Premier))\b (?!of)(?:Gen\. |Col\. |Capt\. |Dr\. )?(.+?) \(since", text)
            since = factbook_date(text)
            if not head or not since:
                continue
            title, name = head.groups()
            families = [w for w in name.replace("-", " ").split() if w.isupper() and len(w) > 1]
            yield iso3, title, name, families, since


def same_name(families, row):
    """Whether a Factbook family name is (nearly) a word of this row's names."""
    known = [w.lower() for n in [row["name"], *row["aliases"], *row["surname"]] for w in re.split(r"[ -]", ascii_of(n) or n)]
    return any(difflib.get_close_matches((ascii_of(f) or f).lower(), known, 1, 0.72) for f in families)


def add_factbook(rows, folder, iso_of):
    """Append the holders the hand files do not know; say which."""
    territories = {c["iso3"] for c in read_table("countries") if not c["cow"]}
    for iso3, title, name, families, since in list(factbook_holders(folder, iso_of)):
        if iso3 in territories or "CHARLES" in families or "MACRON" in families and iso3 != "FRA":
            continue
        here = [r for r in rows if r["iso3"] == iso3 and r["role"] in ("hos", "hog")]
        if any(same_name(families, r) for r in here):
            continue
        office = title.lower().split(" ", 1)[1] if re.match("Interim|Acting|Caretaker|Transition", title) else title.lower()
        office = {"amir": "emir"}.get(office, office)
        clean = " ".join(w.title() if w.isupper() else w for w in name.split())
        rows.append({"name": clean, "aliases": [], "surname": [f.title() for f in families[-1:]], "gender": "m", "qid": "", "iso3": iso3,
                     "office": SAME_OFFICE.get(office, office), "title": title, "role": ROLE.get(office, "hos"), "from": since, "to": "", "source": "factbook"})
        print("from the Factbook:", iso3, clean, since)


def congress_ids(folder):
    """Name -> Wikidata id of US presidents, vice presidents and members of Congress in office."""
    out = {}
    for file in ("executive.yaml", "legislators-current.yaml"):
        for person in yaml.load((Path(folder) / file).read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            name, qid = person["name"], person["id"].get("wikidata", "")
            forms = [f"{name['first']} {name['last']}", name.get("official_full", ""), f"{name.get('nickname', '')} {name['last']}"]
            for form in forms:
                if qid and form.strip():
                    out.setdefault(form, qid)
    return out


def senators(folder):
    """The senators in office: name, first day, nicknames, Wikidata id, gender."""
    people = yaml.load((Path(folder) / "legislators-current.yaml").read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    for person in people:
        terms = person["terms"]
        if terms[-1]["type"] != "sen":
            continue
        name = person["name"]
        full = name.get("official_full") or f"{name['first']} {name['last']}"
        short = f"{name.get('nickname') or name['first']} {name['last']}"
        start = next(t["start"] for t in terms if t["type"] == "sen")
        yield {"name": short, "aliases": unique([full, f"{name['first']} {name['last']}"]), "surname": [name["last"]], "qid": person["id"].get("wikidata", ""),
               "gender": person["bio"]["gender"].lower(), "iso3": "USA", "office": "senator", "title": "Senator", "role": "other",
               "from": start, "to": "", "source": "congress"}


def build(factbook, congress):
    body_of = {n: b["name"] for b in read_table("bodies") for n in [b["name"], *cell_list(b["aliases"])]}
    states = read_table("countries")
    body_of = {n: b for n, b in body_of.items() if n not in {c["iso3"] for c in states}}  # NAM is Namibia here
    rows = [r for section, lines in hand_sections() for r in one_section(section, lines, body_of)]
    known = {(r["name"], r["office"]) for r in rows}
    rows += [r for r in senators(congress) if (r["name"], "senator") not in known]
    ids = congress_ids(congress)
    named = {r["name"]: r["qid"] for r in hand_rows("leader_qids.txt", ["name", "qid"])}
    for row in rows:
        row["qid"] = row["qid"] or named.get(row["name"], "") or (ids.get(row["name"], "") if row["iso3"] == "USA" else "")
    spread(rows)
    add_factbook(rows, factbook, {c["fips"]: c["iso3"] for c in states if c["fips"]})
    body_sector = {b["name"]: b["sector"] for b in read_table("bodies")}
    for row in rows:
        row["aliases"] = [a for a in row["aliases"] if a != row["name"]]
        row["sector"] = sector(row, body_sector)
    return rows


if __name__ == "__main__":
    write_table("leaders", COLUMNS, build(*sys.argv[1:3]), key=lambda r: (r["iso3"], r["office"], r["title"], r["from"], r["name"]))
