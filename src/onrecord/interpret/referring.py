"""Stands that only refer back: "Harl rejects both", "the union is against this", "the party has refused".

What they are on is what the sentence before says that somebody else wants, offers or supports. Where that
sentence says nothing of the kind, or several things of which the words point at one, nothing is told.
"""

from collections.abc import Iterator
from dataclasses import replace

from onrecord.interpret.clauses import Clause, Scene
from onrecord.interpret.drafts import PositionDraft
from onrecord.interpret.holding import holders_of, words_from
from onrecord.interpret.patterns import patterns_for
from onrecord.interpret.verbs import VerbGroup
from onrecord.interpret.words import pos_of
from onrecord.model.claims import Act, Polarity
from onrecord.text.tokens import Doc
from onrecord.text.words import word_set

Stand = tuple[Act, Polarity]
CONFIDENCE = 0.65
LEAST_SURE = 0.4
"""What is referred to must be at least so sure itself."""
_ON: frozenset[Act] = frozenset({"demand", "offer", "support", "accept", "commit"})
_STANDS: frozenset[Act] = frozenset({"reject", "oppose", "support", "accept"})
_POINTING = word_set("it this that these them those")
_SUMMING = word_set("idea proposal suggestion demand request call plan step move")
_ENDS = frozenset({"PUNCT", "SPACE", "ADV", "ADP", "SCONJ"})
_BECAUSE = word_set("because since as on at within by for")
_STATES: dict[str, Stand] = {
    "against": ("oppose", "against"), "opposed": ("oppose", "against"), "for": ("support", "for"),
    "open": ("support", "open"),
}  # fmt: skip
_ALONE = word_set("against opposed")
_STATE_FOLLOWED: dict[str, str] = {"opposed": "to", "open": "to"}
_VOTES: dict[str, Stand] = {
    "against": ("reject", "against"), "no": ("reject", "against"), "for": ("support", "for"),
    "yes": ("support", "for"),
}  # fmt: skip
_REFUSING = word_set("refuse decline")


def read_referring(scene: Scene, clause: Clause) -> Iterator[PositionDraft]:
    """The stands of a clause on what the sentence before says.

    Args:
        scene: the report, with what was read of it so far.
        clause: one verb group in its sentence, in which nothing else was read.

    Yields:
        One position, or two where "both" points at two things.
    """
    group, subject = clause.group, clause.subject
    if subject is None or subject.relative or not clause.actors or not group.finite or group.bare:
        return
    if group.modal not in {"", "will", "would"} or (group.modal == "would" and clause.voice.narrated):
        return
    found = _pointing_stand(scene.doc, group)
    if found is None:
        return
    (act, polarity), at, end = found
    holders, via = holders_of(scene, clause)
    both = at < end and scene.doc[at].lower_ == "both"
    for earlier in _referred(scene, clause, holders, both=both):
        yield PositionDraft(
            holders=holders,
            act=act,
            polarity=polarity,
            naming=replace(earlier.naming, start=end - 1, end=end, negative=False),
            evidence=scene.place(words_from(clause), max(end, group.end)),
            voice=clause.voice,
            pattern="refers-back",
            confidence=CONFIDENCE,
            via=via,
            closed=True,
        )


def _pointing_stand(doc: Doc, group: VerbGroup) -> tuple[Stand, int, int] | None:
    """What stand a clause takes that only points at its issue, with the indices of the words that point."""
    if group.base == "be" and not group.negative:
        return _state(doc, group.end)
    if group.base == "oppose" and group.passive and not group.negative:
        return _state(doc, group.verb)
    if group.base == "vote" and not group.negative:
        return _vote(doc, group.end)
    if group.base in _REFUSING and not group.negative and not group.modal and _stops(doc, group.end):
        return ("reject", "against"), group.verb, group.end
    for pattern, index in patterns_for(doc, group):
        stand = pattern.negated if group.negative else pattern.outcome
        apart = _set_apart(doc, index, pattern.takes)
        if apart is not None and stand is not None and not group.passive and stand[0] in _STANDS:
            return stand, index, apart
        if group.passive or "noun" not in pattern.takes or pattern.needs or pattern.aspect or stand is None:
            continue
        pointed = _pointed(doc, index)
        if stand[0] in _STANDS and stand[1] != "open" and pointed > index:
            return stand, index, pointed
    return None


