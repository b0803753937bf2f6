"""What an actor looks like that is joined of several reports' actors.

It is worked out of two actors at a time, never of counts or the order they came in: the same reports give
the same actors however they are added.
"""

from collections.abc import Iterable
from dataclasses import replace

from onrecord.model import Actor, ActorKind, Role
from onrecord.resolve.lexicon import lexicon, singular
from onrecord.text.countries import country_of
from onrecord.text.folding import fold


def joined(one: Actor, other: Actor) -> Actor:
    """Two actors that are one, as one.

    Joining is associative, commutative and idempotent, so members can come in any order, and more than once.

    Args:
        one: an actor of a report, or some already joined.
        other: another.

    Returns:
        The smaller id, the fullest name, all aliases and roles, the higher confidence; of the kinds that
        reports take it for, a state where it is called by the name of one, or by a land's and its people's.
        `acts_for` is left out: it names actors of one report, and is kept with them.
    """
    aliases = {*one.aliases, *other.aliases, one.name, other.name}
    kind = min(one.kind, other.kind, key=_KINDS.index)
    name = max(one.name, other.name, key=_fullness)
    if kind != "person":
        # From the aliases, not the two names: a name that gave way to a fuller one must count in any order.
        countries = sorted(filter(_is_country, aliases))
        lands = [] if countries else _lands(aliases)
        if countries:
            kind, name = "state", countries[0]
        elif lands and any(map(_is_of_a_body, aliases)):
            kind, name = "organization", max(aliases, key=_fullness)
        elif lands:
            kind, name = "state", lands[0]
    if kind == "state":
        name = _land(name, aliases)
    return replace(
        one,
        id=min(one.id, other.id),
        name=name,
        kind=kind,
        aliases=tuple(sorted(aliases)),
        acts_for=(),
        roles=tuple(sorted({*one.roles, *other.roles}, key=_role_order)),
        confidence=max(one.confidence, other.confidence),
        judged=one.judged or other.judged,
    )


# What some reports take for a place and others for a body is a body; one word may be taken for a person.
_KINDS: tuple[ActorKind, ...] = ("organization", "state", "group", "person", "unnamed")


# What makes a people, or an adjective, of a land's name.
_LEAST_LAND = 4
_OF_A_PEOPLE = ("n", "ns", "an", "ans", "ian", "ians", "ese", "ish", "i", "is")


def _land(name: str, aliases: Iterable[str]) -> str:
    """A state's own name where the fullest is that of its people: "Ardovia" for "Ardovians"."""
    lands = [alias for alias in aliases if name in {alias + ending for ending in _OF_A_PEOPLE}]
    return min(lands, key=lambda alias: (len(alias), alias), default=name)


def _lands(aliases: Iterable[str]) -> list[str]:
    """The single words whose people have a name too, the shortest first: "Ardovia" beside "Ardovian"."""
    every = set(aliases)
    found = [
        one
        for one in every
        if one.isalpha() and len(one) >= _LEAST_LAND and any(one + ending in every for ending in _OF_A_PEOPLE)
    ]
    return sorted(found, key=lambda one: (len(one), one))


def _is_of_a_body(name: str) -> bool:
    """Whether a name ends as those of bodies do: "Ardovian Growers' League"."""
    words = fold(name).split()
    return len(words) > 1 and singular(words[-1]) in lexicon().bodies


def _is_country(name: str) -> bool:
    found = country_of(name)
    return found is not None and found[0] == name


def alone(actor: Actor) -> Actor:
    """An actor of one report as an actor of the ledger with no other member."""
    return joined(actor, actor)


def _fullness(name: str) -> tuple[bool, int, int, str]:
    """What is no description and no shouting first, then longer names, those with accents, by letters."""
    plain = name[:1].isupper() and " of " not in name and not (name.isupper() and " " in name)
    accented = 0 if name.isascii() else sum(not letter.isascii() for letter in name)
    return plain, len(name), accented, name


def _role_order(role: Role) -> tuple[str, str, str, str]:
    return role.title, role.for_, str(role.earliest or ""), str(role.latest or "")
