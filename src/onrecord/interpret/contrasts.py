"""The other side of a stand: "will vote for a bigger budget but against a new tax"."""

from collections.abc import Iterator
from dataclasses import replace

from onrecord.interpret.clauses import Clause, Scene
from onrecord.interpret.drafts import PositionDraft
from onrecord.interpret.naming import name_phrase
from onrecord.text.words import word_set

_JOINING = word_set("but and")
_TURNING = word_set("against not")
_FOR = frozenset({"votes-for", "supports", "in-favour-of", "calls-for", "presses-for", "accepts"})


def with_contrast(scene: Scene, clause: Clause, draft: PositionDraft) -> Iterator[PositionDraft]:
    """A position, and the opposite one on what "but against" or "but not" adds to it.

    Args:
        scene: the report.
        clause: the clause that shows the position.
        draft: the position.

    Yields:
        The position, then the one against what is added, if something is.
    """
    yield draft
    doc, end = scene.doc, draft.naming.end
    if draft.pattern not in _FOR or draft.polarity != "for" or end + 2 >= clause.limit:
        return
    end += doc[end].text == ","
    if doc[end].lower_ not in _JOINING or doc[end + 1].lower_ not in _TURNING:
        return
    start = end + 2
    start += doc[start].lower_ == "for"
    named = name_phrase(doc, start, clause.limit)
    if named is None or named.negative:
        return
    yield replace(
        draft,
        act="reject" if draft.act == "accept" else "oppose",
        polarity="against",
        naming=named,
        evidence=scene.place(end + 1, named.end),
        pattern="but-against",
        closed=False,
    )
