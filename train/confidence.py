#!/usr/bin/env python3
"""Precision of each codebook rule on gold accounts, for its `confidence`.

usage: confidence.py SCORER.py SYSTEM.jsonl GOLD_DIR...

Prints `rule right wrong precision`, smoothed toward the precision of all rules as if each had been seen
three times more. Matched optional accounts count as right: a careful coder could have written them.
"""
import collections, glob, importlib.util, json, os, sys

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
print(f"all {sum(right.values())} {sum(wrong.values())} {overall:.2f}")
for rule in sorted(right | wrong, key=lambda r: (-(right[r] + wrong[r]), r)):
    p = (right[rule] + 3 * overall) / (right[rule] + wrong[rule] + 3)
    print(f"{rule} {right[rule]} {wrong[rule]} {p:.2f}")
