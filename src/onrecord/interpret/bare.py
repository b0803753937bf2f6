"""Names that say too little alone: filled up from the rest of the report where one phrase fits, or left out.

"An extension", "the mission", "its share": what is extended, sent or shared is told elsewhere, or nowhere.
One word is enough where it is what such talks are called wherever they are held ("a truce", "the merger"),
or where the report keeps coming back to it and has no longer name for it. And an everyday thing that stands
in a quotation and nowhere else in the report is an image of what is wanted: "we will not hand out the keys".
"""

import re
from dataclasses import replace

from onrecord.interpret.clauses import Scene
from onrecord.interpret.drafts import ConditionDraft, PositionDraft
from onrecord.interpret.measures import value_of
from onrecord.interpret.naming import Naming
from onrecord.interpret.recurring import RECURRENT, counts_of, is_negotiated, is_short
from onrecord.interpret.sound import can_hold
from onrecord.interpret.stems import stem
from onrecord.interpret.whole import head_of
from onrecord.interpret.words import PARTICLES, pos_of, things
from onrecord.text.words import word_set

_MEASURES = word_set("figure figures number numbers amount level content total sum one")
_LIGHT = word_set("come go stand follow hold run send stay say")
_COMPARED = re.compile(
    r"\b(?:lower|higher|bigger|smaller|new|other) (?:number|figure|amount|sum)\b"
    r"|^(?:long|short|high|low)er \w+ years?\b"
)
"""What is told by another number elsewhere: "the lower number", "longer than five years"."""
_PRESSING = word_set("press urge ask push persuade lobby convince say tell")
_NOTHING = word_set("no nothing nobody none")
_REFUSALS = word_set("opposition objection refusal resistance")
_FLAT = frozenset({"will-not", "no-intention"})
"""What somebody flatly will not do is as often an image where no quotation marks stand: "send no flowers"."""
_ALL_OF = word_set("all both every each")
_OFTEN = RECURRENT + 1
"""A word of which a report has so many needs no other beside it."""


def filled_up(scene: Scene, draft: PositionDraft) -> PositionDraft | None:
    """A position whose holder and issue are told by their names, or None where one isn't.

    Args:
        scene: the report, all of it read.
        draft: the position.
    """
    holders = tuple(holder for holder in draft.holders if can_hold(scene, holder))
    if not holders:
        return None
    draft = replace(draft, holders=holders)
    if draft.act in {"deny", "allege"} or is_short(scene.doc):
        return draft
    if _is_an_image(scene, draft):
        return None
    naming = _filled_up(scene, draft.naming)
    return replace(draft, naming=naming) if naming is not None else None


def is_told(scene: Scene, draft: ConditionDraft) -> bool:
    """Whether the names of step and requirement both tell what is meant.

    Args:
        scene: the report, all of it read.
        draft: the condition.
    """
    if not all(can_hold(scene, holder) for holder in draft.holders):
        return False
    if draft.step.base in _PRESSING:
        return False  # to ask others is no step, and neither is to say so
    if any(_is_garbled(naming) for naming in (draft.step, draft.requirement)) or _is_only_somebody(
        scene, draft.step
    ):
        return False
    return is_short(scene.doc) or not any(
        _is_a_number(scene, naming) for naming in (draft.step, draft.requirement)
    )


def _filled_up(scene: Scene, naming: Naming) -> Naming | None:
    full = scene.phrases.in_full(naming).label
    all_of, _, rest = full.partition(" ")
    if rest and all_of in _ALL_OF and value_of(rest) is None:
        filled = _filled_up(scene, replace(naming, label=rest, thing=""))
        return replace(naming, label=f"{all_of} {filled.label}") if filled is not None else None
    word = full.lower()
    if len(full.split()) > 1 or "-" in full or not full.islower():
        return naming
    if word in things().alone or (not naming.base and counts_of(scene.doc)[stem(word)] >= _OFTEN):
        return naming
    fuller = scene.phrases.only_fuller(word, naming.start)
    return replace(naming, label=fuller, short=naming.label) if fuller is not None else None


def _is_garbled(naming: Naming) -> bool:
    """Whether a name denies within itself, is a stand's, or is about what only a pronoun tells."""
    words = naming.label.lower().replace("no longer", "").split()
    if set(words[1:]) & _NOTHING or words[0] in _REFUSALS:
        return True
    light = len(words) == 1 or (len(words) == 2 and words[1] in PARTICLES)
    if (light and naming.base in _LIGHT and not naming.thing) or _COMPARED.search(naming.label):
        return True
    # "while they last"
    return words[:2] == ["end", "of"] and len(words) == 3 and words[2].endswith("ing") and not naming.thing


def _is_only_somebody(scene: Scene, naming: Naming) -> bool:
    """Whether a step's name is nothing but an actor's: what is to be done with them got lost."""
    return any(
        naming.label == form for actor in scene.cast.actors.values() for form in (actor.name, *actor.aliases)
    )


def _is_a_number(scene: Scene, naming: Naming) -> bool:
    """Whether a name is a number alone, or a word for one: "the figure", "the lower number"."""
    words = scene.phrases.in_full(naming).label.lower().split()
    if words[-1] not in _MEASURES and (len(words) > 1 or value_of(words[0]) is None):
        return False
    if scene.doc[naming.start].lower_ == "the" and value_of(words[0]) is not None:
        return False  # "first the fourteen, then the roster": fourteen who are known
    return all(word in things().shapeless or word.endswith("er") for word in words[:-1])


def _is_an_image(scene: Scene, draft: PositionDraft) -> bool:
    """Whether a name in a quotation, or a flat refusal, is about things the report speaks of nowhere else."""
    doc, naming = scene.doc, draft.naming
    if naming.start >= min(naming.end, len(doc)):
        return False
    quoted = all(scene.voices.layout.is_quoted(doc[at].idx) for at in (naming.start, naming.end - 1))
    if not quoted and draft.pattern not in _FLAT:
        return False
    if any(token.like_num or token.ent_type_ for token in doc[naming.start : naming.end]):
        return False
    if is_negotiated(head_of((naming.thing or naming.label).lower().split())):
        return False
    telling = [token for token in doc[naming.start : naming.end] if pos_of(token) in {"NOUN", "ADJ", "VERB"}]
    return all(counts_of(doc)[stem(token.lower_)] <= 1 for token in telling)
