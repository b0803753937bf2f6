"""The ledger: the one object that people, commands and pages work with."""

import getpass
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from onrecord.errors import UsageError
from onrecord.late import Late
from onrecord.ledger import adding, judging, looking, upkeep
from onrecord.ledger.added import Added
from onrecord.ledger.corrections import CorrectionQuestions
from onrecord.ledger.goal_questions import GoalQuestions
from onrecord.ledger.judging import Process
from onrecord.ledger.likeness import LikenessQuestions
from onrecord.ledger.picturing import Picturing
from onrecord.ledger.reviewing import Reviewing
from onrecord.ledger.statement_questions import StatementQuestions
from onrecord.ledger.watching import Watching
from onrecord.model import Judgement, Report, Verdict
from onrecord.read.given import Given, Limits, Problem
from onrecord.store import asking, checking, engine, schema
from onrecord.store import doubts as doubt_rows
from onrecord.store import facets as facet_rows
from onrecord.store import judgements as judgement_rows
from onrecord.store import upkeep as file_upkeep
from onrecord.store.checking import Mismatch
from onrecord.store.doubts import DoubtKind
from onrecord.store.entries import ActorEntry, AttributionEntry, Entry, Page, ReportEntry, Shown
from onrecord.store.facets import Facet
from onrecord.version import __version__

pipeline_process = Late("onrecord.pipeline", "process")
read = Late("onrecord.read", "read")
ledger_lines = Late("onrecord.exchange.jsonl", "ledger_lines")
reasoned_lines = Late("onrecord.ledger.reasoning", "lines")


