"""trafilatura and htmldate on the pages that `tests/pages.rs` and `benches/pages.rs` score and time.

    pip install trafilatura==2.3.0 htmldate==1.11.0 lxml_html_clean
    python benches/pages.py FOLDER

FOLDER holds `segments.json`, `dates.tsv` and `html/`. A segment counts as found when it stands in the text word
for word; precision, recall and F are over all segments. Times are of the processor, reading the files left out.
"""

import json
import pathlib
import sys
import time

from htmldate import find_date
from trafilatura import extract

MODES = {
    "default": {},
    "fast": {"fast": True},
    "precision": {"favor_precision": True},
    "recall": {"favor_recall": True},
    "without comments": {"include_comments": False},
    "without comments, recall": {"include_comments": False, "favor_recall": True},
    "without comments, fast": {"include_comments": False, "fast": True},
}


def speed(folder):
    """All pages of the folder, in the quickest mode that scores best, with the day."""
    pages = [path.read_bytes() for path in (folder / "html").iterdir()]
    begin = time.process_time()
    for html in pages:
        extract(html, include_comments=False, fast=True, with_metadata=True)
    print(f"trafilatura with metadata: {len(pages)} pages, {len(pages) / (time.process_time() - begin):.0f} a CPU-second")


def segments(folder):
    pages = json.loads((folder / "segments.json").read_text())
    files = {url: (folder / "html" / page["file"]).read_bytes() for url, page in pages.items()}
    for mode, options in MODES.items():
        begin = time.process_time()
        texts = {url: extract(html, url=url, **options) or "" for url, html in files.items()}
        seconds = time.process_time() - begin
        held = sum(s in texts[u] for u, p in pages.items() for s in p["with"])
        missed = sum(s not in texts[u] for u, p in pages.items() for s in p["with"])
        extra = sum(s in texts[u] for u, p in pages.items() for s in p["without"])
        precision, recall = held / (held + extra), held / (held + missed)
        f = 2 * precision * recall / (precision + recall)
        print(f"trafilatura, {mode}: P {precision:.3f} R {recall:.3f} F {f:.4f}  {len(pages) / seconds:.0f} pages a CPU-second")


def dates(folder):
    rows = [line.split("\t") for line in (folder / "dates.tsv").read_text().splitlines()]
    pages = [(url, (folder / "html" / name).read_bytes(), day) for url, name, day in rows]
    begin = time.process_time()
    right = sum(find_date(html, extensive_search=True, original_date=True, url=url) == day for url, html, day in pages)
    seconds = time.process_time() - begin
    print(f"htmldate, extensive: {right} of {len(pages)} right, {right / len(pages):.4f}  {len(pages) / seconds:.0f} a CPU-second")


if __name__ == "__main__":
    speed(pathlib.Path(sys.argv[1]))
    segments(pathlib.Path(sys.argv[1]))
    dates(pathlib.Path(sys.argv[1]))
