"""Figures: what they show, and that nothing of a report's words acts as markup in them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_entries import condition, position, report, utterance

from onrecord.figures import conditions_figure, positions_figure, timeline_figure
from onrecord.figures.graph import layered
from onrecord.figures.looks import folded, plain
from onrecord.figures.matrix import matrix_of
from onrecord.figures.timeline import points_of
from onrecord.store.entries import AttributionEntry

TALKS = [
    position("Ostrava", "against", "the harbour", 1),
    position("Ostrava", "open", "the harbour", 3),
    position("Kestria", "for", "the harbour", 2),
    position("Kestria", "for", "the pier", 2),
]


def test_the_last_word_counts() -> None:
    matrix = matrix_of(TALKS)
    assert list(matrix.holders.values()) == ["Kestria", "Ostrava"]
    assert list(matrix.issues.values()) == ["the harbour", "the pier"]
    assert {key: str(cell) for key, cell in matrix.cells.items()} == {
        ("act-Ostrava", "iss-the harbour"): "?",
        ("act-Kestria", "iss-the harbour"): "+",
        ("act-Kestria", "iss-the pier"): "+",
    }


def test_what_somebody_else_says_is_doubt_and_never_outweighs_the_holder() -> None:
    told = position("Ostrava", "against", "the harbour", 9, via="act-Kestria")
    cell = matrix_of([*TALKS, told]).cells["act-Ostrava", "iss-the harbour"]
    assert (str(cell), cell.doubtful) == ("?", False)
    alone = matrix_of([told]).cells["act-Ostrava", "iss-the harbour"]
    assert (str(alone), alone.doubtful) == ("(-)", True)


def test_the_matrix_as_a_figure() -> None:
    figure = positions_figure(TALKS)
    heat = figure.data[0]
    assert [list(row) for row in heat.text] == [["+", "?"], ["+", ""]]
    assert list(figure.layout.xaxis.ticktext) == ["Kestria", "Ostrava"]
    assert "doesn't rule out" in heat.customdata[0][1]


def test_two_of_one_name_stay_two() -> None:
    other = position("Ostrava", "for", "the harbour", 5)
    object.__setattr__(other.position, "holder", "act-another")
    figure = positions_figure([*TALKS, other])
    assert list(figure.layout.xaxis.ticktext).count("Ostrava") == 2
    assert len(figure.data[0].text[0]) == 3


def test_copies_do_not_make_a_mark_larger() -> None:
    first = report("one")
    own, copies = [], []
    for number in range(3):
        own.append(position("Ostrava", "for", "the harbour", 4, at=report(f"own{number}")))
        copies.append(
            position("Ostrava", "for", "the harbour", 4, at=report(f"copy{number}", copied_from=first.id))
        )
    (point,) = points_of([*own, *copies])
    assert point.reports == 3 and len(point.entries) == 6
    small = timeline_figure(copies).data[0].marker.size[0]
    large = timeline_figure([*own, *copies]).data[0].marker.size[0]
    assert small < large


def test_the_timeline_has_a_lane_for_each_and_flags_changes() -> None:
    changed = {TALKS[1].position.id}
    figure = timeline_figure(TALKS, changed=changed, address=lambda one: f"/{one.position.id}")
    assert len(figure.layout.yaxis.ticktext) == 2
    traces = {trace.name: trace for trace in figure.data}
    assert set(traces) == {"+ for", "? open", "− against"}
    assert list(traces["? open"].marker.line.width) == [3] and list(traces["+ for"].marker.line.width) == [
        1,
        1,
    ]
    assert "A change" in traces["? open"].text[0]
    assert traces["− against"].customdata[0] == f"/{TALKS[0].position.id}"


def test_what_was_said_without_a_position_is_a_ring_in_the_lane() -> None:
    taken = position("Ostrava", "against", "the harbour", 5, attribution="att-Ostrava-5")
    spoken = [
        utterance("Ostrava", "The <harbour> is old.", 4, reports=3),
        utterance("Ostrava", "We refuse the harbour.", 5),
        utterance("Kestria", "It rains.", 6),
        utterance("Nobody", "Not in a lane.", 6),
    ]
    figure = timeline_figure(
        [*TALKS, taken],
        spoken=spoken,
        address=lambda one: f"/{one.attribution.id}" if isinstance(one, AttributionEntry) else "/",
    )
    (ring,) = [trace for trace in figure.data if trace.name == "· said"]
    assert list(ring.x) == ["2024-03-04", "2024-03-06"]
    assert list(ring.customdata) == ["/att-Ostrava-4", "/att-Kestria-6"]
    assert ring.marker.size[0] > ring.marker.size[1]
    assert "3 independent reports" in ring.text[0] and "&lt;harbour&gt;" in ring.text[0]
    assert [figure.layout.yaxis.ticktext[place] for place in ring.y] == ["Ostrava", "Kestria"]


def test_what_is_needed_first_stands_first_and_cycles_are_found() -> None:
    graph = layered(
        [
            condition("A", "treaty", "talks"),
            condition("B", "talks", "truce"),
            condition("C", "truce", "talks"),
            condition("A", "seal", "treaty"),
        ]
    )
    layers = {node.label: node.layer for node in graph.nodes.values()}
    assert layers == {"talks": 0, "truce": 0, "treaty": 1, "seal": 2}
    assert graph.cycles == (("iss-talks", "iss-truce"),)
    assert {(edge.requirement, edge.step) for edge in graph.edges if edge.in_cycle} == {
        ("iss-truce", "iss-talks"),
        ("iss-talks", "iss-truce"),
    }
    figure = conditions_figure([condition("A", "treaty", "talks"), condition("A", "talks", "treaty")])
    assert "in a cycle" in figure.data[1].hovertext[0]


@given(st.lists(st.tuples(st.sampled_from("abcdefg"), st.sampled_from("abcdefg")), max_size=14))
def test_arrows_never_lead_back_but_in_cycles(pairs: list[tuple[str, str]]) -> None:
    graph = layered([condition("A", step, requirement) for step, requirement in pairs])
    for edge in graph.edges:
        before, after = graph.nodes[edge.requirement], graph.nodes[edge.step]
        assert before.layer == after.layer if edge.in_cycle else before.layer < after.layer
    spots = [(node.layer, node.place) for node in graph.nodes.values()]
    assert len(set(spots)) == len(spots)


@pytest.mark.parametrize("build", [positions_figure, timeline_figure])
def test_words_of_reports_are_no_markup(build) -> None:  # type: ignore[no-untyped-def]
    harm = "<a href='javascript:x'>click</a>"
    told = json.dumps(json.loads(build([position(harm, "for", harm, 1)]).to_json()), ensure_ascii=False)
    assert "<a" not in told and "&lt;a" in told


def test_nothing_to_show_is_an_empty_figure() -> None:
    assert positions_figure([]).data[0].z is None or len(positions_figure([]).data[0].z) == 0
    assert len(timeline_figure([]).data) == 0
    assert conditions_figure([]).layout.height >= 200


def test_long_words_are_folded() -> None:
    lines = folded("word " * 200).split("<br>")
    assert len(lines) == 6 and all(len(line) <= 75 for line in lines)
    assert plain("<b>&") == "&lt;b&gt;&amp;"
