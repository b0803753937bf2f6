"""Places taken for persons, adjectives of states, and who "one of them" or "his deputy" may be."""

import pytest

from onrecord.extract.tagged import tagged_spans
from onrecord.pipeline import interpret, process
from onrecord.read.plain import read_plain
from onrecord.resolve.names import find_names


def records_of(marked, text):
    example = marked(text)
    return interpret(example.report, example.doc, example.layout, "by hand")


def labels(marked, text):
    example = marked(text)
    return {name.text: name.label for name in find_names(example.doc, example.layout)}


def test_a_single_word_after_in_is_a_place_and_no_person(marked):
    found = labels(marked, "The two met in {p|Selbyra}. {p|Selbyra} was calm, and {p|Ada Novak} left.")
    assert found["Selbyra"] == "state"
    assert found["Ada Novak"] == "person"


def test_faith_in_somebody_makes_no_place_of_who_has_a_full_name(marked):
    found = labels(marked, "{p|Ada Novak} spoke. The crews have faith in {p|Novak}.")
    assert found["Novak"] == "person"


@pytest.mark.parametrize("name", ["Port Selbyra", "Lake Ostra"])
def test_a_word_for_a_place_opens_no_persons_name(marked, name):
    assert labels(marked, f"She left {{p|{name}}} at dawn.")[name] == "state"


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("{p|Upper Selbyra} waits. {p|Upper Selbyra} said no.", "Upper Selbyra", "state"),
        ("{p|National Hearth} waits.", "National Hearth", "organization"),
        ("{p|Tarn Selbyra} waits, and {p|Tarn Selbyra}'s parliament sleeps.", "Tarn Selbyra", "state"),
        ("{p|Common Shore} waits. {p|Ada Novak} is the leader of {p|Common Shore}.", "Common Shore",
         "organization"),
        ("{p|Ada Novak} waits. {p|Ada Novak} says that {p|Jonas Veld} will go.", "Ada Novak", "person"),
    ],
)  # fmt: skip
def test_several_words_that_are_ruled_or_led_are_no_person(marked, text, name, label):
    assert labels(marked, text)[name] == label


def test_what_stands_beside_a_state_or_has_a_ministry_is_one(marked):
    found = labels(
        marked,
        "Talks between {p|Orvel} and Peru were put off. {p|Orvel} wants more. {p|Orvel} can wait. "
        "{p|Marn} denied it. {p|Marn}'s foreign ministry is silent. {p|Tilda} told Peru so.",
    )
    assert (found["Orvel"], found["Marn"], found["Tilda"]) == ("state", "state", "person")


def test_initials_are_no_person_unless_the_text_spells_them_as_one(marked):
    assert labels(marked, "({p|QRT}) The ferry sank.").get("QRT", "") != "person"
    assert labels(marked, "{p|VELD}: We wait. Mr {p|Veld} then sat down.")["VELD"] == "person"


def test_the_adjective_of_a_state_stands_for_the_state(marked):
    records = records_of(
        marked,
        "{p|Ostrava} waits. In {p|Ostrava} nothing moved. {s|A member of the {g|Ostravan} delegation} "
        "{q|said} {c|the pier was lost}.",
    )
    states = {actor.id: actor for actor in records.actors if actor.kind == "state"}
    assert [actor.name for actor in states.values()] == ["Ostrava"]
    speaker = next(actor for actor in records.actors if actor.id == records.attributions[0].speaker)
    assert [one.actor for one in speaker.acts_for] == list(states)


def test_one_of_them_may_be_another_each_time(marked):
    records = records_of(
        marked,
        "{s|One of them} {q|said} {c|it rained}. Others shrugged. {s|One of them} {q|said} {c|it snowed}.",
    )
    first, second = (attribution.speaker for attribution in records.attributions)
    assert first != second


def test_nobody_is_his_own_deputy(marked):
    records = records_of(
        marked,
        "{p|Bruno Orr}, the deputy of the guild, came. {p|Bruno Orr} smiled. "
        "{s|His deputy} {q|said} {c|the boats would wait}.",
    )
    names = {actor.id: actor.name for actor in records.actors}
    assert names.get(records.attributions[0].speaker) != "Bruno Orr"


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("{s|In March one of them} {q|said} {c|it rained}.", "one of them"),
        ("{s|Selbyra a spokesman for the guild} {q|said} {c|it rained}.", "a spokesman for the guild"),
        ("{s|Ada Novak} {q|said} {c|it rained}.", "Ada Novak"),
        ("{s|The two unions} {q|said} {c|it rained}.", "The two unions"),
    ],
)
def test_a_source_begins_with_whoever_speaks(marked, text, source):
    example = marked(text)
    (span,) = tagged_spans(example.doc, example.layout, "source")
    assert example.text[span.start : span.end] == source


def test_a_company_named_after_a_state_is_not_the_state(marked):
    records = records_of(
        marked,
        "The engineers of {o|Hydro-Ostrava} left. {s|Ostrava} {q|said} {c|nobody was to blame}. All "
        "{g|Ostravans} waited.",
    )
    speaker = next(actor for actor in records.actors if actor.id == records.attributions[0].speaker)
    assert speaker.name == "Ostrava"
    assert "Hydro-Ostrava" in {actor.name for actor in records.actors}


def test_a_council_within_a_company_is_somebody_else_than_the_company():
    text = (
        "SELBY, May 3 (QRT) - Selby Ferries Company wants the merger. Selby Ferries Company\u2019s works "
        "council, which has read the plan, opposed the merger on Thursday.\n"
    )
    records = process(read_plain(text, name="a.txt"))
    names = {actor.id: actor.name for actor in records.actors}
    assert ("Selby Ferries Company\u2019s works council", "against") in {
        (names[one.holder], one.polarity) for one in records.positions
    }
    assert ("Selby Ferries Company", "against") not in {
        (names[one.holder], one.polarity) for one in records.positions
    }
