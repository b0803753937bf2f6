"""Bodies that stand for others: a short name, a description or a capital, for the body with the same people.

Reports call one body by many names: "the Forum" and "the Lakeside Forum", "the growers' union" and its full
name, a state and its capital. Names alone don't say that they are one. Somebody who holds one office in both
does, where the names go together too: so "the Forum" stands for the body that its leader leads elsewhere.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from onrecord.model import Role
from onrecord.resolve.across_names import title_of
from onrecord.resolve.across_pairs import same_title
from onrecord.resolve.lexicon import lexicon, singular
from onrecord.resolve.names import is_demonym
from onrecord.resolve.naming import content_words
from onrecord.text.countries import country_of
from onrecord.text.folding import fold


@dataclass(frozen=True, slots=True)
class Told:
    """What one report says of somebody who acts for a body.

    Attributes:
        agent: number of who acts.
        principal: number of the body.
        name: what the report calls it.
        kind: what the report takes it for.
        aliases: its other forms there.
        offices: the offices that the agent holds in the report, with whom they are for.
    """

    agent: int
    principal: int
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    offices: tuple[Role, ...] = ()

    @property
    def titles(self) -> frozenset[str]:
        """The offices that the agent holds in this body."""
        return frozenset(title_of(role) for role in self.offices if role.for_ == self.name)


def stand_in(body: int, told: Sequence[Told], lands: Collection[int] = ()) -> int | None:
    """Find the body that another stands for.

    Args:
        body: its number.
        told: all that is told of those who act for it, of it and of other bodies.
        lands: the numbers of those bodies that are states with a people.

    Returns:
        The number of the one body that it stands for; None where there is none, or several may be meant.
    """
    of: dict[int, list[Told]] = defaultdict(list)
    for one in told:
        of[one.principal].append(one)
    if body in lands:
        return None

    def fits(one: int, other: int) -> bool:
        pairs = [(first, second) for first in of[one] for second in of[other] if first.agent == second.agent]
        return one not in lands and any(_stands_for(*pair, land=other in lands) for pair in pairs)

    fitting = [other for other in list(of) if other != body and fits(body, other)]
    # "the Forum", "the Lakeside Forum", "the Lakeside Forum of Torvik": the one that the others stand for.
    last = [other for other in fitting if not any(fits(other, third) for third in fitting if third != other)]
    return last[0] if len(last) == 1 else None


def _stands_for(one: Told, other: Told, *, land: bool) -> bool:
    """Whether what somebody is in two bodies, and their names, say that one stands for the other."""
    return _by_name(one, other) or _by_description(one, other) or (land and _as_seat(one, other))


def _same_office(one: Told, other: Told) -> bool | None:
    """Whether somebody holds one office in two bodies; None where an office isn't told."""
    if not one.titles or not other.titles:
        return None
    return any(same_title(first, second) for first in one.titles for second in other.titles)


def _by_name(one: Told, other: Told) -> bool:
    """Whether a name is a part of a fuller one: "the Forum" of "the Lakeside Forum"."""
    short, long = _words(one.name), _words(other.name)
    return (
        bool(short)
        and short < long
        and not _is_description(one.name)
        and _same_office(one, other) is not False
    )


def _by_description(one: Told, other: Told) -> bool:
    """Whether words that only describe a body fit a name: "the growers' union" the "Union of Hop Growers"."""
    if not _is_description(one.name) or _is_description(other.name) or not _same_office(one, other):
        return False
    mine, theirs = (singular(content_words(name)[-1]) for name in (one.name, other.name))
    heads = {singular(word) for word in content_words(other.name)} & lexicon().settled
    if one.kind == "group" or mine in lexicon().roles - lexicon().bodies:
        return other.kind == "organization"
    return mine in heads or mine == theirs or (mine in lexicon().open_bodies and not heads)


def _as_seat(one: Told, other: Told) -> bool:
    """Whether a place is where a state is ruled from: one minister is of both."""
    shared = one.titles & other.titles
    return _is_place(one) and any(title.split()[-1] not in lexicon().any_leader for title in shared if title)


def is_land(name: str, aliases: Iterable[str]) -> bool:
    """Whether a name is that of a state with a people: "Ostrava" beside "Ostravans".

    Args:
        name: as a report gives it.
        aliases: its other forms there.
    """
    return country_of(name) is not None or any(is_demonym(fold(alias), fold(name)) for alias in aliases)


def _is_place(one: Told) -> bool:
    last = content_words(one.name)[-1:]
    return one.kind == "state" or bool(last and last[0] in lexicon().seats)


def _is_description(name: str) -> bool:
    """Whether words are in small letters all: "the company", "The dockers"."""
    return bool(content_words(name)) and not any(
        word[:1].isupper() for word in name.removeprefix("The ").split()
    )


def _words(name: str) -> frozenset[str]:
    return frozenset(singular(word) for word in content_words(name))
