"""Variants of training sentences: other names of the same kind, and headline or careless casing."""

from dataclasses import replace

from allow import tags_for
from model import TAGS

SWAP_SENTENCE = {
    "ewt": 0.25,
    "gum": 0.25,
    "wikigold": 0.3,
    "wnut": 0.2,
    "re3d": 0.6,
    "factbook": 0,
    "own": 0.45,
}
SWAP_KINDS = ("PER", "GPE", "NORP", "ORG", "LOC", "FAC")
SMALL = set("a an the of in on at to for and or but by with from as".split())


def swap_names(sentence, pool, rng):
    """Now and then, other names for those whose kind is certain; a tree keeps its number of words."""
    if not sentence.names or rng.random() > SWAP_SENTENCE[sentence.source]:
        return sentence
    words, allow, names, at = [], [], [], 0
    for start, end, kind in sorted(sentence.names):
        words += sentence.words[at:start]
        allow += sentence.allow[at:start]
        new = other_name(sentence, start, end, kind, pool, rng)
        names.append((len(words), len(words) + len(new), kind))
        allow += [tags_for([kind], i == 0) for i in range(len(new))]
        words += new
        at = end
    return replace(
        sentence, words=words + sentence.words[at:], allow=allow + sentence.allow[at:], names=names
    )


def newswire_words(sentence, rng):
    """Now and then, words cut as other tools cut them: hyphens left whole, dotted names in pieces."""
    if sentence.heads or rng.random() > 0.15:
        return sentence
    words, allow, i = [], [], 0
    while i < len(sentence.words):
        word, tag = sentence.words[i], sentence.allow[i]
        if word == "-" and 0 < i < len(sentence.words) - 1 and tag == sentence.allow[i + 1] != 1:
            words[-1] += word + sentence.words[i + 1]
            i += 1
        elif word in ("U.S.", "U.K.", "U.N."):
            words += [word[0], ".", word[2], "."]
            allow += [tag] + [inside(tag)] * 3
        else:
            words.append(word)
            allow.append(tag)
        i += 1
    return replace(sentence, words=words, allow=allow, names=[])


def inside(tag):
    """The I- bits that continue a set of B- or I- bits (O stays O)."""
    return sum(1 << (i + 1 if i % 2 else i) for i in range(1, len(TAGS)) if tag >> i & 1) | tag & 1


def other_name(sentence, start, end, kind, pool, rng):
    """Another name of the kind (of as many words where there is a tree), or the old one."""
    old = sentence.words[start:end]
    length = end - start
    after_the = start > 0 and sentence.words[start - 1].lower() == "the"
    if kind not in SWAP_KINDS or rng.random() < 0.4 or (kind == "GPE" and after_the):
        return old
    if sentence.heads is None and kind == "PER" and length > 1:
        length = rng.choice((1, 2, 2, 2, 3))  # also a surname alone, as later in a report
    if length == 1 and kind == "PER":
        full = rng.choice(pool[(kind, 2)])
        return [rng.choice((full[-1], full[-1], full[0]))]
    found = pool.get((kind, length))
    new = list(rng.choice(found)) if found else old
    if old and kind == "NORP" and new[0].endswith("s") != old[0].endswith("s"):
        return old
    return [w.upper() for w in new] if all(w.isupper() and len(w) > 3 for w in old) else new


def case_noise(sentence, rng):
    """Now and then the words in Title Case, ALL CAPS or lower case, whole or names only."""
    chance = rng.random()
    if chance > 0.08 or (sentence.heads and chance > 0.06):
        return sentence
    if chance < 0.025:
        words = [
            w if i and w.lower() in SMALL else w[:1].upper() + w[1:] for i, w in enumerate(sentence.words)
        ]
    elif chance < 0.04:
        words = [w.upper() for w in sentence.words]
    else:
        words = [w.lower() for w in sentence.words]
    return replace(sentence, words=words)
