import pytest

from onrecord.resolve.names import find_names, is_demonym
from onrecord.resolve.naming import person_name, same_person
from onrecord.text.countries import country_of


def test_countries_are_known_by_name_capital_and_people():
    assert country_of("the United States") == ("United States", "name")
    assert country_of("Lima") == ("Peru", "capital")
    assert country_of("Norwegians") == ("Norway", "demonym")
    assert country_of("Ostrava") is None
    assert country_of("IN") is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Oleksa Zorenko", "Oleksa Zorenkoi", True),
        ("Mr Jonas Veld", "Jonas Veld", True),
        ("J. Veld", "Jonas Veld", True),
        ("Ada Novak", "Bruno Novak", False),
        ("Ms Kim Novak", "Mr Kim Novak", False),
        ("Anna van der Berg", "Anna Berg", False),
    ],
)
def test_spellings_of_one_name(one, other, same):
    assert same_person(person_name(one), person_name(other)) is same


def test_a_people_is_known_by_its_land():
    assert is_demonym("ostravan", "ostrava") and is_demonym("ostravans", "ostrava")
    assert not is_demonym("ostrava", "ostravan") and not is_demonym("miller", "mill")


def test_names_are_found_by_capitals_where_the_tagger_found_none(marked):
    example = marked(
        "In Selby the River Minister Ada Novak met the Guild of Ferry Masters and the Dock and River Union. "
        "NATO Secretary General Jonas Veld sent word to President of Peru Inti Quispe."
    )
    names = {name.text for name in find_names(example.doc, example.layout)}
    assert {
        "Ada Novak", "Guild of Ferry Masters", "Dock and River Union", "NATO", "Jonas Veld", "Peru",
        "Inti Quispe",
    } <= names  # fmt: skip
