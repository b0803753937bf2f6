"""Every compiled pattern of the package, found by walking its modules, and texts made to trip it."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from re import _constants as constants  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import onrecord

NAMED = (" ", "\n", "\t", "a", "A", "1", ".", ",", '"', "“", "'", "-", "—", "(", ")", "<", ">", "&", "/", ":")
ROUNDS = (
    "a ",
    "A. ",
    "1,",
    "Aa ",
    "a\n",
    " \n",
    "\n\n",
    "<a ",
    "a.",
    "1 ",
    "a-",
    "A a",
    "“a",
    "a,a ",
    "(a",
    "by ",
)


def patterns() -> dict[str, re.Pattern[Any]]:
    """The patterns, by where they are kept and what they say, each once."""
    found: dict[str, re.Pattern[Any]] = {}
    for module in pkgutil.walk_packages(onrecord.__path__, "onrecord."):
        if ".migrations" in module.name or module.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            for pattern in _in(value, 4):
                found.setdefault(f"{module.name}.{name}: {pattern.pattern!r}", pattern)
    return {name: pattern for pattern, name in {one: name for name, one in found.items()}.items()}


def _in(value: Any, depth: int) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, dict):
        for one in value.values():
            yield from _in(one, depth - 1)
    elif depth and isinstance(value, list | tuple | set | frozenset):
        for one in value:
            yield from _in(one, depth - 1)
    elif depth and type(value).__module__.startswith("onrecord."):
        for name in getattr(type(value), "__slots__", None) or getattr(value, "__dict__", ()):
            yield from _in(getattr(value, name, None), depth - 1)


def attacks(pattern: re.Pattern[Any], length: int) -> Iterator[str]:
    """Texts of a length that repeat what the pattern looks for, and end in what it does not."""
    own = [*dict.fromkeys(_literals(parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)))][:40]
    words = "".join(own)
    for unit in dict.fromkeys([*NAMED, *ROUNDS, *own, words, f"{words} ", *(f"{one} " for one in own[:10])]):
        if unit:
            repeated = (unit * (length // len(unit) + 1))[:length]
            yield repeated + "\x01"
            if own:
                yield own[0] + repeated + "\x01"


def _literals(tree: Any) -> Iterator[str]:
    for operation, argument in tree:
        if operation in (constants.LITERAL, constants.NOT_LITERAL):
            yield chr(argument)
        elif operation is constants.IN:
            yield from (chr(value) for kind, value in argument if kind is constants.LITERAL)
            yield from (chr(value[0]) for kind, value in argument if kind is constants.RANGE)
        elif isinstance(argument, tuple | list):
            parts = [one for part in argument for one in (part if isinstance(part, list) else [part])]
            for part in parts:
                if isinstance(part, parser.SubPattern):
                    yield from _literals(part)
