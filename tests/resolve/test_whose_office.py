"""Whose office somebody holds: told by "its", "their" and "her", by "the company", once and no more."""

import pytest

from onrecord.model import Report
from onrecord.pipeline import process
from onrecord.text.layout import lay_out


def parties(text: str) -> dict[str, list[str]]:
    """Whom each person of a text acts for, by names."""
    records = process(Report(text=text, blocks=lay_out(text).blocks, outlet="Test", path="test.txt"))
    names = {actor.id: actor.name for actor in records.actors}
    return {actor.name: [names[one.actor] for one in actor.acts_for] for actor in records.actors}


@pytest.mark.parametrize(
    ("text", "person", "party"),
    [
        (
            "Holm Stone said the lamps could wait.\n\nThe quarry workers' union will come back when the "
            "lamps are mended, its general secretary, Ida Marn, said.",
            "Ida Marn",
            "the quarry workers' union",
        ),
        (
            "And Town Hall is not moving.\n\nThe lorry drivers have a complaint of their own. They will stay "
            "out as long as the road is closed, their president, Olaf Birk, said.",
            "Olaf Birk",
            "the lorry drivers",
        ),
        (
            "The Lamp Makers' Guild met in Torvik, and its chairman, Olaf Birk, said it would wait.",
            "Olaf Birk",
            "Lamp Makers' Guild",
        ),
    ],
)
def test_a_possessive_in_a_sentence_is_of_what_that_is_about(text, person, party):
    assert parties(text)[person] == [party]


def test_the_company_whose_head_speaks_is_the_one_named_before():
    found = parties(
        "Talks between Holm Quarries Ltd and the drivers broke down on Thursday.\n\n"
        "The company\u2019s chief executive, Jens Holt, said the offer stood."
    )
    assert [name for name in found["Jens Holt"] if name.startswith("Holm Quarries")]


def test_who_held_an_office_once_speaks_for_nobody():
    found = parties(
        "Arno Falk, a former minister of Belmark, said he would wait. "
        "Pia Lund, until now the ambassador to Veronia, said she would not."
    )
    assert found["Arno Falk"] == found["Pia Lund"] == []


def test_the_president_of_a_minister_is_that_of_her_country():
    found = parties(
        "Belmark\u2019s foreign minister, Lena Kost, spoke in parliament on Monday. "
        "Her president said that the bridge would open."
    )
    assert found["Lena Kost"] == ["Belmark"]
    assert found["president of Belmark"] == ["Belmark"]


def test_a_predecessor_is_not_whoever_was_named_last():
    found = parties(
        "Tor Vaal, the foreign minister of Belmark, said the bridge would open. "
        "In April his predecessor had said that it would stay shut."
    )
    assert "predecessor of Tor Vaal" in found
    assert found["predecessor of Tor Vaal"] == ["Belmark"]


def test_of_and_a_country_is_no_part_of_a_name():
    found = parties("President Ole Strand of Belmark said he would sign. He spoke in Torvik.")
    assert found["Ole Strand"] == ["Belmark"]


def test_an_office_with_capitals_is_nobodys_name():
    text = "Labour Minister Ida Marn said the road would open."
    records = process(Report(text=text, blocks=lay_out(text).blocks, outlet="Test", path="test.txt"))
    (person,) = [actor for actor in records.actors if actor.name == "Ida Marn"]
    assert [(role.title, role.for_) for role in person.roles] == [("labour minister", "")]


def test_a_portfolio_with_a_capital_is_no_body():
    assert parties("The Transport Minister, Tor Vaal, said trains would run.")["Tor Vaal"] == []


def test_since_ends_an_office():
    found = parties("\u201cIt is late,\u201d said Pia Lund, Belmark\u2019s foreign minister since June.")
    assert found["Pia Lund"] == ["Belmark"]


def test_what_somebody_becomes_is_an_office():
    found = parties("Pia Lund, until now the ambassador to Veronia, is the new foreign minister of Belmark.")
    assert found["Pia Lund"] == ["Belmark"]


def test_a_mayor_speaks_for_the_one_city_that_a_report_names():
    assert parties("Town Hall is not moving. Mayor Olga Strand said she would wait.")["Olga Strand"] == [
        "Town Hall"
    ]


