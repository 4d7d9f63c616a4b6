#!/bin/sh
# Resolve every workspace member into requirements.lock, and the peers of the
# benchmarks into benchmarks/requirements.lock, with hashes and without any
# registry's host name.  Run it by "make lock".
set -eu
cd "$(dirname "$0")/.."

compile() {
    .venv/bin/uv pip compile --quiet --universal --python-version 3.11 \
        --generate-hashes --no-annotate --no-emit-index-url --no-emit-find-links \
        --custom-compile-command "make lock" "$@"
}

members=""
for project in contracts shared services/* examples/*; do
    [ -f "$project/pyproject.toml" ] || continue
    name=$(sed -n 's/^name = "\(.*\)"$/\1/p' "$project/pyproject.toml")
    members="$members --no-emit-package $name"
done
# shellcheck disable=SC2086  # one word per member
compile --group dev --extra one-machine $members pyproject.toml --output-file requirements.lock
compile benchmarks/peers.in --output-file benchmarks/requirements.lock
