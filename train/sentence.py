"""A training sentence and the reader of CoNLL-U."""

from dataclasses import dataclass, field


@dataclass
class Sentence:
    """Words with, where known, a tree (heads are 1-based, 0 is the root) and name targets.

    `allow` holds one bit set of tags a word (see allow.py), or None where names are unknown;
    `names` holds (start, end, kind) of the names whose kind is certain, for swapping.
    """

    words: list
    source: str
    upos: list | None = None
    xpos: list | None = None
    heads: list | None = None
    deprel: list | None = None
    misc: list | None = None
    allow: list | None = None
    names: list = field(default_factory=list)
    after: int = 1  # how many times a pass sees it


def read_conllu(path, source):
    """Sentences of a CoNLL-U file; ranges and empty nodes are left out."""
    rows = []
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line and not line.startswith("#"):
            cells = line.split("\t")
            if cells[0].isdigit():
                rows.append(cells)
        elif not line and rows:
            yield from_rows(rows, source)
            rows = []
    if rows:
        yield from_rows(rows, source)


def from_rows(rows, source):
    """A sentence from its CoNLL-U rows."""
    _, form, _, upos, xpos, _, head, deprel, _, misc = (list(column) for column in zip(*rows))
    return Sentence(form, source, upos, xpos, [int(h) for h in head], deprel, misc)
