"""Issues as the tracking takes them, read once while a ledger is settled, and the frames that they make."""

from collections.abc import Iterable, Mapping, Set

from sqlalchemy import Connection

from onrecord.model import Actor, Issue
from onrecord.store import standing
from onrecord.track.frames import Frame
from onrecord.track.matters import neighbours


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
        self._near: Mapping[str, Mapping[str, int]] = {}
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
        """Find what is one matter among some issues, for all frames of these that are asked for."""
        self._wide = set(scope)
        self.load(self._wide)
        there = [self._records[number] for number in sorted(self._wide) if number in self._records]
        self._near = neighbours(there)

    def around(self, issue: int) -> set[int]:
        """The issues that are one matter with an issue, itself among them."""
        self.load({issue})
        return {self.numbers[id_] for id_ in self._near.get(self.ids[issue], (self.ids[issue],))}

    def frame(self, scope: Set[int], actors: Mapping[str, Actor] | None = None) -> Frame:
        """A frame of some issues at least; who acts for whom is told by `actors`, else all for themselves."""
        if not scope <= self._wide:
            self.widen(self._wide | scope)
        return Frame(actors or {}, self._near)

    def _put(self, found: Iterable[tuple[int, Issue]]) -> None:
        for number, issue in found:
            self.ids[number] = issue.id
            self.numbers[issue.id] = number
            self._records[number] = issue
