"""The examples in the README and the docs print what the pages show."""

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
spec = importlib.util.spec_from_file_location("docs_examples", ROOT / "docs" / "examples.py")
assert spec and spec.loader
examples = importlib.util.module_from_spec(spec)
spec.loader.exec_module(examples)

PAGES = [page for page in examples.pages() if examples.examples_of(page.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_examples_print_what_the_page_shows(page: Path) -> None:
    different = examples.check(page)
    assert not different, "\n".join(different) + "\nrun `make docs-output` and read the difference"


def test_blocks_are_found() -> None:
    page = "```console\n$ echo a\na\n$ echo b \\\n    c\n```\n\n```python\nprint(1)\n```\n\n```text\n1\n```\n"
    found = examples.examples_of(page)
    assert [(e.language, e.program, e.shown) for e in found] == [
        ("console", "echo a", "a\n"),
        ("console", "echo b \\\n    c", ""),
        ("python", "print(1)\n", "1\n"),
    ]


def test_a_difference_is_noticed_and_can_be_written(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```console\n$ printf 'a\\nb\\n'\na\n$ echo c\nc\n```\n", encoding="utf-8")
    assert len(examples.check(page)) == 1
    examples.check(page, write=True)
    assert page.read_text(encoding="utf-8") == "```console\n$ printf 'a\\nb\\n'\na\nb\n$ echo c\nc\n```\n"
    assert not examples.check(page)


def test_dots_stand_for_any_lines(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```console\n$ seq 9\n1\n...\n$ seq 3 7\n1\n2\n...\n```\n", encoding="utf-8")
    assert len(examples.check(page)) == 1
    examples.check(page, write=True)
    assert page.read_text(encoding="utf-8") == "```console\n$ seq 9\n1\n...\n$ seq 3 7\n3\n4\n...\n```\n"
