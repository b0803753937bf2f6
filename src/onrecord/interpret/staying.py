"""What a speaker says stays as it is: "the tax stays", "the sanctions will stay in place"."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from onrecord.interpret.clauses import Clause, Scene
from onrecord.interpret.drafts import PositionDraft
from onrecord.interpret.held import IN_FORCE, SHUT, end_of_state
from onrecord.interpret.holding import speaker_of
from onrecord.interpret.naming import name_span
from onrecord.interpret.nouns import PRONOUNS
from onrecord.interpret.words import pos_of
from onrecord.model import Actor
from onrecord.model.claims import Act

_JAILED = frozenset({"in jail", "in prison", "behind bars", "in custody"})


def stays(scene: Scene, clause: Clause) -> Iterator[PositionDraft]:
    """ "The tax stays", said of what another would take away."""
    group, subject, doc = clause.group, clause.subject, scene.doc
    ends = group.end >= clause.limit or pos_of(doc[group.end]) == "PUNCT" or doc[group.end].lower_ == "put"
    if subject is None or subject.relative or not ends or clause.actors or clause.voice.speaker is None:
        return
    thing = name_span(doc, subject.start, subject.end)
    if thing is None:
        return
    yield PositionDraft(
        holders=speaker_of(scene, clause),
        act="demand",
        polarity="for",
        naming=replace(thing, label=f"keeping of {thing.label}", thing=thing.label, kind="step"),
        evidence=scene.place(subject.start, clause.limit),
        voice=clause.voice,
        pattern="stays",
        confidence=0.6,
        via=clause.voice.outer,
    )


def will_stay(scene: Scene, clause: Clause, decides: Callable[[Actor], bool]) -> Iterator[PositionDraft]:
    """ "The sanctions will stay in place", "the men would remain in jail", said for the body that decides it.

    Args:
        scene: the report.
        clause: one verb group in its sentence.
        decides: whether an actor can decide such a thing.

    Yields:
        One position at most.
    """
    group, subject, doc, voice = clause.group, clause.subject, scene.doc, clause.voice
    known = scene.cast.actors.get(scene.cast.party(voice.speaker)) if voice.speaker else None
    if known is None or not decides(known) or subject is None or subject.relative:
        return
    thing = name_span(doc, subject.start, subject.end)
    state = doc[group.end].lower_ if group.end < len(doc) else ""
    words = " ".join(token.lower_ for token in doc[group.end : group.end + 2])
    act: Act = "reject"
    if thing is None or doc[subject.start].lower_ in PRONOUNS or group.end >= clause.limit:
        return
    if words in IN_FORCE:
        act, what = "commit", "keeping"
    elif words in _JAILED:
        what = "release"
    elif state in SHUT:
        what = end_of_state(state)
    else:
        return
    yield PositionDraft(
        holders=speaker_of(scene, clause),
        act=act,
        polarity="for" if act == "commit" else "against",
        naming=replace(
            thing, label=f"{what} of {thing.label}", thing=thing.label, short=thing.label, kind="step"
        ),
        evidence=scene.place(subject.start, clause.limit),
        voice=voice,
        pattern="will-stay",
        confidence=0.65,
        via=voice.outer,
        closed=True,
    )
