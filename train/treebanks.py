"""The treebanks with their names: EWT with UNER's, and GUM with its entity mentions."""

import os
import re

from allow import OTHERS, place_kinds
from lists import word_list
from sentence import read_conllu
from spans import (
    capital,
    columns,
    covered,
    finish,
    people,
    proper,
    spans_of,
    title_word,
)

NON_COMMERCIAL = ("fiction", "whow", "essay", "letter", "podcast", "reddit")  # reddit has no words


def uner(data, gazetteer, part):
    """EWT of one part ('train', 'dev'), with UNER names where a sentence's words match."""
    names = {}
    for words, tags in columns(os.path.join(data, f"uner-ewt/en_ewt-ud-{part}.iob2"), 1, 2):
        names[" ".join(words)] = tags
    for sentence in read_conllu(os.path.join(data, f"ud-ewt/en_ewt-ud-{part}.conllu"), "ewt"):
        tags = names.get(" ".join(sentence.words))
        if tags:
            uner_names(sentence, tags, gazetteer, complete=part != "train")
        yield sentence


def uner_names(sentence, tags, gazetteer, complete):
    """UNER's spans; unmarked proper nouns of the train draft are unknown unless they are titles."""
    words, spans = sentence.words, []
    for start, end, kind in spans_of(tags):
        name = " ".join(words[start:end])
        kinds = {"PER": ("PER",), "ORG": ("ORG",), "LOC": place_kinds(name, gazetteer.gpe)}.get(
            kind, OTHERS + ("FAC",)
        )
        if kind == "OTH" and people(words, start, gazetteer):
            kinds = ("NORP",)
        spans.append((start, end, kinds))

    def blank(i):
        if not proper(sentence, i) and not (i and capital(words[i]) and sentence.upos[i] in ("ADJ", "NOUN")):
            return ()
        if title_word(words[i]) or "@" in words[i] or words[i] == "I":
            return ()
        return OTHERS if complete or not proper(sentence, i) else None

    finish(sentence, spans, blank, gazetteer)


def gum(data, gazetteer, part, genres=None):
    """GUM documents of one part, without the non-commercial genres and reddit (or only `genres`)."""
    for line in open(os.path.join(data, "gum/splits.tsv")):
        doc, where = line.split()
        genre = doc.split("_")[1]
        if where == part and (genre in genres if genres else genre not in NON_COMMERCIAL):
            for sentence in read_conllu(os.path.join(data, f"gum/dep/{doc}.conllu"), "gum"):
                gum_names(sentence, gazetteer)
                yield sentence


def mentions(sentence):
    """Entity mentions of a GUM sentence: (start, end, type, place of the head word)."""
    stack, found = [], []
    for i, misc in enumerate(sentence.misc):
        cell = next((c[7:] for c in misc.split("|") if c.startswith("Entity=")), "")
        for part in re.findall(r"\(\d+-[^()]*\)?|\d+\)", cell):
            if part.startswith("("):
                number, kind, _, _, _, head = (part.strip("()").split("-") + ["", "", "", "1"])[:6]
                heads = [h for h in head.split(",") if h.isdigit()]
                stack.append((number, i, kind, int(heads[0]) if heads else 1))
            if part.endswith(")"):
                number = part.strip("()").split("-")[0]
                at = max((k for k, m in enumerate(stack) if m[0] == number), default=None)
                if at is not None:
                    _, start, kind, head = stack.pop(at)
                    found.append((start, i + 1, kind, start + head - 1))
    return found


JOINTS = word_list("joints")
LEFT_JOINTS = word_list("joints_left")


def gum_span(sentence, start, end, head):
    """The name around the head of a mention: capitalised words next to it, joints between them."""

    def naming(i):
        capitals = (
            capital(words[i]) and sentence.upos[i] not in ("DET", "PRON") if start <= i < end else False
        )
        return capitals or start <= i < end and proper(sentence, i)

    words, first, last = sentence.words, head, head + 1
    while True:
        if naming(first - 1):
            first -= 1
        elif words[first - 1].lower() in LEFT_JOINTS and naming(first - 2):
            first -= 2
        else:
            break
    while step := joint_step(words, last, naming):
        last += step
    return first, last


def joint_step(words, at, naming):
    """Words up to and with the next naming word, over at most two joints; 0 when there is none."""
    for joints in (0, 1, 2):
        if naming(at + joints) and all(words[at + k].lower() in JOINTS for k in range(joints)):
            return joints + 1
    return 0


GUM_KINDS = {
    "person": ("PER",),
    "organization": ("ORG",),
    "event": ("EVENT", "MISC"),
    "object": ("PRODUCT", "FAC", "MISC"),
    "abstract": ("MISC", "PRODUCT", "EVENT", "NORP"),
    "animal": ("PER", "MISC"),
    "plant": ("MISC",),
    "substance": ("MISC", "PRODUCT"),
}


def gum_kinds(sentence, first, last, kind, gazetteer):
    """Kinds of a GUM name by the mention's type and the gazetteer."""
    name = " ".join(sentence.words[first:last])
    if all(people(sentence.words, i, gazetteer) for i in range(first, last)):
        return ("NORP",)
    if kind == "place":
        return place_kinds(name, gazetteer.gpe)
    if kind == "organization" and name.lower().removeprefix("the ") in gazetteer.gpe:
        return ("GPE",)
    return GUM_KINDS.get(kind)


def gum_names(sentence, gazetteer):
    """Named mentions of GUM: those headed by a proper noun; longest first, persons without titles."""
    words, spans, unsure = sentence.words, [], set()
    found = sorted(mentions(sentence), key=lambda m: m[0] - m[1])
    for start, end, kind, head in found:
        if kind == "time" or not (start <= head < end) or not proper(sentence, head):
            continue
        first, last = gum_span(sentence, start, end, head)
        if kind == "person":
            titles = [i for i in range(first, last) if title_word(words[i])]
            first = titles[-1] + 1 if titles and titles[-1] + 1 < last else first
            if titles and first == titles[0]:
                continue
        kinds = gum_kinds(sentence, first, last, kind, gazetteer)
        if covered(spans).isdisjoint(range(first, last)):
            if kinds:
                spans.append((first, last, kinds))
            else:
                unsure |= set(range(first, last))
    known = covered(spans)

    def blank(i):
        if i in unsure:
            return None
        loose = proper(sentence, i) and i not in known and not title_word(words[i])
        return OTHERS if loose else ()

    finish(sentence, spans, blank, gazetteer)
