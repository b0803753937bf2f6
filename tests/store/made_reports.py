"""Fictional reports, and a `process` simple enough to foresee.

`NAME said: WORDS.` is an attribution; `NAME wants: WORDS.` and `NAME refuses: WORDS.` are positions,
`NAME needs: WORDS for WORDS.` is a condition, and `Done: WORDS.` is an event. `WORDS / WORDS` are two
wordings of one issue.
"""

import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
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
    Condition,
    DateInterval,
    Event,
    Issue,
    Mention,
    Position,
    Report,
    ReportRecords,
    Role,
    Span,
    stable_id,
)

SAID = re.compile(r"^(?P<source>[^\n:]+?) (?P<cue>said|demanded): (?P<content>[^\n]+)\.$", re.MULTILINE)
CLAIMED = re.compile(
    r"^(?:(?P<holder>[^\n:]+?) (?P<does>wants|refuses|needs)|(?P<done>Done)): "
    r"(?P<what>[^\n]+?)(?: for (?P<step>[^\n]+))?\.$",
    re.MULTILINE,
)
ACTS = {"wants": ("demand", "for"), "refuses": ("reject", "against")}
STATES = {"Ostrava", "Ostráva", "Kestria"}
MODEL = "made 1"
new_place: Callable[[Path, str], str] | None = None  # makes an empty ledger of a name, gives its address


@cache
def empty_ledger(name: str) -> bytes:
    """The file of a new ledger, made once: its tables take longer than most tests."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        Ledger.create(path, name).close()
        return path.read_bytes()


def new_ledger(path: Path, name: str = "", *, process=None, by: str = "") -> Ledger:
    """A new ledger, as `Ledger.create` makes it; with `new_place` set, elsewhere than at the path."""
    if new_place is None:
        path.write_bytes(empty_ledger(name))
    address = path if new_place is None else new_place(path, name)
    return Ledger.open(address, process=process or globals()["process"], by=by)


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
    claimed = list(CLAIMED.finditer(report.text))
    for match in claimed:
        if match["holder"]:
            names.setdefault(match["holder"], []).append(Span.of(report.text, *match.span("holder")))
    ids = {name: stable_id("actor", report.id, name) for name in names}
    state = next((ids[name] for name in ids if name in STATES), None)
    return ReportRecords(
        report=report.id,
        model=MODEL,
        actors=tuple(_actor(name, ids[name], state) for name in names),
        mentions=tuple(Mention(source, ids[source.text], 0.9) for source, _ in found),
        **_claims(report, claimed, ids),
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


def _claims(report: Report, claimed, ids) -> dict:
    """The issues and claims of a report; "no" before an issue makes it the absence of the other."""
    labels = dict.fromkeys(
        words for match in claimed for words in (match["what"], match["step"]) if words is not None
    )
    own = {label: stable_id("issue", report.id, label) for label in labels}
    issues = tuple(
        Issue(
            id=own[label],
            label=label.split(" / ")[0],
            aliases=tuple(sorted(label.split(" / "))),
            actors=tuple(ids[name] for name in ids if name in label)[:1],
            negates=own.get(label.removeprefix("no ")) if label.startswith("no ") else None,
            confidence=0.8,
        )
        for label in labels
    )
    positions, conditions, events = [], [], []
    for number, match in enumerate(claimed):
        shared = {
            "report": report.id,
            "evidence": (Span.of(report.text, *match.span()),),
            "date": report.published if "today" in match.group() else UNKNOWN_DATE,
            "confidence": 0.75,
        }
        words = (report.id, match.group(), str(number))
        if match["done"]:
            id_ = stable_id("event", *words)
            events.append(Event(id=id_, issue=own[match["what"]], status="done", **shared))
        elif match["does"] == "needs":
            connective = (Span.of(report.text, *match.span("does")),)
            ends = {"step": own[match["step"]], "requirement": own[match["what"]]}
            holder = ids[match["holder"]]
            id_ = stable_id("condition", *words)
            conditions.append(
                Condition(id=id_, holder=holder, relation="requires", connective=connective, **ends, **shared)
            )
        else:
            act, polarity = ACTS[match["does"]]
            holder, issue = ids[match["holder"]], own[match["what"]]
            id_ = stable_id("position", *words)
            positions.append(
                Position(id=id_, holder=holder, act=act, polarity=polarity, issue=issue, **shared)
            )
    return {
        "issues": issues,
        "positions": tuple(positions),
        "conditions": tuple(conditions),
        "events": tuple(events),
    }


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


@contextmanager
def two_ways(
    folder: Path,
    dossier: tuple[list[Report], Sequence[int], Iterable[int]],
    process: Callable[[Report], ReportRecords],
    between: Callable[[Ledger], object] = Ledger.counts,
) -> Iterator[tuple[Ledger, Ledger]]:
    """A ledger to which reports were added in their order, and one that has them by a detour.

    Args:
        folder: for both.
        dossier: reports, another order of them, and which of them are taken down and let in again.
        process: what is derived from a report.
        between: what is asked of the second one after each step.
    """
    reports, order, detour = dossier
    with (
        new_ledger(folder / "a.db", process=process) as one,
        new_ledger(folder / "b.db", process=process) as other,
    ):
        for report in reports:
            one.add_report(report)
        for number in order:
            other.add_report(reports[number])
            between(other)
        for number in detour:
            removal = other.remove(reports[number].id, why="test")
            between(other)
            other.close_judgement(removal.id)
            other.add_report(reports[number])
        yield one, other
