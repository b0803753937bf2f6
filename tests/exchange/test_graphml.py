"""Networks: stances as the latest position has them, and files that networkx and an XML parser read."""

import sys
from pathlib import Path

import networkx
from lxml import etree

from onrecord.exchange.graphml import write_graphml
from onrecord.exchange.networks import affiliation, conflict, congruence, stances

sys.path.insert(0, str(Path(__file__).parent))
from exported_records import (
    BLOCKADE,
    ISLANDS,
    LEAGUE,
    OSTRAVA,
    PRISONERS,
    TWO,
    VELDEN,
    day,
    position,
    records,
)


def test_a_stance_is_the_latest_position_on_the_issue_itself():
    held = {(stance.holder, stance.issue): stance for stance in stances(records())}
    assert len(held) == 6
    assert held[OSTRAVA, ISLANDS].polarity == "against"
    # it was against the blockade until it became open to its end, which is one issue
    blockade = held[OSTRAVA, BLOCKADE]
    assert (blockade.polarity, blockade.positions) == ("open", 2)
    assert (blockade.first, blockade.last) == ("2025-03-01", "2025-03-06")
    assert held[LEAGUE, BLOCKADE].polarity == "against"


def test_what_is_hypothetical_is_nobodys_stance():
    supposed = [dict(record) for record in records()]
    for record in supposed:
        if record["type"] == "position":
            record["hypothetical"] = True
    assert stances(supposed) == []


def test_affiliation_is_bipartite():
    graph = affiliation(records())
    sides = networkx.get_node_attributes(graph, "bipartite")
    assert all({sides[one], sides[other]} == {0, 1} for one, other in graph.edges)
    assert graph.edges[VELDEN, PRISONERS]["polarity"] == "for"
    assert graph.nodes[LEAGUE]["label"] == "Kestrian League"
    assert graph.nodes[PRISONERS]["label"] == "return of the prisoners"


def test_congruence_and_conflict_count_issues():
    more = [*records(), position(8, LEAGUE, "reject", "against", ISLANDS, TWO, day("2025-03-06"), "rejects")]
    with_whom, against_whom = congruence(more), conflict(more)
    assert with_whom.edges[OSTRAVA, LEAGUE] == {"weight": 1, "issues": "annexation of the islands"}
    assert against_whom.edges[OSTRAVA, VELDEN]["weight"] == 2
    assert against_whom.edges[OSTRAVA, VELDEN]["issues"].count(";") == 1
    assert not with_whom.has_edge(OSTRAVA, VELDEN)
    assert not against_whom.has_edge(OSTRAVA, LEAGUE)
    assert set(with_whom.nodes) == {OSTRAVA, VELDEN, LEAGUE}


def test_the_files_read_back_to_the_same_graphs(tmp_path):
    odd = [dict(record) for record in records()]
    for record in odd:
        if record["type"] == "actor":
            record["name"] += " <&> \x00\x0b\ufffe"
    written = write_graphml(iter(odd), tmp_path / "networks")
    assert [path.name for path in written] == [
        "affiliation.graphml",
        "congruence.graphml",
        "conflict.graphml",
    ]
    for path, network in zip(written, (affiliation, congruence, conflict), strict=True):
        back, graph = networkx.read_graphml(path), network(odd)
        assert set(back.nodes) == set(graph.nodes)
        assert {frozenset(edge) for edge in back.edges} == {frozenset(edge) for edge in graph.edges}
        assert all(back.edges[edge]["weight"] == graph.edges[edge]["weight"] for edge in graph.edges)
        assert back.nodes[OSTRAVA]["label"] == "Ostrava <&> \ufffd\ufffd\ufffd"
        # Gephi and visone read the types of attributes from their keys.
        keys = etree.parse(path).findall("{http://graphml.graphdrawing.org/xmlns}key")
        assert {key.get("attr.type") for key in keys} <= {"string", "long", "double", "int"}
        expected = {"label", "kind"} | ({"weight"} if graph.edges else set())
        assert expected <= {key.get("attr.name") for key in keys}


def test_a_ledger_without_positions_gives_empty_networks(tmp_path):
    for path in write_graphml(records()[:8], tmp_path):
        assert len(networkx.read_graphml(path)) == 0
