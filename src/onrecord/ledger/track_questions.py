"""What can be asked of a ledger about what only several reports together show."""

from collections.abc import Iterable, Sequence
from datetime import date

from onrecord.ledger.settling import Questions
from onrecord.model import ChangeKind, ConflictKind
from onrecord.store import track_asking
from onrecord.store.entries import ChangeEntry, ConflictEntry, CopyEntry, Page, UtteranceEntry


class TrackQuestions(Questions):
    """The questions; part of `Ledger`."""

    def utterances(
        self,
        *,
        speaker: str = "",
        since: date | None = None,
        until: date | None = None,
        search: str = "",
        several: bool = False,
        limit: int | None = None,
        after: str = "",
    ) -> Page[UtteranceEntry]:
        """Acts of speaking, each with every statement of it, in order of the day they were said.

        Args:
            speaker: words of a name or alias, in any case and with or without accents; or an actor's id.
            since: on this day or later, or possibly so; what nothing dates is left out.
            until: on this day or earlier, likewise.
            search: words of one of its statements, in any form.
            several: only those that more than one report carries.
            limit: how many at most; all unless given.
            after: `next` of the page before.
        """
        self._settle()
        with self._store.reading() as connection:
            return track_asking.utterances_page(
                connection,
                speaker=speaker,
                since=since,
                until=until,
                search=search,
                several=several,
                limit=limit,
                after=after,
            )

    def last_spoken(self, speakers: Sequence[str], *, most: int = 20) -> list[UtteranceEntry]:
        """The last acts of speaking of each of some speakers, in order of the day; see `utterances`.

        Args:
            speakers: ids of actors.
            most: how many of each at most.
        """
        self._settle()
        with self._store.reading() as connection:
            return track_asking.last_spoken(connection, speakers, most)

    def changes(
        self,
        *,
        holder: str = "",
        issue: str = "",
        kind: ChangeKind | str = "",
        since: date | None = None,
        limit: int | None = None,
        after: str = "",
    ) -> Page[ChangeEntry]:
        """Who moved, in order of the day of the later statement.

        Args:
            holder: words of a name or alias, or an actor's id.
            issue: words of a label or alias, or an issue's id.
            kind: `reversed`, `softened`, `hardened` or `withdrawn`.
            since: on this day or later, or possibly so.
            limit: how many at most; all unless given.
            after: `next` of the page before.
        """
        self._settle()
        with self._store.reading() as connection:
            return track_asking.changes_page(
                connection, holder=holder, issue=issue, kind=kind, since=since, limit=limit, after=after
            )

    def moving(self, positions: Iterable[str]) -> set[str]:
        """Those of some positions by which their holder moved.

        Args:
            positions: their ids.
        """
        self._settle()
        with self._store.reading() as connection:
            return track_asking.ending_in(connection, positions)

    def conflicts(
        self,
        *,
        issue: str = "",
        kind: ConflictKind | str = "",
        since: date | None = None,
        limit: int | None = None,
        after: str = "",
    ) -> Page[ConflictEntry]:
        """What stands against each other, in order of the day of the later of the two.

        Args:
            issue: words of a label or alias, or an issue's id.
            kind: `opposed`, `denial` or `conflicting_reports`.
            since: on this day or later.
            limit: how many at most; all unless given.
            after: `next` of the page before.
        """
        self._settle()
        with self._store.reading() as connection:
            return track_asking.conflicts_page(
                connection, issue=issue, kind=kind, since=since, limit=limit, after=after
            )

    def latest(
        self, most: int, *, since: date | None = None
    ) -> tuple[list[ChangeEntry], list[ConflictEntry]]:
        """The last changes and the last conflicts, the latest first.

        Args:
            most: how many of each at most.
            since: none of before this day.
        """
        self._settle()
        with self._store.reading() as connection:
            return track_asking.latest(connection, since, most)

    def copies(self, *, outlet: str = "", limit: int | None = None, after: str = "") -> Page[CopyEntry]:
        """Reports that carry another's text, with that other, in order of the day they were published.

        Args:
            outlet: words of the copy's outlet.
            limit: how many at most; all unless given.
            after: `next` of the page before.
        """
        with self._store.reading() as connection:
            return track_asking.copies_page(connection, outlet=outlet, limit=limit, after=after)
