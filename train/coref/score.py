"""MUC, B3, CEAFe as the reference scorer (Pradhan et al. 2014), and their mean. For choosing while training;
the figures of the project come from `tests/coref.rs`."""
import numpy as np
from scipy.optimize import linear_sum_assignment


def f1(p, r):
    return 0.0 if p + r == 0 else 2 * p * r / (p + r)


class Score:
    def __init__(self):
        self.n = np.zeros((3, 4))

    def add(self, gold, found):
        """Chains as lists of sets of spans, no singletons."""
        where = [{m: k for k, c in enumerate(chains) for m in c} for chains in (gold, found)]
        for side, (key, other) in enumerate(((gold, where[1]), (found, where[0]))):
            for c in key:
                parts = {}
                for m in c:
                    k = other.get(m)
                    parts[k if k is not None else ("alone", m)] = parts.get(k if k is not None else ("alone", m), 0) + 1
                self.n[0, 2 * side] += len(c) - len(parts)
                self.n[0, 2 * side + 1] += len(c) - 1
                self.n[1, 2 * side] += sum(v * v for k, v in parts.items() if not isinstance(k, tuple)) / len(c)
                self.n[1, 2 * side + 1] += len(c)
        if gold and found:
            phi = np.array([[2 * len(g & f) / (len(g) + len(f)) for f in found] for g in gold])
            a, b = linear_sum_assignment(-phi)
            self.n[2, 0] += phi[a, b].sum()
            self.n[2, 2] += phi[a, b].sum()
        self.n[2, 1] += len(gold)
        self.n[2, 3] += len(found)

    def figures(self):
        rows = []
        for r, rn, p, pn in self.n:
            r, p = r / max(rn, 1), p / max(pn, 1)
            rows.append((100 * p, 100 * r, 100 * f1(p, r)))
        return rows

    def conll(self):
        return float(np.mean([row[2] for row in self.figures()]))