def test_a_critic_speaks_for_nobody():
    assert (
        parties("Olga Strand, a critic of the Lamp Makers\u2019 Guild, said it was late.")["Olga Strand"]
        == []
    )


def test_a_building_speaks_for_the_state_whose_president_sits_there():
    found = parties(
        "In Torvik a spokesman for the Grey House, the seat of the Belmarian president, said it would rain. "
        "Belmaria would wait, he said."
    )
    assert found["Grey House"] == ["Belmaria"]
    assert found["a spokesman for the Grey House"] == ["Grey House"]


def test_who_is_quoted_by_office_next_was_named_before():
    text = (
        "Nobody would mend a lamp, Davor Tenn told the crowd, unless all of them did.\n\n"
        "\u201cWe shall all walk in together,\u201d said the president of the lamp makers."
    )
    records = process(Report(text=text, blocks=lay_out(text).blocks, outlet="Test", path="test.txt"))
    names = {actor.id: actor.name for actor in records.actors}
    assert {names[one.speaker] for one in records.attributions if one.speaker} == {"Davor Tenn"}


@pytest.mark.parametrize(
    ("text", "person", "party"),
    [
        (
            'Torvik sent two ministers. Long Shore, an association of anglers, refused to come. "We stay '
            'at home," said its chairwoman, Ida Marn.',
            "Ida Marn",
            "Long Shore",
        ),
        (
            "The talks of Torvik failed. National Harbour welcomed that. Its leader, Olaf Birk, called for a "
            "strike.",
            "Olaf Birk",
            "National Harbour",
        ),
        (
            "The quarry workers' union's secretary, Deputy Mayor Ida Marn, said that the lamps were out.",
            "Ida Marn",
            "the quarry workers' union",
        ),
        (
            "Torvik Ferries Company waits. Ida Marn, who handles disputes with staff for the company, said "
            "that no pilot would return.",
            "Ida Marn",
            "Torvik Ferries Company",
        ),
    ],
)
def test_its_leader_is_of_the_body_that_the_sentence_before_is_about(text, person, party):
    assert parties(text)[person] == [party]


def speakers(text: str) -> list[str]:
    """Who says each thing in a text, by names."""
    records = process(Report(text=text, blocks=lay_out(text).blocks, outlet="Test", path="test.txt"))
    names = {actor.id: actor.name for actor in records.actors}
    return [names.get(one.speaker or "", "") for one in records.attributions]


def test_who_also_promises_in_the_next_sentence_was_heard_by_office_before():
    said = speakers(
        '"You cannot light a pier with words," said the head of state. Olaf Birk also promised that nobody '
        "would touch the lamps.\n\nThe talks will go on, according to the president."
    )
    assert said == ["Olaf Birk"] * 3


def test_the_new_holder_of_an_office_is_who_was_named_to_follow():
    said = speakers(
        "The harbour minister resigned. Her successor is Olaf Birk. The new harbour minister said that the "
        "lamps would be mended.\n\nTorvik waits. Its harbour minister, Ida Marn, said so."
    )
    assert said[0] == "Olaf Birk"


def test_a_woman_by_her_title_is_she_rather_than_somebody_unknown():
    said = speakers(
        "Chairman Tomi Valder spoke at noon. Ms Marn had nothing against the lamps, she said, but a good "
        "deal against the pier."
    )
    assert said[-1] == "Marn"


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Olaf Birk, president of Local 412 in Torvik County, said it would wait.", "Local 412"),
        ("Torvik County refused. Olaf Birk, president of Lodge No. 7, said it would wait.", "Lodge No. 7"),
        ("Torvik County Local 412 president Olaf Birk said it would wait.", "Torvik County Local 412"),
        ("Lamp Makers Local 9 president Olaf Birk said it would wait.", "Lamp Makers Local 9"),
        ("Olaf Birk, head of Unit 7, said it would wait.", "Unit 7"),
    ],
)
def test_a_branch_that_is_called_by_its_number_is_a_body_and_no_county(text, party):
    assert parties(text)["Olaf Birk"] == [party]


def test_local_people_are_no_branch():
    found = parties("Local 412 will wait. Local residents said so. Local drivers said no, Olaf Birk said.")
    assert "Local" not in found and "Local 412" in found
    few = parties("Local 5-a-side football is over, Olaf Birk said. Lodge 3 percent, he said.")
    assert not any(name.startswith(("Local 5", "Lodge 3")) for name in few)
