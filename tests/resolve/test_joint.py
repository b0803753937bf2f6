"""Two who speak together are a group with both as candidates."""

import pytest

from onrecord.pipeline import interpret


def attribution_of(marked, text):
    example = marked(text)
    records = interpret(example.report, example.doc, example.layout, "by hand")
    return records.attributions[-1], {actor.id: actor for actor in records.actors}


@pytest.mark.parametrize(
    "source",
    [
        "{s|{p|Ada Novak} and {p|Bruno Orr}}",
        "{s|River Minister {p|Ada Novak} and the mayor, {p|Bruno Orr},}",
        "{s|{p|Ada Novak}, {p|Jonas Veld} and {p|Bruno Orr}}",
    ],
)
def test_a_joint_source_is_a_group_of_all_that_it_names(marked, source):
    attribution, actors = attribution_of(marked, f"{source} {{q|said}} {{c|the ferry would sail}}.")
    assert actors[attribution.speaker].kind == "group"
    assert {"Ada Novak", "Bruno Orr"} <= {actors[one].name for one in attribution.candidates}


def test_the_name_of_a_body_with_and_in_it_is_one(marked):
    attribution, actors = attribution_of(
        marked, "{s|The {o|Dock and River Union}} {q|said} {c|the ferry would sail}."
    )
    assert (actors[attribution.speaker].name, attribution.candidates) == ("Dock and River Union", ())


def test_the_two_leaders_are_the_two_named_together_before(marked):
    attribution, actors = attribution_of(
        marked,
        "{p|Ada Novak} and {p|Bruno Orr} met at noon. {s|The two leaders} {q|said} {c|the ferry would sail}.",
    )
    assert actors[attribution.speaker].name == "Ada Novak and Bruno Orr"
    assert {actors[one].name for one in attribution.candidates} == {"Ada Novak", "Bruno Orr"}


def test_the_two_sides_are_no_two_persons(marked):
    attribution, actors = attribution_of(
        marked,
        "{p|Ada Novak} and {p|Bruno Orr} met at noon. {s|The two sides} {q|said} {c|the ferry would sail}.",
    )
    assert actors[attribution.speaker].name == "the two sides"
