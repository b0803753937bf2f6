"""What is ruled out, or considered, where the words don't say by whom: "an extension was not ruled out"."""

from collections.abc import Iterator

from onrecord.interpret.clauses import Clause, Scene
from onrecord.interpret.drafts import PositionDraft
from onrecord.interpret.holding import positive, speaker_of
from onrecord.interpret.naming import name_span
from onrecord.interpret.nouns import PRONOUNS
from onrecord.interpret.stances import decides
from onrecord.model.claims import Act, Polarity
from onrecord.text.words import word_set

CONFIDENCE = 0.65
_TALKING = word_set("discuss consider negotiate")
_CONSIDERING = word_set("consider contemplate envisage plan discuss")


def read_passives(scene: Scene, clause: Clause) -> Iterator[PositionDraft]:
    """The stand of a speaker who says what is ruled out, or being considered.

    Args:
        scene: the report.
        clause: one verb group in its sentence.

    Yields:
        One position at most, where the speaker is a body or speaks for one.
    """
    group, subject, doc = clause.group, clause.subject, scene.doc
    if (
        not group.passive
        or group.modal not in {"", "can", "could"}
        or subject is None
        or subject.relative
        or clause.actors
    ):
        return
    stand = _stand(scene, clause)
    speaker = clause.voice.speaker
    known = scene.cast.actors.get(scene.cast.party(speaker)) if speaker is not None else None
    if stand is None or known is None or not decides(known):
        return
    if any(token.lower_ == "by" for token in doc[group.end : clause.limit]):
        return
    naming = name_span(doc, subject.start, subject.end)
    if naming is None or naming.negative or doc[subject.start].lower_ in PRONOUNS:
        return
    act, polarity, end = stand
    yield PositionDraft(
        holders=speaker_of(scene, clause),
        act=act,
        polarity=polarity,
        naming=positive(naming),
        evidence=scene.place(subject.start, end),
        voice=clause.voice,
        pattern="is-ruled-out",
        confidence=CONFIDENCE,
        via=clause.voice.outer,
        closed=True,
    )


def _stand(scene: Scene, clause: Clause) -> tuple[Act, Polarity, int] | None:
    """ "Is ruled out", "was not excluded", "is not being considered", with the index after the words."""
    group, doc = clause.group, scene.doc
    if group.modal:
        # "A ceiling can be discussed": it is not out of the question.
        talked = group.base in _TALKING and not group.negative
        return ("support", "open", group.end) if talked else None
    out = group.base == "rule" and doc[group.end : group.end + 1].text == "out"
    if out or group.base == "exclude":
        end = group.end + out
        if end < clause.limit and doc[end].lower_ in {"from", "in"}:
            return None  # "was excluded from the talks"
        return ("support", "open", end) if group.negative else ("reject", "against", end)
    being = any(token.lower_ == "being" for token in doc[group.start : group.verb])
    if group.base in _CONSIDERING and group.negative and (being or group.base in {"plan", "envisage"}):
        return "reject", "against", group.end
    return None
