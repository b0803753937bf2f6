"""Records after a small change: what differs is kept beside what there was, and nothing is copied."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence, Set
from heapq import merge
from itertools import chain
from operator import attrgetter
from typing import TypeVar, overload

from onrecord.model import Condition, Position

Key = TypeVar("Key")
Value = TypeVar("Value", covariant=True)
Some = TypeVar("Some", bound=Position | Condition)


class Overlaid(Mapping[Key, Value]):
    """A mapping with other values for some keys.

    Args:
        base: the mapping as it was; it doesn't change.
        gone: keys that are no longer in it, but for those in `now`.
        now: values that are new, or in the place of others.
    """

    def __init__(self, base: Mapping[Key, Value], gone: Set[Key], now: Mapping[Key, Value]) -> None:
        self._base, self._gone, self._now = base, gone, now

    def __getitem__(self, key: Key) -> Value:
        if key in self._now:
            return self._now[key]
        if key in self._gone:
            raise KeyError(key)
        return self._base[key]

    def __contains__(self, key: object) -> bool:
        return key in self._now or (key not in self._gone and key in self._base)

    def __iter__(self) -> Iterator[Key]:
        yield from (key for key in self._base if key not in self._gone and key not in self._now)
        yield from self._now

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Replaced(Sequence[Some]):
    """Records with others in the places of some, and more at the end.

    Args:
        base: the records as they were.
        now: those that stand in the place of others, by their places.
        more: those that come after all.
    """

    def __init__(self, base: Sequence[Some], now: Mapping[int, Some], more: Sequence[Some]) -> None:
        self._base, self._now, self._more = base, now, more

    def __iter__(self) -> Iterator[Some]:
        there = (self._now.get(place, one) for place, one in enumerate(self._base))
        return chain(there, self._more)

    def __len__(self) -> int:
        return len(self._base) + len(self._more)

    @overload
    def __getitem__(self, place: int) -> Some: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Some]: ...
    def __getitem__(self, place: int | slice) -> Some | Sequence[Some]:
        return tuple(self)[place]


class Exchanged(Iterable[Some]):
    """Records in the order of their ids without some, and with others.

    Args:
        base: the records as they were, in the order of their ids.
        gone: ids of those that are left out.
        new: the others, in whatever order.
    """

    def __init__(self, base: Iterable[Some], gone: Container[str], new: Iterable[Some]) -> None:
        self._base, self._gone = base, gone
        self._new = sorted(new, key=attrgetter("id"))

    def __iter__(self) -> Iterator[Some]:
        left = (one for one in self._base if one.id not in self._gone)
        return merge(left, self._new, key=attrgetter("id"))
