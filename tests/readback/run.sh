#!/usr/bin/env bash
# Exports the record of examples/ in every format and reads it back with the tools that its users have.
#   tests/readback/run.sh [PROGRAM]     default: target/release/sidelines
# Skipped with a message where Python 3 or its packages are not to be had.
set -euo pipefail
cd "$(dirname "$0")/../.."
program=$(realpath "${1:-${CARGO_TARGET_DIR:-target}/release/sidelines}")
[ -x "$program" ] || { echo "readback: $program is not there: cargo build --release"; exit 1; }
command -v python3 >/dev/null || { echo "readback: skipped, Python 3 is not here"; exit 0; }

modules='import pandas, polars, duckdb, pyarrow, icalendar, pyld, sqlite_utils, jsonschema'
python=${PYTHON:-python3}
if ! "$python" -c "$modules" 2>/dev/null; then
    venv=${READBACK_VENV:-${CARGO_TARGET_DIR:-target}/readback-venv}
    python=$venv/bin/python
    if ! "$python" -c "$modules" 2>/dev/null; then
        echo "readback: making $venv"
        if ! { python3 -m venv "$venv" && "$python" -m pip install -q -r tests/readback/requirements.txt; } >"$venv.log" 2>&1; then
            echo "readback: skipped, the packages of tests/readback/requirements.txt cannot be installed (see $venv.log)"
            exit 0
        fi
    fi
fi
exec "$python" tests/readback/readback.py "$program" examples
