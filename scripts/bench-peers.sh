#!/bin/sh
# Install what the benchmarks measure against into .nscl/bench/venv; run after
# bootstrap.sh, which brings uv.
set -eu
cd "$(dirname "$0")/.."
venv=.nscl/bench/venv
mkdir -p .nscl/bench
[ -x "$venv/bin/python" ] || .venv/bin/uv venv --quiet --python .venv/bin/python "$venv"
.venv/bin/uv pip sync --quiet --python "$venv/bin/python" --require-hashes \
    benchmarks/requirements.lock
