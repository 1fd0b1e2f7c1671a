"""Words and pieces: splitting raw text into UD words, word shapes, and BERT word pieces."""

import re
import unicodedata
from functools import lru_cache

# UD English splits words at punctuation, clitics and hyphens between letters; numbers, dotted
# abbreviations and addresses stay whole.
WORD = re.compile(
    r"""https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.[\w.]+      # addresses
    |(?:[A-Za-z]\.){2,}                                     # U.S.
    |(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sgt|Capt|Maj|Adm|Gov|Sen|Rep|St|Jr|Sr|Prof|Rev|Hon|No|Inc|Ltd|Co|Corp
      |Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|vs|etc)\.(?=\s|,|$)
    |\d+(?:[.,:/]\d+)*(?:st|nd|rd|th|s|m|bn|am|pm|km|kg)?\b  # numbers
    |\#\w+|@\w+
    |[^\W\d_]+(?=n['’]t\b)|n['’]t\b                         # did n't
    |['’](?:s|S|re|ve|ll|d|m)\b                             # clitics
    |[^\W\d_]+(?:['’](?!(?:s|S|re|ve|ll|d|m|t)\b)[^\W\d_]+)*\d*|\w+
    |\.\.+|--+|\S""",
    re.X,
)


def split_words(text):
    """UD-like words of a sentence, as (start, end) spans."""
    return [m.span() for m in WORD.finditer(text)]


def shape_of(word):
    """Casing class of a word, 1..9 (0 is kept for [CLS] and [SEP])."""
    letters = [c for c in word if c.isalpha()]
    digits = sum(c.isdigit() for c in word)
    if digits:
        return 7 if digits == len(word) else 8
    if not letters:
        return 9
    upper = [c.isupper() for c in letters]
    if not any(upper):
        return 1
    if len(letters) == 1:
        return 3
    if all(upper):
        return 4 if len(letters) <= 4 else 5
    return 2 if upper[0] and not any(upper[1:]) else 6


def is_punctuation(c):
    """BERT's rule: ASCII that is neither letter, digit nor space, and Unicode punctuation."""
    n = ord(c)
    if 33 <= n <= 47 or 58 <= n <= 64 or 91 <= n <= 96 or 123 <= n <= 126:
        return True
    return unicodedata.category(c).startswith("P")


def chunks_of(word):
    """Lower-cased, accent-free runs of a word between its punctuation characters."""
    plain = unicodedata.normalize("NFD", word.lower())
    spaced = "".join(f" {c} " if is_punctuation(c) else c for c in plain if unicodedata.category(c) != "Mn")
    return spaced.split()


def keep_piece(piece):
    """Whether a row of BERT's vocabulary is of use for English news: Latin letters only."""
    if piece in ("[PAD]", "[UNK]", "[CLS]", "[SEP]"):
        return True
    if piece.startswith("["):
        return piece == "["
    body = piece.removeprefix("##") or piece
    return all(keep_char(c) for c in body)


def keep_char(c):
    """ASCII, Latin letters, dashes, quotes and currency signs."""
    if ord(c) < 128:
        return True
    kind = unicodedata.category(c)
    if kind[0] == "L":
        return "LATIN" in unicodedata.name(c, "")
    return kind[0] == "P" and 0x2010 <= ord(c) <= 0x203A or kind == "Sc"


class Pieces:
    """A WordPiece vocabulary."""

    def __init__(self, pieces):
        self.pieces = pieces
        self.ids = {p: i for i, p in enumerate(pieces)}
        self.cls, self.sep, self.unk = (self.ids[p] for p in ("[CLS]", "[SEP]", "[UNK]"))
        self.of_word = lru_cache(maxsize=200_000)(self._of_word)

    @classmethod
    def read(cls, path):
        return cls(open(path, encoding="utf-8").read().split("\n")[:-1])

    def _of_word(self, word):
        """Piece ids of one word; never empty."""
        found = tuple(i for chunk in chunks_of(word) for i in self._of_chunk(chunk))
        return found or (self.unk,)

    def _of_chunk(self, chunk):
        """Greedy longest match; [UNK] for a chunk that cannot be built."""
        found, start = [], 0
        while start < len(chunk):
            prefix = "##" if start else ""
            ends = (e for e in range(len(chunk), start, -1) if prefix + chunk[start:e] in self.ids)
            end = next(ends, None)
            if end is None:
                return [self.unk]
            found.append(self.ids[prefix + chunk[start:end]])
            start = end
        return found
