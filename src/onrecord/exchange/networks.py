"""Discourse networks: who stands where on which issues, and who stands with or against whom.

Affiliation joins holders with the issues that they took a position on. Congruence joins two holders by the
number of issues on which both are for, or both against; conflict by those on which one is for and the other
against (Leifeld 2017, "Discourse Network Analysis", The Oxford Handbook of Political Networks). A holder's
stance on an issue is that of its latest position there; a position on "no A" or "end of A" counts as the
opposite one on A. What is hypothetical, or open, joins nobody.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import networkx  # type: ignore[import-untyped]

from onrecord.exchange.fields import RecordDict

OPPOSITE = {"for": "against", "against": "for", "open": "open"}


@dataclass(frozen=True, slots=True)
class Stance:
    """Where a holder stands on an issue.

    Attributes:
        holder: id of the actor.
        issue: id of the issue, of "A" where the position was on "no A".
        polarity: `for`, `against` or `open`, of the latest position.
        act: what the holder did in that position.
        first: the first day that a position of its on the issue may be from, or empty.
        last: the last such day, or empty.
        positions: how many positions on the issue it took.
        reports: in how many reports.
    """

    holder: str
    issue: str
    polarity: str
    act: str
    first: str
    last: str
    positions: int
    reports: int


def stances(records: Iterable[RecordDict]) -> list[Stance]:
    """The stances that positions add up to, by holder and issue.

    Args:
        records: as an export gives them; only positions and issues count.
    """
    kept = [record for record in records if record["type"] in ("position", "issue")]
    negated = {record["id"]: record["negates"] for record in kept if record["type"] == "issue"}
    groups: dict[tuple[str, str], list[tuple[str, RecordDict]]] = {}
    for record in kept:
        if record["type"] != "position" or record["hypothetical"]:
            continue
        issue, polarity = record["issue"], record["polarity"]
        if negated.get(issue):
            issue, polarity = negated[issue], OPPOSITE[polarity]
        groups.setdefault((record["holder"], issue), []).append((polarity, record))
    return [_stance(*key, members) for key, members in sorted(groups.items())]


def affiliation(records: Iterable[RecordDict]) -> networkx.Graph:
    """Holders and issues, joined by stances; a node's `bipartite` is 0 for holders and 1 for issues."""
    kept = list(records)
    known = {record["id"]: record for record in kept}
    graph = networkx.Graph()
    for stance in stances(kept):
        _add_holder(graph, stance.holder, known)
        issue = known.get(stance.issue, {})
        graph.add_node(
            stance.issue,
            label=str(issue.get("label", stance.issue)),
            kind=str(issue.get("kind", "")),
            bipartite=1,
        )
        graph.add_edge(
            stance.holder,
            stance.issue,
            polarity=stance.polarity,
            act=stance.act,
            first=stance.first,
            last=stance.last,
            weight=stance.positions,
            reports=stance.reports,
        )
    return graph


def congruence(records: Iterable[RecordDict]) -> networkx.Graph:
    """Holders, joined by the number of issues on which they stand on the same side."""
    return _joined(records, lambda one, other: one == other)


def conflict(records: Iterable[RecordDict]) -> networkx.Graph:
    """Holders, joined by the number of issues on which they stand on opposite sides."""
    return _joined(records, lambda one, other: one != other)


def _joined(records: Iterable[RecordDict], joins: Any) -> networkx.Graph:
    kept = list(records)
    known = {record["id"]: record for record in kept}
    graph = networkx.Graph()
    sides: dict[str, list[Stance]] = {}
    for stance in stances(kept):
        _add_holder(graph, stance.holder, known)
        if stance.polarity != "open":
            sides.setdefault(stance.issue, []).append(stance)
    for issue, held in sorted(sides.items()):
        label = str(known.get(issue, {}).get("label", issue))
        for one, other in combinations(held, 2):
            if joins(one.polarity, other.polarity):
                there = graph.get_edge_data(one.holder, other.holder, {"weight": 0, "issues": ""})
                issues = f"{there['issues']}; {label}" if there["issues"] else label
                graph.add_edge(one.holder, other.holder, weight=there["weight"] + 1, issues=issues)
    return graph


def _add_holder(graph: networkx.Graph, holder: str, known: Mapping[str, RecordDict]) -> None:
    actor = known.get(holder, {})
    graph.add_node(holder, label=str(actor.get("name", holder)), kind=str(actor.get("kind", "")), bipartite=0)


def _stance(holder: str, issue: str, members: list[tuple[str, RecordDict]]) -> Stance:
    def moment(member: tuple[str, RecordDict]) -> tuple[bool, str, str]:
        """Undated positions come first, and one that was replaced before one that still holds."""
        record = member[1]
        return record["until"] is None, _day(record, "latest", "earliest"), record["id"]

    polarity, latest = max(members, key=moment)
    first = min((day for _, one in members if (day := _day(one, "earliest", "latest"))), default="")
    last = max((day for _, one in members if (day := _day(one, "latest", "earliest"))), default="")
    reports = len({one["report"] for _, one in members})
    return Stance(holder, issue, polarity, latest["act"], first, last, len(members), reports)


def _day(record: RecordDict, *ends: str) -> str:
    return next((record["date"][end] for end in ends if record["date"][end]), "")
