"""What a position must have to be kept: a holder who can be told, a whole name, words that are meant."""

from dataclasses import replace

from spacy.tokens import Doc

from onrecord.interpret.clauses import Scene
from onrecord.interpret.drafts import PositionDraft
from onrecord.interpret.voices import Voice
from onrecord.interpret.whole import says_something, whole
from onrecord.interpret.words import things
from onrecord.text.words import word_set

_MOST_WORDS_OF_A_HOLDER = 9
_LEAST_IN_CAPITALS = 0.8
_SHORTEST_CAPITALISED = 4
_SMALL = word_set("the a an of in on to for with and or at by from as but vs via")
LEAST_CONFIDENCE = 0.45
"""Below this a position is left out."""


def sound(scene: Scene, draft: PositionDraft, verb: int, limit: int) -> PositionDraft | None:
    """A position as it can be kept.

    Args:
        scene: the report.
        draft: the position.
        verb: index of the word that shows it.
        limit: index after the last word of its clause.

    Returns:
        It, its issue named in full; None where holder or issue can't be told, or the words aren't meant.
    """
    if is_joke(scene.doc, draft.voice) or is_capitalised(scene.doc, verb):
        return None
    holders = tuple(holder for holder in draft.holders if can_hold(scene, holder))
    after = verb < draft.naming.end <= limit
    naming = whole(scene.doc, draft.naming, limit) if after else draft.naming
    if not holders or naming is None or not says_something(scene.phrases.in_full(naming)):
        return None
    confidence = draft.confidence * _of_attribution(draft.voice)
    if confidence < LEAST_CONFIDENCE:
        return None
    evidence = draft.evidence
    if naming.end > draft.naming.end:
        evidence = (evidence[0], max(evidence[1], scene.place(verb, naming.end)[1]))
    return replace(draft, holders=holders, naming=naming, evidence=evidence, confidence=confidence)


def is_joke(doc: Doc, voice: Voice) -> bool:
    """Whether the cue says that the words aren't meant."""
    if voice.attribution is None:
        return False
    return any(set(cue.text.lower().split()) & things().joking for cue in voice.attribution.cue)


def is_capitalised(doc: Doc, index: int) -> bool:
    """Whether the sentence of a word is set as a headline, most of its words with a capital."""
    words = [token for token in doc[index].sent if token.is_alpha and token.lower_ not in _SMALL]
    if len(words) < _SHORTEST_CAPITALISED:
        return False
    return sum(token.text[0].isupper() for token in words) >= _LEAST_IN_CAPITALS * len(words)


def can_hold(scene: Scene, holder: str) -> bool:
    """Whether a holder is somebody in particular, by the name."""
    known = scene.cast.actors.get(holder)
    if known is None:
        return False
    words = known.name.lower().split()
    if not words or len(words) > _MOST_WORDS_OF_A_HOLDER:
        return False
    return known.kind != "unnamed" or not set(words[:2]) & things().crowds


def _of_attribution(voice: Voice) -> float:
    return 1.0
