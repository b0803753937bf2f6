"""Run the examples of a documentation page, compare their output, or write it anew.

    python docs/examples.py README.md docs/tutorial/index.md            compare
    python docs/examples.py --write README.md docs/tutorial/index.md    write

Two kinds of fenced block are examples. In a `console` block, a line `$ command` is run by the shell and the
lines below it are what it prints (standard output and error together). A `python` block is run, and where
a `text` block follows it directly, that is what it prints. All blocks of a page run in order in one empty
folder, in which `samples` is the sample dossier. A line `...` stands for any lines; a `sh` block is not run.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FENCE = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ANYTHING = "..."
COLUMNS = "96"


@dataclass(frozen=True)
class Example:
    """A command or program, and the output that the page shows.

    Attributes:
        start: offset in the page where the shown output begins.
        end: offset after it.
        program: what is run.
        language: `console` or `python`.
        shown: the output that the page shows, or None where it shows none.
    """

    start: int
    end: int
    program: str
    language: str
    shown: str | None


def examples_of(page: str) -> list[Example]:
    """The examples of a page, in order."""
    found = []
    fences = list(FENCE.finditer(page))
    for number, fence in enumerate(fences):
        language, body, at = fence[1], fence[2], fence.start(2)
        if language == "console":
            for command in re.finditer(r"^\$ ((?:.*\\\n)*.*)\n((?:(?!\$ ).*\n)*)", body, re.MULTILINE):
                start, end = at + command.start(2), at + command.end(2)
                found.append(Example(start, end, command[1], language, command[2]))
        elif language == "python":
            after = fences[number + 1] if number + 1 < len(fences) else None
            directly = after and after[1] == "text" and not page[fence.end() : after.start()].strip()
            if after and directly:
                found.append(Example(after.start(2), after.end(2), body, language, after[2]))
            else:
                found.append(Example(fence.end(), fence.end(), body, language, None))
    return found


def run(example: Example, folder: Path) -> str:
    """What an example prints."""
    bin_folder = Path(sys.executable).parent
    environment = {
        "PATH": f"{bin_folder}{os.pathsep}{os.environ.get('PATH', '')}",
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "PYTHONUTF8": "1",
        "USER": "reader",
        "COLUMNS": COLUMNS,
        "NO_COLOR": "1",
        "BIN": str(bin_folder),
        "DB": "demo.db",
    }
    if example.language == "python":
        command = [sys.executable, "-c", example.program]
    else:
        # `make demo` installs, then runs this script; here all is installed
        program = "sh samples/demo.sh" if example.program == "make demo" else example.program
        command = ["bash", "-c", program]
    done = subprocess.run(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    return "".join(line.rstrip() + "\n" for line in done.stdout.decode("utf-8", "replace").splitlines())


def agrees(shown: str, printed: str) -> bool:
    """Whether output is what the page shows; a line `...` stands for any lines."""
    pattern = "".join(
        "(?:.*\n)*" if line == ANYTHING else re.escape(line) + "\n" for line in shown.splitlines()
    )
    return re.fullmatch(pattern, printed) is not None


def shortened(shown: str, printed: str) -> str:
    """New output, cut with `...` as long as the page's own was, where that ended in `...`."""
    before, lines = shown.splitlines(), printed.splitlines(keepends=True)
    if before and before[-1] == ANYTHING and len(lines) >= len(before):
        return "".join(lines[: len(before) - 1]) + ANYTHING + "\n"
    return printed


def check(path: Path, write: bool = False) -> list[str]:
    """Run a page's examples.

    Args:
        path: the page.
        write: whether to write the output into it where it differs.

    Returns:
        What differs, in words; nothing where all is as shown.
    """
    page = path.read_text(encoding="utf-8")
    different, replaced = [], []
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "samples").symlink_to(ROOT / "samples")
        for example in examples_of(page):
            printed = run(example, folder)
            if example.shown is not None and not agrees(example.shown, printed):
                line = page.count("\n", 0, example.start)
                place = f"{path.name}:{line}: {example.program.strip()}"
                different.append(f"{place}\n--- shown\n{example.shown}--- printed\n{printed}")
                replaced.append((example, shortened(example.shown, printed)))
            if "Traceback (most recent call last)" in printed:
                raise SystemExit(f"{path.name}: {example.program}\n{printed}")
    if write and replaced:
        for example, printed in reversed(replaced):
            page = page[: example.start] + printed + page[example.end :]
        path.write_text(page, encoding="utf-8")
    return different


def pages() -> list[Path]:
    """Every page that holds examples."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def main() -> int:
    """Check or write the pages named, or all."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pages", nargs="*", type=Path)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    different = [text for page in given.pages or pages() for text in check(page, given.write)]
    print("\n".join(different) or "All examples print what the pages show.")
    return 1 if different and not given.write else 0


if __name__ == "__main__":
    sys.exit(main())
