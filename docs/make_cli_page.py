"""Write docs/reference/cli.md from the commands themselves; a test compares.

python docs/make_cli_page.py            write the page
python docs/make_cli_page.py --check    say whether it is up to date
"""

import sys
from pathlib import Path

import click

from onrecord.cli import onrecord

PAGE = Path(__file__).parent / "reference" / "cli.md"
WIDTH = 96
HEAD = """# Commands

This page is written by `make cli-pages` from the commands themselves. Each help page is what
`onrecord COMMAND --help` prints.

## What holds for all of them

- **The ledger** is named by `--db`, or once for all by the environment variable `ONRECORD_DB`. Only `init`
  makes one; asking never does.
- **Data goes to standard output**, all else to standard error. Progress is shown only on a terminal.
  Colour is left out where output is no terminal, or where `NO_COLOR` is set.
- **`--json`** prints one object: `{"ok": true, "item": {...}}`, or
  `{"ok": true, "items": [...], "next": ...}`. `add`, `extract` and `export`, which stream, print
  JSON Lines. An error is `{"ok": false, "error": {"type": ..., "what": ..., "hint": ...}}` on standard error.
- **Ids** may be shortened to as much of their beginning as tells them apart: `att-3f9c0a5b`.
- **Exit codes**

| code | means |
|---|---|
| 0 | fine |
| 1 | failed |
| 2 | wrong usage |
| 3 | some inputs failed, the others went through |
| 4 | `check` found a mismatch |
"""


def page() -> str:
    """The whole page."""
    settings = {**onrecord.context_settings, "terminal_width": WIDTH}
    context = click.Context(onrecord, info_name="onrecord", **settings)
    parts = [HEAD, section("onrecord", onrecord.get_help(context))]
    for name, command in onrecord.commands.items():
        inner = click.Context(command, info_name=name, parent=context)
        parts.append(section(f"onrecord {name}", command.get_help(inner)))
    return "\n".join(parts)


def section(title: str, text: str) -> str:
    """One command's help."""
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return f"## {title}\n\n```text\n{lines}\n```\n"


def main() -> int:
    """Write or check."""
    if "--check" in sys.argv[1:]:
        return 0 if PAGE.read_text(encoding="utf-8") == page() else 1
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
