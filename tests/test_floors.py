"""The house's floors: a module imports only from floors below, or from its own package.

The drawing stands in docs/explanation/decisions.md and CONTRIBUTING.md. Imports are read from the syntax
tree, so nothing is executed and imports that only type checkers see count too.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "src"
FLOORS = (
    ("model", "errors", "late", "version"),
    ("text",),
    ("read", "language", "store"),
    ("extract", "interpret", "resolve", "track", "reason"),
    ("pipeline", "consolidation"),
    ("exchange", "figures", "scale"),
    ("ledger",),
    ("web",),
    ("cli",),
    ("__main__",),
)
FLOOR = {part: number for number, parts in enumerate(FLOORS) for part in parts}


def part_of(module: str) -> str:
    """`onrecord.read.plain` is in the part `read`; the root itself is the part ``."""
    return module.split(".")[1] if "." in module else ""


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(module: str, tree: ast.AST, package: bool) -> Iterator[tuple[str, int]]:
    """Each module of onrecord that a module imports, and the line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = module.split(".") if package else module.split(".")[:-1]
                above = above[: len(above) - node.level + 1]
                base = ".".join([*above, base] if base else above)
            # `from onrecord import text` imports the part `text`, not the root alone
            names = [f"{base}.{alias.name}" for alias in node.names] if base == "onrecord" else [base]
        else:
            continue
        for name in names:
            if name == "onrecord" or name.startswith("onrecord."):
                yield name, node.lineno


def climbs(module: str, imported: str) -> str:
    """What is wrong with an import, or nothing."""
    here, there = part_of(module), part_of(imported)
    if here == there:
        return ""
    if there not in FLOOR:
        return f"{imported} is the root's own name: import it from where it is defined"
    if FLOOR[there] > FLOOR[here]:
        return f"{imported} is on a floor above"
    if FLOOR[there] == FLOOR[here] and FLOOR[here] > 0:
        return f"{imported} is on the same floor"
    return ""


def sources() -> list[Path]:
    return sorted((ROOT / "onrecord").rglob("*.py"))


def test_every_part_has_a_floor() -> None:
    parts = {part_of(module_name(path)) for path in sources()} - {""}
    assert parts <= FLOOR.keys()
    assert {"model", "errors", "cli"} <= parts


@pytest.mark.parametrize("path", sources(), ids=module_name)
def test_imports_go_down(path: Path) -> None:
    module = module_name(path)
    if module == "onrecord":  # the root offers names from every floor, late
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: {why}"
        for name, line in imports(module, tree, path.name == "__init__.py")
        if (why := climbs(module, name))
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("path", sources(), ids=module_name)
def test_no_import_hides_in_a_function(path: Path) -> None:
    if part_of(module_name(path)) == "cli":  # imports late what is heavy, so that --help answers at once
        return
    hidden = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert not hidden, "\n".join(hidden)


@pytest.mark.parametrize("path", sources(), ids=module_name)
def test_no_file_grows_too_large(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= 500, f"{path.relative_to(ROOT)} has {lines} lines: split it"


@pytest.mark.parametrize(
    ("module", "imported", "allowed"),
    [
        ("onrecord.text.edits", "onrecord.model", True),
        ("onrecord.model.dates", "onrecord.text", False),
        ("onrecord.read.html", "onrecord.language", False),
        ("onrecord.read.html", "onrecord.read.given", True),
        ("onrecord.errors", "onrecord.model", True),
        ("onrecord.ledger", "onrecord.Ledger", False),
    ],
)
def test_the_rule_itself(module: str, imported: str, allowed: bool) -> None:
    assert (climbs(module, imported) == "") is allowed


def test_relative_and_plain_imports_are_seen() -> None:
    code = "import onrecord.web\nfrom onrecord import ledger\nfrom ..store import tables\nimport json"
    seen = {name for name, _ in imports("onrecord.read.html", ast.parse(code), package=False)}
    assert seen == {"onrecord.web", "onrecord.ledger", "onrecord.store"}
