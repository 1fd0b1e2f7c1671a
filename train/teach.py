"""Self-training: an earlier model settles words whose name is unknown, where it is sure.

Used for the words UNER's training draft leaves open and for the factbook's country histories.
"""

import re

from allow import ANY, BIT, OTHERS, OUT, tags_for
from known_names import read_factbook, text_of
from lists import word_list
from model import KINDS, TAGS
from names import sentence_spans
from sentence import Sentence
from words import split_words

SURE = 0.9
SHOUTED = re.compile(r"\b[A-Z][A-Z'’-]{2,}\b")  # the factbook prints surnames in capitals
BODIES = word_list("bodies")


def histories(data):
    """Sentences of the factbook's country histories, with every name unknown but shouted surnames."""
    for record in read_factbook(data):
        text = re.sub(r"\s*\n\s*", "\n", text_of(record, "Introduction", "Background"))
        for start, end in sentence_spans(text):
            words = [text[start + a : start + b] for a, b in split_words(text[start:end])]
            if 4 <= len(words) <= 90:
                yield history_sentence(words)


def history_sentence(words):
    """Surnames after a capitalised first name become plain and certain; all else is left open."""
    allow = [ANY] * len(words)
    for i, word in enumerate(words):
        if word.islower() or not word[0].isalnum():
            allow[i] = OUT | tags_for(KINDS, False)
    surnames = [
        i
        for i, w in enumerate(words)
        if i and SHOUTED.fullmatch(w) and w not in BODIES and re.fullmatch(r"[A-Z][a-z]{2,}", words[i - 1])
    ]
    for i in surnames:
        words[i] = words[i].title()
        allow[i] = BIT["I-PER"] | BIT["B-PER"]
    return Sentence(words, "factbook", allow=allow)


def settle(sentences, model, coder):
    """Narrow every open word by the teacher's probabilities of its tags."""
    from score import tag_probabilities

    for s, probs in zip(sentences, tag_probabilities(model, coder, sentences)):
        s.allow = [settle_word(a, p) if a == ANY else a for a, p in zip(s.allow, probs)]


def settle_word(allow, probs):
    """A tag the teacher is sure of; else, where it sees no person, place or body, any other kind."""
    top = int(probs.argmax())
    if probs[top] >= SURE:
        return 1 << top
    main = sum(
        float(probs[i]) for i, tag in enumerate(TAGS) if tag[2:] in ("PER", "ORG", "GPE", "LOC", "FAC")
    )
    if main < 0.4:
        return OUT | tags_for(OTHERS, True) | tags_for(OTHERS, False)
    return allow


def teach(sentences, data, teacher):
    """Settle open words of the training set and add the country histories."""
    from score import load

    model, coder = load(teacher)
    extra = list(histories(data))
    open_ones = [s for s in sentences if s.allow and ANY in s.allow and s.source != "re3d"]
    settle(open_ones + extra, model, coder)
    return sentences + extra
