"""summits.tsv: meetings of leaders by hand (hand/summits.txt); the names that texts use come from the series.

Usage: summits.py
"""
from common import HAND, fold, unique, write_table

COLUMNS = ["series", "name", "aliases", "ordinal", "year", "from", "to", "city", "iso3", "source"]
# series: (usual name, names without a number that texts use for it)
SERIES = {
    "G20": ("G20 summit", ["G-20 summit", "G20 Summit", "G20 leaders' summit", "G20 Leaders' Summit", "Group of 20 summit", "Group of Twenty summit", "summit of the Group of 20", "Group of 20 meeting", "G20 meeting", "G20"]),
    "G8": ("G8 summit", ["G-8 summit", "G8 Summit", "Group of Eight summit", "Group of 8 summit", "summit of the Group of Eight", "G8"]),
    "G7": ("G7 summit", ["G-7 summit", "G7 Summit", "Group of Seven summit", "Group of 7 summit", "summit of the Group of Seven", "G7 leaders' summit", "G7"]),
    "APEC": ("APEC summit", ["APEC Summit", "Asia-Pacific Economic Cooperation summit", "APEC leaders' meeting", "APEC Economic Leaders' Meeting", "APEC leaders' summit", "APEC forum", "Asia-Pacific Economic Cooperation forum", "Asia-Pacific summit"]),
    "NATO": ("NATO summit", ["Nato summit", "NATO Summit", "NATO leaders' summit", "NATO leaders' meeting", "summit of NATO leaders"]),
    "ASEAN": ("ASEAN summit", ["Asean summit", "ASEAN Summit", "Association of Southeast Asian Nations summit", "summit of the Association of Southeast Asian Nations", "ASEAN leaders' summit"]),
    "EAS": ("East Asia Summit", ["East Asia summit", "East Asian summit", "EAS summit"]),
    "BRICS": ("BRICS summit", ["Brics summit", "BRICS Summit", "BRICS leaders' summit", "summit of BRICS nations"]),
    "SCO": ("SCO summit", ["Shanghai Cooperation Organisation summit", "Shanghai Cooperation Organization summit", "summit of the Shanghai Cooperation Organisation", "summit of the Shanghai Cooperation Organization", "SCO Summit"]),
    "UNGA": ("UN General Assembly", ["U.N. General Assembly", "United Nations General Assembly", "UNGA", "General Assembly", "UN General Debate", "General Debate", "annual gathering of world leaders at the United Nations", "UN General Assembly meeting", "UN General Assembly session"]),
    "EUCO": ("EU summit", ["European Council", "European Union summit", "summit of EU leaders", "European Council summit", "European Council meeting", "EU leaders' summit", "EU Summit"]),
    "EPC": ("European Political Community summit", ["EPC summit", "European Political Community meeting"]),
    "CHOGM": ("Commonwealth Heads of Government Meeting", ["CHOGM", "Commonwealth summit", "Commonwealth heads of government meeting", "Commonwealth leaders' summit"]),
    "SUMMIT-OF-AMERICAS": ("Summit of the Americas", ["Americas summit", "Americas Summit", "summit of the Americas"]),
    "ASEM": ("ASEM summit", ["Asia-Europe Meeting", "Asia-Europe summit", "Asia-Europe meeting", "ASEM Summit"]),
    "OIC": ("OIC summit", ["Islamic summit", "Organisation of Islamic Cooperation summit", "Organization of Islamic Cooperation summit", "Organization of the Islamic Conference summit", "Islamic Summit Conference"]),
    "ARAB-LEAGUE": ("Arab League summit", ["Arab summit", "Arab Summit", "Arab League Summit", "summit of the Arab League"]),
    "AU": ("African Union summit", ["AU summit", "African Union Summit", "AU Summit", "summit of the African Union"]),
    "MSC": ("Munich Security Conference", ["Munich security conference", "MSC", "security conference in Munich", "Munich Security Forum", "Munich conference"]),
    "DAVOS": ("World Economic Forum", ["Davos forum", "Davos", "World Economic Forum in Davos", "WEF", "WEF annual meeting", "World Economic Forum annual meeting", "Davos summit"]),
    "NUCLEAR-SECURITY": ("Nuclear Security Summit", ["nuclear security summit", "Nuclear Summit", "nuclear summit"]),
    "QUAD": ("Quad summit", ["Quad Leaders' Summit", "Quad leaders' summit", "Quad leaders summit"]),
    "COP": ("UN climate conference", ["UN climate summit", "U.N. climate summit", "climate summit", "UN climate talks", "U.N. climate talks", "climate conference", "UN Climate Change Conference"]),
    "CIS": ("CIS summit", ["Commonwealth of Independent States summit", "summit of the Commonwealth of Independent States", "CIS Summit"]),
    "CSTO": ("CSTO summit", ["Collective Security Treaty Organization summit", "Collective Security Treaty Organisation summit", "CSTO Summit"]),
    "NAM": ("Non-Aligned Movement summit", ["NAM summit", "Non-Aligned summit", "non-aligned summit", "Nonaligned Movement summit"]),
    "G77": ("G77 summit", ["G-77 summit", "Group of 77 summit", "G77+China summit"]),
    "SHANGRI-LA": ("Shangri-La Dialogue", ["Shangri-La Dialogue security forum", "Shangri-La security forum", "IISS Shangri-La Dialogue", "Asia Security Summit"]),
    "BELT-AND-ROAD": ("Belt and Road Forum", ["Belt and Road summit", "Belt and Road Forum for International Cooperation", "Belt and Road forum"]),
    "SPIEF": ("St. Petersburg International Economic Forum", ["St. Petersburg Economic Forum", "SPIEF", "St Petersburg International Economic Forum", "St. Petersburg economic forum"]),
    "EASTERN-ECONOMIC-FORUM": ("Eastern Economic Forum", ["EEF"]),
    "SAARC": ("SAARC summit", ["South Asian Association for Regional Cooperation summit", "SAARC Summit", "South Asian summit"]),
    "RUSSIA-AFRICA": ("Russia-Africa Summit", ["Russia-Africa summit", "Russia–Africa Summit"]),
    "US-AFRICA": ("U.S.-Africa Leaders Summit", ["US-Africa Leaders Summit", "U.S.-Africa summit", "US-Africa summit"]),
    "PEACE-CONFERENCE": ("", []),
}
# Series with so many meetings in one city that "the CITY summit" says nothing.
ONE_CITY = {"UNGA", "MSC", "DAVOS", "SHANGRI-LA", "SPIEF", "EASTERN-ECONOMIC-FORUM", "COP"}


