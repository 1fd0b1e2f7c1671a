"""textacy's direct quotations over a folder of texts, for tests/statements.rs.

    pip install textacy; an English pipeline of spaCy (the small one will do)
    python benches/peers/statements.py PIPELINE FOLDER_OF_TXT > answers.tsv

Writes a line per quotation: file, start and end of the content, start and end of the speaker, in
characters. textacy gives up on a text whose quotation marks do not come in pairs; such a text is then
read paragraph by paragraph, so that one open mark does not cost the whole of it.
"""

import re
import sys
from pathlib import Path

import spacy
from textacy.extract.triples import direct_quotations


def quotations(nlp, text, offset=0):
    try:
        found = list(direct_quotations(nlp(text)))
    except ValueError:
        return None
    rows = []
    for speaker, _cue, content in found:
        start, end = speaker[0].idx, speaker[-1].idx + len(speaker[-1])
        rows.append([offset + n for n in (content.start_char, content.end_char, start, end)])
    return rows


def by_paragraph(nlp, text):
    rows = []
    for match in re.finditer(r"[^\n]+", text):
        rows += quotations(nlp, match.group(), match.start()) or []
    return rows


def main(pipeline, folder):
    nlp = spacy.load(pipeline)
    for path in sorted(Path(folder).glob("*.txt")):
        with path.open(encoding="utf-8", newline="") as file:
            text = file.read()
        rows = quotations(nlp, text)
        for row in by_paragraph(nlp, text) if rows is None else rows:
            print(path.stem, *row, sep="\t")


if __name__ == "__main__":
    main(*sys.argv[1:])
