"""How far somebody will go: "will go no higher than 5 percent", "would not go beyond 140 boats"."""

from collections.abc import Iterator
from dataclasses import replace

from onrecord.interpret.clauses import Clause, Scene
from onrecord.interpret.drafts import PositionDraft
from onrecord.interpret.holding import holders_of, words_from
from onrecord.interpret.naming import name_phrase
from onrecord.interpret.words import pos_of
from onrecord.text.tokens import Doc
from onrecord.text.words import word_set

CONFIDENCE = 0.7
_UP = word_set("higher further farther beyond above over past")
_DOWN = word_set("lower below under beneath")
_COMPARED = word_set("higher further farther lower")


def read_limits(scene: Scene, clause: Clause) -> Iterator[PositionDraft]:
    """What is too much or too little for the party that a clause is about.

    Args:
        scene: the report.
        clause: one verb group in its sentence.

    Yields:
        One position at most, against more, or less, than the measure that is named.
    """
    group, doc = clause.group, scene.doc
    if group.base != "go" or group.modal not in {"will", "would", "can", "could"} or group.perfect:
        return
    if clause.subject is None or clause.subject.relative or not clause.actors:
        return
    found = _beyond(doc, group.end, clause.limit, denied=group.negative)
    if found is None:
        return
    word, at = found
    amount = name_phrase(doc, at, clause.limit)
    if amount is None or not any(pos_of(token) == "NUM" or token.like_num for token in doc[at : amount.end]):
        return
    holders, via = holders_of(scene, clause)
    label = f"{'more' if word in _UP else 'less'} than {amount.label}"
    yield PositionDraft(
        holders=holders,
        act="reject",
        polarity="against",
        naming=replace(amount, label=label, thing=amount.label),
        evidence=scene.place(words_from(clause), amount.end),
        voice=clause.voice,
        pattern="goes-no-further",
        confidence=CONFIDENCE,
        via=via,
        closed=True,
    )


def _beyond(doc: Doc, index: int, limit: int, *, denied: bool) -> tuple[str, int] | None:
    """ "(go) no higher than | 5", "(not go) beyond | 5": the word, and the index of the measure."""
    if index < limit and doc[index].lower_ in {"no", "any"}:
        denied = denied or doc[index].lower_ == "no"
        index += 1
    if not denied or index >= limit or doc[index].lower_ not in _UP | _DOWN:
        return None
    word = doc[index].lower_
    index += 1
    if word in _COMPARED:
        if doc[index : index + 1].text != "than":
            return None
        index += 1
    return (word, index) if index < limit else None
