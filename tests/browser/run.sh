#!/usr/bin/env bash
# Tests the local page in headless Chromium. Needs a built program (SIDELINES, or target/release/sidelines), Node 20 or
# newer, and Chromium (CHROMIUM, or /usr/bin/chromium, which Debian's package brings). Nothing downloads a browser.
set -euo pipefail
cd "$(dirname "$0")"

if ! command -v npm >/dev/null || [ "$(node -p 'parseInt(process.versions.node)')" -lt 20 ]; then
  echo 'browser tests skipped: they need Node 20 or newer (https://nodejs.org)'
  exit 0
fi
export CHROMIUM=${CHROMIUM:-/usr/bin/chromium}
if [ ! -x "$CHROMIUM" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  apt-get update -qq && apt-get install -y -qq chromium >/dev/null
fi
if [ ! -x "$CHROMIUM" ]; then
  echo 'browser tests skipped: no Chromium; name one in CHROMIUM, or: apt-get install chromium'
  exit 0
fi
export SIDELINES=${SIDELINES:-$(pwd)/../../target/release/sidelines}
[ -x "$SIDELINES" ] || { echo "no program at $SIDELINES: cargo build --release"; exit 1; }

[ -d node_modules/playwright-core ] || npm ci --no-audit --no-fund --silent
exec node "${1:-run.mjs}" "${@:2}"
