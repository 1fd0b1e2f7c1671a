"""The type of a marked pair: `python pairs.py PROGRAM HEAD.pt FILE.tsv`.

FILE has the columns gold_root, sentence, marked_sentence (`<s>..</s>`, `<t>..</t>`); nothing is trained on it.
"""

import csv
import os
import pickle
import sys

import torch
import torch.nn.functional as F

from marks import ROLES, TYPES
from measure import f1, outputs
from sentences import Item, head_in, names_of, parse_texts, words_in

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
    """(gold, item, source word, target word) of each row."""
    rows = list(csv.DictReader(open(path, encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE))
    plain = [unmark(r["marked_sentence"].strip('"').replace('""', '"')) for r in rows]
    out = []
    for r, (text, s, t), row in zip(rows, plain, parse_texts(program, [p[0] for p in plain])):
        ws, wt = s and words_in(row, s), t and words_in(row, t)
        item = Item([w[0] for w in row], names_of([w[4] for w in row]), [], "pairs")
        out.append((r["gold_root"], item, ws, wt))
    return out


def best(head, out, ws, wt):
    """The type whose trigger links source and target best: log of the sum over words and roles."""
    n = len(out["kind"])
    kind = out["kind"].log_softmax(-1)[:, 1:]
    links = F.logsigmoid(head.links(out["trigger"], out["party"][None].expand(n, -1, -1)))  # [n, roles, n]
    span = lambda role, w: links[:, role, w[0] : w[1] + 1].amax(-1)
    a = span(0, ws) if ws else torch.zeros(n)
    t = torch.stack([span(r, wt) for r in (0, 1, 2, 5)]).amax(0) if wt else torch.zeros(n)
    score = (kind + (a.clamp(min=-6) + 0.7 * t.clamp(min=-6))[:, None]).logsumexp(0)
    return int(score.argmax())


def macro(gold, told):
    names = sorted({MERGED.get(t, t) for t in TYPES})
    rows = []
    for name in names:
        right = sum(g == name == t for g, t in zip(gold, told))
        rows.append((name, f1(right, told.count(name), gold.count(name))))
    return sum(r[1][2] for r in rows) / len(rows), rows


def score_pairs(shared, head, batcher, pairs, show=True):
    got = outputs(shared, head, batcher, [p[1] for p in pairs])
    with torch.no_grad():
        told = [TYPES[best(head, o, p[2], p[3])] for o, p in zip(got, pairs)]
    told = [MERGED.get(t, t) for t in told]
    gold = [p[0] for p in pairs]
    m, rows = macro(gold, told)
    right = sum(g == t for g, t in zip(gold, told)) / len(gold)
    print(f"pairs: macro F1 {m:.3f} accuracy {right:.3f}", flush=True)
    if show:
        print("  " + " ".join(f"{n} {v[2]:.2f}" for n, v in rows), flush=True)
    return told
