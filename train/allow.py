"""What a source of names allows at each word: one bit per tag, since sources know different kinds.

A word's target is the *set* of tags its source leaves open; the loss is minus the log of their summed
probability. What a source truly excludes is plain O, so that inventing a name costs something.
"""

import re

from lists import word_list
from model import TAGS

BIT = {tag: 1 << i for i, tag in enumerate(TAGS)}
ANY = (1 << len(TAGS)) - 1
OUT = BIT["O"]
PLACES = ("GPE", "LOC", "FAC")
OTHERS = ("NORP", "EVENT", "PRODUCT", "MISC")

MONTH = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.?|Feb\.?|Mar\.|Apr\.?|Jun\.|Jul\.|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?"
)
DAY = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
YEAR = r"(?:1[5-9]|20)\d\d"
NUMBER = r"[0-3]?\d(?:st|nd|rd|th)?"
DATE = re.compile(
    rf"(?<!\S)(?:(?:{DAY}) (?:, )?)?(?:{NUMBER} (?:of )?)?(?:{MONTH}) (?:{NUMBER} (?!%|percent|million))?"
    rf"(?:(?:, )?(?:{YEAR}) )?|(?:{DAY}) |(?<=in )(?:{YEAR}) |(?:{YEAR})s "
)
TIME_WORDS = word_list("time_words")
AROUND_TIME = word_list("around_time")
TITLES = word_list("titles")
FACILITY = word_list("facility")
LAND = word_list("land")
FIRST_LAND = word_list("land_first")


def tags_for(kinds, begin):
    """Bits of the B- or I- tags of several kinds."""
    return sum(BIT[("B-" if begin else "I-") + kind] for kind in kinds)


def put(allow, start, end, kinds):
    """Mark words start..end as one name of one of `kinds`."""
    for i in range(start, end):
        allow[i] = tags_for(kinds, i == start)


def date_spans(words):
    """Words that are dates by their form alone: months, weekdays, years after 'in'."""
    starts, at = {}, 0
    for i, word in enumerate(words):
        starts[at] = i
        at += len(word) + 1
    text = " ".join(words) + " "
    for m in DATE.finditer(text):
        if m.start() in starts and m.group().strip():
            first = starts[m.start()]
            yield first, first + len(m.group().split())


def soft_dates(words):
    """Words that may or may not stand within a date: time words and what leans on them."""
    low = [w.lower() for w in words]
    time = {i for i, w in enumerate(low) if w in TIME_WORDS or re.fullmatch(YEAR, w)}
    lean = lambda i: 0 <= i < len(low) and (low[i] in AROUND_TIME or low[i][0].isdigit())
    for step in (-1, 1):
        for i in sorted(time):
            for _ in range(3):
                i += step
                if not lean(i):
                    break
                time.add(i)
    return time


def open_words(words, names, blank, dates=True):
    """Targets of a sentence: `names` are (start, end, kinds); `blank(i)` gives the kinds that an
    unmarked word may still be (an empty tuple means O for sure, None means nothing is known)."""
    allow = [OUT] * len(words)
    for i in range(len(words)):
        kinds = blank(i)
        if kinds is None:
            allow[i] = ANY
        elif kinds:
            allow[i] = OUT | tags_for(kinds, True) | tags_for(kinds, False)
    if dates:
        for i in soft_dates(words):
            allow[i] |= BIT["B-DATE"] | BIT["I-DATE"]
        for start, end in date_spans(words):
            put(allow, start, end, ["DATE"])
    for start, end, kinds in names:
        put(allow, start, end, kinds)
    return allow


def place_kinds(name, gazetteer):
    """Which of GPE, LOC and FAC a place name can be."""
    last = name.split()[-1].lower()
    if last in FACILITY:
        return ("FAC",)
    if last in LAND or name.split()[0].lower() in FIRST_LAND:
        return ("LOC",)
    return ("GPE",) if name.lower().removeprefix("the ") in gazetteer else PLACES
