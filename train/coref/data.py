"""Reads what `cargo run --example coref_features` wrote: candidates, features, vectors, gold."""
from pathlib import Path
import numpy as np

KINDS = ["person", "organization", "place", "other", "none"]
WIDTH = 768
TARGET = ["news", "interview", "speech", "bio", "court"]


def sizes(folder, name):
    return [int(line.split("\t")[1]) for line in (Path(folder) / f"{name}.txt").read_text().splitlines()]


class Doc:
    """One document: candidates with gold entity and kind, pairs, vectors."""

    def __init__(self, folder, name):
        path = Path(folder) / name
        rows = [line.split("\t") for line in path.with_suffix(".tsv").read_text().splitlines()]
        self.name, self.genre = name, name.split("_")[1]
        self.spans = [(int(r[0]), int(r[1])) for r in rows]
        self.words = [r[4] for r in rows]
        self.gold = [line.split("\t") for line in path.with_suffix(".gold").read_text().splitlines()]
        gold = [(r[2].rsplit(":", 1) if r[2] != "-" else (None, "none")) for r in rows]
        self.entity = [g[0] for g in gold]
        self.kind = np.array([KINDS.index(g[1]) if g[1] in KINDS else 3 for g in gold])
        self.one = np.array([[int(x) for x in r[3].split()] for r in rows], dtype=np.int64)
        pairs = np.fromfile(path.with_suffix(".pairs"), dtype="<u2").astype(np.int64)
        count = len(sizes(folder, "two"))
        pairs = pairs.reshape(-1, count + 2)
        self.i, self.j, self.two = pairs[:, 0], pairs[:, 1], pairs[:, 2:]
        self.vectors = np.fromfile(path.with_suffix(".words"), dtype="<f4").reshape(-1, WIDTH)
        self.tokens = np.array([[int(x) for x in r[5].split()] for r in rows], dtype=np.int64)


def names(folder):
    return sorted(p.stem for p in Path(folder).glob("*.tsv"))


def load(folder, wanted=None):
    return [Doc(folder, n) for n in names(folder) if wanted is None or n in wanted]
