"""Judgements made and let go: what each may say of what, and what is derived again for it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection

from onrecord import consolidation
from onrecord.errors import NotFound, UsageError
from onrecord.ledger import anchoring
from onrecord.model import Anchor, DateInterval, Judgement, Report, ReportRecords, Verdict
from onrecord.model.ids import PREFIXES
from onrecord.model.judgements import SPEAKER
from onrecord.read.given import Given
from onrecord.store import judgements, reports
from onrecord.store.judgements import METADATA, interval_from_json, interval_to_json
from onrecord.text.folding import fold

Process = Callable[[Report], ReportRecords]
OF_REPORTS = ("set_metadata", "set_date")
OF_CLAIMS: tuple[Verdict, ...] = ("confirm", "reject", "set_date", "set_speaker")
OF_CLUSTERS: tuple[Verdict, ...] = ("confirm", "reject", "merge", "split", "rename")
VERDICTS: dict[str, tuple[Verdict, ...]] = {
    "report": ("set_metadata", "set_date"),
    "actor": OF_CLUSTERS,
    "issue": OF_CLUSTERS,
    **dict.fromkeys(("attribution", "position", "condition", "event"), OF_CLAIMS),
    "utterance": (*OF_CLAIMS, "merge", "split"),
    **dict.fromkeys(("change", "conflict"), ("confirm", "reject")),
}
"""What can be decided of records of each type."""


def given_metadata(
    connection: Connection, stored: reports.Stored, given: Given, by: str, now: datetime
) -> list[Judgement]:
    """The judgements that metadata given for a known report amounts to; none where it says nothing new.

    Args:
        connection: of a transaction.
        stored: the known report.
        given: what a person stated beside the input.
        by: who.
        now: when (UTC).
    """
    report, _ = as_judged(connection, stored)
    news = {
        name: getattr(given, name)
        for name in METADATA
        if getattr(given, name) and getattr(given, name) != getattr(report, name)
    }
    note = "given when the report was added again"
    found = []
    if news:
        found.append(judgements.made([stored.id], "set_metadata", news, by, note, now))
    if (given.published.earliest or given.published.latest) and given.published != report.published:
        value = interval_to_json(given.published)
        found.append(judgements.made([stored.id], "set_date", value, by, note, now))
    return found


def in_words(judgement: Judgement) -> str:
    """What a judgement on a report's metadata says, on one line for each field."""
    if judgement.verdict == "set_date":
        days = sorted({day for day in (judgement.value["earliest"], judgement.value["latest"]) if day})
        return f"published: {' to '.join(days)}"
    return "\n".join(f"{name}: {value}" for name, value in judgement.value.items())


def new_judgement(
    connection: Connection,
    subject: Sequence[str],
    verdict: Verdict,
    value: Any,
    *,
    by: str,
    note: str,
    now: datetime,
) -> Judgement:
    """A judgement with its value in the form that is kept, and with what it holds on to.

    Args:
        connection: of a transaction.
        subject: ids of the records, all of one type.
        verdict: what is decided.
        value: of `set_metadata` a mapping; of `set_date` an interval; of `rename` a name, of `merge` one or
            None; of `split` what goes, or None to keep several subjects apart; of `set_speaker` an actor's
            id or a name.
        by: who.
        note: why.
        now: when (UTC).

    Raises:
        UsageError: there can be no such judgement on such records, or the value does not fit it.
    """
    if not subject:
        raise UsageError("Nothing is judged.", "Give the id of a record.")
    types = {type_of(id_) for id_ in subject}
    allowed = VERDICTS.get(next(iter(types)), ()) if len(types) == 1 else ()
    if verdict not in allowed:
        what = " and ".join(sorted(types)) or "that"
        raise UsageError(
            f"{verdict} can't be decided of {what}.",
            f"It takes {', '.join(allowed)}." if allowed else "Give records of one type.",
        )
    value, kept = _checked(subject, verdict, value), list[Anchor]()
    if verdict == "set_speaker":
        value, kept = anchoring.of_speaker(connection, value)
    made = judgements.made(subject, verdict, value, by, note, now)
    found = _anchors(connection, made, next(iter(types)))
    return made if types == {"report"} else replace(made, anchor=found[0], anchors=(*found, *kept))


def _checked(subject: Sequence[str], verdict: Verdict, value: Any) -> Any:
    """A judgement's value, in the form that is kept."""
    if verdict == "set_date":
        return _date(value)
    if verdict == "set_metadata":
        return _metadata(value)
    if verdict in ("rename", "merge"):
        return _name(subject, verdict, value)
    if verdict == "split":
        return _parts(subject, value)
    if verdict in ("confirm", "reject") and value is not None:
        raise UsageError(f"{verdict} takes no value.", "Leave it out.")
    return value


def _date(value: Any) -> dict[str, str | None]:
    if isinstance(value, DateInterval):
        value = interval_to_json(value)
    try:
        interval_from_json(value)
    except (TypeError, KeyError, ValueError):
        raise UsageError(f"{value!r} is no date interval.", "Give a DateInterval.") from None
    return dict(value)


def _metadata(value: Any) -> dict[str, str]:
    if (
        not isinstance(value, dict)
        or not value
        or not value.keys() <= set(METADATA)
        or not all(isinstance(text, str) for text in value.values())
    ):
        raise UsageError(f"{value!r} is no metadata.", f"Give texts by name: {', '.join(METADATA)}.")
    return value


