"""Train the event head: `python learn.py PROGRAM OUT --minutes 12 [--gold FILE.json] [--fold K/N]`.

PROGRAM is the built `sidelines` (it cuts and parses the sentences). Writes OUT, a checkpoint for export.py.
"""

import argparse
import copy
import os
import random
import sys
import time

import torch
import torch.nn.functional as F

from head import EventHead, Shared, copy_layer
from marks import ROLES
from sentences import Item, load

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from data import Coder, batches, pad  # noqa: E402
from fit import Average, rate_at  # noqa: E402
from model import ATTENTION_HEADS, bert_weights  # noqa: E402
from words import Pieces  # noqa: E402

IGNORE = -100
ENCODER_RATE, HEAD_RATE, DEPTH_DECAY = 2.5e-4, 2e-3, 0.9
WEIGHTS = {"kind": 1.0, "mode": 0.3, "status": 0.5, "link": 1.0}
LONGEST = 250


class Batcher:
    """Items to tensors."""

    def __init__(self, vocabulary):
        self.coder = Coder(Pieces.read(vocabulary), {})

    def size(self, item):
        return sum(len(self.coder.pieces.of_word(w)) for w in item.words) + 2

    def batch(self, items):
        coded = [self.coder.inputs(i.words) for i in items]
        width = max(len(i.words) for i in items)
        kinds = [kinds_of(i) for i in items]
        targets = [(b, t) for b, i in enumerate(items) for t in i.targets]
        links = torch.zeros(len(targets), len(ROLES), width)
        for n, (_, t) in enumerate(targets):
            for role, word in t.roles:
                links[n, role, word] = 1
        pieces = pad([c[0] for c in coded], 0)
        return {
            "pieces": pieces,
            "shapes": pad([c[1] for c in coded], 0),
            "mask": ((pieces == 0) * -1e4).repeat_interleave(ATTENTION_HEADS, 0)[:, None, :],
            "first": pad([c[2][1:] for c in coded], 0),
            "last": pad([c[3][1:] for c in coded], 0),
            "kind": pad(kinds, IGNORE, width),
            "weight": torch.tensor([i.weight for i in items]),
            "rows": torch.tensor([b for b, _ in targets], dtype=torch.long),
            "at": torch.tensor([t.word for _, t in targets], dtype=torch.long),
            "mode": torch.tensor([t.mode for _, t in targets], dtype=torch.long),
            "status": torch.tensor([t.status for _, t in targets], dtype=torch.long),
            "links": links,
            "real": torch.tensor([[w < len(items[b].words) for w in range(width)] for b, _ in targets]),
        }


def kinds_of(item):
    """The type of each word: 0 where it triggers nothing, IGNORE where that is not known."""
    kinds = [0 if item.known else IGNORE] * len(item.words)
    for t in item.targets:
        kinds[t.word] = t.kind
    return kinds


def loss_of(shared, head, batch):
    """Loss of a batch: a mean over words for types, over events for the rest."""
    with torch.no_grad():
        middle, top = shared(batch["pieces"], batch["shapes"], batch["mask"], head.since, head.both)
    out = head(middle, top, batch["mask"], batch["first"], batch["last"])
    kind = F.cross_entropy(out["kind"].float().flatten(0, 1), batch["kind"].flatten(), reduction="none", ignore_index=IGNORE)
    weight = batch["weight"][:, None].expand_as(batch["kind"]).flatten()
    total = WEIGHTS["kind"] * (kind * weight).sum()
    rows, at = batch["rows"], batch["at"]
    if len(rows):
        w = batch["weight"][rows]
        ce = lambda name: (F.cross_entropy(out[name].float()[rows, at], batch[name], reduction="none") * w).sum()
        total = total + WEIGHTS["mode"] * ce("mode") + WEIGHTS["status"] * ce("status")
        scores = head.links(out["trigger"][rows, at], out["party"][rows]).float()
        bce = F.binary_cross_entropy_with_logits(scores, batch["links"], reduction="none")
        total = total + WEIGHTS["link"] * (bce * batch["real"][:, None, :] * w[:, None, None]).sum()
    return total / max(1, len(batch["kind"]))


