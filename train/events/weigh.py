"""Fit the confidence of accounts: `python weigh.py TRAITS.tsv OUT.toml LOST`.

TRAITS.tsv comes from `SIDELINES_EVENTS=FOLDS SIDELINES_TRAITS=FILE cargo test --test gold -- --ignored`: report,
label (1 matches gold, -1 an optional account, 0 none), traits. Logistic regression with a weak Gaussian prior;
all figures printed are cross-validated by report. LOST is how many gold accounts are not even considered.
"""

import sys

import torch

TRAITS = "rule rule_says head_event head_type content actor recipient political_actor named quoted attributed headline not_held link alone".split()
FOLDS, PRIOR = 8, 0.02
# What only the head sees must be surer than the best F1 here asks (0.3), or it costs precision elsewhere.
THRESHOLD = 0.46


def read(path):
    rows = [line.rstrip("\n").split("\t") for line in open(path, encoding="utf-8")]
    rows = [r for r in rows if r[1] != "-1"]
    report = torch.tensor([int(r[0]) for r in rows])
    return report, torch.tensor([float(r[1]) for r in rows]), torch.tensor([[float(x) for x in r[2:]] for r in rows])


def fit(x, y):
    w = torch.zeros(x.shape[1] + 1, requires_grad=True)
    optimizer = torch.optim.LBFGS([w], max_iter=200, line_search_fn="strong_wolfe")

    def closure():
        optimizer.zero_grad()
        loss = torch.nn.functional.binary_cross_entropy_with_logits(x @ w[1:] + w[0], y)
        loss = loss + PRIOR * (w[1:] ** 2).sum() / 2
        loss.backward()
        return loss

    optimizer.step(closure)
    return w.detach()


def calibration_error(p, y, bins=10):
    """Expected calibration error over equal bins."""
    total = 0.0
    for k in range(bins):
        inside = (p >= k / bins) & (p < (k + 1) / bins)
        if inside.any():
            total += inside.sum() * (p[inside].mean() - y[inside].mean()).abs()
    return float(total / len(p))


def main(path, out, lost):
    report, y, x = read(path)
    p = torch.zeros(len(y))
    for k in range(FOLDS):
        test = report % FOLDS == k
        w = fit(x[~test], y[~test])
        p[test] = torch.sigmoid(x[test] @ w[1:] + w[0])
    gold = float(y.sum()) + int(lost)
    rule, content = x[:, 0] > 0, x[:, 4] > 0
    shown = [i / 100 for i in range(25, 60, 5)] + [THRESHOLD, 2.0]
    for threshold in shown:
        told = torch.where(rule, ~content, p >= threshold)
        right, n = float(y[told].sum()), float(told.sum())
        print(f"{threshold}: told {n:.0f} right {right:.0f} P {right / n:.3f} R {right / gold:.3f} F1 {2 * right / (n + gold):.3f}")
    told = torch.where(rule, ~content, p >= THRESHOLD)
    print(f"calibration error of all {calibration_error(p, y):.3f}, of those told {calibration_error(p[told], y[told]):.3f}")
    w = fit(x, y).tolist()
    from marks import TYPES

    lines = ["# Fitted by train/events/weigh.py on gold accounts, read by event heads that had not seen them."]
    lines += [f"threshold = {THRESHOLD}", f"bias = {w[0]:.3f}", "", "[traits]"]
    lines += [f"{name} = {v:.3f}" for name, v in zip(TRAITS, w[1:])]
    lines += ["", "[types]"] + [f"{name} = {v:.3f}" for name, v in zip(TYPES, w[1 + len(TRAITS) :])]
    open(out, "w", encoding="utf-8").write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
