"""Reads the legacy tables back as their users do, and checks them.

    python tests/readback/legacy.py FOLDER

where FOLDER holds polecat.tsv, gdelt.events.tsv, gdelt.mentions.tsv and icews.tsv of one record, written with the
same conditions. Needs pandas only.
"""

import sys
from pathlib import Path

import pandas

LISTS = Path(__file__).resolve().parents[2] / "src" / "show" / "legacy" / "data" / "columns"
COUNTS = {"polecat": 40, "gdelt_events": 61, "gdelt_mentions": 16, "icews": 20}
# Goldstein's scores and coordinates as numbers; codes, ids and dates as strings, so that zeros in front stay.
EXACT_IN_DOUBLES = 2**53


def names(table):
    """The columns of a table, in order."""
    found = (LISTS / f"{table}.txt").read_text(encoding="utf-8").split("\n")[:-1]
    assert len(found) == COUNTS[table] == len(set(found)), (table, len(found))
    return found


def with_header(path, table):
    """A table whose first line names its columns, as pandas reads it with no option but these."""
    read = pandas.read_csv(path, sep="\t", dtype=str, keep_default_na=False)
    assert list(read.columns) == names(table), f"{path}: {list(read.columns)}"
    return read


def without_header(path, table):
    """A table of GDELT: the names come from the list."""
    columns = names(table)
    with open(path, encoding="utf-8") as file:
        widths = {line.count("\t") + 1 for line in file}
    assert widths <= {len(columns)}, f"{path}: lines of {sorted(widths)} cells"
    if not widths:
        return pandas.DataFrame(columns=columns, dtype=str)
    return pandas.read_csv(path, sep="\t", names=columns, header=None, dtype=str, keep_default_na=False)


def matches(column, pattern, what):
    """Every value of a column is of a form."""
    wrong = column[~column.str.fullmatch(pattern)]
    assert wrong.empty, f"{what}: {wrong.iloc[0]!r} is not {pattern}"


def days(column, form, what):
    """Every value is a day of the calendar."""
    parsed = pandas.to_datetime(column, format=form, errors="coerce")
    assert parsed.notna().all(), f"{what}: {column[parsed.isna()].iloc[0]!r} is no day"
    return parsed


def numbers(column, low, high, what):
    """Every value that is there is a number within limits."""
    there = column[column != ""]
    read = pandas.to_numeric(there, errors="coerce")
    assert read.notna().all(), f"{what}: {there[read.isna()].iloc[0]!r} is no number"
    assert read.between(low, high).all(), f"{what}: from {read.min()} to {read.max()}"
    return read


def ids(column, what):
    """Ids are unique integers that R and JavaScript read exactly."""
    assert column.is_unique, f"{what}: {column[column.duplicated()].iloc[0]} stands twice"
    if len(column):
        assert column.astype("int64").between(0, EXACT_IN_DOUBLES - 1).all(), what


def check_events(events):
    """GDELT's events."""
    ids(events["GLOBALEVENTID"], "GLOBALEVENTID")
    when = days(events["SQLDATE"], "%Y%m%d", "SQLDATE")
    assert (events["MonthYear"] == when.dt.strftime("%Y%m")).all()
    assert (events["Year"] == when.dt.strftime("%Y")).all()
    fraction = when.dt.year + ((when.dt.month - 1) * 30 + when.dt.day) / 365
    assert (events["FractionDate"].astype(float) - fraction).abs().lt(1e-4).all()
    matches(events["EventCode"], r"\d{3,4}", "EventCode")
    assert (events["EventBaseCode"] == events["EventCode"].str[:3]).all()
    assert (events["EventRootCode"] == events["EventCode"].str[:2]).all()
    matches(events["EventRootCode"], r"0[1-9]|1\d|20", "EventRootCode")
    matches(events["QuadClass"], "[1-4]", "QuadClass")
    matches(events["IsRootEvent"], "[01]?", "IsRootEvent")
    matches(events["DATEADDED"], r"(\d{14})?", "DATEADDED")
    numbers(events["GoldsteinScale"], -10, 10, "GoldsteinScale")
    for side in ("Actor1", "Actor2"):
        matches(events[f"{side}CountryCode"], "([A-Z]{3})?", f"{side}CountryCode")
        matches(events[f"{side}Code"], "([A-Z]{3})*", f"{side}Code")
    assert ((events["Actor1Name"] != "") | (events["Actor2Name"] != "")).all()
    for spot in ("Actor1Geo", "Actor2Geo", "ActionGeo"):
        matches(events[f"{spot}_Type"], "[1-5]?", f"{spot}_Type")
        matches(events[f"{spot}_CountryCode"], "([A-Z]{2})?", f"{spot}_CountryCode")
        numbers(events[f"{spot}_Lat"], -90, 90, f"{spot}_Lat")
        numbers(events[f"{spot}_Long"], -180, 180, f"{spot}_Long")
    assert (events["AvgTone"] == "").all(), "AvgTone: no tone is measured"