def _set_apart(doc: Doc, index: int, takes: tuple[str, ...]) -> int | None:
    """The index after "that out", "it down": a pronoun between a verb and the words that go with it."""
    if index + 1 >= len(doc) or doc[index].lower_ not in _POINTING | {"both"}:
        return None
    for frame in takes:
        words = frame.split()[1:]
        if frame.startswith(("noun out", "noun down", "noun off")):
            end = index + 1 + len(words)
            if [token.lower_ for token in doc[index + 1 : end]] == words and _stops(doc, end):
                return end
    return None


def _state(doc: Doc, index: int) -> tuple[Stand, int, int] | None:
    """ "is (strongly) against this", "is opposed"."""
    while index < len(doc) and pos_of(doc[index]) == "ADV" and doc[index].lower_ not in _STATES:
        index += 1
    if [token.lower_ for token in doc[index : index + 2]] in (["in", "favour"], ["in", "favor"]):
        end = _pointed(doc, index + 3) if doc[index + 2 : index + 3].text == "of" else index
        alone = _stops(doc, index + 2)
        return (
            (("support", "for"), index + 1, end if end > index + 3 else index + 2)
            if alone or end > index + 3
            else None
        )
    stand = _STATES.get(doc[index].lower_) if index < len(doc) else None
    if stand is None:
        return None
    after = index + 1
    if doc[index].lower_ in _ALONE and _stops(doc, after):
        return stand, index, after
    follows = _STATE_FOLLOWED.get(doc[index].lower_)
    if follows is not None:
        if doc[after : after + 1].text != follows:
            return None
        after += 1
    end = _pointed(doc, after)
    return (stand, after, end) if end > after else None


def _vote(doc: Doc, index: int) -> tuple[Stand, int, int] | None:
    """ "will vote against", "voted for it"."""
    stand = _VOTES.get(doc[index].lower_) if index < len(doc) else None
    if stand is None:
        return None
    end = _pointed(doc, index + 1)
    if end > index + 1:
        return stand, index + 1, end
    alone = doc[index].lower_ != "for" and _stops(doc, index + 1)
    return (stand, index, index + 1) if alone else None


def _stops(doc: Doc, index: int) -> bool:
    """Whether a clause ends at an index, or only goes on to say why or when."""
    if index >= len(doc):
        return True
    return pos_of(doc[index]) in {"PUNCT", "SPACE"} or doc[index].lower_ in _BECAUSE


def _pointed(doc: Doc, index: int) -> int:
    """The index after "it", "this", "both" or "the idea", where nothing follows that names more; else it."""
    if index >= len(doc):
        return index
    word, after = doc[index].lower_, index + 1
    if (
        word in {"this", "that", "the", "these", "both"}
        and after < len(doc)
        and doc[after].lower_ in _SUMMING
    ):
        after += 1
    elif word not in _POINTING | {"both"}:
        return index
    if after < len(doc) and (pos_of(doc[after]) not in _ENDS or doc[after].lower_ in {"of", "that", "to"}):
        return index
    return after


def _referred(scene: Scene, clause: Clause, holders: tuple[str, ...], *, both: bool) -> list[PositionDraft]:
    """What the sentence before, in the same paragraph, says that somebody else stands for."""
    doc, start = scene.doc, scene.doc[clause.group.verb].sent.start
    if not holders or start == 0 or "\n\n" in doc[start - 1].sent.text_with_ws:
        return []
    before = doc[start - 1].sent
    told = [draft for draft in scene.recent if before.start_char <= draft.evidence[0] < before.end_char]
    issues = {draft.naming.label: draft for draft in told}
    if len(issues) != (2 if both else 1):
        return []
    for draft in issues.values():
        own = any(scene.cast.same_side(one, other) for one in draft.holders for other in holders)
        if own or draft.act not in _ON or draft.polarity == "against" or draft.confidence < LEAST_SURE:
            return []
    return list(issues.values())
