"""What the relation set would give if it were trained on: `python pairs_trained.py PROGRAM HEAD.pt FILE.tsv`.

Five folds; the head's layers and a linear layer on what it says of the pair (its hidden numbers and scores, weighted by
how surely each word links source and target) are trained on four and score the fifth. To know what the data costs us;
nothing of it ships.
"""

import copy
import random
import sys

import torch
import torch.nn.functional as F

from export import load
from marks import TYPES
from pairs import MERGED, load_pairs, macro

FOLDS, PASSES, BATCH, RATE, TOP_RATE = 5, 6, 16, 8e-5, 2e-3


def pooled(head, out, row, n, ws, wt):
    """One row of numbers for a pair."""
    o = {k: v[row, :n].float() for k, v in out.items()}
    links = F.logsigmoid(head.links(o["trigger"], o["party"][None].expand(n, -1, -1)).float())
    span = lambda role, w: links[:, role, w[0] : w[1] + 1].amax(-1) if w else torch.zeros(n)
    event = (1 - o["kind"].softmax(-1)[:, 0]).clamp(min=1e-6).log()
    near = span(0, ws) + 0.4 * torch.stack([span(r, wt) for r in (0, 1, 2, 5)]).amax(0)
    weight = (near + event).softmax(0)[:, None]
    rows = [o["kind"], o["status"], o["mode"], o["trigger"]]
    return torch.cat([(r * weight).sum(0) for r in rows])


def scores(shared, head, top, batcher, pairs):
    b = batcher.batch([p[1] for p in pairs])
    with torch.no_grad():
        middle, _ = shared(b["pieces"], b["shapes"], b["mask"], head.since, False)
    out = head(middle, None, b["mask"], b["first"], b["last"])
    return top(torch.stack([pooled(head, out, i, len(p[1].words), p[2], p[3]) for i, p in enumerate(pairs)]))


def train(shared, head, batcher, pairs, roots, rng):
    head = copy.deepcopy(head).train()
    top = torch.nn.Linear(17 + 6 + head.mode.out_features + 128, len(roots))
    optimizer = torch.optim.AdamW(
        [{"params": head.parameters(), "lr": RATE}, {"params": top.parameters(), "lr": TOP_RATE}]
    )
    for _ in range(PASSES):
        order = rng.sample(pairs, len(pairs))
        for i in range(0, len(order), BATCH):
            group = order[i : i + BATCH]
            gold = torch.tensor([roots.index(p[0]) for p in group])
            loss = F.cross_entropy(scores(shared, head, top, batcher, group), gold)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(head.parameters(), 1.0)
            optimizer.step()
    return head.eval(), top


def main(program, path, data):
    from safetensors.torch import load_file

    from head import Shared
    from learn import Batcher

    shared = Shared(load_file("../../models/news-en/weights.safetensors"))
    batcher, head = Batcher("../../models/news-en/vocab.txt"), load(path)
    pairs, roots = load_pairs(program, data), sorted({MERGED.get(t, t) for t in TYPES})
    rng = random.Random(1)
    rng.shuffle(pairs)
    gold, told = [], []
    for k in range(FOLDS):
        mine, top = train(shared, head, batcher, [p for i, p in enumerate(pairs) if i % FOLDS != k], roots, rng)
        for pair in pairs[k::FOLDS]:
            with torch.no_grad():
                best = int(scores(shared, mine, top, batcher, [pair]).argmax())
            gold.append(pair[0])
            told.append(roots[best])
        print(f"after fold {k}: macro F1 {macro(gold, told)[0]:.3f}", flush=True)


if __name__ == "__main__":
    torch.set_num_threads(1)
    torch.manual_seed(1)
    main(*sys.argv[1:])