def swap_names(item, pool, rng, chance=0.4):
    """The sentence with other names of the same kinds; words keep their targets."""
    if rng.random() > 0.7 or not item.names:
        return item
    words, at, moved = [], 0, {}
    taken = {t.word for t in item.targets}
    for first, end, kind in [*item.names, (len(item.words), len(item.words), "")]:
        while at < first:
            moved[at] = len(words)
            words.append(item.words[at])
            at += 1
        choice = pool.get(kind)
        swap = choice and rng.random() < chance and not any(w in taken for w in range(first, end))
        new = rng.choice(choice) if swap else item.words[first:end]
        for w in range(first, end):
            moved[w] = len(words) + min(w - first, len(new) - 1) if w < end - 1 else len(words) + len(new) - 1
        words += new
        at = end
    new = copy.copy(item)
    new.words, new.names = words, []
    new.targets = [copy.copy(t) for t in item.targets]
    for t in new.targets:
        t.word = moved[t.word]
        t.roles = [(r, moved[w]) for r, w in t.roles]
    return new


def name_pool(items):
    """Names by kind, each once."""
    pool = {}
    for item in items:
        for first, end, kind in item.names:
            if kind in ("PER", "GPE", "ORG", "NORP"):
                pool.setdefault(kind, set()).add(tuple(item.words[first:end]))
    return {kind: [list(n) for n in sorted(names)] for kind, names in pool.items()}


def noisy(item, rng):
    """Now and then the casing of a headline, or none."""
    x = rng.random()
    if x > 0.06:
        return item
    change = str.lower if x < 0.02 else str.title if x < 0.045 else str.upper
    new = copy.copy(item)
    new.words = [change(w) for w in item.words]
    return new


def train(shared, head, items, batcher, minutes, budget=1000, seed=1, log=True, rate=1.0):
    """Trains for so many minutes (or passes); returns the mean of the last weights."""
    rng, pool = random.Random(seed), name_pool(items)
    groups = groups_of(head)
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98))
    weights = [p for g in groups for p in g["params"]]
    average, started, step, total, passes = Average(), time.time(), 0, 0.0, 0
    head.train()
    while True:
        varied = [noisy(swap_names(i, pool, rng), rng) for i in items]
        for group in batches([batcher.size(i) for i in varied], budget, rng):
            progress = (time.time() - started) / (60 * minutes)
            if progress >= 1:
                head.load_state_dict(average.state)
                head.eval()
                print(f"{passes} passes, {step} steps", flush=True)
                return head
            for g in optimizer.param_groups:
                g["lr"] = g["base"] * rate * rate_at(progress)
            batch = batcher.batch([varied[i] for i in group])
            with torch.autocast("cpu", torch.bfloat16):
                loss = loss_of(shared, head, batch)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(weights, 2.0)
            optimizer.step()
            step += 1
            average.update(head, step, progress)
            total += loss.item()
            if log and step % 100 == 0:
                print(f"{progress:.2f} step {step} loss {total / 100:.3f}", flush=True)
                total = 0.0
        passes += 1


def groups_of(head):
    """AdamW groups: lower layers learn more slowly; no decay on vectors."""
    groups = {}
    n = len(head.layers)
    for name, p in head.named_parameters():
        parts = name.split(".")
        encoder = parts[0] == "layers"
        rate = ENCODER_RATE * DEPTH_DECAY ** (n - 1 - int(parts[1])) if encoder else HEAD_RATE
        groups.setdefault((rate, 0.01 if p.dim() > 1 else 0.0), []).append(p)
    return [{"params": ps, "lr": r, "weight_decay": d, "base": r} for (r, d), ps in groups.items()]


def fresh_head(tensors, since, layers, base, both=True):
    """A head whose layers begin as those of the shared encoder (`news`) or of the base encoder (`mini`)."""
    head = EventHead(since, layers, both)
    if base == "news":
        for k, layer in enumerate(head.layers):
            copy_layer(layer, tensors, since + k)
    else:
        from data import base_folder, base_pieces
        from model import Parser

        empty = Parser(10, {"upos": [], "xpos": [], "deprel": []})
        bert_weights(empty, os.path.join(base_folder(), "model.safetensors"), base_pieces()[1])
        for k, layer in enumerate(head.layers):
            layer.load_state_dict(empty.layers[since + k].state_dict())
    return head


