"""Trains the coreference network on feature dumps; `--folds K --fold k` holds out documents to choose by."""
import argparse, time, random
import numpy as np, torch
import torch.nn.functional as F
from data import KINDS, TARGET, WIDTH, load, sizes
from model import Network
from score import Score


NAME_BEGINS, OTHER_BEGINS, DOUBT = -0.75, 0.25, 0.5  # as in decode.rs


def prepare(doc):
    doc.x = torch.from_numpy(doc.vectors)
    head, first, last, above = doc.tokens.T
    doc.head_t, doc.above_t = torch.from_numpy(head), torch.from_numpy(above)
    doc.first_t, doc.last_t = torch.from_numpy(first), torch.from_numpy(last)
    doc.one_t = torch.from_numpy(doc.one)
    doc.i_t, doc.j_t = torch.from_numpy(doc.i), torch.from_numpy(doc.j)
    doc.two_t = torch.from_numpy(doc.two)
    doc.kind_t = torch.from_numpy(doc.kind)
    ids = {x: k for k, x in enumerate(sorted({x for x in doc.entity if x}))}
    e = np.array([ids[x] if x else -1 - k for k, x in enumerate(doc.entity)])
    doc.right = torch.from_numpy(e[doc.i] == e[doc.j])
    doc.has = torch.zeros(len(doc.one), dtype=torch.bool)
    doc.has[doc.i_t[doc.right]] = True
    return doc


def logsum(values, index, n, floor):
    """log sum exp of `values` by index, with `floor` as one more term each."""
    top = floor.detach().clone().scatter_reduce(0, index, values.detach(), "amax", include_self=True)
    total = torch.exp(floor - top).scatter_add(0, index, torch.exp(values - top[index]))
    return torch.log(total) + top


def loss_of(net, doc, weight_of_kind, other):
    pair, none, kind = net(doc, doc.two_other if other else doc.two_t)
    n = len(doc.one)
    every = logsum(pair, doc.i_t, n, none)
    good = logsum(pair[doc.right], doc.i_t[doc.right], n, torch.full_like(none, -1e4))
    target = torch.where(doc.has, good, none)
    weight = torch.where(doc.kind_t < 3, 1.0, 0.5)
    rank = ((every - target) * weight).sum() / 100
    return rank + weight_of_kind * F.cross_entropy(kind, doc.kind_t, reduction="sum") / 100


def decode(doc, pair, none, kind, bias=0.0):
    """Greedy: each candidate joins the chain whose members together score best, if better than none."""
    chain, members = {}, []
    starts = np.searchsorted(doc.i, np.arange(len(doc.one) + 1))
    sure = np.exp(kind) / np.exp(kind).sum(1, keepdims=True)
    for i in range(len(doc.one)):
        lo, hi = starts[i], starts[i + 1]
        best = None
        if hi > lo:
            by = {}
            for k in range(lo, hi):
                j = doc.j[k]
                c = chain.get(j, ("new", j))
                by.setdefault(c, []).append(pair[k])
            top = [(float(np.logaddexp.reduce(v)), c) for c, v in by.items()]
            s, c = max(top, key=lambda t: t[0])
            if s > none[i] + bias + (0, NAME_BEGINS, OTHER_BEGINS)[min(doc.one[i, 0], 2)]:
                best = c
        if best is None:
            continue
        if isinstance(best, tuple):
            members.append([best[1]])
            chain[best[1]] = len(members) - 1
            best = chain[best[1]]
        members[best].append(i)
        chain[i] = best
    found = []
    for m in members:
        total = sure[m].sum(0)
        if total[:3].sum() > total[3] + DOUBT * total[4]:
            found.append(m)
    return found


def gold_of(doc):
    """Gold chains of people, organisations and places."""
    by = {}
    for entity, kind, first, last in doc.gold:
        by.setdefault(entity, []).append(((int(first), int(last)), kind))
    chains = []
    for mentions in by.values():
        kinds = [kind for _, kind in mentions]
        spans = {span for span, _ in mentions}
        if len(spans) > 1 and max(sorted(set(kinds)), key=kinds.count) in KINDS[:3]:
            chains.append(spans)
    return chains


def evaluate(net, docs, full, bias=0.0, verbose=True):
    net.eval()
    total, genres = Score(), {}
    for d in docs:
        if d.genre not in TARGET:
            continue
        with torch.no_grad():
            pair, none, kind = (t.numpy() for t in net(d))
        found = [set(d.spans[k] for k in c) for c in decode(d, pair, none, kind, bias)]
        found = [c for c in found if len(c) > 1]
        total.add(full[d.name], found)
        genres.setdefault(d.genre, Score()).add(full[d.name], found)
    if verbose:
        print("  ", " ".join("%s %.1f/%.1f/%.1f" % (n, *f) for n, f in zip(("muc", "b3", "ceaf"), total.figures())),
              " ".join(f"{g} {s.conll():.1f}" for g, s in sorted(genres.items())), flush=True)
    return total.conll()


def main():
    a = argparse.ArgumentParser()
    a.add_argument("dump")
    a.add_argument("--other", help="a second dump of the same documents, with other chains so far: taken every other time")
    a.add_argument("--kind", type=float, default=0.5, help="weight of the loss of kinds")
    a.add_argument("--folds", type=int, default=4)
    a.add_argument("--fold", type=int, default=0)
    a.add_argument("--epochs", type=int, default=10)
    a.add_argument("--dropout", type=float, default=0.3)
    a.add_argument("--lr", type=float, default=2e-3)
    a.add_argument("--wd", type=float, default=1e-4)
    a.add_argument("--seed", type=int, default=1)
    a.add_argument("--out")
    o = a.parse_args()
    torch.manual_seed(o.seed); random.seed(o.seed)
    torch.set_num_threads(1)
    docs = [prepare(d) for d in load(o.dump)]
    if o.other:
        for d, f in zip(docs, load(o.other)):
            d.two_other = torch.from_numpy(f.two)
    held = [d for k, d in enumerate([d for d in docs if d.genre in TARGET]) if k % o.folds == o.fold] if o.fold >= 0 else []
    train = [d for d in docs if d not in held]
    full = {d.name: gold_of(d) for d in held}
    net = Network(sizes(o.dump, "one"), sizes(o.dump, "two"), WIDTH, o.dropout)
    opt = torch.optim.AdamW(net.parameters(), lr=o.lr, weight_decay=o.wd)
    steps = o.epochs * len(train)
    sched = torch.optim.lr_scheduler.OneCycleLR(opt, o.lr, total_steps=steps, pct_start=0.15)
    t = time.time()
    for epoch in range(o.epochs):
        net.train()
        random.shuffle(train)
        total = 0
        for d in train:
            opt.zero_grad()
            loss = loss_of(net, d, o.kind, random.random() < 0.5 if o.other else False)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            opt.step(); sched.step()
            total += loss.item()
        print(f"epoch {epoch} loss {total / len(train):.4f} {time.time() - t:.0f}s", end=" ", flush=True)
        if held and epoch % 2 == 1:
            print("conll %.2f" % evaluate(net, held, full, -0.5), flush=True)
        else:
            print(flush=True)
        if o.out:
            torch.save(net.state_dict(), o.out)


if __name__ == "__main__":
    main()
