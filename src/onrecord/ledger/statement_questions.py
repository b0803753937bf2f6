"""What can be asked of a ledger about who said what."""

from datetime import date

from onrecord.ledger.settling import Questions
from onrecord.model import Act, AttributionKind
from onrecord.store import asking
from onrecord.store import facets as facet_rows
from onrecord.store.entries import AttributionEntry, Page
from onrecord.store.facets import Facets


class StatementQuestions(Questions):
    """The questions; part of `Ledger`."""

    def attributions(
        self,
        *,
        speaker: str = "",
        outlet: str = "",
        since: date | None = None,
        until: date | None = None,
        search: str = "",
        report: str = "",
        kind: AttributionKind | str = "",
        issue: str = "",
        act: Act | str = "",
        limit: int | None = None,
        after: str = "",
    ) -> Page[AttributionEntry]:
        """Who said what, in order of the day it was said, or published where that is unknown.

        Args:
            speaker: words of a name or alias, in any case and with or without accents; or an actor's id.
            outlet: words of the outlet's name.
            since: on this day or later, or possibly so; what nothing dates is left out.
            until: on this day or earlier, likewise.
            search: words of the content, in any form; words in double quotes stand together.
            report: id of a report.
            kind: `direct`, `indirect` or `mixed`.
            issue: words of the label or an alias of an issue that is spoken of, or its id.
            act: what is done in it, such as `demand`.
            limit: how many at most; all unless given.
            after: `next` of the page before.
        """
        asked = asking.Asked(
            speaker=speaker,
            outlet=outlet,
            since=since,
            until=until,
            search=search,
            report=report,
            kind=kind,
            issue=issue,
            act=act,
        )
        if issue:
            self._settle()
        with self._store.reading() as connection:
            return asking.attributions_page(connection, asked, limit, after)

    def facets(
        self,
        *,
        speaker: str = "",
        outlet: str = "",
        since: date | None = None,
        until: date | None = None,
        search: str = "",
        kind: AttributionKind | str = "",
        issue: str = "",
        act: Act | str = "",
        most: int = 12,
    ) -> Facets:
        """What the attributions that answer a question could be narrowed by; see `attributions`.

        Args:
            speaker: as for `attributions`.
            outlet: as for `attributions`.
            since: as for `attributions`.
            until: as for `attributions`.
            search: as for `attributions`.
            kind: as for `attributions`.
            issue: as for `attributions`.
            act: as for `attributions`.
            most: how many values of each to give.
        """
        asked = asking.Asked(
            speaker=speaker,
            outlet=outlet,
            since=since,
            until=until,
            search=search,
            kind=kind,
            issue=issue,
            act=act,
        )
        if issue:
            self._settle()
        with self._store.reading() as connection:
            return facet_rows.facets(connection, asked, most)
