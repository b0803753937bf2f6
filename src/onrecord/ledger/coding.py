"""Statements that people coded by hand elsewhere, taken in as judgements."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from onrecord import consolidation
from onrecord.ledger import judging
from onrecord.ledger.judging import Process
from onrecord.model import Anchor, Judgement, Span
from onrecord.store import judgements


@dataclass(frozen=True, slots=True)
class Coded:
    """A position that a person coded.

    Attributes:
        span: the words, in the report's text.
        value: what they say, as `onrecord.consolidation.coded` takes it.
        by: who coded it.
        note: where it comes from.
    """

    span: Span
    value: Mapping[str, Any]
    by: str
    note: str = ""


def code(
    connection: Connection, process: Process, report: str, coded: Iterable[Coded]
) -> tuple[list[Judgement], int, int]:
    """Keep positions that people coded in a report, each as a judgement that it is there.

    Args:
        connection: of a transaction that writes.
        process: what derives a report's records.
        report: its id.
        coded: what was coded.

    Returns:
        The judgements; how many were here already; how many are about words that the report does not have.
    """
    stored = judging.require_report(connection, report)
    text = judging.as_judged(connection, stored)[0].text
    made: list[Judgement] = []
    known = misplaced = 0
    for one in coded:
        if text[one.span.start : one.span.end] != one.span.text:
            misplaced += 1
            continue
        subject = consolidation.coded_id(report, one.value, one.span)
        before = judgements.load(connection, subjects=[subject])
        if any(other.by == one.by and other.value == one.value for other in before):
            known += 1  # also where it was let go since: it is not brought back by reading the file again
            continue
        anchor = Anchor(report, one.span.text, one.span.start, 0, subject)
        judgement = judgements.made(
            [subject], "confirm", dict(one.value), one.by, one.note, judging.now_utc(), [anchor]
        )
        judgements.add(connection, judgement)
        made.append(judgement)
    if made:
        judging.derive(connection, process, stored)
        consolidation.settle(connection)
    return made, known, misplaced
