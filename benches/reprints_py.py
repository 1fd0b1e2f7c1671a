#!/usr/bin/env python3
"""Articles per CPU-second that rensa and gaoya tell from their near-duplicates in one pass, on one thread.

usage: reprints_py.py FILE [LIMIT]      (pip install rensa==0.5.0 gaoya==0.2.2)
FILE holds one text a line, as `cargo bench --bench reprints -- FOLDER --write FILE` makes it. Texts become
runs of five words, as in our sketch, except where a library takes plain words only as its quickest way.
The making of tokens is part of the work and is counted; where a library has no tokeniser of its own the
plainest Python does it. Each configuration runs in a process of its own: its memory is its own.
"""
import os, resource, subprocess, sys, time

for name in ("RAYON_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ[name] = "1"

CHUNK = 2000


def runs(text, n=5):
    words = text.lower().split()
    return [" ".join(words[i : i + n]) for i in range(max(1, len(words) - n + 1))]


def plain(text):
    return text.lower().split()


class Rensa:
    """A MinHash of each text and an index of bands; every candidate is compared by its Jaccard estimate."""

    def __init__(self, kind, perms, bands, threshold, tokens):
        import rensa

        self.rensa, self.kind, self.perms, self.threshold, self.tokens = rensa, kind, perms, threshold, tokens
        self.lsh = rensa.RMinHashLSH(threshold, perms, bands) if kind == "RMinHash" else None
        self.dedup = None if self.lsh else rensa.CMinHashDeduplicator(threshold, perms, 42)

    def take(self, start, texts):
        tokens = [self.tokens(t) for t in texts]
        if self.dedup:
            made = self.rensa.CMinHash.from_token_sets(tokens, self.perms, 42)
            return sum(not self.dedup.add(str(start + i), m) for i, m in enumerate(made))
        made = self.rensa.RMinHash.from_token_sets(tokens, self.perms, 42)
        found = 0
        for i, m in enumerate(made):
            found += bool(self.lsh.query(m))
            self.lsh.insert(start + i, m)
        return found


class RensaMatrix(Rensa):
    """Its quickest way: a compact matrix of digests, inserted and asked in one call for a whole chunk."""

    def take(self, start, texts):
        tokens = [self.tokens(t) for t in texts]
        matrix = self.rensa.RMinHash.digest_matrix_from_token_sets(tokens, self.perms, 42)
        return sum(self.lsh.insert_matrix_and_query_duplicate_flags(matrix, start))


class Gaoya:
    """Its own tokeniser and index, in Rust."""

    def __init__(self, bits, threshold, bands, band, ngrams):
        from gaoya.minhash import MinHashStringIndex

        self.index = MinHashStringIndex(
            hash_size=bits, jaccard_threshold=threshold, num_bands=bands, band_size=band, num_hashes=None,
            analyzer="word", lowercase=True, ngram_range=ngrams, id_container="smallvec",
        )

    def take(self, start, texts):
        found = 0
        for i, text in enumerate(texts):
            found += bool(self.index.query(text))
            self.index.insert_document(start + i, text)
        return found


WAYS = {
    "rensa RMinHash 128, runs of words": lambda: Rensa("RMinHash", 128, 32, 0.5, runs),
    "rensa RMinHash 128 matrix, runs of words": lambda: RensaMatrix("RMinHash", 128, 32, 0.5, runs),
    "rensa RMinHash 128 matrix, plain words": lambda: RensaMatrix("RMinHash", 128, 32, 0.5, plain),
    "rensa RMinHash 64 matrix, plain words": lambda: RensaMatrix("RMinHash", 64, 16, 0.5, plain),
    "rensa CMinHash 128, runs of words": lambda: Rensa("CMinHash", 128, 32, 0.5, runs),
    "gaoya 32 bits 25x5, runs of words": lambda: Gaoya(32, 0.5, 25, 5, (5, 5)),
    "gaoya 16 bits 25x5, plain words": lambda: Gaoya(16, 0.5, 25, 5, (1, 1)),
    "gaoya 16 bits 20x3, plain words": lambda: Gaoya(16, 0.5, 20, 3, (1, 1)),
}


def measure(way, path, limit):
    tool, start, found, seconds = WAYS[way](), 0, 0, 0.0
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    with open(path, encoding="utf-8") as lines:
        while start < limit:
            texts = [t for _, t in zip(range(min(CHUNK, limit - start)), lines)]
            if not texts:
                break
            clock = time.process_time()
            found += tool.take(start, texts)
            seconds += time.process_time() - clock
            start += len(texts)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rate = start / max(seconds, 0.01)
    print(f"{way}: {start} reports, {found} found, cpu_seconds {seconds:.2f} "
          f"articles_per_cpu_second {rate:.0f} peak_megabytes {peak:.0f} ({before:.0f} before the first report)", flush=True)


if __name__ == "__main__":
    path, limit = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    if len(sys.argv) > 3:
        measure(sys.argv[3], path, limit)
    else:
        for way in WAYS:
            subprocess.run([sys.executable, __file__, path, str(limit), way], check=False)
