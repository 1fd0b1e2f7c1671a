"""Score a model on gold tokens: `python score.py DATA MODEL [--final]`.

MODEL is a model.pt of fit.py or the folder of an exported model (then the int8 arithmetic is used).
"""

import argparse
import glob
import os

import torch

from data import Coder, Pieces, batches
from decode import names_of, tree
from known_names import Gazetteer
from model import Parser
from sentence import Sentence, read_conllu
from spans import columns, spans_of
from treebanks import gum

MERGE = {
    "GPE": "LOC",
    "FAC": "LOC",
    "Location": "LOC",
    "Facility": "LOC",
    "Person": "PER",
    "Organization": "ORG",
}
GREEN = "academic bio conversation court interview news speech textbook vlog voyage".split()


def forward_all(model, coder, sentences, budget=3000):
    """Raw outputs, as (index, row of the batch, outputs) for every sentence."""
    import random

    sizes = [len(coder.inputs(s.words)[0]) for s in sentences]
    for group in batches(sizes, budget, random.Random(0)):
        batch = coder.batch([sentences[i] for i in group])
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16, enabled=isinstance(model, Parser)):
            out = model(batch)
        for row, i in enumerate(group):
            yield i, row, out


def tag_probabilities(model, coder, sentences):
    """Probabilities [W,T] of the name tags of every sentence."""
    got = [None] * len(sentences)
    for i, row, out in forward_all(model, coder, sentences):
        got[i] = out["names"][row, : len(sentences[i].words)].float().softmax(-1)
    return got


def predict(model, coder, sentences):
    """Per sentence: heads, labels, upos and xpos (indices) and names (start, end, kind)."""
    got = [None] * len(sentences)
    for i, row, out in forward_all(model, coder, sentences):
        got[i] = read_out(model, out, row, len(sentences[i].words))
    return got


def read_out(model, out, row, n):
    """Decode one sentence of a batch."""
    heads = tree(out["arcs"][row, :n, : n + 1].float().numpy())
    with torch.no_grad():
        labels = model.label_scores(
            out["label_dep"][row, 1 : n + 1].float(), out["label_head"][row, heads].float()
        )
    return {
        "heads": heads,
        "deprel": labels.argmax(-1).tolist(),
        "upos": out["upos"][row, :n].argmax(-1).tolist(),
        "xpos": out["xpos"][row, :n].argmax(-1).tolist(),
        "names": names_of(out["names"][row, :n].float().numpy()),
    }


def tree_scores(sentences, got, labels):
    """UAS, LAS, UPOS, XPOS in percent over all words (punctuation too, labels with subtypes)."""
    sums = dict.fromkeys(("UAS", "LAS", "UPOS", "XPOS"), 0)
    for s, g in zip(sentences, got):
        for i in range(len(s.words)):
            right = g["heads"][i] == s.heads[i]
            sums["UAS"] += right
            sums["LAS"] += right and labels["deprel"][g["deprel"][i]] == s.deprel[i]
            sums["UPOS"] += labels["upos"][g["upos"][i]] == s.upos[i]
            sums["XPOS"] += labels["xpos"][g["xpos"][i]] == s.xpos[i]
    words = sum(len(s.words) for s in sentences)
    return {k: 100 * v / words for k, v in sums.items()}


def name_scores(sentences, got):
    """Exact-span precision, recall, F1 over PER, LOC, ORG, and F1 by type."""
    right, guessed, gold = {}, {}, {}
    for s, g in zip(sentences, got):
        mine = {(a, b, MERGE.get(k, k)) for a, b, k in g["names"]}
        theirs = {(a, b, MERGE.get(k, k)) for a, b, k in s.names}
        for kind in ("PER", "LOC", "ORG"):
            pick = lambda spans: {x for x in spans if x[2] == kind}
            right[kind] = right.get(kind, 0) + len(pick(mine) & pick(theirs))
            guessed[kind] = guessed.get(kind, 0) + len(pick(mine))
            gold[kind] = gold.get(kind, 0) + len(pick(theirs))
    scores = {k: f1(right[k], guessed[k], gold[k])[2] for k in right}
    p, r, f = f1(*(sum(d.values()) for d in (right, guessed, gold)))
    return {"P": p, "R": r, "F1": f, **scores}


def f1(right, guessed, gold):
    p, r = 100 * right / max(guessed, 1), 100 * right / max(gold, 1)
    return p, r, 2 * p * r / max(p + r, 1e-9)


def uner_gold(data, part):
    """UNER sentences with gold names."""
    path = os.path.join(data, f"uner-ewt/en_ewt-ud-{part}.iob2")
    return [Sentence(w, "uner", names=spans_of(t)) for w, t in columns(path, 1, 2)]


def worldwide(data):
    """Newswire names, to measure only."""
    return [
        Sentence(words, "worldwide", names=spans_of(tags))
        for path in sorted(glob.glob(os.path.join(data, "measure-only/worldwide-newswire/names/*.tsv")))
        for words, tags in columns(path, 0, 1)
    ]


def dev_sets(data, gazetteer):
    """Sets to look at while developing."""
    return {
        "EWT dev": list(read_conllu(os.path.join(data, "ud-ewt/en_ewt-ud-dev.conllu"), "ewt")),
        "GUM dev": list(gum(data, gazetteer, "dev", GREEN)),
        "UNER dev": uner_gold(data, "dev"),
    }


def final_sets(data, gazetteer):
    """Sets of the report; GUM dev 'all' has every genre but reddit, 'green' those we train on."""
    every = GREEN + "essay fiction letter podcast whow".split()
    return {
        "EWT test": list(read_conllu(os.path.join(data, "ud-ewt/en_ewt-ud-test.conllu"), "ewt")),
        "GUM dev, green": list(gum(data, gazetteer, "dev", GREEN)),
        "GUM dev, all": list(gum(data, gazetteer, "dev", every)),
        "UNER-EWT test": uner_gold(data, "test"),
        "worldwide newswire": worldwide(data),
    }


def report(model, coder, sets):
    """One line a set."""
    lines = []
    for name, sentences in sets.items():
        got = predict(model, coder, sentences)
        scores = (
            tree_scores(sentences, got, model.labels) if sentences[0].heads else name_scores(sentences, got)
        )
        lines.append(f"{name:20}" + "  ".join(f"{k} {v:.2f}" for k, v in scores.items()))
    return "\n".join(lines)


def load(path):
    """A model and its coder from model.pt or from an exported folder."""
    if os.path.isdir(path):
        from int8 import Int8Parser

        model = Int8Parser(os.path.join(path, "weights.safetensors"))
        return model, Coder(Pieces.read(os.path.join(path, "vocab.txt")), model.labels)
    saved = torch.load(path, weights_only=False)
    model = Parser(len(saved["pieces"]), saved["labels"])
    model.load_state_dict(saved["state"])
    return model.eval(), Coder(Pieces(saved["pieces"]), saved["labels"])


def main():
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("data")
    args.add_argument("model")
    args.add_argument("--final", action="store_true", help="score the sets of the report, not dev")
    args = args.parse_args()
    torch.set_num_threads(1)
    model, coder = load(args.model)
    print(report(model, coder, (final_sets if args.final else dev_sets)(args.data, Gazetteer(args.data))))


if __name__ == "__main__":
    main()
