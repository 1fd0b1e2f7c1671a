"""Marked sentences as words: cut and parsed by the program itself, so that training sees what reading sees."""

import os
import re
import subprocess
import tempfile
import zlib
from dataclasses import dataclass, field

from marks import MODE_NAMES, ROLES, STATUSES, TYPES, read_file

HELD_OUT = 8  # one sentence of so many is never trained on


@dataclass
class Target:
    """One event: indices of its trigger word and of the head words of its participants."""

    word: int
    kind: int  # 1.. in TYPES
    mode: int
    status: int
    roles: list  # (role index, word)
    spans: list = field(default_factory=list)  # (role index, first, last)


@dataclass
class Item:
    """A sentence. `known` is false where unmarked words may be triggers all the same (of no use as negatives)."""

    words: list
    names: list  # (first, last + 1, kind)
    targets: list
    source: str
    known: bool = True
    weight: float = 1.0
    heads: list = field(default_factory=list)


def parse_texts(program, texts):
    """For each text its words: (form, start, end, head, name tag), all its sentences in one row."""
    text = "\n\n".join(texts)
    with tempfile.NamedTemporaryFile("w", suffix=".txt", delete=False, encoding="utf-8") as file:
        file.write(text + "\n")
    out = subprocess.run([program, "parse", file.name], capture_output=True, text=True, check=True).stdout
    os.unlink(file.name)
    chars = char_of_byte(text)  # TokenRange counts bytes
    starts, at = [], 0
    for t in texts:
        starts.append(at)
        at += len(t) + 2
    rows, which, base = [[] for _ in texts], 0, 0
    for line in out.split("\n"):
        cells = line.split("\t")
        if line.startswith("# sent_id"):
            base = None
        if len(cells) != 10 or not cells[0].isdigit():
            continue
        start, end = (chars[int(x)] for x in re.search(r"TokenRange=(\d+):(\d+)", cells[9]).groups())
        while which + 1 < len(starts) and start >= starts[which + 1]:
            which += 1
        row = rows[which]
        if base is None:
            base = len(row)
        head = int(cells[6])
        name = re.search(r"NER=([^|]+)", cells[9])
        tag = name[1] if name else "O"
        row.append((cells[1], start - starts[which], end - starts[which], base + head - 1 if head else -1, tag))
    return rows


def char_of_byte(text):
    """The index of the character that each byte of the text in UTF-8 begins or belongs to."""
    chars = [i for i, c in enumerate(text) for _ in c.encode()]
    return [*chars, len(text)]


def names_of(tags):
    """(first, last + 1, kind) of BIO tags."""
    found = []
    for i, tag in enumerate(tags):
        if tag.startswith("B-"):
            found.append([i, i + 1, tag[2:]])
        elif tag.startswith("I-") and found and found[-1][1] == i:
            found[-1][1] = i + 1
    return [tuple(n) for n in found]


def words_in(row, span):
    """First and last word of a character span."""
    inside = [i for i, (_, s, e, *_) in enumerate(row) if s < span[1] and e > span[0]]
    return (inside[0], inside[-1]) if inside else None


def head_in(row, first, last):
    """The word of first..=last whose head stands outside; the last such before punctuation."""
    outside = [i for i in range(first, last + 1) if not first <= row[i][3] <= last]
    wordy = [i for i in outside if row[i][0][0].isalnum()]
    return (wordy or outside or [last])[0]


def target_of(row, event):
    """The event in words; None where its trigger cannot be found."""
    found = words_in(row, event.trigger)
    if not found:
        return None
    word = head_in(row, *found)
    roles, spans = [], []
    for r, role in enumerate(ROLES):
        for span in event.roles[role]:
            w = words_in(row, span)
            if w:
                roles.append((r, head_in(row, *w)))
                spans.append((r, *w))
    name = f"{event.kind}/{event.mode}"
    mode = MODE_NAMES.index(name) if event.mode else 0
    return Target(word, TYPES.index(event.kind) + 1, mode, STATUSES.index(event.status), roles, spans)


def item_of(row, events, source):
    """A sentence from its words and its marked events."""
    targets = [t for t in (target_of(row, e) for e in events) if t]
    return Item([r[0] for r in row], names_of([r[4] for r in row]), targets, source, heads=[r[3] for r in row])


def held_out(text):
    """Is the sentence one of those never trained on? By its words alone, so that it stays so."""
    return zlib.crc32(text.encode()) % HELD_OUT == 0


def load(program, paths):
    """All sentences of marked files, as (item, held out?)."""
    texts, events, sources = [], [], []
    for path in paths:
        name = os.path.basename(path).removesuffix(".txt")
        for _, text, found in read_file(path):
            texts.append(text)
            events.append(found)
            sources.append(name)
    rows = parse_texts(program, texts)
    return [(item_of(r, e, s), held_out(t)) for r, e, s, t in zip(rows, events, sources, texts) if r]
