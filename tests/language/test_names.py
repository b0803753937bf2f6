"""Names in texts: what the model finds, and countries that it passes over."""

from onrecord.language import analyse


def names(text: str) -> list[tuple[str, str]]:
    return [(name.text, name.label_) for name in analyse(text).ents]


def test_a_country_of_several_words_is_a_state_wherever_it_stands() -> None:
    found = names("The ferry strike spread, a New Zealand led group of owners said in Ravenholm.")
    assert ("New Zealand", "STATE") in found


def test_persons_and_bodies_are_told_apart() -> None:
    found = names("Odile Marchetti of the Harbour Workers' Union said that Norway had agreed to pay.")
    assert ("Odile Marchetti", "PERSON") in found
    assert ("Norway", "STATE") in found
    assert any(kind == "ORGANIZATION" for _, kind in found)


def test_part_of_an_election_is_no_party() -> None:
    found = names("She won her seat in the 1987 New Zealand general election.")
    assert ("New Zealand", "STATE") not in found
