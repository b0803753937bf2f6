#!/bin/sh
# Install a wheel into an empty environment, use it with the network cut off, and run tests against it.
# usage: [PYTHON=python3.12] [TESTS="tests/cli tests/exchange"] bench/wheel_check.sh dist/onrecord-*.whl
# TESTS: folders of tests to run with what was installed, the source out of sight; none, if empty.
set -eu
wheel=$1
root=$(cd "$(dirname "$0")/.." && pwd)
largest=60000000

size=$(wc -c < "$wheel")
echo "$wheel: $size bytes"
[ "$size" -le "$largest" ] || { echo "The wheel is larger than $largest bytes."; exit 1; }

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/python" --version
# the versions of the lock file, without its hashes: a wheel that was built here has none there
sed -n 's/^\([A-Za-z0-9._-]*==[^ ]*\).*/\1/p' "$root/requirements.lock" > "$folder/versions.txt"
"$folder/venv/bin/python" -m pip install -q --disable-pip-version-check -c "$folder/versions.txt" "$wheel"

cut="no network namespace here; sockets refused inside Python instead"
alone=""
if unshare -rn true 2> /dev/null; then
    alone="unshare -rn"
    cut="in a network namespace without a network"
else
    cat > "$folder/sitecustomize.py" <<'PYTHON'
import socket


def refused(*_):
    raise OSError("the network is cut off")


socket.socket.connect = socket.getaddrinfo = refused
PYTHON
fi

cd "$folder"
for report in 01-meridian.txt 02-ozmin-gazette.html; do
    env -u ONRECORD_SHARED PYTHONPATH="$folder" $alone "$folder/venv/bin/onrecord" extract \
        "$root/samples/reports/$report" > "$report.jsonl"
    found=$(grep -c '"type": *"attribution"' "$report.jsonl" || true)
    echo "$report: $found statements, $cut"
    [ "$found" -ge 8 ] || { echo "Too few statements."; exit 1; }
done

[ -n "${TESTS:-}" ] || exit 0
"$folder/venv/bin/python" -m pip install -q --disable-pip-version-check -c versions.txt \
    fsspec httpx hypothesis jsonschema markdown pandas psycopg pyarrow pytest pytest-xdist python-sat types-pyyaml
for part in tests samples docs bench pyproject.toml README.md; do cp -r "$root/$part" .; done
# shellcheck disable=SC2086  # several folders
"$folder/venv/bin/python" -m pytest -p no:cacheprovider -n "${JOBS:-0}" $TESTS
"$folder/venv/bin/python" -c 'import onrecord; assert "site-packages" in onrecord.__file__; print("tested:", onrecord.__file__)'
