"""From a report's cast to actors and mentions, with ids that rest on words and not on numbers."""

from collections import Counter
from collections.abc import Sequence

from onrecord.model import ActingFor, Actor, Mention, Role, Span, stable_id
from onrecord.resolve.cast import Cast, Member
from onrecord.resolve.pronouns import GENDERS, PLURAL, SPEAKERS, THINGS
from onrecord.resolve.scene import Place

_PRONOUNS = frozenset([*GENDERS, *PLURAL, *THINGS, *SPEAKERS])


def actor_ids(report: str, cast: Cast) -> dict[int, str]:
    """The ids of a cast's members.

    Args:
        report: the report's id.
        cast: its cast.

    Returns:
        For each member's number a hash of the report and the words of its first mention, with their
        occurrence where two members share them.
    """
    seen: Counter[str] = Counter()
    ids: dict[int, str] = {}
    for member in sorted(cast.present, key=lambda each: (each.first, each.number)):
        words = member.first_words
        ids[member.number] = stable_id("actor", report, words, str(seen[words]))
        seen[words] += 1
    return ids


def actors_of(cast: Cast, ids: dict[int, str]) -> tuple[Actor, ...]:
    """The members of a cast as actors, in the order of their first mention."""
    ordered = sorted(cast.present, key=lambda each: (each.first, each.number))
    return tuple(_actor(member, cast, ids) for member in ordered)


def _actor(member: Member, cast: Cast, ids: dict[int, str]) -> Actor:
    forms = {form for form in (*member.forms, member.name) if form.lower() not in _PRONOUNS}
    roles = []
    for office in member.offices:
        for_ = (
            cast.members[cast.current(office.owner)].name if office.owner is not None else office.owner_words
        )
        role = Role(office.title, for_ if for_ != member.name else "")
        if office.title and role not in roles:
            roles.append(role)
    return Actor(
        id=ids[member.number],
        name=member.name,
        kind=member.kind,
        aliases=tuple(sorted(forms)),
        acts_for=tuple(ActingFor(ids[cast.current(number)]) for number in member.acts_for),
        roles=tuple(roles),
        confidence=0.95 if member.kind != "unnamed" else 0.9,
    )


def mentions_of(
    text: str, mentions: Sequence[tuple[Place, int, float]], ids: dict[int, str]
) -> tuple[Mention, ...]:
    """Mentions as records, in order."""
    return tuple(
        Mention(Span.of(text, start, end), ids[member], round(confidence, 3))
        for (start, end), member, confidence in mentions
        if start < end
    )
