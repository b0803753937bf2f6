"""What every match of an expression holds: words that are cheap to look for before it is tried at all."""

import re
from collections.abc import Iterator

_QUANTIFIER = re.compile(r"(?:[?*+]|\{(?P<least>\d*),?\d*\})[?+]?")
_GROUP = re.compile(r"\((?P<kind>\?(?:[:=!]|<[=!]|P<\w+>|-?i:))?")
_LITERAL = re.compile(r"[\w ,'’-]")
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]")
_ESCAPE = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^}]*\}|\d+|.)", re.DOTALL)

Needles = frozenset[str]
NOTHING: Needles = frozenset()


def folded(text: str) -> str:
    """A text in which `needles` are looked for: letters that `re` takes for one, case aside, are one."""
    return text.replace("\u0130", "i").casefold().replace("\u0131", "i")


def needles(expression: str) -> Needles:
    """Parts of which a text, folded, has one at least where an expression matches in it.

    Args:
        expression: literals, classes, groups, alternatives, lookarounds and quantifiers; no back references.

    Returns:
        The parts, chosen to be long; empty where none can be told.
    """
    found, end = _alternatives(expression, 0)
    return found if end == len(expression) else NOTHING


def _alternatives(expression: str, at: int) -> tuple[Needles, int]:
    """What the alternatives from a place on hold, up to the end of their group, and where that is."""
    every: list[Needles] = []
    while True:
        parts, at = _sequence(expression, at)
        every.append(max(reversed(parts), key=_least, default=NOTHING))
        if at < len(expression) and expression[at] == "|":
            at += 1
            continue
        known = all(every)
        return (frozenset().union(*every) if known else NOTHING), at


def _least(parts: Needles) -> int:
    """How long the shortest of some parts is."""
    return min((len(part.strip()) for part in parts), default=0)


def _sequence(expression: str, at: int) -> tuple[list[Needles], int]:
    """What the pieces of one alternative hold, each for itself, and where it ends."""
    found: list[Needles] = []
    run, end = "", at
    for piece, parts, end in _pieces(expression, at):  # noqa: B007 - the last one tells where all end
        if piece:
            run += piece
            continue
        found.append(frozenset([folded(run)] if run.strip() else []))
        found.append(parts)
        run = ""
    found.append(frozenset([folded(run)] if run.strip() else []))
    return [parts for parts in found if parts], end


def _pieces(expression: str, at: int) -> Iterator[tuple[str, Needles, int]]:
    """The pieces of one alternative: a letter that must stand there, or what a group holds; and its end."""
    while at < len(expression) and expression[at] not in "|)":
        letter, parts = "", NOTHING
        if expression[at] == "(":
            opening = _GROUP.match(expression, at)
            kind = (opening["kind"] or "") if opening is not None else ""
            known = bool(kind) or not expression.startswith("(?", at)
            inner, end = _alternatives(expression, at + 1 + len(kind))
            at = end + 1 if known else len(expression) + 1
            parts = NOTHING if kind[1:] in {"=", "!", "<=", "<!"} else inner
        elif expression[at] == "\\":
            escape = _ESCAPE.match(expression, at)
            at = escape.end() if escape is not None else len(expression) + 1
        elif expression[at] == "[":
            matched = _CLASS.match(expression, at)
            at = matched.end() if matched is not None else len(expression) + 1
        else:
            letter = expression[at] if _LITERAL.match(expression[at]) else ""
            at += 1
        quantifier = _QUANTIFIER.match(expression, at)
        if quantifier is not None:
            at = quantifier.end()
            if quantifier[0][0] in "?*" or (quantifier["least"] or "1") == "0":
                letter, parts = "", NOTHING
            elif letter:
                # A letter that may stand again: it is the last of its run.
                yield letter, NOTHING, at
                letter = ""
        yield letter, parts, at
    yield "", NOTHING, at