def _name(subject: Sequence[str], verdict: Verdict, value: Any) -> str | None:
    name = " ".join(str(value).split()) if value is not None else ""
    if verdict == "rename" and (not fold(name) or len(subject) > 1):
        raise UsageError("A name is given to one record.", "Give one record, and a name of some letters.")
    if verdict == "merge" and len(set(subject)) < 2:
        raise UsageError("One record is no merger.", "Give two or more that are one.")
    return name or None


def _parts(subject: Sequence[str], value: Any) -> dict[str, list[str]] | None:
    if isinstance(value, dict):
        value = value.get("out")
    out = [value] if isinstance(value, str) else list(value or ())
    if (len(set(subject)) < 2) == (not out) or not all(isinstance(one, str) for one in out):
        raise UsageError(
            "A split is of one record in two, or keeps several apart.",
            "Give one record and what of it goes, or two records and nothing else.",
        )
    return {"out": out} if out else None


def _anchors(connection: Connection, made: Judgement, type_: str) -> list[Anchor]:
    """What a judgement holds on to of what it is about."""
    if type_ == "report":
        return []
    sides = enumerate(dict.fromkeys(made.subject))
    found: list[Anchor] = []
    if type_ == "actor" and made.verdict == "split" and made.value:
        found = anchoring.of_parted_actor(connection, made.subject[0], made.value["out"], made.id)
    elif type_ == "issue" and made.verdict == "split" and made.value:
        found = anchoring.of_parted_issue(connection, made.subject[0], made.value["out"])
    elif type_ == "actor":
        found = [one for side, id_ in sides for one in anchoring.of_actor(connection, id_, side)]
    elif type_ == "issue":
        found = [one for side, id_ in sides for one in anchoring.of_issue(connection, id_, side)]
    elif type_ == "utterance":
        out = made.value["out"] if made.verdict == "split" and made.value else ()
        found = anchoring.of_utterances(connection, tuple(dict.fromkeys(made.subject)), out)
    else:
        found = [one for id_ in made.subject for one in anchoring.of_records(connection, id_)]
    if not found:
        raise UsageError(
            f"{made.subject[0]} stands on no words that a judgement could hold on to.",
            "Judge the statements that it rests on.",
        )
    return found


def put(connection: Connection, process: Process, judgement: Judgement) -> None:
    """Keep a judgement, and derive again what rests on it.

    Raises:
        NotFound: it is about a report that is not there.
    """
    if judgement.verdict in OF_REPORTS and type_of(judgement.subject[0]) == "report":
        for id_ in judgement.subject:
            require_report(connection, id_)
    judgements.add(connection, judgement)
    follow(connection, process, judgement)
    consolidation.settle(connection)


def follow(connection: Connection, process: Process, judgement: Judgement) -> None:
    """Derive again what rests on a judgement that was made or let go just now.

    Args:
        connection: of a transaction that writes.
        process: what derives a report's records.
        judgement: as it was when it held.
    """
    type_ = type_of(judgement.subject[0])
    for id_ in sorted(_reports_touched(connection, judgement, type_)):
        stored = reports.by_id(connection, id_)
        if stored is not None and stored.removed_at is None:
            derive(connection, process, stored)
    if type_ == "actor" or judgement.verdict == "set_speaker":
        consolidation.rejudge_actors(connection, judgement)
    elif type_ == "issue":
        consolidation.rejudge_issues(connection, judgement)
    elif type_ in ("change", "conflict"):
        consolidation.rejudge_tracked(connection, judgement)


def _reports_touched(connection: Connection, judgement: Judgement, type_: str) -> set[str]:
    """The reports whose records a judgement changes, by their ids."""
    if type_ == "report":
        return set(judgement.subject) if judgement.verdict in OF_REPORTS else set()
    if type_ in ("change", "conflict"):
        return set()
    if type_ in ("actor", "issue"):
        if judgement.verdict == "reject":
            return consolidation.reports_about(connection, judgement)
        # What no name joins, or what is told apart from its namesakes, is marked in its own report.
        return {one.report for one in judgement.anchors if consolidation.is_own_profile(one.known_as)}
    return {one.report for one in judgement.anchors if one.side != SPEAKER}


def type_of(id_: str) -> str:
    """The type of record that an id is of, or empty."""
    return next((type_ for type_, prefix in PREFIXES.items() if id_.startswith(f"{prefix}-")), "")


def derive(connection: Connection, process: Process, stored: reports.Stored, round_: str = "") -> None:
    """Derive a report's records again, from its text and its metadata as judged."""
    report, decided = as_judged(connection, stored)
    records = process(judgements.as_identified(reports.load(connection, stored.number), report))
    consolidation.put(connection, stored.number, stored.id, report, records, judged=decided, round_=round_)


def as_judged(connection: Connection, stored: reports.Stored) -> tuple[Report, bool]:
    """A report with its metadata as judged, and whether anything of that was."""
    report = reports.load(connection, stored.number)
    decided = [
        judgement
        for judgement in judgements.load(connection, subjects=[stored.id], only_open=True)
        if judgement.verdict in OF_REPORTS
    ]
    return judgements.judged(report, decided), bool(decided)


def require_report(connection: Connection, id_: str) -> reports.Stored:
    """The report of an id, with its text.

    Raises:
        NotFound: there is none, or it was taken down.
    """
    stored = reports.by_id(connection, id_)
    if stored is None:
        raise NotFound(f"There is no report {id_}.", "List them: onrecord reports")
    if stored.removed_at is not None:
        raise NotFound(
            f"{id_} was taken down on {stored.removed_at:%Y-%m-%d}: {stored.removed_why}", "Its text is gone."
        )
    return stored


def now_utc() -> datetime:
    """The time."""
    return datetime.now(UTC)
