"""What the readers of all corpora share: column files, name spans, and the targets made of them."""

import re

from allow import TITLES, open_words


def columns(path, word, tag):
    """Sentences of a column file, as (words, tags); blank lines end a sentence."""
    words, tags = [], []
    for line in open(path, encoding="utf-8"):
        cells = re.split(r"[\t ]", line.rstrip("\n"))
        if len(cells) > max(word, tag) and cells[word] and not line.startswith("# "):
            words.append(cells[word])
            tags.append(cells[tag])
        elif not line.strip() and words:
            yield words, tags
            words, tags = [], []
    if words:
        yield words, tags


def spans_of(tags):
    """Names in BIO or IO tags as (start, end, raw kind)."""
    spans, start, kind = [], None, None
    for i, tag in enumerate(list(tags) + ["O"]):
        prefix, _, now = tag.partition("-")
        if start is not None and (prefix != "I" or now != kind):
            spans.append((start, i, kind))
            start = None
        if prefix in ("B", "I") and start is None and now not in ("", "O"):
            start, kind = i, now
    return spans


def capital(word):
    return word[:1].isupper()


def people(words, i, gazetteer):
    """Whether word i is a people's name or adjective by its form."""
    return words[i] in gazetteer.norp


def with_peoples(words, taken, gazetteer):
    """Silver NORP names at words no other name covers."""
    return [
        (i, i + 1, ("NORP",)) for i in range(len(words)) if i not in taken and people(words, i, gazetteer)
    ]


def covered(spans):
    return {i for start, end, _ in spans for i in range(start, end)}


def certain(spans):
    """The spans of one kind, for swapping."""
    return [(start, end, kinds[0]) for start, end, kinds in spans if len(kinds) == 1]


def finish(sentence, spans, blank, gazetteer):
    """Set the targets of a sentence from its named spans, silver peoples and dates."""
    words = sentence.words
    spans = spans + with_peoples(words, covered(spans), gazetteer)
    sentence.allow = open_words(words, spans, blank)
    sentence.names = certain(spans)
    return sentence


def proper(sentence, i):
    """Proper nouns by the Penn tag: UPOS tags the parts of 'United Nations' by their own class."""
    return sentence.xpos[i] in ("NNP", "NNPS")


def title_word(word):
    return word.lower().rstrip(".") in TITLES
