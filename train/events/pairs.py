"""Sentences with a marked pair, as the relation sets have them: columns gold_root, marked_sentence (`<s>..</s>`,
`<t>..</t>`). What ships is scored by `sidelines code --pairs`; nothing of it is trained on them.
"""

import csv

from marks import TYPES
from measure import f1
from sentences import Item, names_of, parse_texts, words_in

MERGED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}


def unmark(marked):
    """(text, span of source, span of target) of a marked sentence."""
    text, spans, at = "", {}, 0
    while at < len(marked):
        for tag in ("<s>", "</s>", "<t>", "</t>"):
            if marked.startswith(tag, at):
                spans.setdefault(tag.strip("</>"), []).append(len(text))
                at += len(tag)
                break
        else:
            text += marked[at]
            at += 1
    span = lambda tag: tuple(spans[tag]) if tag in spans else None
    return text, span("s"), span("t")


def load_pairs(program, path):
    """(gold, item, words of the source, words of the target) of each row."""
    rows = list(csv.DictReader(open(path, encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE))
    plain = [unmark(r["marked_sentence"].strip('"').replace('""', '"')) for r in rows]
    out = []
    for r, (text, s, t), row in zip(rows, plain, parse_texts(program, [p[0] for p in plain])):
        ws, wt = s and words_in(row, s), t and words_in(row, t)
        item = Item([w[0] for w in row], names_of([w[4] for w in row]), [], "pairs")
        out.append((r["gold_root"], item, ws, wt))
    return out


def macro(gold, told):
    names = sorted({MERGED.get(t, t) for t in TYPES})
    rows = []
    for name in names:
        right = sum(g == name == t for g, t in zip(gold, told))
        rows.append((name, f1(right, told.count(name), gold.count(name))))
    return sum(r[1][2] for r in rows) / len(rows), rows
