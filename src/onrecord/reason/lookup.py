"""Where the records of a material are: a small change looks up what it touches, and reads nothing else."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from onrecord.model import Condition, Position
from onrecord.reason.question import Material

Record = Position | Condition


class Lookup:
    """The places of a material's records.

    Args:
        material: the records.

    Attributes:
        positions: the place of each position, by its id.
        conditions: likewise.
        events: the ids of the events.
        unique: whether every position and condition has an id of its own.
    """

    def __init__(self, material: Material) -> None:
        self.material = material
        self.positions = {one.id: place for place, one in enumerate(material.positions)}
        self.conditions = {one.id: place for place, one in enumerate(material.conditions)}
        self.events = frozenset(one.id for one in material.events)
        every = len(material.positions) + len(material.conditions)
        self.unique = len(self.positions.keys() | self.conditions.keys()) == every
        self._said = _by_pair((one.holder, one.issue) for one in material.positions)
        self._terms = _by_pair((one.holder, one.step) for one in material.conditions)

    def __contains__(self, id_: str) -> bool:
        return id_ in self.positions or id_ in self.conditions or id_ in self.events

    def records(self, ids: Iterable[str]) -> Iterator[Record]:
        """The positions and conditions with some ids; there needn't be any."""
        for id_ in ids:
            if id_ in self.positions:
                yield self.material.positions[self.positions[id_]]
            elif id_ in self.conditions:
                yield self.material.conditions[self.conditions[id_]]

    def said_at(self, holder: str, issue: str) -> Sequence[int]:
        """The places of what somebody says of an issue."""
        return self._said.get((holder, issue), ())

    def said(self, holder: str, issue: str) -> list[Position]:
        """What somebody says of an issue."""
        return [self.material.positions[place] for place in self.said_at(holder, issue)]

    def terms_at(self, holder: str, step: str) -> Sequence[int]:
        """The places of the conditions that somebody puts on a step."""
        return self._terms.get((holder, step), ())

    def terms(self, holder: str, step: str) -> list[Condition]:
        """The conditions that somebody puts on a step."""
        return [self.material.conditions[place] for place in self.terms_at(holder, step)]


def _by_pair(pairs: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], list[int]]:
    """The places of each pair."""
    found: dict[tuple[str, str], list[int]] = {}
    for place, pair in enumerate(pairs):
        found.setdefault(pair, []).append(place)
    return found
