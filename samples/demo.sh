#!/bin/sh
# The demo: a fresh ledger, the sample dossier in it, and who said what on the main issue.
# BIN is the folder of the onrecord command, DB the ledger to make.
set -eu
BIN=${BIN:-.venv/bin}
DB=${DB:-demo.db}
rm -f "$DB" "$DB-wal" "$DB-shm"

"$BIN/onrecord" init "$DB" --name "The Serrow talks" > /dev/null
"$BIN/onrecord" add samples/reports --db "$DB" | tail -n 1
echo
echo "Who said what on monitors at the dam:"
echo
"$BIN/onrecord" attributions --search monitors --limit 200 --db "$DB"
cat <<TEXT
Try next:
  export PATH="\$PWD/.venv/bin:\$PATH" ONRECORD_DB=$DB
  onrecord show ID                                    # a statement in its paragraph
  onrecord attributions --speaker Telhadi             # all that one person said
  onrecord attributions --search railway --since 2025-05-01
  onrecord actors
TEXT
