"""Bodies that stand for others: with the same people, and names that go together."""

import pytest

from onrecord.model import Role
from onrecord.resolve.stand_ins import Told, is_land, stand_in


def told(agent: int, principal: int, name: str, title: str = "", kind: str = "organization") -> Told:
    return Told(agent, principal, name, kind, (), (Role(title, name),) if title else ())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (told(1, 10, "Forum", "leader"), told(1, 11, "Lakeside Forum", "leader")),
        (told(1, 10, "Forum"), told(1, 11, "Lakeside Forum", "leader")),
        (told(1, 10, "the millers’ union", "chairman"), told(1, 11, "Union of Mill Workers", "chairman")),
        (told(1, 10, "the pilots", "president", "group"), told(1, 11, "Guild of Ferry Pilots", "leader")),
        (told(1, 10, "the company", "chief executive"), told(1, 11, "Holm Quarries", "chief executive")),
    ],
)
def test_a_short_name_or_a_description_stands_for_the_name_in_full(one, other):
    assert stand_in(10, [one, other]) == 11
    assert stand_in(11, [one, other]) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # Two people, and nobody in both.
        (told(1, 10, "Forum", "leader"), told(2, 11, "Lakeside Forum", "leader")),
        # One person with two offices.
        (told(1, 10, "Forum", "treasurer"), told(1, 11, "Lakeside Forum", "mayor")),
        (told(1, 10, "the council", "chairman"), told(1, 11, "Holm Bank", "chairman")),
        # Names that have nothing to do with one another.
        (told(1, 10, "Holm Bank", "chairman"), told(1, 11, "Lakeside Forum", "chairman")),
    ],
)
def test_other_bodies_with_a_person_in_both_stay_what_they_are(one, other):
    assert stand_in(10, [one, other]) is None


def test_what_may_be_either_of_two_is_neither():
    rows = [
        told(1, 10, "Forum", "leader"),
        told(1, 11, "Lakeside Forum", "leader"),
        told(2, 10, "Forum", "leader"),
        told(2, 12, "Hillside Forum", "leader"),
    ]
    assert stand_in(10, rows) is None


def test_of_several_names_the_fullest_is_meant():
    rows = [
        told(1, 10, "Forum", "leader"),
        told(1, 11, "Lakeside Forum", "leader"),
        told(1, 12, "Lakeside Forum of Torvik", "leader"),
    ]
    assert stand_in(10, rows) == 12
    assert stand_in(11, rows) == 12


def test_a_capital_stands_for_the_land_whose_minister_is_its_own():
    rows = [
        told(1, 10, "Torvik", "foreign minister", "state"),
        told(1, 11, "Belmark", "foreign minister", "state"),
    ]
    assert stand_in(10, rows, lands={11}) == 11
    assert stand_in(11, rows, lands={11}) is None
    assert stand_in(10, rows) is None
    # A leader may lead a party too.
    led = [told(1, 10, "Torvik", "leader", "state"), told(1, 11, "Belmark", "leader", "state")]
    assert stand_in(10, led, lands={11}) is None


def test_a_land_has_a_people():
    assert is_land("Belmaria", ["Belmarian"])
    assert is_land("France", [])
    assert not is_land("Torvik", ["Torvik’s"])
