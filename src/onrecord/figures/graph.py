"""Conditions as a layered graph: what is needed first stands left; cycles are marked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import networkx  # type: ignore[import-untyped]

from onrecord.store.entries import ConditionEntry

SWEEPS = 4  # passes by which each layer is put in the order of its neighbours


@dataclass(frozen=True, slots=True)
class Node:
    """A step or requirement.

    Attributes:
        id: of the issue.
        label: of the issue.
        layer: how many steps come before it, at most; steps of a cycle share one.
        place: its place in the layer, from 0.
        cycle: number of the cycle it is in, from 1, or 0.
    """

    id: str
    label: str
    layer: int
    place: float
    cycle: int


@dataclass(frozen=True, slots=True)
class Edge:
    """That a step waits for a requirement.

    Attributes:
        requirement: id of the issue that comes first.
        step: id of the one that waits.
        conditions: who says so, in which words.
        in_cycle: whether it is a part of a cycle.
    """

    requirement: str
    step: str
    conditions: tuple[ConditionEntry, ...]
    in_cycle: bool


@dataclass(frozen=True, slots=True)
class Layered:
    """A graph of conditions, laid out.

    Attributes:
        nodes: by id, in order of layer and place.
        edges: in order.
        cycles: the ids of the issues of each cycle, sorted.
    """

    nodes: dict[str, Node]
    edges: tuple[Edge, ...]
    cycles: tuple[tuple[str, ...], ...]


def layered(entries: Iterable[ConditionEntry]) -> Layered:
    """Conditions as a layered graph (after Sugiyama, Tagawa and Toda, 1981).

    Cycles are drawn together first, so that layers are the longest ways through what is left; within a layer
    each node stands near the mean of its neighbours.

    Args:
        entries: conditions; hypothetical ones are left out.
    """
    between: dict[tuple[str, str], list[ConditionEntry]] = {}
    labels: dict[str, str] = {}
    for entry in entries:
        condition = entry.condition
        if condition.hypothetical or condition.step == condition.requirement:
            continue
        between.setdefault((condition.requirement, condition.step), []).append(entry)
        labels[condition.step] = entry.step
        labels[condition.requirement] = entry.requirement
    graph = networkx.DiGraph(sorted(between))
    parts = [tuple(sorted(part)) for part in networkx.strongly_connected_components(graph)]
    cycles = tuple(sorted(part for part in parts if len(part) > 1))
    cycle_of = {one: number for number, part in enumerate(cycles, 1) for one in part}
    layers = _layers(graph)
    places = _places(graph, layers)
    nodes = {
        one: Node(one, labels[one], layers[one], places[one], cycle_of.get(one, 0))
        for one in sorted(layers, key=lambda id_: (layers[id_], places[id_], id_))
    }
    edges = tuple(
        Edge(
            requirement,
            step,
            tuple(group),
            cycle_of.get(requirement, -1) == cycle_of.get(step, 0),
        )
        for (requirement, step), group in sorted(between.items())
    )
    return Layered(nodes, edges, cycles)


def _layers(graph: "networkx.DiGraph[str]") -> dict[str, int]:
    """The longest way to each node, cycles counted as one."""
    drawn_together = networkx.condensation(graph)
    layer: dict[int, int] = {}
    for part in networkx.lexicographical_topological_sort(drawn_together):
        before = [layer[one] + 1 for one in drawn_together.predecessors(part)]
        layer[part] = max(before, default=0)
    return {one: layer[part] for part in drawn_together for one in drawn_together.nodes[part]["members"]}


def _places(graph: "networkx.DiGraph[str]", layers: dict[str, int]) -> dict[str, float]:
    """A place in its layer for each node, near its neighbours and apart from others."""
    rows: list[list[str]] = [[] for _ in range(max(layers.values(), default=-1) + 1)]
    for one in sorted(graph):
        rows[layers[one]].append(one)
    places = {one: float(number) for row in rows for number, one in enumerate(row)}
    for sweep in range(SWEEPS):
        for row in rows if sweep % 2 == 0 else reversed(rows):
            means = {one: _mean(graph, one, places) for one in row}
            row.sort(key=lambda one: (means[one], one))
            free = 0.0
            for one in row:
                places[one] = max(free, means[one])
                free = places[one] + 1
    return places


def _mean(graph: "networkx.DiGraph[str]", one: str, places: dict[str, float]) -> float:
    near: Sequence[str] = [*graph.predecessors(one), *graph.successors(one)]
    return sum(places[other] for other in near) / len(near) if near else places[one]
