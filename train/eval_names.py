#!/usr/bin/env python3
"""Scores the names that the program finds on gold tokens: PER, LOC (with GPE and facilities), ORG, exact spans.

usage: eval_names.py PROGRAM uner FILE.iob2       e.g. ./target/release/sidelines uner en_ewt-ud-test.iob2
       eval_names.py PROGRAM worldwide FOLDER     a folder of word<TAB>tag files, sentences parted by blank lines
"""
import glob, os, subprocess, sys, tempfile

KINDS = {"GPE": "LOC", "FAC": "LOC", "LOC": "LOC", "PER": "PER", "ORG": "ORG",
         "Location": "LOC", "Facility": "LOC", "Person": "PER", "Organization": "ORG"}


def spans(tags):
    """{(first, end, kind)} of BIO tags."""
    found, start, kind = set(), None, None
    for i, tag in enumerate(tags + ["O"]):
        if start is not None and tag != "I-" + kind:
            found |= {(start, i, KINDS[kind])} if kind in KINDS else set()
            start = None
        if tag[:2] == "B-" or (tag[:2] == "I-" and start is None):
            start, kind = i, tag[2:]
    return found


def read(lines, word, tag):
    """Sentences as lists of (word, tag)."""
    here = []
    for line in lines:
        cells = line.rstrip("\n").split("\t")
        if line.startswith("# "):
            continue
        if not cells[word if len(cells) > word else 0].strip():
            if here:
                yield here
            here = []
        elif len(cells) > tag:
            here.append((cells[word].strip().replace(" ", "_"), cells[tag].strip() or "O"))
        else:
            here.append((cells[word].strip().replace(" ", "_"), "O"))
    if here:
        yield here


def analyse(program, sentences):
    """The program's tags for given words."""
    row = lambda i, w: f"{i + 1}\t{w}\t_\t_\t_\t_\t{min(i, 1)}\t{'dep' if i else 'root'}\t_\t_\n"
    with tempfile.NamedTemporaryFile("w", suffix=".conllu", encoding="utf-8") as file:
        file.write("".join("".join(row(i, w) for i, (w, _) in enumerate(s)) + "\n" for s in sentences))
        file.flush()
        out = subprocess.run([program, "parse", file.name, "--tokens", "gold"], capture_output=True, text=True, check=True)
    for block in out.stdout.strip().split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n") if line[0] != "#"]
        tag = lambda misc: next((kv[4:] for kv in misc.split("|") if kv.startswith("NER=")), "O")
        yield [tag(r[9]) for r in rows if r[0].isdigit()]


def main():
    program, form, path = sys.argv[1:]
    if form == "uner":
        gold = list(read(open(path, encoding="utf-8"), 1, 2))
    else:
        files = sorted(glob.glob(os.path.join(path, "*.tsv")))
        gold = [s for f in files for s in read(open(f, encoding="utf-8"), 0, 1)]
    hit = invented = missed = 0
    for sentence, tags in zip(gold, analyse(program, gold), strict=True):
        want, got = spans([t for _, t in sentence]), spans(tags)
        hit, invented, missed = hit + len(want & got), invented + len(got - want), missed + len(want - got)
    print(f"precision {hit / (hit + invented):.4f} recall {hit / (hit + missed):.4f} "
          f"f1 {2 * hit / (2 * hit + invented + missed):.4f}")


if __name__ == "__main__":
    main()
