"""Counts and near duplicates of marked files: `python check.py FILE...`."""

import collections
import os
import re
import sys

from marks import read_file

ALIKE = 0.5  # Jaccard of word trigrams


def trigrams(text):
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + 3]) for i in range(len(words) - 2)}


def main(paths):
    seen, near = collections.defaultdict(list), 0
    for path in paths:
        statuses, kinds, triggers, n = collections.Counter(), collections.Counter(), set(), 0
        for number, text, events in read_file(path):
            n += 1
            for e in events:
                statuses[e.status] += 1
                kinds[e.kind] += 1
                triggers.add(text[slice(*e.trigger)].lower())
            grams, shared = trigrams(text), collections.Counter()
            for g in grams:
                shared.update(seen[g])
            for (other, size), k in shared.most_common(1):
                if k / (len(grams) + size - k) > ALIKE:
                    near += 1
                    print(f"{path}:{number}: nearly the same as {other}")
            for g in grams:
                seen[g].append((f"{path}:{number}", len(grams)))
        print(os.path.basename(path), n, "sentences,", len(triggers), "triggers", dict(kinds), dict(statuses))
    print(near, "near duplicates")


if __name__ == "__main__":
    main(sys.argv[1:])
