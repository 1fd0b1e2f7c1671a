"""Scores words and sentences found in raw text against CoNLL-U files.

    python train/eval_tokens.py "PROGRAM" FILE.conllu... [--errors N]

Each gold document becomes raw text as the reader would meet it: paragraphs (`# newpar`) between blank
lines, the sentences of one joined by a blank. PROGRAM is called once with the paths of these texts;
for each it must print CoNLL-U, documents parted by `# newdoc`.
Words and sentences are compared as spans over the characters that are not blanks, as the scorer of
the CoNLL 2018 shared task does (https://universaldependencies.org/conll18/evaluation.html, "Tokens",
"Words" and "Sentences": the words of one multiword token are aligned by their order, and count as
right when the token as a whole has the same span and the same parts).
"""
import collections
import pathlib
import shlex
import subprocess
import sys
import tempfile


def read(lines):
    """Yields documents: lists of sentences {text, newpar, words: [(form, multiword form or None)]}."""
    document, sentence = [], new_sentence()
    for line in lines:
        line = line.rstrip("\n")
        if line.startswith("# newdoc") and document:
            yield document
            document = []
        elif line.startswith("# newpar"):
            sentence["newpar"] = True
        elif line.startswith("# text ="):
            sentence["text"] = line[8:].strip()
        elif not line:
            if sentence["words"]:
                document.append(sentence)
                sentence = new_sentence()
        elif not line.startswith("#"):
            add(sentence, line.split("\t"))
    if document:
        yield document


def new_sentence():
    return {"text": "", "newpar": False, "words": [], "until": 0, "multi": None}


def add(sentence, columns):
    number, form = columns[0], columns[1]
    if "-" in number:
        first, last = map(int, number.split("-"))
        sentence["multi"], sentence["until"] = (first, form), last
    elif "." not in number:
        multi = sentence["multi"] if int(number) <= sentence["until"] else None
        sentence["words"].append((form, multi))


def raw(document):
    out = ""
    for i, sentence in enumerate(document):
        out += ("\n\n" if sentence["newpar"] else " ") if i else ""
        out += sentence["text"]
    return out + "\n"


def spans(document):
    """Spans of words (with their place in a multiword token) and of sentences."""
    at, words, sentences = 0, [], []
    for sentence in document:
        start, done = at, None
        for form, multi in sentence["words"]:
            if multi is None:
                length = len("".join(form.split()))
                words.append((at, at + length, None))
                at += length
            elif multi != done:
                length = len("".join(multi[1].split()))
                parts = [f for f, m in sentence["words"] if m == multi]
                words += [(at, at + length, (k, p.lower())) for k, p in enumerate(parts)]
                at, done = at + length, multi
        sentences.append((start, at))
    return words, sentences


def score(gold, found):
    right = sum((collections.Counter(gold) & collections.Counter(found)).values())
    return right, len(found), len(gold)


def f1(counts):
    right, found, gold = counts
    return 2 * right / max(found + gold, 1)


def report(name, counts):
    right, found, gold = counts
    line = f"{name:10} F1 {100 * f1(counts):6.2f}  P {100 * right / max(found, 1):6.2f}"
    print(f"{line}  R {100 * right / max(gold, 1):6.2f}  ({gold} gold)")


def errors(gold, found, kind):
    """Pairs of differing stretches, as text."""
    wrong = sorted(set(found[kind]) - set(gold[kind]))
    text = gold[2]
    return [text[max(s[0] - 15, 0):s[0]] + "{" + text[s[0]:s[1]] + "}" + text[s[1]:s[1] + 15] for s in wrong]


def main():
    paths = [a for a in sys.argv[2:] if not a.startswith("--") and not a.isdigit()]
    show = int(sys.argv[sys.argv.index("--errors") + 1]) if "--errors" in sys.argv else 0
    documents = [d for path in paths for d in read(open(path, encoding="utf-8"))]
    with tempfile.TemporaryDirectory() as folder:
        files = [pathlib.Path(folder, f"{i}.txt") for i in range(len(documents))]
        for file, document in zip(files, documents):
            file.write_text(raw(document), encoding="utf-8")
        command = shlex.split(sys.argv[1]) + list(map(str, files))
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = list(read(output.split("\n")))
    assert len(found) == len(documents), f"{len(found)} documents out, {len(documents)} in"
    totals = {"words": [0, 0, 0], "sentences": [0, 0, 0]}
    for gold, ours in zip(documents, found):
        gold, ours = spans(gold) + ("".join(raw(gold).split()),), spans(ours)
        for k, name in enumerate(totals):
            totals[name] = [a + b for a, b in zip(totals[name], score(gold[k], ours[k]))]
            for line in errors(gold, ours, k)[: show]:
                print(name, "|", line[:150])
    for name, counts in totals.items():
        report(name, counts)


if __name__ == "__main__":
    main()
