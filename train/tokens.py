"""Learns the tables of src/parse/data/ from the EWT and GUM training files.

    python train/tokens.py DATA src/parse/data

DATA is the folder that holds `ud-ewt/` and `gum/` (GUM's non-commercial genres are left out).
Writes joins.tsv (words written together that the treebanks split), prefixes.txt (prefixes that keep
their hyphen), lemma_suffixes.tsv, lemma_words.tsv and lemma_cased.tsv. Never needed to build or run.
"""
import collections
import pathlib
import re
import sys

NONCOMMERCIAL = {"fiction", "whow", "essay", "letter", "podcast"}
HEAD = "# Learnt from EWT (CC BY-SA 4.0) and GUM (CC BY 4.0) training files by train/tokens.py.\n"
LONGEST_SUFFIX = 6
# Only regular forms teach rules; the others are exceptions one by one.
ENDINGS = {"VBD": "ed", "VBN": "ed", "VBG": "ing"}


def files(data):
    yield data / "ud-ewt/en_ewt-ud-train.conllu"
    for line in open(data / "gum/splits.tsv", encoding="utf-8"):
        name, part = line.split()
        if part == "train" and name.split("_")[1] not in NONCOMMERCIAL:
            yield data / f"gum/dep/{name}.conllu"


def sentences(path):
    rows = []
    for line in open(path, encoding="utf-8"):
        if line[0].isdigit():
            rows.append(line.rstrip("\n").split("\t"))
        elif rows and not line.strip():
            yield rows
            rows = []


def chunks(rows):
    """Runs of words without a blank between them; each as (forms, is it one multiword token)."""
    run, until, gap = [], 0, ""
    for row in rows:
        if "-" in row[0]:
            until, gap = int(row[0].split("-")[1]), row[9]
        elif "." not in row[0]:
            inside = int(row[0]) <= until
            run.append((row[1], inside))
            misc = gap if inside else row[9]
            if "SpaceAfter=No" not in misc and not int(row[0]) < until:
                yield run
                run = []
    if run:
        yield run


def joins(all_sentences):
    """Words without an apostrophe that are split more often than not, at least twice."""
    split, whole = collections.Counter(), collections.Counter()
    for rows in all_sentences:
        words = [r for r in rows if "." not in r[0]]
        inside = 0
        for i, row in enumerate(words):
            if "-" in row[0]:
                first, last = map(int, row[0].split("-"))
                inside = last
                split[row[1].lower(), " ".join(w[1].lower() for w in words[i + 1:i + 2 + last - first])] += 1
            elif int(row[0]) > inside:
                whole[row[1].lower()] += 1
    plain = [(w, p, n) for (w, p), n in split.items() if re.fullmatch("[a-z]+", w) and p.replace(" ", "") == w]
    return sorted({w: p for w, p, n in plain if n > 1 and n > whole[w] and is_clear(p)}.items())


def is_clear(parts):
    """Not a slip that is a word of its own elsewhere (`jack s`, `let s`)."""
    first, last = parts.split(" ", 1)
    return last != "s" or first in {"that", "what", "there"}


def prefixes(all_sentences):
    """First halves of hyphened words that stay whole more often than not, with different words."""
    whole, split = collections.defaultdict(set), collections.defaultdict(set)
    for rows in all_sentences:
        for run in chunks(rows):
            forms = [f.lower() for f, _ in run]
            for form in forms:
                match = re.fullmatch(r"([a-z]+)-([a-z][\w-]*)", form)
                if match:
                    whole[match[1]].add(match[2])
            for a, b, c in zip(forms, forms[1:], forms[2:]):
                if b == "-":
                    split[a].add(c)
    return sorted(p for p in whole if len(whole[p]) > 2 and len(whole[p]) > len(split[p]))


def script(form, lemma):
    """(letters to cut, letters to add) that makes `lemma` of `form`."""
    same = 0
    while same < min(len(form), len(lemma)) and form[same] == lemma[same]:
        same += 1
    return len(form) - same, lemma[same:]


def apply(form, change):
    return form[: len(form) - change[0]] + change[1]


def lemma_counts(all_sentences):
    """(tag, form) -> lemmas with counts; case is folded except for proper nouns."""
    counts = collections.defaultdict(collections.Counter)
    cased = collections.defaultdict(lambda: [0, 0])
    for rows in all_sentences:
        words = [r for r in rows if r[0].isdigit()]
        for row in words:
            form, lemma, tag = row[1], row[2], row[4]
            if lemma == "_" or " " in lemma:
                continue
            proper = tag.startswith("NNP") or tag == "ADD"
            fold = form != form.lower() and not proper and tag != "PRP"
            counts[tag, form if proper else form.lower()][lemma.lower() if fold else lemma] += 1
            if form[0].isupper() and not proper:
                cased[tag, form.lower()][lemma[0].isupper()] += 1
    return counts, cased


