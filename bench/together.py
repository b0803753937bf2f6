"""A dossier's reports read, and their records joined across reports, for the benches that need more than one.

Copies (by the gold's `syndicated_from`, where there is one) give attributions alone, as the vocabulary has
it.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from dossiers import read_file
from onrecord.model import (
    ActingFor,
    Actor,
    Attribution,
    Condition,
    DateInterval,
    Event,
    Issue,
    Position,
    Report,
    ReportRecords,
)
from onrecord.pipeline import process
from onrecord.resolve.across import actors_from_nothing
from onrecord.resolve.actors import alone, joined
from onrecord.resolve.stand_ins import Told, is_land, stand_in
from onrecord.track.frames import PERSONS, Frame, frame_of
from onrecord.track.issues import join_issues
from onrecord.track.states import with_condition_states, with_states
from onrecord.track.within import named_in_full


@dataclass(frozen=True)
class Read:
    """One report of a dossier.

    Attributes:
        name: its id in the gold.
        report: as it was read.
        records: what `process` found in it.
        copy: whether it is another's text.
    """

    name: str
    report: Report
    records: ReportRecords
    copy: bool


@dataclass(frozen=True)
class Together:
    """The records of a dossier, joined across its reports; positions and conditions with their states."""

    reports: Mapping[str, Read]
    actors: tuple[Actor, ...]
    issues: tuple[Issue, ...]
    attributions: tuple[Attribution, ...]
    positions: tuple[Position, ...]
    conditions: tuple[Condition, ...]
    events: tuple[Event, ...]
    frame: Frame

    @property
    def outlets(self) -> dict[str, str]:
        """The outlet of each report."""
        return {id_: one.report.outlet for id_, one in self.reports.items()}


def gold_of(folder: Path) -> dict[str, Any]:
    """A dossier's gold."""
    found: dict[str, Any] = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    return found


def read_folder(folder: Path, published: Mapping[str, str] | None = None) -> list[Read]:
    """Read and process every report that the gold names.

    Args:
        folder: the dossier.
        published: days for reports that state none, by their ids in the gold.
    """
    found = []
    for entry in gold_of(folder)["reports"]:
        report = read_file(folder / "reports" / Path(entry["file"]).name)
        day = (published or {}).get(entry["id"])
        if day and report.published.day is None:
            report = replace(report, published=DateInterval.on(date.fromisoformat(day)))
        found.append(Read(entry["id"], report, process(report), bool(entry.get("syndicated_from"))))
    return found


def join(read: Iterable[Read]) -> Together:
    """Join what the reports of a dossier say."""
    every = list(read)
    actors, actor = join_actors(
        [item.records.actors for item in every], [item.records.attributions for item in every]
    )
    own = [item for item in every if not item.copy]
    issues, issue = join_issues(
        [one for item in own for one in named_in_full(item.records.issues, item.records.conditions)]
    )
    issues = tuple(replace(one, actors=tuple(sorted({actor[id_] for id_ in one.actors}))) for one in issues)

    def some(ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(issue[id_] for id_ in ids))

    def of(id_: str | None) -> str | None:
        return None if id_ is None else actor[id_]

    frame = frame_of(actors, issues)
    events = tuple(
        replace(one, issue=issue[one.issue], actors=tuple(actor[id_] for id_ in one.actors), via=of(one.via))
        for item in own
        for one in item.records.events
    )
    positions = with_states(
        (
            replace(
                one,
                holder=actor[one.holder],
                via=of(one.via),
                issue=issue[one.issue],
                alternatives=some(one.alternatives),
            )
            for item in own
            for one in item.records.positions
        ),
        frame,
    )
    conditions = with_condition_states(
        (
            replace(
                one,
                holder=actor[one.holder],
                via=of(one.via),
                step=issue[one.step],
                requirement=issue[one.requirement],
                alternatives=some(one.alternatives),
            )
            for item in own
            for one in item.records.conditions
        ),
        positions,
        frame,
    )
    return Together(
        reports={item.report.id: item for item in every},
        actors=actors,
        issues=issues,
        attributions=tuple(one for item in every for one in item.records.attributions),
        positions=positions,
        conditions=conditions,
        events=events,
        frame=frame,
    )


def join_actors(
    reports: Iterable[Iterable[Actor]], said: Iterable[Iterable[Attribution]]
) -> tuple[tuple[Actor, ...], dict[str, str]]:
    """The actors of several reports as those of a ledger, and for each id what it is now."""
    every = [list(actors) for actors in reports]
    known = {one.id: one for actors in every for one in actors}
    groups = actors_from_nothing(every, said)
    place = {id_: ids[0] for ids in groups for id_ in ids}
    other = stand_ins([known[id_] for ids in groups for id_ in ids], place)
    found = []
    for ids in groups:
        actor = alone(known[ids[0]])
        for id_ in ids[1:]:
            actor = joined(actor, known[id_])
        acts_for = {replace(role, actor=place[role.actor]) for id_ in ids for role in known[id_].acts_for}
        if ids[0] in other:
            acts_for.add(ActingFor(other[ids[0]]))
        chosen = sorted(
            (role for role in acts_for if role.actor != ids[0]), key=lambda role: (role.actor, str(role))
        )
        found.append(replace(actor, id=ids[0], acts_for=tuple(chosen)))
    return tuple(found), place


def stand_ins(actors: Iterable[Actor], place: Mapping[str, str]) -> dict[str, str]:
    """Which bodies stand for others, as a ledger would have it; ids of joined actors."""
    known = {one.id: one for one in actors}
    numbers = {id_: number for number, id_ in enumerate(sorted(set(place.values())))}
    names = {number: id_ for id_, number in numbers.items()}
    told: list[Told] = []
    for one in known.values():
        for role in one.acts_for:
            body = known[role.actor]
            agent, principal = numbers[place[one.id]], numbers[place[body.id]]
            told.append(Told(agent, principal, body.name, body.kind, body.aliases, one.roles))
    lands = {
        numbers[place[one.id]]
        for one in known.values()
        if one.kind == "state" and is_land(one.name, one.aliases)
    }
    found: dict[str, str] = {}
    for body in sorted({one.principal for one in told if one.kind not in PERSONS}):
        agents = {one.agent for one in told if one.principal == body}
        other = stand_in(body, [one for one in told if one.agent in agents], lands)
        if other is not None:
            found[names[body]] = names[other]
    return found
