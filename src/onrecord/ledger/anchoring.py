"""What a new judgement holds on to: the words of each record that it is about, and what it was known as."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from onrecord.consolidation import judged_issues
from onrecord.consolidation.anchoring import Places
from onrecord.consolidation.issues import form_of
from onrecord.consolidation.judged_issues import ALONE, JUDGED, KEY, WORDING, IssueDecisions
from onrecord.errors import UsageError
from onrecord.ledger import looking
from onrecord.model import Anchor
from onrecord.model.judgements import SPEAKER
from onrecord.resolve.across import marked
from onrecord.resolve.across_names import as_text, from_text
from onrecord.store import anchors, issues
from onrecord.store.anchors import Form, Member
from onrecord.store.entries import ActorEntry
from onrecord.text.folding import fold

AT_MOST = 2  # places for each profile: one may be taken down


def of_records(connection: Connection, subject: str) -> list[Anchor]:
    """The words of a statement, claim, utterance, change or conflict."""
    if subject.startswith("att-"):
        return anchors.of_attributions(connection, [subject])
    if subject.startswith(("cha-", "cfl-")):
        return [
            anchor
            for side, id_ in anchors.claims_of(connection, subject)
            for anchor in anchors.of_claims(connection, [id_], side)
        ]
    return anchors.of_claims(connection, [subject])


def of_utterances(connection: Connection, subject: Sequence[str], out: Sequence[str] = ()) -> list[Anchor]:
    """The statements of utterances, each utterance a side; of one that is split, what goes is the second.

    Args:
        connection: of a transaction.
        subject: ids of utterances.
        out: ids of statements, or of their reports, that go.

    Raises:
        UsageError: nothing goes, or nothing stays.
    """
    found = [
        anchor
        for side, id_ in enumerate(subject)
        for anchor in anchors.of_attributions(connection, anchors.attributions_of(connection, id_), side)
    ]
    if out:
        found = [replace(one, side=int(one.known_as in out or one.report in out)) for one in found]
        if len({one.side for one in found}) < 2:
            raise UsageError(
                f"Nothing of {subject[0]} would go, or all.", "Give the ids of the statements that go."
            )
    return found


def of_actor(connection: Connection, actor: str, side: int = 0) -> list[Anchor]:
    """The mentions of an actor, two for each of its profiles.

    Args:
        connection: of a transaction.
        actor: its id.
        side: what the anchors stand for.
    """
    return _of_members(anchors.members_of(connection, actor), side)


def of_parted_actor(connection: Connection, actor: str, out: Sequence[str], judgement: str) -> list[Anchor]:
    """An actor's mentions in two: what stays, and what goes.

    Args:
        connection: of a transaction.
        actor: its id.
        out: what goes: names that reports give it, or ids of reports or of statements of it.
        judgement: id of the judgement; marks those that go where others of the same profile stay.

    Raises:
        UsageError: nothing goes, or nothing stays.
    """
    every = anchors.members_of(connection, actor)
    names = {fold(one) for one in out}
    spoken = {id_ for one in out if one.startswith("att-") for id_ in anchors.speakers_of(connection, one)}
    gone = [
        member
        for member in every
        if member.report in out or member.id in out or member.id in spoken or fold(member.name) in names
    ]
    if not gone:
        gone = [member for member in every if names & set(map(fold, member.aliases))]
    stay = [member for member in every if member not in gone]
    if not gone or not stay:
        known = ", ".join(sorted({member.name for member in every})[:8])
        raise UsageError(
            f"{'Nothing' if not gone else 'All'} of {actor} would go.",
            f"Say which part goes: one of its names ({known}), or reports or statements of it.",
        )
    kept = {member.profile for member in stay}
    found = _of_members(stay, 0)
    for member in gone:
        if not member.profile:
            continue
        if member.profile in kept:
            found.append(_anchor(member, 1, as_text(marked(from_text(member.profile), judgement))))
    return found + _of_members([member for member in gone if member.profile not in kept], 1)


def of_speaker(connection: Connection, value: Any) -> tuple[dict[str, str], list[Anchor]]:
    """Whom a judgement names as a speaker: as its value, and what it is held on to by.

    Args:
        connection: of a transaction.
        value: an actor's id or the beginning of it, a name, or a mapping with `actor` or `name`.

    Returns:
        `actor` (an id, or empty for one that the ledger doesn't have), `name` and `kind`; and anchors, none
        where the name alone says who it is.

    Raises:
        UsageError: it is none of these.
    """
    named = value.get("actor") or value.get("name") if isinstance(value, dict) else value
    if not isinstance(named, str) or not named.strip():
        raise UsageError(f"{value!r} is no speaker.", "Give an actor's id, or a name.")
    named = named.strip()
    id_ = _actor_called(connection, named)
    if id_ is None:
        kind = value.get("kind") if isinstance(value, dict) else None
        return {"actor": "", "name": named, "kind": kind or "person"}, []
    entry = looking.record(connection, id_)
    assert isinstance(entry, ActorEntry)
    actor = entry.actor
    told = {"actor": actor.id, "name": actor.name, "kind": actor.kind}
    return told, of_actor(connection, actor.id, SPEAKER)


def of_issue(connection: Connection, issue: str, side: int = 0) -> list[Anchor]:
    """The keys of an issue, each with a place where it is named."""
    return _of_forms(anchors.forms_of(connection, issue), side, judged_issues.load(connection))


def of_parted_issue(connection: Connection, issue: str, out: Sequence[str]) -> list[Anchor]:
    """An issue's wordings in two: what stays, and what goes.

    Args:
        connection: of a transaction.
        issue: its id.
        out: wordings that go.

    Raises:
        UsageError: nothing goes, or nothing stays.
    """
    every = anchors.forms_of(connection, issue)
    named = {fold(one) for one in out}
    gone = [form for form in every if fold(form.label) in named]
    stay = [form for form in every if form not in gone]
    if not gone or not stay:
        known = ", ".join(sorted({form.label for form in every})[:8])
        raise UsageError(
            f"{'Nothing' if not gone else 'All'} of {issue} would go.",
            f"Say which part goes, by its wordings: {known}.",
        )
    decided = judged_issues.load(connection)
    return [*_of_forms(stay, 0, decided, wordings=True), *_of_forms(gone, 1, decided, wordings=True)]


def _actor_called(connection: Connection, named: str) -> str | None:
    if named.startswith("act-"):
        return looking.full_id(connection, named, "actor")
    found = anchors.actors_called(connection, named)
    if len(found) > 1:
        raise UsageError(
            f"{named} may be any of {len(found)} actors: {', '.join(found[:5])}.", "Give the id of one."
        )
    return found[0] if found else None


def _of_members(members: Sequence[Member], side: int) -> list[Anchor]:
    found: list[Anchor] = []
    seen: dict[str, int] = {}
    for member in members:
        known_as = member.profile or Places.own_profile(member.id)
        seen[known_as] = seen.get(known_as, 0) + 1
        if seen[known_as] <= AT_MOST:
            found.append(_anchor(member, side, known_as))
    return found


def _anchor(member: Member, side: int, known_as: str) -> Anchor:
    return Anchor(member.report, member.words, member.start, side, known_as)


def _of_forms(
    forms: Sequence[Form], side: int, decided: IssueDecisions, *, wordings: bool = False
) -> list[Anchor]:
    found: dict[str, Anchor] = {}
    for form in forms:
        record = issues.issue_record(form.row)
        keys = [key for key in decided.keys(record, form_of(record)[1]) if not key.startswith(JUDGED)]
        known = [f"{KEY}{key}" for key in keys] or [f"{ALONE}{form.id}"]
        if wordings:
            known.append(f"{WORDING}{fold(record.label)}")
        for one in known:
            found.setdefault(one, Anchor(form.report, form.words, form.start, side, one))
    return list(found.values())