class Ledger(
    Picturing,
    GoalQuestions,
    StatementQuestions,
    LikenessQuestions,
    CorrectionQuestions,
    Watching,
    Reviewing,
):
    """A ledger of reports, judgements and what is derived from them.

    Make one with `Ledger.create` or `Ledger.open`, and use it in a `with` statement. Threads may share it.
    """

    def __init__(self, store: engine.Store, *, process: Process = pipeline_process, by: str = "") -> None:
        """Not for direct use: see `create` and `open`."""
        self._store = store
        self._process = process
        self._by = by or user()

    @classmethod
    def create(
        cls, address: str | Path, name: str = "", *, process: Process = pipeline_process, by: str = ""
    ) -> Self:
        """Make a new, empty ledger.

        Args:
            address: its file, such as `talks.db`, or `postgresql://user@host/database?schema=talks`.
            name: what it is about; stands in exports.
            process: what derives a report's records; the shipped pipeline, unless you bring your own.
            by: who works with it; judgements carry the name. The user's, unless given.

        Raises:
            LedgerExists: something is at that address already.
        """
        place = engine.place_of(address)
        made = engine.create(place)
        store = engine.store_at(place)
        try:
            schema.upgrade(store)
            with store.writing() as connection:
                file_upkeep.set_property(connection, "name", name)
                file_upkeep.set_property(connection, "created", judging.now_utc().isoformat())
                file_upkeep.set_property(connection, "software", f"onrecord {__version__}")
        except BaseException:
            store.close()
            if made:
                engine.remove(place)
            raise
        return cls(store, process=process, by=by)

    @classmethod
    def open(cls, address: str | Path, *, process: Process = pipeline_process, by: str = "") -> Self:
        """Open a ledger that is there; nothing is made where there is none.

        Args:
            address: its file.
            process: as for `create`.
            by: as for `create`.

        Raises:
            LedgerNotFound: there is none.
            LedgerVersion: it was made by an older or newer onrecord.
            LedgerDamaged: the file is no database, or no longer one.
        """
        place = engine.place_of(address)
        engine.require(place)
        store = engine.store_at(place)
        try:
            schema.require_head(store)
        except BaseException:
            store.close()
            raise
        return cls(store, process=process, by=by)

    @classmethod
    def upgrade(cls, address: str | Path, *, process: Process = pipeline_process, by: str = "") -> Self:
        """Open a ledger that an older onrecord made, and bring it up to date.

        Reports and judgements stay as they are; what is derived is derived anew.

        Args:
            address: its file.
            process: as for `create`.
            by: as for `create`.
        """
        place = engine.place_of(address)
        engine.require(place)
        store = engine.store_at(place)
        ledger = cls(store, process=process, by=by)
        try:
            # Noted with the new tables, so that a process killed in between leaves nothing underived.
            schema.upgrade(store, also=upkeep.begin)
            if upkeep.begun(store):
                ledger.rebuild()
        except BaseException:
            store.close()
            raise
        return ledger

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file; what was added is kept already."""
        self._store.close()

    @property
    def path(self) -> Path:
        """The ledger's file.

        Raises:
            LedgerError: it is on a server.
        """
        return self._store.path

    @property
    def store(self) -> engine.Store:
        """The connections to the database, for what the ledger itself doesn't offer."""
        return self._store

    @property
    def database(self) -> str:
        """The database that the ledger is kept in and its version, such as `SQLite 3.45.1`."""
        return self._store.database()

    @property
    def address(self) -> str:
        """Where the ledger is kept, without a password."""
        return str(self._store.place)

    @property
    def short_name(self) -> str:
        """What the ledger's place is called, without what leads there: `talks` of `news/talks.db`."""
        return self._store.short_name

    @property
    def name(self) -> str:
        """What the ledger is about, or empty."""
        with self._store.reading() as connection:
            return file_upkeep.property_of(connection, "name")

    # Adding

    def add(
        self,
        source: str | Path,
        *,
        given: Given = Given(),  # noqa: B008  # frozen
        limits: Limits = Limits(),  # noqa: B008
        jobs: int = 1,
    ) -> Iterator[Added]:
        """Read reports and add them, each for good before the next.

        Args:
            source: a file, folder, pattern or URL, or `-` for standard input.
            given: metadata that wins over what the input says; news of a known report become a judgement.
            limits: how large an input may be.
            jobs: in how many processes to derive records; 1 for this one.

        Yields:
            What became of each input, once it is kept.
        """
        return self.add_found(read(source, given=given, limits=limits), given=given, jobs=jobs)

    def add_found(
        self,
        found: Iterable[Report | Problem],
        *,
        given: Given = Given(),  # noqa: B008
        jobs: int = 1,
    ) -> Iterator[Added]:
        """Add reports that were read already; see `add`."""
        return adding.add_all(self._store, self._process, found, given=given, by=self._by, jobs=jobs)

    def add_report(self, report: Report, *, given: Given = Given()) -> Added:  # noqa: B008
        """Add one report.

        Args:
            report: as it was read.
            given: what a person states of it; new for a known report, it becomes a judgement.
        """
        return adding.add_one(self._store, self._process, report, given=given, by=self._by)

    # Asking

    def counts(self) -> dict[str, int]:
        """How many records of each type there are; `removed` counts the reports that were taken down."""
        with self._store.reading() as connection:
            return file_upkeep.counts(connection)

    def reports(
        self,
        *,
        outlet: str = "",
        since: date | None = None,
        until: date | None = None,
        search: str = "",
        limit: int | None = None,
        after: str = "",
    ) -> Page[ReportEntry]:
        """Reports in order of the day they were published, those taken down among them.

        Args:
            outlet: words of the outlet's name.
            since: published on this day or later, or possibly so; what nothing dates is left out.
            until: published on this day or earlier, likewise.
            search: words of the text.
            limit: how many at most; all unless given.
            after: `next` of the page before.
        """
        with self._store.reading() as connection:
            return asking.reports_page(connection, outlet, since, until, search, limit, after)

    def actors(
        self, *, search: str = "", kind: str = "", limit: int | None = None, after: str = ""
    ) -> Page[ActorEntry]:
        """Actors, those who are quoted most first.

        Args:
            search: words of a name or alias, in any case and with or without accents; or an id.
            kind: `person`, `state`, `organization`, `group` or `unnamed`.
            limit: how many at most; all unless given.
            after: `next` of the page before.
        """
        with self._store.reading() as connection:
            return asking.actors_page(connection, search, kind, limit, after)

    def outlets(self, most: int | None = None) -> list[Facet]:
        """The outlets, those with most reports first.

        Args:
            most: how many at most; all unless given.
        """
        with self._store.reading() as connection:
            return facet_rows.outlets(connection, most)

    def newest(self, most: int) -> list[ReportEntry]:
        """The reports published last, the latest first.

        Args:
            most: how many at most.
        """
        with self._store.reading() as connection:
            return facet_rows.newest(connection, most)

    def doubts(
        self, kind: DoubtKind, *, limit: int = 10, after: str = ""
    ) -> Page[ReportEntry | AttributionEntry]:
        """What waits for a person's judgement, in the order it came in; a long queue is counted to 1,000.

        Args:
            kind: `speaker`: statements whose speaker is unsure; `outlet` and `date`: reports that don't
                state theirs.
            limit: how many at most.
            after: `next` of the page before.
        """
        with self._store.reading() as connection:
            return doubt_rows.doubts(connection, kind, limit, after)

    def days(self) -> tuple[date | None, date | None]:
        """The first and the last day that a report was published on."""
        with self._store.reading() as connection:
            return facet_rows.days(connection)

    def record(self, id_: str) -> Entry:
        """The record of an id, or of the beginning of one that is like no other's.

        Raises:
            NotFound: there is none.
            Ambiguous: there are several.
        """
        self._settle()
        with self._store.reading() as connection:
            return looking.record(connection, id_)

    def show(self, id_: str) -> Shown:
        """A record with its evidence in place; see `record` for the id."""
        self._settle()
        with self._store.reading() as connection:
            return looking.show(connection, id_)

    def report(self, id_: str) -> Report:
        """A report with its text, its metadata as judged; see `record` for the id."""
        with self._store.reading() as connection:
            stored = judging.require_report(connection, looking.full_id(connection, id_, "report"))
            return judging.as_judged(connection, stored)[0]

    def export(self, *, with_text: bool = False, goals: Sequence[str] | None = ()) -> Iterator[str]:
        """The whole record as lines of JSON (RECORDS, format 1), as it is at the first of them.

        Args:
            with_text: put each report's text in.
            goals: issues whose deadlocks and unlockings are wanted as well; None for every step that somebody
                demands and that has not happened.
        """
        self._settle()
        with self._store.reading() as connection:
            yield from ledger_lines(connection, with_text=with_text)
        if goals is None or goals:
            yield from reasoned_lines(self._store, goals)

    # Judging

    def judge(
        self,
        subject: str | Sequence[str],
        verdict: Verdict,
        value: Any = None,
        *,
        by: str = "",
        note: str = "",
    ) -> Judgement:
        """Decide something of a record: a judgement is kept, and what rests on it is derived again.

        Args:
            subject: id of a record, or several of one type.
            verdict: `confirm` or `reject` (any record but reports); `merge`, `split`, `rename` (actors and
                issues); `set_date` and `set_speaker`; `set_metadata` (reports).
            value: of `set_metadata` texts by name (`outlet`, `title`, `author`, `credit`, `url`, `language`);
                of `set_date` an interval; of `set_speaker` an actor's id or a name; of `rename` a name; of
                `split` which names, reports or statements go, or None to keep several records apart.
            by: who, if not the one who opened the ledger.
            note: why.

        Raises:
            NotFound: there is no such record.
            UsageError: the verdict can't be decided of it, or the value doesn't fit it.
        """
        ids = [subject] if isinstance(subject, str) else list(subject)
        with self._store.writing() as connection:
            kind = "report" if verdict == "set_metadata" else ""
            full = [looking.full_id(connection, id_, kind) for id_ in ids]
            now = judging.now_utc()
            judgement = judging.new_judgement(
                connection, full, verdict, value, by=by or self._by, note=note, now=now
            )
            judging.put(connection, self._process, judgement)
        return judgement

    def close_judgement(self, judgement: str) -> Judgement:
        """Close a judgement: it stays in the record, and no longer holds.

        Raises:
            NotFound: there is none of that id.
            LedgerError: it is closed already.
        """
        with self._store.reading() as connection:
            full = looking.full_id(connection, judgement, "judgement")
        return upkeep.close_judgement(self._store, self._process, full)

    def judgements(self, *, only_open: bool = False) -> list[Judgement]:
        """All judgements in the order they were made."""
        with self._store.reading() as connection:
            return judgement_rows.load(connection, only_open=only_open)

    def remove(self, report: str, *, why: str, by: str = "") -> Judgement:
        """Take a report down: its words leave the file; a tombstone says why, and it is not taken in again.

        Args:
            report: its id, or the beginning of it.
            why: the reason.
            by: who decided it, if not the one who opened the ledger.

        Raises:
            NotFound: there is no such report.
            UsageError: no reason is given.
            LedgerBusy: it is down, but its words are in the log beside the file while another process reads.
        """
        if not why.strip():
            raise UsageError("A report is taken down for a reason.", "Say why.")
        with self._store.reading() as connection:
            full = looking.full_id(connection, report, "report")
        return upkeep.remove(self._store, full, why=why, by=by or self._by)

    # Keeping

    def check(self) -> list[Mismatch]:
        """What does not agree among hashes, spans, references and the file; empty where all does."""
        with self._store.reading() as connection:
            found = list(checking.check(connection))
        if self._store.read_only or any(mismatch.record == checking.FILE for mismatch in found):
            return found  # the search's own check would write, and not to a damaged file
        with self._store.writing() as connection:
            return found + list(checking.check_search(connection))

    def rebuild(self, *, jobs: int = 1, progress: upkeep.Progress | None = None) -> upkeep.Rebuilt:
        """Derive everything anew from reports and judgements; cut short, the next call goes on.

        Args:
            jobs: in how many processes.
            progress: told how many reports are done, of how many.
        """
        return upkeep.rebuild(self._store, self._process, jobs=jobs, progress=progress)

    def backup(self, path: str | Path) -> Path:
        """Copy the ledger into a new file, while it may be in use.

        Raises:
            LedgerExists: something is there already.
        """
        file_upkeep.backup(self._store, Path(path))
        return Path(path)


def user() -> str:
    """Who is working, as the machine knows them."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"
