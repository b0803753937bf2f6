"""Fictional reports, and a `process` simple enough to foresee: `NAME said: WORDS.` is an attribution."""

import re
import tempfile
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from onrecord.ledger import Ledger
from onrecord.model import (
    UNKNOWN_DATE,
    ActingFor,
    Actor,
    Attribution,
    Block,
    DateInterval,
    Mention,
    Report,
    ReportRecords,
    Role,
    Span,
    stable_id,
)

SAID = re.compile(r"^(?P<source>[^\n:]+?) (?P<cue>said|demanded): (?P<content>[^\n]+)\.$", re.MULTILINE)
STATES = {"Ostrava", "Ostráva", "Kestria"}
MODEL = "made 1"


@cache
def empty_ledger(name: str) -> bytes:
    """The file of a new ledger, made once: its tables take longer than most tests."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        Ledger.create(path, name).close()
        return path.read_bytes()


def new_ledger(path: Path, name: str = "", *, process=None, by: str = "") -> Ledger:
    """A new ledger, as `Ledger.create` makes it."""
    path.write_bytes(empty_ledger(name))
    return Ledger.open(path, process=process or globals()["process"], by=by)


def make_report(
    *paragraphs: str,
    outlet: str = "Harbour Post",
    url: str = "",
    path: str = "",
    day: date | None = date(2024, 3, 4),
    title: str = "Talks go on",
    language: str = "en",
    credit: str = "",
) -> Report:
    """A report of some paragraphs, with blocks."""
    blocks, start = [], 0
    for paragraph in paragraphs:
        blocks.append(Block(start, start + len(paragraph)))
        start += len(paragraph) + 2
    return Report(
        text="\n\n".join(paragraphs),
        blocks=tuple(blocks),
        outlet=outlet,
        title=title,
        author="Ida Moor",
        credit=credit,
        url=url,
        path=path,
        published=DateInterval.on(day) if day else UNKNOWN_DATE,
        retrieved=datetime(2024, 3, 5, 12, tzinfo=UTC),
        language=language,
        raw="\n\n".join(paragraphs).encode(),
    )


def process(report: Report) -> ReportRecords:
    """Records of a report: a person, state or someone unnamed before `said:`, and the words after it."""
    if report.language != "en":
        return ReportRecords(report=report.id, model="")
    names: dict[str, list[Span]] = {}
    found = []
    for match in SAID.finditer(report.text):
        source = Span.of(report.text, *match.span("source"))
        names.setdefault(source.text, []).append(source)
        found.append((source, match))
    ids = {name: stable_id("actor", report.id, name) for name in names}
    state = next((ids[name] for name in ids if name in STATES), None)
    return ReportRecords(
        report=report.id,
        model=MODEL,
        actors=tuple(_actor(name, ids[name], state) for name in names),
        mentions=tuple(Mention(source, ids[source.text], 0.9) for source, _ in found),
        attributions=tuple(
            Attribution(
                id=stable_id("attribution", report.id, match["content"], str(number)),
                report=report.id,
                kind="indirect",
                attitude="speech",
                content=(Span.of(report.text, *match.span("content")),),
                cue=(Span.of(report.text, *match.span("cue")),),
                source=(source,),
                speaker=None if source.text.startswith("He ") else ids[source.text],
                candidates=tuple(sorted(ids.values())) if source.text.startswith("He ") else (),
                said_on=report.published if "today" in match["content"] else UNKNOWN_DATE,
                confidence=0.8125,
            )
            for number, (source, match) in enumerate(found)
        ),
    )


def _actor(name: str, id_: str, state: str | None) -> Actor:
    if name in STATES:
        return Actor(id=id_, name=name, kind="state", aliases=(name,))
    if name.startswith(("a ", "He ")):
        return Actor(id=id_, name=name, kind="unnamed", aliases=(name,))
    return Actor(
        id=id_,
        name=name,
        kind="person",
        aliases=tuple(sorted({name, name.split()[-1]})),
        roles=(Role("negotiator", "Ostrava"),),
        acts_for=(ActingFor(state),) if state else (),
        confidence=0.75,
    )
