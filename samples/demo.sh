#!/bin/sh
# The demo: a fresh ledger, the sample dossier in it, who said what on the main issue, and who wants what.
# BIN is the folder of the onrecord command, DB the ledger to make.
set -eu
BIN=${BIN:-.venv/bin}
DB=${DB:-demo.db}
rm -f "$DB" "$DB-wal" "$DB-shm"

"$BIN/onrecord" init "$DB" --name "The Serrow talks" > /dev/null
"$BIN/onrecord" add samples/reports --db "$DB" | tail -n 1
echo
echo "Ardovia has dammed the Serrow; Zanhara, downstream, wants monitors at the dam. Who said what on them:"
echo
said=$("$BIN/onrecord" attributions --search monitors --limit 200 --db "$DB" 2> /dev/null)
printf '%s\n' "$said"
echo "Who wants what (+ for, - against, ? open):"
echo
"$BIN/onrecord" positions --db "$DB" 2> /dev/null
echo
echo "What a treaty waits for:"
echo
"$BIN/onrecord" conditions --goal treaty --db "$DB" 2> /dev/null
last=$(printf '%s\n' "$said" | sed -n 's/.*\(att-[0-9a-f]*\)$/\1/p' | tail -n 1)
cat <<TEXT

Try next:
  export PATH="\$PWD/.venv/bin:\$PATH" ONRECORD_DB=$DB
  onrecord show $last                               # the words in their paragraph
  onrecord attributions --speaker Telhadi                  # all that one person said
  onrecord attributions --search railway --until 2025-04-30
  onrecord positions --holder Ardovia                      # with the words
  onrecord conditions
  onrecord changes
  onrecord conflicts
  onrecord actors
TEXT