def check_mentions(mentions, events):
    """GDELT's mentions, and that they belong to its events."""
    known = set(events["GLOBALEVENTID"])
    strangers = mentions[~mentions["GLOBALEVENTID"].isin(known)]
    assert strangers.empty, f"a mention of {strangers.iloc[0]['GLOBALEVENTID']}, which is no event"
    counted = mentions.groupby("GLOBALEVENTID").size()
    told = events.set_index("GLOBALEVENTID")["NumMentions"].astype(int)
    assert (counted.reindex(told.index, fill_value=0) == told).all(), "NumMentions is not the number of mentions"
    added = events.set_index("GLOBALEVENTID")["DATEADDED"]
    assert (mentions["GLOBALEVENTID"].map(added) == mentions["EventTimeDate"]).all()
    matches(mentions["MentionTimeDate"], r"(\d{14})?", "MentionTimeDate")
    matches(mentions["MentionType"], "[12]", "MentionType")
    numbers(mentions["Confidence"], 0, 100, "Confidence")
    numbers(mentions["SentenceID"], 1, 1e6, "SentenceID")
    lengths = mentions["MentionDocLen"].astype(int)
    for column in ("Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset"):
        offsets = numbers(mentions[column], 0, 1e9, column)
        assert (offsets < lengths[offsets.index]).all(), f"{column}: beyond the end of the report"


def check_polecat(polecat):
    """POLECAT."""
    assert polecat["Event ID"].is_unique
    matches(polecat["Event ID"], r"e[0-9a-f]{16}_\d+(-COERCE)?", "Event ID")
    days(polecat["Event Date"], "%Y-%m-%d", "Event Date")
    published = polecat["Publication Date"]
    days(published[published != ""], "%Y-%m-%d", "Publication Date")
    matches(polecat["Event Type"], "[A-Z]+", "Event Type")
    matches(polecat["Quad Code"], "(VERBAL|MATERIAL) (COOPERATION|CONFLICT)", "Quad Code")
    numbers(polecat["Intensity"], -10, 10, "Intensity")
    for side in ("Actor", "Recipient"):
        matches(polecat[f"{side} Country"], "([A-Z]{3})?", f"{side} Country")
        matches(polecat[f"{side} COW"], r"(\d{1,3})?", f"{side} COW")
    embargoes = polecat[(polecat["Event Type"] == "SANCTION") & (polecat["Event Mode"] == "embargo")]
    doubled = set(polecat["Event ID"])
    assert all(f"{i}-COERCE" in doubled for i in embargoes["Event ID"]), "an embargo stands under one type only"


def check_icews(icews, events):
    """ICEWS, whose rows are those of GDELT's events."""
    ids(icews["Event ID"], "Event ID")
    assert list(icews["Event ID"]) == list(events["GLOBALEVENTID"])
    assert list(icews["CAMEO Code"]) == list(events["EventCode"])
    when = days(icews["Event Date"], "%Y-%m-%d", "Event Date")
    assert (when.dt.strftime("%Y%m%d") == events["SQLDATE"]).all()
    assert (icews["Event Text"] != "").all()
    numbers(icews["Intensity"], -10, 10, "Intensity")
    numbers(icews["Sentence Number"], 1, 1e6, "Sentence Number")


def check(folder):
    """Checks the four tables in `folder`; returns how many rows each has."""
    folder = Path(folder)
    polecat = with_header(folder / "polecat.tsv", "polecat")
    events = without_header(folder / "gdelt.events.tsv", "gdelt_events")
    mentions = without_header(folder / "gdelt.mentions.tsv", "gdelt_mentions")
    icews = with_header(folder / "icews.tsv", "icews")
    check_events(events)
    check_mentions(mentions, events)
    check_polecat(polecat)
    check_icews(icews, events)
    embargoes = polecat["Event ID"].str.endswith("-COERCE").sum()
    assert len(polecat) - embargoes == len(events) == len(icews)
    return {"polecat": len(polecat), "events": len(events), "mentions": len(mentions), "icews": len(icews)}


if __name__ == "__main__":
    print(check(sys.argv[1]))
