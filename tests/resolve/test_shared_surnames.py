"""Who is meant among persons with one surname, a deputy, a body described and then named, and by "it"."""

from onrecord.model import Report
from onrecord.pipeline import process
from onrecord.resolve.across import actors_from_nothing
from onrecord.text.countries import country_of
from onrecord.text.layout import lay_out


def said_by(text: str) -> list[tuple[str | None, str]]:
    """Who says what in a text, by names, in order."""
    records = process(Report(text=text, blocks=lay_out(text).blocks, outlet="Test", path="test.txt"))
    names = {actor.id: actor.name for actor in records.actors}
    found = sorted(records.attributions, key=lambda each: each.content[0].start)
    return [(names.get(each.speaker or ""), each.content[0].text) for each in found]


def roles(text: str) -> dict[str, list[tuple[str, str]]]:
    """The offices of each person of a text."""
    records = process(Report(text=text, blocks=lay_out(text).blocks, outlet="Test", path="test.txt"))
    return {actor.name: [(role.title, role.for_) for role in actor.roles] for actor in records.actors}


LUNDS = (
    "Health Minister Petra Lund said the state would not pay. Her deputy, Jonas Lund, told reporters that "
    "the ministry was open to a slower timetable.\n\n"
)


def test_a_pronoun_after_a_surname_tells_which_of_two_is_meant():
    said = said_by(LUNDS + "Lund said she would meet the nurses on Tuesday.")
    assert said[-1][0] == "Petra Lund"


def test_the_deputy_of_a_minister_is_the_deputy_minister_and_not_the_minister():
    text = LUNDS + (
        "The deputy minister said a chairman could come from outside.\n\nThe health minister said that the "
        "matter was closed."
    )
    said = [speaker for speaker, _ in said_by(text)]
    assert said[-2:] == ["Jonas Lund", "Petra Lund"]


def test_who_is_named_in_a_quotation_does_not_say_it():
    said = said_by(
        "Petra Lund, the health minister of Torvik, welcomed the plan.\n\nOn Monday Karel Voss, the health "
        'minister of Selmark, came by train. "Karel and I agree on more than he admits," the minister said.'
    )
    assert said[-1][0] == "Petra Lund"


def test_who_a_spokeswoman_is_for_is_no_spokeswoman():
    found = roles("Karel Voss left early. A spokeswoman for Voss said the money would be paid.")
    assert ("spokeswoman", "") not in found["Karel Voss"]


def test_the_head_of_the_works_and_not_of_the_works_alone():
    found = roles("The chief executive of the Harling works, Ruth Calder, said the accounts were public.")
    assert [title for title, _ in found["Ruth Calder"]] == ["chief executive"]


def test_a_body_described_first_and_named_behind_a_comma():
    said = said_by(
        "Selby Lines made an offer.\n\nThe company that insures both piers, Norhaven Mutual, said it would "
        "raise its premium."
    )
    assert said[-1][0] == "Norhaven Mutual"


def test_the_place_before_a_source_is_no_part_of_it():
    said = said_by(
        "In Lindmark, the director of the Harbour Bureau, Nora Strand, said the piers were safe.\n\n"
        "In Corvik, the Selbyran capital, the largest party, Shore League, said it opposed the lease."
    )
    assert [speaker for speaker, _ in said] == ["Nora Strand", "Shore League"]


def test_it_is_the_body_that_the_sentence_before_is_about():
    said = said_by(
        "Torvik told the meeting that it would set a quota of its own. The fisheries ministry denied it on "
        'Tuesday. "No other figure has been mentioned," it said.'
    )
    assert said[-1][0] == "the fisheries ministry"


def test_a_body_goes_by_the_last_word_of_its_name():
    said = said_by(
        "St Brannock Infirmary published its accounts. Its spokesman, Ivo Marsh, said they were right.\n\n"
        "The infirmary said that it would wait."
    )
    assert said[-1][0] == "St Brannock Infirmary"


def test_no_words_are_no_country():
    assert country_of("") is None
    assert country_of(" the ") is None


def groups_of(*texts: str) -> list[set[str]]:
    """The actors that several reports come to, by their names."""
    every = [
        process(Report(text=text, blocks=lay_out(text).blocks, outlet="Test", path=f"{number}.txt"))
        for number, text in enumerate(texts)
    ]
    names = {actor.id: (place, actor.name) for place, one in enumerate(every) for actor in one.actors}
    groups = actors_from_nothing([one.actors for one in every], [one.attributions for one in every])
    return [{names[id_] for id_ in ids} for ids in groups]


OFFICIAL = (
    "A ministry official said the ferries would be sold to the highest bidder. Nobody bid at all on Tuesday."
)


def test_who_has_no_name_is_one_in_a_copy_of_the_same_words():
    both = groups_of(OFFICIAL, "SELBY - " + OFFICIAL)
    assert {(0, "a ministry official"), (1, "a ministry official")} in both


def test_who_has_no_name_and_says_something_else_is_another():
    both = groups_of(OFFICIAL, "A ministry official said the piers would have to be mended by next spring.")
    assert {(0, "a ministry official")} in both
    assert {(1, "a ministry official")} in both


def test_several_without_names_are_meant_again_by_their_noun_or_number():
    said = said_by(
        "Three people close to the board said the offer was gone. The piers stood empty.\n\n"
        "The board had not met, the people said. The three said it never would."
    )
    assert {speaker for speaker, _ in said} == {said[0][0]}


def test_a_rank_leaves_room_for_an_office():
    said = said_by(
        "General Ottokar Lindt denied that a landing was planned. "
        '"Nobody has left the barracks," the chief of the general staff said.'
    )
    assert said[-1][0] == "Ottokar Lindt"


def test_who_spoke_last_is_quoted_further_by_another_office():
    said = said_by(
        "Augustin Fjell, the leader of the Harbour Union, demanded that the letter be published at once. "
        '"Paper is patient," the opposition leader told supporters.'
    )
    assert said[-1][0] == "Augustin Fjell"


def test_where_somebody_stands_is_no_part_of_who_it_is():
    said = said_by('"Nobody drives that far," said Mirela Kolt outside the hospital in Kvarnby.')
    assert said[0][0] == "Mirela Kolt"


def test_the_leader_of_a_council_is_that_of_the_council_as_it_is_called():
    found = roles("The council of Upper Marn opposed the lease. Its leader, Tom Hale, warned of closures.")
    assert [whose.lower() for _, whose in found["Tom Hale"]] == ["the council of upper marn"]


def test_her_deputy_is_that_of_the_office_which_the_sentence_before_ends_with():
    found = roles(
        "Education Secretary Marta Dole waited for a day.\n\nThis time the capital will have to pay, the "
        "education secretary said. Her deputy, Olav Birk, told reporters that he hoped so."
    )
    assert ("deputy", "Marta Dole") in found["Olav Birk"]