def gold_items(program, folder, fold):
    """The sentences of the gold reports but those of the fold left out."""
    paths = sorted(os.path.join(folder, name) for name in os.listdir(folder) if name.endswith(".txt"))
    k, n = map(int, fold.split("/")) if fold else (-1, 1)
    kept = [path for i, path in enumerate(paths) if i % n != k]
    return [item for item, _ in load(program, kept) if len(item.words) <= LONGEST]


def plain_sentences(folder, every=5):
    """Sentences of reviews, mails and answers, which hold no event of ours: one in `every`, of half weight."""
    items, keep, number = [], False, 0
    for line in open(os.path.join(folder, "en_ewt-ud-train.conllu"), encoding="utf-8"):
        if line.startswith("# sent_id"):
            keep = any(f"= {genre}-" in line for genre in ("reviews", "email", "answers"))
            number += keep
            if keep and number % every == 0:
                items.append(Item([], [], [], "ewt", weight=0.5))
        elif keep and number % every == 0 and line[0].isdigit() and line.split("\t")[0].isdigit():
            items[-1].words.append(line.split("\t")[1])
    return [i for i in items if len(i.words) > 4]


def main():
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("program")
    args.add_argument("out")
    args.add_argument("--model", default="models/news-en")
    args.add_argument("--examples", nargs="+", required=True)
    args.add_argument("--ewt", help="folder of UD English EWT, for sentences that hold no event")
    args.add_argument("--init", help="a checkpoint to go on from")
    args.add_argument("--gold", help="folder of marked gold reports, a file a report")
    args.add_argument("--fold", default="", help="K/N: leave out each Nth gold report, from the Kth on")
    args.add_argument("--gold-weight", type=int, default=3, help="how often a pass sees a gold sentence")
    args.add_argument("--sample", type=float, default=1.0, help="share of the other sentences to train on")
    args.add_argument("--rate", type=float, default=1.0, help="factor of the learning rates")
    args.add_argument("--compile", action="store_true", help="compile the layers (a minute; a quarter faster)")
    args.add_argument("--minutes", type=float, default=12)
    args.add_argument("--since", type=int, default=3)
    args.add_argument("--layers", type=int, default=3)
    args.add_argument("--base", default="news")
    args.add_argument("--top", type=int, default=1)
    args.add_argument("--all", action="store_true", help="train on the held-out sentences too")
    args = args.parse_args()
    from safetensors.torch import load_file

    tensors = load_file(os.path.join(args.model, "weights.safetensors"))
    batcher = Batcher(os.path.join(args.model, "vocab.txt"))
    shared = Shared(tensors)
    items = load(args.program, args.examples)
    if args.ewt:
        items += [(i, False) for i in plain_sentences(args.ewt)]
    train_items = [i for i, out in items if (args.all or not out) and len(i.words) <= LONGEST]
    if args.sample < 1:
        train_items = random.Random(1).sample(train_items, int(args.sample * len(train_items)))
    if args.gold:
        train_items += gold_items(args.program, args.gold, args.fold) * args.gold_weight
    dev_items = [i for i, out in items if out]
    print(len(train_items), "to train on,", len(dev_items), "held out", flush=True)
    head = fresh_head(tensors, args.since, args.layers, args.base, bool(args.top))
    if args.init:
        head.load_state_dict(torch.load(args.init)["head"])
    if args.compile:
        for layer in head.layers:
            layer.run = torch.compile(layer.run, dynamic=True)
    head = train(shared, head, train_items, batcher, args.minutes, rate=args.rate)
    torch.save({"head": head.state_dict(), "since": args.since, "layers": args.layers, "both": bool(args.top)}, args.out)
    from measure import report

    report(shared, head, batcher, dev_items)


if __name__ == "__main__":
    torch.set_num_threads(1)
    torch.manual_seed(1)
    main()
