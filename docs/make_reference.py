"""Write docs/reference/cli.md from the commands themselves; a test compares.

python docs/make_cli_page.py            write the page
python docs/make_cli_page.py --check    say whether it is up to date
"""

import json
from pathlib import Path

import click

from onrecord.cli import onrecord
from onrecord.exchange.schema import FORMAT, schema

FOLDER = Path(__file__).parent / "reference"
WIDTH = 96
HEAD = """# Commands

This page is written by `make reference` from the commands themselves. Each help page is what
`onrecord COMMAND --help` prints.

## What holds for all of them

- **The ledger** is named by `--db`, or once for all by the environment variable `ONRECORD_DB`. Only `init`
  makes one; asking never does.
- **Data goes to standard output**, all else to standard error. Progress is shown only on a terminal.
  Colour is left out where output is no terminal, or where `NO_COLOR` is set.
- **`--json`** prints one object: `{"ok": true, "item": {...}}`, or
  `{"ok": true, "items": [...], "next": ..., "total": ...}`, with records in the
  [form of an export](records.md). `add`, `extract` and `export`, which stream, print JSON Lines. An error is
  `{"ok": false, "error": {"type": ..., "what": ..., "hint": ...}}` on standard error.
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
        if isinstance(command, click.Group):
            for part, below in command.commands.items():
                deeper = click.Context(below, info_name=part, parent=inner)
                parts.append(section(f"onrecord {name} {part}", below.get_help(deeper)))
    return "\n".join(parts)


def section(title: str, text: str) -> str:
    """One command's help."""
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return f"## {title}\n\n```text\n{lines}\n```\n"


def files() -> dict[Path, str]:
    """Each file that is made, and what belongs in it."""
    as_json = json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
    return {FOLDER / "cli.md": page(), FOLDER / f"format-{FORMAT}.schema.json": as_json}


if __name__ == "__main__":
    for path, text in files().items():
        path.write_text(text, encoding="utf-8")
