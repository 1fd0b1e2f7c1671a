"""Figures of an event head on marked sentences that it was not trained on."""

import torch

from marks import ROLES, STATUSES, TYPES


@torch.no_grad()
def outputs(shared, head, batcher, items, budget=3000):
    """For each item its scores: kind, status, mode [W,*], and the function of links."""
    import random

    from data import batches

    got = [None] * len(items)
    for group in batches([batcher.size(i) for i in items], budget, random.Random(0)):
        b = batcher.batch([items[i] for i in group])
        with torch.autocast("cpu", torch.bfloat16):
            middle, top = shared(b["pieces"], b["shapes"], b["mask"], head.since, head.both)
            out = head(middle, top, b["mask"], b["first"], b["last"])
        for row, i in enumerate(group):
            n = len(items[i].words)
            got[i] = {k: v[row, :n].float() for k, v in out.items()}
    return got


def f1(right, found, wanted):
    p, r = right / max(1, found), right / max(1, wanted)
    return p, r, 2 * p * r / max(1e-9, p + r)


def report(shared, head, batcher, items, threshold=0.5):
    """Prints triggers (found, with type), status, mode and roles on gold triggers."""
    got = outputs(shared, head, batcher, items)
    per = {k: [0, 0, 0] for k in range(1, len(TYPES) + 1)}
    status = [[0] * len(STATUSES) for _ in STATUSES]
    mode = [0, 0]
    roles = {r: [0, 0, 0] for r in range(len(ROLES))}
    place = [0, 0, 0]
    false_alarms = 0
    for item, out in zip(items, got):
        p = out["kind"].softmax(-1)
        found = {i: int(p[i, 1:].argmax()) + 1 for i in range(len(p)) if p[i, 0] < 1 - threshold}
        gold = {t.word: t.kind for t in item.targets}
        false_alarms += not gold and bool(found)
        place[0] += len(found.keys() & gold.keys())
        place[1] += len(found)
        place[2] += len(gold)
        for w, k in found.items():
            per[k][1] += 1
            per[k][0] += gold.get(w) == k
        for k in gold.values():
            per[k][2] += 1
        for t in item.targets:
            status[t.status][int(out["status"][t.word].argmax())] += 1
            if t.mode:
                mode[0] += int(out["mode"][t.word].argmax()) == t.mode
                mode[1] += 1
            scores = head.links(out["trigger"][t.word][None], out["party"][None])[0]
            want = set(t.roles)
            for r in range(len(ROLES)):
                g = {w for q, w in want if q == r}
                s = {w for w in range(len(item.words)) if scores[r, w] > 0}
                roles[r][0] += len(g & s)
                roles[r][1] += len(s)
                roles[r][2] += len(g)
    total = [sum(v[i] for v in per.values()) for i in range(3)]
    print("trigger words P %.3f R %.3f F %.3f" % f1(*place))
    print("with type     P %.3f R %.3f F %.3f  macro %.3f" % (*f1(*total), sum(f1(*v)[2] for v in per.values()) / len(per)))
    print("  " + " ".join(f"{TYPES[k - 1]} {f1(*v)[2]:.2f}" for k, v in per.items()))
    right = [status[i][i] for i in range(len(STATUSES))]
    rows, cols = [sum(r) for r in status], [sum(c) for c in zip(*status)]
    macro = [f1(right[i], cols[i], rows[i])[2] for i in range(len(STATUSES))]
    print("status acc %.3f macro %.3f " % (sum(right) / max(1, sum(rows)), sum(macro) / len(macro)) + " ".join(f"{s} {m:.2f}" for s, m in zip(STATUSES, macro)))
    print("mode acc %.3f" % (mode[0] / max(1, mode[1])))
    print("roles " + " ".join(f"{ROLES[r]} {f1(*v)[2]:.3f}" for r, v in roles.items()))
    none = sum(not i.targets for i in items)
    print(f"sentences without event {none}, with a false alarm {false_alarms}", flush=True)
