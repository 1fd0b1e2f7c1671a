"""Corpora of names without trees: wikigold, WNUT17, re3d and our own marked sentences."""

import glob
import json
import os
import re

from allow import BIT, OTHERS, open_words, place_kinds
from lists import word_list
from sentence import Sentence
from spans import (
    capital,
    certain,
    columns,
    covered,
    finish,
    people,
    spans_of,
    title_word,
)
from words import split_words

JOINTS = word_list("joints")
PRONOUNS = word_list("pronouns")


def wikigold(data, gazetteer):
    """Wikipedia text with PER, LOC, ORG, MISC."""
    for words, tags in columns(os.path.join(data, "wikigold/wikigold.conll.txt"), 0, 1):
        if words[0] == "-DOCSTART-":
            continue
        spans = []
        for start, end, kind in spans_of(tags):
            if kind == "MISC":
                kinds = ("NORP",) if all(people(words, i, gazetteer) for i in range(start, end)) else OTHERS
            else:
                kinds = place_kinds(" ".join(words[start:end]), gazetteer.gpe) if kind == "LOC" else (kind,)
            spans.append((start, end, kinds))
        yield finish(Sentence(words, "wikigold"), spans, lambda i: (), gazetteer)


WNUT = {
    "person": ("PER",),
    "corporation": ("ORG",),
    "group": ("ORG", "NORP", "MISC"),
    "product": ("PRODUCT",),
    "creative-work": ("MISC", "PRODUCT"),
    "location": None,
}


def wnut(data, gazetteer):
    """Social media with rare names; test is taken too, since nothing here is scored on it."""
    for name in ("wnut17train.conll", "emerging.dev.conll", "emerging.test.annotated"):
        for words, tags in columns(os.path.join(data, "wnut17", name), 0, 1):
            spans = [
                (s, e, WNUT[k] or place_kinds(" ".join(words[s:e]), gazetteer.gpe))
                for s, e, k in spans_of(tags)
            ]
            yield finish(Sentence(words, "wnut"), spans, lambda i: (), gazetteer)


RE3D = {
    "Person": ("PER",),
    "Organisation": ("ORG",),
    "Location": None,
    "Nationality": ("NORP",),
    "Temporal": ("DATE",),
    "MilitaryPlatform": ("PRODUCT",),
    "Weapon": ("PRODUCT",),
    "Vehicle": ("PRODUCT",),
    "DocumentReference": ("MISC",),
}


def re3d(data, gazetteer):
    """Reports on Syria and Iraq; a marked span counts as a name by its capitals, else it is masked."""
    for folder in sorted(glob.glob(os.path.join(data, "re3d/*/"))):
        read = lambda name: [json.loads(line) for line in open(folder + name, encoding="utf-8")]
        entities = read("entities.json")
        for doc in read("documents.json"):
            marked = [e for e in entities if e["documentId"] == doc["_id"] and e["type"] in RE3D]
            for start, end in sentence_spans(doc["text"]):
                yield re3d_sentence(doc["text"], start, end, marked, gazetteer)


def sentence_spans(text):
    """Rough sentences of running text."""
    start = 0
    for m in re.finditer(r"(?<=[a-z\])”\"]{2}[.!?])[\"”]?\s+(?=[A-Z\"“])|\n+", text):
        if text[start : m.start()].strip():
            yield start, m.start()
        start = m.end()
    if text[start:].strip():
        yield start, len(text)


def re3d_sentence(text, start, end, marked, gazetteer):
    """One sentence: spans trimmed to their capitalised core, the best marked and longest first."""
    places = [(start + a, start + b) for a, b in split_words(text[start:end])]
    words = [text[a:b] for a, b in places]
    spans, unsure = [], set()
    for e in sorted(marked, key=lambda e: (e["confidence"] < 0.5, e["begin"] - e["end"])):
        inside = [i for i, (a, b) in enumerate(places) if e["begin"] <= a and b <= e["end"]]
        if not inside:
            continue
        core = re3d_core(words, inside, e["type"])
        if core and covered(spans).isdisjoint(core):
            name = " ".join(words[core[0] : core[-1] + 1])
            kinds = RE3D[e["type"]] or place_kinds(name, gazetteer.gpe)
            if name.lower() in gazetteer.gpe:
                kinds = ("GPE",)
            elif all(people(words, i, gazetteer) for i in core):
                kinds = ("NORP",)
            elif e["type"] == "Location" and core[-1] < inside[-1]:
                unsure |= set(core)
                continue
            spans.append((core[0], core[-1] + 1, kinds))
        elif any(capital(words[i]) for i in inside):
            unsure |= set(inside)

    def blank(i):
        return None if i in unsure or capital(words[i]) and i > 0 else ()

    return finish(Sentence(words, "re3d"), spans, blank, gazetteer)


def re3d_core(words, inside, kind):
    """The words of a marked span that form a name, or None when that is not plain."""
    if kind == "Temporal":
        return inside if any(c.isdigit() or capital(words[i]) for i in inside for c in words[i]) else None
    while inside and not capital(words[inside[0]]) or inside and words[inside[0]].lower() == "the":
        inside = inside[1:]
    while inside and not (capital(words[inside[-1]]) or words[inside[-1]][0].isdigit()):
        inside = inside[:-1]
    if kind == "Person":
        titles = [i for i in inside if title_word(words[i])]
        inside = [i for i in inside if i > titles[-1]] if titles else inside
    if len(inside) == 1 and words[inside[0]].lower() in PRONOUNS:
        return None
    if not inside or not all(
        capital(words[i]) or words[i].lower() in JOINTS or words[i][0].isdigit() for i in inside
    ):
        return None
    return inside


MARK = re.compile(r"\[([A-Z]+) ([^\[\]]+)\]")


def own(folder):
    """Our own marked sentences: everything unmarked is O."""
    for path in sorted(glob.glob(os.path.join(folder, "*.txt"))):
        for line in open(path, encoding="utf-8"):
            sentence = own_sentence(line.strip())
            if sentence:
                yield sentence


def own_sentence(line):
    """A sentence from `[PER Angela Merkel] met ...`."""
    text, marks, at = "", [], 0
    for m in MARK.finditer(line):
        text += line[at : m.start()]
        marks.append((len(text), len(text) + len(m.group(2)), m.group(1)))
        text += m.group(2)
        at = m.end()
    text += line[at:]
    if not text or line.startswith("#"):
        return None
    cuts = {c for start, end, _ in marks for c in (start, end)}
    places = [p for span in split_words(text) for p in cut(span, cuts)]
    words = [text[a:b] for a, b in places]
    spans = []
    for start, end, kind in marks:
        inside = [i for i, (a, b) in enumerate(places) if start <= a and b <= end]
        if "B-" + kind not in BIT or not inside:
            return None
        spans.append((inside[0], inside[-1] + 1, (kind,)))
    sentence = Sentence(words, "own")
    sentence.allow = open_words(words, spans, lambda i: (), dates=False)
    sentence.names = certain(spans)
    return sentence


def cut(span, cuts):
    """A word span split where a marked name starts or ends within it."""
    inner = sorted(c for c in cuts if span[0] < c < span[1])
    edges = [span[0], *inner, span[1]]
    return list(zip(edges, edges[1:]))
