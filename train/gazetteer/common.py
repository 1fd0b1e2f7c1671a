"""What every table builder shares: reading hand files, folding text, writing a sorted TSV.

Cells never hold tabs or newlines; lists inside a cell are joined with `|`; an empty cell means unknown.
Apostrophes are written as ASCII ' everywhere: readers fold typographic ones before looking up.
"""
import html
import re
import unicodedata
from pathlib import Path

HERE = Path(__file__).resolve().parent
HAND = HERE / "hand"
TABLES = HERE.parent.parent / "gazetteer"


def fold(text):
    """Typographic apostrophes and spaces as plain ones, NFC, trimmed."""
    text = unicodedata.normalize("NFC", text.replace("’", "'").replace("‘", "'").replace("\u00a0", " "))
    return re.sub(r"\s+", " ", text).strip()


def ascii_of(text):
    """The name without accents, as plain newspapers print it; None if letters remain that cannot be plain."""
    special = {"ı": "i", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "Ae",
               "œ": "oe", "ə": "a", "Ə": "A", "ð": "d", "þ": "th", "Þ": "Th", "ħ": "h", "Ħ": "H", "ʻ": "'", "ʼ": "'",
               "’": "'", "‘": "'", "–": "-"}
    text = "".join(special.get(c, c) for c in text)
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return plain if plain.isascii() else None


def unique(items):
    """Order kept, blanks and repeats dropped."""
    seen, out = set(), []
    for item in items:
        item = fold(item)
        if item and item not in seen:
            seen.add(item)
            out.append(item)
    return out


def cell_list(cell):
    return unique(cell.split("|")) if cell else []


def hand_rows(name, fields, sep=";"):
    """Rows of a hand file as dicts; blank lines and # lines are skipped; a wrong field count is an error."""
    path = HAND / name
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [fold(c) for c in line.split(sep)]
        if len(cells) > len(fields):
            raise ValueError(f"{path.name}:{number}: {len(cells)} fields, at most {len(fields)}: {line}")
        cells += [""] * (len(fields) - len(cells))
        yield dict(zip(fields, cells))


def plain_html(text):
    """Factbook values hold entities and tags."""
    return fold(re.sub(r"<[^>]+>", " ", html.unescape(text)))


def write_table(name, columns, rows, key):
    """Write gazetteer/NAME.tsv sorted by `key`; returns the row count."""
    TABLES.mkdir(exist_ok=True)
    lines = ["\t".join(columns)]
    for row in sorted(rows, key=key):
        cells = ["|".join(c) if isinstance(c, list) else str(c if c is not None else "") for c in (row.get(k, "") for k in columns)]
        if any("\t" in c or "\n" in c for c in cells):
            raise ValueError(f"tab or newline in {row}")
        lines.append("\t".join(cells))
    (TABLES / f"{name}.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{name}: {len(lines) - 1} rows, {(TABLES / f'{name}.tsv').stat().st_size:,} bytes")
    return len(lines) - 1


def read_table(name):
    """A written table as a list of dicts (cells as text)."""
    lines = (TABLES / f"{name}.tsv").read_text("utf-8").splitlines()
    columns = lines[0].split("\t")
    return [dict(zip(columns, line.split("\t"))) for line in lines[1:]]
