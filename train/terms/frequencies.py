"""Makes src/link/data/frequencies.tsv: the English words that are common in any text, by Zipf frequency.

    pip install wordfreq==3.1.1
    python train/terms/frequencies.py src/link/data/frequencies.tsv

The Zipf frequency of a word is the base-10 logarithm of its occurrences per billion words (van Heuven et
al. 2014), here in tenths. A row is a frequency and all words that have it. Words that occur less than once in
a million (Zipf 3.0) are left out: whatever is not in the table counts as rare.
"""

import re
import sys
from collections import defaultdict

from wordfreq import get_frequency_dict, zipf_frequency

LEAST = 3.0
WORD = re.compile(r"[a-z]+(?:'[a-z]+)*")


def rows() -> dict[int, list[str]]:
    by_tenth = defaultdict(list)
    for word in get_frequency_dict("en", wordlist="small"):
        zipf = zipf_frequency(word, "en", wordlist="small")
        if zipf >= LEAST and WORD.fullmatch(word):
            by_tenth[round(zipf * 10)].append(word)
    return by_tenth


def main() -> None:
    with open(sys.argv[1], "w", encoding="utf-8") as out:
        out.write("# Zipf frequency in tenths, and the English words that have it. Made by train/terms/frequencies.py\n")
        out.write("# from wordfreq 3.1.1 (CC BY-SA 4.0, see SOURCES.md).\n")
        for tenth, words in sorted(rows().items(), reverse=True):
            out.write(f"{tenth}\t{' '.join(sorted(words))}\n")


main()
