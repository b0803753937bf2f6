"""Issues as the tracking takes them, read once while a ledger is settled, and the frames that they make."""

from collections.abc import Iterable, Mapping, Set

from sqlalchemy import Connection

from onrecord.model import Actor, Issue
from onrecord.store import matters, standing
from onrecord.store.standing import Done
from onrecord.track.frames import Frame
from onrecord.track.matters import Neighbours


class Issues:
    """The issues read so far.

    Attributes:
        ids: of issues, by number.
        numbers: of issues, by id.
        actors: those read on the way, by id.
    """

    def __init__(self, connection: Connection) -> None:
        self.ids: dict[int, str] = {}
        self.numbers: dict[str, int] = {}
        self._connection = connection
        self._records: dict[int, Issue] = {}
        self._every: set[int] = set()
        self._wide: set[int] = set()
        self._near = Neighbours()
        self._nearby: dict[int, set[int]] = {}
        self._done: dict[int, Done] = {}
        self.actors: dict[str, Actor] = {}

    def load(self, numbers: Iterable[int]) -> None:
        """Read some issues, those that were not."""
        missing = set(numbers) - self.ids.keys()
        if missing:
            self._put(standing.bare_issues(self._connection, missing))

    def every(self) -> set[int]:
        """Read all issues; give their numbers."""
        if not self._every:
            self._put(standing.bare_issues(self._connection, None))
            self._every = set(self.ids)
            self.widen(self._every)
        return self._every

    def widen(self, scope: Iterable[int]) -> None:
        """Find what is one matter among some more issues, for all frames of these that are asked for."""
        new = set(scope) - self._wide
        self._wide |= new
        self.load(new)
        self._near.add(self._records[number] for number in sorted(new) if number in self._records)

    def nearby(self, numbers: Iterable[int]) -> set[int]:
        """The issues that may be one matter with some, these among them; see `store.matters`."""
        wanted = set(numbers)
        missing = wanted - self._nearby.keys()
        if missing:
            self._nearby |= matters.neighbours(self._connection, missing)
        return {other for number in wanted for other in self._nearby[number]}

    def done(self, numbers: Iterable[int]) -> Done:
        """What reports say has been done at some issues, and which of these somebody denies something of."""
        wanted = set(numbers)
        missing = wanted - self._done.keys()
        if missing:
            self.load(missing)
            self._done |= standing.load_done(self._connection, missing, self.ids)
        parts = [self._done[number] for number in sorted(wanted)]
        denied = {id_ for part in parts for id_ in part.denied}
        return Done([event for part in parts for event in part.events if event.issue not in denied], denied)

    def around(self, issue: int) -> set[int]:
        """The issues that are one matter with an issue, itself among them."""
        self.load({issue})
        return {self.numbers[id_] for id_ in self._near.near.get(self.ids[issue], (self.ids[issue],))}

    def frame(self, scope: Set[int], actors: Mapping[str, Actor] | None = None) -> Frame:
        """A frame of some issues at least; who acts for whom is told by `actors`, else all for themselves."""
        self.widen(scope)
        return Frame(actors or {}, self._near.near)

    def _put(self, found: Iterable[tuple[int, Issue]]) -> None:
        for number, issue in found:
            self.ids[number] = issue.id
            self.numbers[issue.id] = number
            self._records[number] = issue
