"""From scores to trees and names."""

import numpy as np

from model import TAGS
from spans import spans_of

NEVER = -1e9
# BIO: I-X may follow B-X or I-X alone
BAD_START = np.array([NEVER if t[0] == "I" else 0.0 for t in TAGS])
BAD_STEP = np.array([[NEVER if b[0] == "I" and a[1:] != b[1:] else 0.0 for b in TAGS] for a in TAGS])


def viterbi(scores):
    """The best lawful tags [W] for scores [W,T]."""
    best, back = scores[0] + BAD_START, []
    for row in scores[1:]:
        paths = best[:, None] + BAD_STEP
        back.append(paths.argmax(0))
        best = paths.max(0) + row
    tags = [int(best.argmax())]
    for step in reversed(back):
        tags.append(int(step[tags[-1]]))
    return tags[::-1]


def names_of(scores):
    """Names (start, end, kind) for tag scores [W,T]."""
    return spans_of([TAGS[t] for t in viterbi(scores)])


def tree(scores):
    """Heads [W] (1-based, 0 the root) for arc scores [W,W+1]: argmax, or the best tree of one root."""
    n = len(scores)
    scores = scores.astype(np.float64).copy()
    scores[np.arange(n), np.arange(1, n + 1)] = NEVER
    heads = scores.argmax(1)
    if (heads == 0).sum() == 1 and is_tree(heads):
        return heads.tolist()
    return single_root(scores)


def is_tree(heads):
    """Whether every word reaches the root."""
    for i in range(len(heads)):
        seen, at = set(), i + 1
        while at and at not in seen:
            seen.add(at)
            at = heads[at - 1]
        if at:
            return False
    return True


def single_root(scores):
    """The best tree in which exactly one word hangs on the root, trying the likely roots in turn."""
    best, best_score = None, None
    for root in np.argsort(-scores[:, 0])[:8]:
        bound = scores.copy()
        bound[np.arange(len(scores)) != root, 0] = NEVER
        full = np.full((len(scores) + 1, len(scores) + 1), NEVER)
        full[1:] = bound
        heads = chu_liu_edmonds(full)[1:]
        total = bound[np.arange(len(scores)), heads].sum()
        if best is None or total > best_score:
            best, best_score = heads, total
    return [int(h) for h in best]


def chu_liu_edmonds(scores):
    """Heads of the maximum spanning tree; scores[d, h] over nodes with 0 as the root."""
    n = len(scores)
    heads = scores.argmax(1)
    heads[0] = -1
    cycle = find_cycle(heads)
    if not cycle:
        return heads
    inside = np.zeros(n, bool)
    inside[cycle] = True
    outer = np.flatnonzero(~inside)  # outer[0] is the root
    gain = scores[cycle] - scores[cycle, heads[cycle]][:, None]
    small = np.full((len(outer) + 1, len(outer) + 1), NEVER)
    small[:-1, :-1] = scores[np.ix_(outer, outer)]
    small[:-1, -1] = scores[np.ix_(outer, cycle)].max(1)
    leave = scores[np.ix_(outer, cycle)].argmax(1)
    small[-1, :-1] = gain[:, outer].max(0)
    enter = gain[:, outer].argmax(0)
    got = chu_liu_edmonds(small)
    for k, node in enumerate(outer[1:], 1):
        heads[node] = cycle[leave[k]] if got[k] == len(outer) else outer[got[k]]
    into = got[-1]
    heads[cycle[enter[into]]] = outer[into]
    return heads


def find_cycle(heads):
    """Nodes of some cycle, or nothing."""
    done = {0}
    for start in range(1, len(heads)):
        path, at = [], start
        while at not in done and at not in path:
            path.append(at)
            at = heads[at]
        if at in path:
            return path[path.index(at) :]
        done |= set(path)
    return []