def ordinal(number):
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def aliases_of(series, row):
    """Names of the one meeting (`11th G20 summit`, `2016 G20 summit`, `Hangzhou summit`), then those of the series."""
    name, general = SERIES[series]
    year, city = row["from"][:4], row["city"]
    own = [f"{ordinal(int(row['ordinal']))} {name}"] if row["ordinal"] and series != "UNGA" else []
    own += [f"{ordinal(int(row['ordinal']))} session of the UN General Assembly"] if series == "UNGA" else []
    own += [f"{year} {name}"] if name else []
    own += [f"COP{row['ordinal']}", f"COP {row['ordinal']}"] if series == "COP" else []
    if series not in ONE_CITY and city and not (series == "EUCO" and city == "Brussels"):
        own += [f"{city} summit"] + ([f"{city} {name}"] if name else [])
    if series == "COP":
        own += [f"{city} climate conference", f"{city} climate summit", f"{city} climate talks"]
    return own + row["more"] + general


def rows():
    series = None
    for number, line in enumerate((HAND / "summits.txt").read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("@"):
            series = line[1:].strip()
            continue
        cells = [fold(c) for c in line.split(";")]
        if len(cells) > 6:
            raise ValueError(f"summits.txt:{number}: {line}")
        row = dict(zip(["ordinal", "from", "to", "city", "iso3", "more"], cells + [""] * (6 - len(cells))))
        row["more"] = [m for m in row["more"].split("|") if m]
        name = SERIES[series][0] or row["more"][0]
        yield {**row, "series": series, "name": name, "year": row["from"][:4], "source": "hand",
               "aliases": [a for a in unique(aliases_of(series, row)) if a != name and "–" not in a]}


if __name__ == "__main__":
    write_table("summits", COLUMNS, rows(), key=lambda r: (r["series"], r["from"], r["name"]))
