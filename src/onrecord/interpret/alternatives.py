""" "B could be an alternative to A": a position on the alternative to A, with B in `alternatives`."""

import re
from collections.abc import Iterator

from onrecord.interpret.clauses import Clause, Scene
from onrecord.interpret.drafts import PositionDraft
from onrecord.interpret.holding import speaker_of
from onrecord.interpret.naming import Naming, name_phrase, name_span
from onrecord.interpret.shapes import clause_end

_BE_ALTERNATIVE = re.compile(
    r"(?:an?|the|another|one|as an|as a) (?:possible |good |real |viable )?"
    r"(?:alternative|substitute) (?:to|for)\b",
    re.IGNORECASE,
)


def read_alternatives(scene: Scene, clause: Clause) -> Iterator[PositionDraft]:
    """The alternative that a clause names.

    Args:
        scene: the report.
        clause: a clause of somebody's words.

    Yields:
        One position at most: on *alternative to A*, `open` where the words only call it possible.
    """
    group, doc, subject = clause.group, scene.doc, clause.subject
    if (
        clause.voice.speaker is None
        or subject is None
        or clause.question
        or group.negative
        or clause.unsettled
    ):
        return
    if (
        group.base in {"replace", "substitute"}
        and group.modal in {"could", "can", "would", "may"}
        and not group.passive
    ):
        start = group.end
    elif group.base in {"be", "serve", "become"}:
        rest = doc[group.end : group.end + 8].text
        match = _BE_ALTERNATIVE.match(rest)
        if match is None:
            return
        start = next(i for i in range(group.end, len(doc)) if doc[i].idx >= doc[group.end].idx + match.end())
    else:
        return
    thing = name_phrase(doc, start, clause_end(doc, start, clause.limit))
    instead = name_span(doc, subject.start, subject.end)
    if thing is None or instead is None or clause.actors:
        return
    naming = Naming(f"alternative to {thing.label}", "topic", group.start, thing.end)
    yield PositionDraft(
        holders=speaker_of(scene, clause),
        act="support",
        polarity="open" if group.modal in {"could", "may", "can"} else "for",
        naming=naming,
        evidence=scene.place(subject.start, thing.end),
        voice=clause.voice,
        pattern="alternative",
        confidence=0.75,
        via=clause.voice.outer,
        alternatives=(instead,),
    )
