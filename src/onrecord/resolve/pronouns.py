"""Whom a pronoun stands for: the nearest fitting mention, sources and subjects before others."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from onrecord.resolve.lexicon import Gender
from onrecord.resolve.scene import Heard, Place, Scene

GENDERS: dict[str, Gender] = {
    "he": "masculine",
    "his": "masculine",
    "him": "masculine",
    "she": "feminine",
    "her": "feminine",
}
PLURAL = frozenset(["they", "their", "them", "both"])
THINGS = frozenset(["it", "its"])
SPEAKERS = frozenset(["i", "we", "me", "my", "our", "us"])
_REACH = 5
_PER_SENTENCE = 1.4
_LEAST_MARGIN = 0.4
_UNDECIDED = 0.45
_UNKNOWN_GENDER = -0.35


@dataclass(frozen=True, slots=True)
class Guess:
    """Who is meant, and how sure that is.

    Attributes:
        member: number of the likeliest member, or None.
        others: numbers of others it may be, the likeliest first.
        confidence: 0 to 1.
    """

    member: int | None
    others: tuple[int, ...] = ()
    confidence: float = 0.0


NOBODY = Guess(None)


def resolve_pronoun(
    scene: Scene, pronoun: str, offset: int, content: Sequence[Place] = (), barred: Collection[int] = ()
) -> Guess:
    """Find whom a pronoun stands for.

    Args:
        scene: what has been heard of.
        pronoun: in lower case.
        offset: where it stands.
        content: what is attributed to it; names in there are others.
        barred: numbers of members that it can't be.

    Returns:
        The guess; nobody where nothing fits.
    """
    scored: dict[int, float] = {}
    for back, heard in scene.before(offset, _REACH):
        if heard.member in barred or any(start <= heard.start < end for start, end in content):
            continue
        fit = _fit(scene, pronoun, heard)
        if fit is None:
            continue
        score = fit + heard.weight - _PER_SENTENCE * back - _paragraphs_between(scene, heard, offset)
        if score > scored.get(heard.member, -99.0):
            scored[heard.member] = score
    ranked = sorted(scored, key=lambda member: (-scored[member], member))
    if not ranked:
        return NOBODY
    margin = scored[ranked[0]] - scored[ranked[1]] if len(ranked) > 1 else 3.0
    confidence = min(0.9, 0.55 + 0.12 * margin)
    if len(ranked) > 1 and margin < _LEAST_MARGIN and pronoun in GENDERS:
        confidence = _UNDECIDED  # two of whom either may be meant: left open, with both
    return Guess(ranked[0], tuple(ranked[1:3]) if margin < 1.0 else (), confidence)


def _paragraphs_between(scene: Scene, heard: Heard, offset: int) -> float:
    layout = scene.layout
    return 0.5 * (layout.block_at(offset) - layout.block_at(heard.start))


def _fit(scene: Scene, pronoun: str, heard: Heard) -> float | None:
    """How well a member fits a pronoun, or None where it can't."""
    member = scene.member(heard.member)
    if pronoun in GENDERS:
        if member.kind not in {"person", "unnamed"} or member.plural:
            return None
        if member.gender is None:
            return (_UNKNOWN_GENDER if member.is_surely_person else -2.5) if member.kind == "person" else -0.7
        return 1.0 if member.gender == GENDERS[pronoun] else None
    if pronoun in THINGS:
        return {"organization": 0.5, "state": 0.0}.get(member.kind)
    if pronoun in PLURAL:
        if member.plural:
            return 1.0
        return {"group": 1.0, "organization": 0.0}.get(member.kind)
    return None
