"""Whose position a clause is, and via whom."""

import re
from dataclasses import replace

from onrecord.interpret.clauses import Clause, Scene
from onrecord.interpret.drafts import PositionDraft
from onrecord.interpret.naming import Naming
from onrecord.model import Act

_WE = re.compile(r"\b(?:we|us|our|ours)\b", re.IGNORECASE)


def holders_of(scene: Scene, clause: Clause) -> tuple[tuple[str, ...], str | None]:
    """The parties that a clause is about, and who says so.

    Args:
        scene: the report.
        clause: the clause; its subject is the holder.

    Returns:
        Ids of the holders, and the id of the speaker where that is somebody else, else of whoever
        reports the speaker's words, or None.
    """
    cast, voice = scene.cast, clause.voice
    holders = tuple(dict.fromkeys(cast.party(actor) for actor in clause.actors))
    if voice.speaker is None or not holders:
        return holders, voice.outer
    own = all(
        cast.same_side(actor, voice.speaker) or cast.may_speak_for(voice.speaker, actor)
        for actor in clause.actors
    )
    told = len(holders) == 1 and not clause.group.perfect and cast.is_heard_for(voice.speaker, holders[0])
    return holders, voice.outer if own or told else voice.speaker


def speaker_of(scene: Scene, clause: Clause) -> tuple[str, ...]:
    """The party of whoever speaks, if somebody does."""
    speaker = clause.voice.speaker
    return (scene.cast.party(speaker),) if speaker is not None else ()


def is_own_side(scene: Scene, clause: Clause) -> bool:
    """Whether a clause is about the side that speaks, or about an actor in narration."""
    speaker = clause.voice.speaker
    if not clause.actors or speaker is None:
        return bool(clause.actors)
    if clause.voice.quoted and _says_we(clause) and _are_parties(scene, clause):
        return True
    cast = scene.cast
    return any(
        cast.same_side(actor, speaker) or cast.may_speak_for(speaker, actor) for actor in clause.actors
    )


def _says_we(clause: Clause) -> bool:
    """Whether a quotation says "we" or "our", so that a country or body in it may be the speaker's own."""
    attribution = clause.voice.attribution
    return attribution is not None and any(_WE.search(span.text) for span in attribution.content)


def _are_parties(scene: Scene, clause: Clause) -> bool:
    """Whether a clause is about one body, and the speaker is a person of whom no party is known."""
    speaker = scene.cast.actors.get(clause.voice.speaker or "")
    known = [scene.cast.actors.get(actor) for actor in clause.actors]
    return (
        speaker is not None
        and speaker.kind == "person"
        and not speaker.acts_for
        and len(known) == 1
        and known[0] is not None
        and known[0].kind in {"state", "organization"}
    )


def words_from(clause: Clause) -> int:
    """The index where the evidence of a clause begins: its subject, if that stands before it."""
    subject = clause.subject
    if subject is not None and not subject.relative and subject.end <= clause.group.start:
        return subject.start
    return clause.group.start


def positive(naming: Naming) -> Naming:
    """An issue without the negation that the polarity now says."""
    return replace(naming, negative=False)


def is_a_party(scene: Scene, clause: Clause) -> bool:
    """Whether a clause is about a body, or somebody who speaks for one."""
    known = [scene.cast.actors.get(scene.cast.party(actor)) for actor in clause.actors]
    return all(party is not None and party.kind in {"state", "organization", "group"} for party in known)


def turned_down(
    scene: Scene,
    clause: Clause,
    end: int,
    naming: Naming,
    who: tuple[tuple[str, ...], str | None],
    *,
    act: Act,
    pattern: str,
    confidence: float,
) -> PositionDraft:
    """A position against what was named: for it, where the name itself is the absence of something.

    Args:
        scene: the report.
        clause: whose words say so.
        end: index after the words.
        naming: what is turned down.
        who: ids of the holders, and via whom.
        act: what the words do, such as `deny`.
        pattern: the name of what was recognised.
        confidence: 0 to 1.
    """
    holders, via = who
    return PositionDraft(
        holders=holders,
        act=act,
        polarity="for" if naming.negative else "against",
        naming=positive(naming),
        evidence=scene.place(words_from(clause), end),
        voice=clause.voice,
        pattern=pattern,
        confidence=confidence,
        via=via,
    )
