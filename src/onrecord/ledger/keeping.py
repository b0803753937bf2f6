"""What was worked out from ledgers, kept as long as they stay as they are: a second question costs less.

Bounded: the charts of a few ledgers, and of claims no more than so many. Threads may share it.
"""

import gc
from collections import OrderedDict
from collections.abc import Callable
from threading import Event, Lock
from typing import Generic, TypeVar

from sqlalchemy import Connection

from onrecord.ledger.charts import Chart, chart_of
from onrecord.ledger.grounds import Grounds, grounds_at
from onrecord.ledger.in_force import know_refusals
from onrecord.ledger.slicing import around, closed
from onrecord.store.engine import Store
from onrecord.store.garbage import rarely_collected
from onrecord.store.state import state_of

CHARTS = 4
GOALS = 10_000  # that were asked about
SLICES = 100_000  # matters of all together
LARGE = 20_000  # claims: a slice that has as many is not read apart from the others
SETTLED = 50_000  # claims: grounds of as many are kept out of the collection of garbage
RECORDS = 300_000  # claims of all grounds together; one takes about a kilobyte

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """The values asked for last, up to a weight of all of them together.

    Args:
        most: the weight.
        weight: of one value.
    """

    def __init__(self, most: int, weight: Callable[[Value], int]) -> None:
        self.most, self.weight = most, weight
        self.values: OrderedDict[tuple[str, ...], Value] = OrderedDict()
        self.lock = Lock()

    def get(self, key: tuple[str, ...], make: Callable[[], Value]) -> Value:
        """The value of a key, made if it isn't there. Two threads may make it at once; one is kept."""
        with self.lock:
            if key in self.values:
                self.values.move_to_end(key)
                return self.values[key]
        made = make()
        with self.lock:
            for former in [one for one in self.values if one[0] == key[0] and one[1] != key[1]]:
                del self.values[former]  # of a state that the ledger is no longer in
            self.values[key] = made
            while len(self.values) > 1 and sum(map(self.weight, self.values.values())) > self.most:
                self.values.popitem(last=False)
        return made


_charts: Kept[Chart] = Kept(CHARTS, lambda _: 1)
_around: Kept[frozenset[str]] = Kept(GOALS, lambda _: 1)
_slices: Kept[frozenset[str]] = Kept(SLICES, len)
_grounds: Kept[Grounds] = Kept(RECORDS, lambda one: one.size)
_large = Event()


def chart(store: Store, connection: Connection) -> Chart:
    """The chart of a ledger as a transaction sees it."""

    def made() -> Chart:
        with rarely_collected():
            return chart_of(connection)

    return _charts.get(_key(store, connection), made)


def grounds(store: Store, connection: Connection, goal: str) -> Grounds:
    """What bears on a goal, as a transaction sees it; goals that hang together share it.

    Whatever else is there, the answer is the same: so all that is large is read once, with everything.

    Args:
        store: the ledger's.
        connection: of the transaction.
        goal: id of a matter.
    """
    drawn = chart(store, connection)
    state = _key(store, connection)

    def sliced() -> frozenset[str]:
        near = around(drawn, goal)
        if sum(drawn.claims[matter] for matter in near) >= LARGE:
            return _slices.get((*state, ""), lambda: frozenset(drawn.issues))
        return _slices.get((*state, *sorted(near)), lambda: closed(connection, drawn, near))

    matters = _around.get((*state, goal), sliced)

    def made() -> Grounds:
        with rarely_collected():
            found = grounds_at(connection, drawn, matters)
            if matters == drawn.issues.keys():
                know_refusals(drawn, found.material.positions)
        if found.size >= SETTLED:
            _large.set()
        return found

    return _grounds.get((*state, *sorted(matters)), made)


def set_apart() -> None:
    """After a question that read a large ledger, keep what there is out of the collection of garbage.

    None of what is kept here is in a circle: it goes when nothing asks for it any more. Yet each full
    collection would walk through all of it, for seconds, in the middle of somebody's question. What was set
    apart before is collected first, so that no circle, of whoever's making, is kept for longer than that.
    """
    if _large.is_set():
        _large.clear()
        gc.unfreeze()
        gc.collect()
        gc.freeze()


def _key(store: Store, connection: Connection) -> tuple[str, str]:
    return str(store.place), state_of(connection)
