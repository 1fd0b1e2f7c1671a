#!/usr/bin/env python3
"""Scores CoNLL-U against gold CoNLL-U whose words may differ, aligned by characters.

usage: eval_raw.py GOLD.conllu SYSTEM.conllu      scores
       eval_raw.py --text GOLD.conllu             prints the raw text (paragraphs as `# newpar` has them)

With gold tokens (`sidelines parse GOLD --tokens gold`) the figures are the usual attachment scores; on raw
text they are F1 over words, as the CoNLL 2018 shared task has them. Relations without their subtypes.
"""
import sys


def raw_text(path):
    """The text of a treebank: sentences of a paragraph joined by a blank, paragraphs parted by a line."""
    paragraphs, here = [], []
    for line in open(path, encoding="utf-8"):
        if line.startswith(("# newdoc", "# newpar")) and here:
            paragraphs.append(" ".join(here))
            here = []
        elif line.startswith("# text = "):
            here.append(line[9:].rstrip("\n"))
    return "\n\n".join(paragraphs + [" ".join(here)]) + "\n"


def sentences(path):
    """Lists of the columns of each sentence, multiword lines included, empty nodes left out."""
    for block in open(path, encoding="utf-8").read().split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n") if line and line[0] != "#"]
        if rows:
            yield [r for r in rows if "." not in r[0]]


def words(path):
    """{character range: (range of the head, relation, UPOS)} and the set of sentence ranges."""
    at, found, bounds = 0, {}, set()
    for rows in sentences(path):
        start, places, members, room = at, [], 0, 0
        for row in rows:
            size = len("".join(row[1].split()))
            if "-" in row[0]:
                first, last = map(int, row[0].split("-"))
                members, room = last - first + 1, size
                continue
            if members:
                # The words of `cannot` or `don't` share the characters of the whole.
                members -= 1
                size = min(size, room) if members else room
                room -= size
            places.append(((at, at + size), row))
            at += size
        place_of = {row[0]: place for place, row in places}
        for place, row in places:
            found[place] = (place_of.get(row[6], "root"), row[7].split(":")[0], row[3])
        bounds.add((start, at))
    return found, bounds


def main():
    if sys.argv[1] == "--text":
        sys.stdout.write(raw_text(sys.argv[2]))
        return
    (gold, gold_bounds), (system, bounds) = words(sys.argv[1]), words(sys.argv[2])
    both = [k for k in gold if k in system]
    share = lambda right: 200 * sum(right) / (len(gold) + len(system))
    print(f"words F1 {share(True for _ in both):.2f}")
    print(f"sentences F1 {200 * len(gold_bounds & bounds) / (len(gold_bounds) + len(bounds)):.2f}")
    print(f"UPOS {share(gold[k][2] == system[k][2] for k in both):.2f}")
    print(f"UAS {share(gold[k][0] == system[k][0] for k in both):.2f}")
    print(f"LAS {share(gold[k][:2] == system[k][:2] for k in both):.2f}")


if __name__ == "__main__":
    main()
