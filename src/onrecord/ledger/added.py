"""What adding a report came to, and how two versions of a text differ, in words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from onrecord.errors import OnrecordError

Status = Literal["added", "known", "new_version", "failed"]
WORDS_WITH_SPACE = re.compile(r"\S+|\s+")
TOO_LONG_FOR_WORDS = 4_000  # words of a paragraph beyond which it is shown as taken out and put in whole
NEIGHBOURS = 8  # words and spaces left beside a change


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What became of one input.

    Attributes:
        status: `added`; `known`: the same report was there, and nothing changed but metadata that was given;
            `new_version`: another text stood at its address; `failed`.
        source: the input, as it was given.
        report: id of the report, or None where it failed.
        attributions: how many are in it.
        difference: for a new version, what changed; for new metadata, which; else empty.
        error: why it failed, or None.
    """

    status: Status
    source: str
    report: str | None = None
    attributions: int = 0
    difference: str = ""
    error: OnrecordError | None = None


def difference(before: str, after: str) -> str:
    """How one text differs from another, paragraph by paragraph and word by word.

    Args:
        before: the earlier text.
        after: the later one.

    Returns:
        A line for each paragraph that changed: `- ` and one that is gone, `+ ` and one that is new, `~ ` and
        one in which words changed, with `[-words that are gone-]` and `{+words that are new+}`; unchanged
        words far from any change are left out as `...`.
    """
    old, new = _paragraphs(before), _paragraphs(after)
    lines: list[str] = []
    for action, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if action == "equal":
            continue
        pairs = min(b - a, d - c)
        lines += [line for k in range(pairs) for line in _changed(old[a + k], new[c + k])]
        lines += [f"- {gone}" for gone in old[a + pairs : b]]
        lines += [f"+ {come}" for come in new[c + pairs : d]]
    return "\n".join(lines)


def _paragraphs(text: str) -> list[str]:
    return [" ".join(paragraph.split()) for paragraph in text.split("\n") if paragraph.strip()]


def _changed(old: str, new: str) -> Iterator[str]:
    a, b = WORDS_WITH_SPACE.findall(old), WORDS_WITH_SPACE.findall(new)
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    if max(len(a), len(b)) > TOO_LONG_FOR_WORDS or matcher.ratio() < 0.5:
        yield f"- {old}"
        yield f"+ {new}"
        return
    parts = []
    opcodes = matcher.get_opcodes()
    for number, (action, i, j, k, m) in enumerate(opcodes):
        if action == "equal":
            parts.append(_shortened(a[i:j], number == 0, number == len(opcodes) - 1))
            continue
        gone, come = "".join(a[i:j]), "".join(b[k:m])
        parts.append((f"[-{gone}-]" if gone else "") + (f"{{+{come}+}}" if come else ""))
    yield "~ " + "".join(parts)


def _shortened(words: list[str], first: bool, last: bool) -> str:
    """Unchanged words, but for those far from what changed before and after them."""
    left, right = (0 if first else NEIGHBOURS), (0 if last else NEIGHBOURS)
    if len(words) <= left + right + NEIGHBOURS:
        return "".join(words)
    before = "".join(words[:left]).rstrip()
    after = "".join(words[len(words) - right :]).lstrip()
    return (f"{before} ..." if before else "...") + (f" {after}" if after else "")
