#!/usr/bin/env python3
"""Precision of each codebook rule on gold accounts, for its `confidence`.

usage: confidence.py SCORER.py SYSTEM.jsonl GOLD_DIR... [--write CODEBOOK]

Prints `rule right wrong precision`, smoothed toward the precision of its type as if each rule had been
seen three times more, and that of a type toward all as if it had been seen five times more. Matched
optional accounts count as right: a careful coder could have written them. With --write, puts the figures
into the `confidence` lines of the codebook's files; rules that were never seen get that of their type.
"""
import collections, glob, importlib.util, json, os, re, sys

codebook = None
if "--write" in sys.argv:
    at = sys.argv.index("--write")
    codebook = sys.argv[at + 1]
    del sys.argv[at : at + 2]

spec = importlib.util.spec_from_file_location("accounts", sys.argv[1])
scorer = importlib.util.module_from_spec(spec)
spec.loader.exec_module(scorer)

reports, accounts = {}, collections.defaultdict(list)
for line in open(sys.argv[2], encoding="utf-8"):
    o = json.loads(line)
    if o["kind"] == "report":
        reports[os.path.splitext(os.path.basename(o["source"]))[0]] = o["id"]
    elif o["kind"] == "account":
        accounts[o["report"]].append(o)
right, wrong = collections.Counter(), collections.Counter()
for folder in sys.argv[3:]:
    for path in sorted(glob.glob(os.path.join(folder, "*.json"))):
        gold = json.load(open(path, encoding="utf-8"))
        system = accounts[reports.get(gold["id"], "")]
        hits = {j for _, j in scorer.match(gold["accounts"], system)}
        for j, a in enumerate(system):
            (right if j in hits else wrong)[a["rule"]] += 1
overall = sum(right.values()) / max(1, sum(right.values()) + sum(wrong.values()))


def smoothed(hits, misses, prior, weight):
    """Share of hits as if `weight` more had been seen at the rate `prior`."""
    return (hits + weight * prior) / (hits + misses + weight)


def of_type(kind):
    """Precision of all rules of a type."""
    total = lambda counts: sum(n for rule, n in counts.items() if rule.startswith(kind + "/"))
    return smoothed(total(right), total(wrong), overall, 5)


def of_rule(rule):
    """Precision of one rule."""
    return smoothed(right[rule], wrong[rule], of_type(rule.split("/")[0]), 3)


def write(path):
    """Puts the figures into one codebook file; a rule without a `confidence` line gets one."""
    kind, out, rule = os.path.splitext(os.path.basename(path))[0], [], None
    for line in open(path, encoding="utf-8").read().split("\n"):
        found = re.match(r'id = "(.+)"', line)
        if re.match(r"confidence = ", line):
            continue
        out.append(line)
        if found:
            out.append(f"confidence = {of_rule(kind + '/' + found[1]):.2f}")
    open(path, "w", encoding="utf-8").write("\n".join(out))


print(f"all {sum(right.values())} {sum(wrong.values())} {overall:.2f}")
for rule in sorted(right | wrong, key=lambda r: (-(right[r] + wrong[r]), r)):
    print(f"{rule} {right[rule]} {wrong[rule]} {of_rule(rule):.2f}")
if codebook:
    for path in sorted(glob.glob(os.path.join(codebook, "*.toml"))):
        if not path.endswith("governors.toml"):
            write(path)
