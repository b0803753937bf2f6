#!/bin/sh
# Build the wheel and the sdist twice, from two copies of the committed tree, and compare them byte by byte.
# usage: bench/reproducible.sh [PYTHON]
set -eu
python=${1:-.venv/bin/python}
root=$(cd "$(dirname "$0")/.." && pwd)
case $python in /*) ;; *) python=$root/$python ;; esac
commit=$(git -C "$root" rev-parse HEAD)  # once: somebody may commit meanwhile
SOURCE_DATE_EPOCH=$(git -C "$root" log -1 --format=%ct "$commit")
export SOURCE_DATE_EPOCH

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for copy in one two; do
    mkdir "$folder/$copy"
    git -C "$root" archive "$commit" | tar -x -C "$folder/$copy"
    # another order of files, other times and another mask must not matter
    [ "$copy" = one ] || { umask 077; find "$folder/two" -type f -exec touch -d 2001-01-01 {} +; }
    (cd "$folder/$copy" && "$python" -m build --no-isolation --outdir dist . > /dev/null)
done
for file in "$folder"/one/dist/*; do
    name=$(basename "$file")
    cmp "$file" "$folder/two/dist/$name" || { echo "$name differs between two builds."; exit 1; }
    echo "$(sha256sum "$file" | cut -c1-64)  $name: the same twice"
done
