"""What can be asked of a ledger about issues, positions, conditions and events."""

from collections.abc import Sequence
from datetime import date

from onrecord.ledger import naming
from onrecord.ledger.settling import Questions
from onrecord.model import Act, EventStatus, Relation
from onrecord.store import claim_asking, claim_joining, joining
from onrecord.store import facets as facet_rows
from onrecord.store.claim_asking import AskedClaims
from onrecord.store.entries import Claims, ConditionEntry, EventEntry, IssueEntry, Page, PositionEntry
from onrecord.store.facets import Facet
from onrecord.store.last_words import busiest, last_words


class ClaimQuestions(Questions):
    """The questions; part of `Ledger`."""

    def positions(
        self,
        *,
        holder: str = "",
        issue: str = "",
        act: Act | str = "",
        via: str = "",
        as_of: date | None = None,
        search: str = "",
        report: str = "",
        limit: int | None = None,
        after: str = "",
    ) -> Page[PositionEntry]:
        """Who wants what, in order of the day it was stated, or published where that is unknown.

        Args:
            holder: words of a name or alias, in any case and with or without accents; or an actor's id.
            issue: words of a label or alias, in any form; or an issue's id.
            act: such as `demand` or `reject`.
            via: as `holder`, for who says that the holder holds it.
            as_of: in force on this day: stated by then, or possibly so, and not replaced by then.
            search: words of the evidence, in any form; words in double quotes stand together.
            report: id of a report.
            limit: how many at most; all unless given.
            after: `next` of the page before.
        """
        asked = AskedClaims(
            holder=holder, issue=issue, does=act, via=via, as_of=as_of, search=search, report=report
        )
        self._settle()
        with self._store.reading() as connection:
            return claim_asking.positions_page(connection, asked, limit, after)

    def standing(
        self,
        issues: Sequence[str] | None,
        *,
        as_of: date | None = None,
        words: int = 4,
        holders: Sequence[str] | None = None,
        in_all: int | None = None,
        bare: bool = False,
    ) -> list[PositionEntry]:
        """The last positions of each holder on each of some issues, in order of time; see `positions`.

        Args:
            issues: ids of issues, or None for all.
            as_of: as for `positions`.
            words: how many of each holder on each issue at most, the last ones.
            holders: ids of the actors whose words are wanted; all unless given.
            in_all: how many of all these at most, the last ones; all unless given.
            bare: for a matrix: without the words that they rest on, and of reports no more than ids and days.
        """
        self._settle()
        with self._store.reading() as connection:
            return last_words(connection, issues, as_of, words, holders, in_all, bare=bare)

    def positions_of(self, ids: Sequence[str]) -> list[PositionEntry]:
        """Some positions, in the order of their ids as given; those that are not there left out.

        Args:
            ids: theirs.
        """
        with self._store.reading() as connection:
            found = {one.record.id: one for one in claim_joining.claims_by_id(connection, ids)}
        return [found[id_] for id_ in ids if isinstance(found.get(id_), PositionEntry)]

    def busiest(
        self, issues: Sequence[str], most: int, *, as_of: date | None = None
    ) -> tuple[list[str], int]:
        """The ids of the holders who speak of most of some issues, and how many holders there are in all.

        Args:
            issues: ids of issues.
            most: how many holders at most.
            as_of: as for `positions`.
        """
        self._settle()
        with self._store.reading() as connection:
            return busiest(connection, issues, as_of, most)

    def held_back(self, most: int = 20) -> list[Facet]:
        """The steps that conditions are put on, as ids and labels, those with most conditions first.

        Args:
            most: how many at most.
        """
        with self._store.reading() as connection:
            return facet_rows.held_back(connection, most)

    def conditions(
        self,
        *,
        goal: str = "",
        requirement: str = "",
        issue: str = "",
        holder: str = "",
        relation: Relation | str = "",
        via: str = "",
        as_of: date | None = None,
        search: str = "",
        report: str = "",
        limit: int | None = None,
        after: str = "",
    ) -> Page[ConditionEntry]:
        """Who needs what before what, in the same order.

        Args:
            goal: the step that is held back: words of a label or alias, or an issue's id.
            requirement: the same, for what it waits for.
            issue: the same, for either.
            holder: whose condition it is; as for `positions`, like all that follows.
            relation: `requires` or `before`.
            via: who says that the holder holds it.
            as_of: in force on this day.
            search: words of the evidence.
            report: id of a report.
            limit: how many at most; all unless given.
            after: `next` of the page before.
        """
        asked = AskedClaims(
            step=goal,
            requirement=requirement,
            issue=issue,
            holder=holder,
            does=relation,
            via=via,
            as_of=as_of,
            search=search,
            report=report,
        )
        self._settle()
        with self._store.reading() as connection:
            return claim_asking.conditions_page(connection, asked, limit, after)

    def events(
        self,
        *,
        issue: str = "",
        status: EventStatus | str = "",
        actor: str = "",
        as_of: date | None = None,
        search: str = "",
        report: str = "",
        limit: int | None = None,
        after: str = "",
    ) -> Page[EventEntry]:
        """What the reports say has happened to steps, in the same order.

        Args:
            issue: the step: words of a label or alias, or an issue's id.
            status: such as `done` or `postponed`.
            actor: one of those who did it: words of a name or alias, or an actor's id.
            as_of: by this day, or possibly so.
            search: words of the evidence.
            report: id of a report.
            limit: how many at most; all unless given.
            after: `next` of the page before.
        """
        asked = AskedClaims(issue=issue, does=status, holder=actor, as_of=as_of, search=search, report=report)
        self._settle()
        with self._store.reading() as connection:
            return claim_asking.events_page(connection, asked, limit, after)

    def voices(self, issue: str, *, as_of: date | None = None) -> int:
        """How many holders want something of an issue.

        Args:
            issue: its id.
            as_of: as for `positions`.
        """
        return self.busiest([issue], 1, as_of=as_of)[1]

    def issues(self, *, search: str = "", limit: int | None = None, after: str = "") -> Page[IssueEntry]:
        """What is negotiated over, the issues with most claims first.

        Args:
            search: words of a label or alias, in any form; or an issue's id.
            limit: how many at most; all unless given.
            after: `next` of the page before.
        """
        with self._store.reading() as connection:
            return claim_asking.issues_page(connection, search, limit, after)

    def claims(self) -> Claims:
        """All actors, issues, positions, conditions and events as records, their ids those of the ledger."""
        self._settle()
        with self._store.reading() as connection:
            return Claims(
                actors=tuple(entry.actor for entry in joining.all_actors(connection)),
                issues=tuple(entry.issue for entry in claim_joining.all_issues(connection)),
                positions=tuple(entry.position for entry in claim_joining.all_claims(connection, "position")),
                conditions=tuple(
                    entry.condition for entry in claim_joining.all_claims(connection, "condition")
                ),
                events=tuple(entry.event for entry in claim_joining.all_claims(connection, "event")),
            )

    def similar_names(self, name: str, kind: naming.Kind = "actor", *, limit: int = 3) -> tuple[str, ...]:
        """Names in the ledger that are written like one, for "did you mean".

        Args:
            name: what was looked for.
            kind: `actor` or `issue`.
            limit: how many at most.

        Returns:
            Names, the likest first; none where nothing is like it.
        """
        with self._store.reading() as connection:
            return naming.similar(connection, name, kind, limit)
