""" "B could be an alternative to A": a position on the alternative to A, with B in `alternatives`."""

import re
from collections.abc import Iterator

from onrecord.interpret.clauses import Clause, Scene
from onrecord.interpret.drafts import PositionDraft
from onrecord.interpret.holding import speaker_of
from onrecord.interpret.naming import Naming, name_phrase, name_span
from onrecord.interpret.shapes import clause_end
from onrecord.interpret.whole import says_something
from onrecord.interpret.words import pos_of
from onrecord.text.tokens import Doc
from onrecord.text.words import word_set

_ENOUGH = word_set("enough sufficient acceptable fine")
_BE_ALTERNATIVE = re.compile(
    r"(?:an?|the|another|one|as an|as a) (?:possible |good |real |viable )?"
    r"(?:alternative|substitute) (?:to|for)\b",
    re.IGNORECASE,
)
_REPLACING = re.compile(r"(?:take|fill) the place of|do the (?:work|job) of", re.IGNORECASE)


def read_alternatives(scene: Scene, clause: Clause) -> Iterator[PositionDraft]:
    """The alternative that a clause names.

    Args:
        scene: the report.
        clause: a clause of somebody's words.

    Yields:
        One position at most: on *alternative to A*, `open` where the words only call it possible, `against`
        where they deny it.
    """
    group, doc, subject = clause.group, scene.doc, clause.subject
    if (
        clause.voice.speaker is None
        or subject is None
        or clause.question
        or clause.unsettled
        or (group.negative and group.modal not in {"could", "can", "would", "will"})
    ):
        return
    if not group.negative and _is_enough(scene, clause):
        yield from _either(scene, clause)
        return
    if (
        group.base in {"replace", "substitute"}
        and group.modal in {"could", "can", "would", "may"}
        and not group.passive
    ):
        start = group.end
    elif _REPLACING.match(f"{group.base} {doc[group.end : group.end + 3].text}") and not group.passive:
        start = group.end + 3
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
        act="reject" if group.negative else "support",
        polarity="against" if group.negative else "open" if group.modal in {"could", "may", "can"} else "for",
        naming=naming,
        evidence=scene.place(subject.start, thing.end),
        voice=clause.voice,
        pattern="alternative",
        confidence=0.75,
        via=clause.voice.outer,
        alternatives=(instead,),
    )


def _is_enough(scene: Scene, clause: Clause) -> bool:
    """Whether a clause says that its subject would do."""
    group, doc = clause.group, scene.doc
    if group.passive or not group.finite or group.modal not in {"would", "will", "could", "can"}:
        return False
    following = doc[group.end].lower_ if group.end < len(doc) else ""
    if group.base in {"do", "suffice"}:
        return group.end >= len(doc) or pos_of(doc[group.end]) in {"PUNCT", "SPACE", "ADV", "CCONJ", "ADP"}
    return group.base == "be" and following in _ENOUGH


def _either(scene: Scene, clause: Clause) -> Iterator[PositionDraft]:
    """ "Either a promise or a date would do": acceptance of the one, the other as its alternative."""
    doc, end = scene.doc, clause.group.start
    parts, start = [], clause.start
    for index in range(clause.start, end):
        if doc[index].lower_ in {"either", "whether"}:
            start = index + 1
        elif doc[index].lower_ == "or":
            parts.append((start, index))
            start = index + 1
    parts.append((start, end))
    names = [named for first, last in parts if (named := _thing(doc, first, last)) is not None]
    if not names or len(names) != len(parts) or clause.actors:
        return
    yield PositionDraft(
        holders=speaker_of(scene, clause),
        act="accept",
        polarity="open" if clause.group.modal in {"could", "can"} else "for",
        naming=names[0],
        evidence=scene.place(parts[0][0], clause.group.end),
        voice=clause.voice,
        pattern="would-do",
        confidence=0.75,
        via=clause.voice.outer,
        alternatives=tuple(names[1:]),
    )


def _thing(doc: Doc, start: int, end: int) -> Naming | None:
    """The noun phrase that a stretch is, after marks; None where it is more or less than one."""
    while start < end and (pos_of(doc[start]) in {"PUNCT", "CCONJ", "SPACE"} or doc[start].lower_ == "that"):
        start += 1
    while end > start and pos_of(doc[end - 1]) in {"PUNCT", "SPACE", "ADV"}:
        end -= 1
    named = name_phrase(doc, start, end) if start < end else None
    return named if named is not None and named.end == end and says_something(named) else None
