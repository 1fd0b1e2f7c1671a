# One door for chores; CI runs .ci/run, which is `just ci`.

# List the chores.
default:
    @just --list

# Everything that CI checks.
ci:
    bash .ci/run

# The tests, with the gold floors printed where the shared gold is at hand.
test:
    cargo test

# Score the example reports and the Wikinews set with the shared scorer (Python 3).
score shared="../shared":
    cargo build --release
    rm -f /tmp/sidelines-score.db
    ./target/release/sidelines read {{shared}}/examples {{shared}}/gold/wikinews-2019-text --record /tmp/sidelines-score.db > /dev/null
    ./target/release/sidelines export --record /tmp/sidelines-score.db --format jsonl -o /tmp/sidelines-score.jsonl
    python3 {{shared}}/score/accounts.py {{shared}}/gold/examples /tmp/sidelines-score.jsonl
    python3 {{shared}}/score/accounts.py {{shared}}/gold/wikinews-2019 /tmp/sidelines-score.jsonl

# Status alone, on the gold accounts that are found and on MEANTIME, beside a word list and the majority.
score-status shared="../shared":
    SIDELINES_SHARED={{shared}} cargo test --test status -- --nocapture --test-threads 1

# Types of marked pairs (PLOVER relations): precision, recall, F1 by type, as PLOVER's manual counts them.
score-pairs shared="../shared":
    cargo run --release -- code --pairs {{shared}}/data/measure-only/plover-relations/dev.tsv --gold gold_root --merge CONCEDE,RETREAT=YIELD --plover

# Coreference on GUM dev: CoNLL F1 from raw text, with gold boundaries, and of a simple rule beside it.
score-coref shared="../shared":
    SIDELINES_SHARED={{shared}} cargo test --test coref -- --nocapture

# ECB+: reports to stories (B3), given mentions of events to events (CoNLL F1), beside simple ways.
score-ecbplus shared="../shared":
    SIDELINES_SHARED={{shared}} cargo test --test ecbplus -- --nocapture --test-threads 1

# Speed of the encoder and of the whole chain, as ratios side by side.
bench:
    cargo bench

# Times: TimeBank and AQUAINT beside HeidelTime and dateparser (Python with both installed; Java), and Recognizers-Text.
score-times shared="../shared" python="python3":
    {{python}} benches/peers/times.py heideltime {{shared}}/data/measure-only/tempeval3-tbaq/data/TBAQ-cleaned /tmp/heideltime.tsv
    {{python}} benches/peers/times.py dateparser {{shared}}/data/measure-only/tempeval3-tbaq/data/TBAQ-cleaned /tmp/dateparser.tsv
    SIDELINES_SHARED={{shared}} SIDELINES_PEER=/tmp/heideltime.tsv:/tmp/dateparser.tsv cargo test --test times --test recognizers -- --nocapture

# Reprints: how rightly they are told, and how fast beside rensa and gaoya (Python with both installed).
bench-reprints texts python="python3":
    cargo bench --bench reprint_pairs -- {{texts}}
    cargo bench --bench reprints -- {{texts}} --write /tmp/sidelines-reprints.txt
    {{python}} benches/reprints_py.py /tmp/sidelines-reprints.txt

# Web pages: text and day scored, and timed beside trafilatura and htmldate (Python with both installed).
bench-pages shared="../shared" python="python3":
    SIDELINES_SHARED={{shared}} cargo test --test pages -- --nocapture
    cargo bench --bench pages -- {{shared}}/data/measure-only/pages
    {{python}} benches/pages.py {{shared}}/data/measure-only/pages

# Who said what: scored on PolNeAR beside textacy (Python with textacy and a small English pipeline of spaCy).
score-statements shared="../shared" python="python3" pipeline="en_core_web_sm":
    SIDELINES_SHARED={{shared}} cargo test --test statements -- --nocapture polnear
    {{python}} benches/peers/statements.py {{pipeline}} {{shared}}/data/measure-only/polnear/data/dev/text > /tmp/sidelines-peer-statements.tsv
    SIDELINES_SHARED={{shared}} SIDELINES_PEER=/tmp/sidelines-peer-statements.tsv cargo test --test statements -- --nocapture polnear

# Places on LGL and GeoWebNews, beside spaCy's small pipeline with the most peopled city of a name.
score-places shared="../shared" python="python3":
    SIDELINES_SHARED={{shared}} cargo test --test places -- --nocapture
    {{python}} benches/peers/places.py {{shared}}/data/measure-only/geoparsing gazetteer/countries.tsv > /tmp/sidelines-places.tsv
    SIDELINES_SHARED={{shared}} SIDELINES_PEER=/tmp/sidelines-places.tsv cargo test --test places -- --nocapture

# Web archives of a gigabyte, made by repetition: speed and peak memory.
bench-warc:
    cargo bench --bench warc

# Fuzz one reader for a while (needs cargo-fuzz and a nightly toolchain; see fuzz/README.md).
fuzz target seconds="3600":
    mkdir -p fuzz/corpus/{{target}}
    ASAN_OPTIONS=detect_odr_violation=0 cargo +nightly fuzz run {{target}} fuzz/corpus/{{target}} fuzz/seeds/{{target}} -- -max_total_time={{seconds}} -rss_limit_mb=2048

# The local page in headless Chromium (Node 20, Chromium); `just browser shots.mjs` draws the pictures of the documents.
browser what="run.mjs":
    bash tests/browser/run.sh {{what}}

# Page times on a record of a million synthetic events (10 GB of disk).
bench-served events="1000000":
    cargo bench --bench served -- {{events}}

# Every export read back by pandas, polars, duckdb and others.
readback:
    bash tests/readback/run.sh