def suffix_rules(tag, types):
    """types: form -> lemma of one tag. Rules suffix -> script, each better than the next shorter one."""
    tally = collections.defaultdict(collections.Counter)
    for form, lemma in types.items():
        change = script(form, lemma)
        if not form.endswith(ENDINGS.get(tag, "")):
            continue
        for length in range(min(LONGEST_SUFFIX, len(form) - 1) + 1):
            if change[0] < len(form):
                tally[form[len(form) - length:]][change] += 1
    rules = {"": tally[""].most_common(1)[0][0]} if tally[""] and tag not in ENDINGS else {"": (0, "")}
    for suffix in sorted(tally, key=len)[1:]:
        best, count = tally[suffix].most_common(1)[0]
        parent = rule_of(rules, suffix)
        fits = best[0] <= len(suffix) + 2
        if best != parent and count - tally[suffix][parent] > 1 and fits:
            rules[suffix] = best
    return rules


def rule_of(rules, form):
    for length in range(min(LONGEST_SUFFIX, len(form)), -1, -1):
        rule = rules.get(form[len(form) - length:])
        if rule and rule[0] < max(len(form), 1):
            return rule
    return (0, "")


def regular_forms(tag, types):
    """Regular forms of every verb in the treebanks: `evoke` teaches `evoked` and `evoking`."""
    ending = ENDINGS.get(tag)
    if not ending:
        return {}
    bases = {lemma for t in ("VB", "VBP", "VBZ", "VBD", "VBN", "VBG") for lemma in types[t].values()}
    return {inflect(base, ending): base for base in bases if re.fullmatch("[a-z]{3,}", base)}


def inflect(base, ending):
    if base.endswith("e") and not (ending == "ing" and base.endswith(("ee", "oe", "ye"))):
        return base[:-1] + ending
    if ending == "ed" and re.search("[^aeiou]y$", base):
        return base[:-1] + "ied"
    if re.fullmatch("[^aeiou]*[aeiou][^aeiouwxy]", base):
        return base + base[-1] + ending
    return base + ending


def irregular(tag):
    """Past forms of irregular verbs, from the table beside this file."""
    column = {"VBD": 1, "VBN": 2}.get(tag)
    table = pathlib.Path(__file__).with_name("irregular_verbs.txt").read_text(encoding="utf-8")
    verbs = [line.split() for line in table.splitlines() if line and line[0] != "#"]
    return {form: verb[0] for verb in verbs if column for form in verb[column].split("/")}


def lemmas(all_sentences):
    counts, cased = lemma_counts(all_sentences)
    types = collections.defaultdict(dict)
    for (tag, form), found in counts.items():
        types[tag][form] = found.most_common(1)[0][0]
    suffixes, words = [], []
    for tag, forms in sorted(types.items()):
        forms.update({f: v for f, v in irregular(tag).items() if f not in forms})
        rules = suffix_rules(tag, {**regular_forms(tag, types), **forms})
        suffixes += [(tag, s, c, a) for s, (c, a) in sorted(rules.items()) if s or (c, a) != (0, "")]
        for form, lemma in sorted(forms.items()):
            if apply(form, rule_of(rules, form)) != lemma and len(form) < 30:
                words.append((tag, form, lemma))
    kept = sorted((tag, form) for (tag, form), (low, up) in cased.items() if up > low)
    return suffixes, words, kept


def write(path, rows, note):
    lines = ["\t".join(map(str, row)) if isinstance(row, tuple) else row for row in rows]
    path.write_text(HEAD + note + "\n".join(lines) + "\n", encoding="utf-8")
    print(path.name, len(lines))


def main():
    data, out = map(pathlib.Path, sys.argv[1:3])
    everything = [rows for path in files(data) for rows in sentences(path)]
    write(out / "joins.tsv", joins(everything), "# Words written together that the treebanks split: word, parts.\n")
    write(out / "prefixes.txt", prefixes(everything), "# Prefixes that keep their hyphen (`non-profit`).\n")
    suffixes, words, kept = lemmas(everything)
    write(out / "lemma_suffixes.tsv", suffixes, "# Longest suffix wins: tag, suffix, letters to cut, letters to add.\n")
    write(out / "lemma_words.tsv", words, "# What the suffix rules get wrong: tag, form, lemma.\n")
    write(out / "lemma_cased.tsv", kept, "# Capitalised words other than proper nouns whose lemma keeps its capital: tag, form.\n")


if __name__ == "__main__":
    main()
